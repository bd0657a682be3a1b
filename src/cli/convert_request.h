/* What newsconv convert was asked for. */
#ifndef CONVERT_REQUEST_H
#define CONVERT_REQUEST_H

#include "book_request.h"

struct convert_request {
	struct book_request book;
	struct newsconv_convert_options options;
	struct newsconv_read_options read;
	struct newsconv_write_options write;
	const char **authors; /* room for one an argument */
	const char *to;
	int verbose;
	int quiet;
	int help;
	int version;
};

/*
 * 1: a run is wanted; 0: *status is all there is to do.  Free it in either
 * case.
 */
int convert_request_parse(
    struct convert_request *request, int argc, char **argv, int *status);
void convert_request_free(struct convert_request *request);

#endif
