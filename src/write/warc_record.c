/*
 * The bytes of one WARC record.  Fields stand in one order, whoever writes:
 * what the record is, what it is about, what it refers to, then what its block
 * is.
 */
#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "warc_record.h"

/* Of "urn:uuid:xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx". */
enum {
	ID_SIZE = NC_URN_UUID_SIZE - 1,
	ID_VERSION = 9 + 14,
	ID_HALF = 9 + 19, /* where the second one begins, with the variant */
	ID_HALF_SIZE = ID_SIZE - ID_HALF
};

static void
field(struct nc_buffer *header, const char *name, const char *value)
{
	if (value == NULL)
		return;
	nc_buffer_text(header, name);
	nc_buffer_add(header, ": ", 2);
	nc_buffer_text(header, value);
	nc_buffer_add(header, "\r\n", 2);
}

static void
text_field(
    struct nc_buffer *header, const char *name, struct newsconv_text value)
{
	if (value.size == 0)
		return;
	nc_buffer_text(header, name);
	nc_buffer_add(header, ": ", 2);
	nc_buffer_add(header, value.data, value.size);
	nc_buffer_add(header, "\r\n", 2);
}

/* Record ids and references stand in angle brackets (5.2). */
static void
reference(struct nc_buffer *header, const char *name, struct newsconv_text id)
{
	if (id.size == 0)
		return;
	nc_buffer_text(header, name);
	nc_buffer_add(header, ": <", 3);
	nc_buffer_add(header, id.data, id.size);
	nc_buffer_add(header, ">\r\n", 3);
}

static struct newsconv_text
text_or_none(const char *string)
{
	struct newsconv_text text = {"", 0};

	if (string != NULL) {
		text.data = string;
		text.size = strlen(string);
	}
	return text;
}

/*
 * SHA-256 in lower-case hexadecimal, which has none of the characters that the
 * digest grammar forbids (5.8).
 */
static void
digests(struct nc_buffer *header, const struct nc_warc_out *record)
{
	const char *payload = record->payload_sha256;
	const char *block = record->sha256;
	char hex[65];

	if (block == NULL) {
		nc_sha256_hex(hex, record->block);
		block = hex;
	}
	if (record->has_payload)
		payload = block;
	nc_buffer_text(header, "WARC-Block-Digest: sha256:");
	nc_buffer_text(header, block);
	nc_buffer_add(header, "\r\n", 2);
	if (payload == NULL)
		return;
	nc_buffer_text(header, "WARC-Payload-Digest: sha256:");
	nc_buffer_text(header, payload);
	nc_buffer_add(header, "\r\n", 2);
}

/*
 * The id stands at `place` of the header.  What comes before its second half
 * goes into the digest, and what comes after it.
 */
static void
seal(char *header, size_t size, size_t place, char *id)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char value[NC_DIGEST_MAX];
	char *half = header + place + ID_HALF;
	struct nc_digest digest;
	size_t i;

	header[place + ID_VERSION] = '8';
	nc_digest_begin(&digest, NC_SHA256);
	nc_digest_update(&digest, header, place + ID_HALF);
	nc_digest_update(&digest, half + ID_HALF_SIZE,
	    size - place - ID_HALF - ID_HALF_SIZE);
	nc_digest_end(&digest, value);
	value[0] = (value[0] & 0x3f) | 0x80; /* variant of RFC 9562 */
	for (i = 0; i < 8; i++) {
		char *target = half + 2 * i + (i < 2 ? 0 : 1);

		target[0] = digits[value[i] >> 4];
		target[1] = digits[value[i] & 15];
	}
	memcpy(id, header + place, ID_SIZE);
}

void
nc_warc_put_header(struct nc_buffer *target, const struct nc_warc_out *record)
{
	size_t start = target->size, place;

	nc_buffer_text(target, "WARC/1.1\r\n");
	field(target, "WARC-Type", record->type);
	place = target->size - start + strlen("WARC-Record-ID: <");
	reference(target, "WARC-Record-ID", text_or_none(record->id));
	field(target, "WARC-Date", record->date);
	field(target, "WARC-Filename", record->filename);
	text_field(target, "WARC-Target-URI", record->target);
	field(target, "WARC-Profile", record->profile);
	reference(
	    target, "WARC-Concurrent-To", text_or_none(record->concurrent_to));
	reference(target, "WARC-Refers-To", record->refers_to);
	text_field(target, "WARC-Refers-To-Target-URI", record->refers_to_uri);
	text_field(target, "WARC-Refers-To-Date", record->refers_to_date);
	reference(
	    target, "WARC-Warcinfo-ID", text_or_none(record->warcinfo_id));
	digests(target, record);
	field(target, "Content-Type", record->content_type);
	nc_buffer_format(
	    target, "Content-Length: %zu\r\n\r\n", record->block.size);
	if (nc_buffer_check(target, NULL) == NEWSCONV_OK)
		seal(target->data + start, target->size - start, place,
		    record->id);
}

void
nc_warc_put(struct nc_buffer *target, const struct nc_warc_out *record)
{
	nc_warc_put_header(target, record);
	nc_buffer_add(target, record->block.data, record->block.size);
	nc_buffer_add(target, "\r\n\r\n", 4);
}

int
nc_warc_put_member(struct nc_buffer *target, struct nc_buffer *plain,
    const struct nc_warc_out *record, struct nc_deflater *deflater,
    struct newsconv_error *error)
{
	struct newsconv_text bytes;
	int result;

	nc_buffer_clear(plain);
	nc_warc_put(plain, record);
	result = nc_buffer_check(plain, error);
	if (result < 0)
		return result;
	bytes.data = plain->data;
	bytes.size = plain->size;
	return nc_gzip_member(deflater, bytes, target, error);
}

void
nc_warc_put_info(struct nc_buffer *target, int level, int derived)
{
	char large[NC_LIBRARY_SIZE];

	nc_deflate_large_library(large);
	nc_buffer_text(target, "software: newsconv/" NEWSCONV_VERSION);
	if (level > 0 && level == derived)
		nc_buffer_format(target, " (%s, level %d; %s)",
		    nc_deflate_library, level, large);
	else if (level > 0)
		nc_buffer_format(target, " (%s, levels %d and %d; %s)",
		    nc_deflate_library, level, derived, large);
	nc_buffer_text(target,
	    "\r\n"
	    "format: WARC File Format 1.1\r\n"
	    "conformsTo: http://iipc.github.io/warc-specifications/"
	    "specifications/warc-format/warc-1.1/\r\n"
	    "newsconv-form: 2\r\n");
}

/* RFC 9110, 5.6.2 */
static bool
is_token(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= 'a' && c <= 'z') &&
		    strchr("!#$%&'*+-.^_`|~", c) == NULL)
			return false;
	}
	return text.size > 0;
}

void
nc_warc_text_type(char target[NC_TEXT_TYPE_SIZE], struct newsconv_text charset)
{
	/* RFC 9110, 5.6.6: what is no token ("ISO_8859-1:1987") is quoted. */
	snprintf(target, NC_TEXT_TYPE_SIZE,
	    is_token(charset) ? "text/plain; charset=%.*s"
			      : "text/plain; charset=\"%.*s\"",
	    (int)charset.size, charset.data);
}
