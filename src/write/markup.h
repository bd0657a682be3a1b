/*
 * The clean article as XHTML: the chapter of a book, and the HTML page of a
 * WARC conversion record (polyglot: the same elements, no XML declaration).
 * Its grammar is schemas/article-xhtml.rng.
 */
#ifndef NC_MARKUP_H
#define NC_MARKUP_H

#include "article.h"
#include "language.h"
#include "xml_out.h"

#define NC_STYLESHEET_NAME "style.css"
#define NC_OWN_STYLESHEET_NAME "own.css"

/*
 * For the web and in one file: no declaration, no stylesheet, and no word that
 * is not the dump's but the heading above related articles.  In `arena`.
 */
int nc_article_page(const struct newsconv_article *article,
    struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error);

/* <html ...> with namespace, language and direction, left open. */
void nc_markup_html(
    struct nc_xml *xml, struct newsconv_text language, bool rtl, bool epub);
/* The same, of a text whose lines run down from right to left (CJK). */
void nc_markup_html_vertical(struct nc_xml *xml, struct newsconv_text language,
    bool vertical, bool epub);
/*
 * <body>, left open.  From right to left it says so once more: MuPDF 1.21 does
 * not look at the <html> element's direction.
 */
void nc_markup_body(struct nc_xml *xml, bool rtl);
/* lang, xml:lang and dir on the element just opened. */
void nc_markup_language(
    struct nc_xml *xml, struct newsconv_text language, bool rtl);
/*
 * A word of newsconv's own in the language of `language`, or in English and
 * marked as such.
 */
void nc_markup_label(struct nc_xml *xml, struct newsconv_text language,
    const char *word, const char *word_language);
/* Whether newsconv has words of that language, and need not turn to English. */
bool nc_markup_speaks(struct newsconv_text language);
/* An element of class "label" with one of newsconv's words. */
void nc_markup_own_word(struct nc_xml *xml, const char *element,
    struct newsconv_text language, enum nc_label label);
/* Whether lines of this language can run down: Chinese, Japanese, Korean. */
bool nc_markup_runs_down(struct newsconv_text language);
/*
 * A title for places that name another page: up to some `limit` bytes and an
 * ellipsis, in `arena` if it is longer; whole where there is no memory.
 */
struct newsconv_text nc_markup_shortened(
    struct newsconv_text title, size_t limit, struct nc_arena *arena);

/*
 * <link> for each stylesheet: ours unless `only_own`, and the caller's if
 * `own`.
 */
void nc_markup_styles(struct nc_xml *xml, bool own, bool only_own);

/* Which way its first letter with a direction goes (UAX #9, P2). */
enum nc_direction { NC_DIRECTION_NONE, NC_DIRECTION_LTR, NC_DIRECTION_RTL };
enum nc_direction nc_text_direction(struct newsconv_text text);
/* dir on the element just opened, if `text` goes the other way than `rtl`. */
void nc_markup_direction(
    struct nc_xml *xml, struct newsconv_text text, bool rtl);
/*
 * Text from elsewhere within a line of ours: in <bdi> with language and
 * direction, so that neither turns what stands around it (UAX #9, isolates).
 * The direction is the text's own; `rtl` that of a text without letters.  The
 * language may be empty.
 */
void nc_markup_isolated(struct nc_xml *xml, struct newsconv_text text,
    struct newsconv_text language, bool rtl);

#endif
