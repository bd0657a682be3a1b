/* The summary of a batch, for people. */
#ifndef ARCHIVE_REPORT_H
#define ARCHIVE_REPORT_H

#include <stdio.h>

#include <newsconv.h>

struct report_options {
	const char *output; /* where the archive is */
	int dry_run;
	int verbose; /* also what took the time */
};

void print_report(FILE *stream, const struct newsconv_archive_summary *summary,
    const struct report_options *options);

#endif
