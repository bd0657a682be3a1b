/*
 * A byline is a marker ("By"), names, and often more: a role, an outlet, a
 * place, a date.  The line is cut at separators and conjunctions; parts that
 * are dates, addresses or known roles are left out, the others are names.
 */
#include <string.h>

#include "byline.h"
#include "date.h"
#include "utf8.h"

enum { NAME_COLUMNS = 60, NAME_WORDS = 6 };

struct shape {
	size_t words;
	size_t capitalised;
	size_t letters;
	size_t uppers;
	size_t digits;
	bool caseless; /* letters of a script without capitals */
	bool underscore;
	bool at_sign;
	bool ends_sentence;
};

static void
measure(struct shape *shape, struct newsconv_text text)
{
	bool in_word = false;
	size_t i = 0, length;
	uint32_t c;

	memset(shape, 0, sizeof(*shape));
	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		i += length;
		if (nc_is_space(c)) {
			in_word = false;
			continue;
		}
		if (!in_word) {
			shape->words++;
			shape->capitalised += nc_is_upper(c);
		}
		in_word = true;
		if (nc_is_digit(c))
			shape->digits++;
		else if (nc_is_letter(c))
			shape->letters++;
		shape->uppers += nc_is_upper(c);
		if (nc_is_letter(c) && !nc_is_upper(c) && !nc_is_lower(c))
			shape->caseless = true;
		shape->underscore |= c == '_';
		shape->at_sign |= c == '@';
		shape->ends_sentence = c == '!' || c == '?' || c == 0x3002;
	}
}

bool
nc_name_like(struct newsconv_text text)
{
	struct shape shape;

	if (text.size > 120)
		return false;
	measure(&shape, text);
	/* One small word may stand between: "Ana de Souza", "van". */
	return shape.words >= 2 && shape.words <= 4 && shape.digits == 0 &&
	    !shape.at_sign && !shape.underscore && !shape.ends_sentence &&
	    shape.capitalised + 1 >= shape.words && shape.capitalised >= 2 &&
	    shape.letters > 3;
}

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

static enum newsconv_author_kind
kind_of(const struct shape *shape, bool organization)
{
	if (organization)
		return NEWSCONV_AUTHOR_ORGANIZATION;
	if (shape->words == 1 &&
	    (shape->underscore || shape->digits > 0 || shape->uppers == 0) &&
	    !shape->caseless)
		return NEWSCONV_AUTHOR_ACCOUNT;
	if (shape->words == 1 && shape->uppers == shape->letters &&
	    shape->letters > 1 && !shape->caseless)
		return NEWSCONV_AUTHOR_ORGANIZATION; /* an agency: "AFP" */
	if (shape->words >= 2 && shape->words <= 4 &&
	    (shape->caseless || shape->capitalised + 1 >= shape->words))
		return NEWSCONV_AUTHOR_PERSON;
	return NEWSCONV_AUTHOR_UNKNOWN;
}

static struct newsconv_text
strip(struct newsconv_text text)
{
	static const char edges[] = " \t,;:|()[]*\"'-/&.";
	struct newsconv_text trimmed = nc_trim(text);

	while (trimmed.size > 0 && strchr(edges, trimmed.data[0]) != NULL) {
		trimmed.data++;
		trimmed.size--;
	}
	while (trimmed.size > 0 &&
	    strchr(edges, trimmed.data[trimmed.size - 1]) != NULL) {
		/* "Jr." and initials keep their point. */
		if (trimmed.data[trimmed.size - 1] == '.' && trimmed.size > 2 &&
		    trimmed.size < text.size + 1 &&
		    (trimmed.data[trimmed.size - 3] == ' ' ||
			trimmed.data[trimmed.size - 3] == '.'))
			break;
		trimmed.size--;
	}
	return trimmed;
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

/* A phrase that no name goes on with: "for", "Staff Writer", "updated". */
static bool
ending_phrase(const struct nc_fold *fold, size_t at, bool glued,
    const struct nc_languages *languages)
{
	const struct nc_phrase *phrase;
	size_t i, size;

	for (i = 0; i < languages->count; i++)
		for (phrase = languages->tables[i]->phrases;
		     phrase->text != NULL; phrase++) {
			if (phrase->marker != NC_MARKER_NAME_END &&
			    phrase->marker != NC_MARKER_ORGANIZATION &&
			    phrase->marker != NC_MARKER_DATE &&
			    phrase->marker != NC_MARKER_MODIFIED)
				continue;
			if (phrase->position != NC_POSITION_PREFIX &&
			    (phrase->marker != NC_MARKER_ORGANIZATION ||
				!glued))
				continue;
			size = strlen(phrase->text);
			if (phrase->text[0] == fold->text[at] &&
			    strncmp(fold->text + at, phrase->text, size) == 0 &&
			    !nc_fold_inside_word(fold, at + size))
				return true;
		}
	return false;
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

/*
 * The part up to where the name in it ends: before a handle, a number, a date,
 * a phrase that follows names.
 */
static struct newsconv_text
cut_name(struct newsconv_text part, const struct nc_languages *languages)
{
	struct nc_fold fold;
	size_t at, words = 0;

	part = nc_trim(part);
	nc_fold(&fold, part);
	for (at = 0; at < fold.size; at++) {
		size_t origin = fold.origin[at];
		bool starts = at == 0 || fold.text[at - 1] == ' ';
		bool glued = glued_at(part, origin);
		bool digit = fold.text[at] >= '0' && fold.text[at] <= '9';

		words += at > 0 && starts;
		if ((at > 0 && fold.text[at] == '@') || (starts && digit) ||
		    ((starts || glued) && at > 0 &&
			calendar_word(&fold, at, glued, languages)) ||
		    (words >= 2 && starts &&
			ending_phrase(&fold, at, false, languages)) ||
		    (glued && words >= 1 &&
			ending_phrase(&fold, at, true, languages)) ||
		    (words >= 1 && wide_gap(part, origin))) {
			part.size = origin;
			break;
		}
	}
	return part;
}

/*
 * Behind a first name, a role or an employer may follow as well as another
 * name; only what has the shape of a person's name is taken.
 */
static bool
another_name(const struct nc_byline *byline, struct newsconv_text part,
    const struct shape *shape)
{
	if (byline->count == 0 || shape->caseless)
		return true;
	if (byline->names[0].kind == NEWSCONV_AUTHOR_ACCOUNT)
		return shape->words == 1;
	return nc_name_like(part) && shape->digits == 0 &&
	    (shape->uppers < shape->letters ||
		byline->names[0].kind != NEWSCONV_AUTHOR_PERSON);
}

static void
add_part(struct nc_byline *byline, struct newsconv_text part,
    const struct nc_languages *languages)
{
	struct nc_byline_name *name;
	struct nc_marks marks;
	struct shape shape;
	bool organization;
	size_t i;

	part = strip(cut_name(part, languages));
	if (part.size == 0 || byline->count == NC_BYLINE_NAMES)
		return;
	measure(&shape, part);
	if (shape.letters == 0 || shape.words > NAME_WORDS || shape.at_sign ||
	    nc_columns(part) > NAME_COLUMNS)
		return;
	look_up(&marks, part, languages);
	/* "Published", "Updated": what stands before a date. */
	if (marks.prefix[NC_MARKER_DATE] > 0 ||
	    marks.prefix[NC_MARKER_MODIFIED] > 0)
		return;
	organization = known_role(&marks);
	/* Behind a name it is that person's role or employer. */
	if (organization && byline->count > 0)
		return;
	if (!another_name(byline, part, &shape))
		return;
	for (i = 0; i < byline->count; i++)
		if (byline->names[i].name.size == part.size &&
		    memcmp(byline->names[i].name.data, part.data, part.size) ==
			0)
			return;
	name = &byline->names[byline->count++];
	name->name = part;
	name->kind = kind_of(&shape, organization);
}

/* The size of a separator or conjunction that stands at `at`, else 0. */
static size_t
separator_at(
    const struct nc_fold *fold, size_t at, const struct nc_languages *languages)
{
	static const char *const separators[] = {",", ";", "|", "/", "&", " - ",
	    "\xc2\xb7", "\xe2\x80\xa2", "\xe3\x80\x81", "\xd8\x8c", "("};
	const char *const *word;
	size_t i, size;

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
			    fold->text[at + size] == ' ')
				return size;
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
marker_size(const struct nc_fold *fold, const struct nc_languages *languages)
{
	struct nc_marks marks;

	nc_marks_find(&marks, languages, fold);
	return marks.prefix[NC_MARKER_BYLINE];
}

void
nc_byline_parse(struct nc_byline *byline, struct newsconv_text line,
    const struct nc_fold *fold, const struct nc_languages *languages)
{
	size_t at = marker_size(fold, languages), start = at;
	size_t date_start, date_end;

	memset(byline, 0, sizeof(*byline));
	find_date(fold, at, languages, &date_start, &date_end);
	while (at <= fold->size) {
		size_t size = at == fold->size || at == date_start
		    ? 1
		    : separator_at(fold, at, languages);
		struct newsconv_text part;

		if (size == 0) {
			at++;
			continue;
		}
		part.data = line.data + fold->origin[start];
		part.size = (size_t)fold->origin[at] - fold->origin[start];
		add_part(byline, part, languages);
		if (at == date_start && at < fold->size) {
			at = date_end;
			find_date(fold, at, languages, &date_start, &date_end);
		} else {
			at += size;
		}
		start = at < fold->size ? at : fold->size;
	}
}
