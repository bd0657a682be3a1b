/* Where a report goes: standard output, or a file that is whole or not there. */
#ifndef REPORT_OUTPUT_H
#define REPORT_OUTPUT_H

#include <stdio.h>

struct report_output {
	FILE *stream;
	const char *path; /* NULL: standard output */
	char *temporary;  /* its name until it is whole; NULL: has none */
	int folder;       /* that it is in, or -1 */
};

/* Whether a file of this path would lie in the folder, or below it. */
int report_output_is_below(const char *path, const char *folder);
/* 0, or -1 with errno set. */
int report_output_open(struct report_output *output, const char *path);
/* Give it its name: 0, or -1 with errno set, and it is gone. */
int report_output_commit(struct report_output *output);
/* Leave nothing of it; also after a commit, when it does nothing. */
void report_output_discard(struct report_output *output);

#endif
