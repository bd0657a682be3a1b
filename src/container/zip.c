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
 * ZIP64 end records are written only when there are more entries than the end
 * record can count; files past 4 GiB are refused.
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
	COUNT_MAX = 0xfffe
};

#define FILE_MODE (UINT32_C(0100644) << 16)
#define DIRECTORY_CEILING ((size_t)1 << 30)

struct nc_zip {
	struct nc_sink *sink;
	uint16_t time;
	uint16_t date;
	uint64_t count;
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

/* The fields that both headers share, from the version needed to the extra. */
static void
put_common(struct nc_buffer *buffer, const struct nc_zip *zip,
    const struct nc_zip_data *data, size_t name_size)
{
	put(buffer, data->deflated ? NEED_DEFLATED : NEED_STORED, 2);
	put(buffer, 0, 2);
	put(buffer, data->deflated ? METHOD_DEFLATED : METHOD_STORED, 2);
	put(buffer, zip->time, 2);
	put(buffer, zip->date, 2);
	put(buffer, data->crc, 4);
	put(buffer, data->stored.size, 4);
	put(buffer, data->size, 4);
	put(buffer, name_size, 2);
	put(buffer, 0, 2);
}

static void
put_central(struct nc_zip *zip, const char *name, size_t name_size,
    const struct nc_zip_data *data, uint64_t offset)
{
	struct nc_buffer *directory = &zip->directory;

	put(directory, 0x02014b50, 4);
	put(directory, MADE_BY, 2);
	put_common(directory, zip, data, name_size);
	put(directory, 0, 2); /* comment */
	put(directory, 0, 2); /* disk */
	put(directory, 0, 2); /* internal attributes */
	put(directory, FILE_MODE, 4);
	put(directory, offset, 4);
	nc_buffer_add(directory, name, name_size);
}

int
nc_zip_add(struct nc_zip *zip, const char *name, const struct nc_zip_data *data,
    struct newsconv_error *error)
{
	struct nc_buffer header = NC_BUFFER(64 * 1024);
	uint64_t offset = nc_sink_offset(zip->sink);
	size_t name_size = strlen(name);
	int result;

	if (offset >= UINT32_MAX)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "%s would begin after 4 GiB, which needs ZIP64", name);
	put(&header, 0x04034b50, 4);
	put_common(&header, zip, data, name_size);
	nc_buffer_add(&header, name, name_size);
	result = nc_buffer_check(&header, error);
	if (result < 0)
		goto out;
	result = nc_sink_write(zip->sink, header.data, header.size, error);
	if (result < 0)
		goto out;
	result = nc_sink_write(
	    zip->sink, data->stored.data, data->stored.size, error);
	if (result < 0)
		goto out;
	put_central(zip, name, name_size, data, offset);
	zip->count++;
	result = nc_buffer_check(&zip->directory, error);
out:
	nc_buffer_free(&header);
	return result;
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
	int result;

	if (offset + size >= UINT32_MAX)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "the directory would end after 4 GiB, which needs ZIP64");
	if (zip->count > COUNT_MAX)
		put_zip64_end(&zip->directory, zip, size, offset);
	put(&zip->directory, 0x06054b50, 4);
	put(&zip->directory, 0, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory, count, 2);
	put(&zip->directory, count, 2);
	put(&zip->directory, size, 4);
	put(&zip->directory, offset, 4);
	put(&zip->directory, 0, 2);
	result = nc_buffer_check(&zip->directory, error);
	if (result < 0)
		return result;
	return nc_sink_write(
	    zip->sink, zip->directory.data, zip->directory.size, error);
}
