/*
 * The forms that the values of fields have by the grammar of the standard.
 */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "ascii.h"
#include "calendar.h"
#include "digest.h"
#include "warc_forms.h"

static const char date_form[] = "0000-00-00T00:00:00";

/* RFC 2616, 2.2: no controls, no separators. */
static bool
is_token_character(char c)
{
	static const bool separators[128] = {['('] = true,
	    [')'] = true,
	    ['<'] = true,
	    ['>'] = true,
	    ['@'] = true,
	    [','] = true,
	    [';'] = true,
	    [':'] = true,
	    ['\\'] = true,
	    ['"'] = true,
	    ['/'] = true,
	    ['['] = true,
	    [']'] = true,
	    ['?'] = true,
	    ['='] = true,
	    ['{'] = true,
	    ['}'] = true};

	return c > ' ' && c < 0x7f && !separators[(unsigned char)c];
}

bool
nc_warc_is_token(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		if (!is_token_character(text.data[i]))
			return false;
	}
	return text.size > 0;
}

/* What is wrong with a URI and can be read all the same. */
enum oddity { NON_ASCII = 1, NOT_ENCODED = 2 };

static bool
is_encoded(const char *percent, const char *end)
{
	return end - percent > 2 && nc_hex_value(percent[1]) >= 0 &&
	    nc_hex_value(percent[2]) >= 0;
}

/* RFC 3986, 3: a scheme, a colon, and nothing that must be encoded. */
static bool
is_uri(struct newsconv_text text, unsigned *odd)
{
	const char *end = text.data + text.size;
	size_t i = 0;

	while (i < text.size &&
	    (nc_ascii_letter(text.data[i]) ||
		(i > 0 &&
		    (nc_ascii_digit(text.data[i]) ||
			memchr("+-.", text.data[i], 3) != NULL))))
		i++;
	if (i == 0 || i >= text.size || text.data[i] != ':')
		return false;
	for (i++; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"')
			return false;
		if (c >= 0x80)
			*odd |= NON_ASCII;
		else if (c == '\\' || c == '^' || c == '`' ||
		    (c >= '{' && c <= '}') ||
		    (c == '%' && !is_encoded(text.data + i, end)))
			*odd |= NOT_ENCODED;
	}
	return true;
}

struct newsconv_text
nc_warc_without_brackets(struct newsconv_text text)
{
	if (text.size >= 2 && text.data[0] == '<' &&
	    text.data[text.size - 1] == '>') {
		text.data++;
		text.size -= 2;
	}
	return text;
}

bool
nc_warc_form_any(struct nc_warc_record *record, struct newsconv_text value)
{
	(void)record;
	return value.size > 0;
}

bool
nc_warc_form_type(struct nc_warc_record *record, struct newsconv_text value)
{
	(void)record;
	return nc_warc_is_token(value);
}

/* 5.2: "<" uri ">"; the published grammar of 1.0 has no brackets. */
bool
nc_warc_form_id(struct nc_warc_record *record, struct newsconv_text value)
{
	struct newsconv_text inner = nc_warc_without_brackets(value);
	unsigned odd = 0;

	if (!is_uri(inner, &odd) || (odd & NON_ASCII) != 0)
		return false;
	if (inner.size == value.size) {
		if (record->version != 10)
			return false;
		nc_warc_report_text(record, NC_WARC_NO_BRACKETS, "id", value);
	}
	return true;
}

/* 5.14: a URI; the grammar of 1.0 put it in brackets, and wget does. */
bool
nc_warc_form_uri(struct nc_warc_record *record, struct newsconv_text value)
{
	struct newsconv_text inner = nc_warc_without_brackets(value);
	unsigned odd = 0;

	if (inner.size != value.size) {
		if (record->version != 10)
			return false;
		nc_warc_report_text(record, NC_WARC_BRACKETS, "URI", value);
	}
	if (!is_uri(inner, &odd))
		return false;
	if (odd != 0)
		nc_warc_report_text(
		    record, NC_WARC_NON_ASCII_URI, "URI", value);
	return true;
}

bool
nc_warc_form_digits(struct nc_warc_record *record, struct newsconv_text value)
{
	size_t i;

	(void)record;
	for (i = 0; i < value.size; i++) {
		if (!nc_ascii_digit(value.data[i]))
			return false;
	}
	return value.size > 0 && value.size <= 19;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static unsigned
two_digits(const char *text)
{
	return (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
}

static bool
calendar_valid(struct newsconv_text value)
{
	unsigned year, month, day;

	year = two_digits(value.data) * 100 + two_digits(value.data + 2);
	if (value.size < 7)
		return true;
	month = two_digits(value.data + 5);
	if (month < 1 || month > 12)
		return false;
	if (value.size < 10)
		return true;
	day = two_digits(value.data + 8);
	if (day < 1 || (int)day > nc_days_in_month((int)year, (int)month))
		return false;
	if (value.size < 16)
		return true;
	return two_digits(value.data + 11) < 24 &&
	    two_digits(value.data + 14) < 60 &&
	    (value.size < 19 || two_digits(value.data + 17) <= 60);
}

/* ISO 8601 counts it, and no clock of Unix can give it. */
static bool
is_leap_second(struct newsconv_text value)
{
	return value.size >= 20 && memcmp(value.data + 17, "60", 2) == 0;
}

static bool
is_date(struct newsconv_text value, int version)
{
	size_t i, fraction = 0;
	char last = value.size == 0 ? '\0' : value.data[value.size - 1];

	for (i = 0; i < value.size && i < sizeof(date_form) - 1; i++) {
		if (date_form[i] == '0' ? !nc_ascii_digit(value.data[i])
					: upper(value.data[i]) != date_form[i])
			break;
	}
	if (version == 10)
		return i == 19 && value.size == 20 && upper(last) == 'Z' &&
		    calendar_valid(value);
	if (i == 4 || i == 7 || i == 10)
		return value.size == i && calendar_valid(value);
	if (i == 19 && value.size > 20 && value.data[19] == '.') {
		while (20 + fraction < value.size &&
		    nc_ascii_digit(value.data[20 + fraction]))
			fraction++;
		if (fraction < 1 || fraction > 9)
			return false;
		i = 20 + fraction;
	} else if (i != 16 && i != 19) {
		return false;
	}
	return value.size == i + 1 && upper(last) == 'Z' &&
	    calendar_valid(value);
}

/* 5.4: W3CDTF in UTC, reduced or with a fraction; 1.0 knows one form only. */
bool
nc_warc_form_date(struct nc_warc_record *record, struct newsconv_text value)
{
	if (!is_date(value, record->version))
		return false;
	if (value.data[value.size - 1] == 'z' ||
	    (value.size > 10 && value.data[10] == 't'))
		nc_warc_report_text(record, NC_WARC_CASE, "date", value);
	if (is_leap_second(value))
		nc_warc_report_text(record, NC_WARC_LEAP_SECOND, "date", value);
	return true;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

/* The end of the token that begins here, NULL if none does. */
static const char *
skip_token(const char *p, const char *end)
{
	const char *start = p;

	while (p < end && is_token_character(*p))
		p++;
	return p == start ? NULL : p;
}

/* RFC 9110, 5.6.4: what follows the opening quotation mark. */
static const char *
skip_quoted(const char *p, const char *end)
{
	for (; p < end && *p != '"'; p++) {
		if (*p == '\\' && p + 1 < end)
			p++;
	}
	return p < end ? p + 1 : NULL;
}

/* RFC 9110, 5.6.6: token "=" token or quoted string. */
static const char *
skip_parameter(const char *p, const char *end)
{
	p = skip_token(p, end);
	if (p == NULL || p == end || *p++ != '=')
		return NULL;
	if (p < end && *p == '"')
		return skip_quoted(p + 1, end);
	return skip_token(p, end);
}

/*
 * 5.6: type "/" subtype, parameters; white space around ";" and a ";" that
 * nothing follows are let pass, as in RFC 9110, 5.6.6.
 */
bool
nc_warc_form_media_type(
    struct nc_warc_record *record, struct newsconv_text value)
{
	const char *end = value.data + value.size;
	const char *p = skip_token(value.data, end);

	(void)record;
	if (p == NULL || p == end || *p++ != '/')
		return false;
	p = skip_token(p, end);
	while (p != NULL && (p = skip_blanks(p, end)) < end) {
		if (*p++ != ';')
			return false;
		p = skip_blanks(p, end);
		if (p < end && *p != ';')
			p = skip_parameter(p, end);
	}
	return p != NULL;
}

/* 5.8: algorithm ":" value; the value's letters are looked at later. */
bool
nc_warc_form_digest(struct nc_warc_record *record, struct newsconv_text value)
{
	const char *colon = memchr(value.data, ':', value.size);
	struct newsconv_text label;
	size_t i;

	(void)record;
	if (colon == NULL)
		return false;
	label.data = value.data;
	label.size = (size_t)(colon - value.data);
	if (!nc_warc_is_token(label) || label.size + 1 == value.size)
		return false;
	for (i = label.size + 1; i < value.size; i++) {
		char c = value.data[i];

		if (!is_token_character(c) && c != '=' && c != '/')
			return false;
	}
	return true;
}

/* 5.10: an IPv4 or an IPv6 address. */
bool
nc_warc_form_address(struct nc_warc_record *record, struct newsconv_text value)
{
	unsigned char address[sizeof(struct in6_addr)];
	char text[INET6_ADDRSTRLEN];

	(void)record;
	if (value.size >= sizeof(text))
		return false;
	memcpy(text, value.data, value.size);
	text[value.size] = '\0';
	return inet_pton(AF_INET, text, address) == 1 ||
	    inet_pton(AF_INET6, text, address) == 1;
}

bool
nc_warc_form_truncated(
    struct nc_warc_record *record, struct newsconv_text value)
{
	static const char *const reasons[] = {
	    "length", "time", "disconnect", "unspecified"};
	size_t i;

	if (!nc_warc_is_token(value))
		return false;
	for (i = 0; i < 4; i++) {
		if (strlen(reasons[i]) == value.size &&
		    strncasecmp(reasons[i], value.data, value.size) == 0)
			return true;
	}
	nc_warc_report_text(record, NC_WARC_TRUNCATED, "WARC-Truncated", value);
	return true;
}
