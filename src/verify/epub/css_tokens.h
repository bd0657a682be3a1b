/*
 * CSS cut into tokens (CSS Syntax 3, 4), in place and one at a time, so that a
 * style sheet of any size takes no memory.
 */
#ifndef NC_CSS_TOKENS_H
#define NC_CSS_TOKENS_H

#include "newsconv.h"

enum nc_css_type {
	NC_CSS_END,
	NC_CSS_SPACE,
	NC_CSS_IDENT,
	NC_CSS_FUNCTION, /* a name and '(' */
	NC_CSS_AT,       /* '@' and a name */
	NC_CSS_HASH,
	NC_CSS_STRING,
	NC_CSS_BAD_STRING, /* a line ends in it, or the sheet */
	NC_CSS_URL,        /* url(...) without quotes */
	NC_CSS_BAD_URL,
	NC_CSS_NUMBER,       /* with a unit or a percent sign, perhaps */
	NC_CSS_COMMENT_OPEN, /* <!-- or --> */
	NC_CSS_BAD_COMMENT,  /* one that is not closed */
	NC_CSS_DELIM         /* any other character: text.data[0] */
};

struct nc_css_token {
	enum nc_css_type type;
	/* As it stands: a name without '(' or '@', a string without quotes. */
	struct newsconv_text text;
	long line;
};

/* Where in the text the next token begins; may be copied, to look ahead. */
struct nc_css_tokens {
	const char *next;
	const char *end;
	long line;
};

void nc_css_begin(
    struct nc_css_tokens *tokens, struct newsconv_text text, long line);
void nc_css_next(struct nc_css_tokens *tokens, struct nc_css_token *token);

#endif
