/*
 * Frames one by one: what the rules for WARC files demand of their headers is
 * looked at here, libzstd sees one frame at a time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zstd.h>
#include <zstd_errors.h>

#include "bytes.h"
#include "error.h"
#include "verify_zstd.h"

#define FRAME_MAGIC UINT32_C(0xfd2fb528)
#define DICTIONARY_FRAME UINT32_C(0x184d2a5d)
#define DICTIONARY_MAGIC UINT32_C(0xec30a437)

enum {
	PIECE = 64 * 1024,
	HEADER_MAX = 18,
	WINDOW_LOG = 23, /* 8 MiB: what readers must support */
	DICTIONARY_MAX = 8 * 1024 * 1024,
	WASTE_MAX = 4, /* as in verify_gzip.c */
	RATIO = 2000,
	RATIO_FROM = 8 * 1024 * 1024
};

enum state { HEADER, DATA, ENDED, DAMAGED, FINISHED };

struct frame_header {
	size_t size;
	bool has_content_size;
	bool has_checksum;
	bool has_dictionary;
	uint32_t dictionary;
	uint64_t content_size;
	uint64_t window;
};

struct nc_zstd {
	const struct nc_verify *verify;
	ZSTD_DCtx *context;
	enum state state;
	bool has_dictionary;
	uint32_t dictionary;
	struct frame_header header;
	uint64_t frame;        /* offset of the frame */
	uint64_t input_offset; /* of the byte after the input in memory */
	uint64_t made;
	uint64_t before;
	uint64_t lost;
	uint64_t wasted;
	uint64_t ratio;
	ZSTD_inBuffer input;
	const char *output;
	size_t output_size;
	char input_bytes[PIECE];
	char output_bytes[PIECE];
};

int
nc_zstd_open(struct nc_zstd **zstd, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	struct nc_zstd *new = calloc(1, sizeof(*new));

	if (new == NULL)
		return nc_error_memory(error);
	new->verify = verify;
	new->input.src = new->input_bytes;
	new->ratio = verify->options->limits.ratio;
	if (new->ratio == 0)
		new->ratio = RATIO;
	new->context = ZSTD_createDCtx();
	if (new->context == NULL) {
		free(new);
		return nc_error_memory(error);
	}
	ZSTD_DCtx_setParameter(new->context, ZSTD_d_windowLogMax, WINDOW_LOG);
	*zstd = new;
	return NEWSCONV_OK;
}

void
nc_zstd_close(struct nc_zstd *zstd)
{
	if (zstd == NULL)
		return;
	ZSTD_freeDCtx(zstd->context);
	free(zstd);
}

uint64_t
nc_zstd_offset(const struct nc_zstd *zstd)
{
	return zstd->frame;
}

bool
nc_zstd_between(const struct nc_zstd *zstd)
{
	return zstd->state == HEADER || zstd->state == FINISHED;
}

uint64_t
nc_zstd_position(const struct nc_zstd *zstd)
{
	return zstd->input_offset - (zstd->input.size - zstd->input.pos);
}

uint64_t
nc_zstd_consumed(const struct nc_zstd *zstd)
{
	return zstd->before + zstd->made - zstd->output_size;
}

uint64_t
nc_zstd_lost(const struct nc_zstd *zstd)
{
	return zstd->lost;
}

/* ----------------------------------------------------------------- findings */

static void
report(const struct nc_zstd *zstd, enum nc_finding_code code, const char *text)
{
	const struct nc_place place = {.offset = zstd->frame,
	    .has_inner = true,
	    .inner_offset = zstd->before};

	nc_report(zstd->verify, code, &place, "%s", text);
}

static int
damage(struct nc_zstd *zstd, enum nc_finding_code code, const char *text)
{
	report(zstd, code, text);
	zstd->state = DAMAGED;
	return NEWSCONV_OK;
}

/* --------------------------------------------------------- headers of frames */

static void
seek(struct nc_zstd *zstd, uint64_t offset)
{
	zstd->input_offset = offset;
	zstd->input.size = 0;
	zstd->input.pos = 0;
	zstd->output_size = 0;
}

/* RFC 8878, 3.1.1.1; false if these bytes do not hold all of the header. */
static bool
parse_header(
    struct frame_header *header, const unsigned char *bytes, size_t size)
{
	static const uint8_t id_sizes[] = {0, 1, 2, 4};
	static const uint8_t content_sizes[] = {0, 2, 4, 8};
	bool single;
	size_t id, content, i, at = 5;

	memset(header, 0, sizeof(*header));
	if (size < 5)
		return false;
	single = (bytes[4] & 0x20) != 0;
	id = id_sizes[bytes[4] & 3];
	content = content_sizes[bytes[4] >> 6];
	if (content == 0 && single)
		content = 1;
	header->size = 5 + (single ? 0u : 1u) + id + content;
	if (size < header->size)
		return false;
	if (!single) {
		uint64_t base = UINT64_C(1) << (10 + (bytes[at] >> 3));

		header->window = base + (base >> 3) * (bytes[at] & 7);
		at++;
	}
	for (i = 0; i < id; i++)
		header->dictionary |= (uint32_t)bytes[at + i] << (8 * i);
	at += id;
	for (i = 0; i < content; i++)
		header->content_size |= (uint64_t)bytes[at + i] << (8 * i);
	if (content == 2)
		header->content_size += 256;
	if (single)
		header->window = header->content_size;
	header->has_content_size = content > 0;
	header->has_checksum = (bytes[4] & 4) != 0;
	header->has_dictionary = id > 0 && header->dictionary != 0;
	return true;
}

/* What the rules for WARC files demand of every frame, 3.1. */
static void
check_header(const struct nc_zstd *zstd)
{
	const struct frame_header *header = &zstd->header;
	char text[96];

	if (!header->has_content_size)
		report(zstd, NC_ZSTD_NO_SIZE, "no Frame_Content_Size");
	if (!header->has_checksum)
		report(zstd, NC_ZSTD_NO_CHECKSUM, "no Content_Checksum");
	if (!zstd->has_dictionary ||
	    (header->has_dictionary && header->dictionary == zstd->dictionary))
		return;
	snprintf(text, sizeof(text), "Dictionary_ID %u, the dictionary has %u",
	    (unsigned)header->dictionary, (unsigned)zstd->dictionary);
	report(zstd, NC_ZSTD_DICTIONARY_ID, text);
}

/* A frame whose content is no data; dictionaries stand at the beginning only. */
static int
skip_frame(struct nc_zstd *zstd, uint32_t magic, uint64_t size)
{
	if (size > zstd->verify->size - zstd->frame - 8)
		return damage(zstd, NC_ZSTD_CUT,
		    "the file ends within a skippable frame");
	if (magic == DICTIONARY_FRAME && zstd->frame > 0)
		report(zstd, NC_ZSTD_PLACE,
		    "a dictionary that is not at the beginning");
	else if (magic != DICTIONARY_FRAME && zstd->frame == 0)
		report(zstd, NC_ZSTD_PLACE,
		    "the file begins with a skippable frame");
	seek(zstd, zstd->frame + 8 + size);
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------- dictionaries */

/* A dictionary that is compressed becomes one that is not. */
static int
unpack_dictionary(struct nc_zstd *zstd, unsigned char **bytes, size_t *size,
    struct newsconv_error *error)
{
	struct frame_header header;
	unsigned char *plain = malloc(DICTIONARY_MAX);
	size_t made;

	if (plain == NULL)
		return nc_error_memory(error);
	if (!parse_header(&header, *bytes, *size) || !header.has_content_size ||
	    !header.has_checksum || header.has_dictionary)
		report(zstd, NC_ZSTD_DICTIONARY,
		    "its frame has a dictionary, no content size or no "
		    "checksum");
	made = ZSTD_decompressDCtx(
	    zstd->context, plain, DICTIONARY_MAX, *bytes, *size);
	free(*bytes);
	*bytes = plain;
	*size = ZSTD_isError(made) ? 0 : made;
	return NEWSCONV_OK;
}

static int
use_dictionary(struct nc_zstd *zstd, unsigned char **bytes, size_t size,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (size >= 4 && nc_le32(*bytes) == FRAME_MAGIC)
		result = unpack_dictionary(zstd, bytes, &size, error);
	if (result < 0)
		return result;
	if (size < 8 || nc_le32(*bytes) != DICTIONARY_MAGIC ||
	    ZSTD_isError(
		ZSTD_DCtx_loadDictionary(zstd->context, *bytes, size))) {
		report(zstd, NC_ZSTD_DICTIONARY, "the dictionary is malformed");
		return NEWSCONV_OK;
	}
	zstd->has_dictionary = true;
	zstd->dictionary = nc_le32(*bytes + 4);
	return NEWSCONV_OK;
}

static int
read_dictionary(
    struct nc_zstd *zstd, uint64_t size, struct newsconv_error *error)
{
	unsigned char *bytes;
	size_t done = 0;
	int result;

	if (size > DICTIONARY_MAX) {
		report(zstd, NC_ZSTD_LIMIT, "a dictionary of more than 8 MiB");
		return NEWSCONV_OK;
	}
	bytes = malloc((size_t)size + 1);
	if (bytes == NULL)
		return nc_error_memory(error);
	result = nc_verify_read(
	    zstd->verify, bytes, (size_t)size, 8, &done, error);
	if (result == NEWSCONV_OK)
		result = use_dictionary(zstd, &bytes, done, error);
	free(bytes);
	return result;
}

/* -------------------------------------------------------------------- frames */

static int
begin_frame(struct nc_zstd *zstd, const unsigned char *bytes, size_t done)
{
	if (!parse_header(&zstd->header, bytes, done))
		return damage(zstd, NC_ZSTD_CUT,
		    "the file ends within the header of a frame");
	check_header(zstd);
	if (zstd->header.window > (UINT64_C(1) << WINDOW_LOG))
		return damage(zstd, NC_ZSTD_LIMIT,
		    "a frame with a window of more than 8 MiB");
	ZSTD_DCtx_reset(zstd->context, ZSTD_reset_session_only);
	seek(zstd, zstd->frame);
	zstd->state = DATA;
	return NEWSCONV_OK;
}

static int
read_header(struct nc_zstd *zstd, struct newsconv_error *error)
{
	unsigned char bytes[HEADER_MAX];
	size_t done = 0;
	uint32_t magic;
	int result;

	zstd->frame = nc_zstd_position(zstd);
	zstd->before += zstd->made;
	zstd->made = 0;
	result = nc_verify_read(
	    zstd->verify, bytes, sizeof(bytes), zstd->frame, &done, error);
	if (result < 0)
		return result;
	if (done == 0) {
		zstd->state = FINISHED;
		return NEWSCONV_OK;
	}
	magic = done < 4 ? 0 : nc_le32(bytes);
	if (magic == FRAME_MAGIC)
		return begin_frame(zstd, bytes, done);
	if ((magic & ~UINT32_C(15)) != UINT32_C(0x184d2a50) || done < 8)
		return damage(zstd, NC_ZSTD_FRAME, "no frame begins here");
	if (magic == DICTIONARY_FRAME && zstd->frame == 0)
		result = read_dictionary(zstd, nc_le32(bytes + 4), error);
	return result < 0 ? result
			  : skip_frame(zstd, magic, nc_le32(bytes + 4));
}

/* NEWSCONV_END at the end of the file. */
static int
fill(struct nc_zstd *zstd, struct newsconv_error *error)
{
	size_t done = 0;
	int result;

	if (zstd->input.pos < zstd->input.size)
		return NEWSCONV_OK;
	result = nc_verify_read(zstd->verify, zstd->input_bytes, PIECE,
	    zstd->input_offset, &done, error);
	if (result < 0)
		return result;
	zstd->input_offset += done;
	zstd->input.size = done;
	zstd->input.pos = 0;
	return done > 0 ? NEWSCONV_OK : NEWSCONV_END;
}

static int
end_frame(struct nc_zstd *zstd)
{
	zstd->state = ENDED;
	if (zstd->header.has_checksum)
		nc_digests_compared(zstd->verify, 1);
	if (zstd->header.has_content_size &&
	    zstd->header.content_size != zstd->made)
		return damage(zstd, NC_ZSTD_DATA,
		    "the frame has another size than Frame_Content_Size");
	return NEWSCONV_OK;
}

static int
failed(struct nc_zstd *zstd, size_t status, struct newsconv_error *error)
{
	switch (ZSTD_getErrorCode(status)) {
	case ZSTD_error_memory_allocation:
		return nc_error_memory(error);
	case ZSTD_error_checksum_wrong:
		return damage(
		    zstd, NC_ZSTD_CHECKSUM, "the content has another checksum");
	default:
		return damage(zstd, NC_ZSTD_DATA, ZSTD_getErrorName(status));
	}
}

static int
unpack_some(struct nc_zstd *zstd, struct newsconv_error *error)
{
	ZSTD_outBuffer output = {zstd->output_bytes, PIECE, 0};
	size_t status, before;
	int result = fill(zstd, error);

	if (result < 0)
		return result;
	before = zstd->input.pos;
	status = ZSTD_decompressStream(zstd->context, &output, &zstd->input);
	if (ZSTD_isError(status))
		return failed(zstd, status, error);
	if (result == NEWSCONV_END && status > 0 && output.pos == 0)
		return damage(
		    zstd, NC_ZSTD_CUT, "the file ends within a frame");
	zstd->output = zstd->output_bytes;
	zstd->output_size = output.pos;
	zstd->made += output.pos;
	if (status == 0 && (zstd->input.pos > before || output.pos > 0))
		return end_frame(zstd);
	if (zstd->made > RATIO_FROM &&
	    zstd->made / zstd->ratio > nc_zstd_position(zstd) - zstd->frame)
		return damage(zstd, NC_ZSTD_LIMIT,
		    "a frame unpacks to more than the limit");
	return NEWSCONV_OK;
}

int
nc_zstd_peek(struct nc_zstd *zstd, enum nc_gzip_event *event,
    struct newsconv_text *text, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	while (zstd->output_size == 0 && result == NEWSCONV_OK) {
		switch (zstd->state) {
		case HEADER:
			result = read_header(zstd, error);
			break;
		case DATA:
			result = unpack_some(zstd, error);
			break;
		case ENDED:
			*event = NC_GZIP_MEMBER_END;
			return NEWSCONV_OK;
		case DAMAGED:
			*event = NC_GZIP_DAMAGE;
			return NEWSCONV_OK;
		case FINISHED:
			*event = NC_GZIP_FILE_END;
			return NEWSCONV_OK;
		}
	}
	if (result < 0)
		return result;
	*event = NC_GZIP_DATA;
	text->data = zstd->output;
	text->size = zstd->output_size;
	return NEWSCONV_OK;
}

void
nc_zstd_consume(struct nc_zstd *zstd, size_t size)
{
	zstd->output += size;
	zstd->output_size -= size;
}

/* ------------------------------------------------------------- after damage */

/* Whether the frame at an offset unpacks to `text`; the context is used. */
static bool
frame_begins(struct nc_zstd *zstd, uint64_t offset, const char *text)
{
	char packed[4096], found[16];
	ZSTD_inBuffer input = {packed, 0, 0};
	ZSTD_outBuffer output = {found, strlen(text), 0};
	size_t status = 1;

	if (output.size > sizeof(found) ||
	    nc_verify_read(zstd->verify, packed, sizeof(packed), offset,
		&input.size, NULL) < 0)
		return false;
	ZSTD_DCtx_reset(zstd->context, ZSTD_reset_session_only);
	while (input.pos < input.size && output.pos < output.size &&
	    !ZSTD_isError(status) && status > 0)
		status = ZSTD_decompressStream(zstd->context, &output, &input);
	return output.pos == output.size &&
	    strncasecmp(found, text, output.size) == 0;
}

static int
find_frame(struct nc_zstd *zstd, uint64_t *offset, struct newsconv_error *error)
{
	for (;;) {
		size_t done = 0, i;
		int result = nc_verify_read(zstd->verify, zstd->input_bytes,
		    PIECE, *offset, &done, error);

		if (result < 0)
			return result;
		for (i = 0; i + 4 <= done; i++) {
			const char *found = memchr(
			    zstd->input_bytes + i, 0x28, done - i);

			if (found == NULL)
				break;
			i = (size_t)(found - zstd->input_bytes);
			if (i + 4 <= done &&
			    nc_le32((const unsigned char *)found) ==
				FRAME_MAGIC &&
			    frame_begins(zstd, *offset + i, "WARC/")) {
				*offset += i;
				return NEWSCONV_OK;
			}
		}
		if (done < PIECE) {
			*offset = zstd->verify->size;
			return NEWSCONV_OK;
		}
		*offset += done - 3;
	}
}

static int
recover(struct nc_zstd *zstd, struct newsconv_error *error)
{
	const struct nc_place place = {.offset = zstd->frame};
	uint64_t offset = zstd->frame + 1;
	int result = NEWSCONV_OK;

	zstd->wasted += nc_zstd_position(zstd) - zstd->frame;
	if (zstd->wasted / WASTE_MAX > zstd->verify->size)
		offset = zstd->verify->size;
	else
		result = find_frame(zstd, &offset, error);
	if (result < 0)
		return result;
	zstd->lost += offset - zstd->frame;
	nc_report(zstd->verify, NC_ZSTD_SKIPPED, &place, "%llu bytes, up to %s",
	    (unsigned long long)(offset - zstd->frame),
	    offset < zstd->verify->size ? "the next record"
					: "the end of the file");
	seek(zstd, offset);
	zstd->state = HEADER;
	return NEWSCONV_OK;
}

int
nc_zstd_next_member(struct nc_zstd *zstd, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	zstd->output_size = 0;
	while (zstd->state == DATA && result == NEWSCONV_OK) {
		result = unpack_some(zstd, error);
		zstd->output_size = 0;
	}
	if (result < 0)
		return result;
	if (zstd->state == DAMAGED)
		return recover(zstd, error);
	if (zstd->state == ENDED)
		zstd->state = HEADER;
	return NEWSCONV_OK;
}

bool
nc_zstd_sign(const unsigned char *bytes, size_t size)
{
	uint32_t magic = size < 4 ? 0 : nc_le32(bytes);

	return magic == FRAME_MAGIC || magic == DICTIONARY_FRAME;
}

bool
nc_zstd_begins(const struct nc_verify *verify, const char *text)
{
	struct nc_zstd *zstd = NULL;
	unsigned char sign[4];
	size_t done = 0;
	bool begins = false;

	if (nc_verify_read(verify, sign, sizeof(sign), 0, &done, NULL) < 0 ||
	    !nc_zstd_sign(sign, done))
		return false;
	if (nc_le32(sign) == DICTIONARY_FRAME)
		return true; /* of WARC files alone */
	if (nc_zstd_open(&zstd, verify, NULL) < 0)
		return false;
	begins = frame_begins(zstd, 0, text);
	nc_zstd_close(zstd);
	return begins;
}
