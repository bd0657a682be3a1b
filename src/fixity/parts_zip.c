/*
 * The entries of a ZIP archive that newsconv wrote: they stand one behind the
 * other from its first byte, and their local headers say how long they are.
 */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "bytes.h"
#include "error.h"
#include "parts.h"

enum {
	LOCAL_SIZE = 30,
	OUTPUT = 64 * 1024,
	SIZES_LATER = 8, /* of the flags: in a descriptor behind the data */
	STORED = 0,
	DEFLATED = 8,
	EXTRA_ZIP64 = 1
};

#define LOCAL_SIGNATURE UINT32_C(0x04034b50)

struct entry {
	unsigned method;
	uint64_t stored; /* bytes of its data in the file */
	size_t head_size;
	struct nc_digest whole, content;
};

struct reader {
	struct nc_read_back *file;
	z_stream stream;
	bool has_stream;
	char name[65536];
	unsigned char output[OUTPUT];
};

static int
invalid(struct newsconv_error *error, const char *what)
{
	return nc_error_set(
	    error, NEWSCONV_INVALID, "was read back, and %s", what);
}

/* ZIP64: the size of the data is the second number, if both are elsewhere. */
static bool
find_size(struct entry *entry, const unsigned char *head, size_t name_size,
    size_t extra_size)
{
	const unsigned char *extra = head + LOCAL_SIZE + name_size;
	size_t at = 0;

	entry->stored = nc_le32(head + 18);
	if (entry->stored != UINT32_MAX)
		return true;
	while (extra_size - at >= 4) {
		size_t size = nc_le16(extra + at + 2);

		if (size > extra_size - at - 4)
			return false;
		if (nc_le16(extra + at) == EXTRA_ZIP64 && size >= 16) {
			entry->stored = nc_le64(extra + at + 12);
			return true;
		}
		at += 4 + size;
	}
	return false;
}

/* NEWSCONV_END: what follows is no entry. */
static int
read_head(
    struct reader *reader, struct entry *entry, struct newsconv_error *error)
{
	const unsigned char *head;
	size_t name_size, extra_size;
	int result = nc_read_back_fill(reader->file, 2 * 65536 - 1, error);

	if (result < 0)
		return result;
	head = nc_read_back_at(reader->file);
	if (nc_read_back_left(reader->file) < LOCAL_SIZE ||
	    nc_le32(head) != LOCAL_SIGNATURE)
		return NEWSCONV_END;
	name_size = nc_le16(head + 26);
	extra_size = nc_le16(head + 28);
	entry->head_size = LOCAL_SIZE + name_size + extra_size;
	entry->method = nc_le16(head + 8);
	if (entry->head_size > nc_read_back_left(reader->file) ||
	    (nc_le16(head + 6) & SIZES_LATER) != 0 ||
	    (entry->method != STORED && entry->method != DEFLATED) ||
	    !find_size(entry, head, name_size, extra_size))
		return invalid(error, "an entry has no header of ours");
	memcpy(reader->name, head + LOCAL_SIZE, name_size);
	reader->name[name_size] = '\0';
	nc_digest_begin(&entry->whole, NC_SHA256);
	nc_digest_begin(&entry->content, NC_SHA256);
	nc_digest_update(&entry->whole, head, entry->head_size);
	nc_read_back_take(reader->file, entry->head_size);
	return NEWSCONV_OK;
}

static int
unpack(struct reader *reader, struct entry *entry, const unsigned char *data,
    size_t size, struct newsconv_error *error)
{
	z_stream *stream = &reader->stream;
	int outcome;

	stream->next_in = (unsigned char *)(uintptr_t)data;
	stream->avail_in = (unsigned)size;
	do {
		stream->next_out = reader->output;
		stream->avail_out = sizeof(reader->output);
		outcome = inflate(stream, Z_NO_FLUSH);
		if (outcome != Z_OK && outcome != Z_STREAM_END &&
		    outcome != Z_BUF_ERROR)
			return invalid(error, "an entry cannot be unpacked");
		nc_digest_update(&entry->content, reader->output,
		    sizeof(reader->output) - stream->avail_out);
	} while (outcome == Z_OK && stream->avail_out == 0);
	return NEWSCONV_OK;
}

static int
begin_stream(struct reader *reader, struct newsconv_error *error)
{
	int outcome = reader->has_stream ? inflateReset(&reader->stream)
					 : inflateInit2(&reader->stream, -15);

	if (outcome != Z_OK)
		return nc_error_memory(error);
	reader->has_stream = true;
	return NEWSCONV_OK;
}

static int
read_data(
    struct reader *reader, struct entry *entry, struct newsconv_error *error)
{
	uint64_t left = entry->stored;
	int result = begin_stream(reader, error);

	while (left > 0 && result == NEWSCONV_OK) {
		const unsigned char *data;
		size_t size;

		result = nc_read_back_fill(reader->file, 1, error);
		size = nc_read_back_left(reader->file);
		if (result == NEWSCONV_OK && size == 0)
			result = invalid(error, "an entry has no end");
		if (result < 0)
			return result;
		if (size > left)
			size = (size_t)left;
		data = nc_read_back_at(reader->file);
		nc_digest_update(&entry->whole, data, size);
		if (entry->method == STORED)
			nc_digest_update(&entry->content, data, size);
		else
			result = unpack(reader, entry, data, size, error);
		nc_read_back_take(reader->file, size);
		left -= size;
	}
	return result;
}

static int
read_entries(struct reader *reader, struct nc_part_sink *sink,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK) {
		struct nc_listed_part part = {.offset = reader->file->offset,
		    .type = "",
		    .date = "",
		    .id = reader->name};
		struct entry entry;

		result = read_head(reader, &entry, error);
		if (result != NEWSCONV_OK)
			break;
		result = read_data(reader, &entry, error);
		if (result < 0)
			break;
		part.length = reader->file->offset - part.offset;
		nc_digest_end_hex(&entry.whole, part.sha256);
		nc_digest_end_hex(&entry.content, part.content_sha256);
		result = nc_part_give(sink, &part, error);
	}
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

int
nc_parts_zip(struct nc_read_back *file, struct nc_part_sink *sink,
    struct newsconv_error *error)
{
	struct reader *reader = calloc(1, sizeof(*reader));
	int result;

	if (reader == NULL)
		return nc_error_memory(error);
	reader->file = file;
	result = read_entries(reader, sink, error);
	if (reader->has_stream)
		inflateEnd(&reader->stream);
	free(reader);
	return result;
}
