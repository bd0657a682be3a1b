/*
 * The header of a WARC record: its grammar, and one table that says for each
 * field of the standard what form it has, where it may stand and where it must.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "utf8.h"
#include "warc_forms.h"

void
nc_warc_report(const struct nc_warc_record *record, enum nc_finding_code code,
    const char *expected, const char *format, ...)
{
	const struct nc_place place = {.part = record->part,
	    .offset = record->offset,
	    .has_inner = record->has_inner,
	    .inner_offset = record->inner_offset,
	    .expected = expected};
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	nc_report(record->verify, code, &place, "%s", text);
}

static void
report_value(const struct nc_warc_record *record, enum nc_finding_code code,
    const char *expected, const char *what, struct newsconv_text text)
{
	int size = text.size > 300 ? 300 : (int)text.size;

	nc_warc_report(record, code, expected, "%s: %.*s", what, size,
	    text.size == 0 ? "" : text.data);
}

void
nc_warc_report_text(const struct nc_warc_record *record,
    enum nc_finding_code code, const char *what, struct newsconv_text text)
{
	report_value(record, code, NULL, what, text);
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
	NOT_INFO = ANY & ~INFO,
	PAYLOAD = ANY & ~(INFO | METADATA) /* 4: the two have none */
};

#define ID_FORM "<URI>, without spaces"
#define URI_FORM "an absolute URI, encoded by RFC 3986"
#define DATE_FORM "YYYY-MM-DDThh:mm:ssZ, in 1.1 also less or with a fraction"
#define DIGEST_FORM "algorithm:value"
#define DIGITS_FORM "decimal digits"

/* WARC 1.1, 5.2 to 5.22; in the order of enum nc_warc_name. */
static const struct rule {
	const char *name;
	nc_warc_form *form;
	unsigned allowed; /* types of records */
	unsigned mandatory;
	const char *expected;
} rules[NC_WARC_NAMES] = {
    {"WARC-Type", nc_warc_form_type, ANY, ANY, "a token"},
    {"WARC-Record-ID", nc_warc_form_id, ANY, ANY, ID_FORM},
    {"WARC-Date", nc_warc_form_date, ANY, ANY, DATE_FORM},
    {"Content-Length", nc_warc_form_digits, ANY, ANY, DIGITS_FORM},
    {"Content-Type", nc_warc_form_media_type, ANY, 0,
	"type/subtype; attribute=value"},
    {"WARC-Concurrent-To", nc_warc_form_id, CAPTURED, 0, ID_FORM},
    {"WARC-Block-Digest", nc_warc_form_digest, ANY, 0, DIGEST_FORM},
    /* In metadata: check_payload(). */
    {"WARC-Payload-Digest", nc_warc_form_digest, NOT_INFO, 0, DIGEST_FORM},
    {"WARC-IP-Address", nc_warc_form_address, CAPTURED, 0,
	"an IPv4 or IPv6 address"},
    {"WARC-Refers-To", nc_warc_form_id, METADATA | REVISIT | CONVERSION | OTHER,
	0, ID_FORM},
    {"WARC-Refers-To-Target-URI", nc_warc_form_uri, REVISIT | OTHER, 0,
	URI_FORM},
    {"WARC-Refers-To-Date", nc_warc_form_date, REVISIT | OTHER, 0, DATE_FORM},
    {"WARC-Target-URI", nc_warc_form_uri, NOT_INFO,
	RESPONSE | RESOURCE | REQUEST | REVISIT | CONVERSION | CONTINUATION,
	URI_FORM},
    {"WARC-Truncated", nc_warc_form_truncated, ANY, 0, "a token"},
    {"WARC-Warcinfo-ID", nc_warc_form_id, NOT_INFO, 0, ID_FORM},
    {"WARC-Filename", nc_warc_form_any, INFO | OTHER, 0, "a file name"},
    {"WARC-Profile", nc_warc_form_uri, REVISIT | OTHER, REVISIT, URI_FORM},
    {"WARC-Identified-Payload-Type", nc_warc_form_media_type, PAYLOAD, 0,
	"type/subtype; attribute=value"},
    {"WARC-Segment-Number", nc_warc_form_digits, ANY, CONTINUATION,
	DIGITS_FORM},
    {"WARC-Segment-Origin-ID", nc_warc_form_id, CONTINUATION | OTHER,
	CONTINUATION, ID_FORM},
    {"WARC-Segment-Total-Length", nc_warc_form_digits, CONTINUATION | OTHER, 0,
	DIGITS_FORM},
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
			nc_warc_report_text(
			    record, NC_WARC_CASE, "WARC-Type", value);
		return types[i].type;
	}
	if (value.size > 0)
		nc_warc_report_text(record, NC_WARC_TYPE, "WARC-Type", value);
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
		nc_warc_report_text(record, NC_WARC_VALUE,
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
	if (i == NC_WARC_CONCURRENT_TO) {
		if (record->concurrent_count < NC_WARC_CONCURRENT_MAX)
			record->concurrent[record->concurrent_count] = value;
		else if (record->concurrent_count == NC_WARC_CONCURRENT_MAX)
			nc_warc_report(record, NC_WARC_MANY_LINKS, NULL,
			    "more than %d", NC_WARC_CONCURRENT_MAX);
		record->concurrent_count++;
	}
	if (record->fields[i].data == NULL)
		record->fields[i] = value;
	else if (i != NC_WARC_CONCURRENT_TO)
		nc_warc_report_text(record, NC_WARC_REPEATED, "field", name);
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
		nc_warc_report(
		    record, NC_WARC_FOLDED, NULL, "a header line is folded");
	}
}

static void
read_line(struct nc_warc_record *record, const char *line, const char *end)
{
	const char *colon = memchr(line, ':', (size_t)(end - line));
	struct newsconv_text name = {line, (size_t)(end - line)};

	if (colon != NULL)
		name.size = (size_t)(colon - line);
	if (colon == NULL || !nc_warc_is_token(name)) {
		name.size = (size_t)(end - line);
		nc_warc_report_text(record, NC_WARC_FIELD, "not a field", name);
		return;
	}
	take_field(record, name, trim_blanks(colon + 1, end));
}

/*
 * 4: "WARC/1.1" CRLF; literals of the grammar have no case.  The last two
 * drafts, which crawlers wrote until 1.0 came, have the fields of 1.0.
 */
static void
read_version(struct nc_warc_record *record, const char *line, size_t size)
{
	static const struct {
		const char *line;
		int version;
		bool draft;
	} versions[] = {{"WARC/1.1", 11, false}, {"WARC/1.0", 10, false},
	    {"WARC/0.18", 10, true}, {"WARC/0.17", 10, true}};
	struct newsconv_text text = {line, size};
	size_t i;

	for (i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		if (strlen(versions[i].line) != size ||
		    strncasecmp(versions[i].line, line, size) != 0)
			continue;
		record->version = versions[i].version;
		if (versions[i].draft)
			nc_warc_report_text(
			    record, NC_WARC_DRAFT, "version line", text);
		if (memcmp(line, "WARC", 4) != 0)
			nc_warc_report_text(
			    record, NC_WARC_CASE, "version line", text);
		return;
	}
	nc_warc_report_text(record, NC_WARC_VERSION, "version line", text);
}

struct newsconv_text
nc_warc_find_id(const char *header, size_t size)
{
	static const char name[] = "WARC-Record-ID:";
	const char *end = header + size, *line = header;
	struct newsconv_text none = {NULL, 0};

	while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		const char *stop;

		line++;
		if ((size_t)(end - line) < sizeof(name) ||
		    strncasecmp(line, name, sizeof(name) - 1) != 0)
			continue;
		stop = memchr(line, '\n', (size_t)(end - line));
		if (stop == NULL)
			return none;
		if (stop[-1] == '\r')
			stop--;
		return nc_warc_without_brackets(
		    trim_blanks(line + sizeof(name) - 1, stop));
	}
	return none;
}

/* Reports name the record by its id, so that is looked for first. */
static void
name_record(struct nc_warc_record *record, const char *header, size_t size)
{
	struct newsconv_text id = nc_warc_find_id(header, size);

	if (id.size > 0)
		snprintf(record->part_text, sizeof(record->part_text), "%.*s",
		    id.size > 250 ? 250 : (int)id.size, id.data);
}

/* ------------------------------------------------------ what the fields say */

static void
check_field(struct nc_warc_record *record, size_t i)
{
	struct newsconv_text name = nc_text(rules[i].name);
	struct newsconv_text value = record->fields[i];

	if (value.data == NULL) {
		if ((rules[i].mandatory & record->type) != 0)
			report_value(record, NC_WARC_MISSING, rules[i].name,
			    "no field", name);
		return;
	}
	if ((rules[i].allowed & record->type) == 0)
		nc_warc_report_text(record, NC_WARC_NOT_ALLOWED, "field", name);
	if (!rules[i].form(record, value)) {
		report_value(record, NC_WARC_MALFORMED, rules[i].expected,
		    rules[i].name, value);
		record->malformed[i] = true;
	}
}

uint64_t
nc_warc_number(struct newsconv_text value)
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
	number = nc_warc_number(record->fields[NC_WARC_SEGMENT_NUMBER]);
	if (first ? number != 1 : number < 2)
		nc_warc_report_text(record, NC_WARC_SEGMENT,
		    "WARC-Segment-Number",
		    record->fields[NC_WARC_SEGMENT_NUMBER]);
}

/*
 * 4, 5.9: metadata has no payload.  Widely written all the same, by warcio and
 * by Common Crawl, and it does no harm if it is the block's, so this is not the
 * error that other misplaced fields are.
 */
static void
check_payload(struct nc_warc_record *record)
{
	if (record->type == METADATA &&
	    record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD].data != NULL)
		nc_warc_report_text(record, NC_WARC_NO_PAYLOAD,
		    "WARC-Payload-Digest",
		    record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD]);
}

static unsigned
profile_of(struct newsconv_text value)
{
	static const char *const names[] = {
	    "identical-payload-digest", "server-not-modified"};
	static const unsigned profiles[] = {
	    NC_WARC_IDENTICAL, NC_WARC_NOT_MODIFIED};
	char uri[96];
	size_t i;

	for (i = 0; i < 4; i++) {
		snprintf(uri, sizeof(uri),
		    "http://netpreserve.org/warc/1.%zu/revisit/%s", i % 2,
		    names[i / 2]);
		if (nc_text_equals(value, uri))
			return profiles[i / 2];
	}
	return NC_WARC_NO_PROFILE;
}

/* 6.7.2: the digest that is identical, and that the block was shortened. */
static void
check_identical(struct nc_warc_record *record)
{
	struct newsconv_text truncated =
	    record->fields[NC_WARC_TRUNCATED_FIELD];

	if (record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD].data == NULL)
		report_value(record, NC_WARC_MISSING, "WARC-Payload-Digest",
		    "no field", nc_text("WARC-Payload-Digest"));
	if (record->length > 0 &&
	    (truncated.size != 6 ||
		strncasecmp(truncated.data, "length", 6) != 0))
		report_value(record, NC_WARC_NOT_TRUNCATED, NULL,
		    "a revisit with a block and without WARC-Truncated: length",
		    truncated);
	if (record->fields[NC_WARC_REFERS_TO].data == NULL &&
	    record->fields[NC_WARC_REFERS_TO_TARGET_URI].data == NULL)
		nc_warc_report(record, NC_WARC_NO_REFERENCE, NULL,
		    "neither WARC-Refers-To nor WARC-Refers-To-Target-URI");
}

/* 6.7: what a revisit record must say depends on its profile. */
static void
check_profile(struct nc_warc_record *record)
{
	struct newsconv_text value = nc_warc_without_brackets(
	    record->fields[NC_WARC_PROFILE_FIELD]);

	if (record->type != REVISIT || !usable(record, NC_WARC_PROFILE_FIELD))
		return;
	record->profile = profile_of(value);
	if (record->profile == NC_WARC_NO_PROFILE)
		nc_warc_report_text(
		    record, NC_WARC_PROFILE, "WARC-Profile", value);
	if (record->profile == NC_WARC_IDENTICAL)
		check_identical(record);
}

static bool
begins_with(struct newsconv_text text, const char *prefix)
{
	size_t size = strlen(prefix);

	return text.size >= size && strncasecmp(text.data, prefix, size) == 0;
}

/* 6.3.2, 6.4.4, 6.5.2: what an exchange by HTTP or DNS should be kept as. */
static void
check_content_type(struct nc_warc_record *record)
{
	struct newsconv_text type = record->fields[NC_WARC_CONTENT_TYPE];
	struct newsconv_text uri = nc_warc_without_brackets(
	    record->fields[NC_WARC_TARGET_URI]);

	if (!record->has_length || record->length == 0 ||
	    record->type == CONTINUATION)
		return;
	if (type.data == NULL) {
		nc_warc_report(
		    record, NC_WARC_NO_TYPE, NULL, "no field: Content-Type");
		return;
	}
	if ((record->type & (RESPONSE | REQUEST)) != 0 &&
	    (begins_with(uri, "http:") || begins_with(uri, "https:")) &&
	    !nc_warc_is_media_type(type, "application/http"))
		report_value(record, NC_WARC_OTHER_TYPE, "application/http",
		    "Content-Type", type);
	if (record->type == RESOURCE && begins_with(uri, "dns:") &&
	    !nc_warc_is_media_type(type, "text/dns"))
		report_value(record, NC_WARC_OTHER_TYPE, "text/dns",
		    "Content-Type", type);
}

/* 5.17: files are renamed, so this is only told. */
static void
check_file_name(struct nc_warc_record *record)
{
	struct newsconv_text stated = record->fields[NC_WARC_FILENAME];
	const struct nc_verify *verify = record->verify;
	const char *name = verify->inside == NULL ? verify->name
						  : verify->inside;
	const char *slash = strrchr(name, '/');

	if (record->type != INFO || stated.size == 0)
		return;
	name = slash == NULL ? name : slash + 1;
	if (!nc_text_equals(stated, name))
		report_value(
		    record, NC_WARC_OTHER_NAME, name, "WARC-Filename", stated);
}

static void
check_fields(struct nc_warc_record *record)
{
	size_t i;

	record->type = find_type(record, record->fields[NC_WARC_TYPE_FIELD]);
	for (i = 0; i < NC_WARC_NAMES; i++)
		check_field(record, i);
	if (record->concurrent_count > NC_WARC_CONCURRENT_MAX)
		record->concurrent_count = NC_WARC_CONCURRENT_MAX;
	for (i = 1; i < record->concurrent_count; i++) {
		if (!nc_warc_form_id(record, record->concurrent[i]))
			nc_warc_report_text(record, NC_WARC_MALFORMED,
			    "WARC-Concurrent-To", record->concurrent[i]);
	}
	if (usable(record, NC_WARC_CONTENT_LENGTH)) {
		record->has_length = true;
		record->length = nc_warc_number(
		    record->fields[NC_WARC_CONTENT_LENGTH]);
	}
	check_content_type(record);
	check_segment(record);
	check_payload(record);
	check_profile(record);
	check_file_name(record);
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
		nc_warc_report(record, NC_WARC_LINE_END, NULL,
		    "a header line ends in LF alone");
	check_fields(record);
}

bool
nc_warc_is_media_type(struct newsconv_text value, const char *name)
{
	size_t size = strlen(name);

	return value.size >= size && strncasecmp(value.data, name, size) == 0 &&
	    (value.size == size || memchr("; \t", value.data[size], 3) != NULL);
}
