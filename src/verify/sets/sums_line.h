/*
 * A line of a list in the style of sha256sum:
 *
 *	HEX  name          HEX *name          HEX name
 *	SHA256 (name) = HEX                   \HEX  name with \n, \r and \\
 *	HEX                (of the one file that the list is named for)
 */
#ifndef NC_SUMS_LINE_H
#define NC_SUMS_LINE_H

#include "listed.h"

struct nc_sums_line {
	char path[NC_LISTED_PATH_MAX + 1]; /* without "./" in front */
	size_t path_size;
	enum nc_algorithm algorithm;
	unsigned char digest[NC_DIGEST_MAX];
	const char *fault; /* what is wrong with it, in words; static */
};

enum nc_line_kind {
	NC_LINE_NOTHING,   /* blank, or a comment */
	NC_LINE_ENTRY,     /* all of *line but `fault` */
	NC_LINE_ALGORITHM, /* an entry of an algorithm that we do not know */
	NC_LINE_FAULT      /* only `fault` */
};

/*
 * `stem` is the name that a digest alone is of, or NULL; `algorithm` is what
 * the list's name says its digests are, or -1.
 */
enum nc_line_kind nc_sums_parse(struct nc_sums_line *line,
    struct newsconv_text text, const char *stem, int algorithm);

/*
 * What a list's name says: whether it can be one, of which algorithm, and
 * whether it is named for one file ("a.warc.sha256"), whose name then is its
 * front: *stem_size bytes, else 0.
 */
bool nc_sums_name(const char *name, int *algorithm, size_t *stem_size);

#endif
