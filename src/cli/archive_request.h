/* What newsconv archive was asked for. */
#ifndef ARCHIVE_REQUEST_H
#define ARCHIVE_REQUEST_H

#include "book_request.h"
#include "watch.h"

struct archive_request {
	struct book_request book;
	struct newsconv_archive_options options;
	struct newsconv_read_options read;
	struct watch_options watch;
	const char **lists;  /* room for one an argument */
	const char **fields; /* room for one an argument */
	char *options_text;
	char holder[128];
	int help;
};

/*
 * 1: a run is wanted; 0: *status is all there is to do.  Free it in either
 * case.
 */
int archive_request_parse(
    struct archive_request *request, int argc, char **argv, int *status);
void archive_request_free(struct archive_request *request);

/* "process 17 on host", for the lock. */
void name_holder(char *target, size_t size);

#endif
