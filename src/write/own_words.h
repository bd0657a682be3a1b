/* Whether a line of the dump says already what a label of ours would say. */
#ifndef NC_OWN_WORDS_H
#define NC_OWN_WORDS_H

#include "language.h"

/* By the phrases of the language, and by those of English. */
bool nc_says_itself(struct newsconv_text line, struct newsconv_text language,
    enum nc_marker marker);

#endif
