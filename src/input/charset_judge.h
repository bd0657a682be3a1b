/* How well bytes read in a charset. */
#ifndef NC_CHARSET_JUDGE_H
#define NC_CHARSET_JUDGE_H

#include "charset.h"

enum { NC_CHARSET_FIT = 2 };

struct nc_charset_score {
	long points;
	size_t evidence; /* characters beyond ASCII */
	size_t misfits;  /* of them, those that took points */
	size_t letters;  /* of them, letters, ... */
	size_t latin;    /* ... and Latin ones */
	/* The language the words are like, and points for each letter. */
	const char *language; /* BCP 47, "und" for none */
	long likeness;
};

/* Fails with NEWSCONV_BAD_VALUE (iconv lacks the charset), _NO_MEMORY. */
int nc_charset_judge(struct nc_charset_score *score,
    const struct nc_charset *charset, struct newsconv_text sample);

#endif
