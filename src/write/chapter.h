/*
 * The chapter of a book: an article's XHTML, in one file or several, and what
 * is put into it once the whole book is known.
 */
#ifndef NC_CHAPTER_H
#define NC_CHAPTER_H

#include "markup.h"

/* What chapters depend on besides their article. */
struct nc_markup_options {
	bool vertical;
	bool keep_leftovers;
	bool own_css;      /* link own.css */
	bool only_own_css; /* and not style.css */
};

/*
 * A chapter, before it is known what stands around it: at each slot something
 * may be put in.  Files are cut between blocks so that each stays below
 * NC_CHAPTER_MOST bytes if no block is larger.
 */
#define NC_CHAPTER_MOST ((size_t)240 << 10)

struct nc_slot {
	size_t offset; /* in the file's text, ascending */
	enum nc_slot_type {
		NC_SLOT_LINK_BEGIN, /* before the text of a related item */
		NC_SLOT_LINK_END,
		NC_SLOT_TURN /* links to the articles before and behind */
	} type;
	size_t number; /* of the related item */
};

struct nc_chapter_file {
	struct newsconv_text text;
	const struct nc_slot *slots;
	size_t slot_count;
};

struct nc_chapter_text {
	struct nc_chapter_file *files;
	unsigned file_count;
	/* By related item: what it links to if that is not in the book. */
	struct newsconv_text *urls; /* as nc_href() has them; empty: none */
	size_t url_count;
};

/* All in `arena`; texts of the article are copied where they are needed. */
int nc_chapter_markup(struct nc_chapter_text *chapter,
    const struct newsconv_article *article,
    const struct nc_markup_options *options, struct nc_arena *arena,
    struct newsconv_error *error);

struct nc_neighbour {
	const char *name; /* of its first file; NULL: there is none */
	struct newsconv_text title;
	struct newsconv_text language;
	bool rtl;
};

struct nc_surroundings {
	struct newsconv_text language; /* of the chapter */
	/* By related item: file of the article it is, or NULL. */
	const char *const *targets;
	struct nc_neighbour previous, next; /* neither: no turn at all */
	const char *contents;               /* where all are listed, or NULL */
};

/* File `file` with its slots filled, as it goes into the container. */
int nc_chapter_fill(const struct nc_chapter_text *chapter, unsigned file,
    const struct nc_surroundings *surroundings, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);

#endif
