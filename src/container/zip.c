/*
 * The ZIP writer, after PKWARE's APPNOTE 6.3.  Layouts, little-endian:
 *
 *	local header    sig4 need2 flags2 method2 time2 date2 crc4 packed4 size4
 *	                name_size2 extra_size2 name
 *	central header  sig4 made2 need2 flags2 method2 time2 date2 crc4 packed4
 *	                size4 name_size2 extra_size2 comment_size2 disk2
 *	                internal2 external4 offset4 name
 *	zip64 end       sig4 rest8 made2 need2 disk4 start_disk4 here8 total8
 *	                directory_size8 directory_offset8
 *	zip64 locator   sig4 disk4 end_offset8 disks4
 *	end             sig4 disk2 start_disk2 here2 total2 directory_size4
 *	                directory_offset4 comment_size2
 *
 * What does not fit its field is all ones there and stands in a ZIP64 extra
 * field (APPNOTE 4.5.3) or the ZIP64 end record.  Formats that want neither
 * (OCF) add whole entries, and are refused files past 4 GiB; the number of
 * their entries alone may need the end record.
 */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "error.h"
#include "zip.h"

enum {
	NEED_STORED = 10,
	NEED_DEFLATED = 20,
	NEED_ZIP64 = 45,
	MADE_BY = 3 << 8 | 30, /* Unix, APPNOTE 3.0 */
	METHOD_STORED = 0,
	METHOD_DEFLATED = 8,
	ZIP64_EXTRA = 1, /* APPNOTE 4.5.3 */
	COUNT_MAX = 0xfffe
};

#define FILE_MODE (UINT32_C(0100644) << 16)
#define DIRECTORY_CEILING ((size_t)1 << 30)

struct nc_zip {
	struct nc_sink *sink;
	uint16_t time;
	uint16_t date;
	uint64_t count;
	bool zip64; /* entries and offsets past 4 GiB are allowed */
	struct nc_buffer
	    directory; /* central headers, as they will be written */
};

static void
put(struct nc_buffer *buffer, uint64_t value, unsigned size)
{
	unsigned char bytes[8];
	unsigned i;

	for (i = 0; i < size; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
	nc_buffer_add(buffer, bytes, size);
}

/* DOS time counts two-second steps from 1980 to 2107. */
static void
set_time(struct nc_zip *zip, int64_t seconds)
{
	const int64_t first = INT64_C(315532800); /* 1980-01-01T00:00:00Z */
	const int64_t last = INT64_C(4354819198); /* 2107-12-31T23:59:58Z */
	struct nc_instant utc;

	nc_instant_utc(&utc,
	    seconds < first      ? first
		: seconds > last ? last
				 : seconds);
	zip->time = (uint16_t)(utc.hour << 11 | utc.minute << 5 |
	    utc.second / 2);
	zip->date = (uint16_t)((utc.year - 1980) << 9 | utc.month << 5 |
	    utc.day);
}

int
nc_zip_pack(struct nc_zip_data *data, struct newsconv_text content,
    bool may_deflate, struct nc_deflater *deflater, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_buffer packed = NC_BUFFER(SIZE_MAX);
	int result = NEWSCONV_OK;

	if (content.size >= UINT32_MAX)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "an entry of %zu bytes needs ZIP64", content.size);
	data->stored = content;
	data->size = (uint32_t)content.size;
	data->crc = nc_crc32(content);
	data->deflated = false;
	if (!may_deflate)
		return NEWSCONV_OK;
	result = nc_deflate(deflater, content, &packed, error);
	if (result < 0)
		goto out;
	if (packed.size < content.size) {
		data->stored.data = nc_arena_copy(
		    arena, packed.data, packed.size);
		data->stored.size = packed.size;
		data->deflated = true;
		if (data->stored.data == NULL)
			result = nc_error_memory(error);
	}
out:
	nc_buffer_free(&packed);
	return result;
}

struct nc_zip *
nc_zip_new(struct nc_sink *sink, int64_t time)
{
	struct nc_zip *zip = calloc(1, sizeof(*zip));

	if (zip == NULL)
		return NULL;
	zip->sink = sink;
	zip->directory.ceiling = DIRECTORY_CEILING;
	set_time(zip, time);
	return zip;
}

void
nc_zip_free(struct nc_zip *zip)
{
	if (zip == NULL)
		return;
	nc_buffer_free(&zip->directory);
	free(zip);
}

/* What both headers say of an entry. */
struct entry {
	const char *name;
	size_t name_size;
	uint64_t stored; /* bytes in the file */
	uint64_t size;   /* of the content */
	uint64_t offset; /* of the local header */
	uint32_t crc;
	bool deflated;
};

/* A number in four bytes, or all ones when it stands elsewhere. */
static void
put_short(struct nc_buffer *buffer, uint64_t value)
{
	put(buffer, value < UINT32_MAX ? value : UINT32_MAX, 4);
}

/* The numbers of the extra field; `all`: sizes are not left out alone. */
static void
put_extra(struct nc_buffer *extra, const struct entry *entry, bool all)
{
	bool large = entry->size >= UINT32_MAX || entry->stored >= UINT32_MAX;
	const uint64_t numbers[] = {entry->size, entry->stored, entry->offset};
	struct nc_buffer body = NC_BUFFER(64);
	size_t i;

	for (i = 0; i < 3; i++) {
		bool wanted = all ? large && i < 2 : numbers[i] >= UINT32_MAX;

		if (wanted)
			put(&body, numbers[i], 8);
	}
	if (body.size > 0) {
		put(extra, ZIP64_EXTRA, 2);
		put(extra, body.size, 2);
		nc_buffer_add(extra, body.data, body.size);
	}
	extra->out_of_memory |= body.out_of_memory;
	nc_buffer_free(&body);
}

/* The fields that both headers share, from the version needed to the extra. */
static void
put_common(struct nc_buffer *buffer, const struct nc_zip *zip,
    const struct entry *entry, size_t extra_size)
{
	unsigned need = entry->deflated ? NEED_DEFLATED : NEED_STORED;

	put(buffer, extra_size > 0 ? NEED_ZIP64 : need, 2);
	put(buffer, 0, 2);
	put(buffer, entry->deflated ? METHOD_DEFLATED : METHOD_STORED, 2);
	put(buffer, zip->time, 2);
	put(buffer, zip->date, 2);
	put(buffer, entry->crc, 4);
	put_short(buffer, entry->stored);
	put_short(buffer, entry->size);
	put(buffer, entry->name_size, 2);
	put(buffer, extra_size, 2);
}

static int
put_central(
    struct nc_zip *zip, const struct entry *entry, struct newsconv_error *error)
{
	struct nc_buffer *directory = &zip->directory;
	struct nc_buffer extra = NC_BUFFER(64);
	int result;

	put_extra(&extra, entry, false);
	put(directory, 0x02014b50, 4);
	put(directory, MADE_BY, 2);
	put_common(directory, zip, entry, extra.size);
	put(directory, 0, 2); /* comment */
	put(directory, 0, 2); /* disk */
	put(directory, 0, 2); /* internal attributes */
	put(directory, FILE_MODE, 4);
	put_short(directory, entry->offset);
	nc_buffer_add(directory, entry->name, entry->name_size);
	nc_buffer_add(directory, extra.data, extra.size);
	result = nc_buffer_check(&extra, error);
	if (result == NEWSCONV_OK)
		result = nc_buffer_check(directory, error);
	nc_buffer_free(&extra);
	zip->count++;
	return result;
}

static int
write_local(
    struct nc_zip *zip, const struct entry *entry, struct newsconv_error *error)
{
	struct nc_buffer header = NC_BUFFER(64 * 1024);
	struct nc_buffer extra = NC_BUFFER(64);
	int result;

	put_extra(&extra, entry, true);
	put(&header, 0x04034b50, 4);
	put_common(&header, zip, entry, extra.size);
	nc_buffer_add(&header, entry->name, entry->name_size);
	nc_buffer_add(&header, extra.data, extra.size);
	result = nc_buffer_check(&extra, error);
	if (result == NEWSCONV_OK)
		result = nc_buffer_check(&header, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_write(
		    zip->sink, header.data, header.size, error);
	nc_buffer_free(&header);
	nc_buffer_free(&extra);
	return result;
}

int
nc_zip_begin(struct nc_zip *zip, const char *name,
    const struct nc_zip_data *data, struct newsconv_error *error)
{
	struct entry entry = {.name = name,
	    .name_size = strlen(name),
	    .stored = data->stored.size,
	    .size = data->size,
	    .offset = nc_sink_offset(zip->sink),
	    .crc = data->crc,
	    .deflated = data->deflated};
	int result;

	if (entry.offset >= UINT32_MAX)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "%s would begin after 4 GiB, which needs ZIP64", name);
	result = write_local(zip, &entry, error);
	if (result < 0)
		return result;
	return put_central(zip, &entry, error);
}

int
nc_zip_add(struct nc_zip *zip, const char *name, const struct nc_zip_data *data,
    struct newsconv_error *error)
{
	int result = nc_zip_begin(zip, name, data, error);

	if (result < 0)
		return result;
	return nc_sink_write(
	    zip->sink, data->stored.data, data->stored.size, error);
}

int
nc_zip_begin_stored(struct nc_zip *zip, const char *name, uint32_t crc,
    uint64_t size, struct newsconv_error *error)
{
	struct entry entry = {.name = name,
	    .name_size = strlen(name),
	    .stored = size,
	    .size = size,
	    .offset = nc_sink_offset(zip->sink),
	    .crc = crc};
	int result;

	zip->zip64 = true;
	result = write_local(zip, &entry, error);
	if (result < 0)
		return result;
	return put_central(zip, &entry, error);
}

static void
put_zip64_end(struct nc_buffer *buffer, const struct nc_zip *zip,
    uint64_t directory_size, uint64_t directory_offset)
{
	put(buffer, 0x06064b50, 4);
	put(buffer, 44, 8); /* bytes that follow */
	put(buffer, MADE_BY, 2);
	put(buffer, NEED_ZIP64, 2);
	put(buffer, 0, 4);
	put(buffer, 0, 4);
	put(buffer, zip->count, 8);
	put(buffer, zip->count, 8);
	put(buffer, directory_size, 8);
	put(buffer, directory_offset, 8);

	put(buffer, 0x07064b50, 4);
	put(buffer, 0, 4);
	put(buffer, directory_offset + directory_size, 8);
	put(buffer, 1, 4);
}

int
nc_zip_finish(struct nc_zip *zip, struct newsconv_error *error)
{
	uint64_t offset = nc_sink_offset(zip->sink);
	uint64_t size = zip->directory.size;
	uint64_t count = zip->count > COUNT_MAX ? 0xffff : zip->count;
	bool large = offset >= UINT32_MAX || size >= UINT32_MAX;
	int result;

	if (offset + size >= UINT32_MAX && !zip->zip64)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "the directory would end after 4 GiB, which needs ZIP64");
	if (large || zip->count > COUNT_MAX)
		put_zip64_end(&zip->directory, zip, size, offset);
	put(&zip->directory, 0x06054b50, 4);
	put(&zip->directory, 0, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory, count, 2);
	put(&zip->directory, count, 2);
	put_short(&zip->directory, size);
	put_short(&zip->directory, offset);
	put(&zip->directory, 0, 2);
	result = nc_buffer_check(&zip->directory, error);
	if (result < 0)
		return result;
	return nc_sink_write(
	    zip->sink, zip->directory.data, zip->directory.size, error);
}
