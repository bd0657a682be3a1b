/*
 * The block of a record as it passes by in pieces: its digest, the digest of
 * its payload, and, where the block itself is to be read, a copy of it.  What
 * is hashed is hashed once: of most records the payload is the block.
 *
 * Of a series of segments the payload is that of all blocks together (WARC 1.1,
 * 7): it is computed as long as they come one after the other.
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
#include "warc_body.h"
#include "warc_digest.h"
#include "warc_fields.h"

enum {
	FIELDS_BLOCK_MAX = 1024 * 1024,
	OWN_BLOCK_MAX = 64 * 1024 * 1024,
	FIRST_BYTES = 5 /* "HTTP/" */
};

/* Segments of one logical record, from the first one on. */
struct series {
	bool active;
	uint64_t next; /* number of the segment that is awaited */
	char origin[256];
	struct nc_warc_stated payload;
	struct nc_warc_body body;
	struct nc_place place; /* of the first segment */
	char part[256];
};

struct nc_warc_block {
	struct nc_warc_record *record;
	struct nc_warc_stated block;
	struct nc_warc_stated payload;
	struct nc_digest whole; /* as WARC-Block-Digest has it */
	struct nc_digest sha256;
	bool has_sha256; /* is computed apart */
	bool has_body;
	struct nc_warc_body body;
	bool in_series;
	struct series series;
	char first[FIRST_BYTES];
	uint64_t size; /* that was added */
	bool copying;
	struct nc_buffer copy;
};

int
nc_warc_block_new(struct nc_warc_block **block, struct newsconv_error *error)
{
	struct nc_warc_block *new = calloc(1, sizeof(*new));

	if (new == NULL)
		return nc_error_memory(error);
	nc_warc_body_init(&new->body);
	nc_warc_body_init(&new->series.body);
	new->copy.ceiling = OWN_BLOCK_MAX;
	*block = new;
	return NEWSCONV_OK;
}

void
nc_warc_block_free(struct nc_warc_block *block)
{
	if (block == NULL)
		return;
	nc_warc_body_free(&block->body);
	nc_warc_body_free(&block->series.body);
	nc_buffer_free(&block->copy);
	free(block);
}

/* ----------------------------------------------------------- stated digests */

static void
read_stated(const struct nc_warc_record *record, enum nc_warc_name name,
    struct nc_warc_stated *stated)
{
	struct newsconv_text text = record->fields[name];
	const char *what = name == NC_WARC_BLOCK_DIGEST_FIELD
	    ? "block digest"
	    : "payload digest";

	stated->known = false;
	if (text.data == NULL || record->malformed[name])
		return;
	switch (nc_warc_stated_read(stated, text)) {
	case NC_STATED_OK:
		stated->known = nc_verify_wants(
		    record->verify, NEWSCONV_LEVEL_DIGESTS);
		break;
	case NC_STATED_UNKNOWN:
		nc_warc_report_text(record, NC_WARC_DIGEST_UNKNOWN, what, text);
		break;
	case NC_STATED_FORM:
		nc_warc_report_text(record, NC_WARC_DIGEST_FORM, what, text);
		break;
	}
}

/* ----------------------------------------------------------------- segments */

static bool
usable(const struct nc_warc_record *record, enum nc_warc_name name)
{
	return record->fields[name].data != NULL && !record->malformed[name];
}

bool
nc_warc_is_segment(const struct nc_warc_record *record)
{
	return record->type == NC_WARC_CONTINUATION ||
	    usable(record, NC_WARC_SEGMENT_NUMBER);
}

static void
copy_text(char target[256], struct newsconv_text text)
{
	size_t size = text.size > 255 ? 255 : text.size;

	if (size > 0)
		memcpy(target, text.data, size);
	target[size] = '\0';
}

static void
drop_series(struct nc_warc_block *block, const struct nc_verify *verify)
{
	struct series *series = &block->series;

	if (series->active)
		nc_report(verify, NC_WARC_NOT_CHECKED, &series->place,
		    "it is that of all segments, and they are not here one "
		    "after the other");
	series->active = false;
}

static void
begin_series(struct nc_warc_block *block, bool http)
{
	const struct nc_warc_record *record = block->record;
	struct series *series = &block->series;

	drop_series(block, record->verify);
	if (!block->payload.known)
		return;
	series->active = true;
	series->next = 1;
	series->payload = block->payload;
	copy_text(series->origin, record->fields[NC_WARC_RECORD_ID]);
	copy_text(series->part, nc_text(record->part));
	series->place = (struct nc_place){.part = series->part,
	    .offset = record->offset,
	    .has_inner = record->has_inner,
	    .inner_offset = record->inner_offset};
	nc_warc_body_begin(
	    &series->body, series->payload.algorithm, http, true);
}

/* Whether the record is the segment that the series awaits. */
static bool
goes_on(const struct nc_warc_block *block)
{
	const struct nc_warc_record *record = block->record;
	const struct series *series = &block->series;
	char origin[256];

	if (!series->active || !usable(record, NC_WARC_SEGMENT_NUMBER) ||
	    nc_warc_number(record->fields[NC_WARC_SEGMENT_NUMBER]) !=
		series->next)
		return false;
	if (record->type != NC_WARC_CONTINUATION)
		return series->next == 1;
	copy_text(origin, record->fields[NC_WARC_SEGMENT_ORIGIN_ID]);
	return strcmp(origin, series->origin) == 0;
}

/* ---------------------------------------------------------------- in pieces */

/* Which blocks are read here: those with a grammar, and our own. */
static bool
is_copied(const struct nc_warc_record *record)
{
	struct newsconv_text type = record->fields[NC_WARC_CONTENT_TYPE];

	if (type.data == NULL || nc_warc_is_segment(record))
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

/* 6.4.1, 6.8: of resources and conversions the payload is the block. */
static bool
is_http(const struct nc_warc_record *record)
{
	struct newsconv_text type = record->fields[NC_WARC_CONTENT_TYPE];

	return type.data != NULL &&
	    nc_warc_is_media_type(type, "application/http") &&
	    (record->type & (NC_WARC_RESOURCE | NC_WARC_CONVERSION)) == 0;
}

static void
begin_digests(struct nc_warc_block *block)
{
	bool same = block->block.known && block->payload.known &&
	    block->block.algorithm == block->payload.algorithm;

	block->has_sha256 = nc_wants_digests(block->record->verify) &&
	    !(block->block.known && block->block.algorithm == NC_SHA256);
	if (block->has_sha256)
		nc_digest_begin(&block->sha256, NC_SHA256);
	if (block->block.known)
		nc_digest_begin(&block->whole, block->block.algorithm);
	block->has_body = block->payload.known && !block->in_series;
	if (block->has_body)
		nc_warc_body_begin(&block->body, block->payload.algorithm,
		    is_http(block->record), !same);
}

void
nc_warc_block_begin(struct nc_warc_block *block, struct nc_warc_record *record)
{
	block->record = record;
	block->size = 0;
	record->block_sha256[0] = '\0';
	read_stated(record, NC_WARC_BLOCK_DIGEST_FIELD, &block->block);
	read_stated(record, NC_WARC_PAYLOAD_DIGEST_FIELD, &block->payload);
	if (nc_warc_is_segment(record) && record->type != NC_WARC_CONTINUATION)
		begin_series(block, is_http(record));
	block->in_series = goes_on(block);
	begin_digests(block);
	block->copying = is_copied(record);
	nc_buffer_clear(&block->copy);
}

void
nc_warc_block_add(struct nc_warc_block *block, const char *bytes, size_t size)
{
	if (block->size < FIRST_BYTES) {
		size_t some = FIRST_BYTES - (size_t)block->size;

		memcpy(block->first + block->size, bytes,
		    some < size ? some : size);
	}
	block->size += size;
	if (block->block.known)
		nc_digest_update(&block->whole, bytes, size);
	if (block->has_sha256)
		nc_digest_update(&block->sha256, bytes, size);
	if (block->has_body)
		nc_warc_body_add(&block->body, bytes, size);
	if (block->in_series)
		nc_warc_body_add(&block->series.body, bytes, size);
	if (block->copying)
		nc_buffer_add(&block->copy, bytes, size);
}

/* -------------------------------------------------------------- the verdict */

static void
check_block_digest(struct nc_warc_block *block, unsigned char *value)
{
	struct nc_warc_record *record = block->record;
	size_t size = block->block.known
	    ? nc_digest_size(block->block.algorithm)
	    : 0;
	char found[2 * NC_DIGEST_MAX + 1];

	if (record->fields[NC_WARC_BLOCK_DIGEST_FIELD].data == NULL)
		nc_warc_report(
		    record, NC_WARC_NO_DIGEST, NULL, "no WARC-Block-Digest");
	if (!block->block.known)
		return;
	nc_digest_end(&block->whole, value);
	nc_digests_compared(record->verify, 1);
	nc_hex(found, value, size);
	if (memcmp(value, block->block.value, size) != 0) {
		char stated[2 * NC_DIGEST_MAX + 1];

		nc_hex(stated, block->block.value, size);
		nc_warc_report(record, NC_WARC_BLOCK_DIGEST, stated,
		    "the block has the digest %s", found);
	}
	if (block->block.algorithm == NC_SHA256)
		memcpy(record->block_sha256, found, 65);
}

/* 6.3.2: what is no HTTP message may be kept as one, best effort. */
static bool
is_message(const struct nc_warc_block *block)
{
	return block->record->type != NC_WARC_RESPONSE ||
	    (block->size >= FIRST_BYTES &&
		memcmp(block->first, "HTTP/", FIRST_BYTES) == 0);
}

static void
check_message(const struct nc_warc_block *block)
{
	if (block->size > 0 && is_http(block->record) && !is_message(block))
		nc_warc_report(block->record, NC_WARC_NOT_HTTP, NULL,
		    "the block does not begin with \"HTTP/\"");
}

static void
mismatch(struct nc_warc_block *block, const char *text)
{
	struct newsconv_text stated =
	    block->record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD];
	char expected[256];

	copy_text(expected,
	    (struct newsconv_text){
		stated.data, stated.size > 150 ? 150 : stated.size});
	nc_warc_report(
	    block->record, NC_WARC_PAYLOAD_DIGEST, expected, "%s", text);
}

/* Of what has no payload, or one that cannot be known. */
static void
judge_undefined(struct nc_warc_block *block, enum nc_warc_match match)
{
	struct nc_warc_record *record = block->record;

	if (match != NC_MATCH_NONE && match != NC_MATCH_UNKNOWN)
		nc_digests_compared(record->verify, 1);
	else if (record->type == NC_WARC_UNKNOWN)
		nc_warc_report(record, NC_WARC_NOT_CHECKED, NULL,
		    "the payload of this type of record is not known");
	else
		mismatch(block,
		    "no payload is defined here, and the block has "
		    "another digest");
}

static void
judge_payload(struct nc_warc_block *block, enum nc_warc_match match)
{
	struct nc_warc_record *record = block->record;

	if (match == NC_MATCH_UNKNOWN) {
		nc_warc_report(record, NC_WARC_NOT_CHECKED, NULL,
		    "the HTTP header is larger than what is read");
		return;
	}
	nc_digests_compared(record->verify, 1);
	if (match == NC_MATCH_TRANSFERRED)
		nc_warc_report(record, NC_WARC_PAYLOAD_RAW, NULL,
		    "it is that of the body with its chunks");
	else if (match == NC_MATCH_WHOLE && is_message(block))
		mismatch(block, "it is that of the block with the HTTP header");
	else if (match == NC_MATCH_NONE)
		mismatch(block, "the payload has another digest");
}

static void
check_payload_digest(struct nc_warc_block *block, const unsigned char *whole)
{
	struct nc_warc_record *record = block->record;
	enum nc_warc_match match;

	if (!block->has_body)
		return;
	if (record->type == NC_WARC_REVISIT) {
		nc_warc_report(record, NC_WARC_NOT_CHECKED, NULL,
		    "it is that of the record referred to");
		if (record->profile == NC_WARC_IDENTICAL &&
		    block->body.size > 0)
			nc_warc_report(record, NC_WARC_REVISIT_BODY, NULL,
			    "%llu bytes behind the HTTP header",
			    (unsigned long long)block->body.size);
		return;
	}
	if (record->type == NC_WARC_CONTINUATION)
		return; /* goes_on() did not take it */
	match = nc_warc_body_match(&block->body, block->payload.value, whole,
	    nc_digest_size(block->payload.algorithm));
	if ((record->type & (NC_WARC_WARCINFO | NC_WARC_METADATA)) != 0 ||
	    (record->type == NC_WARC_UNKNOWN && !block->body.http))
		judge_undefined(block, match);
	else
		judge_payload(block, match);
}

/* The last segment: compare the payload of all of them. */
static void
end_series(struct nc_warc_block *block)
{
	struct series *series = &block->series;
	enum nc_warc_match match;

	series->next++;
	if (!usable(block->record, NC_WARC_SEGMENT_TOTAL_LENGTH))
		return;
	series->active = false;
	match = nc_warc_body_match(&series->body, series->payload.value, NULL,
	    nc_digest_size(series->payload.algorithm));
	nc_digests_compared(block->record->verify, 1);
	if (match == NC_MATCH_TRANSFERRED)
		nc_report(block->record->verify, NC_WARC_PAYLOAD_RAW,
		    &series->place, "it is that of the body with its chunks");
	else if (match != NC_MATCH_PAYLOAD)
		nc_report(block->record->verify, NC_WARC_PAYLOAD_DIGEST,
		    &series->place,
		    "the payload of all segments has another digest");
}

static int
check_html(struct nc_warc_block *block, struct newsconv_error *error)
{
	const struct nc_warc_record *record = block->record;
	struct newsconv_text text = {block->copy.data, block->copy.size};
	xmlDoc *document = NULL;
	int result = nc_xml_parse(record->verify,
	    &(struct nc_xml_part){record->part, record->offset, text, 0},
	    &document, error);

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
	nc_warc_fields_check(record, text);
	return NEWSCONV_OK;
}

int
nc_warc_block_end(struct nc_warc_block *block, struct newsconv_error *error)
{
	unsigned char whole[NC_DIGEST_MAX] = {0};

	check_block_digest(block, whole);
	if (block->has_sha256)
		nc_digest_end_hex(&block->sha256, block->record->block_sha256);
	if (block->body.header.out_of_memory ||
	    block->series.body.header.out_of_memory)
		return nc_error_memory(error);
	check_message(block);
	check_payload_digest(block, whole);
	if (block->in_series)
		end_series(block);
	return block->copying ? check_copy(block, error) : NEWSCONV_OK;
}

void
nc_warc_block_finish(
    struct nc_warc_block *block, const struct nc_verify *verify)
{
	drop_series(block, verify);
}
