/*
 * Blocks pass by in pieces and are never held whole, so that a record of a
 * terabyte needs no more memory than one of a kilobyte.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "file.h"
#include "verify_warc.h"
#include "warc_record_facts.h"
#include "warc_reader.h"
#include "warc_swallowed.h"

enum {
	LINE_MAX_SIZE = 64 * 1024,
	HEADER_MAX = 1024 * 1024,
	WASTE_OF_RANGE = 2 * 1024 * 1024
};

struct reader {
	const struct nc_warc_reading *reading;
	const struct nc_verify *verify;
	struct nc_warc_totals *totals;
	struct nc_warc_source bytes;
	struct nc_warc_block *block;
	struct nc_canonical_warc canonical;
	struct nc_buffer header;
	size_t header_max;
	size_t line_max;
	uint64_t member;       /* offset of that of the record before */
	uint64_t member_inner; /* where its data begins in what is unpacked */
	bool compressed;
	bool shared;    /* the record before is in the same member */
	bool resumed;   /* "WARC/" of the next record has been consumed */
	bool counted;   /* the header of the record was read */
	char last_byte; /* that was consumed */
	struct nc_warc_record record;
	struct newsconv_error *error;
};

/* How reading a part of a record ended. */
enum outcome {
	WHOLE,
	NOTHING, /* the end of the file, where it may be */
	REFUSED, /* for one who reads all of the file */
	DAMAGE,  /* reported; what follows must be searched for */
	FAILED   /* reader->error says why */
};

static void
report(const struct reader *reader, enum nc_finding_code code, const char *text)
{
	nc_warc_report(&reader->record, code, NULL, "%s", text);
}

static void
consume(struct reader *reader, struct newsconv_text text, size_t size)
{
	if (size > 0)
		reader->last_byte = text.data[size - 1];
	if (reader->bytes.packing == NC_WARC_GZIP)
		nc_canonical_warc_add(
		    &reader->canonical, &reader->record, text.data, size);
	nc_warc_source_consume(&reader->bytes, size);
}

/* A record may go on in the next zstd frame (warc-zstd 1.0, 3). */
static enum outcome
peek(struct reader *reader, enum nc_gzip_event *event,
    struct newsconv_text *text)
{
	for (;;) {
		if (nc_warc_source_peek(
			&reader->bytes, event, text, reader->error) < 0)
			return FAILED;
		if (*event != NC_GZIP_MEMBER_END ||
		    reader->bytes.packing != NC_WARC_ZSTD)
			return WHOLE;
		if (nc_warc_source_next(&reader->bytes, reader->error) < 0)
			return FAILED;
	}
}

/* --------------------------------------------------------------- the header */

static enum outcome
cut(const struct reader *reader, enum nc_gzip_event event, const char *where)
{
	if (event == NC_GZIP_MEMBER_END)
		nc_warc_report(&reader->record, NC_WARC_MEMBER_SHORT, NULL,
		    "the gzip member ends within %s", where);
	else if (event == NC_GZIP_FILE_END)
		nc_warc_report(&reader->record, NC_WARC_CUT, NULL,
		    "the file ends within %s", where);
	return DAMAGE; /* of the member, which has been reported */
}

static enum outcome
too_large(const struct reader *reader)
{
	nc_warc_report(&reader->record, NC_WARC_HEADER_SIZE, NULL,
	    "a line of more than %zu KiB or a header of more than %zu KiB",
	    reader->line_max / 1024, reader->header_max / 1024);
	return DAMAGE;
}

/* One line with its end, appended to the header, where it begins at `start`. */
static enum outcome
read_line(struct reader *reader, size_t start)
{
	for (;;) {
		enum nc_gzip_event event;
		struct newsconv_text text;
		const char *end;
		size_t size;

		if (peek(reader, &event, &text) == FAILED)
			return FAILED;
		if (event != NC_GZIP_DATA)
			return cut(reader, event, "a header");
		end = memchr(text.data, '\n', text.size);
		size = end == NULL ? text.size : (size_t)(end - text.data) + 1;
		if (reader->header.size - start + size > reader->line_max ||
		    reader->header.size + size > reader->header_max)
			return too_large(reader);
		nc_buffer_add(&reader->header, text.data, size);
		if (nc_buffer_check(&reader->header, reader->error) < 0)
			return FAILED;
		consume(reader, text, size);
		if (end != NULL)
			return WHOLE;
	}
}

/* Names and places are known only now that the member was opened. */
static void
place_record(struct reader *reader)
{
	struct nc_warc_record *record = &reader->record;

	record->offset = nc_warc_source_offset(&reader->bytes);
	record->has_inner = reader->compressed;
	record->inner_offset = nc_warc_source_consumed(&reader->bytes);
	if (reader->resumed) {
		record->inner_offset -= 5;
		if (!reader->compressed)
			record->offset -= 5;
	}
	if (record->offset != reader->member)
		reader->member_inner = record->inner_offset;
	reader->member = record->offset;
	if (reader->compressed)
		record->skip = record->inner_offset - reader->member_inner;
	snprintf(record->part_text, sizeof(record->part_text),
	    "record at byte %llu", (unsigned long long)record->offset);
}

/* Whether the next bytes are those every record begins with. */
static enum outcome
at_record(struct reader *reader)
{
	static const char sign[] = "WARC/";
	enum nc_gzip_event event;
	struct newsconv_text text;
	enum outcome outcome;

	if (reader->resumed) {
		place_record(reader);
		reader->resumed = false;
		nc_buffer_text(&reader->header, sign);
		return read_line(reader, 0);
	}
	if (peek(reader, &event, &text) == FAILED)
		return FAILED;
	place_record(reader);
	if (event == NC_GZIP_FILE_END)
		return NOTHING;
	if (event == NC_GZIP_DAMAGE)
		return DAMAGE;
	if (event == NC_GZIP_DATA && (text.data[0] | 0x20) == 'w') {
		outcome = read_line(reader, 0);
		if (outcome != WHOLE)
			return outcome;
		if (reader->header.size > 5 &&
		    strncasecmp(reader->header.data, sign, 5) == 0)
			return WHOLE;
	}
	report(reader, NC_WARC_NO_VERSION,
	    event == NC_GZIP_MEMBER_END ? "a gzip member without a record"
					: "the bytes \"WARC/\" are not here");
	return DAMAGE;
}

static enum outcome
read_header(struct reader *reader)
{
	size_t start = 0;
	enum outcome outcome;

	do {
		start = reader->header.size;
		outcome = read_line(reader, start);
		if (outcome != WHOLE)
			return outcome;
	} while (strcmp(reader->header.data + start, "\r\n") != 0 &&
	    strcmp(reader->header.data + start, "\n") != 0);
	nc_canonical_warc_header(
	    &reader->canonical, reader->header.data, reader->header.size);
	nc_warc_header(
	    &reader->record, reader->header.data, reader->header.size);
	return WHOLE;
}

/* -------------------------------------------------------- block and its end */

static enum outcome
read_block(struct reader *reader)
{
	uint64_t left = reader->record.length;
	char where[96];

	nc_warc_block_begin(reader->block, &reader->record);
	while (left > 0) {
		enum nc_gzip_event event;
		struct newsconv_text text;

		if (peek(reader, &event, &text) == FAILED)
			return FAILED;
		if (event != NC_GZIP_DATA) {
			snprintf(where, sizeof(where),
			    "the block, %llu of %llu bytes before its end",
			    (unsigned long long)left,
			    (unsigned long long)reader->record.length);
			return cut(reader, event, where);
		}
		if (text.size > left)
			text.size = (size_t)left;
		nc_warc_block_add(reader->block, text.data, text.size);
		nc_canonical_warc_block(
		    &reader->canonical, text.data, text.size);
		consume(reader, text, text.size);
		left -= text.size;
	}
	return nc_warc_block_end(reader->block, reader->error) < 0 ? FAILED
								   : WHOLE;
}

/* 4: CR LF CR LF, after the last record too. */
static enum outcome
read_end(struct reader *reader)
{
	static const char wanted[] = "\r\n\r\n";
	size_t i;

	for (i = 0; i < 4; i++) {
		enum nc_gzip_event event;
		struct newsconv_text text;

		if (peek(reader, &event, &text) == FAILED)
			return FAILED;
		if (event != NC_GZIP_DATA)
			return cut(reader, event, "CR LF CR LF after a block");
		if (text.data[0] != wanted[i]) {
			nc_warc_report(&reader->record, NC_WARC_END, NULL,
			    "%zu of the 4 bytes are there, then follows 0x%02x",
			    i, (unsigned)(unsigned char)text.data[0]);
			return DAMAGE;
		}
		consume(reader, text, 1);
	}
	return WHOLE;
}

static enum outcome
next_member(struct reader *reader)
{
	reader->last_byte = '\0';
	reader->shared = false;
	if (nc_warc_source_next(&reader->bytes, reader->error) < 0)
		return FAILED;
	return WHOLE;
}

/*
 * Once a file: whoever writes so does it throughout.  So it answers for the
 * file, not for the record in hand.
 */
static void
report_shared(struct reader *reader)
{
	struct nc_verify file = *reader->verify;
	struct nc_warc_record *record = &reader->record;

	file.answers = NULL;
	record->verify = &file;
	if (!reader->totals->shared_member)
		report(reader, NC_WARC_MEMBER_MANY,
		    "bytes follow the record in its gzip member");
	record->verify = reader->verify;
	reader->totals->shared_member = true;
}

/* Annex D: the member ends where its one record does. */
static enum outcome
end_member(struct reader *reader)
{
	enum nc_gzip_event event;
	struct newsconv_text text;

	if (!reader->compressed)
		return WHOLE;
	if (nc_warc_source_peek(&reader->bytes, &event, &text, reader->error) <
	    0)
		return FAILED;
	if (event == NC_GZIP_MEMBER_END) {
		if (reader->bytes.packing == NC_WARC_GZIP && !reader->shared &&
		    nc_canonical_warc_member(&reader->canonical,
			&reader->record,
			nc_warc_source_position(&reader->bytes),
			reader->error) < 0)
			return FAILED;
		return next_member(reader);
	}
	if (event != NC_GZIP_DATA)
		return DAMAGE;
	report_shared(reader);
	reader->shared = true;
	return WHOLE;
}

/* ------------------------------------------------------------- after damage */

/*
 * To the next "\nWARC/" in a plain file or in the member.  A record that is a
 * part of another one's block may be found so; it is only checked.
 */
static enum outcome
search(struct reader *reader, enum nc_gzip_event *event, uint64_t *skipped)
{
	static const char sign[] = "\nWARC/";
	size_t matched = reader->last_byte == '\n' ? 1 : 0, i;
	struct newsconv_text text;

	*skipped = 0;
	do {
		if (nc_warc_source_peek(
			&reader->bytes, event, &text, reader->error) < 0)
			return FAILED;
		if (*event != NC_GZIP_DATA)
			break;
		for (i = 0; i < text.size && matched < 6; i++) {
			if (matched == 0) {
				const char *next = memchr(
				    text.data + i, '\n', text.size - i);

				i = next == NULL ? text.size - 1
						 : (size_t)(next - text.data);
			}
			if (text.data[i] == sign[matched])
				matched++;
			else
				matched = text.data[i] == '\n' ? 1 : 0;
		}
		consume(reader, text, i);
		*skipped += i;
	} while (matched < 6);
	reader->resumed = matched == 6;
	if (reader->resumed)
		*skipped -= *skipped < 5 ? *skipped : 5;
	return WHOLE;
}

/* Only of plain files: elsewhere a record ends with its member. */
static enum outcome
count_swallowed(struct reader *reader, uint64_t end)
{
	uint64_t count = 0;

	if (reader->compressed || !reader->counted)
		return WHOLE;
	if (nc_warc_swallowed(reader->verify, reader->record.offset, end,
		&count, reader->error) < 0)
		return FAILED;
	if (count > 0)
		nc_warc_report(&reader->record, NC_WARC_SWALLOWED, NULL,
		    "%llu records seem to begin in what Content-Length makes "
		    "its block",
		    (unsigned long long)count);
	reader->totals->swallowed += count;
	return WHOLE;
}

static enum outcome
recover(struct reader *reader)
{
	uint64_t from = nc_warc_source_offset(&reader->bytes), skipped;
	uint64_t inner = nc_warc_source_consumed(&reader->bytes);
	const struct nc_place place = {.part = reader->record.part,
	    .offset = from,
	    .has_inner = reader->compressed,
	    .inner_offset = inner};
	enum nc_gzip_event event;

	if (count_swallowed(reader, from) == FAILED ||
	    search(reader, &event, &skipped) == FAILED)
		return FAILED;
	if (skipped > 0)
		nc_report(reader->verify, NC_WARC_SKIPPED, &place,
		    "%llu bytes%s, up to %s", (unsigned long long)skipped,
		    reader->compressed ? " as unpacked" : "",
		    reader->resumed          ? "the next record"
			: reader->compressed ? "the end of the member"
					     : "the end of the file");
	if (!reader->compressed)
		reader->totals->lost += skipped;
	reader->shared = reader->compressed;
	if (reader->resumed || event == NC_GZIP_FILE_END)
		return WHOLE;
	return next_member(reader);
}

/* ------------------------------------------------------------------ a record */

/* SHA-256 of stored bytes: read again, for they passed by as zlib liked. */
static int
hash_stored(const struct reader *reader, const struct newsconv_record *part,
    char hex[65])
{
	unsigned char piece[16 * 1024];
	struct nc_digest digest;
	uint64_t done = 0;

	nc_digest_begin(&digest, NC_SHA256);
	while (done < part->length) {
		size_t wanted = sizeof(piece), got = 0;
		int result;

		if (wanted > part->length - done)
			wanted = (size_t)(part->length - done);
		result = nc_verify_read(reader->verify, piece, wanted,
		    part->offset + done, &got, reader->error);
		if (result < 0)
			return result;
		if (got == 0)
			break;
		nc_digest_update(&digest, piece, got);
		done += got;
	}
	nc_digest_end_hex(&digest, hex);
	return NEWSCONV_OK;
}

static const char *
kept_text(char *target, size_t room, struct newsconv_text text)
{
	if (text.size >= room)
		text.size = room - 1;
	if (text.size > 0)
		memcpy(target, text.data, text.size);
	target[text.size] = '\0';
	return target;
}

/* Where the stored bytes of the record end, if they are the record's alone. */
static uint64_t
length_of(const struct reader *reader, bool alone)
{
	if (!alone)
		return 0;
	return nc_warc_source_position(&reader->bytes) - reader->record.offset;
}

static int
give_part(struct reader *reader, bool alone)
{
	const struct nc_warc_record *record = &reader->record;
	char type[64], date[64], uri[2048], digest[192], stored[65] = "";
	struct newsconv_record part = {.index = reader->totals->records - 1,
	    .id = record->part,
	    .offset = record->offset,
	    .length = length_of(reader, alone),
	    .size = record->length,
	    .stored_sha256 = stored,
	    .sha256 = record->block_sha256};
	int result = NEWSCONV_OK;

	part.type = kept_text(
	    type, sizeof(type), record->fields[NC_WARC_TYPE_FIELD]);
	part.date = kept_text(date, sizeof(date), record->fields[NC_WARC_DATE]);
	part.uri = kept_text(
	    uri, sizeof(uri), record->fields[NC_WARC_TARGET_URI]);
	part.digest = kept_text(
	    digest, sizeof(digest), record->fields[NC_WARC_BLOCK_DIGEST_FIELD]);
	if (nc_wants_digests(reader->verify) && part.length > 0)
		result = hash_stored(reader, &part, stored);
	if (result < 0)
		return result;
	nc_part_done(reader->verify, &part);
	return NEWSCONV_OK;
}

static int
give_facts(struct reader *reader)
{
	struct nc_warc_record_facts facts;
	size_t i;
	int result = NEWSCONV_OK;

	nc_warc_record_facts(&facts, &reader->record);
	for (i = 0; i < facts.count && result == NEWSCONV_OK; i++)
		result = reader->reading->fact(
		    &facts.facts[i], reader->reading->context, reader->error);
	return result;
}

static enum outcome
read_rest(struct reader *reader)
{
	enum outcome outcome;

	if (!reader->record.has_length)
		return DAMAGE; /* the missing or malformed field was reported */
	outcome = read_block(reader);
	if (outcome == WHOLE)
		outcome = read_end(reader);
	if (outcome == WHOLE)
		nc_canonical_warc_record(&reader->canonical, &reader->record);
	return outcome == WHOLE ? end_member(reader) : outcome;
}

static void
begin_record(struct reader *reader)
{
	struct nc_warc_record *record = &reader->record;

	nc_buffer_clear(&reader->header);
	memset(record, 0, sizeof(*record));
	record->verify = reader->verify;
	record->part = record->part_text;
	nc_canonical_warc_begin(&reader->canonical,
	    reader->reading->start == 0 && reader->totals->records == 0);
}

static enum outcome
read_record(struct reader *reader)
{
	bool shared = reader->shared;
	enum outcome outcome;

	begin_record(reader);
	reader->counted = false;
	outcome = at_record(reader);
	if (outcome == WHOLE)
		outcome = read_header(reader);
	if (outcome != WHOLE)
		return outcome;
	reader->counted = true;
	if (reader->reading->range && nc_warc_is_segment(&reader->record))
		return REFUSED;
	reader->totals->records++;
	if (give_facts(reader) < 0)
		return FAILED;
	outcome = read_rest(reader);
	if (outcome == FAILED)
		return outcome;
	/* Of a damaged record it is not known where its bytes end. */
	if (give_part(reader, outcome == WHOLE && !shared && !reader->shared) <
	    0)
		return FAILED;
	return outcome;
}

/* ------------------------------------------------------------------ the range */

static bool
reached(const struct reader *reader)
{
	if (reader->resumed || reader->shared)
		return false;
	if (!nc_warc_source_between(&reader->bytes))
		return false;
	return nc_warc_source_position(&reader->bytes) >=
	    reader->reading->limit;
}

static enum outcome
read_all(struct reader *reader)
{
	enum outcome outcome;

	do {
		outcome = read_record(reader);
		if (outcome == DAMAGE) {
			reader->totals->damaged++;
			outcome = recover(reader);
		}
		if (reader->reading->range && outcome == WHOLE &&
		    nc_gzip_wasted(reader->bytes.gzip) > WASTE_OF_RANGE)
			outcome = REFUSED;
	} while (outcome == WHOLE && !reached(reader));
	return outcome;
}

static int
open_reader(struct reader *reader)
{
	const struct nc_warc_reading *reading = reader->reading;
	uint64_t limit = reader->verify->options->limits.header_size;
	const struct nc_gzip_options from = {.start = reading->start,
	    .wasted = reader->totals->wasted,
	    .unpacked = reader->totals->unpacked};
	int result;

	reader->header_max = limit == 0 || limit > SIZE_MAX / 2 ? HEADER_MAX
								: (size_t)limit;
	reader->line_max = reader->header_max < LINE_MAX_SIZE
	    ? reader->header_max
	    : LINE_MAX_SIZE;
	if (limit > HEADER_MAX)
		reader->line_max = reader->header_max;
	reader->header.ceiling = reader->header_max + 1;
	reader->compressed = reading->packing != NC_WARC_PLAIN;
	result = nc_warc_source_open(&reader->bytes, reader->verify,
	    reading->packing, &from, reader->error);
	if (result == NEWSCONV_OK)
		result = nc_warc_block_new(&reader->block, reader->error);
	if (result == NEWSCONV_OK)
		result = nc_canonical_warc_open(&reader->canonical,
		    reader->verify, &reader->totals->claim, reader->error);
	return result;
}

static void
add_totals(struct reader *reader)
{
	struct nc_warc_totals *totals = reader->totals;

	totals->unpacked = nc_warc_source_consumed(&reader->bytes);
	totals->lost += nc_warc_source_lost(&reader->bytes);
	if (reader->bytes.gzip != NULL)
		totals->wasted = nc_gzip_wasted(reader->bytes.gzip);
}

int
nc_warc_read(const struct nc_warc_reading *reading,
    struct nc_warc_totals *totals, uint64_t *end, struct newsconv_error *error)
{
	struct newsconv_error local = {0};
	struct reader reader = {.reading = reading,
	    .verify = reading->verify,
	    .totals = totals,
	    .member = UINT64_MAX,
	    .error = &local};
	enum outcome outcome = FAILED;

	if (open_reader(&reader) == NEWSCONV_OK)
		outcome = read_all(&reader);
	if (outcome != FAILED) {
		totals->refused |= outcome == REFUSED;
		if (!reading->range)
			nc_warc_block_finish(reader.block, reader.verify);
		*end = nc_warc_source_position(&reader.bytes);
		add_totals(&reader);
	}
	nc_buffer_free(&reader.header);
	nc_warc_block_free(reader.block);
	nc_canonical_warc_close(&reader.canonical);
	nc_warc_source_close(&reader.bytes);
	if (outcome != FAILED)
		return NEWSCONV_OK;
	if (error != NULL)
		*error = local;
	return local.code;
}

/* ------------------------------------------------------------- names again */

static void
read_name(char part[256], struct nc_warc_source *source, uint64_t skip)
{
	struct nc_buffer header = NC_BUFFER(LINE_MAX_SIZE + 1);
	enum nc_gzip_event event;
	struct newsconv_text text, id;

	while (header.size < LINE_MAX_SIZE && !header.out_of_memory &&
	    nc_warc_source_peek(source, &event, &text, NULL) == NEWSCONV_OK &&
	    event == NC_GZIP_DATA) {
		size_t size = text.size, over = 0;

		if (skip > 0)
			over = skip < size ? (size_t)skip : size;
		skip -= over;
		text.data += over;
		text.size -= over;
		if (text.size > LINE_MAX_SIZE - header.size)
			text.size = LINE_MAX_SIZE - header.size;
		nc_buffer_add(&header, text.data, text.size);
		nc_warc_source_consume(source, size);
		if (header.size >= 4096)
			break;
	}
	id = nc_warc_find_id(header.size > 0 ? header.data : "", header.size);
	if (id.size > 0)
		snprintf(part, 256, "%.*s", id.size > 250 ? 250 : (int)id.size,
		    id.data);
	nc_buffer_free(&header);
}

void
nc_warc_name_at(char part[256], const struct nc_verify *verify,
    enum nc_warc_packing packing, uint64_t offset, uint64_t skip)
{
	/* What is found has been reported when the record was read. */
	const struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary = {.format = ""};
	const struct nc_verify quiet = {.descriptor = verify->descriptor,
	    .name = verify->name,
	    .start = verify->start,
	    .size = verify->size,
	    .options = &options,
	    .summary = &summary};
	const struct nc_gzip_options from = {.start = offset};
	struct nc_warc_source source = {.packing = packing};

	snprintf(part, 256, "record at byte %llu", (unsigned long long)offset);
	if (packing == NC_WARC_ZSTD)
		return; /* it may need the dictionary */
	if (nc_warc_source_open(&source, &quiet, packing, &from, NULL) ==
	    NEWSCONV_OK)
		read_name(part, &source, skip);
	nc_warc_source_close(&source);
}
