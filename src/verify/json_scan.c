/*
 * A machine of a few states and a stack of brackets.  The long runs are inside
 * of strings and go by in a loop of their own.
 *
 * What RFC 8259 allows and readers disagree about is told too: names that are
 * not unique (section 4), halves of surrogate pairs (8.2), a byte order mark
 * (8.1).
 */
#include <stdio.h>
#include <stdlib.h>

#include "digest.h"
#include "hash.h"
#include "json_scan.h"
#include "utf8.h"

enum {
	/* Levels, a byte each: more are not looked at. */
	STACK_MAX = 1024 * 1024,
	/* What jansson allocates, in chunks of the C library's. */
	TREE_NUMBER = 32,
	TREE_STRING = 48 + 16, /* and its bytes, but 16 of them at least */
	TREE_ARRAY = 48 + 80,
	TREE_ELEMENT = 24, /* from the ninth on */
	TREE_OBJECT = 80 + 144,
	TREE_MEMBER = 72 + 48, /* ... of which 48 are for the table */
	TREE_TABLE = 48,
	/* A level of the stack: what it is, and up to eight of what it holds. */
	OBJECT = 0x80,
	ARRAY = 0x40,
	COUNT = 0x0f,
	COUNTED = 8
};

enum state {
	BEGIN,
	VALUE,
	ELEMENT_OR_END,
	NAME_OR_END,
	NAME,
	COLON,
	AFTER,
	STRING,
	ESCAPE,
	HEX,
	MINUS,
	ZERO,
	INTEGER,
	POINT,
	FRACTION,
	EXPONENT,
	EXPONENT_SIGN,
	EXPONENT_DIGITS,
	LITERAL,
	STOPPED
};

/* What is wanted in a state where something else comes. */
static const char *const wanted[] = {
    [BEGIN] = "a value",
    [VALUE] = "a value",
    [ELEMENT_OR_END] = "a value or the end of the array",
    [NAME_OR_END] = "a name in quotes or the end of the object",
    [NAME] = "a name in quotes",
    [COLON] = "a colon",
    [AFTER] = "a comma or the end of the object or array",
    [STRING] = "the rest of a string, without control characters",
    [ESCAPE] = "one of \"\\/bfnrtu after a backslash",
    [HEX] = "four hexadecimal digits",
    [MINUS] = "a digit",
    [ZERO] = "the end of the number",
    [INTEGER] = "a digit or the end of the number",
    [POINT] = "a digit",
    [FRACTION] = "a digit or the end of the number",
    [EXPONENT] = "a digit or a sign",
    [EXPONENT_SIGN] = "a digit",
    [EXPONENT_DIGITS] = "a digit or the end of the number",
    [LITERAL] = "true, false or null",
    [STOPPED] = "",
};

/* -------------------------------------------------------------------- flaws */

static void
flaw(struct nc_json_scan *scan, enum nc_json_flaw_kind kind, uint64_t offset,
    const char *should, const char *what)
{
	struct nc_json_flaw *new = &scan->flaws[kind];

	if (new->found)
		return;
	new->found = true;
	new->offset = offset;
	new->line = scan->line;
	new->column = offset - scan->line_start + 1;
	new->wanted = should;
	snprintf(new->what, sizeof(new->what), "%s", what);
}

static bool
stop(struct nc_json_scan *scan, enum nc_json_flaw_kind kind, uint64_t offset,
    const char *should, const char *what)
{
	flaw(scan, kind, offset, should, what);
	scan->state = STOPPED;
	return false;
}

static bool
no_memory(struct nc_json_scan *scan)
{
	scan->out_of_memory = true;
	scan->state = STOPPED;
	return false;
}

static bool
unexpected(struct nc_json_scan *scan, unsigned char byte)
{
	const char *should = wanted[scan->state];
	char what[32];

	if (scan->state == AFTER && scan->stack.size == 0)
		should = "nothing more";
	if (byte > ' ' && byte < 0x7f)
		snprintf(what, sizeof(what), "'%c'", byte);
	else
		snprintf(what, sizeof(what), "the byte 0x%02X", byte);
	return stop(scan, NC_FLAW_SYNTAX, scan->offset, should, what);
}

/* --------------------------------------------------------------- structure */

static bool
in_object(const struct nc_json_scan *scan)
{
	return scan->stack.size > 0 &&
	    ((unsigned char)scan->stack.data[scan->stack.size - 1] & OBJECT) !=
	    0;
}

/* One more in the object or array: whether it has outgrown what it began as. */
static bool
outgrows(struct nc_json_scan *scan)
{
	unsigned char top;

	if (scan->stack.size == 0)
		return false;
	top = (unsigned char)scan->stack.data[scan->stack.size - 1];
	if ((top & COUNT) == COUNTED)
		return true;
	scan->stack.data[scan->stack.size - 1] = (char)(top + 1);
	return false;
}

static void
value_begins(struct nc_json_scan *scan, unsigned cost)
{
	scan->memory += cost;
	if (!in_object(scan) && outgrows(scan))
		scan->memory += TREE_ELEMENT;
}

/* Names are no longer compared where there are too many. */
static bool
names_result(struct nc_json_scan *scan, int result)
{
	if (result == NEWSCONV_NO_MEMORY)
		return no_memory(scan);
	if (result < 0) {
		flaw(scan, NC_FLAW_NAMES, scan->offset, "",
		    "more names than are compared");
		scan->check_names = false;
		nc_json_keys_free(&scan->keys);
	}
	return true;
}

static bool
open_bracket(struct nc_json_scan *scan, char bracket)
{
	value_begins(scan, bracket == '{' ? TREE_OBJECT : TREE_ARRAY);
	nc_buffer_byte(&scan->stack, bracket == '{' ? OBJECT : ARRAY);
	if (scan->stack.out_of_memory)
		return no_memory(scan);
	if (scan->stack.size > scan->depth_max || scan->stack.too_large)
		flaw(scan, NC_FLAW_DEPTH, scan->offset, "",
		    "more levels than are allowed");
	if (scan->stack.too_large) {
		scan->state = STOPPED;
		return false;
	}
	if (bracket == '{' && scan->check_names &&
	    !names_result(scan, nc_json_keys_begin(&scan->keys)))
		return false;
	scan->state = bracket == '{' ? NAME_OR_END : ELEMENT_OR_END;
	return true;
}

static bool
close_bracket(struct nc_json_scan *scan, char opening)
{
	if (scan->stack.size == 0 || in_object(scan) != (opening == '{'))
		return unexpected(scan, opening == '{' ? '}' : ']');
	scan->stack.size--;
	if (opening == '{' && scan->check_names)
		nc_json_keys_end(&scan->keys);
	scan->state = AFTER;
	return true;
}

static bool
name_ends(struct nc_json_scan *scan)
{
	int result;

	scan->memory += outgrows(scan) ? TREE_MEMBER : TREE_MEMBER - TREE_TABLE;
	scan->state = COLON;
	if (!scan->check_names)
		return true;
	result = nc_json_keys_add(&scan->keys, scan->hash);
	if (result == 0)
		flaw(scan, NC_FLAW_NAME, scan->token, "",
		    "a name for the second time");
	return names_result(scan, result);
}

/* ------------------------------------------------------------------ strings */

static void
hash_character(struct nc_json_scan *scan, uint32_t c)
{
	char bytes[4];

	if (scan->in_name)
		scan->hash = nc_hash_more(
		    scan->hash, bytes, nc_utf8_encode(c, bytes));
}

static void
half_pair(struct nc_json_scan *scan)
{
	if (scan->high != 0)
		flaw(scan, NC_FLAW_SURROGATE, scan->offset, "a pair",
		    "half of a surrogate pair before it");
	scan->high = 0;
}

static void
escape_done(struct nc_json_scan *scan, uint32_t c)
{
	if (c >= 0xdc00 && c < 0xe000 && scan->high != 0) {
		hash_character(scan,
		    0x10000 + ((scan->high - 0xd800) << 10) + (c - 0xdc00));
		scan->high = 0;
		return;
	}
	half_pair(scan);
	if (c >= 0xd800 && c < 0xdc00)
		scan->high = c;
	else if (c >= 0xdc00 && c < 0xe000)
		flaw(scan, NC_FLAW_SURROGATE, scan->offset, "a pair",
		    "half of a surrogate pair");
	else
		hash_character(scan, c);
}

static void
string_begins(struct nc_json_scan *scan, bool is_name)
{
	if (!is_name)
		value_begins(scan, TREE_STRING);
	scan->in_name = is_name;
	scan->hash = NC_HASH_SEED;
	scan->token = scan->offset;
	scan->state = STRING;
}

static bool
string_ends(struct nc_json_scan *scan)
{
	uint64_t size = scan->offset - scan->token;

	half_pair(scan);
	scan->memory += size < 16 ? 16 : size;
	/* A name is there once more while it is put into its object. */
	if (scan->in_name)
		size += size / 2;
	if (size > scan->longest)
		scan->longest = size;
	if (scan->in_name)
		return name_ends(scan);
	scan->state = AFTER;
	return true;
}

/* RFC 3629, 4: the first byte says how many follow and bounds the second. */
static bool
character_begins(struct nc_json_scan *scan, unsigned char byte)
{
	scan->low_byte = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
	scan->high_byte = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
	if (byte >= 0xc2 && byte <= 0xdf)
		scan->more = 1;
	else if (byte >= 0xe0 && byte <= 0xef)
		scan->more = 2;
	else if (byte >= 0xf0 && byte <= 0xf4)
		scan->more = 3;
	else
		return false;
	return true;
}

static bool
not_utf8(struct nc_json_scan *scan, unsigned char byte)
{
	char what[32];

	snprintf(what, sizeof(what), "the byte 0x%02X", byte);
	return stop(scan, NC_FLAW_ENCODING, scan->offset, "UTF-8", what);
}

static bool
string_byte(struct nc_json_scan *scan, unsigned char byte)
{
	if (scan->more > 0) {
		if (byte < scan->low_byte || byte > scan->high_byte)
			return not_utf8(scan, byte);
		scan->more--;
		scan->low_byte = 0x80;
		scan->high_byte = 0xbf;
		return true;
	}
	if (byte == '"')
		return string_ends(scan);
	if (byte == '\\') {
		scan->state = ESCAPE;
		return true;
	}
	if (byte < ' ')
		return unexpected(scan, byte);
	half_pair(scan);
	return byte < 0x80 || character_begins(scan, byte) ||
	    not_utf8(scan, byte);
}

static bool
escape_byte(struct nc_json_scan *scan, unsigned char byte)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *place = byte == 0 ? NULL : strchr(from, byte);

	if (byte == 'u') {
		scan->state = HEX;
		scan->hex = 0;
		scan->digits = 0;
		return true;
	}
	if (place == NULL)
		return unexpected(scan, byte);
	half_pair(scan);
	hash_character(scan, (unsigned char)to[place - from]);
	scan->state = STRING;
	return true;
}

static bool
hex_byte(struct nc_json_scan *scan, unsigned char byte)
{
	int value = nc_hex_value((char)byte);

	if (value < 0)
		return unexpected(scan, byte);
	scan->hex = scan->hex * 16 + (unsigned)value;
	if (++scan->digits == 4) {
		scan->state = STRING;
		escape_done(scan, scan->hex);
	}
	return true;
}

/* ------------------------------------------------------------------- values */

static bool
value_byte(struct nc_json_scan *scan, unsigned char byte)
{
	switch (byte) {
	case '"':
		string_begins(scan, false);
		return true;
	case '{':
	case '[':
		return open_bracket(scan, (char)byte);
	case '-':
		scan->state = MINUS;
		break;
	case '0':
		scan->state = ZERO;
		break;
	case 't':
	case 'f':
	case 'n':
		scan->literal = byte == 't' ? "rue"
		    : byte == 'f'           ? "alse"
					    : "ull";
		scan->state = LITERAL;
		break;
	default:
		if (byte < '1' || byte > '9')
			return unexpected(scan, byte);
		scan->state = INTEGER;
	}
	value_begins(scan, TREE_NUMBER);
	return true;
}

static bool
structure_byte(struct nc_json_scan *scan, unsigned char byte)
{
	switch (scan->state) {
	case NAME_OR_END:
	case NAME:
		if (byte == '"') {
			string_begins(scan, true);
			return true;
		}
		return byte == '}' && scan->state == NAME_OR_END
		    ? close_bracket(scan, '{')
		    : unexpected(scan, byte);
	case COLON:
		if (byte != ':')
			return unexpected(scan, byte);
		scan->state = VALUE;
		return true;
	case AFTER:
		if (byte == '}' || byte == ']')
			return close_bracket(scan, byte == '}' ? '{' : '[');
		if (byte != ',' || scan->stack.size == 0)
			return unexpected(scan, byte);
		scan->state = in_object(scan) ? NAME : VALUE;
		return true;
	default:
		if (byte == ']' && scan->state == ELEMENT_OR_END)
			return close_bracket(scan, '[');
		return value_byte(scan, byte);
	}
}

/* White space between tokens, else as the state wants it. */
static bool
outer_byte(struct nc_json_scan *scan, unsigned char byte)
{
	if (byte == '\n') {
		scan->line++;
		scan->line_start = scan->offset + 1;
		return true;
	}
	if (byte == ' ' || byte == '\t' || byte == '\r')
		return true;
	return structure_byte(scan, byte);
}

/* The state a byte leads to within a number; -1: it is no part of it. */
static int
number_state(int state, unsigned char byte)
{
	bool digit = byte >= '0' && byte <= '9';
	bool e = byte == 'e' || byte == 'E';

	switch (state) {
	case MINUS:
		return byte == '0' ? ZERO : digit ? INTEGER : -1;
	case ZERO:
		return byte == '.' ? POINT : e ? EXPONENT : -1;
	case INTEGER:
		return digit      ? INTEGER
		    : byte == '.' ? POINT
		    : e           ? EXPONENT
				  : -1;
	case POINT:
		return digit ? FRACTION : -1;
	case FRACTION:
		return digit ? FRACTION : e ? EXPONENT : -1;
	case EXPONENT:
		return digit                     ? EXPONENT_DIGITS
		    : byte == '+' || byte == '-' ? EXPONENT_SIGN
						 : -1;
	default:
		return digit ? EXPONENT_DIGITS : -1;
	}
}

static bool
number_may_end(int state)
{
	return state == ZERO || state == INTEGER || state == FRACTION ||
	    state == EXPONENT_DIGITS;
}

static bool
number_byte(struct nc_json_scan *scan, unsigned char byte)
{
	int next = number_state(scan->state, byte);

	if (next >= 0) {
		scan->state = next;
		return true;
	}
	if (!number_may_end(scan->state) || (byte >= '0' && byte <= '9'))
		return unexpected(scan, byte);
	scan->state = AFTER;
	return outer_byte(scan, byte);
}

static bool
literal_byte(struct nc_json_scan *scan, unsigned char byte)
{
	if (byte != (unsigned char)*scan->literal)
		return unexpected(scan, byte);
	if (*++scan->literal == '\0')
		scan->state = AFTER;
	return true;
}

/* A byte order mark, of which the first byte is there. */
static bool
begin_byte(struct nc_json_scan *scan, unsigned char byte)
{
	static const unsigned char mark[] = {0xef, 0xbb, 0xbf};

	if (scan->offset < sizeof(mark) && byte == mark[scan->offset]) {
		scan->has_mark = scan->offset == sizeof(mark) - 1;
		if (scan->has_mark)
			flaw(scan, NC_FLAW_MARK, 0, "nothing before the text",
			    "a byte order mark");
		return true;
	}
	if (scan->offset > 0 && scan->offset < sizeof(mark))
		return unexpected(scan, byte);
	scan->state = VALUE;
	return outer_byte(scan, byte);
}

static bool
take_byte(struct nc_json_scan *scan, unsigned char byte)
{
	switch (scan->state) {
	case BEGIN:
		return begin_byte(scan, byte);
	case STRING:
		return string_byte(scan, byte);
	case ESCAPE:
		return escape_byte(scan, byte);
	case HEX:
		return hex_byte(scan, byte);
	case LITERAL:
		return literal_byte(scan, byte);
	case STOPPED:
		return false;
	default:
		return scan->state >= MINUS ? number_byte(scan, byte)
					    : outer_byte(scan, byte);
	}
}

/* How many bytes at the front are a string's and mean nothing else. */
static size_t
plain(const char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte < ' ' || byte == '"' || byte == '\\' || byte >= 0x80)
			break;
		i++;
	}
	return i;
}

/* -------------------------------------------------------------------- whole */

void
nc_json_scan_begin(struct nc_json_scan *scan)
{
	memset(scan->flaws, 0, sizeof(scan->flaws));
	scan->stack.ceiling = STACK_MAX;
	nc_buffer_clear(&scan->stack);
	nc_json_keys_clear(&scan->keys);
	scan->out_of_memory = false;
	scan->offset = 0;
	scan->memory = 0;
	scan->longest = 0;
	scan->has_mark = false;
	scan->state = BEGIN;
	scan->line = 1;
	scan->line_start = 0;
	scan->high = 0;
	scan->more = 0;
	scan->check_names = true;
}

bool
nc_json_scan_feed(struct nc_json_scan *scan, const char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size) {
		if (scan->state == STRING && scan->more == 0 &&
		    scan->high == 0) {
			size_t run = plain(bytes + i, size - i);

			if (scan->in_name)
				scan->hash = nc_hash_more(
				    scan->hash, bytes + i, run);
			scan->offset += run;
			i += run;
			if (i == size)
				break;
		}
		/* Of names what is not ASCII; escapes are hashed as they end. */
		if (scan->state == STRING && scan->in_name &&
		    (unsigned char)bytes[i] >= 0x80)
			scan->hash = nc_hash_more(scan->hash, bytes + i, 1);
		if (!take_byte(scan, (unsigned char)bytes[i]))
			return false;
		scan->offset++;
		i++;
	}
	return true;
}

bool
nc_json_scan_end(struct nc_json_scan *scan)
{
	if (scan->state == STOPPED)
		return false;
	if (number_may_end(scan->state))
		scan->state = AFTER;
	/* Their memory is wanted for a tree. */
	nc_json_keys_clear(&scan->keys);
	if (scan->state == AFTER && scan->stack.size == 0)
		return true;
	return stop(scan, NC_FLAW_SYNTAX, scan->offset,
	    scan->state == BEGIN ? "a value" : wanted[scan->state],
	    "the end of the text");
}

void
nc_json_scan_free(struct nc_json_scan *scan)
{
	nc_buffer_free(&scan->stack);
	nc_json_keys_free(&scan->keys);
}
