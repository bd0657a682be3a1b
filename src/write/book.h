/*
 * A book as its writer plans it, and what its parts know of each article: all
 * that the package document, the navigation and the contents say is here.
 *
 * Files, below EPUB/ and in this order: package.opf, nav.xhtml, toc.ncx,
 * style.css, own.css (the caller's), cover.png or cover.jpg, cover.xhtml,
 * contents-1.xhtml ..., article-1.xhtml, article-1-2.xhtml (a long one goes on)
 * ..., articles.jsonl (what the pages do not show: see article_json.h).
 */
#ifndef NC_BOOK_H
#define NC_BOOK_H

#include "cover.h"
#include "chapter.h"

/* Small, and of its own arena: it outlives the article. */
struct nc_chapter {
	struct newsconv_text title; /* never empty */
	struct newsconv_text language;
	bool rtl;
	struct newsconv_text id;     /* urn:uuid: of the article */
	struct newsconv_text source; /* name of the dump */
	struct newsconv_text url;
	struct newsconv_text publisher;
	struct newsconv_text section;
	struct newsconv_text dek;
	struct newsconv_text date;    /* for dc:date, W3CDTF; may be empty */
	struct newsconv_text printed; /* the same, as the dump has it */
	struct newsconv_author *authors;
	size_t author_count;
	unsigned minutes; /* that it takes to read, 1 or more */
	unsigned files;   /* 1 or more */
};

/*
 * Chapters that stand together, one behind another.  One that is more than a
 * contents file holds is cut into several; those behind the first have a number
 * in their titles: "Sport (2)".  Not so in a book that is not grouped: there
 * titles are empty.
 */
struct nc_group {
	struct newsconv_text title;    /* shown; in `language` */
	struct newsconv_text language; /* of the title; empty: of none */
	bool rtl;                      /* of the title */
	size_t first, count;           /* of the chapters */
	unsigned contents; /* number of its contents file, from 1; 0: none */
};

enum nc_cover_form {
	NC_COVER_NONE,
	NC_COVER_PAGE,
	NC_COVER_PNG,
	NC_COVER_JPEG
};

struct nc_book {
	const struct newsconv_book_options *options; /* never NULL */
	struct newsconv_text title;
	struct newsconv_text identifier;
	struct newsconv_text modified; /* YYYY-MM-DDThh:mm:ssZ */
	struct newsconv_text date; /* for dc:date: the youngest's; or empty */
	struct newsconv_text language; /* of most of its articles */
	bool rtl; /* the pages go from right to left; so does text, unless: */
	bool vertical; /* the main language's text runs down */
	const struct nc_chapter *chapters; /* at least one */
	size_t chapter_count;
	const struct nc_group *groups; /* at least one */
	size_t group_count;
	bool grouped;      /* the groups are shown: they have titles */
	unsigned contents; /* number of contents files; 0: nav.xhtml is all */
	enum nc_cover_form cover;
	struct nc_cover shown; /* what the cover says, page or picture */
	bool own_css, only_own_css;
};

#define NC_NAVIGATION_NAME "nav.xhtml"
#define NC_NCX_NAME "toc.ncx"
#define NC_COVER_PAGE_NAME "cover.xhtml"
#define NC_RECORD_NAME "articles.jsonl"

/*
 * Relative to the package document: "article-1.xhtml" for 0 and file 0,
 * "article-1-2.xhtml" for its file 1; "contents-1.xhtml" for 1; "cover.png".
 */
enum { NC_CHAPTER_NAME_SIZE = 64 };
void nc_chapter_name(
    char target[NC_CHAPTER_NAME_SIZE], size_t chapter, unsigned file);
void nc_contents_name(char target[NC_CHAPTER_NAME_SIZE], unsigned number);
const char *nc_cover_name(const struct nc_book *book);

/* Up to so many articles nav.xhtml shows their deks, authors, dates itself. */
enum { NC_CONTENTS_MOST = 250 };

/* Each puts its document into `arena`. */
int nc_book_package(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);
int nc_book_navigation(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);
int nc_book_ncx(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);
int nc_book_cover_page(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);
/* Contents file `number`, from 1: the articles of the groups that name it. */
int nc_book_contents(const struct nc_book *book, unsigned number,
    struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error);

/*
 * The plan: duplicates are not its matter; order, groups, contents files,
 * title, language, direction, date, identifier, what the cover says.  Reorders
 * `chapters` and tells in *order (in `arena`) which was at each place before.
 * `cover` and the stylesheets are left to the caller.
 *
 * Groups of a date stand in the order of time; those of authors and of sources
 * in that of their names (case folded, by code points), sections in the order
 * in which the articles bring them up, as a paper has them.  Articles without
 * any stand last.  Dates are days, if there are no more than 60 of them, else
 * months, else years.
 */
int nc_book_plan(struct nc_book *book, struct nc_chapter *chapters,
    size_t count, const struct newsconv_book_options *options, int64_t time,
    size_t **order, struct nc_arena *arena, struct newsconv_error *error);

#endif
