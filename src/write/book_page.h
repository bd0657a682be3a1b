/*
 * What the pages have in common that speak of the whole book: navigation,
 * contents, cover.  They are in the book's language; what is said in another,
 * or goes the other way, says so itself.
 */
#ifndef NC_BOOK_PAGE_H
#define NC_BOOK_PAGE_H

#include "book.h"
#include "language.h"

/*
 * Whether the book's text goes from right to left.  Not the same as its pages:
 * those of vertical text do, and its lines do not.
 */
bool nc_book_text_rtl(const struct nc_book *book);

/*
 * XML declaration, <html>, head; <body class=...> is left open.  `style`: rules
 * in place of the book's stylesheets, or NULL.
 */
void nc_book_page_begin(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_text title, const char *class, const char *style);
int nc_book_page_end(struct nc_xml *xml, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);

/* A word of ours in the element just opened. */
void nc_book_label(
    struct nc_xml *xml, const struct nc_book *book, enum nc_label label);
/*
 * lang and dir on the element just opened, which will hold `text`, if they are
 * not the book's.
 */
void nc_book_language(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_text text, struct newsconv_text language, bool rtl);

/*
 * Whether a text of a language that goes so goes so itself: a headline in
 * Arabic may begin with a Latin word, and one that has nothing else goes the
 * other way.
 */
bool nc_book_goes_left(struct newsconv_text text, bool rtl);

/* Whether readers see groups: in the contents, and as a level of the toc. */
bool nc_book_shows_groups(const struct nc_book *book);
/*
 * Of group `index`, in the element just opened: its title; in a book without
 * groups, whose contents take several files, the numbers of its articles.
 */
void nc_book_group_title(
    struct nc_xml *xml, const struct nc_book *book, size_t index);
/* The same without language and direction: where they cannot be said. */
void nc_book_group_name(
    struct nc_xml *xml, const struct nc_book *book, size_t index);
/* Group `index` is the first in its contents file. */
bool nc_group_begins_contents(const struct nc_book *book, size_t index);

#endif
