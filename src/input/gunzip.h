/* What is in a gzip file of any number of members, damaged ones left out. */
#ifndef NC_GUNZIP_H
#define NC_GUNZIP_H

#include "stream.h"

/*
 * Takes the source over, if it succeeds.  The stream resumes: where a member
 * is damaged it tells the gap, by offset, and goes on with the next member.
 */
int nc_gunzip_open(struct nc_stream **stream, struct nc_stream *source,
    struct newsconv_error *error);

#endif
