/*
 * URLs by the stricter of two standards: the characters of RFC 3986, and the
 * host and port as WHATWG's URL Standard parses them without a validation
 * error, since that is what EPUBCheck and reading systems go by.
 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "url.h"
#include "utf8.h"

#define DIGITS "0123456789"
#define HEX_DIGITS DIGITS "abcdefABCDEF"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define HOST_CHARACTERS LETTERS DIGITS "-._~!$&'()*+,;="

enum { LABEL_LIMIT = 63, HOST_LIMIT = 253, PORT_LIMIT = 65535 };

/* The characters of RFC 3986, 2, with "%" followed by two digits. */
static bool
uri_characters(const char *url)
{
	const char *percent = url;

	if (url[strspn(url, HOST_CHARACTERS ":/?#@%")] != '\0')
		return false;
	while ((percent = strchr(percent, '%')) != NULL) {
		if (strspn(percent + 1, HEX_DIGITS) < 2)
			return false;
		percent++;
	}
	/* A second "#" is what WHATWG's parser refuses. */
	return strchr(url, '#') == strrchr(url, '#');
}

/* How far RFC 3492, 6.1, moves its threshold after a character. */
static uint32_t
adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / 700 : delta / 2;
	delta += delta / points;
	for (; delta > 455; k += 36)
		delta /= 35;
	return k + 36 * delta / (delta + 38);
}

/*
 * One number of variable length (RFC 3492, 3.3) from *next on; false when the
 * digits end early, are none, or make a number no label can need.
 */
static bool
read_delta(const char **next, const char *end, uint32_t bias, uint32_t *delta)
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	uint64_t value = 0, weight = 1;
	uint32_t k;

	for (k = 36;; k += 36) {
		uint32_t threshold = k <= bias ? 1
		    : k >= bias + 26           ? 26
					       : k - bias;
		const char *digit;
		uint32_t number;

		if (*next == end)
			return false;
		digit = strchr(digits, (int)nc_lower((unsigned char)**next));
		if (digit == NULL)
			return false;
		(*next)++;
		number = (uint32_t)(digit - digits);
		value += number * weight;
		if (value > UINT32_MAX / 2)
			return false;
		if (number < threshold)
			break;
		weight *= 36 - threshold;
		if (weight > UINT32_MAX)
			return false;
	}
	*delta = (uint32_t)value;
	return true;
}

/* Punycode (RFC 3492, 6.2): how many characters, or 0 when it is none. */
static size_t
decode_label(
    const char *label, size_t size, uint32_t characters[LABEL_LIMIT + 1])
{
	const char *end = label + size, *next = label, *hyphen;
	uint32_t c = 128, at = 0, bias = 72, delta;
	size_t count = 0;

	for (hyphen = end; hyphen > label && hyphen[-1] != '-'; hyphen--)
		;
	for (; hyphen > label && next < hyphen - 1; next++)
		characters[count++] = nc_lower((unsigned char)*next);
	if (hyphen > label)
		next = hyphen;
	if (next == end)
		return 0;
	while (next < end) {
		if (!read_delta(&next, end, bias, &delta))
			return 0;
		count++;
		bias = adapt(delta, (uint32_t)count, count == 1 || c == 128);
		at += delta;
		c += at / (uint32_t)count;
		at %= (uint32_t)count;
		if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
			return 0;
		memmove(characters + at + 1, characters + at,
		    (count - 1 - at) * sizeof(*characters));
		characters[at++] = c;
	}
	return count;
}

/* What folding changes and IDNA allows all the same: its "deviations". */
static uint32_t
without_deviation(uint32_t c)
{
	if (c == 0xdf) /* sharp s */
		return 's';
	return c == 0x3c2 ? 0x3c3 : c; /* final sigma */
}

/* What IDNA can have in a label: letters, marks and digits of one form. */
static bool
international_label(const char *label, size_t size)
{
	uint32_t characters[LABEL_LIMIT + 1];
	char text[4 * LABEL_LIMIT];
	size_t count = decode_label(label, size, characters), used = 0, i;

	for (i = 0; i < count; i++) {
		if (characters[i] != '-' && !nc_is_name(characters[i], i == 0))
			return false;
		used += nc_utf8_encode(
		    without_deviation(characters[i]), text + used);
	}
	return count > 0 && nc_folded(text, used);
}

static bool
valid_label(const char *label, size_t size)
{
	if (size == 0 || size > LABEL_LIMIT)
		return false;
	if (size >= 4 && strncasecmp(label, "xn--", 4) == 0)
		return international_label(label + 4, size - 4);
	return true;
}

/* WHATWG, "ends in a number": what must then be an IPv4 address. */
static bool
number_label(const char *label, size_t size)
{
	if (size > 1 && label[0] == '0' && (label[1] == 'x' || label[1] == 'X'))
		return strspn(label + 2, HEX_DIGITS) >= size - 2;
	return strspn(label, DIGITS) >= size;
}

static bool
valid_name(const char *host)
{
	struct in_addr address;
	const char *label = host;

	if (strlen(host) > HOST_LIMIT ||
	    host[strspn(host, HOST_CHARACTERS)] != '\0')
		return false;
	for (;;) {
		size_t size = strcspn(label, ".");
		bool last = label[size] == '\0' || label[size + 1] == '\0';

		if (!valid_label(label, size))
			return false;
		if (last && number_label(label, size))
			return inet_pton(AF_INET, host, &address) == 1;
		if (last)
			return true;
		label += size + 1;
	}
}

/* "[::1]", or a name or an IPv4 address. */
static bool
valid_host(const char *host)
{
	struct in6_addr address;
	size_t size = strlen(host);
	char inner[64];

	if (host[0] != '[')
		return valid_name(host);
	if (size < 2 || host[size - 1] != ']' || size - 2 >= sizeof(inner))
		return false;
	memcpy(inner, host + 1, size - 2);
	inner[size - 2] = '\0';
	return inet_pton(AF_INET6, inner, &address) == 1;
}

static bool
valid_port(const char *port)
{
	size_t size;

	if (*port == '\0' || port[strspn(port, DIGITS)] != '\0')
		return false;
	port += strspn(port, "0");
	size = strlen(port);
	return size <= 5 && atoi(size == 0 ? "0" : port) <= PORT_LIMIT;
}

/* Host and port; a name and a password before them are not for publishing. */
static bool
valid_authority(const char *start, size_t size)
{
	char host[HOST_LIMIT + 64];
	char *port;

	if (size == 0 || size >= sizeof(host))
		return false;
	memcpy(host, start, size);
	host[size] = '\0';
	port = host[0] == '[' ? strchr(host, ']') : strchr(host, ':');
	if (port != NULL && host[0] == '[')
		port = port[1] == ':' ? port + 1 : NULL;
	if (port != NULL)
		*port++ = '\0';
	return valid_host(host) && (port == NULL || valid_port(port));
}

bool
nc_url_valid(const char *url)
{
	const char *authority;
	size_t size;

	if (strlen(url) > NC_URL_LIMIT)
		return false;
	if (strncasecmp(url, "https://", 8) == 0)
		authority = url + 8;
	else if (strncasecmp(url, "http://", 7) == 0)
		authority = url + 7;
	else
		return false;
	size = strcspn(authority, "/?#");
	return valid_authority(authority, size) &&
	    uri_characters(authority + size);
}
