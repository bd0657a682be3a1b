/* Filling in struct newsconv_error; see error.h for who may say what. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "utf8.h"

static void
fill(struct newsconv_error *error, int code, int sys_errno, const char *format,
    va_list arguments)
{
	memset(error, 0, sizeof(*error));
	error->code = code;
	error->sys_errno = sys_errno;
	vsnprintf(error->text, sizeof(error->text), format, arguments);
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
	size_t used;

	if (error == NULL)
		return code;
	va_start(arguments, format);
	fill(error, code, sys_errno, format, arguments);
	va_end(arguments);
	if (strerror_r(sys_errno, reason, sizeof(reason)) != 0)
		snprintf(reason, sizeof(reason), "error %d", sys_errno);
	used = strlen(error->text);
	snprintf(error->text + used, sizeof(error->text) - used, "%s%s",
	    used > 0 ? ": " : "", reason);
	return code;
}

int
nc_error_memory(struct newsconv_error *error)
{
	return nc_error_set(error, NEWSCONV_NO_MEMORY, "out of memory");
}

int
nc_error_where(struct newsconv_error *error, int code, const char *where)
{
	char inner[sizeof(error->where)];
	char outer[sizeof(error->where) / 2];

	if (error == NULL)
		return code;
	nc_printable(outer, sizeof(outer), where, strlen(where));
	memcpy(inner, error->where, sizeof(inner));
	if (inner[0] == '\0')
		snprintf(error->where, sizeof(error->where), "%s", outer);
	else
		snprintf(error->where, sizeof(error->where), "%s: %.200s",
		    outer, inner);
	return code;
}

void
nc_printable(char *target, size_t target_size, const char *bytes, size_t size)
{
	size_t used = 0, i = 0;

	while (i < size && used + 5 < target_size) {
		uint32_t c;
		size_t length = nc_utf8_decode(bytes + i, size - i, &c);

		if (length > 0 && c >= 0x20 && (c < 0x7f || c > 0x9f)) {
			memcpy(target + used, bytes + i, length);
			used += length;
			i += length;
			continue;
		}
		snprintf(target + used, 5, "\\x%02x",
		    (unsigned)(unsigned char)bytes[i]);
		used += 4;
		i++;
	}
	target[used] = '\0';
}
