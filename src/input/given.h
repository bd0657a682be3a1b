/*
 * What is known of a dump besides its text: from the record that it came in
 * (WET, JSON Lines), from a sidecar file, or from a table of metadata.  It wins
 * over what is guessed; both are kept.
 */
#ifndef NC_GIVEN_H
#define NC_GIVEN_H

#include "memory.h"

/* All of it lives in the arena of the one who filled it; NULL: not given. */
struct nc_given {
	const char *url;
	const char *title;
	const char *const *authors;
	size_t author_count;
	const char *date;     /* of publication, W3CDTF */
	const char *language; /* BCP 47 */
	const char *publisher;
	/*
	 * When the dump was fetched, in seconds since 1970, or
	 * NEWSCONV_TIME_UNKNOWN: WARC-Date (WARC 1.1, 5.4).
	 */
	int64_t fetched;
	/*
	 * All that was said, as it was said (of a JSON Lines record: but for
	 * the text), for a metadata record; size 0: nothing.
	 */
	struct newsconv_text words;
	const char *words_type; /* media type of the words */
};

#endif
