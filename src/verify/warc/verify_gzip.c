/*
 * Members one by one: header, data and trailer are each looked at here,
 * libdeflate and zlib see raw deflate data only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libdeflate.h>
#include <zlib.h>

#include "bytes.h"
#include "deflate_end.h"
#include "error.h"
#include "file.h"
#include "verify_gzip.h"

enum {
	PIECE = 64 * 1024,
	INPUT = 256 * 1024,  /* members of less are unpacked at once */
	OUTPUT = 512 * 1024, /* ... if it is no more than this */
	FIND_PIECE = 16 * 1024,
	HEADER_FIELD_MAX = 64 * 1024, /* a name or comment */
	WASTE_MAX = 4,                /* times the file's size, see recover() */
	RATIO = 2000,                 /* deflate itself gets to 1032 */
	BOMB_RATIO = 500,
	BOMB_FROM = 64 * 1024 * 1024,
	RATIO_FROM = 1024 * 1024, /* unpacked bytes, before it is asked */
	HEADER_CRC = 2,
	HEADER_EXTRA = 4,
	HEADER_NAME = 8,
	HEADER_COMMENT = 16,
	HEADER_RESERVED = 0xe0
};

/*
 * TRAILER and BROKEN follow the data when that was consumed, not when zlib
 * comes upon them: which piece of the file they are in must not be seen.
 */
enum state { PLAIN, HEADER, DATA, TRAILER, BROKEN, ENDED, DAMAGED, FINISHED };

struct nc_gzip {
	const struct nc_verify *verify;
	enum state state;
	uint64_t member;       /* offset of the member */
	uint64_t input_offset; /* of the byte after the input in memory */
	uint64_t made;         /* bytes the member has given so far */
	uint64_t wasted;       /* bytes of the file in damaged members */
	uint64_t lost;         /* bytes of the file that were skipped */
	uint64_t before;       /* bytes all members before have given */
	uint64_t ratio;        /* unpacked to packed, at most */
	uint32_t crc;
	uint32_t header_crc;
	unsigned char last_byte; /* the last one before the input in memory */
	bool inflating;          /* stream is set up */
	bool begun;              /* the data of the member */
	bool padded;             /* with bits that are not zero */
	z_stream stream;
	const unsigned char *output; /* what was not consumed yet */
	size_t output_size;
	struct libdeflate_decompressor *fast;
	unsigned char input_bytes[INPUT];
	unsigned char output_bytes[OUTPUT];
	unsigned char second_bytes[OUTPUT];
};

int
nc_gzip_open(struct nc_gzip **gzip, const struct nc_verify *verify,
    const struct nc_gzip_options *options, struct newsconv_error *error)
{
	struct nc_gzip *new = calloc(1, sizeof(*new));

	if (new == NULL)
		return nc_error_memory(error);
	new->verify = verify;
	new->state = options->compressed ? HEADER : PLAIN;
	new->input_offset = options->start;
	new->wasted = options->wasted;
	new->before = options->unpacked;
	new->ratio = verify->options->limits.ratio;
	if (new->ratio == 0)
		new->ratio = RATIO;
	if (options->compressed) {
		/* Minus: raw deflate data. */
		if (inflateInit2(&new->stream, -MAX_WBITS) != Z_OK) {
			free(new);
			return nc_error_memory(error);
		}
		new->inflating = true;
		new->fast = libdeflate_alloc_decompressor();
		if (new->fast == NULL) {
			nc_gzip_close(new);
			return nc_error_memory(error);
		}
	}
	*gzip = new;
	return NEWSCONV_OK;
}

void
nc_gzip_close(struct nc_gzip *gzip)
{
	if (gzip == NULL)
		return;
	if (gzip->inflating)
		inflateEnd(&gzip->stream);
	libdeflate_free_decompressor(gzip->fast);
	free(gzip);
}

uint64_t
nc_gzip_offset(const struct nc_gzip *gzip)
{
	return gzip->state == PLAIN ? gzip->input_offset - gzip->output_size
				    : gzip->member;
}

bool
nc_gzip_between(const struct nc_gzip *gzip)
{
	return gzip->state == HEADER || gzip->state == FINISHED;
}

uint64_t
nc_gzip_position(const struct nc_gzip *gzip)
{
	return gzip->input_offset - gzip->stream.avail_in;
}

uint64_t
nc_gzip_consumed(const struct nc_gzip *gzip)
{
	return gzip->before + gzip->made - gzip->output_size;
}

uint64_t
nc_gzip_lost(const struct nc_gzip *gzip)
{
	return gzip->lost;
}

uint64_t
nc_gzip_wasted(const struct nc_gzip *gzip)
{
	return gzip->wasted;
}

/* -------------------------------------------------------------------- input */

/* NEWSCONV_END at the end of the file. */
static int
fill(struct nc_gzip *gzip, struct newsconv_error *error)
{
	size_t done = 0;
	int result;

	if (gzip->stream.avail_in > 0)
		return NEWSCONV_OK;
	if (gzip->stream.next_in != NULL)
		gzip->last_byte = gzip->stream.next_in[-1];
	result = nc_verify_read(gzip->verify, gzip->input_bytes, INPUT,
	    gzip->input_offset, &done, error);
	if (result < 0)
		return result;
	gzip->input_offset += done;
	gzip->stream.next_in = done > 0 ? gzip->input_bytes : NULL;
	gzip->stream.avail_in = (unsigned)done;
	return done > 0 ? NEWSCONV_OK : NEWSCONV_END;
}

static uint64_t
input_position(const struct nc_gzip *gzip)
{
	return gzip->input_offset - gzip->stream.avail_in;
}

static int
byte(struct nc_gzip *gzip, unsigned char *c, struct newsconv_error *error)
{
	int result = fill(gzip, error);

	if (result != NEWSCONV_OK)
		return result;
	*c = *gzip->stream.next_in++;
	gzip->stream.avail_in--;
	gzip->header_crc = libdeflate_crc32(gzip->header_crc, c, 1);
	return NEWSCONV_OK;
}

static int
bytes(struct nc_gzip *gzip, unsigned char *target, size_t size,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < size && result == NEWSCONV_OK; i++)
		result = byte(gzip, &target[i], error);
	return result;
}

static void
seek(struct nc_gzip *gzip, uint64_t offset)
{
	gzip->input_offset = offset;
	gzip->stream.avail_in = 0;
	gzip->stream.next_in = NULL;
	gzip->output_size = 0;
}

/* ------------------------------------------------------------------ members */

static struct nc_place
place_of(const struct nc_gzip *gzip, const char *expected)
{
	return (struct nc_place){.offset = gzip->member,
	    .has_inner = true,
	    .inner_offset = gzip->before,
	    .expected = expected};
}

static void
report(struct nc_gzip *gzip, enum nc_finding_code code, const char *text)
{
	struct nc_place place = place_of(gzip, NULL);

	nc_report(gzip->verify, code, &place, "%s", text);
}

static int
damage(struct nc_gzip *gzip, enum nc_finding_code code, const char *text)
{
	report(gzip, code, text);
	gzip->state = DAMAGED;
	return NEWSCONV_OK;
}

static int
cut(struct nc_gzip *gzip, int result)
{
	struct nc_place place;

	if (result < 0)
		return result;
	place = place_of(gzip, NULL);
	nc_report(gzip->verify, NC_GZIP_CUT, &place,
	    "the member ends with the file after %llu bytes",
	    (unsigned long long)(input_position(gzip) - gzip->member));
	gzip->state = DAMAGED;
	return NEWSCONV_OK;
}

/* What stands where a member should begin, but does not begin one. */
static int
no_member(struct nc_gzip *gzip, struct newsconv_error *error)
{
	uint64_t zeros = 0;
	unsigned char c = 0;
	int result;

	if (gzip->member == 0)
		return damage(gzip, NC_GZIP_HEADER,
		    "the file does not begin with a gzip member");
	seek(gzip, gzip->member);
	while ((result = byte(gzip, &c, error)) == NEWSCONV_OK && c == 0)
		zeros++;
	if (result < 0)
		return result;
	if (result == NEWSCONV_OK)
		return damage(gzip, NC_GZIP_TRAILING,
		    "what follows the member before is no member");
	nc_finding(gzip->verify, NC_GZIP_ZEROS, "", gzip->member,
	    "%llu zero bytes", (unsigned long long)zeros);
	gzip->state = FINISHED;
	return NEWSCONV_OK;
}

/* A text that ends with a NUL byte; NEWSCONV_TOO_LARGE if it does not. */
static int
skip_text(struct nc_gzip *gzip, struct newsconv_error *error)
{
	unsigned char c = 1;
	size_t i;
	int result = NEWSCONV_OK;

	for (i = 0; i < HEADER_FIELD_MAX && c != 0 && result == NEWSCONV_OK;
	     i++)
		result = byte(gzip, &c, error);
	if (result == NEWSCONV_OK && c != 0)
		return NEWSCONV_TOO_LARGE;
	return result;
}

/* RFC 1952, 2.3.1: what the flags announce, in this order. */
static int
read_optional(
    struct nc_gzip *gzip, unsigned flags, struct newsconv_error *error)
{
	unsigned char two[2], c;
	int result = NEWSCONV_OK;
	uint32_t crc;

	if ((flags & HEADER_EXTRA) != 0) {
		unsigned rest = 0;

		result = bytes(gzip, two, 2, error);
		if (result == NEWSCONV_OK)
			rest = nc_le16(two);
		while (rest-- > 0 && result == NEWSCONV_OK)
			result = byte(gzip, &c, error);
	}
	if (result == NEWSCONV_OK && (flags & HEADER_NAME) != 0)
		result = skip_text(gzip, error);
	if (result == NEWSCONV_OK && (flags & HEADER_COMMENT) != 0)
		result = skip_text(gzip, error);
	if (result != NEWSCONV_OK || (flags & HEADER_CRC) == 0)
		return result;
	crc = gzip->header_crc & 0xffff;
	result = bytes(gzip, two, 2, error);
	if (result == NEWSCONV_OK && crc != nc_le16(two))
		report(gzip, NC_GZIP_HEADER_CRC, "the CRC-16 is another");
	return result;
}

/* What our writer never varies: no flags, no time, no system. */
static void
check_canonical(struct nc_gzip *gzip, const unsigned char *fixed)
{
	static const unsigned char none[5] = {0};

	if (gzip->verify->options->own &&
	    (memcmp(fixed + 3, none, 5) != 0 || (fixed[8] & ~6) != 0 ||
		fixed[8] == 6 || fixed[9] != 255))
		report(gzip, NC_GZIP_NOT_CANONICAL,
		    "flags, time or system of the header");
}

static int
read_header(struct nc_gzip *gzip, struct newsconv_error *error)
{
	unsigned char fixed[10];
	int result;

	gzip->member = input_position(gzip);
	gzip->before += gzip->made;
	gzip->made = 0;
	gzip->begun = false;
	gzip->padded = false;
	gzip->crc = 0;
	gzip->header_crc = 0;
	result = fill(gzip, error);
	if (result == NEWSCONV_END) {
		gzip->state = FINISHED;
		return NEWSCONV_OK;
	}
	if (result == NEWSCONV_OK)
		result = bytes(gzip, fixed, 2, error);
	if (result == NEWSCONV_OK && (fixed[0] != 0x1f || fixed[1] != 0x8b))
		return no_member(gzip, error);
	if (result == NEWSCONV_OK)
		result = bytes(gzip, fixed + 2, 8, error);
	if (result != NEWSCONV_OK)
		return cut(gzip, result);
	if (fixed[2] != 8)
		return damage(gzip, NC_GZIP_HEADER,
		    "the compression method is not deflate");
	if ((fixed[3] & HEADER_RESERVED) != 0)
		return damage(gzip, NC_GZIP_HEADER, "a reserved flag is set");
	check_canonical(gzip, fixed);
	result = read_optional(gzip, fixed[3], error);
	if (result == NEWSCONV_TOO_LARGE)
		return damage(
		    gzip, NC_GZIP_HEADER, "a file name or comment without end");
	if (result != NEWSCONV_OK)
		return cut(gzip, result);
	inflateReset(&gzip->stream);
	gzip->state = DATA;
	return NEWSCONV_OK;
}

/* No text is so dull: this was made to be small. */
static void
report_bomb(const struct nc_gzip *gzip)
{
	const struct nc_place place = place_of(gzip, NULL);
	uint64_t packed = input_position(gzip) - gzip->member;

	if (gzip->made >= BOMB_FROM && gzip->made / BOMB_RATIO >= packed)
		nc_report(gzip->verify, NC_GZIP_BOMB, &place,
		    "%llu bytes unpack to %llu", (unsigned long long)packed,
		    (unsigned long long)gzip->made);
}

static int
read_trailer(struct nc_gzip *gzip, struct newsconv_error *error)
{
	unsigned char trailer[8];
	char expected[32];
	struct nc_place place;
	int result = bytes(gzip, trailer, sizeof(trailer), error);

	if (result != NEWSCONV_OK)
		return cut(gzip, result);
	gzip->state = ENDED;
	report_bomb(gzip);
	if (gzip->padded)
		report(gzip, NC_GZIP_PADDING, "the padding bits are not zero");
	nc_digests_compared(gzip->verify, 1);
	if (nc_le32(trailer) != gzip->crc) {
		snprintf(expected, sizeof(expected), "CRC-32 %08x",
		    (unsigned)nc_le32(trailer));
		place = place_of(gzip, expected);
		nc_report(gzip->verify, NC_GZIP_CRC, &place,
		    "CRC-32 %08x stated, %08x found",
		    (unsigned)nc_le32(trailer), (unsigned)gzip->crc);
	}
	if (nc_le32(trailer + 4) != (uint32_t)gzip->made) {
		snprintf(expected, sizeof(expected), "%u bytes",
		    (unsigned)nc_le32(trailer + 4));
		place = place_of(gzip, expected);
		nc_report(gzip->verify, NC_GZIP_SIZE, &place,
		    "%u bytes stated, %llu found",
		    (unsigned)nc_le32(trailer + 4),
		    (unsigned long long)gzip->made);
	}
	return NEWSCONV_OK;
}

/*
 * zlib stops at the end of each block (Z_BLOCK) and says how many bits of the
 * last byte are left over; after the last block they are padding.
 */
static void
check_padding(struct nc_gzip *gzip)
{
	unsigned bits = (unsigned)gzip->stream.data_type & 7;
	unsigned char last = gzip->stream.next_in == gzip->input_bytes
	    ? gzip->last_byte
	    : gzip->stream.next_in[-1];

	if ((gzip->stream.data_type & 0xc0) != 0xc0 || bits == 0)
		return;
	gzip->padded = last >> (8 - bits) != 0;
}

static int
inflate_some(struct nc_gzip *gzip, struct newsconv_error *error)
{
	int status, result = fill(gzip, error);

	if (result != NEWSCONV_OK)
		return cut(gzip, result);
	gzip->stream.next_out = gzip->output_bytes;
	gzip->stream.avail_out = PIECE;
	do {
		status = inflate(&gzip->stream, Z_BLOCK);
		if (status == Z_OK)
			check_padding(gzip);
	} while (status == Z_OK && gzip->stream.avail_in > 0 &&
	    gzip->stream.avail_out > 0);
	gzip->output = gzip->output_bytes;
	gzip->output_size = PIECE - gzip->stream.avail_out;
	gzip->made += gzip->output_size;
	gzip->crc = libdeflate_crc32(
	    gzip->crc, gzip->output, gzip->output_size);
	if (status == Z_STREAM_END) {
		gzip->state = TRAILER;
		return NEWSCONV_OK;
	}
	if (gzip->made > RATIO_FROM &&
	    gzip->made / gzip->ratio > input_position(gzip) - gzip->member)
		return damage(gzip, NC_GZIP_RATIO,
		    "the member unpacks to more than the limit");
	if (status == Z_MEM_ERROR)
		return nc_error_memory(error);
	if (status != Z_OK && status != Z_BUF_ERROR)
		gzip->state = BROKEN;
	return NEWSCONV_OK;
}

/* Make room in memory for the rest of a member, behind what is there of it. */
static int
fill_up(struct nc_gzip *gzip, struct newsconv_error *error)
{
	z_stream *stream = &gzip->stream;
	size_t done = 0;
	int result = fill(gzip, error);

	if (result != NEWSCONV_OK || stream->next_in == gzip->input_bytes ||
	    stream->avail_in >= INPUT / 4)
		return result;
	gzip->last_byte = stream->next_in[-1];
	memmove(gzip->input_bytes, stream->next_in, stream->avail_in);
	stream->next_in = gzip->input_bytes;
	result = nc_verify_read(gzip->verify,
	    gzip->input_bytes + stream->avail_in, INPUT - stream->avail_in,
	    gzip->input_offset, &done, error);
	if (result < 0)
		return result;
	gzip->input_offset += done;
	stream->avail_in += (unsigned)done;
	return NEWSCONV_OK;
}

/*
 * Whether the bits behind the data are zero: with the highest bit that is set
 * taken away it is other data, unless that bit was padding.
 */
static bool
ends_clean(struct nc_gzip *gzip, size_t used, size_t made)
{
	/* libdeflate takes const bytes; these are ours. */
	unsigned char *last = gzip->input_bytes +
	    (gzip->stream.next_in - gzip->input_bytes) + used - 1;
	unsigned char kept = *last, bit = 0x80;
	size_t used_again = 0, made_again = 0;
	enum libdeflate_result result;

	if (kept == 0 || nc_deflate_ends_clean(gzip->stream.next_in, used))
		return true;
	while ((kept & bit) == 0)
		bit >>= 1;
	*last = (unsigned char)(kept ^ bit);
	result = libdeflate_deflate_decompress_ex(gzip->fast,
	    gzip->stream.next_in, used, gzip->second_bytes, OUTPUT, &used_again,
	    &made_again);
	*last = kept;
	return result != LIBDEFLATE_SUCCESS || made_again != made ||
	    memcmp(gzip->output_bytes, gzip->second_bytes, made) != 0;
}

/*
 * All of a member at once, as nearly all of them can be; where there is a fault
 * or a doubt nothing was done, and zlib goes through it in pieces.
 */
static int
inflate_whole(struct nc_gzip *gzip, bool *done, struct newsconv_error *error)
{
	size_t used = 0, made = 0;
	int result = fill_up(gzip, error);

	*done = false;
	if (result != NEWSCONV_OK)
		return result < 0 ? result : NEWSCONV_OK;
	if (libdeflate_deflate_decompress_ex(gzip->fast, gzip->stream.next_in,
		gzip->stream.avail_in, gzip->output_bytes, OUTPUT, &used,
		&made) != LIBDEFLATE_SUCCESS ||
	    used == 0 || !ends_clean(gzip, used, made))
		return NEWSCONV_OK;
	gzip->stream.next_in += used;
	gzip->stream.avail_in -= (unsigned)used;
	gzip->output = gzip->output_bytes;
	gzip->output_size = made;
	gzip->made = made;
	gzip->crc = libdeflate_crc32(0, gzip->output, made);
	gzip->state = TRAILER;
	*done = true;
	return NEWSCONV_OK;
}

static int
inflate_member(struct nc_gzip *gzip, struct newsconv_error *error)
{
	bool done = false;
	int result = NEWSCONV_OK;

	if (!gzip->begun)
		result = inflate_whole(gzip, &done, error);
	gzip->begun = true;
	return result < 0 || done ? result : inflate_some(gzip, error);
}

/* One step on; there may be output afterwards. */
static int
go_on(struct nc_gzip *gzip, struct newsconv_error *error)
{
	switch (gzip->state) {
	case HEADER:
		return read_header(gzip, error);
	case DATA:
		return inflate_member(gzip, error);
	case TRAILER:
		return read_trailer(gzip, error);
	default:
		return damage(gzip, NC_GZIP_DEFLATE,
		    gzip->stream.msg != NULL ? gzip->stream.msg : "damaged");
	}
}

static int
read_plain(struct nc_gzip *gzip, struct newsconv_error *error)
{
	size_t done = 0;
	int result = nc_verify_read(gzip->verify, gzip->input_bytes, PIECE,
	    gzip->input_offset, &done, error);

	if (result < 0)
		return result;
	gzip->input_offset += done;
	gzip->output = gzip->input_bytes;
	gzip->output_size = done;
	gzip->made += done;
	return done > 0 ? NEWSCONV_OK : NEWSCONV_END;
}

int
nc_gzip_peek(struct nc_gzip *gzip, enum nc_gzip_event *event,
    struct newsconv_text *text, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	while (gzip->output_size == 0 && result == NEWSCONV_OK) {
		switch (gzip->state) {
		case PLAIN:
			result = read_plain(gzip, error);
			break;
		case HEADER:
		case DATA:
		case TRAILER:
		case BROKEN:
			result = go_on(gzip, error);
			break;
		case ENDED:
			*event = NC_GZIP_MEMBER_END;
			return NEWSCONV_OK;
		case DAMAGED:
			*event = NC_GZIP_DAMAGE;
			return NEWSCONV_OK;
		case FINISHED:
			result = NEWSCONV_END;
			break;
		}
	}
	if (result < 0)
		return result;
	*event = result == NEWSCONV_END ? NC_GZIP_FILE_END : NC_GZIP_DATA;
	text->data = (const char *)gzip->output;
	text->size = gzip->output_size;
	return NEWSCONV_OK;
}

void
nc_gzip_consume(struct nc_gzip *gzip, size_t size)
{
	gzip->output += size;
	gzip->output_size -= size;
}

/* ------------------------------------------------------------- after damage */

bool
nc_gzip_begins(
    const struct nc_verify *verify, uint64_t offset, const char *text)
{
	unsigned char packed[4096];
	char found[16];
	size_t size = strlen(text), done = 0;
	z_stream stream;

	if (size > sizeof(found) ||
	    nc_verify_read(
		verify, packed, sizeof(packed), offset, &done, NULL) < 0)
		return false;
	memset(&stream, 0, sizeof(stream));
	if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
		return false;
	stream.next_in = packed;
	stream.avail_in = (unsigned)done;
	stream.next_out = (unsigned char *)found;
	stream.avail_out = (unsigned)size;
	inflate(&stream, Z_SYNC_FLUSH);
	inflateEnd(&stream);
	return stream.avail_out == 0 && strncasecmp(found, text, size) == 0;
}

/* What looks like the beginning of a member, in a piece of the file. */
static const unsigned char *
find_sign(const unsigned char *bytes, const unsigned char *end)
{
	while (end - bytes > 2) {
		bytes = memchr(bytes, 0x1f, (size_t)(end - bytes) - 2);
		if (bytes == NULL)
			return NULL;
		if (bytes[1] == 0x8b && bytes[2] == 8)
			return bytes;
		bytes++;
	}
	return NULL;
}

int
nc_gzip_find(const struct nc_verify *verify, uint64_t *offset, uint64_t end,
    struct newsconv_error *error)
{
	unsigned char piece[FIND_PIECE];
	uint64_t from = *offset;

	while (from < end) {
		const unsigned char *sign = piece;
		size_t done = 0;
		int result = nc_verify_read(
		    verify, piece, sizeof(piece), from, &done, error);

		if (result < 0)
			return result;
		while ((sign = find_sign(sign, piece + done)) != NULL) {
			*offset = from + (uint64_t)(sign - piece);
			if (*offset >= end)
				break;
			if (nc_gzip_begins(verify, *offset, "WARC/"))
				return NEWSCONV_OK;
			sign++;
		}
		if (done < sizeof(piece))
			break;
		from += done - 2;
	}
	*offset = end;
	return NEWSCONV_OK;
}

/*
 * The search goes on right after the first byte of the damaged member, for what
 * looked like one may have been data.  Members made to begin in each other would
 * each be read to the end of the file: what that takes has a bound.
 */
static int
recover(struct nc_gzip *gzip, struct newsconv_error *error)
{
	uint64_t offset = gzip->member + 1;
	struct nc_place place;
	int result = NEWSCONV_OK;

	gzip->wasted += input_position(gzip) - gzip->member;
	if (gzip->wasted / WASTE_MAX > gzip->verify->size)
		offset = gzip->verify->size;
	else
		result = nc_gzip_find(
		    gzip->verify, &offset, gzip->verify->size, error);
	if (result < 0)
		return result;
	gzip->lost += offset - gzip->member;
	place = place_of(gzip, NULL);
	nc_report(gzip->verify, NC_GZIP_SKIPPED, &place, "%llu bytes, up to %s",
	    (unsigned long long)(offset - gzip->member),
	    offset < gzip->verify->size ? "the next member"
					: "the end of the file");
	seek(gzip, offset);
	gzip->state = HEADER;
	return NEWSCONV_OK;
}

int
nc_gzip_next_member(struct nc_gzip *gzip, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	gzip->output_size = 0;
	while ((gzip->state == DATA || gzip->state == TRAILER ||
		   gzip->state == BROKEN) &&
	    result == NEWSCONV_OK) {
		result = go_on(gzip, error);
		gzip->output_size = 0;
	}
	if (result < 0)
		return result;
	if (gzip->state == DAMAGED)
		return recover(gzip, error);
	if (gzip->state == ENDED)
		gzip->state = HEADER;
	return NEWSCONV_OK;
}
