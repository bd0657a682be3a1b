/*
 * CDXJ indexes against the records that they are of.  Records come first, then
 * lines: of each record there are 40 bytes in memory.
 */
#ifndef NC_CDXJ_H
#define NC_CDXJ_H

#include "finding.h"

struct nc_cdxj;

int nc_cdxj_new(struct nc_cdxj **cdxj, struct newsconv_error *error);
void nc_cdxj_free(struct nc_cdxj *cdxj);

/* A file of records; `name` is what lines call it: the last part of its path. */
int nc_cdxj_add_file(
    struct nc_cdxj *cdxj, const char *name, struct newsconv_error *error);
/*
 * A record of such a file; any thread may call it.  What there is no room for
 * makes the indexes unchecked.
 */
void nc_cdxj_add_record(
    struct nc_cdxj *cdxj, const char *name, const struct newsconv_record *part);

/* Not all records of the files could be had: what is not there may be one. */
void nc_cdxj_incomplete(struct nc_cdxj *cdxj);

/* What else speaks of a record, such as the list of an archive's inputs. */
struct nc_cdxj_claim {
	const char *file;
	uint64_t offset;
	const char *id, *uri, *date;
	const char *sha256; /* of its block; "" is not compared */
};

enum nc_cdxj_verdict {
	NC_CDXJ_FITS,
	NC_CDXJ_NOWHERE, /* no record begins there */
	NC_CDXJ_OTHER,   /* another one does, or it has changed */
	NC_CDXJ_UNKNOWN  /* it may be one of those there was no room for */
};

enum nc_cdxj_verdict nc_cdxj_compare(
    const struct nc_cdxj *cdxj, const struct nc_cdxj_claim *claim);

/*
 * Lines, in pieces as they come; `part` is what findings name, the offset in the
 * window is `offset` for all of them.  _end() ends one index.
 */
struct nc_cdxj_index {
	struct nc_cdxj *cdxj;
	const struct nc_verify *verify;
	const char *part;
	/* Kept by the functions; zero at the beginning. */
	long line;
	size_t size, before_size;
	bool too_long;
	uint64_t compared;
	char text[64 * 1024], before[64 * 1024];
};

void nc_cdxj_lines(struct nc_cdxj_index *index, const char *bytes, size_t size);
void nc_cdxj_end(struct nc_cdxj_index *index);

#endif
