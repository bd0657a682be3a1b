/*
 * The header of a WARC record: its grammar, and one table that says for each
 * field of the standard what form it has, where it may stand and where it must.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "calendar.h"
#include "utf8.h"
#include "verify_warc.h"

typedef bool form_check(
    struct nc_warc_record *record, struct newsconv_text value);

static void
report(const struct nc_warc_record *record, enum nc_finding_code code,
    const char *what, struct newsconv_text text)
{
	int size = text.size > 300 ? 300 : (int)text.size;

	nc_finding(record->verify, code, record->part, record->offset,
	    "%s: %.*s", what, size, text.size == 0 ? "" : text.data);
}

/* ---------------------------------------------------------- forms of values */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* RFC 2616, 2.2: no controls, no separators. */
static bool
is_token_character(char c)
{
	return c > ' ' && c < 0x7f && strchr("()<>@,;:\\\"/[]?={}", c) == NULL;
}

static bool
is_token(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		if (!is_token_character(text.data[i]))
			return false;
	}
	return text.size > 0;
}

/* RFC 3986, 3: a scheme, a colon, and nothing that must be encoded. */
static bool
is_uri(struct newsconv_text text, bool *non_ascii)
{
	size_t i = 0;

	while (i < text.size &&
	    (is_letter(text.data[i]) ||
		(i > 0 &&
		    (is_digit(text.data[i]) ||
			memchr("+-.", text.data[i], 3) != NULL))))
		i++;
	if (i == 0 || i >= text.size || text.data[i] != ':')
		return false;
	for (i++; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"')
			return false;
		if (c >= 0x80)
			*non_ascii = true;
	}
	return true;
}

static struct newsconv_text
without_brackets(struct newsconv_text text)
{
	if (text.size >= 2 && text.data[0] == '<' &&
	    text.data[text.size - 1] == '>') {
		text.data++;
		text.size -= 2;
	}
	return text;
}

static bool
form_any(struct nc_warc_record *record, struct newsconv_text value)
{
	(void)record;
	return value.size > 0;
}

static bool
form_type(struct nc_warc_record *record, struct newsconv_text value)
{
	(void)record;
	return is_token(value);
}

/* 5.2: "<" uri ">". */
static bool
form_id(struct nc_warc_record *record, struct newsconv_text value)
{
	struct newsconv_text inner = without_brackets(value);
	bool non_ascii = false;

	(void)record;
	return inner.size + 2 == value.size && is_uri(inner, &non_ascii) &&
	    !non_ascii;
}

/* 5.14: a URI; the grammar of 1.0 put it in brackets, and wget does. */
static bool
form_uri(struct nc_warc_record *record, struct newsconv_text value)
{
	struct newsconv_text inner = without_brackets(value);
	bool non_ascii = false;

	if (inner.size != value.size) {
		if (record->version != 10)
			return false;
		report(record, NC_WARC_BRACKETS, "URI", value);
	}
	if (!is_uri(inner, &non_ascii))
		return false;
	if (non_ascii)
		report(record, NC_WARC_NON_ASCII_URI, "URI", value);
	return true;
}

static bool
form_digits(struct nc_warc_record *record, struct newsconv_text value)
{
	size_t i;

	(void)record;
	for (i = 0; i < value.size; i++) {
		if (!is_digit(value.data[i]))
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

/* 5.4: W3CDTF in UTC, reduced or with a fraction; 1.0 knows one form only. */
static bool
form_date(struct nc_warc_record *record, struct newsconv_text value)
{
	static const char form[] = "0000-00-00T00:00:00";
	size_t i, fraction = 0;
	char last = value.size == 0 ? '\0' : value.data[value.size - 1];

	for (i = 0; i < value.size && i < sizeof(form) - 1; i++) {
		if (form[i] == '0' ? !is_digit(value.data[i])
				   : upper(value.data[i]) != form[i])
			break;
	}
	if (last == 'z' || (value.size > 10 && value.data[10] == 't'))
		report(record, NC_WARC_CASE, "date", value);
	if (record->version == 10)
		return i == 19 && value.size == 20 && upper(last) == 'Z' &&
		    calendar_valid(value);
	if (i == 4 || i == 7 || i == 10)
		return value.size == i && calendar_valid(value);
	if (i == 19 && value.size > 20 && value.data[19] == '.') {
		while (20 + fraction < value.size &&
		    is_digit(value.data[20 + fraction]))
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
static bool
form_media_type(struct nc_warc_record *record, struct newsconv_text value)
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
static bool
form_digest(struct nc_warc_record *record, struct newsconv_text value)
{
	const char *colon = memchr(value.data, ':', value.size);
	struct newsconv_text label;
	size_t i;

	(void)record;
	if (colon == NULL)
		return false;
	label.data = value.data;
	label.size = (size_t)(colon - value.data);
	if (!is_token(label) || label.size + 1 == value.size)
		return false;
	for (i = label.size + 1; i < value.size; i++) {
		char c = value.data[i];

		if (!is_token_character(c) && c != '=' && c != '/')
			return false;
	}
	return true;
}

/* 5.10: an IPv4 or an IPv6 address. */
static bool
form_address(struct nc_warc_record *record, struct newsconv_text value)
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

static bool
form_truncated(struct nc_warc_record *record, struct newsconv_text value)
{
	static const char *const reasons[] = {
	    "length", "time", "disconnect", "unspecified"};
	size_t i;

	if (!is_token(value))
		return false;
	for (i = 0; i < 4; i++) {
		if (strlen(reasons[i]) == value.size &&
		    strncasecmp(reasons[i], value.data, value.size) == 0)
			return true;
	}
	report(record, NC_WARC_TRUNCATED, "WARC-Truncated", value);
	return true;
}

/* ---------------------------------------------------------------- the table */

enum {
	INFO = NC_WARC_WARCINFO,
	RESPONSE = NC_WARC_RESPONSE,
	RESOURCE = NC_WARC_RESOURCE,
	REQUEST = NC_WARC_REQUEST,
	METADATA = NC_WARC_METADATA,
	REVISIT = NC_WARC_REVISIT,
	CONVERSION = NC_WARC_CONVERSION,
	CONTINUATION = NC_WARC_CONTINUATION,
	OTHER = NC_WARC_UNKNOWN,
	ANY = NC_WARC_ANY,
	CAPTURED = RESPONSE | RESOURCE | REQUEST | METADATA | REVISIT | OTHER,
	NOT_INFO = ANY & ~INFO
};

/* WARC 1.1, 5.2 to 5.22; in the order of enum nc_warc_name. */
static const struct rule {
	const char *name;
	form_check *form;
	unsigned allowed; /* types of records */
	unsigned mandatory;
} rules[NC_WARC_NAMES] = {
    {"WARC-Type", form_type, ANY, ANY},
    {"WARC-Record-ID", form_id, ANY, ANY},
    {"WARC-Date", form_date, ANY, ANY},
    {"Content-Length", form_digits, ANY, ANY},
    {"Content-Type", form_media_type, ANY, 0},
    {"WARC-Concurrent-To", form_id, CAPTURED, 0},
    {"WARC-Block-Digest", form_digest, ANY, 0},
    {"WARC-Payload-Digest", form_digest, ANY, 0}, /* see check_payload() */
    {"WARC-IP-Address", form_address, CAPTURED, 0},
    {"WARC-Refers-To", form_id, METADATA | REVISIT | CONVERSION | OTHER, 0},
    {"WARC-Refers-To-Target-URI", form_uri, REVISIT | OTHER, 0},
    {"WARC-Refers-To-Date", form_date, REVISIT | OTHER, 0},
    {"WARC-Target-URI", form_uri, NOT_INFO,
	RESPONSE | RESOURCE | REQUEST | REVISIT | CONVERSION | CONTINUATION},
    {"WARC-Truncated", form_truncated, ANY, 0},
    {"WARC-Warcinfo-ID", form_id, NOT_INFO, 0},
    {"WARC-Filename", form_any, INFO | OTHER, 0},
    {"WARC-Profile", form_uri, REVISIT | OTHER, REVISIT},
    {"WARC-Identified-Payload-Type", form_media_type, NOT_INFO, 0},
    {"WARC-Segment-Number", form_digits, ANY, CONTINUATION},
    {"WARC-Segment-Origin-ID", form_id, CONTINUATION | OTHER, CONTINUATION},
    {"WARC-Segment-Total-Length", form_digits, CONTINUATION | OTHER, 0},
};

static size_t
find_rule(struct newsconv_text name)
{
	size_t i;

	for (i = 0; i < NC_WARC_NAMES; i++) {
		if (strlen(rules[i].name) == name.size &&
		    strncasecmp(rules[i].name, name.data, name.size) == 0)
			break;
	}
	return i;
}

static unsigned
find_type(struct nc_warc_record *record, struct newsconv_text value)
{
	static const struct {
		const char *name;
		unsigned type;
	} types[] = {{"warcinfo", INFO}, {"response", RESPONSE},
	    {"resource", RESOURCE}, {"request", REQUEST},
	    {"metadata", METADATA}, {"revisit", REVISIT},
	    {"conversion", CONVERSION}, {"continuation", CONTINUATION}};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strlen(types[i].name) != value.size ||
		    strncasecmp(types[i].name, value.data, value.size) != 0)
			continue;
		if (memcmp(types[i].name, value.data, value.size) != 0)
			report(record, NC_WARC_CASE, "WARC-Type", value);
		return types[i].type;
	}
	if (value.size > 0)
		report(record, NC_WARC_TYPE, "WARC-Type", value);
	return OTHER;
}

/* ------------------------------------------------------------------ grammar */

static struct newsconv_text
trim_blanks(const char *start, const char *end)
{
	struct newsconv_text text;

	while (start < end && (*start == ' ' || *start == '\t'))
		start++;
	while (start < end && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	text.data = start;
	text.size = (size_t)(end - start);
	return text;
}

/* 4: TEXT, that is no controls, in UTF-8. */
static void
check_value(const struct nc_warc_record *record, struct newsconv_text name,
    struct newsconv_text value)
{
	bool control = false;
	size_t i;

	for (i = 0; i < value.size; i++) {
		unsigned char c = (unsigned char)value.data[i];

		control |= (c < ' ' && c != '\t') || c == 0x7f;
	}
	if (control ||
	    nc_utf8_valid_prefix(value.data, value.size) != value.size)
		report(record, NC_WARC_VALUE,
		    control ? "control characters in" : "not UTF-8", name);
}

static void
take_field(struct nc_warc_record *record, struct newsconv_text name,
    struct newsconv_text value)
{
	size_t i = find_rule(name);

	check_value(record, name, value);
	if (i == NC_WARC_NAMES)
		return; /* 5.1: names that are not recognised are ignored */
	if (i == NC_WARC_CONCURRENT_TO &&
	    record->concurrent_count <
		sizeof(record->concurrent) / sizeof(record->concurrent[0]))
		record->concurrent[record->concurrent_count++] = value;
	if (record->fields[i].data == NULL)
		record->fields[i] = value;
	else if (i != NC_WARC_CONCURRENT_TO)
		report(record, NC_WARC_REPEATED, "field", name);
}

/* A line that is folded (RFC 2616, 2.2) is made one, in place. */
static char *
end_of_field(struct nc_warc_record *record, char *line, char *end, bool *bare)
{
	char *p = line;

	for (;;) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (p == NULL)
			return NULL;
		if (p == line || p[-1] != '\r')
			*bare = true;
		if (p + 1 >= end || (p[1] != ' ' && p[1] != '\t'))
			return p;
		if (p > line && p[-1] == '\r')
			p[-1] = ' ';
		*p++ = ' ';
		nc_finding(record->verify, NC_WARC_FOLDED, record->part,
		    record->offset, "a header line is folded");
	}
}

static void
read_line(struct nc_warc_record *record, const char *line, const char *end)
{
	const char *colon = memchr(line, ':', (size_t)(end - line));
	struct newsconv_text name = {line, (size_t)(end - line)};

	if (colon != NULL)
		name.size = (size_t)(colon - line);
	if (colon == NULL || !is_token(name)) {
		name.size = (size_t)(end - line);
		report(record, NC_WARC_FIELD, "not a field", name);
		return;
	}
	take_field(record, name, trim_blanks(colon + 1, end));
}

/* 4: "WARC/1.1" CRLF; literals of the grammar have no case. */
static void
read_version(struct nc_warc_record *record, const char *line, size_t size)
{
	struct newsconv_text text = {line, size};

	if (size == 8 && strncasecmp(line, "WARC/1.0", 8) == 0)
		record->version = 10;
	else if (size == 8 && strncasecmp(line, "WARC/1.1", 8) == 0)
		record->version = 11;
	else
		report(record, NC_WARC_VERSION, "version line", text);
	if (record->version != 0 && memcmp(line, "WARC", 4) != 0)
		report(record, NC_WARC_CASE, "version line", text);
}

/* Reports name the record by its id, so that is looked for first. */
static void
name_record(struct nc_warc_record *record, const char *header, size_t size)
{
	static const char name[] = "WARC-Record-ID:";
	const char *end = header + size, *line = header;

	while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		struct newsconv_text value;
		const char *stop;

		line++;
		if ((size_t)(end - line) < sizeof(name) ||
		    strncasecmp(line, name, sizeof(name) - 1) != 0)
			continue;
		stop = memchr(line, '\n', (size_t)(end - line));
		if (stop == NULL)
			return;
		if (stop[-1] == '\r')
			stop--;
		value = without_brackets(
		    trim_blanks(line + sizeof(name) - 1, stop));
		if (value.size == 0)
			return;
		snprintf(record->part_text, sizeof(record->part_text), "%.*s",
		    value.size > 250 ? 250 : (int)value.size, value.data);
		return;
	}
}

/* ------------------------------------------------------ what the fields say */

static void
check_field(struct nc_warc_record *record, size_t i)
{
	struct newsconv_text name = nc_text(rules[i].name);
	struct newsconv_text value = record->fields[i];
	char what[64];

	if (value.data == NULL) {
		if ((rules[i].mandatory & record->type) != 0)
			report(record, NC_WARC_MISSING, "no field", name);
		return;
	}
	if ((rules[i].allowed & record->type) == 0)
		report(record, NC_WARC_NOT_ALLOWED, "field", name);
	if (!rules[i].form(record, value)) {
		snprintf(what, sizeof(what), "%s", rules[i].name);
		report(record, NC_WARC_MALFORMED, what, value);
		record->malformed[i] = true;
	}
}

static uint64_t
number_of(struct newsconv_text value)
{
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < value.size; i++)
		number = number * 10 + (uint64_t)(value.data[i] - '0');
	return number;
}

static bool
usable(const struct nc_warc_record *record, enum nc_warc_name name)
{
	return record->fields[name].data != NULL && !record->malformed[name];
}

/* 5.18: the first segment is 1, and continuations count on from there. */
static void
check_segment(struct nc_warc_record *record)
{
	bool first = record->type != CONTINUATION;
	uint64_t number;

	if (!usable(record, NC_WARC_SEGMENT_NUMBER))
		return;
	number = number_of(record->fields[NC_WARC_SEGMENT_NUMBER]);
	if (first ? number != 1 : number < 2)
		report(record, NC_WARC_SEGMENT, "WARC-Segment-Number",
		    record->fields[NC_WARC_SEGMENT_NUMBER]);
}

/*
 * 5.9: not where no payload is defined.  Widely written all the same, and it
 * does no harm, so this is not the error that other misplaced fields are.
 */
static void
check_payload(struct nc_warc_record *record)
{
	if ((record->type & (INFO | METADATA)) != 0 &&
	    record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD].data != NULL)
		report(record, NC_WARC_NO_PAYLOAD, "WARC-Payload-Digest",
		    record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD]);
}

/* 6.7: what a revisit record must say depends on its profile. */
static void
check_profile(struct nc_warc_record *record)
{
	static const char *const names[] = {
	    "identical-payload-digest", "server-not-modified"};
	struct newsconv_text value = without_brackets(
	    record->fields[NC_WARC_PROFILE_FIELD]);
	char uri[96];
	size_t i;

	if (record->type != REVISIT || !usable(record, NC_WARC_PROFILE_FIELD))
		return;
	for (i = 0; i < 2; i++) {
		int version;

		for (version = 0; version <= 1; version++) {
			snprintf(uri, sizeof(uri),
			    "http://netpreserve.org/warc/1.%d/revisit/%s",
			    version, names[i]);
			if (nc_text_equals(value, uri))
				break;
		}
		if (version <= 1)
			break;
	}
	if (i == 2)
		report(record, NC_WARC_PROFILE, "WARC-Profile", value);
	if (i == 0 && record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD].data == NULL)
		report(record, NC_WARC_MISSING, "no field",
		    nc_text("WARC-Payload-Digest"));
}

static void
check_fields(struct nc_warc_record *record)
{
	size_t i;

	record->type = find_type(record, record->fields[NC_WARC_TYPE_FIELD]);
	for (i = 0; i < NC_WARC_NAMES; i++)
		check_field(record, i);
	for (i = 1; i < record->concurrent_count; i++) {
		if (!form_id(record, record->concurrent[i]))
			report(record, NC_WARC_MALFORMED, "WARC-Concurrent-To",
			    record->concurrent[i]);
	}
	if (usable(record, NC_WARC_CONTENT_LENGTH)) {
		record->has_length = true;
		record->length = number_of(
		    record->fields[NC_WARC_CONTENT_LENGTH]);
	}
	if (record->has_length && record->length > 0 &&
	    record->fields[NC_WARC_CONTENT_TYPE].data == NULL &&
	    record->type != CONTINUATION)
		report(record, NC_WARC_NO_TYPE, "no field",
		    nc_text("Content-Type"));
	check_segment(record);
	check_payload(record);
	check_profile(record);
}

void
nc_warc_header(struct nc_warc_record *record, char *header, size_t size)
{
	char *line = header, *end = header + size;
	bool bare = false, first = true;

	name_record(record, header, size);
	while (line < end) {
		char *stop = end_of_field(record, line, end, &bare);
		char *last;

		if (stop == NULL)
			break;
		last = stop > line && stop[-1] == '\r' ? stop - 1 : stop;
		if (first)
			read_version(record, line, (size_t)(last - line));
		else if (last > line)
			read_line(record, line, last);
		first = false;
		line = stop + 1;
	}
	if (bare)
		nc_finding(record->verify, NC_WARC_LINE_END, record->part,
		    record->offset, "a header line ends in LF alone");
	check_fields(record);
}

bool
nc_warc_is_media_type(struct newsconv_text value, const char *name)
{
	size_t size = strlen(name);

	return value.size >= size && strncasecmp(value.data, name, size) == 0 &&
	    (value.size == size || memchr("; \t", value.data[size], 3) != NULL);
}
