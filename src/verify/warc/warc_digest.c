/*
 * The grammar of digests leaves open how the algorithm is called and how its
 * value is written, so that programs write both in all ways there are
 * (annotated WARC 1.1, note on 5.8): the name is read without its hyphens, and
 * the value by its length, for no two forms of a digest have the same.
 */
#include <string.h>

#include "warc_digest.h"

static bool
find_algorithm(const char *label, size_t size, enum nc_algorithm *algorithm)
{
	static const struct {
		const char *name;
		enum nc_algorithm algorithm;
	} names[] = {{"md5", NC_MD5}, {"sha1", NC_SHA1}, {"sha", NC_SHA1},
	    {"sha224", NC_SHA224}, {"sha256", NC_SHA256}, {"sha384", NC_SHA384},
	    {"sha512", NC_SHA512}, {"sha2224", NC_SHA224},
	    {"sha2256", NC_SHA256}, {"sha2384", NC_SHA384},
	    {"sha2512", NC_SHA512}};
	char plain[16];
	size_t used = 0, i;

	for (i = 0; i < size; i++) {
		char c = label[i];

		if (c == '-' || c == '_')
			continue;
		if (used + 1 == sizeof(plain))
			return false;
		plain[used++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	plain[used] = '\0';
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i].name, plain) == 0) {
			*algorithm = names[i].algorithm;
			return true;
		}
	}
	return false;
}

/* Base64 with or without padding, in either alphabet. */
static size_t
decode_base64(unsigned char *target, size_t room, const char *text, size_t size)
{
	char copy[NC_DIGEST_MAX * 2];
	size_t i;

	if (size + 3 > sizeof(copy))
		return SIZE_MAX;
	for (i = 0; i < size; i++)
		copy[i] = text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i];
	while (size % 4 != 0)
		copy[size++] = '=';
	return nc_base64_decode(target, room, copy, size);
}

static bool
decode_value(struct nc_warc_stated *stated, const char *text, size_t size)
{
	size_t wanted = nc_digest_size(stated->algorithm), made = SIZE_MAX;

	while (size > 0 && text[size - 1] == '=')
		size--;
	if (size == 2 * wanted)
		made = nc_hex_decode(
		    stated->value, sizeof(stated->value), text, size);
	else if (size == (8 * wanted + 4) / 5)
		made = nc_base32_decode(
		    stated->value, sizeof(stated->value), text, size);
	else if (size == (8 * wanted + 5) / 6)
		made = decode_base64(
		    stated->value, sizeof(stated->value), text, size);
	return made == wanted;
}

enum nc_warc_stated_result
nc_warc_stated_read(struct nc_warc_stated *stated, struct newsconv_text text)
{
	const char *colon = memchr(text.data, ':', text.size);
	size_t label = (size_t)(colon - text.data);

	stated->known = false;
	if (!find_algorithm(text.data, label, &stated->algorithm))
		return NC_STATED_UNKNOWN;
	stated->known = decode_value(stated, colon + 1, text.size - label - 1);
	return stated->known ? NC_STATED_OK : NC_STATED_FORM;
}
