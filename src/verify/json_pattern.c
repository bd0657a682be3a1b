/*
 * A matcher of our own: regcomp() of the C library depends on the locale, stops
 * at U+0000, takes longer to compile a pattern of ours than a whole article
 * takes to check, and frees memory twice when it runs out of it.
 *
 * A pattern becomes a list of pieces; a group is a piece with alternatives,
 * each a list again.  Matching walks the lists and goes back where a count
 * leaves a choice.
 */
#include <string.h>

#include "json_pattern.h"

enum {
	WITHOUT_END = 0x7fffffff, /* more than a text has characters */
	COUNT_MAX = 999,
	NESTING_MAX = 20,
	/* Steps of one search; patterns of ours need a handful a character. */
	STEPS_MAX = 1000000,
	DEPTH_MAX = 5000
};

enum kind { CLASS, GROUP, BEGIN, END };

struct piece {
	enum kind kind;
	unsigned min, max;
	uint64_t members[2]; /* of a class, a bit for each ASCII character */
	struct alternative *alternatives; /* of a group */
	struct piece *next;
};

struct alternative {
	struct piece *first; /* NULL: empty */
	struct alternative *next;
};

struct nc_pattern {
	struct alternative *alternatives;
};

/* --------------------------------------------------------------- compiling */

struct parser {
	struct nc_arena *arena;
	const char *next;
	unsigned nesting;
	bool out_of_memory;
};

static void
add_member(struct piece *piece, char c)
{
	piece->members[c / 64] |= UINT64_C(1) << c % 64;
}

static bool
same_kind(char a, char b)
{
	return (a >= '0' && b <= '9') || (a >= 'A' && b <= 'Z') ||
	    (a >= 'a' && b <= 'z');
}

/* After '['. */
static bool
parse_class(struct parser *parser, struct piece *piece)
{
	const char *p = parser->next;

	if (*p == '^' || *p == ']')
		return false; /* negated; or empty, which matches nothing */
	while (*p != ']') {
		char c = *p++;

		if (c <= ' ' || c == 0x7f || c == '\\' || c == '[')
			return false;
		if (*p != '-' || p[1] == ']') {
			add_member(piece, c);
			continue;
		}
		if (c > p[1] || !same_kind(c, p[1]))
			return false;
		for (; c <= p[1]; c++)
			add_member(piece, c);
		p += 2;
	}
	parser->next = p + 1;
	return true;
}

static bool
parse_number(struct parser *parser, unsigned *number)
{
	const char *start = parser->next;

	*number = 0;
	while (*parser->next >= '0' && *parser->next <= '9') {
		*number = *number * 10 + (unsigned)(*parser->next++ - '0');
		if (*number > COUNT_MAX)
			return false;
	}
	return parser->next > start;
}

/* After '{'. */
static bool
parse_braces(struct parser *parser, struct piece *piece)
{
	if (!parse_number(parser, &piece->min))
		return false;
	piece->max = piece->min;
	if (*parser->next == ',') {
		parser->next++;
		piece->max = WITHOUT_END;
		if (*parser->next != '}' && !parse_number(parser, &piece->max))
			return false;
	}
	return *parser->next++ == '}' && piece->min <= piece->max;
}

static bool
parse_count(struct parser *parser, struct piece *piece)
{
	char c = *parser->next;

	if (c == '\0' || strchr("?*+{", c) == NULL)
		return true;
	parser->next++;
	if (piece->kind == BEGIN || piece->kind == END)
		return false;
	piece->min = c == '+' ? 1 : 0;
	piece->max = c == '?' ? 1 : WITHOUT_END;
	if (c == '{' && !parse_braces(parser, piece))
		return false;
	/* A second sign would make it lazy; our patterns need none. */
	if (*parser->next != '\0' && strchr("?*+{", *parser->next) != NULL)
		return false;
	return piece->kind != GROUP || piece->max != WITHOUT_END;
}

static bool parse_alternatives(
    struct parser *parser, struct alternative **target);

static bool
parse_atom(struct parser *parser, struct piece *piece)
{
	char c = *parser->next++;

	switch (c) {
	case '^':
		piece->kind = BEGIN;
		return true;
	case '$':
		piece->kind = END;
		return true;
	case '[':
		return parse_class(parser, piece);
	case '(':
		piece->kind = GROUP;
		return parse_alternatives(parser, &piece->alternatives) &&
		    *parser->next++ == ')';
	case '\\':
		c = *parser->next++;
		if (c == '\0' || strchr("^$.[]|()?*+{}/\\", c) == NULL)
			return false; /* it would stand for a class */
		break;
	default:
		if (c < ' ' || c == 0x7f || strchr(".?*+{}]", c) != NULL)
			return false;
	}
	add_member(piece, c);
	return true;
}

static bool
parse_sequence(struct parser *parser, struct piece **target)
{
	while (*parser->next != '\0' && *parser->next != '|' &&
	    *parser->next != ')') {
		struct piece *piece = nc_arena_alloc(
		    parser->arena, sizeof(*piece));

		if (piece == NULL) {
			parser->out_of_memory = true;
			return false;
		}
		piece->min = 1;
		piece->max = 1;
		if (!parse_atom(parser, piece) || !parse_count(parser, piece))
			return false;
		*target = piece;
		target = &piece->next;
	}
	return true;
}

static bool
parse_alternatives(struct parser *parser, struct alternative **target)
{
	if (++parser->nesting > NESTING_MAX)
		return false;
	for (;;) {
		struct alternative *alternative = nc_arena_alloc(
		    parser->arena, sizeof(*alternative));

		if (alternative == NULL) {
			parser->out_of_memory = true;
			return false;
		}
		if (!parse_sequence(parser, &alternative->first))
			return false;
		*target = alternative;
		target = &alternative->next;
		if (*parser->next != '|')
			break;
		parser->next++;
	}
	parser->nesting--;
	return true;
}

int
nc_pattern_compile(const struct nc_pattern **pattern, struct nc_arena *arena,
    const char *source)
{
	struct parser parser = {arena, source, 0, false};
	struct nc_pattern *new = nc_arena_alloc(arena, sizeof(*new));

	if (new == NULL)
		return NEWSCONV_NO_MEMORY;
	if (!parse_alternatives(&parser, &new->alternatives) ||
	    *parser.next != '\0')
		return parser.out_of_memory ? NEWSCONV_NO_MEMORY
					    : NEWSCONV_UNSUPPORTED;
	*pattern = new;
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------- matching */

/* What is to be matched when a list of pieces ends: the group it is in. */
struct rest {
	const struct piece *group;
	unsigned count; /* times the group has been matched then */
	const struct rest *outer;
};

struct search {
	const char *text;
	const char *end;
	unsigned steps;
	unsigned depth;
};

static bool match(struct search *search, const struct piece *piece,
    const char *p, const struct rest *rest);

static bool
match_group(struct search *search, const struct piece *group, unsigned count,
    const char *p, const struct rest *outer)
{
	const struct rest rest = {group, count + 1, outer};
	const struct alternative *alternative = group->alternatives;

	if (count < group->max) {
		for (; alternative != NULL; alternative = alternative->next) {
			if (match(search, alternative->first, p, &rest))
				return true;
		}
	}
	return count >= group->min && match(search, group->next, p, outer);
}

static bool
is_member(const struct piece *class, char c)
{
	unsigned char byte = (unsigned char)c;

	return byte < 128 && (class->members[byte / 64] >> byte % 64 & 1) != 0;
}

static bool
match_class(struct search *search, const struct piece *class, const char *p,
    const struct rest *rest)
{
	size_t count = 0;

	while (p < search->end && count < class->max && is_member(class, *p)) {
		p++;
		count++;
	}
	while (count >= class->min) {
		if (match(search, class->next, p, rest))
			return true;
		if (count == 0 || search->steps > STEPS_MAX)
			break;
		count--;
		p--;
	}
	return false;
}

static bool
match_piece(struct search *search, const struct piece *piece, const char *p,
    const struct rest *rest)
{
	if (piece == NULL)
		return rest == NULL ||
		    match_group(
			search, rest->group, rest->count, p, rest->outer);
	switch (piece->kind) {
	case CLASS:
		return match_class(search, piece, p, rest);
	case GROUP:
		return match_group(search, piece, 0, p, rest);
	case BEGIN:
		return p == search->text && match(search, piece->next, p, rest);
	case END:
		return p == search->end && match(search, piece->next, p, rest);
	}
	return false;
}

/* What takes too long is no match: then the text is reported, and not taken. */
static bool
match(struct search *search, const struct piece *piece, const char *p,
    const struct rest *rest)
{
	bool result;

	if (++search->steps > STEPS_MAX || search->depth >= DEPTH_MAX)
		return false;
	search->depth++;
	result = match_piece(search, piece, p, rest);
	search->depth--;
	return result;
}

bool
nc_pattern_matches(
    const struct nc_pattern *pattern, const char *text, size_t size)
{
	struct search search = {text, text + size, 0, 0};
	const char *start;

	for (start = text; start <= search.end; start++) {
		const struct alternative *alternative = pattern->alternatives;

		for (; alternative != NULL; alternative = alternative->next) {
			if (match(&search, alternative->first, start, NULL))
				return true;
		}
	}
	return false;
}
