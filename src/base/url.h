/* Whether a URL is one that every format and its checkers take as it is. */
#ifndef NC_URL_H
#define NC_URL_H

#include <stdbool.h>

/* A WARC header line with it, escaped or not, stays far below 64 KiB. */
enum { NC_URL_LIMIT = 8000 };

/*
 * An absolute http or https URL, percent-encoded, that WHATWG's parser takes
 * without a validation error; the scheme in any case.
 */
bool nc_url_valid(const char *url);

#endif
