/*
 * A pattern becomes a program for a machine that is in many places at once
 * (Thompson's), so that no text can make it go back and try again.  regcomp()
 * of the C library depends on the locale, stops at U+0000 and speaks another
 * dialect.
 *
 * The parser writes the program as it reads: jumps are relative, so what is
 * repeated is copied, and what is optional is moved on to make room for a jump
 * in front of it.
 */
#include <stdlib.h>

#include "pattern_program.h"
#include "utf8.h"

enum {
	NESTING_MAX = 100,
	PROGRAM_MAX = 8192,
	PROGRAM_BEGIN = 64,
	COUNT_MAX = 100000,
	WITHOUT_END = -1
};

struct parser {
	struct nc_arena *arena;
	struct newsconv_text source;
	size_t next;                            /* byte of the source */
	struct nc_pattern_instruction *program; /* from malloc */
	size_t size, capacity;
	unsigned nesting;
	const char *why; /* the first reason to refuse it */
	bool out_of_memory;
};

static bool
refuse(struct parser *parser, const char *why)
{
	if (parser->why == NULL)
		parser->why = why;
	return false;
}

static bool
no_memory(struct parser *parser)
{
	parser->out_of_memory = true;
	return false;
}

/* ----------------------------------------------------------------- writing */

static bool
reserve(struct parser *parser, size_t count)
{
	size_t capacity = parser->capacity;
	struct nc_pattern_instruction *program;

	if (count > PROGRAM_MAX - parser->size)
		return refuse(parser,
		    "is too large when its counts are "
		    "written out");
	if (parser->size + count <= capacity)
		return true;
	while (capacity < parser->size + count)
		capacity = capacity == 0 ? PROGRAM_BEGIN : 2 * capacity;
	program = realloc(parser->program, capacity * sizeof(*program));
	if (program == NULL)
		return no_memory(parser);
	parser->program = program;
	parser->capacity = capacity;
	return true;
}

static bool
emit(struct parser *parser, enum nc_pattern_op op, int jump)
{
	const struct nc_pattern_instruction instruction = {
	    .op = op, .jump = jump};

	if (!reserve(parser, 1))
		return false;
	parser->program[parser->size++] = instruction;
	return true;
}

static bool
emit_character(struct parser *parser, uint32_t c)
{
	if (!emit(parser, NC_OP_CHARACTER, 0))
		return false;
	parser->program[parser->size - 1].character = c;
	return true;
}

static bool
emit_set(struct parser *parser, const struct nc_pattern_set *set)
{
	struct nc_pattern_set *kept = nc_arena_alloc(
	    parser->arena, sizeof(*kept));

	if (kept == NULL)
		return no_memory(parser);
	*kept = *set;
	if (!emit(parser, NC_OP_SET, 0))
		return false;
	parser->program[parser->size - 1].set = kept;
	return true;
}

/* Put an instruction in front of all from `start` on. */
static bool
insert(struct parser *parser, size_t start, enum nc_pattern_op op, int jump)
{
	struct nc_pattern_instruction *place;

	if (!emit(parser, op, jump))
		return false;
	place = parser->program + start;
	memmove(place + 1, place,
	    (parser->size - 1 - start) * sizeof(*parser->program));
	memset(place, 0, sizeof(*place));
	place->op = op;
	place->jump = jump;
	return true;
}

static bool
copy(struct parser *parser, size_t start, size_t size)
{
	if (!reserve(parser, size))
		return false;
	memcpy(parser->program + parser->size, parser->program + start,
	    size * sizeof(*parser->program));
	parser->size += size;
	return true;
}

/* The piece from `start` on, `min` to `max` times. */
static bool
repeat(struct parser *parser, size_t start, int min, int max)
{
	size_t size = parser->size - start, piece = start;
	int length = (int)size, i;

	if (max == 0 || size == 0) {
		parser->size = start;
		return true;
	}
	for (i = 1; i < min; i++) {
		piece = parser->size;
		if (!copy(parser, start, size))
			return false;
	}
	if (max == WITHOUT_END && min > 0)
		return emit(parser, NC_OP_SPLIT, -length);
	if (max == WITHOUT_END)
		return insert(parser, piece, NC_OP_SPLIT, length + 2) &&
		    emit(parser, NC_OP_JUMP, -(length + 1));
	/* What is left is optional, each time within the time before it. */
	if (min == 0 && !insert(parser, start, NC_OP_SPLIT, length + 1))
		return false;
	for (i = min > 0 ? min : 1; i < max; i++) {
		if (!emit(parser, NC_OP_SPLIT, length + 1) ||
		    !copy(parser, start + (min == 0), size))
			return false;
	}
	return true;
}

/* ----------------------------------------------------------------- reading */

/* The byte `ahead` of the next one; NUL at the end, which no syntax has. */
static char
peek(const struct parser *parser, size_t ahead)
{
	size_t place = parser->next + ahead;

	return place < parser->source.size ? parser->source.data[place] : '\0';
}

static bool
at_end(const struct parser *parser)
{
	return parser->next >= parser->source.size;
}

static bool
take(struct parser *parser, const char *text)
{
	size_t size = strlen(text);

	if (parser->source.size - parser->next < size ||
	    memcmp(parser->source.data + parser->next, text, size) != 0)
		return false;
	parser->next += size;
	return true;
}

static bool
take_character(struct parser *parser, uint32_t *c)
{
	size_t size = nc_utf8_decode(parser->source.data + parser->next,
	    parser->source.size - parser->next, c);

	parser->next += size;
	return size > 0 || refuse(parser, "is not UTF-8, or ends too early");
}

static bool
take_hex(struct parser *parser, unsigned digits, uint32_t *c)
{
	*c = 0;
	for (; digits > 0; digits--) {
		char digit = peek(parser, 0);
		int value = digit >= '0' && digit <= '9' ? digit - '0'
		    : digit >= 'a' && digit <= 'f'       ? digit - 'a' + 10
		    : digit >= 'A' && digit <= 'F'       ? digit - 'A' + 10
							 : -1;

		if (value < 0)
			return refuse(parser, "has an escape without digits");
		*c = *c * 16 + (uint32_t)value;
		parser->next++;
	}
	return true;
}

/* Behind "\u". */
static bool
take_unicode(struct parser *parser, uint32_t *c)
{
	uint32_t low;

	if (take(parser, "{")) {
		unsigned digits = 0;

		while (peek(parser, digits) != '}' && digits < 8)
			digits++;
		if (digits == 0 || !take_hex(parser, digits, c) ||
		    !take(parser, "}") || *c > 0x10ffff)
			return refuse(parser, "has a bad \\u{...}");
	} else if (!take_hex(parser, 4, c)) {
		return false;
	} else if (*c >= 0xd800 && *c < 0xdc00 && take(parser, "\\u")) {
		if (!take_hex(parser, 4, &low) || low < 0xdc00 || low > 0xdfff)
			return refuse(parser, "has half a surrogate pair");
		*c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
	}
	if (*c >= 0xd800 && *c < 0xe000)
		return refuse(parser, "has half a surrogate pair");
	return true;
}

/* Behind "\", of what stands for one character. */
static bool
take_escaped(struct parser *parser, bool in_class, uint32_t *c)
{
	static const char from[] = "tnvfr", to[] = "\t\n\v\f\r";
	char letter = peek(parser, 0);
	const char *place;

	if (letter == '\0')
		return refuse(parser, "ends with a backslash");
	parser->next++;
	place = strchr(from, letter);
	if (place != NULL) {
		*c = (unsigned char)to[place - from];
		return true;
	}
	if (letter == 'x')
		return take_hex(parser, 2, c);
	if (letter == 'u')
		return take_unicode(parser, c);
	if (letter == 'c' && ((peek(parser, 0) | 0x20) >= 'a') &&
	    (peek(parser, 0) | 0x20) <= 'z') {
		*c = (uint32_t)peek(parser, 0) % 32;
		parser->next++;
		return true;
	}
	if (letter == '0' && (peek(parser, 0) < '0' || peek(parser, 0) > '9')) {
		*c = 0;
		return true;
	}
	if ((letter >= '0' && letter <= '9') || letter == 'k')
		return refuse(parser, "has a backreference");
	*c = (unsigned char)letter;
	if (strchr("^$\\.*+?()[]{}|/", letter) != NULL ||
	    (in_class && letter == '-'))
		return true;
	return refuse(parser, "has an escape that has no meaning");
}

/* Behind "\p" or "\P". */
static bool
take_property(struct parser *parser, struct nc_pattern_set *set, bool others)
{
	size_t size = 0;
	uint32_t categories;

	if (!take(parser, "{"))
		return refuse(parser, "has \\p without a name");
	while (peek(parser, size) != '}' &&
	    parser->next + size < parser->source.size)
		size++;
	categories = nc_pattern_categories(
	    parser->source.data + parser->next, size);
	parser->next += size;
	if (categories == 0 || !take(parser, "}"))
		return refuse(parser,
		    "has \\p with what is no general "
		    "category");
	nc_pattern_set_add_categories(set, categories, others);
	return true;
}

/* Behind "\": 1 when it stands for a set, 0 when not, -1 when refused. */
static int
take_class_escape(struct parser *parser, struct nc_pattern_set *set)
{
	char letter = peek(parser, 0);

	if (letter == '\0' || strchr("dDsSwWpP", letter) == NULL)
		return 0;
	parser->next++;
	if ((letter | 0x20) == 'p')
		return take_property(parser, set, letter == 'P') ? 1 : -1;
	if (nc_pattern_set_add_escape(set, parser->arena, letter))
		return 1;
	no_memory(parser);
	return -1;
}

/* One character of a class; *is_set when it was a set, which is added. */
static bool
take_class_atom(struct parser *parser, struct nc_pattern_set *set, uint32_t *c,
    bool *is_set)
{
	int result;

	*is_set = false;
	if (!take(parser, "\\"))
		return take_character(parser, c);
	if (take(parser, "b")) {
		*c = '\b';
		return true;
	}
	result = take_class_escape(parser, set);
	*is_set = result > 0;
	return result == 0 ? take_escaped(parser, true, c) : result > 0;
}

/* Behind "[". */
static bool
take_class(struct parser *parser)
{
	struct nc_pattern_set set = {.negated = false};
	bool negated = take(parser, "^"), first_is_set, last_is_set;
	uint32_t first, last;

	while (!take(parser, "]")) {
		if (!take_class_atom(parser, &set, &first, &first_is_set))
			return false;
		last = first;
		if (peek(parser, 0) == '-' && peek(parser, 1) != ']') {
			parser->next++;
			if (!take_class_atom(parser, &set, &last, &last_is_set))
				return false;
			if (first_is_set || last_is_set)
				return refuse(parser, "has a range of classes");
			if (first > last)
				return refuse(
				    parser, "has a range that goes back");
		}
		if (!first_is_set &&
		    !nc_pattern_set_add(&set, parser->arena, first, last))
			return no_memory(parser);
	}
	if (negated)
		nc_pattern_set_negate(&set);
	return emit_set(parser, &set);
}

static bool take_alternatives(struct parser *parser);

/* Behind "(". */
static bool
take_group(struct parser *parser)
{
	if (take(parser, "?") && !take(parser, ":")) {
		if (peek(parser, 0) == '=' || peek(parser, 0) == '!' ||
		    take(parser, "<=") || take(parser, "<!"))
			return refuse(parser, "has a lookahead or lookbehind");
		if (!take(parser, "<"))
			return refuse(parser,
			    "has a group of a kind that is "
			    "not understood");
		while (!at_end(parser) && peek(parser, 0) != '>')
			parser->next++;
		if (!take(parser, ">"))
			return refuse(parser, "has a group without an end");
	}
	if (!take_alternatives(parser))
		return false;
	return take(parser, ")") ||
	    refuse(parser, "has a group without an end");
}

/* Any character but LineTerminator (ECMA-262, 22.2.2.7). */
static bool
take_dot(struct parser *parser)
{
	struct nc_pattern_set set = {.negated = false};

	if (!nc_pattern_set_add(&set, parser->arena, '\n', '\n') ||
	    !nc_pattern_set_add(&set, parser->arena, '\r', '\r') ||
	    !nc_pattern_set_add(&set, parser->arena, 0x2028, 0x2029))
		return no_memory(parser);
	nc_pattern_set_negate(&set);
	return emit_set(parser, &set);
}

/* Behind "\". */
static bool
take_escape(struct parser *parser)
{
	struct nc_pattern_set set = {.negated = false};
	uint32_t c;
	int result = take_class_escape(parser, &set);

	if (result > 0)
		return emit_set(parser, &set);
	return result == 0 && take_escaped(parser, false, &c) &&
	    emit_character(parser, c);
}

/* *counted: it may be repeated, which an assertion may not. */
static bool
take_atom(struct parser *parser, bool *counted)
{
	uint32_t c;

	*counted = false;
	if (take(parser, "^"))
		return emit(parser, NC_OP_BEGIN, 0);
	if (take(parser, "$"))
		return emit(parser, NC_OP_END, 0);
	if (take(parser, "\\b"))
		return emit(parser, NC_OP_BOUNDARY, 0);
	if (take(parser, "\\B"))
		return emit(parser, NC_OP_NO_BOUNDARY, 0);
	*counted = true;
	if (take(parser, "("))
		return take_group(parser);
	if (take(parser, "["))
		return take_class(parser);
	if (take(parser, "."))
		return take_dot(parser);
	if (take(parser, "\\"))
		return take_escape(parser);
	if (strchr("*+?{}]", peek(parser, 0)) != NULL && peek(parser, 0) != 0)
		return refuse(parser,
		    "has a sign that has to be escaped, or "
		    "nothing that it repeats");
	return take_character(parser, &c) && emit_character(parser, c);
}

static bool
take_number(struct parser *parser, int *number)
{
	size_t start = parser->next;

	*number = 0;
	while (peek(parser, 0) >= '0' && peek(parser, 0) <= '9') {
		*number = *number * 10 + (peek(parser, 0) - '0');
		if (*number > COUNT_MAX)
			return refuse(parser, "has a count that is too large");
		parser->next++;
	}
	return parser->next > start || refuse(parser, "has a bad count");
}

/* Behind "{". */
static bool
take_braces(struct parser *parser, int *min, int *max)
{
	if (!take_number(parser, min))
		return false;
	*max = *min;
	if (take(parser, ",")) {
		*max = WITHOUT_END;
		if (peek(parser, 0) != '}' && !take_number(parser, max))
			return false;
	}
	if (!take(parser, "}") || (*max >= 0 && *min > *max))
		return refuse(parser, "has a bad count");
	return true;
}

static bool
take_term(struct parser *parser)
{
	size_t start = parser->size;
	int min = 1, max = 1;
	bool counted;

	if (!take_atom(parser, &counted))
		return false;
	if (take(parser, "*")) {
		min = 0;
		max = WITHOUT_END;
	} else if (take(parser, "+")) {
		max = WITHOUT_END;
	} else if (take(parser, "?")) {
		min = 0;
	} else if (take(parser, "{")) {
		if (!take_braces(parser, &min, &max))
			return false;
	} else {
		return true;
	}
	if (!counted)
		return refuse(parser, "repeats an assertion");
	/* Lazy or not decides what is matched, not whether. */
	take(parser, "?");
	return repeat(parser, start, min, max);
}

static bool
take_sequence(struct parser *parser)
{
	while (!at_end(parser) && peek(parser, 0) != '|' &&
	    peek(parser, 0) != ')') {
		if (!take_term(parser))
			return false;
	}
	return true;
}

/*
 * A split in front of each but the last, and a jump to the end behind it; until
 * the end is known the jumps hold where the one before them is.
 */
static bool
take_alternatives(struct parser *parser)
{
	size_t start = parser->size;
	int jump = -1, before;

	if (++parser->nesting > NESTING_MAX)
		return refuse(parser, "nests too deep");
	if (!take_sequence(parser))
		return false;
	while (take(parser, "|")) {
		int length = (int)(parser->size - start);

		if (!insert(parser, start, NC_OP_SPLIT, length + 2) ||
		    !emit(parser, NC_OP_JUMP, jump))
			return false;
		jump = (int)parser->size - 1;
		start = parser->size;
		if (!take_sequence(parser))
			return false;
	}
	for (; jump >= 0; jump = before) {
		before = parser->program[jump].jump;
		parser->program[jump].jump = (int)parser->size - jump;
	}
	parser->nesting--;
	return true;
}

/* Whether the first thing of each way in is "^"; only the plain case. */
static bool
is_anchored(const struct parser *parser)
{
	return parser->program[0].op == NC_OP_BEGIN;
}

static int
finish(struct parser *parser, const struct nc_pattern **pattern)
{
	struct nc_pattern *new = nc_arena_alloc(parser->arena, sizeof(*new));
	size_t bytes = parser->size * sizeof(*parser->program);
	const void *program = nc_arena_copy(
	    parser->arena, parser->program, bytes);

	if (new == NULL || program == NULL)
		return NEWSCONV_NO_MEMORY;
	new->program = program;
	new->size = parser->size;
	new->anchored = is_anchored(parser);
	*pattern = new;
	return NEWSCONV_OK;
}

int
nc_pattern_compile(const struct nc_pattern **pattern, struct nc_arena *arena,
    struct newsconv_text source, const char **why)
{
	struct parser parser = {.arena = arena, .source = source};
	int result = NEWSCONV_UNSUPPORTED;

	if (take_alternatives(&parser) && !at_end(&parser))
		refuse(&parser, "has a parenthesis too many");
	if (parser.why == NULL && !parser.out_of_memory &&
	    emit(&parser, NC_OP_MATCH, 0))
		result = finish(&parser, pattern);
	if (parser.out_of_memory)
		result = NEWSCONV_NO_MEMORY;
	*why = parser.why;
	free(parser.program);
	return result;
}
