/*
 * The parts of a book that speak of the whole: package document, navigation
 * document, NCX.  What they know of an article is struct nc_chapter.
 */
#ifndef NC_EPUB_PACKAGE_H
#define NC_EPUB_PACKAGE_H

#include "markup.h"
#include "zip.h"

struct nc_chapter {
	struct nc_zip_data data; /* of its XHTML file */
	struct newsconv_text title;
	struct newsconv_text language;
	bool rtl;
	struct newsconv_text id; /* urn:uuid: of the article */
	struct newsconv_text url;
	struct newsconv_text publisher;
	struct newsconv_text dek;
	struct newsconv_text date; /* W3CDTF, empty when there is none */
	struct newsconv_text *authors;
	size_t author_count;
};

struct nc_book {
	struct newsconv_text title;
	struct newsconv_text identifier;
	struct newsconv_text modified;     /* YYYY-MM-DDThh:mm:ssZ */
	const struct nc_chapter *chapters; /* at least one */
	size_t chapter_count;
};

#define NC_NAVIGATION_NAME "nav.xhtml"
#define NC_NCX_NAME "toc.ncx"

/* "article-1.xhtml" for 0; relative to the package document. */
enum { NC_CHAPTER_NAME_SIZE = 40 };
void nc_chapter_name(char target[NC_CHAPTER_NAME_SIZE], size_t index);

/* Each puts its document into `arena`. */
int nc_book_package(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);
int nc_book_navigation(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);
int nc_book_ncx(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);

#endif
