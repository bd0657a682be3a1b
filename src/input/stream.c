/*
 * Streams.  The window grows only as far as someone wants to look ahead, so
 * that packed files of any size are read in the memory of their members.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "stream.h"

enum { STEP = 64 * 1024 };

/* -------------------------------------------------------------- from a file */

struct file_stream {
	struct nc_stream stream;
	int descriptor;
};

static int
read_file(struct nc_stream *stream, void *target, size_t size, size_t *count,
    struct newsconv_error *error)
{
	const struct file_stream *file = (const struct file_stream *)stream;
	ssize_t got;

	do
		got = read(file->descriptor, target, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	*count = (size_t)got;
	return NEWSCONV_OK;
}

static void
close_file(struct nc_stream *stream)
{
	close(((struct file_stream *)stream)->descriptor);
}

static int
open_descriptor(const char *path)
{
	if (strcmp(path, "-") == 0)
		return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

int
nc_stream_open(
    struct nc_stream **stream, const char *path, struct newsconv_error *error)
{
	int descriptor = open_descriptor(path);
	struct file_stream *file;
	struct stat status;

	if (descriptor < 0 || fstat(descriptor, &status) != 0) {
		int result = nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");

		if (descriptor >= 0)
			close(descriptor);
		return result;
	}
	if (S_ISDIR(status.st_mode)) {
		close(descriptor);
		return nc_error_set(
		    error, NEWSCONV_NOT_A_FILE, "is a directory");
	}
	file = calloc(1, sizeof(*file));
	if (file == NULL) {
		close(descriptor);
		return nc_error_memory(error);
	}
	file->descriptor = descriptor;
	file->stream.read = read_file;
	file->stream.close = close_file;
	/* Standard input may have been read from by others. */
	file->stream.descriptor = S_ISREG(status.st_mode) &&
		lseek(descriptor, 0, SEEK_CUR) == 0
	    ? descriptor
	    : -1;
	*stream = &file->stream;
	return NEWSCONV_OK;
}

void
nc_stream_close(struct nc_stream *stream)
{
	if (stream == NULL)
		return;
	if (stream->close != NULL)
		stream->close(stream);
	free(stream->data);
	free(stream);
}

/* --------------------------------------------------------------- the window */

/* Room for `size` bytes from the start on, and for a step in any case. */
static bool
make_room(struct nc_stream *stream, size_t size)
{
	size_t capacity = stream->capacity < STEP ? STEP : stream->capacity;
	char *data;

	if (stream->start == stream->end)
		stream->start = stream->end = 0;
	if (stream->capacity - stream->start >= size &&
	    stream->end < stream->capacity)
		return true;
	if (stream->start > 0) {
		memmove(stream->data, stream->data + stream->start,
		    stream->end - stream->start);
		stream->end -= stream->start;
		stream->start = 0;
	}
	if (stream->capacity >= size && stream->end < stream->capacity)
		return true;
	while (capacity < size || capacity == stream->end)
		if (!nc_size_multiply(capacity, 2, &capacity))
			return false;
	data = realloc(stream->data, capacity);
	if (data == NULL)
		return false;
	stream->data = data;
	stream->capacity = capacity;
	return true;
}

/* Some bytes more, behind those in the window. */
static void
fill(struct nc_stream *stream)
{
	size_t count = 0;

	stream->failed = stream->read(stream, stream->data + stream->end,
	    stream->capacity - stream->end, &count, &stream->failure);
	if (stream->failed == NEWSCONV_OK && count == 0)
		stream->ended = true;
	stream->end += count;
}

/* After a gap it goes on, after anything else it does not. */
static int
tell_failure(struct nc_stream *stream, struct newsconv_error *error)
{
	int result = stream->failed;

	if (error != NULL)
		*error = stream->failure;
	stream->failed = NEWSCONV_OK;
	stream->ended = !stream->resumes || result != NEWSCONV_INCOMPLETE;
	return result;
}

int
nc_stream_peek(struct nc_stream *stream, size_t size,
    struct newsconv_text *seen, struct newsconv_error *error)
{
	while (stream->failed == NEWSCONV_OK && !stream->ended &&
	    stream->end - stream->start < size) {
		if (!make_room(stream, size))
			return nc_error_memory(error);
		fill(stream);
	}
	seen->data = stream->data == NULL ? "" : stream->data + stream->start;
	seen->size = stream->end - stream->start;
	if (seen->size == 0 && stream->failed < 0)
		return tell_failure(stream, error);
	return NEWSCONV_OK;
}

void
nc_stream_skip(struct nc_stream *stream, size_t size)
{
	stream->start += size;
	stream->offset += size;
}

void
nc_stream_drop(struct nc_stream *stream)
{
	nc_stream_skip(stream, stream->end - stream->start);
}

int
nc_stream_take(struct nc_stream *stream, struct nc_buffer *target,
    uint64_t size, struct newsconv_error *error)
{
	while (size > 0) {
		struct newsconv_text seen;
		int result = nc_stream_peek(stream, 1, &seen, error);

		if (result < 0)
			return result;
		if (seen.size == 0)
			return NEWSCONV_OK;
		if (seen.size > size)
			seen.size = (size_t)size;
		nc_buffer_add(target, seen.data, seen.size);
		if (target->out_of_memory)
			return nc_error_memory(error);
		nc_stream_skip(stream, seen.size);
		size -= seen.size;
		if (target->too_large)
			return NEWSCONV_OK;
	}
	return NEWSCONV_OK;
}

int
nc_stream_pass(struct nc_stream *stream, uint64_t size, uint64_t *left,
    struct newsconv_error *error)
{
	*left = size;
	while (*left > 0) {
		struct newsconv_text seen;
		int result = nc_stream_peek(stream, 1, &seen, error);

		if (result < 0 || seen.size == 0)
			return result;
		if (seen.size > *left)
			seen.size = (size_t)*left;
		nc_stream_skip(stream, seen.size);
		*left -= seen.size;
	}
	return NEWSCONV_OK;
}

int
nc_stream_line(struct nc_stream *stream, struct nc_buffer *target,
    struct newsconv_error *error)
{
	bool found = false;

	for (;;) {
		struct newsconv_text seen;
		int result = nc_stream_peek(stream, 1, &seen, error);
		const char *end;

		if (result < 0)
			return result;
		if (seen.size == 0)
			break;
		found = true;
		end = memchr(seen.data, '\n', seen.size);
		if (end != NULL)
			seen.size = (size_t)(end - seen.data);
		nc_buffer_add(target, seen.data, seen.size);
		if (target->out_of_memory)
			return nc_error_memory(error);
		nc_stream_skip(stream, seen.size + (end != NULL));
		if (end != NULL)
			return NEWSCONV_OK;
	}
	return found ? NEWSCONV_OK : NEWSCONV_END;
}
