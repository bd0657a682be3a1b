/*
 * What entries hold, unpacked piece by piece: no entry is in memory as a whole
 * unless someone must see it so, and none is unpacked further than it said it
 * would go.  zlib and not libdeflate, since it stops anywhere and says how many
 * bits of the last byte were used.
 */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "error.h"
#include "zip_archive.h"

#define MIB ((uint64_t)1024 * 1024)
#define ENTRY_MAX (64 * 1024 * MIB)
/* The longest line that newsconv reads, and what stands around it. */
#define TEXT_MAX (17 * MIB)
#define TOTAL_FREE (256 * MIB) /* all entries of a small archive */
#define RATIO_FREE MIB         /* an entry may be so large at any ratio */

enum {
	PIECE = 64 * 1024,
	DEFLATE_RATIO_MAX = 1032, /* 258 bytes from two bits */
	RATIO_MAX = 2000,
	TOTAL_RATIO = 32 /* all entries of a large one; text has less */
};

/* An entry on its way. */
struct reading {
	struct nc_archive *zip;
	struct nc_archive_entry entry;
	nc_archive_callback *callback;
	void *context;
	struct newsconv_error *error;
	uint64_t used; /* of the packed data */
	uint64_t made;
	uint32_t crc;
	bool digests;
	struct nc_digest stored, content;
};

static void
report(struct reading *reading, enum nc_finding_code code, const char *text,
    uint64_t a, uint64_t b)
{
	nc_finding(reading->zip->verify, code, reading->entry.name,
	    reading->entry.offset, text, (unsigned long long)a,
	    (unsigned long long)b);
}

static uint64_t
limit(uint64_t given, uint64_t usual)
{
	return given != 0 ? given : usual;
}

static bool
size_possible(struct reading *reading)
{
	const struct nc_archive_entry *entry = &reading->entry;
	const struct newsconv_limits *limits =
	    &reading->zip->verify->options->limits;

	if (entry->size > limit(limits->entry_size, ENTRY_MAX)) {
		report(reading, NC_ZIP_TOO_LARGE,
		    "%llu bytes are more than the %llu that are checked",
		    entry->size, limit(limits->entry_size, ENTRY_MAX));
		return false;
	}
	if (entry->method == 8 &&
	    entry->size / DEFLATE_RATIO_MAX > entry->compressed) {
		report(reading, NC_ZIP_SIZE,
		    "%llu bytes cannot become %llu by deflate",
		    entry->compressed, entry->size);
		return false;
	}
	if (entry->size > RATIO_FREE && !nc_zip_own(reading->zip) &&
	    entry->size / limit(limits->ratio, RATIO_MAX) > entry->compressed) {
		report(reading, NC_ZIP_RATIO, "%llu bytes become %llu",
		    entry->compressed, entry->size);
		return false;
	}
	return true;
}

/* Each entry may be as large as is checked, but not a thousand of them. */
static bool
total_possible(struct reading *reading)
{
	struct nc_archive *zip = reading->zip;
	const struct nc_archive_entry *entry = &reading->entry;
	uint64_t most = TOTAL_FREE;

	if (zip->verify->size > TOTAL_FREE / TOTAL_RATIO)
		most = TOTAL_RATIO * zip->verify->size;
	if (nc_zip_own(zip) || entry->size <= most - zip->total) {
		zip->total += nc_zip_own(zip) ? 0 : entry->size;
		return true;
	}
	if (!zip->exhausted)
		report(reading, NC_ZIP_TOTAL,
		    "with this entry of %llu bytes more than %llu, from here "
		    "on not all were looked at",
		    entry->size, most);
	zip->exhausted = true;
	return false;
}

/* Unpacked bytes; false when they are more than was stated. */
static int
take(struct reading *reading, const unsigned char *bytes, size_t size,
    bool *fits)
{
	*fits = size <= reading->entry.size - reading->made;
	if (!*fits) {
		report(reading, NC_ZIP_SIZE,
		    "the data becomes more than the stated size of %llu bytes",
		    reading->entry.size, 0);
		return NEWSCONV_OK;
	}
	reading->made += size;
	reading->crc = libdeflate_crc32(reading->crc, bytes, size);
	if (reading->digests)
		nc_digest_update(&reading->content, bytes, size);
	if (reading->callback == NULL || size == 0)
		return NEWSCONV_OK;
	return reading->callback(bytes, size, reading->context);
}

/* The next packed bytes into zip->packed. */
static int
fetch(struct reading *reading, size_t *size)
{
	struct nc_archive *zip = reading->zip;
	uint64_t rest = reading->entry.compressed - reading->used;
	size_t wanted = rest < PIECE ? (size_t)rest : PIECE;
	int result = nc_verify_read(zip->verify, zip->packed, wanted,
	    reading->entry.data + reading->used, size, reading->error);

	if (result < 0)
		return result;
	if (*size < wanted)
		return nc_error_set(reading->error, NEWSCONV_READ_FAILED,
		    "the file became shorter while it was read");
	reading->used += *size;
	if (reading->digests)
		nc_digest_update(&reading->stored, zip->packed, *size);
	return NEWSCONV_OK;
}

static int
read_stored(struct reading *reading, bool *whole)
{
	bool fits = true;
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK && fits &&
	    reading->used < reading->entry.compressed) {
		size_t size;

		result = fetch(reading, &size);
		if (result == NEWSCONV_OK)
			result = take(
			    reading, reading->zip->packed, size, &fits);
	}
	*whole = fits;
	return result;
}

/*
 * RFC 1951, 3.1.1: how much of the last byte is left; no checksum covers it.
 * inflate() tells when it stops at the end of the last block.
 */
static unsigned
padding(const z_stream *stream)
{
	unsigned bits = (unsigned)stream->data_type & 7;

	if ((stream->data_type & 0xc0) != 0xc0 || bits == 0)
		return 0;
	return (unsigned)stream->next_in[-1] >> (8 - bits);
}

static void
check_padding(struct reading *reading, unsigned left)
{
	if (left != 0)
		nc_finding(reading->zip->verify, NC_ZIP_PADDING,
		    reading->entry.name, reading->entry.data,
		    "the unused bits of the last byte are 0x%02x", left);
}

/* inflate() said how it went; true: go on. */
static bool
inflate_state(struct reading *reading, int state, bool *whole)
{
	z_stream *stream = &reading->zip->stream;

	/* No output, no input: the file's data ended before deflate's. */
	if (state == Z_OK || (state == Z_BUF_ERROR && stream->avail_out == 0) ||
	    (state == Z_BUF_ERROR && reading->used < reading->entry.compressed))
		return true;
	*whole = state == Z_STREAM_END;
	if (!*whole)
		nc_finding(reading->zip->verify, NC_ZIP_DEFLATE,
		    reading->entry.name, reading->entry.data, "%s",
		    state == Z_BUF_ERROR ? "the deflate data is cut off"
					 : "the deflate data is damaged");
	return false;
}

static void
check_end(struct reading *reading, unsigned left_bits, bool *whole)
{
	struct nc_archive *zip = reading->zip;
	uint64_t left = reading->entry.compressed - reading->used +
	    zip->stream.avail_in;

	check_padding(reading, left_bits);
	if (left > 0)
		report(reading, NC_ZIP_DATA_AFTER,
		    "%llu of %llu bytes follow the end of the deflate data",
		    left, reading->entry.compressed);
	if (reading->made == reading->entry.size)
		return;
	report(reading, NC_ZIP_SIZE,
	    "the data becomes %llu instead of %llu bytes", reading->made,
	    reading->entry.size);
	*whole = false;
}

static int
begin_inflate(struct nc_archive *zip, struct newsconv_error *error)
{
	int state = zip->stream_ready ? inflateReset(&zip->stream)
				      : inflateInit2(&zip->stream, -MAX_WBITS);

	if (state != Z_OK)
		return nc_error_memory(error);
	zip->stream_ready = true;
	zip->stream.avail_in = 0;
	return NEWSCONV_OK;
}

static int
read_deflated(struct reading *reading, bool *whole)
{
	struct nc_archive *zip = reading->zip;
	z_stream *stream = &zip->stream;
	unsigned bits = 0;
	bool fits = true, going = true;
	int result = begin_inflate(zip, reading->error);

	while (result == NEWSCONV_OK && going) {
		size_t size = 0;
		int state;

		if (stream->avail_in == 0) {
			result = fetch(reading, &size);
			stream->next_in = zip->packed;
			stream->avail_in = (unsigned)size;
			if (result < 0)
				break;
		}
		stream->next_out = zip->unpacked;
		stream->avail_out = PIECE;
		state = inflate(stream, Z_BLOCK);
		if (state == Z_MEM_ERROR)
			return nc_error_memory(reading->error);
		bits |= padding(stream);
		result = take(
		    reading, zip->unpacked, PIECE - stream->avail_out, &fits);
		going = fits && inflate_state(reading, state, whole);
		if (result == NEWSCONV_OK && !going && *whole)
			check_end(reading, bits, whole);
	}
	return result;
}

/* The header is a part of what is stored. */
static int
begin_digests(struct reading *reading)
{
	struct nc_archive *zip = reading->zip;
	size_t size = (size_t)(reading->entry.data - reading->entry.offset);
	const unsigned char *bytes;
	int result;

	if (!reading->digests)
		return NEWSCONV_OK;
	nc_digest_begin(&reading->content, NC_SHA256);
	nc_digest_begin(&reading->stored, NC_SHA256);
	result = nc_zip_look(zip, &zip->local, reading->entry.offset, size,
	    &bytes, reading->error);
	if (result == NEWSCONV_OK)
		nc_digest_update(&reading->stored, bytes, size);
	return result == NEWSCONV_END
	    ? nc_error_set(reading->error, NEWSCONV_READ_FAILED,
		  "the file became shorter while it was read")
	    : result;
}

static void
finish(struct reading *reading)
{
	struct nc_archive *zip = reading->zip;

	if (reading->digests) {
		nc_digest_end_hex(&reading->stored, zip->stored_sha256);
		nc_digest_end_hex(&reading->content, zip->sha256);
	}
	nc_digests_compared(zip->verify, 1);
	if (reading->crc != reading->entry.crc)
		nc_finding(zip->verify, NC_ZIP_CRC, reading->entry.name,
		    reading->entry.offset, "CRC-32 %08x stated, %08x found",
		    (unsigned)reading->entry.crc, (unsigned)reading->crc);
}

static int
make_pieces(struct nc_archive *zip, struct newsconv_error *error)
{
	if (zip->packed == NULL)
		zip->packed = malloc(PIECE);
	if (zip->unpacked == NULL)
		zip->unpacked = malloc(PIECE);
	return zip->packed == NULL || zip->unpacked == NULL
	    ? nc_error_memory(error)
	    : NEWSCONV_OK;
}

static int
stream(struct reading *reading, bool *whole)
{
	struct nc_archive *zip = reading->zip;
	const struct nc_archive_entry *entry = &reading->entry;
	int result = make_pieces(zip, reading->error);

	if (!entry->readable || (entry->method != 0 && entry->method != 8) ||
	    (entry->flags & NC_ZIP_ENCRYPTED) != 0 || !size_possible(reading) ||
	    !total_possible(reading))
		return result;
	if (result == NEWSCONV_OK)
		result = begin_digests(reading);
	if (result == NEWSCONV_OK)
		result = entry->method == 8 ? read_deflated(reading, whole)
					    : read_stored(reading, whole);
	if (result == NEWSCONV_OK && *whole)
		finish(reading);
	return result;
}

int
nc_archive_stream(struct nc_archive *zip, size_t index,
    nc_archive_callback *callback, void *context, bool *whole,
    struct newsconv_error *error)
{
	struct reading reading = {.zip = zip,
	    .callback = callback,
	    .context = context,
	    .error = error,
	    .digests = nc_wants_digests(zip->verify)};
	const struct nc_archive_entry *entry;
	char *name;
	int result = nc_archive_look(zip, index, &entry, error);

	*whole = false;
	zip->last = index;
	zip->stored_sha256[0] = zip->sha256[0] = '\0';
	if (result < 0)
		return result;
	/* What is called meanwhile may look at other entries. */
	reading.entry = *entry;
	name = malloc(entry->name_size + 1);
	if (name == NULL)
		return nc_error_memory(error);
	memcpy(name, entry->name, entry->name_size + 1);
	reading.entry.name = name;
	result = stream(&reading, whole);
	free(name);
	return result;
}

static int
keep(const void *bytes, size_t size, void *context)
{
	struct nc_buffer *content = context;

	nc_buffer_add(content, bytes, size);
	return nc_buffer_check(content, NULL) < 0 ? NEWSCONV_NO_MEMORY
						  : NEWSCONV_OK;
}

int
nc_archive_load(struct nc_archive *zip, size_t index,
    struct newsconv_text *text, struct newsconv_error *error)
{
	uint64_t most = limit(zip->verify->options->limits.text_size, TEXT_MAX);
	const struct nc_archive_entry *entry;
	bool fits, whole;
	int result = nc_archive_look(zip, index, &entry, error);

	text->data = NULL;
	text->size = 0;
	if (result < 0)
		return result;
	fits = entry->size <= most || nc_zip_own(zip);
	if (!fits)
		nc_finding(zip->verify, NC_ZIP_NOT_LOADED, entry->name,
		    entry->offset, "%llu bytes, more than %llu",
		    (unsigned long long)entry->size, (unsigned long long)most);
	nc_buffer_clear(&zip->content);
	nc_buffer_text(&zip->content, "");
	result = nc_archive_stream(
	    zip, index, fits ? keep : NULL, &zip->content, &whole, error);
	if (result == NEWSCONV_NO_MEMORY)
		return nc_error_memory(error);
	if (result < 0 || !whole || !fits)
		return result;
	text->data = zip->content.data;
	text->size = zip->content.size;
	return nc_buffer_check(&zip->content, error);
}
