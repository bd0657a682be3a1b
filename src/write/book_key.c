/*
 * One form for what is the same headline, or the same address.  What is dropped
 * is what cannot tell two articles of one book apart.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "book_key.h"
#include "digest.h"
#include "utf8.h"

/* Far longer than any headline; what is longer is no key. */
#define KEY_CEILING ((size_t)1 << 20)

enum { CATEGORY_PC = 12, CATEGORY_PO = 18 };

bool
nc_book_key_any(const struct nc_book_key *key)
{
	static const struct nc_book_key none;

	return memcmp(key, &none, sizeof(none)) != 0;
}

static bool
is_edge(uint32_t c)
{
	unsigned category = nc_category(c);

	return nc_is_space(c) ||
	    (category >= CATEGORY_PC && category <= CATEGORY_PO);
}

/* Without white space and punctuation at its ends, unless that is all. */
static struct newsconv_text
trim_edges(struct newsconv_text text)
{
	size_t start = text.size, end = 0, i = 0;

	while (i < text.size) {
		uint32_t c;
		size_t size = nc_utf8_decode(text.data + i, text.size - i, &c);

		if (size == 0)
			return text;
		if (!is_edge(c)) {
			start = i < start ? i : start;
			end = i + size;
		}
		i += size;
	}
	if (end == 0)
		return text;
	return (struct newsconv_text){text.data + start, end - start};
}

static void
add_single_spaced(struct nc_buffer *target, struct newsconv_text text)
{
	bool space = false;
	size_t i = 0;

	while (i < text.size) {
		uint32_t c;
		size_t size = nc_utf8_decode(text.data + i, text.size - i, &c);

		if (size == 0)
			return;
		if (!nc_is_space(c)) {
			if (space)
				nc_buffer_byte(target, ' ');
			nc_buffer_add(target, text.data + i, size);
		}
		space = nc_is_space(c);
		i += size;
	}
}

void
nc_headline_fold(struct nc_buffer *target, struct newsconv_text headline)
{
	struct newsconv_text folded = {NULL, 0};
	char *memory = NULL;

	if (!nc_fold_key(headline, &memory, &folded.size)) {
		target->out_of_memory = true;
		return;
	}
	folded.data = memory;
	if (memory != NULL)
		add_single_spaced(target, trim_edges(nc_trim(folded)));
	free(memory);
}

/* Nothing has no key. */
static bool
set_key(struct nc_book_key *key, struct nc_buffer *form, size_t prefix)
{
	unsigned char digest[NC_DIGEST_MAX];
	bool done = !form->out_of_memory;

	memset(key, 0, sizeof(*key));
	if (done && !form->too_large && form->size > prefix) {
		nc_digest_of(NC_SHA256, form->data, form->size, digest);
		memcpy(key->bytes, digest, sizeof(key->bytes));
	}
	nc_buffer_free(form);
	return done;
}

bool
nc_headline_key(struct nc_book_key *key, struct newsconv_text headline)
{
	struct nc_buffer form = NC_BUFFER(KEY_CEILING);

	nc_buffer_byte(&form, 'h');
	nc_headline_fold(&form, headline);
	return set_key(key, &form, 1);
}

/* ---------------------------------------------------------------------- URLs */

/* The bytes behind "http://" or "https://", up to a fragment; or size 0. */
static struct newsconv_text
behind_scheme(struct newsconv_text url)
{
	static const char *const schemes[] = {"http://", "https://"};
	const char *fragment;
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t size = strlen(schemes[i]);

		if (url.size <= size ||
		    strncasecmp(url.data, schemes[i], size) != 0)
			continue;
		url.data += size;
		url.size -= size;
		fragment = memchr(url.data, '#', url.size);
		if (fragment != NULL)
			url.size = (size_t)(fragment - url.data);
		return url;
	}
	return (struct newsconv_text){url.data, 0};
}

static size_t
find_any(struct newsconv_text text, const char *ends)
{
	size_t i;

	for (i = 0; i < text.size; i++)
		if (memchr(ends, text.data[i], strlen(ends)) != NULL)
			break;
	return i;
}

static struct newsconv_text
authority_of(struct newsconv_text rest)
{
	rest.size = find_any(rest, "/?");
	return rest;
}

static struct newsconv_text
without_port(struct newsconv_text host, bool any)
{
	size_t i = host.size;

	while (i > 0 && host.data[i - 1] >= '0' && host.data[i - 1] <= '9')
		i--;
	if (i == 0 || host.data[i - 1] != ':')
		return host;
	if (any || nc_text_ends_in(host, ":80") ||
	    nc_text_ends_in(host, ":443"))
		host.size = i - 1;
	return host;
}

struct newsconv_text
nc_url_host(struct newsconv_text url)
{
	struct newsconv_text host = authority_of(behind_scheme(url));
	size_t i;

	for (i = host.size; i > 0 && host.data[i - 1] != '@'; i--)
		;
	host.data += i;
	host.size -= i;
	return without_port(host, true);
}

static bool
is_hex(char c)
{
	return nc_hex_value(c) >= 0;
}

/* Escapes in capitals, and what is not ASCII escaped. */
static void
add_escaped(struct nc_buffer *target, struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c >= 0x80) {
			nc_buffer_format(target, "%%%02X", c);
		} else if (c == '%' && text.size - i > 2 &&
		    is_hex(text.data[i + 1]) && is_hex(text.data[i + 2])) {
			nc_buffer_format(target, "%%%X%X",
			    (unsigned)nc_hex_value(text.data[i + 1]),
			    (unsigned)nc_hex_value(text.data[i + 2]));
			i += 2;
		} else {
			nc_buffer_byte(target, c);
		}
	}
}

/* What says where a visitor comes from, and not what the page is. */
static bool
is_tracking(struct newsconv_text parameter)
{
	static const char *const names[] = {"fbclid", "gclid", "gclsrc",
	    "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga",
	    "_gl", "ocid", "cmpid", "smid", "at_medium", "at_campaign"};
	size_t size = find_any(parameter, "="), i;

	if (size >= 4 && strncasecmp(parameter.data, "utm_", 4) == 0)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i]) == size &&
		    strncasecmp(parameter.data, names[i], size) == 0)
			return true;
	return false;
}

static void
add_query(struct nc_buffer *target, struct newsconv_text query)
{
	char before = '?';

	while (query.size > 0) {
		struct newsconv_text one = {query.data, find_any(query, "&")};
		size_t taken = one.size < query.size ? one.size + 1 : one.size;

		if (one.size > 0 && !is_tracking(one)) {
			nc_buffer_byte(target, (unsigned char)before);
			add_escaped(target, one);
			before = '&';
		}
		query.data += taken;
		query.size -= taken;
	}
}

void
nc_url_fold(struct nc_buffer *target, struct newsconv_text url)
{
	struct newsconv_text rest = behind_scheme(nc_trim(url));
	struct newsconv_text host = authority_of(rest), path;
	size_t i;

	rest.data += host.size;
	rest.size -= host.size;
	host = without_port(host, false);
	for (i = 0; i < host.size; i++)
		nc_buffer_byte(target,
		    (unsigned char)nc_lower((unsigned char)host.data[i]));
	path = (struct newsconv_text){rest.data, find_any(rest, "?")};
	rest.data += path.size;
	rest.size -= path.size;
	while (path.size > 0 && path.data[path.size - 1] == '/')
		path.size--;
	add_escaped(target, path);
	if (rest.size > 0)
		add_query(target,
		    (struct newsconv_text){rest.data + 1, rest.size - 1});
}

bool
nc_url_key(struct nc_book_key *key, struct newsconv_text url)
{
	struct nc_buffer form = NC_BUFFER(KEY_CEILING);

	nc_buffer_byte(&form, 'u');
	nc_url_fold(&form, url);
	return set_key(key, &form, 1);
}
