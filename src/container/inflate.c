/* By zlib, as a stream: how long a member is, compressed or not, it does not say. */
#include <zlib.h>

#include "error.h"
#include "file.h"
#include "inflate.h"

enum { CHUNK = 16 * 1024, GZIP_WINDOW = 15 + 16 };

/* Room for another chunk in `target`, and the stream's output there. */
static int
step(z_stream *stream, struct nc_buffer *target, struct newsconv_error *error)
{
	int status;

	if (!nc_buffer_reserve(target, CHUNK))
		return nc_buffer_check(target, error);
	stream->next_out = (Bytef *)target->data + target->size;
	stream->avail_out = CHUNK;
	status = inflate(stream, Z_NO_FLUSH);
	target->size += CHUNK - stream->avail_out;
	if (status == Z_STREAM_END)
		return NEWSCONV_END;
	if (status == Z_MEM_ERROR)
		return nc_error_memory(error);
	if (status != Z_OK)
		return nc_error_set(error, NEWSCONV_READ_FAILED,
		    "a gzip member is damaged: %s",
		    stream->msg == NULL ? "it ends early" : stream->msg);
	return NEWSCONV_OK;
}

int
nc_inflate_member(int descriptor, uint64_t offset, struct nc_buffer *target,
    struct newsconv_error *error)
{
	unsigned char input[CHUNK];
	z_stream stream = {.next_in = NULL};
	int result = NEWSCONV_OK;
	size_t size;

	if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
		return nc_error_memory(error);
	while (result == NEWSCONV_OK) {
		if (stream.avail_in == 0) {
			result = nc_file_pread(descriptor, input, sizeof(input),
			    offset, &size, error);
			if (result < 0)
				break;
			offset += size;
			stream.next_in = input;
			stream.avail_in = (uInt)size;
		}
		result = step(&stream, target, error);
	}
	inflateEnd(&stream);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}
