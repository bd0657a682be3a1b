/*
 * Labels and fields are found in text without bidi controls, since these are
 * no part of a name or a date; afterwards the article gets the text that has
 * them, where the dump does.
 */
#ifndef NC_BIDI_CONTROLS_H
#define NC_BIDI_CONTROLS_H

#include "article.h"
#include "blocks.h"

/*
 * Give segments their text as it is shown, and with them the fields and related
 * items that are a whole block.  A field that is part of a block, such as an
 * author's name, stays without controls: one half of a pair would be worse.
 */
void nc_bidi_controls_restore(
    struct newsconv_article *article, const struct nc_blocks *blocks);

#endif
