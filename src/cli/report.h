/* What newsconv verify says, in one of several forms. */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "kept_findings.h"

/* What a report says of the run itself, and how it is shown. */
struct report_settings {
	int color;
	uint64_t max_findings; /* of one code in one file; 0: all */
	const char *arguments; /* the command line, printable */
	const char *sandbox;   /* what became of it */
	int64_t time;          /* seconds since 1970 */
};

struct report_kind;

struct report {
	const struct report_kind *kind;
	struct report_settings settings;
	FILE *stream;
	/* The kinds' own. */
	struct kept_findings kept;
	FILE *later;         /* what comes behind what is not known yet */
	uint64_t unreadable; /* files that could not be read ... */
	uint64_t skipped;    /* ... or are of no kind that is known */
	int failed;          /* something of it got lost */
};

struct report_kind {
	const char *name;
	/* Before anything is given up: 0, or -1 with errno set. */
	int (*begin)(struct report *report);
	void (*finding)(
	    struct report *report, const struct newsconv_finding *finding);
	void (*part)(struct report *report, const char *file,
	    const struct newsconv_record *part);
	void (*file)(
	    struct report *report, const struct newsconv_file_result *result);
	void (*end)(
	    struct report *report, const struct newsconv_verify_total *total);
};

extern const struct report_kind report_text, report_jsonl, report_csv,
    report_premis, report_none;

/* NULL: there is none of this name. */
const struct report_kind *report_kind_of(const char *name);

/* 0, or -1 with errno set. */
int report_begin(struct report *report, const struct report_kind *kind,
    const struct report_settings *settings, FILE *stream);
void report_event(
    struct report *report, const struct newsconv_verify_event *event);
/* 0, or -1 when it is not whole; what the stream says of itself is apart. */
int report_end(
    struct report *report, const struct newsconv_verify_total *total);
/* After report_end(), or without it when the run failed. */
void report_free(struct report *report);

/* The words of reports for programs: they never change. */
const char *severity_word(enum newsconv_severity severity);
const char *level_word(enum newsconv_level level);
const char *answer_word(enum newsconv_answer answer);
const char *verdict_word(enum newsconv_verdict verdict);
/* "" where no manifest speaks of it. */
const char *fixity_word(enum newsconv_fixity fixity);
/* "" where it was not found out. */
const char *format_word(const struct newsconv_file_result *result);

#endif
