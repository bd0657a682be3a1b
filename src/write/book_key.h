/*
 * By what a book knows an article again: in another dump of it, or in what
 * another article calls related.  Headlines and URLs are written in more than
 * one way, so each is brought into one form first, and of that a digest is kept.
 */
#ifndef NC_BOOK_KEY_H
#define NC_BOOK_KEY_H

#include "memory.h"

/* Of a headline and of a URL never the same; all zero: of nothing. */
struct nc_book_key {
	unsigned char bytes[16];
};

bool nc_book_key_any(const struct nc_book_key *key);

/*
 * Case, compatibility forms, kinds of white space, and white space and
 * punctuation at its ends make no difference.  False: out of memory.
 */
bool nc_headline_key(struct nc_book_key *key, struct newsconv_text headline);
/* That form, appended to `target`, whose failures stick. */
void nc_headline_fold(struct nc_buffer *target, struct newsconv_text headline);

/*
 * http or https, case of the host, port 80 or 443, fragment, slashes at the
 * end, and parameters that count visitors make no difference.
 */
bool nc_url_key(struct nc_book_key *key, struct newsconv_text url);
void nc_url_fold(struct nc_buffer *target, struct newsconv_text url);

/* Where the host is, within the URL: "example.org"; or size 0. */
struct newsconv_text nc_url_host(struct newsconv_text url);

#endif
