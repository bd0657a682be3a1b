/* Filling in struct newsconv_error; see error.h for who may say what. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "utf8.h"

/* vsnprintf() that cuts between two characters; true when it had to. */
static bool
format_text(char *target, size_t size, const char *format, va_list arguments)
{
	int needed = vsnprintf(target, size, format, arguments);
	size_t end = strlen(target), start = end;
	uint32_t c;

	if (needed >= 0 && (size_t)needed < size)
		return false;
	while (start > 0 && ((unsigned char)target[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0)
		start--;
	if (nc_utf8_decode(target + start, end - start, &c) == 0)
		target[start] = '\0';
	return true;
}

static void
append_text(char *target, size_t size, const char *format, ...)
{
	size_t used = strlen(target);
	va_list arguments;

	va_start(arguments, format);
	format_text(target + used, size - used, format, arguments);
	va_end(arguments);
}

static void
fill(struct newsconv_error *error, int code, int sys_errno, const char *format,
    va_list arguments)
{
	memset(error, 0, sizeof(*error));
	error->code = code;
	error->sys_errno = sys_errno;
	format_text(error->text, sizeof(error->text), format, arguments);
}

int
nc_error_set(struct newsconv_error *error, int code, const char *format, ...)
{
	va_list arguments;

	if (error == NULL)
		return code;
	va_start(arguments, format);
	fill(error, code, 0, format, arguments);
	va_end(arguments);
	return code;
}

int
nc_error_system(struct newsconv_error *error, int code, const char *format, ...)
{
	int sys_errno = errno;
	va_list arguments;
	char reason[128];

	if (error == NULL)
		return code;
	va_start(arguments, format);
	fill(error, code, sys_errno, format, arguments);
	va_end(arguments);
	if (strerror_r(sys_errno, reason, sizeof(reason)) != 0)
		snprintf(reason, sizeof(reason), "error %d", sys_errno);
	append_text(error->text, sizeof(error->text), "%s%s",
	    error->text[0] != '\0' ? ": " : "", reason);
	return code;
}

int
nc_error_memory(struct newsconv_error *error)
{
	return nc_error_set(error, NEWSCONV_NO_MEMORY, "out of memory");
}

/*
 * nc_printable() of a name.  Of one that is too long the end is kept, which
 * tells files apart; of an empty one its quotes are shown.
 */
static void
shorten(char *target, size_t target_size, const char *name)
{
	size_t size = strlen(name), start = 0;

	if (size == 0) {
		memcpy(target, "\"\"", sizeof("\"\""));
		return;
	}
	if (newsconv_printable(target, target_size, name, size) == size)
		return;
	memcpy(target, "...", 3);
	if (size > target_size)
		start = size - target_size;
	do {
		start++;
		while (((unsigned char)name[start] & 0xc0) == 0x80)
			start++;
	} while (newsconv_printable(target + 3, target_size - 3, name + start,
		     size - start) < size - start);
}

int
nc_error_where(struct newsconv_error *error, int code, const char *where)
{
	char outer[sizeof(error->where) / 2];
	char inner[sizeof(error->where) / 2 - 2];

	if (error == NULL)
		return code;
	shorten(outer, sizeof(outer), where);
	if (error->where[0] == '\0') {
		snprintf(error->where, sizeof(error->where), "%s", outer);
		return code;
	}
	shorten(inner, sizeof(inner), error->where);
	snprintf(error->where, sizeof(error->where), "%s: %s", outer, inner);
	return code;
}

/*
 * What turns the direction of a line shows a name as another one: "a\u202Efdp.exe"
 * as "aexe.pdf".  Such characters may not be seen by accident, unlike the marks
 * U+200E and U+200F, which change no letter's place but their own.
 */
static bool
turns_text(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* U+2028 and U+2029 end a line, for some readers. */
static bool
is_safe(uint32_t c)
{
	return !nc_is_control(c) && !turns_text(c) && c != 0x2028 &&
	    c != 0x2029;
}

size_t
newsconv_printable(
    char *target, size_t target_size, const char *bytes, size_t size)
{
	size_t used = 0, i = 0;

	while (i < size && used + 5 <= target_size) {
		uint32_t c;
		size_t length = nc_utf8_decode(bytes + i, size - i, &c);

		if (length > 0 && is_safe(c)) {
			memcpy(target + used, bytes + i, length);
			used += length;
			i += length;
			continue;
		}
		/* All bytes of a character, so that what is left begins one. */
		if (length == 0)
			length = 1;
		if (used + 4 * length >= target_size)
			break;
		for (; length > 0; length--, used += 4, i++)
			snprintf(target + used, 5, "\\x%02x",
			    (unsigned)(unsigned char)bytes[i]);
	}
	if (target_size > 0)
		target[used] = '\0';
	return i;
}

void
nc_printable(char *target, size_t target_size, const char *bytes, size_t size)
{
	newsconv_printable(target, target_size, bytes, size);
}
