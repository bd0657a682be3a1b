/* Writing pictures of few colours as PNG (ISO/IEC 15948). */
#ifndef NC_PNG_OUT_H
#define NC_PNG_OUT_H

#include "memory.h"

enum { NC_PNG_COLOURS = 256 };

struct nc_picture {
	uint32_t width, height; /* 1 to 16384 each */
	/* Row by row, from the top: each pixel's number in `palette`. */
	const unsigned char *pixels;
	const unsigned char (*palette)[3]; /* red, green, blue in sRGB */
	size_t colours;                    /* 1 to 256; pixels are below it */
};

/*
 * Append it to `png`.  Equal pictures give equal bytes under one libdeflate.
 * Fails with NEWSCONV_NO_MEMORY, or _TOO_LARGE by the buffer's ceiling.
 */
int nc_png_write(const struct nc_picture *picture, struct nc_buffer *png,
    struct newsconv_error *error);

#endif
