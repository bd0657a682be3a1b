/* Related headlines: what introduces them, where they lead. */
#ifndef NC_LINKS_H
#define NC_LINKS_H

#include "article.h"
#include "blocks.h"
#include "labels.h"

/* A related headline on one line, taken apart; parts may be empty. */
struct nc_link_line {
	struct newsconv_text label; /* "Read more:" */
	struct newsconv_text text;
	struct newsconv_text url;
	unsigned reference; /* n of "[n]", 0 for none */
};

void nc_link_parse(struct nc_link_line *link, struct newsconv_text line,
    const struct nc_languages *languages);

/* Whether the text is a URL, in angle brackets or not, and nothing else. */
bool nc_link_is_url(struct newsconv_text text);

/*
 * Whether a block that no label calls related is one all the same: a headline
 * behind "Read more:" within the body.
 */
bool nc_link_inline(const struct nc_blocks *blocks,
    const struct nc_label_of_block *labels, size_t block);

/*
 * Give the article's related items their texts and URLs.  Block and segment
 * have the same number.  False when out of memory.
 */
bool nc_links_read(
    struct newsconv_article *article, const struct nc_blocks *blocks);

#endif
