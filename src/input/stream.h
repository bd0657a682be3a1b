/*
 * Bytes that come one after another, from a file or out of another stream, with
 * a window in which they can be looked at before they are taken.
 */
#ifndef NC_STREAM_H
#define NC_STREAM_H

#include "memory.h"

struct nc_stream {
	/*
	 * For those who make streams: up to `size` bytes, none at the end.
	 * After a failure there is nothing more, unless the stream `resumes`:
	 * then NEWSCONV_INCOMPLETE stands for a gap, and it goes on behind it.
	 */
	int (*read)(struct nc_stream *stream, void *target, size_t size,
	    size_t *count, struct newsconv_error *error);
	void (*close)(struct nc_stream *stream); /* what is not here below */
	bool resumes;
	/* A file that can be read at any place and was not yet; or -1. */
	int descriptor;
	/* The window. */
	char *data;
	size_t start;
	size_t end;
	size_t capacity;
	uint64_t offset; /* of its start */
	bool ended;
	/* What comes behind the window is a failure. */
	int failed;
	bool suspect; /* it may be of what was given last, too */
	struct newsconv_error failure;
};

/* Of a file, or of "-"; fails with NEWSCONV_READ_FAILED, _NOT_A_FILE. */
int nc_stream_open(
    struct nc_stream **stream, const char *path, struct newsconv_error *error);
/* Frees the stream too; NULL is nothing. */
void nc_stream_close(struct nc_stream *stream);

/*
 * At least `size` bytes of what comes, less only at the end or before a
 * failure, which is told when nothing stands before it.  Lent until the next
 * call.
 */
int nc_stream_peek(struct nc_stream *stream, size_t size,
    struct newsconv_text *seen, struct newsconv_error *error);
/* Go past bytes that were seen. */
void nc_stream_skip(struct nc_stream *stream, size_t size);
/* What is in the window is given up. */
void nc_stream_drop(struct nc_stream *stream);
/* Append up to `size` bytes, less only at the end or the buffer's ceiling. */
int nc_stream_take(struct nc_stream *stream, struct nc_buffer *target,
    uint64_t size, struct newsconv_error *error);
/* Go past `size` bytes; *left is how many there were not. */
int nc_stream_pass(struct nc_stream *stream, uint64_t size, uint64_t *left,
    struct newsconv_error *error);
/*
 * Append a line without its '\n'.  What does not fit into the buffer's ceiling
 * is gone past, and target->too_large tells.  NEWSCONV_END: there is none.
 */
int nc_stream_line(struct nc_stream *stream, struct nc_buffer *target,
    struct newsconv_error *error);

#endif
