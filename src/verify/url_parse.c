/*
 * The state machine of the URL Standard taken apart into its pieces: scheme,
 * host, port, path, query, fragment.  Only what a validation error is matters
 * here; nothing is resolved or serialised, so no memory is needed.
 */
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "digest.h"
#include "url_parse.h"
#include "utf8.h"

enum { PORT_MAX = 65535 };

/* URL, 4.3: what stands for itself in paths, queries and fragments. */
static bool
is_url_unit(uint32_t c)
{
	if (c < 0x80)
		return nc_ascii_letter((char)c) || nc_ascii_digit((char)c) ||
		    (c != 0 && strchr("!$&'()*+,-./:;=?@_~", (int)c) != NULL);
	return c >= 0xa0 && c <= 0x10fffd && (c & 0xfffe) != 0xfffe &&
	    !(c >= 0xfdd0 && c <= 0xfdef);
}

static bool
is_code(struct newsconv_text text, size_t i)
{
	return text.size - i > 2 && nc_hex_value(text.data[i + 1]) >= 0 &&
	    nc_hex_value(text.data[i + 2]) >= 0;
}

/* All of a path, a query or a fragment; NULL when it is as it should be. */
static const char *
check_units(struct newsconv_text text)
{
	size_t i = 0;

	while (i < text.size) {
		uint32_t c;
		size_t length = nc_utf8_decode(
		    text.data + i, text.size - i, &c);

		if (length == 0)
			return "not UTF-8";
		if (c == '%' && !is_code(text, i))
			return "a percent sign without two hexadecimal digits";
		if (c == ' ')
			return "a space";
		if (c == '\\')
			return "a backslash";
		if (c != '%' && !is_url_unit(c))
			return "a character that must be percent-encoded";
		i += length;
	}
	return NULL;
}

/* --------------------------------------------------------------------- host */

/* URL, 3.5: after the brackets are gone; close enough to tell a typo. */
static const char *
check_ipv6(struct newsconv_text text)
{
	size_t i, colons = 0;

	for (i = 0; i < text.size; i++) {
		char c = text.data[i];

		colons += c == ':';
		if (nc_hex_value(c) < 0 && c != ':' && c != '.')
			return "an IPv6 address that is none";
	}
	return colons < 2 || colons > 8 ? "an IPv6 address that is none" : NULL;
}

/* UTS 46, 4: what stands between two points; the last point may end a name. */
static const char *
check_labels(struct newsconv_text host)
{
	size_t i;

	for (i = 0; i < host.size; i++) {
		if (host.data[i] == '.' && (i == 0 || host.data[i - 1] == '.'))
			return "an empty label in the host";
	}
	return NULL;
}

/* URL, 3.1: forbidden domain code points, also when they are encoded. */
static const char *
check_domain(struct newsconv_text host, bool special)
{
	size_t i;

	for (i = 0; i < host.size; i++) {
		unsigned char c = (unsigned char)host.data[i];

		if (c == '%') {
			if (!is_code(host, i))
				return "a percent sign in the host";
			if (!special)
				continue;
			c = (unsigned char)(nc_hex_value(host.data[i + 1])
				<< 4 |
			    nc_hex_value(host.data[i + 2]));
			i += 2;
		}
		if (c <= ' ' || c == 0x7f || strchr("#/:<>?@[\\]^|%", c))
			return "a character that no host has";
	}
	return special ? check_labels(host) : NULL;
}

static const char *
check_port(struct newsconv_text port)
{
	size_t i;
	long value = 0;

	for (i = 0; i < port.size; i++) {
		if (!nc_ascii_digit(port.data[i]))
			return "a port that is no number";
		value = value * 10 + (port.data[i] - '0');
		if (value > PORT_MAX)
			return "a port above 65535";
	}
	return NULL;
}

static const char *
check_host(struct newsconv_text host, bool special)
{
	struct newsconv_text port = {0};
	const char *colon, *end;

	if (host.size > 0 && host.data[0] == '[') {
		end = memchr(host.data, ']', host.size);
		if (end == NULL)
			return "a bracket that is not closed";
		port.data = end + 1;
		port.size = host.size - (size_t)(end + 1 - host.data);
		if (port.size > 0 && port.data[0] != ':')
			return "a character behind an IPv6 address";
		if (port.size > 0) {
			port.data++;
			port.size--;
		}
		host.data++;
		host.size = (size_t)(end - host.data);
		if (check_ipv6(host) != NULL)
			return check_ipv6(host);
		return check_port(port);
	}
	colon = host.size == 0 ? NULL : memchr(host.data, ':', host.size);
	if (colon != NULL) {
		port.data = colon + 1;
		port.size = host.size - (size_t)(colon + 1 - host.data);
		host.size = (size_t)(colon - host.data);
	}
	if (host.size == 0 && special)
		return "no host";
	if (check_domain(host, special) != NULL)
		return check_domain(host, special);
	return check_port(port);
}

/* What stands between "//" and the path; a user's name may be before it. */
static const char *
check_authority(struct newsconv_text authority, bool special)
{
	const char *at = authority.size == 0
	    ? NULL
	    : memchr(authority.data, '@', authority.size);

	if (at != NULL) {
		size_t skipped = (size_t)(at + 1 - authority.data);
		struct newsconv_text user = {authority.data, skipped - 1};

		if (check_units(user) != NULL)
			return check_units(user);
		authority.data += skipped;
		authority.size -= skipped;
	}
	return check_host(authority, special);
}

/* ---------------------------------------------------------------- the whole */

size_t
nc_url_scheme_length(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (c == ':')
			return i;
		if (!nc_ascii_letter(c) &&
		    (i == 0 ||
			!(nc_ascii_digit(c) || c == '+' || c == '-' ||
			    c == '.')))
			return 0;
	}
	return 0;
}

static void
take_scheme(struct nc_url *url, struct newsconv_text *rest)
{
	size_t length = nc_url_scheme_length(*rest), i;

	for (i = 0; i < length && i < sizeof(url->scheme) - 1; i++)
		url->scheme[i] = nc_ascii_lower(rest->data[i]);
	if (length > 0) {
		rest->data += length + 1;
		rest->size -= length + 1;
	}
}

static struct newsconv_text
cut_at(struct newsconv_text *text, char separator, bool *found)
{
	const char *place = text->size == 0
	    ? NULL
	    : memchr(text->data, separator, text->size);
	struct newsconv_text tail = {text->data + text->size, 0};

	*found = place != NULL;
	if (place != NULL) {
		tail.data = place + 1;
		tail.size = text->size - (size_t)(place + 1 - text->data);
		text->size = (size_t)(place - text->data);
	}
	return tail;
}

static bool
is_special(const char *scheme)
{
	static const char *const special[] = {
	    "http", "https", "ws", "wss", "ftp"};
	size_t i;

	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (strcmp(scheme, special[i]) == 0)
			return true;
	}
	return false;
}

/* The host, if there is one; *rest becomes the path. */
static const char *
take_authority(struct nc_url *url, struct newsconv_text *rest)
{
	bool special = is_special(url->scheme) || url->scheme[0] == '\0';
	struct newsconv_text authority;

	if (rest->size < 2 || rest->data[0] != '/' || rest->data[1] != '/')
		return is_special(url->scheme)
		    ? "a scheme that two slashes must follow"
		    : NULL;
	url->network = url->scheme[0] == '\0';
	authority.data = rest->data + 2;
	authority.size = 0;
	while (authority.size < rest->size - 2 &&
	    authority.data[authority.size] != '/' &&
	    authority.data[authority.size] != '\\')
		authority.size++;
	rest->data += authority.size + 2;
	rest->size -= authority.size + 2;
	if (strcmp(url->scheme, "file") == 0)
		return check_domain(authority, true);
	return check_authority(authority, special);
}

void
nc_url_parse(struct nc_url *url, const char *text)
{
	struct newsconv_text rest = nc_trim(nc_text(text)), query;
	const char *fault;

	memset(url, 0, sizeof(*url));
	take_scheme(url, &rest);
	url->fragment = cut_at(&rest, '#', &url->has_fragment);
	query = cut_at(&rest, '?', &url->has_query);
	url->path = rest;
	fault = take_authority(url, &rest);
	if (fault == NULL && url->scheme[0] != '\0' && !url->has_query &&
	    !url->has_fragment && url->path.size == 0)
		fault = "nothing behind the scheme";
	if (fault == NULL)
		fault = check_units(rest);
	if (fault == NULL)
		fault = check_units(query);
	if (fault == NULL)
		fault = check_units(url->fragment);
	url->fault = fault;
}

static int
compare_names(const void *a, const void *b)
{
	const char *const *y = b;

	return strcmp(a, *y);
}

bool
nc_url_scheme_known(const char *scheme)
{
	static const char *const known[] = {
#define SCHEME(name) name,
#include "url_schemes.def"
#undef SCHEME
	};

	return bsearch(scheme, known, sizeof(known) / sizeof(known[0]),
		   sizeof(known[0]), compare_names) != NULL;
}
