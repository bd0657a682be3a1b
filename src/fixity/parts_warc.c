/*
 * The records of a WARC file, plain or one gzip member each.  A record is put
 * together from whatever pieces come: the header up to its empty line, as many
 * bytes as it says, two line ends.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libdeflate.h>
#include <zlib.h>

#include "error.h"
#include "parts.h"

/*
 * HEADER: none of ours is near it.  STEP: of the file at a time.  OUTPUT: a
 * member that holds more is unpacked in pieces.
 */
enum { HEADER = 64 * 1024, STEP = 96 * 1024, OUTPUT = 512 * 1024, VALUE = 256 };

enum state { IN_HEADER, IN_BLOCK, IN_END, DONE };

struct record {
	enum state state;
	size_t header_size;
	unsigned ended; /* bytes of the end that were there */
	uint64_t block_left;
	struct nc_digest block, stored;
	char type[VALUE], date[VALUE], id[VALUE];
	char header[HEADER + 1];
};

struct reader {
	struct nc_read_back *file;
	struct nc_part_sink *sink;
	struct record record;
	uint64_t offset; /* of the record */
	/* Of members that fit, whole; and of the others. */
	struct libdeflate_decompressor *quick;
	z_stream stream;
	bool has_stream;
	unsigned char output[OUTPUT];
};

static int
invalid(struct newsconv_error *error, const char *what)
{
	return nc_error_set(
	    error, NEWSCONV_INVALID, "was read back, and %s", what);
}

/* ------------------------------------------------------------------- records */

static void
begin(struct reader *reader)
{
	struct record *record = &reader->record;

	record->state = IN_HEADER;
	record->header_size = 0;
	record->ended = 0;
	nc_digest_begin(&record->block, NC_SHA256);
	nc_digest_begin(&record->stored, NC_SHA256);
	reader->offset = reader->file->offset;
}

/* The value of a field, its brackets taken off; false if there is none. */
static bool
find_value(const char *header, const char *name, char target[VALUE])
{
	size_t size = strlen(name), length;
	const char *line = header;

	target[0] = '\0';
	while ((line = strstr(line, "\r\n")) != NULL) {
		line += 2;
		if (strncasecmp(line, name, size) != 0 || line[size] != ':')
			continue;
		line += size + 1;
		line += strspn(line, " \t<");
		length = strcspn(line, "\r>");
		if (length >= VALUE)
			return false;
		memcpy(target, line, length);
		target[length] = '\0';
		return length > 0;
	}
	return false;
}

static int
read_header(struct record *record, struct newsconv_error *error)
{
	char length[VALUE];
	char *end;

	record->header[record->header_size] = '\0';
	if (strncmp(record->header, "WARC/1.", 7) != 0 ||
	    !find_value(record->header, "WARC-Type", record->type) ||
	    !find_value(record->header, "WARC-Record-ID", record->id) ||
	    !find_value(record->header, "WARC-Date", record->date) ||
	    !find_value(record->header, "Content-Length", length))
		return invalid(error, "a record has no header");
	record->block_left = strtoull(length, &end, 10);
	if (*end != '\0')
		return invalid(error, "a record has no length");
	record->state = record->block_left > 0 ? IN_BLOCK : IN_END;
	return NEWSCONV_OK;
}

/* Up to the empty line, or all. */
static int
add_header(struct record *record, const unsigned char *data, size_t size,
    size_t *taken, struct newsconv_error *error)
{
	while (*taken < size) {
		const char *at;

		if (record->header_size == HEADER)
			return invalid(error, "a record's header has no end");
		record->header[record->header_size++] = (char)data[(*taken)++];
		if (data[*taken - 1] != '\n' || record->header_size < 4)
			continue;
		at = record->header + record->header_size - 4;
		if (memcmp(at, "\r\n\r\n", 4) == 0)
			return read_header(record, error);
	}
	return NEWSCONV_OK;
}

static void
add_block(struct record *record, const unsigned char *data, size_t size,
    size_t *taken)
{
	size -= *taken;
	if (size > record->block_left)
		size = (size_t)record->block_left;
	nc_digest_update(&record->block, data + *taken, size);
	*taken += size;
	record->block_left -= size;
	if (record->block_left == 0)
		record->state = IN_END;
}

/* Some of the record's plain bytes; *taken is fewer where it ended before. */
static int
add(struct record *record, const unsigned char *data, size_t size,
    size_t *taken, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	*taken = 0;
	while (
	    *taken < size && record->state != DONE && result == NEWSCONV_OK) {
		if (record->state == IN_HEADER) {
			result = add_header(record, data, size, taken, error);
		} else if (record->state == IN_BLOCK) {
			add_block(record, data, size, taken);
		} else {
			++*taken;
			if (++record->ended == 4)
				record->state = DONE;
		}
	}
	return result;
}

static int
give(struct reader *reader, struct newsconv_error *error)
{
	struct record *record = &reader->record;
	struct nc_listed_part part = {.offset = reader->offset,
	    .length = reader->file->offset - reader->offset,
	    .type = record->type,
	    .date = record->date,
	    .id = record->id};

	nc_digest_end_hex(&record->stored, part.sha256);
	nc_digest_end_hex(&record->block, part.content_sha256);
	return nc_part_give(reader->sink, &part, error);
}

/* Stored bytes that belong to the record. */
static void
take(struct reader *reader, size_t size)
{
	nc_digest_update(
	    &reader->record.stored, nc_read_back_at(reader->file), size);
	nc_read_back_take(reader->file, size);
}

/* --------------------------------------------------------------------- plain */

static int
read_plain(struct reader *reader, struct newsconv_error *error)
{
	size_t taken;
	int result;

	while (reader->record.state != DONE) {
		result = nc_read_back_fill(reader->file, 1, error);
		if (result < 0)
			return result;
		if (nc_read_back_left(reader->file) == 0)
			return invalid(error, "its last record has no end");
		result = add(&reader->record, nc_read_back_at(reader->file),
		    nc_read_back_left(reader->file), &taken, error);
		if (result < 0)
			return result;
		take(reader, taken);
	}
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------------- gzip */

static int
add_output(struct reader *reader, size_t size, struct newsconv_error *error)
{
	size_t taken;
	int result = add(&reader->record, reader->output, size, &taken, error);

	if (result == NEWSCONV_OK && taken < size)
		result = invalid(error, "a member holds more than a record");
	return result;
}

/* Most members lie in the buffer whole.  NEWSCONV_END: this one does not. */
static int
read_whole(struct reader *reader, struct newsconv_error *error)
{
	size_t in, out;
	enum libdeflate_result outcome;
	int result;

	outcome = libdeflate_gzip_decompress_ex(reader->quick,
	    nc_read_back_at(reader->file), nc_read_back_left(reader->file),
	    reader->output, sizeof(reader->output), &in, &out);
	if (outcome != LIBDEFLATE_SUCCESS)
		return NEWSCONV_END;
	result = add_output(reader, out, error);
	if (result == NEWSCONV_OK)
		take(reader, in);
	return result;
}

static int
begin_stream(struct reader *reader, struct newsconv_error *error)
{
	int outcome = reader->has_stream
	    ? inflateReset(&reader->stream)
	    : inflateInit2(&reader->stream, 15 + 16);

	if (outcome != Z_OK)
		return nc_error_memory(error);
	reader->has_stream = true;
	return NEWSCONV_OK;
}

static int
read_pieces(struct reader *reader, struct newsconv_error *error)
{
	z_stream *stream = &reader->stream;
	int outcome = Z_OK, result = begin_stream(reader, error);

	while (result == NEWSCONV_OK && outcome != Z_STREAM_END) {
		size_t left;

		result = nc_read_back_fill(reader->file, 1, error);
		if (result < 0)
			break;
		left = nc_read_back_left(reader->file);
		stream->next_in = reader->file->buffer + reader->file->start;
		stream->avail_in = (unsigned)left;
		stream->next_out = reader->output;
		stream->avail_out = sizeof(reader->output);
		outcome = inflate(stream, Z_NO_FLUSH);
		if (outcome != Z_OK && outcome != Z_STREAM_END)
			return invalid(error, "a member cannot be unpacked");
		take(reader, left - stream->avail_in);
		result = add_output(
		    reader, sizeof(reader->output) - stream->avail_out, error);
	}
	return result;
}

static int
read_member(struct reader *reader, struct newsconv_error *error)
{
	int result = read_whole(reader, error);

	if (result == NEWSCONV_END)
		result = read_pieces(reader, error);
	if (result == NEWSCONV_OK && reader->record.state != DONE)
		result = invalid(error, "a member holds less than a record");
	return result;
}

static int
read_records(struct reader *reader, bool gzip, struct newsconv_error *error)
{
	int result;

	for (;;) {
		result = nc_read_back_fill(reader->file, STEP, error);
		if (result < 0 || nc_read_back_left(reader->file) == 0)
			return result;
		begin(reader);
		result = gzip ? read_member(reader, error)
			      : read_plain(reader, error);
		if (result == NEWSCONV_OK)
			result = give(reader, error);
		if (result < 0)
			return result;
	}
}

int
nc_parts_warc(struct nc_read_back *file, bool gzip, struct nc_part_sink *sink,
    struct newsconv_error *error)
{
	struct reader *reader = calloc(1, sizeof(*reader));
	int result;

	if (reader == NULL)
		return nc_error_memory(error);
	reader->file = file;
	reader->sink = sink;
	reader->quick = libdeflate_alloc_decompressor();
	result = reader->quick == NULL ? nc_error_memory(error)
				       : read_records(reader, gzip, error);
	libdeflate_free_decompressor(reader->quick);
	if (reader->has_stream)
		inflateEnd(&reader->stream);
	free(reader);
	return result;
}
