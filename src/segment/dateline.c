/*
 * A dateline is what stands before a dash, or in the brackets that a paragraph
 * opens with: "LONDON, June 4 (Reuters) -", "【ソウル共同】", "(서울=연합뉴스)",
 * or, in Chinese, an agency, a place and a day in one word that means "by
 * wire".  Its date and its agency are looked for, the place is what is left.
 *
 * A sentence can open much like one ("Sun (the newspaper) - ..."), so that an
 * agency we know, a date, or a place in capitals has to vouch for it.
 */
#include <string.h>

#include "dateline.h"
#include "names.h"
#include "utf8.h"

enum {
	DATELINE_SIZE = 120, /* bytes of the longest dateline */
	PLACE_WORDS = 5,
	AGENCY_WORDS = 3,
	STATE_LETTERS = 7,   /* more than "Calif" has */
	BRACKET_COLUMNS = 20 /* of a place that no agency vouches for */
};

/* What ends a dateline of the first kind; those without a dash want more. */
static const struct {
	const char *text;
	bool weak;
} ends[] = {
    {" \xe2\x80\x94 ", false},
    {" \xe2\x80\x93 ", false},
    {" -- ", false},
    {" - ", false},
    {".- ", false},
    {".\xe2\x80\x93 ", false},
    {"- ", false},
    {"\xe2\x80\x93 ", false},
    {"\xe2\x80\x94", false},
    {"): ", true},
    {"). ", true},
    {")\xe0\xa5\xa4 ", true}, /* danda */
    {"/. ", true},
    {") ", true},
    {": ", true},
};

struct parse {
	struct nc_dateline *line;
	const struct nc_languages *languages;
};

static struct newsconv_text
between(struct newsconv_text text, size_t start, size_t end)
{
	text.data += start;
	text.size = end - start;
	return nc_trim(text);
}

/* Without blanks and the signs that set parts of a dateline off. */
static struct newsconv_text
bare(struct newsconv_text text)
{
	static const char *const signs[] = {" ", ",", ".", "/", "-", "(", ")",
	    "=", "\xef\xbc\x9d", "\xe3\x83\xbb", "\xc2\xb7", "\xef\xbc\x88",
	    "\xef\xbc\x89", "\xd8\x8c", "\xe2\x80\x93", "\xe2\x80\x94"};
	size_t i, size;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size = strlen(signs[i]);
		if (text.size >= size &&
		    memcmp(text.data, signs[i], size) == 0) {
			text.data += size;
			text.size -= size;
			i = (size_t)-1;
		} else if (text.size >= size &&
		    memcmp(text.data + text.size - size, signs[i], size) == 0) {
			text.size -= size;
			i = (size_t)-1;
		}
	}
	return text;
}

/* ------------------------------------------------------------------ agency */

static bool
known_agency(struct newsconv_text text)
{
	struct nc_fold fold;
	size_t i;

	nc_fold(&fold, text);
	if (nc_agency_known((struct newsconv_text){fold.text, fold.size}))
		return true;
	/* "dpa/tmn", "AP=連合": the first of two. */
	for (i = 1; i < fold.size; i++)
		if (fold.text[i] == '/' || fold.text[i] == '=')
			return nc_agency_known(
			    (struct newsconv_text){fold.text, i});
	return false;
}

/* Not known to us, but a bracket holds a short name: "(KTVI)", "(dpo)". */
static bool
agency_like(struct newsconv_text text)
{
	struct nc_name_shape shape;

	nc_name_measure(&shape, text);
	return shape.letters >= 2 && shape.words <= AGENCY_WORDS &&
	    shape.digits == 0 &&
	    (shape.words == 1 || shape.capitalised == shape.words);
}

/* ------------------------------------------------------------------- place */

/* In capitals, small words and what follows a comma aside. */
static bool
in_capitals(struct newsconv_text place)
{
	size_t letters = 0, uppers = 0, i = 0, length;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(place.data + i, place.size - i, &c)) > 0 &&
	    c != ',') {
		i += length;
		letters += nc_is_letter(c);
		uppers += nc_is_upper(c);
	}
	return letters > 2 && uppers == letters;
}

/* "New York", "Rio de Janeiro", "西安": no more words than a place has. */
static bool
place_like(struct newsconv_text place)
{
	struct nc_name_shape shape;

	nc_name_measure(&shape, place);
	return shape.letters >= 2 && shape.words <= PLACE_WORDS &&
	    shape.digits == 0 && !shape.ends_sentence && !shape.at_sign &&
	    place.data[0] != '[' && place.data[0] != '"' &&
	    (shape.caseless || shape.capitalised * 2 >= shape.words) &&
	    (shape.caseless || shape.capitalised > 0);
}

/* -------------------------------------------------------------------- date */

/* The date in the head, taken out of it; false when there is none. */
static bool
take_date(const struct parse *parse, struct newsconv_text head,
    struct newsconv_text *before, struct newsconv_text *after)
{
	struct nc_dateline *line = parse->line;
	struct nc_date_found date;
	struct nc_month_day day;
	struct nc_fold fold;
	size_t start, end;

	nc_fold(&fold, head);
	if (nc_date_find(&date, &fold, 0, parse->languages)) {
		memcpy(line->value, date.value, sizeof(line->value));
		start = date.start;
		end = date.end;
	} else if (nc_month_day_find(&day, &fold, 0, parse->languages)) {
		line->month = day.month;
		line->day = day.day;
		start = day.start;
		end = day.end;
	} else {
		*before = head;
		*after = between(head, head.size, head.size);
		return false;
	}
	line->date = between(head, fold.origin[start], fold.origin[end]);
	*before = between(head, 0, fold.origin[start]);
	*after = between(head, fold.origin[end], head.size);
	return true;
}

/* ------------------------------------------------------- before the dash */

/* The bracketed or slashed part of the head, and what is left of it. */
static bool
take_bracket(
    struct newsconv_text *head, struct newsconv_text *inside, char *sign)
{
	const char *open = memchr(head->data, '(', head->size);
	const char *close;
	size_t start, end;

	if (open == NULL)
		open = memchr(head->data, '/', head->size);
	if (open == NULL)
		return false;
	*sign = *open;
	start = (size_t)(open - head->data);
	close = memchr(
	    open + 1, *open == '(' ? ')' : '/', head->size - start - 1);
	/* "PARIS/Reuters" has one slash only. */
	if (close == NULL && *open == '(')
		return false;
	end = close == NULL ? head->size : (size_t)(close - head->data);
	*inside = between(*head, start + 1, end);
	end += close != NULL;
	/* Nothing but the bracket's own end may follow. */
	if (bare(between(*head, end, head->size)).size > 0)
		return false;
	head->size = start;
	return true;
}

/* "JAKARTA, ANTARA", "Roma - Ansa": the last piece is an agency. */
static bool
take_last(struct newsconv_text *head, struct newsconv_text *agency)
{
	struct newsconv_text last;
	size_t at = head->size;

	while (at > 0 && strchr(",-", head->data[at - 1]) == NULL)
		at--;
	if (at == 0)
		return false;
	last = bare(between(*head, at, head->size));
	if (!known_agency(last))
		return false;
	*agency = last;
	head->size = at - 1;
	return true;
}

/* "TEMPO.CO, Jakarta": a site that reports stands before the place. */
static void
take_site(struct newsconv_text *head, struct newsconv_text *agency)
{
	const char *comma = memchr(head->data, ',', head->size);
	size_t end = comma == NULL ? head->size : (size_t)(comma - head->data);
	struct newsconv_text site = bare(between(*head, 0, end));
	const char *point = memchr(site.data, '.', site.size);

	if (point == NULL || memchr(site.data, ' ', site.size) != NULL ||
	    point + 2 >= site.data + site.size)
		return;
	*agency = site;
	*head = between(*head, end, head->size);
}

/* "KANSAS CITY, Mo.": the point of an abbreviation is the place's. */
static struct newsconv_text
place_of(struct newsconv_text head)
{
	struct newsconv_text place = bare(head), last = place;
	struct nc_name_shape shape;

	while (memchr(last.data, ' ', last.size) != NULL)
		last = between(last, 1, last.size);
	nc_name_measure(&shape, last);
	if (memchr(place.data, ',', place.size) != NULL &&
	    shape.letters < STATE_LETTERS && shape.uppers < shape.letters &&
	    place.data + place.size < head.data + head.size &&
	    place.data[place.size] == '.')
		place.size++;
	return place;
}

static bool
read_head(const struct parse *parse, struct newsconv_text head, bool weak)
{
	struct nc_dateline *line = parse->line;
	struct newsconv_text inside = {"", 0}, before, after;
	char sign = '\0';
	bool bracket = take_bracket(&head, &inside, &sign);
	bool agency = bracket && known_agency(bare(inside));
	bool dated = take_date(parse, head, &before, &after);

	if ((bracket && !agency && sign == '/') || (!bracket && sign == '('))
		return false;
	if (!bracket)
		agency = take_last(&before, &inside);
	if (!agency && dated && known_agency(bare(after))) {
		inside = bare(after);
		agency = true;
	}
	if (!agency && !bracket)
		take_site(&before, &inside);
	line->place = place_of(before);
	line->agency = bare(inside);
	if (line->place.size == 0)
		return agency && (bracket || dated);
	if (!place_like(line->place) ||
	    (bracket && !agency && !agency_like(line->agency)))
		return false;
	if (weak)
		return agency;
	return agency || bracket || in_capitals(line->place) ||
	    (dated && line->value[0] != '\0');
}

/* The head ends at the first end of a sort in the text. */
static bool
before_end(const struct parse *parse, struct newsconv_text text, bool weak)
{
	size_t best = text.size, which = 0, i, at;
	struct newsconv_text head = text;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t size = strlen(ends[i].text);

		if (ends[i].weak != weak)
			continue;
		for (at = 1; at + size <= text.size && at < best; at++)
			if (memcmp(text.data + at, ends[i].text, size) == 0) {
				best = at;
				which = i;
			}
	}
	if (best == text.size)
		return false;
	head.size = best;
	/* The bracket or point belongs to the dateline. */
	if (strchr(").", ends[which].text[0]) != NULL ||
	    ends[which].text[0] == '/')
		head.size++;
	memset(parse->line, 0, sizeof(*parse->line));
	parse->line->text = nc_trim(head);
	return read_head(parse, parse->line->text, weak);
}

static bool
before_dash(const struct parse *parse, struct newsconv_text text)
{
	return before_end(parse, text, false) || before_end(parse, text, true);
}

/* "(ANSA) - ROMA, 4 GIU - ": an agency, then a dateline without one. */
static bool
agency_first(const struct parse *parse, struct newsconv_text text)
{
	struct nc_dateline *line = parse->line;
	const char *close = text.size > 0 && text.data[0] == '('
	    ? memchr(text.data, ')', text.size)
	    : NULL;
	struct newsconv_text agency, rest;
	size_t at;

	if (close == NULL)
		return false;
	at = (size_t)(close - text.data) + 1;
	agency = between(text, 1, at - 1);
	if (!known_agency(agency) || at + 3 > text.size)
		return false;
	line->text = between(text, 0, at);
	rest = between(text, at, text.size);
	if (rest.size > 2 && rest.data[0] == '-')
		rest = between(rest, 1, rest.size);
	else if (rest.size > 4 && (unsigned char)rest.data[0] == 0xe2)
		rest = between(rest, 3, rest.size);
	else
		return false;
	if (before_dash(parse, rest) && line->agency.size == 0)
		line->text = between(text, 0,
		    (size_t)(line->text.data - text.data) + line->text.size);
	else {
		memset(line, 0, sizeof(*line));
		line->text = between(text, 0, at);
	}
	line->agency = agency;
	return true;
}

/* --------------------------------------------------- in brackets, in Han */

static const struct {
	const char *open;
	const char *close;
} brackets[] = {{"\xe3\x80\x90", "\xe3\x80\x91"},
    {"\xe3\x80\x94", "\xe3\x80\x95"}, {"\xef\xbc\xbb", "\xef\xbc\xbd"},
    {"\xef\xbc\x88", "\xef\xbc\x89"}, {"[", "]"}, {"(", ")"}};

/* An agency at the piece's end or beginning; what is left is the place. */
static bool
split_agency(struct nc_dateline *line, struct newsconv_text piece)
{
	size_t at;

	for (at = 0; at < piece.size; at++) {
		if (((unsigned char)piece.data[at] & 0xc0) == 0x80)
			continue;
		if (known_agency(between(piece, at, piece.size))) {
			line->agency = between(piece, at, piece.size);
			line->place = bare(between(piece, 0, at));
			return true;
		}
		if (at > 0 && known_agency(between(piece, 0, at))) {
			line->agency = between(piece, 0, at);
			line->place = bare(between(piece, at, piece.size));
			return true;
		}
	}
	return false;
}

static size_t
find(struct newsconv_text text, const char *what)
{
	size_t size = strlen(what), at;

	for (at = 0; at + size <= text.size; at++)
		if (memcmp(text.data + at, what, size) == 0)
			return at;
	return text.size;
}

/* "서울=연합뉴스", "ソウル＝小池和樹": place, then agency or reporter. */
static bool
read_equation(const struct parse *parse, struct newsconv_text inside)
{
	struct nc_dateline *line = parse->line;
	size_t at = find(inside, "="), size = 1;
	struct newsconv_text left, right;

	if (at == inside.size) {
		at = find(inside, "\xef\xbc\x9d");
		size = 3;
	}
	if (at == inside.size)
		return false;
	left = bare(between(inside, 0, at));
	right = bare(between(inside, at + size, inside.size));
	if (known_agency(right)) {
		line->agency = right;
		if (known_agency(left)) /* "AFP＝時事" */
			line->agency = between(inside, 0, inside.size);
		else if (!split_agency(line, left))
			line->place = left;
		else
			line->agency = between(left,
			    (size_t)(line->agency.data - left.data),
			    (size_t)(right.data + right.size - left.data));
		return true;
	}
	line->place = left;
	return place_like(left) && size == 3 &&
	    nc_columns(left) <= BRACKET_COLUMNS &&
	    find(left, "\xef\xbc\x88") == left.size;
}

static bool
in_brackets(const struct parse *parse, struct newsconv_text text)
{
	struct nc_dateline *line = parse->line;
	struct newsconv_text inside, before, after;
	size_t i, end;

	for (i = 0; i < sizeof(brackets) / sizeof(*brackets); i++) {
		size_t open = strlen(brackets[i].open);

		if (text.size <= open ||
		    memcmp(text.data, brackets[i].open, open) != 0)
			continue;
		end = find(text, brackets[i].close);
		if (end == text.size)
			return false;
		inside = between(text, open, end);
		line->text = between(text, 0, end + strlen(brackets[i].close));
		if (read_equation(parse, inside))
			return true;
		if (!take_date(parse, inside, &before, &after))
			return split_agency(line, inside) &&
			    (line->place.size == 0 || place_like(line->place));
		if (known_agency(bare(after))) {
			line->agency = bare(after);
			line->place = bare(before);
			return true;
		}
		return split_agency(line, before);
	}
	return false;
}

/* "新华社北京6月4日电": agency, place, day, and a word for "wire". */
static bool
by_wire(const struct parse *parse, struct newsconv_text text)
{
	struct nc_dateline *line = parse->line;
	const struct nc_phrase *phrase;
	struct newsconv_text before, after;
	size_t i;

	if (parse->languages->count == 0 ||
	    !take_date(parse, text, &before, &after) ||
	    !split_agency(line, before) || line->agency.data != before.data)
		return false;
	phrase = parse->languages->tables[0]->phrases;
	for (; phrase->text != NULL; phrase++) {
		i = phrase->size;
		if (phrase->marker == NC_MARKER_DATELINE && after.size >= i &&
		    memcmp(after.data, phrase->text, i) == 0) {
			line->text = between(
			    text, 0, (size_t)(after.data - text.data) + i);
			return true;
		}
	}
	return false;
}

bool
nc_dateline_parse(struct nc_dateline *dateline, struct newsconv_text paragraph,
    const struct nc_languages *languages)
{
	static bool (*const ways[])(
	    const struct parse *, struct newsconv_text) = {
	    agency_first, in_brackets, by_wire, before_dash};
	struct parse parse = {dateline, languages};
	size_t i;

	paragraph = nc_trim(paragraph);
	if (paragraph.size > DATELINE_SIZE) {
		paragraph.size = DATELINE_SIZE;
		while (paragraph.size > 0 &&
		    ((unsigned char)paragraph.data[paragraph.size] & 0xc0) ==
			0x80)
			paragraph.size--;
	}
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		memset(dateline, 0, sizeof(*dateline));
		if (ways[i](&parse, paragraph))
			return true;
	}
	return false;
}
