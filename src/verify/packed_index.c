/*
 * ZipNum: gzip members of some lines each, one behind the other.  Each member
 * is hashed as it is stored, for the summary states where it is and its digest.
 */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "digest.h"
#include "error.h"
#include "packed_index.h"

enum { UNPACKED = 64 * 1024 };

struct nc_packed_index {
	struct nc_cdxj_index *index;
	struct nc_zipnum *zipnum;
	z_stream stream;
	bool broken;
	struct nc_zipnum_member member; /* that is being unpacked */
	struct nc_digest sha256;        /* of it */
	size_t first;                   /* bytes known of its first line */
	unsigned char unpacked[UNPACKED];
};

static void
begin_member(struct nc_packed_index *packed, uint64_t offset)
{
	packed->member.offset = offset;
	packed->member.length = 0;
	packed->first = 0;
	nc_digest_begin(&packed->sha256, NC_SHA256);
}

static int
end_member(struct nc_packed_index *packed, struct newsconv_error *error)
{
	struct nc_zipnum_member *member = &packed->member;
	char *end = memchr(member->first, '\n', packed->first);
	int result;

	member->first[packed->first] = '\0';
	if (end != NULL)
		*end = '\0';
	nc_digest_end_hex(&packed->sha256, member->sha256);
	result = nc_zipnum_add(packed->zipnum, member, error);
	begin_member(packed, member->offset + member->length);
	return result;
}

/* What was unpacked, and the bytes that it took. */
static void
take(struct nc_packed_index *packed, const unsigned char *bytes, size_t taken)
{
	size_t made = UNPACKED - packed->stream.avail_out;
	size_t room = NC_ZIPNUM_KEY - 1 - packed->first;

	nc_digest_update(&packed->sha256, bytes, taken);
	packed->member.length += taken;
	if (made < room)
		room = made;
	memcpy(packed->member.first + packed->first, packed->unpacked, room);
	packed->first += room;
	nc_cdxj_lines(packed->index, (const char *)packed->unpacked, made);
}

int
nc_packed_index_new(struct nc_packed_index **packed, const char *name,
    struct nc_cdxj_index *index, struct nc_zipnum *zipnum,
    struct newsconv_error *error)
{
	struct nc_packed_index *new = calloc(1, sizeof(*new));

	if (new == NULL || inflateInit2(&new->stream, 15 + 16) != Z_OK) {
		free(new);
		return nc_error_memory(error);
	}
	new->index = index;
	new->zipnum = zipnum;
	new->member.file = name;
	begin_member(new, 0);
	*packed = new;
	return NEWSCONV_OK;
}

void
nc_packed_index_free(struct nc_packed_index *packed)
{
	if (packed == NULL)
		return;
	inflateEnd(&packed->stream);
	free(packed);
}

int
nc_packed_index_add(struct nc_packed_index *packed, const void *bytes,
    size_t size, struct newsconv_error *error)
{
	z_stream *stream = &packed->stream;
	int result = NEWSCONV_OK;

	stream->next_in = (unsigned char *)(uintptr_t)bytes;
	stream->avail_in = (unsigned)size;
	while (
	    result == NEWSCONV_OK && !packed->broken && stream->avail_in > 0) {
		const unsigned char *start = stream->next_in;
		int outcome;

		stream->next_out = packed->unpacked;
		stream->avail_out = UNPACKED;
		outcome = inflate(stream, Z_NO_FLUSH);
		take(packed, start, (size_t)(stream->next_in - start));
		if (outcome == Z_STREAM_END) {
			result = end_member(packed, error);
			outcome = inflateReset(stream);
		}
		packed->broken = outcome != Z_OK && outcome != Z_BUF_ERROR;
	}
	return result;
}

bool
nc_packed_index_sound(const struct nc_packed_index *packed)
{
	return !packed->broken && packed->member.length == 0;
}
