/*
 * The block of a record as it passes by in pieces: its digest, the digest of
 * its payload, and, where the block itself is to be read, a copy of it.
 *
 * The payload of application/http is the body without its chunks (WARC 1.1,
 * 6.3.2), but common programs hash it with them: both are computed and the one
 * that matches is named.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/tree.h>

#include "error.h"
#include "utf8.h"
#include "verify_json.h"
#include "verify_warc.h"
#include "verify_xml.h"

enum {
	HTTP_HEADER_MAX = 64 * 1024,
	FIELDS_BLOCK_MAX = 1024 * 1024,
	OWN_BLOCK_MAX = 64 * 1024 * 1024
};

/* A digest as a field states it. */
struct stated {
	bool known; /* can be compared */
	enum nc_algorithm algorithm;
	unsigned char value[NC_DIGEST_MAX];
};

/* RFC 9112, 7.1. */
enum chunk_state {
	CHUNK_SIZE,
	CHUNK_EXTENSION,
	CHUNK_DATA,
	CHUNK_DATA_END, /* CR LF after the data */
	CHUNK_DONE,
	CHUNK_BROKEN
};

struct nc_warc_block {
	const struct nc_warc_record *record;
	struct stated block;
	struct stated payload;
	bool http; /* the payload is what follows the HTTP header */
	bool in_body;
	bool chunked;
	struct nc_digest whole; /* of the block */
	struct nc_digest raw;   /* of the body */
	struct nc_digest dechunked;
	struct nc_buffer header; /* of HTTP */
	enum chunk_state chunk;
	uint64_t chunk_left;
	unsigned chunk_digits;
	bool copying;
	struct nc_buffer copy;
};

int
nc_warc_block_new(struct nc_warc_block **block, struct newsconv_error *error)
{
	struct nc_warc_block *new = calloc(1, sizeof(*new));

	if (new == NULL)
		return nc_error_memory(error);
	new->header.ceiling = HTTP_HEADER_MAX;
	new->copy.ceiling = OWN_BLOCK_MAX;
	*block = new;
	return NEWSCONV_OK;
}

void
nc_warc_block_free(struct nc_warc_block *block)
{
	if (block == NULL)
		return;
	nc_buffer_free(&block->header);
	nc_buffer_free(&block->copy);
	free(block);
}

/* ----------------------------------------------------------- stated digests */

static bool
algorithm_named(const char *label, size_t size, enum nc_algorithm *algorithm)
{
	static const struct {
		const char *name;
		enum nc_algorithm algorithm;
	} names[] = {{"md5", NC_MD5}, {"sha1", NC_SHA1}, {"sha-1", NC_SHA1},
	    {"sha256", NC_SHA256}, {"sha-256", NC_SHA256},
	    {"sha512", NC_SHA512}, {"sha-512", NC_SHA512}};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strlen(names[i].name) == size &&
		    strncasecmp(names[i].name, label, size) == 0) {
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

/* The length says how it is written: no two forms of a digest have the same. */
static bool
decode_value(struct stated *stated, const char *text, size_t size)
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

static void
read_stated(const struct nc_warc_record *record, enum nc_warc_name name,
    struct stated *stated)
{
	struct newsconv_text text = record->fields[name];
	const char *colon,
	    *which = name == NC_WARC_BLOCK_DIGEST_FIELD ? "block" : "payload";
	size_t label;

	stated->known = false;
	if (text.data == NULL || record->malformed[name])
		return;
	colon = memchr(text.data, ':', text.size);
	label = (size_t)(colon - text.data);
	if (!algorithm_named(text.data, label, &stated->algorithm)) {
		nc_finding(record->verify, NC_WARC_DIGEST_UNKNOWN, record->part,
		    record->offset, "%s digest: %.*s", which,
		    label > 100 ? 100 : (int)label, text.data);
		return;
	}
	stated->known = decode_value(stated, colon + 1, text.size - label - 1);
	if (!stated->known)
		nc_finding(record->verify, NC_WARC_DIGEST_FORM, record->part,
		    record->offset, "%s digest: %.*s", which,
		    text.size > 200 ? 200 : (int)text.size, text.data);
}

/* -------------------------------------------------------------- HTTP bodies */

static bool
says_chunked(const struct nc_buffer *header)
{
	static const char name[] = "transfer-encoding:";
	const char *line = header->data, *end = header->data + header->size;

	while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		const char *stop;

		line++;
		if ((size_t)(end - line) < sizeof(name) ||
		    strncasecmp(line, name, sizeof(name) - 1) != 0)
			continue;
		stop = memchr(line, '\n', (size_t)(end - line));
		for (; stop != NULL && line + 7 <= stop; line++) {
			if (strncasecmp(line, "chunked", 7) == 0)
				return true;
		}
		return false;
	}
	return false;
}

/* One byte of what is not data; the last chunk has size 0. */
static void
chunk_byte(struct nc_warc_block *block, char c)
{
	int digit = nc_hex_value(c);

	switch (block->chunk) {
	case CHUNK_SIZE:
		if (digit >= 0 && ++block->chunk_digits <= 15) {
			block->chunk_left = block->chunk_left * 16 +
			    (uint64_t)digit;
			break;
		}
		if (digit >= 0 || block->chunk_digits == 0) {
			block->chunk = CHUNK_BROKEN;
			break;
		}
		block->chunk = CHUNK_EXTENSION;
		/* fall through */
	case CHUNK_EXTENSION:
		if (c == '\n')
			block->chunk = block->chunk_left > 0 ? CHUNK_DATA
							     : CHUNK_DONE;
		break;
	case CHUNK_DATA_END:
		block->chunk_digits = 0;
		if (c == '\n')
			block->chunk = CHUNK_SIZE;
		else if (c != '\r')
			block->chunk = CHUNK_BROKEN;
		break;
	default:
		break;
	}
}

static void
dechunk(struct nc_warc_block *block, const char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size && block->chunk != CHUNK_DONE &&
	    block->chunk != CHUNK_BROKEN) {
		size_t length = size - i;

		if (block->chunk != CHUNK_DATA) {
			chunk_byte(block, bytes[i++]);
			continue;
		}
		if (length > block->chunk_left)
			length = (size_t)block->chunk_left;
		nc_digest_update(&block->dechunked, bytes + i, length);
		i += length;
		block->chunk_left -= length;
		if (block->chunk_left == 0)
			block->chunk = CHUNK_DATA_END;
	}
}

static void
add_body(struct nc_warc_block *block, const char *bytes, size_t size)
{
	nc_digest_update(&block->raw, bytes, size);
	if (block->chunked)
		dechunk(block, bytes, size);
}

/* The header ends with an empty line; each line ends in CR LF or LF alone. */
static bool
header_ended(const struct nc_buffer *header)
{
	const char *end = header->data + header->size;

	return (header->size >= 2 && memcmp(end - 2, "\n\n", 2) == 0) ||
	    (header->size >= 3 && memcmp(end - 3, "\n\r\n", 3) == 0);
}

static void
add_http(struct nc_warc_block *block, const char *bytes, size_t size)
{
	size_t i = 0;

	while (!block->in_body && !block->header.too_large && i < size) {
		const char *end = memchr(bytes + i, '\n', size - i);
		size_t stop = end == NULL ? size : (size_t)(end - bytes) + 1;

		nc_buffer_add(&block->header, bytes + i, stop - i);
		i = stop;
		if (end != NULL && !block->header.too_large &&
		    block->header.data != NULL &&
		    header_ended(&block->header)) {
			block->in_body = true;
			block->chunked = says_chunked(&block->header);
		}
	}
	if (block->in_body && i < size)
		add_body(block, bytes + i, size - i);
}

/* ---------------------------------------------------------------- in pieces */

/* Which blocks are read here: those with a grammar, and our own. */
static bool
is_copied(const struct nc_warc_record *record)
{
	struct newsconv_text type = record->fields[NC_WARC_CONTENT_TYPE];

	if (type.data == NULL)
		return false;
	if (nc_warc_is_media_type(type, "application/warc-fields"))
		return record->length <= FIELDS_BLOCK_MAX;
	return record->verify->options->own &&
	    record->length <= OWN_BLOCK_MAX &&
	    ((record->type == NC_WARC_METADATA &&
		 nc_warc_is_media_type(type, "application/json")) ||
		(record->type == NC_WARC_CONVERSION &&
		    nc_warc_is_media_type(type, "text/html")));
}

void
nc_warc_block_begin(
    struct nc_warc_block *block, const struct nc_warc_record *record)
{
	struct newsconv_text type = record->fields[NC_WARC_CONTENT_TYPE];

	block->record = record;
	read_stated(record, NC_WARC_BLOCK_DIGEST_FIELD, &block->block);
	read_stated(record, NC_WARC_PAYLOAD_DIGEST_FIELD, &block->payload);
	if (block->block.known)
		nc_digest_begin(&block->whole, block->block.algorithm);
	if (block->payload.known) {
		nc_digest_begin(&block->raw, block->payload.algorithm);
		nc_digest_begin(&block->dechunked, block->payload.algorithm);
	}
	block->http = type.data != NULL &&
	    nc_warc_is_media_type(type, "application/http");
	block->in_body = false;
	block->chunked = false;
	block->chunk = CHUNK_SIZE;
	block->chunk_left = 0;
	block->chunk_digits = 0;
	nc_buffer_clear(&block->header);
	block->header.too_large = false;
	block->copying = is_copied(record);
	nc_buffer_clear(&block->copy);
}

void
nc_warc_block_add(struct nc_warc_block *block, const char *bytes, size_t size)
{
	if (block->block.known)
		nc_digest_update(&block->whole, bytes, size);
	if (block->payload.known && block->http)
		add_http(block, bytes, size);
	else if (block->payload.known)
		nc_digest_update(&block->raw, bytes, size);
	if (block->copying)
		nc_buffer_add(&block->copy, bytes, size);
}

/* -------------------------------------------------------------- the verdict */

static bool
matches(const struct stated *stated, struct nc_digest *digest)
{
	unsigned char value[NC_DIGEST_MAX];

	nc_digest_end(digest, value);
	return memcmp(value, stated->value,
		   nc_digest_size(stated->algorithm)) == 0;
}

static void
report(const struct nc_warc_block *block, enum nc_finding_code code,
    const char *text)
{
	nc_finding(block->record->verify, code, block->record->part,
	    block->record->offset, "%s", text);
}

static void
check_block_digest(struct nc_warc_block *block)
{
	const struct nc_warc_record *record = block->record;

	if (record->fields[NC_WARC_BLOCK_DIGEST_FIELD].data == NULL)
		report(block, NC_WARC_NO_DIGEST, "no WARC-Block-Digest");
	if (!block->block.known)
		return;
	nc_digests_compared(record->verify, 1);
	if (!matches(&block->block, &block->whole))
		report(block, NC_WARC_BLOCK_DIGEST,
		    "the block has another digest than WARC-Block-Digest");
}

/* Whether the payload it is a digest of is in this very block. */
static const char *
payload_elsewhere(const struct nc_warc_record *record)
{
	if (record->type == NC_WARC_REVISIT)
		return "it is that of the record referred to";
	if (record->fields[NC_WARC_SEGMENT_NUMBER].data != NULL)
		return "it is that of all segments together";
	if ((record->type &
		(NC_WARC_WARCINFO | NC_WARC_METADATA | NC_WARC_UNKNOWN)) != 0)
		return "the payload of this type of record is not defined";
	return NULL;
}

static void
check_payload_digest(struct nc_warc_block *block)
{
	const struct nc_warc_record *record = block->record;
	const char *elsewhere = payload_elsewhere(record);
	bool raw, dechunked;

	if (!block->payload.known)
		return;
	if (elsewhere != NULL) {
		if (record->type != NC_WARC_METADATA)
			report(block, NC_WARC_NOT_CHECKED, elsewhere);
		return;
	}
	if (block->header.too_large) {
		report(block, NC_WARC_NOT_CHECKED,
		    "the HTTP header is larger than what is read");
		return;
	}
	nc_digests_compared(record->verify, 1);
	raw = matches(&block->payload, &block->raw);
	dechunked = block->chunked && block->chunk != CHUNK_BROKEN &&
	    matches(&block->payload, &block->dechunked);
	if (raw && block->chunked && !dechunked)
		report(block, NC_WARC_PAYLOAD_RAW,
		    "it is that of the body with its chunks");
	if (!raw && !dechunked)
		report(block, NC_WARC_PAYLOAD_DIGEST,
		    "the payload has another digest than WARC-Payload-Digest");
}

static bool
is_field_line(const char *line, const char *end)
{
	const char *colon = memchr(line, ':', (size_t)(end - line));

	if (line == end || line[0] == ' ' || line[0] == '\t')
		return true; /* the end of the fields, or a folded line */
	if (colon == NULL || colon == line)
		return false;
	for (; line < colon; line++) {
		if (*line <= ' ' || *line == 0x7f)
			return false;
	}
	return true;
}

/* 4: *named-field. */
static void
check_fields_block(const struct nc_warc_block *block)
{
	const char *line = block->copy.data;
	const char *end = line + block->copy.size;
	bool bare = false;

	if (nc_utf8_valid_prefix(line, block->copy.size) != block->copy.size) {
		report(block, NC_WARC_FIELDS_BLOCK, "it is not UTF-8");
		return;
	}
	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		const char *last;

		if (stop == NULL)
			stop = end;
		last = stop > line && stop[-1] == '\r' ? stop - 1 : stop;
		bare |= stop == end || last == stop;
		if (!is_field_line(line, last)) {
			report(
			    block, NC_WARC_FIELDS_BLOCK, "a line is no field");
			return;
		}
		line = stop == end ? end : stop + 1;
	}
	if (bare)
		report(block, NC_WARC_FIELDS_LINE_END,
		    "a line does not end in CR LF");
}

static int
check_html(struct nc_warc_block *block, struct newsconv_error *error)
{
	const struct nc_warc_record *record = block->record;
	struct newsconv_text text = {block->copy.data, block->copy.size};
	xmlDoc *document = NULL;
	int result = nc_xml_parse(record->verify, record->part, record->offset,
	    text, &document, error);

	if (result == NEWSCONV_OK && document != NULL)
		result = nc_xml_validate(record->verify, record->part,
		    record->offset, document, NC_SCHEMA_ARTICLE_XHTML, error);
	xmlFreeDoc(document);
	return result;
}

static int
check_copy(struct nc_warc_block *block, struct newsconv_error *error)
{
	const struct nc_warc_record *record = block->record;
	struct newsconv_text text = {block->copy.data, block->copy.size};
	struct newsconv_text type = record->fields[NC_WARC_CONTENT_TYPE];
	const struct nc_json_place place = {.verify = record->verify,
	    .part = record->part,
	    .offset = record->offset};
	int result = nc_buffer_check(&block->copy, error);

	if (result < 0 || text.size == 0)
		return result;
	if (nc_warc_is_media_type(type, "application/json"))
		return nc_json_check(&place, text, true, error);
	if (nc_warc_is_media_type(type, "text/html"))
		return check_html(block, error);
	check_fields_block(block);
	return NEWSCONV_OK;
}

int
nc_warc_block_end(struct nc_warc_block *block, struct newsconv_error *error)
{
	check_block_digest(block);
	if (block->header.out_of_memory)
		return nc_error_memory(error);
	check_payload_digest(block);
	return block->copying ? check_copy(block, error) : NEWSCONV_OK;
}
