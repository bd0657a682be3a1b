/* What cover_file.c asks of the two forms of pictures. */
#ifndef NC_COVER_IMAGE_H
#define NC_COVER_IMAGE_H

#include "cover.h"
#include "error.h"

enum { NC_COVER_SIDE = 16384 };

/*
 * More are of no use, and cost reading systems more memory than they have; a
 * picture of one colour with so many is a small file.
 */
#define NC_COVER_PIXELS (UINT64_C(64) << 20)

/* Fills in width and height; the file begins as one of that form. */
int nc_cover_png(struct nc_cover_file *cover, struct newsconv_error *error);
int nc_cover_jpeg(struct nc_cover_file *cover, struct newsconv_error *error);

/* The sides as the file states them, at `offset`. */
int nc_cover_sides(struct nc_cover_file *cover, uint32_t width, uint32_t height,
    size_t offset, struct newsconv_error *error);

/* BAD_VALUE, at that offset of the file. */
#define nc_cover_bad(error, at, ...) \
	nc_cover_at( \
	    error, at, nc_error_set(error, NEWSCONV_BAD_VALUE, __VA_ARGS__))
int nc_cover_at(struct newsconv_error *error, size_t offset, int code);

/* Numbers, the highest byte first, as both forms have them. */
static inline uint32_t
nc_cover_be16(const char *bytes)
{
	return (
	    uint32_t)((unsigned char)bytes[0] << 8 | (unsigned char)bytes[1]);
}

static inline uint32_t
nc_cover_be32(const char *bytes)
{
	return nc_cover_be16(bytes) << 16 | nc_cover_be16(bytes + 2);
}

#endif
