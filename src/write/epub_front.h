/*
 * The entries of a book before its pages, and what of them is the caller's:
 * mimetype, container.xml, package document, navigation, NCX, stylesheets,
 * cover.
 */
#ifndef NC_EPUB_FRONT_H
#define NC_EPUB_FRONT_H

#include "book.h"
#include "zip.h"

/* What files of the caller's hold; size 0: there is none. */
struct nc_front {
	struct newsconv_text css;
	struct newsconv_text cover; /* PNG or JPEG */
	bool jpeg;
};

/*
 * Read, into `arena`, the files that the options name.  Fails with
 * NEWSCONV_BAD_VALUE (not what they should be), _READ_FAILED, _NO_MEMORY;
 * errors name the file.
 */
int nc_front_read(struct nc_front *front,
    const struct newsconv_book_options *options, struct nc_arena *arena,
    struct newsconv_error *error);

/* Draw the cover if it is to be drawn, and tell the book what it has. */
int nc_front_cover(struct nc_front *front, struct nc_book *book,
    struct nc_arena *arena, struct newsconv_error *error);

int nc_front_add(const struct nc_front *front, const struct nc_book *book,
    struct nc_zip *zip, struct nc_deflater *deflater,
    struct newsconv_error *error);

#endif
