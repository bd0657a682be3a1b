/* What was found in one file, until all of it is known: worst first, bounded. */
#ifndef KEPT_FINDINGS_H
#define KEPT_FINDINGS_H

#include <newsconv.h>

struct kept_finding {
	struct newsconv_finding finding; /* its strings are its own */
	struct kept_finding *next;
};

/* All findings of one code. */
struct kept_code {
	const char *code;
	enum newsconv_severity severity;
	uint64_t count; /* of which the list may hold fewer */
	uint64_t kept;
	struct kept_finding *first;
	struct kept_finding *last;
};

struct kept_findings {
	uint64_t most; /* of one code; 0: all */
	struct kept_code *codes;
	size_t count;
	size_t room;
	size_t bytes;    /* that are kept */
	size_t latest;   /* the code that was met last */
	uint64_t others; /* findings of codes that there was no memory for */
};

void kept_begin(struct kept_findings *kept, uint64_t most);
/* What is too much is counted only. */
void kept_add(
    struct kept_findings *kept, const struct newsconv_finding *finding);
/* Errors first, then warnings and notes; of each the first found first. */
void kept_sort(struct kept_findings *kept);
/* For the next file. */
void kept_clear(struct kept_findings *kept);
void kept_free(struct kept_findings *kept);

#endif
