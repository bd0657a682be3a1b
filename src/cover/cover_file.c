/*
 * A cover that the caller brings goes into every book as it is, and a book may
 * outlive the program that can show half a picture.  So it is looked through to
 * its end before it is taken.
 */
#include "cover_image.h"
#include "file.h"

enum { LARGEST = 16 << 20 };

int
nc_cover_at(struct newsconv_error *error, size_t offset, int code)
{
	if (error != NULL)
		error->offset = offset;
	return code;
}

int
nc_cover_sides(struct nc_cover_file *cover, uint32_t width, uint32_t height,
    size_t offset, struct newsconv_error *error)
{
	if (width < 1 || height < 1 || width > NC_COVER_SIDE ||
	    height > NC_COVER_SIDE)
		return nc_cover_bad(error, offset,
		    "sides of %u and %u pixels at offset %zu; 1 to %d are "
		    "taken",
		    width, height, offset, NC_COVER_SIDE);
	if ((uint64_t)width * height > NC_COVER_PIXELS)
		return nc_cover_bad(error, offset,
		    "%u times %u pixels at offset %zu are more than reading "
		    "systems take",
		    width, height, offset);
	cover->width = width;
	cover->height = height;
	return NEWSCONV_OK;
}

static bool
begins(struct newsconv_text bytes, const char *start, size_t size)
{
	return bytes.size >= size && memcmp(bytes.data, start, size) == 0;
}

static int
look_through(struct nc_cover_file *cover, struct newsconv_error *error)
{
	if (begins(cover->bytes, "\x89PNG\r\n\x1a\n", 8))
		return nc_cover_png(cover, error);
	if (begins(cover->bytes, "\xff\xd8\xff", 3)) {
		cover->jpeg = true;
		return nc_cover_jpeg(cover, error);
	}
	return nc_cover_bad(error, 0,
	    cover->bytes.size == 0 ? "is empty"
				   : "is neither a PNG nor a JPEG picture");
}

/* What the option names cannot be a cover; why is said already. */
static int
as_bad_value(int result, struct newsconv_error *error)
{
	if (result != NEWSCONV_TOO_LARGE && result != NEWSCONV_NOT_A_FILE)
		return result;
	if (error != NULL)
		error->code = NEWSCONV_BAD_VALUE;
	return NEWSCONV_BAD_VALUE;
}

int
nc_cover_read(struct nc_cover_file *cover, const char *path,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER(LARGEST);
	int result = as_bad_value(nc_file_read(&bytes, path, error), error);

	*cover = (struct nc_cover_file){.bytes = {"", 0}};
	if (result == NEWSCONV_OK && bytes.size > 0) {
		if (!nc_arena_adopt(arena, bytes.data, bytes.size)) {
			result = nc_error_memory(error);
		} else {
			cover->bytes.data = bytes.data;
			cover->bytes.size = bytes.size;
			bytes.data = NULL;
		}
	}
	if (result == NEWSCONV_OK)
		result = look_through(cover, error);
	nc_buffer_free(&bytes);
	return result < 0 ? nc_error_where(error, result, path) : result;
}
