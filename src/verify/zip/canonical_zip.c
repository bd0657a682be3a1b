/*
 * A ZIP archive of ours, written once more.  What the directory says of names,
 * sizes and checksums is taken as given; each other byte follows from it, and so
 * does where each thing stands.
 *
 *	local header, name, data   of each entry, one after another
 *	central header, name       of each
 *	(ZIP64 end, locator)       only past the limits of the end record
 *	end                        without comment
 *
 * Constant: made by Unix and version 3.0, no flags, mode 0100644, one time.
 */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>
#include <zlib.h>

#include "canonical.h"
#include "error.h"

enum {
	STORED = 0,
	DEFLATED = 8,
	MADE_BY = 3 << 8 | 30,
	COUNT_MAX = 0xfffe,
	EPUB_LEVEL = 6,
	HEADER_MAX = 64 * 1024 + 256
};

#define MODE (UINT64_C(0100644) << 16)
#define FULL UINT64_C(0xffffffff)

struct writer {
	const struct nc_canonical_archive *archive;
	struct nc_canonical *canonical;
	struct libdeflate_decompressor *inflater;
	struct nc_buffer wanted; /* a header */
	struct nc_buffer found;
	struct nc_buffer packed;
	struct nc_buffer plain;
	uint64_t place; /* where the next byte stands */
	uint64_t directory;
	uint16_t time; /* of the first entry, and so of all */
	uint16_t date;
	struct newsconv_error *error;
};

static void
put(struct nc_buffer *buffer, uint64_t value, unsigned size)
{
	for (; size > 0; size--) {
		nc_buffer_byte(buffer, (unsigned char)(value & 0xff));
		value >>= 8;
	}
}

/* ----------------------------------------------------------------- comparison */

/* Exactly `size` bytes, or as many as the file has. */
static int
fetch(struct writer *writer, struct nc_buffer *target, uint64_t offset,
    size_t size)
{
	size_t done = 0;
	int result;

	nc_buffer_clear(target);
	if (!nc_buffer_reserve(target, size))
		return nc_buffer_check(target, writer->error);
	result = nc_verify_read(writer->archive->verify, target->data, size,
	    offset, &done, writer->error);
	target->size = done;
	return result;
}

/* writer->wanted is what should stand at writer->place. */
static int
compare(struct writer *writer, const char *part, const char *what)
{
	const struct nc_verify *verify = writer->archive->verify;
	size_t size = writer->wanted.size, i = 0;
	int result = nc_buffer_check(&writer->wanted, writer->error);

	if (result == NEWSCONV_OK)
		result = fetch(writer, &writer->found, writer->place, size);
	if (result < 0)
		return result;
	while (i < writer->found.size &&
	    writer->found.data[i] == writer->wanted.data[i])
		i++;
	if (i < writer->found.size)
		nc_finding(verify, NC_ZIP_NOT_CANONICAL, part,
		    writer->place + i, "byte %zu of %s is 0x%02x, not 0x%02x",
		    i, what, (unsigned)(unsigned char)writer->found.data[i],
		    (unsigned)(unsigned char)writer->wanted.data[i]);
	else if (i < size)
		nc_finding(verify, NC_ZIP_NOT_CANONICAL, part,
		    writer->place + i, "%zu bytes of %s are not there",
		    size - i, what);
	writer->place += size;
	return NEWSCONV_OK;
}

/* -------------------------------------------------------------------- headers */

/* A number in four bytes, all ones if it stands in the extra field. */
static void
put_short(struct nc_buffer *buffer, uint64_t value)
{
	put(buffer, value < FULL ? value : FULL, 4);
}

/* Version to the length of the extra field: as in both headers. */
static void
put_common(
    struct writer *writer, const struct nc_archive_entry *entry, size_t extra)
{
	struct nc_buffer *wanted = &writer->wanted;

	put(wanted, extra > 0 ? 45 : entry->method == DEFLATED ? 20 : 10, 2);
	put(wanted, 0, 2);
	put(wanted, entry->method, 2);
	put(wanted, writer->time, 2);
	put(wanted, writer->date, 2);
	put(wanted, entry->crc, 4);
	put_short(wanted, entry->compressed);
	put_short(wanted, entry->size);
	put(wanted, entry->name_size, 2);
	put(wanted, extra > 0 ? extra + 4 : 0, 2);
}

static void
put_extra(struct nc_buffer *wanted, const uint64_t *numbers, size_t count)
{
	size_t i;

	if (count == 0)
		return;
	put(wanted, 1, 2);
	put(wanted, 8 * count, 2);
	for (i = 0; i < count; i++)
		put(wanted, numbers[i], 8);
}

/* APPNOTE 4.5.3: both sizes, if one of them needs it. */
static int
check_local(struct writer *writer, const struct nc_archive_entry *entry)
{
	const uint64_t numbers[] = {entry->size, entry->compressed};
	size_t count = entry->size >= FULL || entry->compressed >= FULL ? 2 : 0;

	nc_buffer_clear(&writer->wanted);
	put(&writer->wanted, 0x04034b50, 4);
	put_common(writer, entry, 8 * count);
	nc_buffer_add(&writer->wanted, entry->name, entry->name_size);
	put_extra(&writer->wanted, numbers, count);
	return compare(writer, entry->name, "the local header");
}

/* Each number that needs it. */
static int
check_central(struct writer *writer, const struct nc_archive_entry *entry)
{
	const uint64_t all[] = {entry->size, entry->compressed, entry->offset};
	struct nc_buffer *wanted = &writer->wanted;
	uint64_t numbers[3];
	size_t count = 0, i;

	for (i = 0; i < 3; i++) {
		if (all[i] >= FULL)
			numbers[count++] = all[i];
	}
	nc_buffer_clear(wanted);
	put(wanted, 0x02014b50, 4);
	put(wanted, MADE_BY, 2);
	put_common(writer, entry, 8 * count);
	put(wanted, 0, 2); /* comment */
	put(wanted, 0, 2); /* disk */
	put(wanted, 0, 2); /* internal attributes */
	put(wanted, MODE, 4);
	put_short(wanted, entry->offset);
	nc_buffer_add(wanted, entry->name, entry->name_size);
	put_extra(wanted, numbers, count);
	return compare(writer, entry->name, "the directory's header");
}

static void
put_end64(
    struct nc_buffer *wanted, uint64_t count, uint64_t directory, uint64_t size)
{
	put(wanted, 0x06064b50, 4);
	put(wanted, 44, 8);
	put(wanted, MADE_BY, 2);
	put(wanted, 45, 2);
	put(wanted, 0, 4);
	put(wanted, 0, 4);
	put(wanted, count, 8);
	put(wanted, count, 8);
	put(wanted, size, 8);
	put(wanted, directory, 8);
	put(wanted, 0x07064b50, 4);
	put(wanted, 0, 4);
	put(wanted, directory + size, 8);
	put(wanted, 1, 4);
}

static int
check_end(struct writer *writer)
{
	const struct nc_verify *verify = writer->archive->verify;
	struct nc_buffer *wanted = &writer->wanted;
	uint64_t count = nc_archive_count(writer->archive->zip);
	uint64_t size = writer->place - writer->directory;
	int result;

	nc_buffer_clear(wanted);
	if (count > COUNT_MAX || writer->directory >= FULL || size >= FULL)
		put_end64(wanted, count, writer->directory, size);
	put(wanted, 0x06054b50, 4);
	put(wanted, 0, 4); /* disks */
	put(wanted, count > COUNT_MAX ? 0xffff : count, 2);
	put(wanted, count > COUNT_MAX ? 0xffff : count, 2);
	put_short(wanted, size);
	put_short(wanted, writer->directory);
	put(wanted, 0, 2); /* comment */
	result = compare(writer, "", "the end record");
	if (result == NEWSCONV_OK && writer->place < verify->size)
		nc_finding(verify, NC_ZIP_NOT_CANONICAL, "", writer->place,
		    "%llu bytes more than we write",
		    (unsigned long long)(verify->size - writer->place));
	return result;
}

/* ----------------------------------------------------------------------- data */

/* False: the data is damaged, which has been reported by those who read it. */
static int
unpack(struct writer *writer, const struct nc_archive_entry *entry, bool *done)
{
	struct nc_buffer *target = entry->method == DEFLATED ? &writer->packed
							     : &writer->plain;
	size_t made = 0;
	int result = fetch(
	    writer, target, entry->data, (size_t)entry->compressed);

	*done = result == NEWSCONV_OK && target->size == entry->compressed;
	if (!*done || entry->method != DEFLATED)
		return result;
	nc_buffer_clear(&writer->plain);
	if (!nc_buffer_reserve(&writer->plain, (size_t)entry->size))
		return nc_buffer_check(&writer->plain, writer->error);
	*done = libdeflate_deflate_decompress(writer->inflater,
		    writer->packed.data, writer->packed.size,
		    writer->plain.data, (size_t)entry->size,
		    &made) == LIBDEFLATE_SUCCESS &&
	    made == entry->size;
	writer->plain.size = made;
	return NEWSCONV_OK;
}

/* Deflated where that is shorter; but the first one, `mimetype`, never is. */
static int
check_stored(struct writer *writer, const struct nc_archive_entry *entry,
    struct newsconv_text plain)
{
	bool shrinks = false;
	int result;

	if (entry->offset == 0)
		return NEWSCONV_OK;
	result = nc_canonical_shrinks(
	    writer->canonical, &shrinks, plain, writer->error);
	if (result == NEWSCONV_OK && shrinks)
		nc_canonical_differs(writer->archive->verify,
		    writer->archive->claim, false, NC_ZIP_NOT_CANONICAL,
		    entry->name, entry->data);
	return result;
}

static int
check_deflated(struct writer *writer, const struct nc_archive_entry *entry,
    struct newsconv_text plain)
{
	struct newsconv_text packed = {
	    writer->packed.data, writer->packed.size};
	bool same = false;
	int result = nc_canonical_deflate(
	    writer->canonical, &same, packed, plain, writer->error);

	if (result == NEWSCONV_OK && !same)
		nc_canonical_differs(writer->archive->verify,
		    writer->archive->claim, false, NC_ZIP_NOT_CANONICAL,
		    entry->name, entry->data);
	return result;
}

/*
 * Unpacked and packed again in pieces.  Of what is stored as it is only our
 * compressor could say that it was right to: it is large text, and that shrinks.
 */
static int
press_large(struct writer *writer, const struct nc_archive_entry *entry,
    z_stream *inflater, struct nc_canonical_stream *stream)
{
	const struct nc_verify *verify = writer->archive->verify;
	unsigned char packed[8192], plain[32768];
	uint64_t place = entry->data, end = entry->data + entry->compressed;
	int status = Z_OK, result = NEWSCONV_OK;
	size_t done = 0;

	while (status == Z_OK && result == NEWSCONV_OK) {
		if (inflater->avail_in == 0 && place < end) {
			result = nc_verify_read(verify, packed,
			    end - place < sizeof(packed) ? (size_t)(end - place)
							 : sizeof(packed),
			    place, &done, writer->error);
			place += done;
			inflater->next_in = packed;
			inflater->avail_in = (unsigned)done;
		}
		inflater->next_out = plain;
		inflater->avail_out = sizeof(plain);
		if (result == NEWSCONV_OK)
			status = inflate(inflater, Z_NO_FLUSH);
		if (result == NEWSCONV_OK)
			result = nc_canonical_stream_add(stream,
			    (const char *)plain,
			    sizeof(plain) - inflater->avail_out, writer->error);
	}
	return result;
}

static int
check_large(struct writer *writer, const struct nc_archive_entry *entry)
{
	const struct nc_canonical_archive *archive = writer->archive;
	struct nc_canonical_stream *stream = NULL;
	z_stream inflater = {0};
	bool same = entry->method != DEFLATED;
	int result;

	if (same)
		return NEWSCONV_OK;
	if (inflateInit2(&inflater, -MAX_WBITS) != Z_OK)
		return nc_error_memory(writer->error);
	result = nc_canonical_stream_new(&stream, archive->verify, false,
	    EPUB_LEVEL, entry->data, writer->error);
	if (result == NEWSCONV_OK)
		result = press_large(writer, entry, &inflater, stream);
	if (result == NEWSCONV_OK)
		result = nc_canonical_stream_end(stream, &same,
		    entry->data + entry->compressed, writer->error);
	if (result == NEWSCONV_OK && !same)
		nc_canonical_differs(archive->verify, archive->claim, true,
		    NC_ZIP_NOT_CANONICAL, entry->name, entry->data);
	nc_canonical_stream_free(stream);
	inflateEnd(&inflater);
	return result;
}

static int
check_data(struct writer *writer, const struct nc_archive_entry *entry)
{
	const struct nc_canonical_archive *archive = writer->archive;
	const struct newsconv_text nothing = {NULL, 0};
	struct newsconv_text plain;
	bool done = false;
	int result;

	if (entry->method == DEFLATED && !archive->deflates) {
		nc_finding(archive->verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "compressed, where we store");
		return NEWSCONV_OK;
	}
	/* Where all is stored there is one form only. */
	if (!entry->readable || !archive->deflates || archive->unsound)
		return NEWSCONV_OK;
	if (entry->size > NC_CANONICAL_MAX) {
		result = check_large(writer, entry);
		return result < 0 || archive->entry == NULL
		    ? result
		    : archive->entry(
			  archive->context, entry, nothing, writer->error);
	}
	/* Nothing becomes so much more of it. */
	if (entry->compressed > 2 * NC_CANONICAL_MAX)
		return NEWSCONV_OK;
	result = unpack(writer, entry, &done);
	if (result < 0 || !done)
		return result;
	plain.data = writer->plain.size == 0 ? "" : writer->plain.data;
	plain.size = writer->plain.size;
	result = entry->method == DEFLATED
	    ? check_deflated(writer, entry, plain)
	    : check_stored(writer, entry, plain);
	if (result == NEWSCONV_OK && archive->entry != NULL)
		result = archive->entry(
		    archive->context, entry, plain, writer->error);
	return result;
}

/* -------------------------------------------------------------------- the whole */

static int
check_entry(struct writer *writer, const struct nc_archive_entry *entry)
{
	int result;

	if (entry->offset != writer->place)
		nc_finding(writer->archive->verify, NC_ZIP_NOT_CANONICAL,
		    entry->name, entry->offset,
		    "begins here, not at %llu behind the one before",
		    (unsigned long long)writer->place);
	writer->place = entry->offset;
	result = check_local(writer, entry);
	writer->place += entry->compressed;
	return result == NEWSCONV_OK ? check_data(writer, entry) : result;
}

typedef int check_function(
    struct writer *writer, const struct nc_archive_entry *entry);

static int
check_each(struct writer *writer, check_function *function)
{
	size_t count = nc_archive_count(writer->archive->zip), i;
	const struct nc_archive_entry *entry;
	int result = NEWSCONV_OK;

	for (i = 0; i < count && result == NEWSCONV_OK; i++) {
		result = nc_archive_look(
		    writer->archive->zip, i, &entry, writer->error);
		if (result != NEWSCONV_OK)
			break;
		if (i == 0) {
			writer->time = entry->time;
			writer->date = entry->date;
		}
		result = function(writer, entry);
	}
	return result;
}

static int
check(struct writer *writer)
{
	int result = check_each(writer, check_entry);

	writer->directory = writer->place;
	if (result == NEWSCONV_OK)
		result = check_each(writer, check_central);
	return result == NEWSCONV_OK ? check_end(writer) : result;
}

int
nc_canonical_zip(
    const struct nc_canonical_archive *archive, struct newsconv_error *error)
{
	struct writer writer = {.archive = archive,
	    .canonical = nc_canonical_new(),
	    .inflater = libdeflate_alloc_decompressor(),
	    .wanted = NC_BUFFER(2 * HEADER_MAX),
	    .found = NC_BUFFER(2 * HEADER_MAX),
	    .packed = NC_BUFFER(2 * NC_CANONICAL_MAX + 1),
	    .plain = NC_BUFFER(NC_CANONICAL_MAX + 1),
	    .error = error};
	int result;

	if (writer.canonical == NULL || writer.inflater == NULL) {
		result = nc_error_memory(error);
	} else {
		result = check(&writer);
		if (result == NEWSCONV_OK)
			nc_answer(archive->verify, NEWSCONV_LEVEL_CANONICAL,
			    archive->unsound ? NEWSCONV_ANSWER_UNKNOWN
					     : NEWSCONV_ANSWER_YES);
	}
	nc_canonical_free(writer.canonical);
	libdeflate_free_decompressor(writer.inflater);
	nc_buffer_free(&writer.wanted);
	nc_buffer_free(&writer.found);
	nc_buffer_free(&writer.packed);
	nc_buffer_free(&writer.plain);
	return result;
}
