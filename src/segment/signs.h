/*
 * Signs that one article ends and another begins, as a single block can carry
 * them.  Whether a sign means that here, split.c decides.
 */
#ifndef NC_SIGNS_H
#define NC_SIGNS_H

#include "blocks.h"

enum nc_sign {
	NC_SIGN_NONE,
	NC_SIGN_RULE,     /* "-----", "* * *", "<<<>>>" */
	NC_SIGN_TITLED,   /* "=== Article 2 ===" */
	NC_SIGN_NUMBER,   /* "Document 2 of 20" */
	NC_SIGN_END,      /* "End of Document" */
	NC_SIGN_ACCESSION /* "Document", and the article's number */
};

/* What stands at the front of a block of an article's head. */
enum nc_key {
	NC_KEY_NONE,
	NC_KEY_WORD,     /* "TITLE: ..." */
	NC_KEY_ENVELOPE, /* "From ..." before the fields of a message */
	NC_KEY_HEAD_TAG,
	NC_KEY_TAIL_TAG
};

struct nc_mark {
	uint8_t sign;
	uint8_t key;
	bool page;    /* a form feed stands before it */
	bool wide;    /* of a rule: too long to part paragraphs */
	bool counted; /* of a number: a noun says of what */
	uint32_t number;
	uint32_t of;
	uint64_t kind; /* equal for signs, and for keys, that look alike */
};

/* `marks` has room for one a block. */
void nc_signs_find(struct nc_mark *marks, const struct nc_blocks *blocks);

#endif
