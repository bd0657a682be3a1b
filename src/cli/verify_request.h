/* What newsconv verify was asked for. */
#ifndef VERIFY_REQUEST_H
#define VERIFY_REQUEST_H

#include "report.h"
#include "sandbox.h"

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct verify_request {
	struct newsconv_verify_options options;
	const struct report_kind *kind;
	const char *output; /* NULL: standard output */
	enum color_mode color;
	enum sandbox_mode sandbox;
	uint64_t max_findings;
	int quiet;
	int verbose;
	int help;
	int64_t time;    /* NEWSCONV_TIME_UNKNOWN: of the clock */
	char *arguments; /* as they were given, printable */
};

/*
 * 1: a check is wanted; 0: *status is all there is to do.  Free it in either
 * case.
 */
int verify_request_parse(
    struct verify_request *request, int argc, char **argv, int *status);
void verify_request_free(struct verify_request *request);

#endif
