/*
 * The file has the first bytes of the spool, memory the rest: what is added
 * goes to memory, and when that is full all of it goes to the file.
 */
#include <stdlib.h>
#include <unistd.h>

#include "book_spool.h"
#include "error.h"
#include "file.h"

enum { WRITE_PIECE = 64 * 1024 };

struct nc_spool {
	const struct nc_sink *sink;
	int descriptor; /* or -1: there is no file yet */
	uint64_t written;
	struct nc_buffer held;
};

struct nc_spool *
nc_spool_new(const struct nc_sink *sink)
{
	struct nc_spool *spool = calloc(1, sizeof(*spool));

	if (spool == NULL)
		return NULL;
	spool->sink = sink;
	spool->descriptor = -1;
	spool->held.ceiling = SIZE_MAX;
	return spool;
}

void
nc_spool_free(struct nc_spool *spool)
{
	if (spool == NULL)
		return;
	if (spool->descriptor >= 0)
		close(spool->descriptor);
	nc_buffer_free(&spool->held);
	free(spool);
}

static int
write_out(struct nc_spool *spool, struct newsconv_text text,
    struct newsconv_error *error)
{
	int result;

	if (spool->descriptor < 0) {
		result = nc_sink_spare(spool->sink, &spool->descriptor, error);
		if (result < 0)
			return result;
	}
	if (nc_file_write(spool->descriptor, text.data, text.size) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot write a temporary");
	spool->written += text.size;
	return NEWSCONV_OK;
}

int
nc_spool_add(struct nc_spool *spool, struct newsconv_text text,
    struct nc_spooled *place, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	place->offset = nc_spool_size(spool);
	place->size = text.size;
	if (text.size < NC_SPOOL_MEMORY - spool->held.size) {
		nc_buffer_add(&spool->held, text.data, text.size);
		return nc_buffer_check(&spool->held, error);
	}
	if (spool->held.size > 0)
		result = write_out(spool,
		    (struct newsconv_text){spool->held.data, spool->held.size},
		    error);
	nc_buffer_clear(&spool->held);
	if (result == NEWSCONV_OK)
		result = write_out(spool, text, error);
	return result;
}

uint64_t
nc_spool_size(const struct nc_spool *spool)
{
	return spool->written + spool->held.size;
}

/* `size` bytes from `offset` on. */
static int
copy_out(const struct nc_spool *spool, uint64_t offset, char *target,
    size_t size, struct newsconv_error *error)
{
	size_t count = 0;
	int result = NEWSCONV_OK;

	if (offset >= spool->written) {
		if (size > 0)
			memcpy(target,
			    spool->held.data + (offset - spool->written), size);
		return NEWSCONV_OK;
	}
	result = nc_file_pread(
	    spool->descriptor, target, size, offset, &count, error);
	if (result == NEWSCONV_OK && count < size)
		result = nc_error_set(error, NEWSCONV_READ_FAILED,
		    "a temporary file lost its end");
	return result;
}

int
nc_spool_get(const struct nc_spool *spool, struct nc_spooled place,
    struct nc_arena *arena, struct newsconv_text *text,
    struct newsconv_error *error)
{
	char *copy = nc_arena_alloc(arena, place.size + 1);

	if (copy == NULL)
		return nc_error_memory(error);
	text->data = copy;
	text->size = place.size;
	return copy_out(spool, place.offset, copy, place.size, error);
}

int
nc_spool_write(const struct nc_spool *spool, struct nc_sink *target,
    struct newsconv_error *error)
{
	char piece[WRITE_PIECE];
	uint64_t offset = 0;
	int result = NEWSCONV_OK;

	while (offset < spool->written && result == NEWSCONV_OK) {
		uint64_t left = spool->written - offset;
		size_t size = left < WRITE_PIECE ? (size_t)left : WRITE_PIECE;

		result = copy_out(spool, offset, piece, size, error);
		if (result == NEWSCONV_OK)
			result = nc_sink_write(target, piece, size, error);
		offset += size;
	}
	if (result == NEWSCONV_OK)
		result = nc_sink_write(
		    target, spool->held.data, spool->held.size, error);
	return result;
}
