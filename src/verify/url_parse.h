/*
 * URLs as browsers read them (WHATWG URL), for judging what others wrote: the
 * parts of one, and the first thing that the standard calls a validation
 * error.  base/url has a stricter yes or no, for what newsconv itself writes.
 */
#ifndef NC_URL_PARSE_H
#define NC_URL_PARSE_H

#include <stdbool.h>

#include "newsconv.h"

struct nc_url {
	const char *fault; /* NULL: valid; else what is wrong with it */
	char scheme[24];   /* in lower case, cut; "" for a relative reference */
	bool network;      /* a relative reference with a host: "//host/..." */
	bool has_query;
	bool has_fragment;
	struct newsconv_text path; /* what is before '?' and '#' */
	struct newsconv_text fragment;
};

/* White space at both ends is no part of it. */
void nc_url_parse(struct nc_url *url, const char *text);

/* What is before the colon (RFC 3986, 3.1); 0 when there is no scheme. */
size_t nc_url_scheme_length(struct newsconv_text url);

/* Whether IANA has registered the scheme, or it is in wide use. */
bool nc_url_scheme_known(const char *scheme);

#endif
