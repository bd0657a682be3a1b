/*
 * The files of a chapter while they are written.  What stands around the text
 * that is being written, a place, can be closed at the end of a file and opened
 * again in the next one; so any part may be cut between its blocks, and none
 * has to know how.
 */
#ifndef NC_CHAPTER_OUT_H
#define NC_CHAPTER_OUT_H

#include "chapter.h"
#include "language.h"

struct nc_chapter_out {
	struct nc_xml xml;
	struct nc_chapter_text *chapter;
	const struct newsconv_article *article;
	const struct nc_markup_options *options;
	struct nc_arena *arena;
	bool page; /* one file for the web: nothing of newsconv's own in it */
	bool in_article; /* in <article>, which the place stands in */
	/* Opens in a further file what was open in the last one; or NULL. */
	void (*place)(struct nc_chapter_out *out);
	const char *container; /* of the run of blocks in the body, or NULL */
	struct nc_slot *slots; /* of this file */
	size_t slot_count;
	size_t linked; /* bytes that links may add to this file */
	bool filled;   /* something stands in this file besides its head */
	struct newsconv_error *error;
	int result; /* the first failure */
};

void nc_chapter_out_begin(struct nc_chapter_out *out);
/* Go on in a further file unless there is room for that text in this one. */
void nc_chapter_out_room(
    struct nc_chapter_out *out, struct newsconv_text text, size_t linked);
/* Opens <article>. */
void nc_chapter_out_article(struct nc_chapter_out *out);
/* All that is open is closed, and the last file kept; gives out->result. */
int nc_chapter_out_end(struct nc_chapter_out *out);
void nc_chapter_out_slot(
    struct nc_chapter_out *out, enum nc_slot_type type, size_t number);

/* A word of ours before text of the dump, and a blank; not in a page. */
void nc_chapter_out_label(struct nc_chapter_out *out, enum nc_label label);
/* Opens an element for text of the dump, which may go its own way. */
void nc_chapter_out_open(struct nc_chapter_out *out, const char *element,
    const char *class, struct newsconv_text text);
/* The same, with the text in it; nothing where there is none. */
void nc_chapter_out_element(struct nc_chapter_out *out, const char *element,
    const char *class, struct newsconv_text text);
/* Close the innermost element, and its line. */
void nc_chapter_out_close(struct nc_chapter_out *out);

/* The article's <header>. */
void nc_chapter_out_header(struct nc_chapter_out *out);

#endif
