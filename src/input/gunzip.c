/*
 * gzip (RFC 1952).  Not libarchive's: a WARC file has a gzip member for each
 * record, and behind one that is damaged the others can still be read.
 */
#include <stdlib.h>
#include <zlib.h>

#include "error.h"
#include "gunzip.h"

enum { STEP = 64 * 1024, GZIP_ONLY = 15 + 16 };

struct gunzip {
	struct nc_stream stream;
	struct nc_stream *source;
	z_stream z;
	bool within;  /* a member has begun */
	bool damaged; /* and cannot be read further: */
	uint64_t damage;
	char reason[64];
};

/* RFC 1952, 2.3.1: magic number, deflate, and flags of which three are 0. */
static bool
begins_member(const unsigned char *bytes, size_t size)
{
	return size >= 4 && bytes[0] == 0x1f && bytes[1] == 0x8b &&
	    bytes[2] == 8 && (bytes[3] & 0xe0) == 0;
}

static void
set_damage(struct gunzip *gunzip, const char *reason)
{
	gunzip->damaged = true;
	gunzip->damage = gunzip->source->offset;
	strncpy(gunzip->reason, reason == NULL ? "unsound data" : reason,
	    sizeof(gunzip->reason) - 1);
}

/* Go to where the next member may begin; false: nowhere. */
static int
find_member(struct gunzip *gunzip, bool *found, struct newsconv_error *error)
{
	struct newsconv_text seen;

	*found = false;
	for (;;) {
		int result = nc_stream_peek(gunzip->source, STEP, &seen, error);
		size_t i;

		if (result < 0)
			return result;
		for (i = 0; i + 4 <= seen.size && !*found; i++)
			*found = begins_member(
			    (const unsigned char *)seen.data + i, seen.size);
		if (*found || seen.size < 4) {
			nc_stream_skip(gunzip->source, *found ? i - 1 : 0);
			return NEWSCONV_OK;
		}
		nc_stream_skip(gunzip->source, i);
	}
}

/* The gap, or that the rest cannot be read. */
static int
resume(struct gunzip *gunzip, struct newsconv_error *error)
{
	unsigned long long damage = gunzip->damage;
	bool found;
	int result;

	gunzip->damaged = false;
	gunzip->stream.suspect = gunzip->within && gunzip->z.total_out > 0;
	gunzip->within = false;
	result = find_member(gunzip, &found, error);
	if (result < 0)
		return result;
	if (found)
		nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "the gzip data is damaged at byte %llu (%s); it goes on at "
		    "byte %llu",
		    damage, gunzip->reason,
		    (unsigned long long)gunzip->source->offset);
	else
		nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the gzip data is damaged at byte %llu (%s), and nothing "
		    "behind it can be read",
		    damage, gunzip->reason);
	if (error != NULL)
		error->offset = damage;
	return found ? NEWSCONV_INCOMPLETE : NEWSCONV_BAD_VALUE;
}

static int
cut_short(struct gunzip *gunzip, struct newsconv_error *error)
{
	gunzip->stream.suspect = gunzip->z.total_out > 0;
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "the gzip data ends within a member, at byte %llu",
	    (unsigned long long)gunzip->source->offset);
	if (error != NULL)
		error->offset = gunzip->source->offset;
	return NEWSCONV_BAD_VALUE;
}

/* Between members: zeros may fill up a block of a tape. */
static void
begin_member(struct gunzip *gunzip, const struct newsconv_text *seen)
{
	size_t zeros = 0;

	if (begins_member((const unsigned char *)seen->data, seen->size)) {
		inflateReset(&gunzip->z);
		gunzip->within = true;
		return;
	}
	while (zeros < seen->size && seen->data[zeros] == '\0')
		zeros++;
	if (zeros > 0)
		nc_stream_skip(gunzip->source, zeros);
	else
		set_damage(gunzip, "no gzip member begins here");
}

static void
inflate_some(struct gunzip *gunzip, const struct newsconv_text *seen)
{
	z_stream *z = &gunzip->z;
	int code;

	/* zlib does not write there, though its type does not say so. */
	memcpy(&z->next_in, &seen->data, sizeof(seen->data));
	z->avail_in = (uInt)(seen->size > STEP ? STEP : seen->size);
	code = inflate(z, Z_NO_FLUSH);
	nc_stream_skip(gunzip->source,
	    (seen->size > STEP ? STEP : seen->size) - z->avail_in);
	if (code == Z_STREAM_END)
		gunzip->within = false;
	else if (code != Z_OK && code != Z_BUF_ERROR)
		set_damage(gunzip, z->msg);
}

static int
read_gunzip(struct nc_stream *stream, void *target, size_t size, size_t *count,
    struct newsconv_error *error)
{
	struct gunzip *gunzip = (struct gunzip *)stream;
	struct newsconv_text seen;

	if (size > STEP)
		size = STEP;
	gunzip->z.next_out = target;
	gunzip->z.avail_out = (uInt)size;
	while (gunzip->z.avail_out == size) {
		int result;

		if (gunzip->damaged)
			return resume(gunzip, error);
		result = nc_stream_peek(gunzip->source, 4, &seen, error);
		if (result < 0)
			return result;
		if (seen.size == 0 && !gunzip->within)
			break;
		if (seen.size == 0)
			return cut_short(gunzip, error);
		if (!gunzip->within)
			begin_member(gunzip, &seen);
		else
			inflate_some(gunzip, &seen);
	}
	*count = size - gunzip->z.avail_out;
	return NEWSCONV_OK;
}

static void
close_gunzip(struct nc_stream *stream)
{
	struct gunzip *gunzip = (struct gunzip *)stream;

	inflateEnd(&gunzip->z);
	nc_stream_close(gunzip->source);
}

int
nc_gunzip_open(struct nc_stream **stream, struct nc_stream *source,
    struct newsconv_error *error)
{
	struct gunzip *gunzip = calloc(1, sizeof(*gunzip));

	if (gunzip == NULL || inflateInit2(&gunzip->z, GZIP_ONLY) != Z_OK) {
		free(gunzip);
		return nc_error_memory(error);
	}
	gunzip->source = source;
	gunzip->stream.read = read_gunzip;
	gunzip->stream.close = close_gunzip;
	gunzip->stream.resumes = true;
	gunzip->stream.descriptor = -1;
	*stream = &gunzip->stream;
	return NEWSCONV_OK;
}
