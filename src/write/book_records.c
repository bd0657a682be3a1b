/*
 * The records together may be far larger than any other part of a book: above
 * what is compressed whole they go through the compressor one by one, and what
 * comes of them waits in a spool of its own, for an entry's sizes stand in front
 * of it.
 */
#include <stdlib.h>

#include "book_records.h"
#include "error.h"

#define RECORD_CEILING ((size_t)1 << 33)
#define ENTRY "EPUB/" NC_RECORD_NAME

/* What of the stream's output is worth a write. */
enum { FLUSH = 1 << 20 };

static uint64_t
total_size(const struct nc_pages *pages)
{
	uint64_t size = 0;
	size_t i;

	for (i = 0; i < pages->book->chapter_count; i++)
		size += pages->store->stored[i].record.size;
	return size;
}

/* The line of the `number`th article of the book. */
static int
get_record(const struct nc_pages *pages, size_t number, struct nc_arena *arena,
    struct newsconv_text *line, struct newsconv_error *error)
{
	const struct nc_book_store *store = pages->store;

	return nc_spool_get(store->spool,
	    store->stored[pages->order[number]].record, arena, line, error);
}

static int
add_whole(const struct nc_pages *pages, size_t size, struct nc_zip *zip,
    struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new(RECORD_CEILING);
	struct nc_buffer lines = NC_BUFFER(size + 1);
	struct nc_zip_data data;
	int result = NEWSCONV_OK;
	size_t i;

	if (arena == NULL)
		return nc_error_memory(error);
	for (i = 0; i < pages->book->chapter_count && result == NEWSCONV_OK;
	     i++) {
		struct newsconv_text line;

		result = get_record(pages, i, arena, &line, error);
		if (result == NEWSCONV_OK)
			nc_buffer_add(&lines, line.data, line.size);
	}
	if (result == NEWSCONV_OK)
		result = nc_buffer_check(&lines, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_pack(&data,
		    (struct newsconv_text){lines.data, lines.size}, true,
		    pages->deflater, arena, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_add(zip, ENTRY, &data, error);
	nc_buffer_free(&lines);
	nc_arena_free(arena);
	return result;
}

/* ----------------------------------------------------------------- as a stream */

struct streaming {
	struct nc_deflate_stream *deflate;
	struct nc_spool *packed;
	struct nc_buffer ready;
	uint32_t crc;
};

static int
put_by(struct streaming *streaming, size_t least, struct newsconv_error *error)
{
	struct newsconv_text ready = {
	    streaming->ready.data, streaming->ready.size};
	struct nc_spooled place;
	int result;

	if (ready.size < least || ready.size == 0)
		return NEWSCONV_OK;
	result = nc_spool_add(streaming->packed, ready, &place, error);
	nc_buffer_clear(&streaming->ready);
	return result;
}

static int
stream_record(struct streaming *streaming, const struct nc_pages *pages,
    size_t number, struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new(RECORD_CEILING);
	struct newsconv_text line;
	int result;

	if (arena == NULL)
		return nc_error_memory(error);
	result = get_record(pages, number, arena, &line, error);
	if (result == NEWSCONV_OK) {
		streaming->crc = nc_crc32_add(streaming->crc, line);
		result = nc_deflate_stream_add(
		    streaming->deflate, line, &streaming->ready, error);
	}
	if (result == NEWSCONV_OK)
		result = put_by(streaming, FLUSH, error);
	nc_arena_free(arena);
	return result;
}

static int
stream_all(struct streaming *streaming, const struct nc_pages *pages,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < pages->book->chapter_count && result == NEWSCONV_OK;
	     i++)
		result = stream_record(streaming, pages, i, error);
	if (result == NEWSCONV_OK)
		result = nc_deflate_stream_end(
		    streaming->deflate, &streaming->ready, error);
	return result < 0 ? result : put_by(streaming, 0, error);
}

static int
add_streamed(const struct nc_pages *pages, uint64_t size, struct nc_zip *zip,
    struct nc_sink *sink, struct newsconv_error *error)
{
	struct streaming streaming = {.deflate = nc_deflate_stream_new(
					  nc_deflater_level(pages->deflater)),
	    .packed = nc_spool_new(sink),
	    .ready = NC_BUFFER(RECORD_CEILING)};
	struct nc_zip_data data = {.deflated = true};
	int result;

	if (streaming.deflate == NULL || streaming.packed == NULL)
		result = nc_error_memory(error);
	else if (size >= UINT32_MAX)
		result = nc_error_set(error, NEWSCONV_NO_ROOM,
		    "an entry of %llu bytes needs ZIP64",
		    (unsigned long long)size);
	else
		result = stream_all(&streaming, pages, error);
	if (result == NEWSCONV_OK) {
		data.size = (uint32_t)size;
		data.crc = streaming.crc;
		data.stored.size = (size_t)nc_spool_size(streaming.packed);
		result = nc_zip_begin(zip, ENTRY, &data, error);
	}
	if (result == NEWSCONV_OK)
		result = nc_spool_write(streaming.packed, sink, error);
	nc_deflate_stream_free(streaming.deflate);
	nc_spool_free(streaming.packed);
	nc_buffer_free(&streaming.ready);
	return result;
}

int
nc_records_add(const struct nc_pages *pages, struct nc_zip *zip,
    struct nc_sink *sink, struct newsconv_error *error)
{
	uint64_t size = total_size(pages);

	if (size <= NC_DEFLATE_WHOLE)
		return add_whole(pages, (size_t)size, zip, error);
	return add_streamed(pages, size, zip, sink, error);
}
