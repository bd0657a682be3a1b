/*
 * The picture on a book's cover.  Drawing needs Pango and Cairo, which bring
 * two dozen libraries: they are loaded when a cover is drawn, and without them
 * there is none.
 */
#ifndef NC_COVER_H
#define NC_COVER_H

#include "memory.h"

/* What it says; texts may be empty, but for the title. */
struct nc_cover {
	struct newsconv_text title;
	struct newsconv_text language; /* BCP 47, of all but the source */
	bool rtl;
	struct newsconv_text series;
	struct newsconv_text issue; /* "No. 12" */
	struct newsconv_text date;
	struct newsconv_text source; /* publisher, or host */
	struct newsconv_text authors;
};

enum { NC_COVER_WIDTH = 1200, NC_COVER_HEIGHT = 1600 };

/*
 * A PNG, appended to `png`: equal bytes for equal covers, libraries and fonts.
 * NEWSCONV_END: the libraries, or a font that has the title's letters, are not
 * there.  Any number of threads may draw at once.
 */
int nc_cover_draw(const struct nc_cover *cover, struct nc_buffer *png,
    struct newsconv_error *error);

/* A cover that the caller brings. */
struct nc_cover_file {
	struct newsconv_text bytes; /* in the arena */
	bool jpeg;                  /* else PNG */
	uint32_t width, height;
};

/*
 * Fails with NEWSCONV_BAD_VALUE (no PNG or JPEG, damaged, larger than 16 MiB
 * or than reading systems take), _READ_FAILED, _NO_MEMORY; names the file, and
 * the offset of what is wrong.
 */
int nc_cover_read(struct nc_cover_file *cover, const char *path,
    struct nc_arena *arena, struct newsconv_error *error);

#endif
