/* UTF-8 by hand, since it is in every loop; normal forms by utf8proc. */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "swar.h"
#include "utf8.h"

static bool
continuation(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

static size_t
decode_four(const unsigned char *b, size_t size, uint32_t *c)
{
	uint32_t value;

	if (size < 4 || b[0] > 0xf4 || !continuation(b[1]) ||
	    !continuation(b[2]) || !continuation(b[3]))
		return 0;
	value = (b[0] & 0x07U) << 18 | (b[1] & 0x3fU) << 12 |
	    (b[2] & 0x3fU) << 6 | (b[3] & 0x3fU);
	if (value < 0x10000 || value > 0x10ffff)
		return 0;
	*c = value;
	return 4;
}

size_t
nc_utf8_decode_long(const char *bytes, size_t size, uint32_t *c)
{
	const unsigned char *b = (const unsigned char *)bytes;
	uint32_t value;

	if (size < 2 || b[0] < 0xc2)
		return 0;
	if (b[0] < 0xe0) {
		if (!continuation(b[1]))
			return 0;
		*c = (b[0] & 0x1fU) << 6 | (b[1] & 0x3fU);
		return 2;
	}
	if (b[0] >= 0xf0)
		return decode_four(b, size, c);
	if (size < 3 || !continuation(b[1]) || !continuation(b[2]))
		return 0;
	value = (b[0] & 0x0fU) << 12 | (b[1] & 0x3fU) << 6 | (b[2] & 0x3fU);
	if (value < 0x800 || (value >= 0xd800 && value < 0xe000))
		return 0;
	*c = value;
	return 3;
}

size_t
nc_utf8_encode(uint32_t c, char target[4])
{
	if (c < 0x80) {
		target[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		target[0] = (char)(0xc0 | c >> 6);
		target[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		target[0] = (char)(0xe0 | c >> 12);
		target[1] = (char)(0x80 | (c >> 6 & 0x3f));
		target[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	target[0] = (char)(0xf0 | c >> 18);
	target[1] = (char)(0x80 | (c >> 12 & 0x3f));
	target[2] = (char)(0x80 | (c >> 6 & 0x3f));
	target[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

size_t
nc_ascii_prefix(const char *bytes, size_t size)
{
	size_t i = 0;

	while (size - i >= NC_SWAR && !nc_swar_high(nc_swar_load(bytes + i)))
		i += NC_SWAR;
	while (i < size && (unsigned char)bytes[i] < 0x80)
		i++;
	return i;
}

size_t
nc_utf8_valid_prefix(const char *bytes, size_t size)
{
	size_t i = 0;

	for (;;) {
		uint32_t c;
		size_t length;

		i += nc_ascii_prefix(bytes + i, size - i);
		length = nc_utf8_decode(bytes + i, size - i, &c);
		if (length == 0)
			return i;
		i += length;
	}
}

bool
nc_ascii(const char *bytes, size_t size)
{
	return nc_ascii_prefix(bytes, size) == size;
}

bool
nc_is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	    (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

struct newsconv_text
nc_trim(struct newsconv_text text)
{
	uint32_t c;
	size_t length;

	while ((length = nc_utf8_decode(text.data, text.size, &c)) > 0 &&
	    nc_is_space(c)) {
		text.data += length;
		text.size -= length;
	}
	while (text.size > 0) {
		size_t start = text.size - 1;

		while (
		    start > 0 && continuation((unsigned char)text.data[start]))
			start--;
		length = nc_utf8_decode(
		    text.data + start, text.size - start, &c);
		if (length != text.size - start || !nc_is_space(c))
			break;
		text.size = start;
	}
	return text;
}

struct newsconv_text
nc_trim_part(struct newsconv_text text, size_t start, size_t end)
{
	text.data += start;
	text.size = end - start;
	return nc_trim(text);
}

bool
nc_text_equals(struct newsconv_text a, const char *b)
{
	return a.size == strlen(b) && memcmp(a.data, b, a.size) == 0;
}

bool
nc_texts_equal(struct newsconv_text a, struct newsconv_text b)
{
	return a.size == b.size &&
	    (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

int
nc_text_compare(struct newsconv_text a, struct newsconv_text b)
{
	size_t size = a.size < b.size ? a.size : b.size;
	int order = size == 0 ? 0 : memcmp(a.data, b.data, size);

	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

bool
nc_text_ends_in(struct newsconv_text text, const char *ending)
{
	size_t size = strlen(ending), i;
	const char *end;

	if (text.size <= size)
		return false;
	end = text.data + text.size - size;
	for (i = 0; i < size; i++)
		if (nc_lower((unsigned char)end[i]) !=
		    nc_lower((unsigned char)ending[i]))
			return false;
	return true;
}

struct newsconv_text
nc_last_part(struct newsconv_text path)
{
	size_t start = path.size;

	while (start > 0 && path.data[start - 1] != '/')
		start--;
	path.data += start;
	path.size -= start;
	return path;
}

struct newsconv_text
nc_text(const char *string)
{
	struct newsconv_text text = {string, strlen(string)};

	return text;
}

size_t
nc_columns(struct newsconv_text text)
{
	size_t columns = 0, i = 0;

	while (i < text.size) {
		size_t ascii = nc_ascii_prefix(text.data + i, text.size - i);
		size_t length;
		uint32_t c;

		columns += ascii;
		i += ascii;
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0)
			break;
		columns += nc_width(c);
		i += length;
	}
	return columns;
}

bool
nc_folded(const char *bytes, size_t size)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t count = utf8proc_map((const utf8proc_uint8_t *)bytes,
	    (utf8proc_ssize_t)size, &folded,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
		UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	bool same = count == (utf8proc_ssize_t)size &&
	    memcmp(folded, bytes, size) == 0;

	free(folded);
	return same;
}

bool
nc_nfc(struct newsconv_text text, char **result, size_t *result_size,
    bool *changed)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t size;

	*changed = false;
	if (nc_ascii(text.data, text.size))
		return true;
	size = utf8proc_map((const utf8proc_uint8_t *)text.data,
	    (utf8proc_ssize_t)text.size, &mapped,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (size < 0)
		return size != UTF8PROC_ERROR_NOMEM;
	if ((size_t)size == text.size &&
	    memcmp(mapped, text.data, text.size) == 0) {
		free(mapped);
		return true;
	}
	*result = (char *)mapped;
	*result_size = (size_t)size;
	*changed = true;
	return true;
}

static bool
map(struct newsconv_text text, int how, char **result, size_t *result_size)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t size = utf8proc_map(
	    (const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.size,
	    &mapped, (utf8proc_option_t)how);

	*result = NULL;
	if (size < 0)
		return size != UTF8PROC_ERROR_NOMEM;
	*result = (char *)mapped;
	*result_size = (size_t)size;
	return true;
}

bool
nc_casefold(struct newsconv_text text, char **result, size_t *result_size)
{
	return map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD,
	    result, result_size);
}

bool
nc_fold_key(struct newsconv_text text, char **result, size_t *result_size)
{
	return map(text,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
		UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
	    result, result_size);
}
