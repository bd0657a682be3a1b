/*
 * A byline is a marker ("By"), names, and often more: a role, an outlet, a
 * place, a date.  The line is cut at separators and conjunctions; parts that
 * are dates, addresses or known roles are left out, the others are names.
 */
#include <string.h>

#include "byline.h"
#include "clock.h"
#include "date.h"
#include "names.h"
#include "utf8.h"

enum {
	NAME_COLUMNS = 60,
	NAME_WORDS = 6,
	/* Inside a name at most so many letters stand before a capital. */
	FUSED_LETTERS = 4,
	HAN_NAME = 4,  /* letters of a name of China or Korea */
	LEAST_NAME = 5 /* bytes of a name behind a role */
};

/* What the language tables know of a part between separators. */
static void
look_up(struct nc_marks *marks, struct newsconv_text part,
    const struct nc_languages *languages)
{
	struct nc_fold fold;

	nc_fold(&fold, part);
	nc_marks_find(marks, languages, &fold);
}

static bool
known_role(const struct nc_marks *marks)
{
	return marks->whole[NC_MARKER_ORGANIZATION] > 0 ||
	    marks->suffix[NC_MARKER_ORGANIZATION] > 0 ||
	    marks->prefix[NC_MARKER_ORGANIZATION] > 0;
}

/* ------------------------------------------------------- where a name ends */

/* A month before a day, or a weekday, that stands at `at`. */
static bool
calendar_word(const struct nc_fold *fold, size_t at, bool glued,
    const struct nc_languages *languages)
{
	const char *text = fold->text + at;
	const struct nc_month *month;
	const char *const *day;
	size_t i, size;

	for (i = 0; i < languages->count; i++) {
		for (month = languages->tables[i]->months; month->name != NULL;
		     month++) {
			size = strlen(month->name);
			if (strncmp(text, month->name, size) == 0 &&
			    (text[size] == ' ' || text[size] == '.' ||
				(glued && text[size] == '\0')) &&
			    (glued ||
				(text[size + 1] >= '0' &&
				    text[size + 1] <= '9')))
				return true;
		}
		for (day = languages->tables[i]->weekdays; *day != NULL;
		     day++) {
			size = strlen(*day);
			if (size > 3 && strncmp(text, *day, size) == 0 &&
			    !nc_fold_inside_word(fold, at + size))
				return true;
		}
	}
	return false;
}

/* The longest role ("Staff Writer") that stands at `at`; 0 for none. */
static size_t
role_at(const struct nc_fold *fold, size_t at, bool glued,
    const struct nc_languages *languages)
{
	const char *const *role;
	size_t longest = 0, i;

	for (i = 0; i < languages->count; i++)
		for (role = languages->tables[i]->roles; *role != NULL;
		     role++) {
			size_t size = strlen(*role);

			if ((*role)[0] == fold->text[at] && size > longest &&
			    strncmp(fold->text + at, *role, size) == 0 &&
			    (glued || !nc_fold_inside_word(fold, at + size)))
				longest = size;
		}
	return longest;
}

/* Whether a role stands anywhere in the part. */
static bool
holds_role(const struct nc_fold *fold, const struct nc_languages *languages)
{
	size_t at;

	for (at = 0; at < fold->size; at++)
		if (((unsigned char)fold->text[at] & 0xc0) != 0x80 &&
		    !nc_fold_inside_word(fold, at) &&
		    role_at(fold, at, false, languages) > 0)
			return true;
	return false;
}

/* A phrase that no name goes on with: "for", "Staff Writer", "updated". */
static bool
ending_phrase(
    const struct nc_fold *fold, size_t at, const struct nc_languages *languages)
{
	static const enum nc_marker kinds[] = {NC_MARKER_NAME_END,
	    NC_MARKER_DATE, NC_MARKER_MODIFIED, NC_MARKER_CREDIT};
	size_t size, i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (nc_prefix_at(fold, at, kinds[i], languages) > 0)
			return true;
	/* "Our Own Staff" is one organization, "Staff Writer" a role. */
	size = nc_prefix_at(fold, at, NC_MARKER_ORGANIZATION, languages);
	return size > 0 && at + size < fold->size;
}

/* Two words run together: a small letter, then a capital. */
static bool
glued_at(struct newsconv_text text, size_t at)
{
	size_t before = at;
	uint32_t left, right;

	if (at == 0 || at >= text.size)
		return false;
	do
		before--;
	while (before > 0 && ((unsigned char)text.data[before] & 0xc0) == 0x80);
	return nc_utf8_decode(text.data + before, at - before, &left) > 0 &&
	    nc_utf8_decode(text.data + at, text.size - at, &right) > 0 &&
	    nc_is_lower(left) && nc_is_upper(right);
}

/* A run of blanks: what stands behind it is another thing. */
static bool
wide_gap(struct newsconv_text text, size_t at)
{
	uint32_t c;
	size_t length = nc_utf8_decode(text.data + at, text.size - at, &c);

	return length > 0 && nc_is_space(c) &&
	    nc_utf8_decode(
		text.data + at + length, text.size - at - length, &c) > 0 &&
	    nc_is_space(c);
}

/* A word run into the name before it, not the inside of "McDonald". */
static bool
another_word(struct newsconv_text part, size_t at)
{
	size_t start = at, left, rest = part.size - at;

	while (start > 0 && part.data[start - 1] != ' ')
		start--;
	left = at - start;
	if (rest >= left && memcmp(part.data + at, part.data, left) == 0)
		return true;
	return left > FUSED_LETTERS;
}

/* Words that belong to a name before a role: two, three if one is small. */
static size_t
words_of_name(struct newsconv_text part)
{
	struct newsconv_text second;
	struct nc_name_shape shape;
	size_t at = 0, start;

	while (at < part.size && part.data[at] != ' ')
		at++;
	start = at < part.size ? at + 1 : at;
	for (at = start; at < part.size && part.data[at] != ' ';)
		at++;
	second.data = part.data + start;
	second.size = at - start;
	nc_name_measure(&shape, second);
	return shape.letters <= 1 || shape.capitalised == 0 ? 3 : 2;
}

/* The offset behind the first `words` words. */
static size_t
behind_words(struct newsconv_text part, size_t words)
{
	size_t at;

	for (at = 0; at < part.size; at++)
		if (part.data[at] == ' ' && --words == 0)
			return at;
	return part.size;
}

/*
 * A role behind the name: "Globe Correspondent" has words before it that are
 * not the name's either.
 */
static bool
cut_role(struct newsconv_text *part, const struct nc_fold *fold, size_t at,
    size_t words, const struct nc_languages *languages)
{
	struct nc_name_shape shape;
	size_t name;

	if (nc_fold_inside_word(fold, at) ||
	    role_at(fold, at, false, languages) == 0)
		return false;
	/* "Court Reporter" is nobody's name and role. */
	nc_name_measure(&shape, *part);
	if (words == 1 && shape.capitalised > 0)
		return false;
	part->size = fold->origin[at];
	nc_name_measure(&shape, *part);
	name = shape.caseless ? words : words_of_name(*part);
	if (words > name)
		part->size = behind_words(*part, name);
	return true;
}

/* Where a name ends for sure, whatever the part goes on with. */
static bool
name_ends(struct newsconv_text part, const struct nc_fold *fold, size_t at,
    size_t words, const struct nc_languages *languages)
{
	size_t origin = fold->origin[at];
	bool starts = fold->text[at - 1] == ' ';
	bool glued = glued_at(part, origin);
	char c = fold->text[at];

	if (c == '@' || (starts && c >= '0' && c <= '9'))
		return true;
	if ((starts || glued) && calendar_word(fold, at, glued, languages))
		return true;
	if (words >= 2 && starts && ending_phrase(fold, at, languages))
		return true;
	if (words >= 1 && glued &&
	    (role_at(fold, at, true, languages) > 0 ||
		ending_phrase(fold, at, languages) ||
		another_word(part, origin)))
		return true;
	return words >= 1 && wide_gap(part, origin);
}

/*
 * The part up to where the name in it ends: before a handle, a number, a date,
 * a role, a phrase that follows names.
 */
static struct newsconv_text
cut_name(struct newsconv_text part, const struct nc_languages *languages)
{
	struct nc_fold fold;
	size_t at, words = 0;

	part = nc_trim(part);
	nc_fold(&fold, part);
	for (at = 1; at < fold.size; at++) {
		bool starts = fold.text[at - 1] == ' ';

		if (((unsigned char)fold.text[at] & 0xc0) == 0x80)
			continue;
		words += starts;
		if (name_ends(part, &fold, at, words, languages)) {
			part.size = fold.origin[at];
			break;
		}
		if (starts && words >= 1 &&
		    cut_role(&part, &fold, at, words, languages))
			break;
	}
	return part;
}

/*
 * Behind a first name, a role or an employer may follow as well as another
 * name; only what has the shape of a person's name is taken.
 */
static bool
another_name(const struct nc_byline *byline, struct newsconv_text part,
    const struct nc_name_shape *shape)
{
	struct nc_name_shape first;

	if (byline->count == 0 || shape->caseless)
		return true;
	if (byline->names[0].kind == NEWSCONV_AUTHOR_ACCOUNT)
		return shape->words == 1;
	if (!nc_name_like(part) || nc_name_acronym(part, shape))
		return false;
	nc_name_measure(&first, byline->names[0].name);
	return shape->uppers < shape->letters ||
	    first.uppers == first.letters ||
	    byline->names[0].kind != NEWSCONV_AUTHOR_PERSON;
}

static bool
contains(struct newsconv_text text, struct newsconv_text part)
{
	size_t at;

	for (at = 0; at + part.size <= text.size; at++)
		if (memcmp(text.data + at, part.data, part.size) == 0)
			return true;
	return false;
}

/* A name that is printed already, or is the end of one that is. */
static bool
known_name(const struct nc_byline *byline, struct newsconv_text name)
{
	size_t i;

	for (i = 0; i < byline->count; i++)
		if (contains(byline->names[i].name, name))
			return true;
	return false;
}

static bool
agency(struct newsconv_text part)
{
	struct nc_fold fold;

	nc_fold(&fold, part);
	return nc_agency_known((struct newsconv_text){fold.text, fold.size});
}

static void
add_name(struct nc_byline *byline, struct newsconv_text part,
    const struct nc_name_shape *shape, bool organization)
{
	struct nc_byline_name *name;

	if (byline->count == NC_BYLINE_NAMES || known_name(byline, part))
		return;
	name = &byline->names[byline->count++];
	name->name = part;
	name->kind = nc_name_kind(shape, organization);
}

/* What a line holds besides names: as it is read, from left to right. */
struct parse {
	struct nc_byline *byline;
	const struct nc_languages *languages;
	bool credit; /* behind "Editing by": who follows wrote nothing */
	bool joined; /* behind "and", where no role stands alone */
};

/* Chinese names stand in a row, parted by blanks. */
static bool
names_in_a_row(const struct parse *parse, const struct nc_name_shape *shape)
{
	return shape->caseless && shape->words >= 2 &&
	    shape->letters <= shape->words * HAN_NAME &&
	    parse->languages->count > 0 &&
	    strcmp(parse->languages->tables[0]->script, "Hani") == 0;
}

static void
add_row(struct nc_byline *byline, struct newsconv_text part)
{
	while (part.size > 0) {
		struct newsconv_text name = part;
		struct nc_name_shape shape;

		name.size = behind_words(part, 1);
		part.data += name.size;
		part.size -= name.size;
		part = nc_trim(part);
		nc_name_measure(&shape, name);
		add_name(byline, name, &shape, false);
	}
}

static bool
is_weekday(struct newsconv_text part, const struct nc_languages *languages)
{
	struct nc_fold fold;

	nc_fold(&fold, part);
	return nc_weekday_at(&fold, 0, languages) == fold.size;
}

/* "Share Tweet", "Facebook Email": words of buttons. */
static bool
all_buttons(struct newsconv_text part, const struct nc_languages *languages)
{
	struct nc_marks marks;

	while (part.size > 0) {
		struct newsconv_text word = part;

		word.size = behind_words(part, 1);
		look_up(&marks, word, languages);
		if (marks.whole[NC_MARKER_SHARE] == 0 &&
		    marks.whole[NC_MARKER_NAVIGATION] == 0)
			return false;
		part.data += word.size;
		part.size -= word.size;
		part = nc_trim(part);
	}
	return true;
}

static void
read_part(struct parse *parse, struct newsconv_text part)
{
	struct nc_byline *byline = parse->byline;
	struct nc_marks marks;
	struct nc_name_shape shape;
	struct nc_fold fold;
	bool organization, role;

	nc_fold(&fold, part);
	role = holds_role(&fold, parse->languages);
	/* Behind a name it is that person's role or employer. */
	nc_name_measure(&shape, part);
	if (role && byline->count > 0 &&
	    (!parse->joined || nc_name_acronym(part, &shape)))
		return;
	part = nc_name_once(nc_name_strip(cut_name(part, parse->languages)));
	nc_name_measure(&shape, part);
	if (part.size == 0 || shape.letters == 0 || shape.at_sign ||
	    is_weekday(part, parse->languages) || shape.colon ||
	    (shape.digit_start && shape.words > 1) ||
	    shape.words > NAME_WORDS || nc_columns(part) > NAME_COLUMNS)
		return;
	look_up(&marks, part, parse->languages);
	/* "Published", "Updated": what stands before a date. */
	if (marks.prefix[NC_MARKER_DATE] > 0 ||
	    marks.prefix[NC_MARKER_MODIFIED] > 0 ||
	    all_buttons(part, parse->languages))
		return;
	nc_fold(&fold, part);
	role = holds_role(&fold, parse->languages);
	organization = known_role(&marks) || agency(part) || role;
	/* Behind a name it is that person's role or employer. */
	if (organization && byline->count > 0)
		return;
	if (!another_name(byline, part, &shape))
		return;
	if (names_in_a_row(parse, &shape))
		add_row(byline, part);
	else
		add_name(byline, part, &shape, organization);
}

/* A marker that the dump ran into the name: "bySauli", "Byby". */
static size_t
glued_marker(const struct nc_fold *fold, size_t at, struct newsconv_text text,
    const struct nc_languages *languages)
{
	const struct nc_phrase_index *index = &languages->phrases;
	size_t first = 0, found = 0, next;

	for (next = index->front[nc_phrase_head(fold->text + at)]; next != 0;
	     next = index->next[next]) {
		const struct nc_phrase *phrase = nc_phrase_of(languages, next);
		size_t size = phrase->size;

		if ((first == 0 || next < first) &&
		    phrase->marker == NC_MARKER_BYLINE &&
		    phrase->position == NC_POSITION_PREFIX &&
		    at + size < fold->size &&
		    memcmp(fold->text + at, phrase->text, size) == 0 &&
		    (glued_at(text, fold->origin[at + size]) ||
			nc_prefix_at(fold, at + size, NC_MARKER_BYLINE,
			    languages) > 0)) {
			first = next;
			found = size;
		}
	}
	return found;
}

/* Markers and conjunctions at the head of a part, some of them run into it. */
static size_t
skip_head(
    struct parse *parse, const struct nc_fold *fold, struct newsconv_text text)
{
	const struct nc_languages *languages = parse->languages;
	const char *const *word;
	size_t at = 0, size, i;

	for (;;) {
		while (at < fold->size &&
		    strchr(" ,:;|(-", fold->text[at]) != NULL)
			at++;
		size = nc_prefix_at(fold, at, NC_MARKER_CREDIT, languages);
		if (size > 0)
			parse->credit = true;
		if (size == 0 &&
		    (size = nc_prefix_at(
			 fold, at, NC_MARKER_BYLINE, languages)) > 0)
			parse->credit = false;
		for (i = 0; i < languages->count && size == 0; i++)
			for (word = languages->tables[i]->conjunctions;
			     *word != NULL && size == 0; word++) {
				size = strlen(*word);
				if (strncmp(fold->text + at, *word, size) !=
					0 ||
				    fold->text[at + size] != ' ')
					size = 0;
			}
		if (size == 0)
			size = glued_marker(fold, at, text, languages);
		if (size == 0)
			return at;
		at += size;
	}
}

static void
add_part(struct parse *parse, struct newsconv_text part)
{
	struct nc_fold fold;
	size_t at, role;

	part = nc_trim(part);
	nc_fold(&fold, part);
	at = skip_head(parse, &fold, part);
	/* "Reporter Ana Lima"; "Editor Weekly" is all one. */
	role = role_at(&fold, at, false, parse->languages);
	if (role > 0 && at + role < fold.size && fold.text[at + role] == ' ' &&
	    fold.size - at - role > LEAST_NAME)
		at += role + 1;
	part.data += fold.origin[at];
	part.size -= fold.origin[at];
	if (!parse->credit)
		read_part(parse, part);
}

/* The size of a separator or conjunction that stands at `at`, else 0. */
static size_t
separator_at(const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages, bool *conjunction)
{
	static const char *const separators[] = {",", ";", "|", "/", "&", " - ",
	    "\xc2\xb7", "\xe2\x80\xa2", "\xe3\x80\x81", "\xd8\x8c", "(",
	    "\xe4\xb8\xa8", "\xef\xbd\x9c", "\xef\xbc\x88", "\xef\xbc\x89",
	    "\xef\xbc\x9b", "\xef\xbc\x8c"};
	const char *const *word;
	size_t i, size;

	*conjunction = false;
	for (i = 0; i < sizeof(separators) / sizeof(*separators); i++) {
		size = strlen(separators[i]);
		if (strncmp(fold->text + at, separators[i], size) == 0)
			return size;
	}
	if (at > 0 && fold->text[at - 1] != ' ')
		return 0;
	for (i = 0; i < languages->count; i++) {
		for (word = languages->tables[i]->conjunctions; *word != NULL;
		     word++) {
			size = strlen(*word);
			if (strncmp(fold->text + at, *word, size) == 0 &&
			    fold->text[at + size] == ' ') {
				*conjunction = true;
				return size;
			}
		}
	}
	return 0;
}

/* Offsets in the folded line of the next date, or its end. */
static void
find_date(const struct nc_fold *fold, size_t from,
    const struct nc_languages *languages, size_t *start, size_t *end)
{
	struct nc_date_found date;

	*start = *end = fold->size;
	if (!nc_date_find(&date, fold, from, languages))
		return;
	*start = date.start;
	*end = date.end;
}

static size_t
marker_end(const struct nc_fold *fold, const struct nc_languages *languages)
{
	return nc_prefix_at(fold, 0, NC_MARKER_BYLINE, languages);
}

void
nc_byline_parse(struct nc_byline *byline, struct newsconv_text line,
    const struct nc_fold *fold, const struct nc_languages *languages)
{
	struct parse parse = {byline, languages, false, false};
	size_t at = 0, start = 0, date_start, date_end;
	bool conjunction = false;

	memset(byline, 0, sizeof(*byline));
	/* A marker may hold what else would part names: "文/", "글·사진". */
	at = start = marker_end(fold, languages);
	find_date(fold, at, languages, &date_start, &date_end);
	while (at <= fold->size) {
		size_t size = at == fold->size || at == date_start
		    ? 1
		    : separator_at(fold, at, languages, &conjunction);
		struct newsconv_text part;

		if (size == 0) {
			at++;
			continue;
		}
		part.data = line.data + fold->origin[start];
		part.size = (size_t)fold->origin[at] - fold->origin[start];
		add_part(&parse, part);
		if (at < fold->size && fold->text[at] == ';')
			parse.credit = false;
		parse.joined = conjunction;
		if (at == date_start && at < fold->size) {
			at = date_end;
			find_date(fold, at, languages, &date_start, &date_end);
		} else {
			at += size;
		}
		start = at < fold->size ? at : fold->size;
	}
}
