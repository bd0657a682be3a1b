/* The scanner of our own JSON; a failure sticks, so that callers just go on. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "error.h"
#include "scan.h"
#include "swar.h"
#include "utf8.h"

void
nc_scan_begin(
    struct nc_scan *scan, struct nc_arena *arena, struct newsconv_text text)
{
	scan->start = text.data;
	scan->at = text.data;
	scan->end = text.data + text.size;
	scan->arena = arena;
	scan->first = true;
	scan->failed = false;
	scan->out_of_memory = false;
	scan->fault[0] = '\0';
}

void
nc_scan_fail(struct nc_scan *scan, const char *format, ...)
{
	va_list arguments;

	if (scan->failed)
		return;
	scan->failed = true;
	va_start(arguments, format);
	vsnprintf(scan->fault, sizeof(scan->fault), format, arguments);
	va_end(arguments);
}

static bool
skip(struct nc_scan *scan, char c)
{
	if (scan->failed || scan->at == scan->end || *scan->at != c)
		return false;
	scan->at++;
	return true;
}

void
nc_scan_open(struct nc_scan *scan, char bracket)
{
	if (!skip(scan, bracket))
		nc_scan_fail(scan, "no '%c' where one belongs", bracket);
	scan->first = true;
}

/* "size" in ,"size":1 ; cut, since it is for a message. */
static bool
key_here(const struct nc_scan *scan, char *key, size_t room)
{
	const char *at = scan->at, *quote;
	size_t size;

	if (at < scan->end && *at == ',')
		at++;
	if (at == scan->end || *at != '"')
		return false;
	at++;
	quote = memchr(at, '"', (size_t)(scan->end - at));
	if (quote == NULL || quote == at)
		return false;
	size = (size_t)(quote - at);
	newsconv_printable(key, room, at, size < room ? size : room - 1);
	return true;
}

static void
fail_at_key(struct nc_scan *scan, const char *otherwise)
{
	char key[40];

	if (scan->failed)
		return;
	if (key_here(scan, key, sizeof(key)))
		nc_scan_fail(scan,
		    "member \"%s\" is unknown, there twice or out of order",
		    key);
	else
		nc_scan_fail(scan, "%s", otherwise);
}

void
nc_scan_close(struct nc_scan *scan, char bracket)
{
	if (!skip(scan, bracket))
		fail_at_key(scan, "the object or array does not end");
	scan->first = false;
}

bool
nc_scan_at_close(const struct nc_scan *scan, char bracket)
{
	return scan->failed || (scan->at < scan->end && *scan->at == bracket);
}

bool
nc_scan_key(struct nc_scan *scan, const char *key)
{
	size_t size = strlen(key), comma = scan->first ? 0 : 1;
	const char *at = scan->at;

	if (scan->failed || (size_t)(scan->end - at) < comma + size + 3)
		return false;
	if (comma == 1 && *at++ != ',')
		return false;
	if (*at != '"' || at[size + 1] != '"' || at[size + 2] != ':' ||
	    memcmp(at + 1, key, size) != 0)
		return false;
	scan->at = at + size + 3;
	scan->first = false;
	return true;
}

void
nc_scan_need(struct nc_scan *scan, const char *key)
{
	if (!nc_scan_key(scan, key))
		nc_scan_fail(scan, "no member \"%s\" where it belongs", key);
}

void
nc_scan_element(struct nc_scan *scan)
{
	if (!scan->first && !skip(scan, ','))
		nc_scan_fail(scan, "no comma between two elements");
	scan->first = false;
}

/* To the quote at the end, or to what cannot stand in a string. */
static const char *
string_end(const char *at, const char *end, bool *escapes, bool *ascii)
{
	for (; at < end; at++) {
		while (end - at >= NC_SWAR) {
			uint64_t word = nc_swar_load(at);

			if ((nc_swar_less(word, 0x20) | nc_swar_has(word, '"') |
				nc_swar_has(word, '\\') | nc_swar_high(word)) !=
			    0)
				break;
			at += NC_SWAR;
		}
		if (at == end || *at == '"' || (unsigned char)*at < 0x20)
			return at;
		if ((unsigned char)*at >= 0x80)
			*ascii = false;
		if (*at == '\\') {
			*escapes = true;
			if (++at == end)
				return at;
		}
	}
	return at;
}

/* The escapes that json_out.h writes: \" \\ \u00XX; SIZE_MAX for others. */
static size_t
unescape(char *target, const char *at, const char *end)
{
	size_t used = 0;

	while (at < end) {
		unsigned char byte;

		if (*at != '\\') {
			target[used++] = *at++;
			continue;
		}
		at++;
		if (*at == '"' || *at == '\\') {
			target[used++] = *at++;
			continue;
		}
		if (end - at < 5 || memcmp(at, "u00", 3) != 0 ||
		    nc_hex_decode(&byte, 1, at + 3, 2) != 1 || byte >= 0x20)
			return SIZE_MAX;
		target[used++] = (char)byte;
		at += 5;
	}
	return used;
}

static void
unescape_text(struct nc_scan *scan, struct newsconv_text *text)
{
	char *copy = nc_arena_copy(scan->arena, text->data, text->size);

	if (copy == NULL) {
		scan->out_of_memory = true;
		nc_scan_fail(scan, "out of memory");
		return;
	}
	text->size = unescape(copy, text->data, text->data + text->size);
	text->data = copy;
	if (text->size == SIZE_MAX)
		nc_scan_fail(scan, "a string with an escape that is not ours");
}

struct newsconv_text
nc_scan_text(struct nc_scan *scan)
{
	static const struct newsconv_text nothing = {"", 0};
	bool escapes = false, ascii = true;
	struct newsconv_text text;
	const char *end;

	if (!skip(scan, '"')) {
		nc_scan_fail(scan, "no string where one belongs");
		return nothing;
	}
	end = string_end(scan->at, scan->end, &escapes, &ascii);
	text.data = scan->at;
	text.size = (size_t)(end - scan->at);
	if (end == scan->end || *end != '"')
		nc_scan_fail(scan, "a string that does not end");
	else if (!ascii &&
	    nc_utf8_valid_prefix(text.data, text.size) != text.size)
		nc_scan_fail(scan, "a string that is not UTF-8");
	else if (escapes)
		unescape_text(scan, &text);
	if (scan->failed)
		return nothing;
	scan->at = end + 1;
	return text;
}

uint64_t
nc_scan_number(struct nc_scan *scan, uint64_t largest)
{
	const char *at = scan->at;
	uint64_t number = 0;

	if (scan->failed)
		return 0;
	while (at < scan->end && *at >= '0' && *at <= '9') {
		unsigned digit = (unsigned)(*at++ - '0');

		if (digit > largest || number > (largest - digit) / 10) {
			nc_scan_fail(scan, "a number that is too large");
			return 0;
		}
		number = number * 10 + digit;
	}
	if (at == scan->at || (*scan->at == '0' && at - scan->at > 1)) {
		nc_scan_fail(scan, "no number where one belongs");
		return 0;
	}
	scan->at = at;
	return number;
}

bool
nc_scan_null(struct nc_scan *scan)
{
	if (scan->failed || scan->end - scan->at < 4 ||
	    memcmp(scan->at, "null", 4) != 0)
		return false;
	scan->at += 4;
	return true;
}

bool
nc_scan_digest(struct nc_scan *scan, char target[65])
{
	struct newsconv_text text = nc_scan_text(scan);
	size_t i;

	for (i = 0; i < text.size; i++)
		if (strchr("0123456789abcdef", text.data[i]) == NULL ||
		    text.data[i] == '\0')
			return false;
	if (text.size != 64)
		return false;
	memcpy(target, text.data, 64);
	target[64] = '\0';
	return true;
}

int
nc_scan_end(struct nc_scan *scan, struct newsconv_error *error)
{
	int result;

	if (!scan->failed && scan->at != scan->end)
		nc_scan_fail(scan, "something behind the end of the object");
	if (!scan->failed)
		return NEWSCONV_OK;
	if (scan->out_of_memory)
		return nc_error_memory(error);
	result = nc_error_set(error, NEWSCONV_INVALID, "%s", scan->fault);
	if (error != NULL)
		error->offset = (uint64_t)(scan->at - scan->start);
	return result;
}
