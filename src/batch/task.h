/*
 * One input on its way through the batch: the feed makes it, a worker reads it
 * and encodes its records, the store appends them.  What needs no work (a link,
 * a file that is as it was) is a task too, so that all lines of the manifest
 * come in order.
 */
#ifndef NC_TASK_H
#define NC_TASK_H

#include "archive_records.h"
#include "manifest.h"
#include "members.h"
#include "run.h"

enum nc_task_kind {
	NC_TASK_FILE,   /* a plain file, still to be read */
	NC_TASK_MEMBER, /* of a packed file, read already */
	NC_TASK_LINE    /* nothing to be done but to count and to write down */
};

/* What is counted, beside the line's status. */
enum nc_task_outcome {
	NC_OUTCOME_STATUS,    /* what the line says */
	NC_OUTCOME_UNCHANGED, /* as an earlier run left it */
	NC_OUTCOME_MISSING    /* an earlier run's, no longer found */
};

/* What is told of the articles of one dump. */
struct nc_article_facts {
	uint64_t articles, without_headline, without_date, without_byline,
	    without_body;
	char first_date[16], last_date[16];
	/* The primary subtags of the first few; more are "*". */
	char languages[8][16];
	uint64_t language_counts[8];
};

struct nc_task {
	struct nc_arena *arena; /* all of it, itself included */
	enum nc_task_kind kind;
	struct nc_manifest_line line;
	enum nc_task_outcome outcome;
	bool write_line; /* it differs from what the manifest says */
	uint64_t units;  /* unchanged inputs that it stands for */
	/* The version that the archive has, if it has one. */
	bool known;
	struct nc_manifest_line old;
	/* For progress: a file that was counted is done, and so much of it. */
	bool file_done;
	uint64_t file_bytes;

	const char *path, *sidecar; /* of NC_TASK_FILE */
	struct nc_member *member;
	struct newsconv_read_options read; /* how it was read */
	struct newsconv_articles *articles;
	const struct newsconv_article **list; /* of them */
	struct nc_dump dump;                  /* where no articles are wanted */
	struct nc_archive_input input;
	struct nc_archive_piece piece;
	struct nc_article_facts facts;
	/* Not OK: the run cannot go on (memory). */
	int result;
	struct newsconv_error error;
};

/* NULL when out of memory. */
struct nc_task *nc_task_new(enum nc_task_kind kind);
void nc_task_free(struct nc_task *task);
/* Copies of the texts in the task's arena; false when out of memory. */
bool nc_task_keep_line(struct nc_task *task, struct nc_manifest_line *line,
    const struct nc_manifest_line *lent);
/* The input was not archived; the first reason stands. */
void nc_task_fail(struct nc_task *task, int sys_errno, const char *reason);

/* The key as text that can be printed, and the member in it. */
void nc_task_show(
    char *target, size_t size, const struct nc_manifest_line *line);

/* What a worker has of its own. */
struct nc_worker {
	const struct nc_run *run;
	const struct nc_members_options *members;
	struct nc_archive_encoding encoding;
	/*
	 * Asking for the time takes a percent of the whole: one task in
	 * NC_WATCHED is measured.
	 */
	uint64_t tasks, watched;
	uint64_t reading, segmenting, encoding_time; /* nanoseconds of these */
};

enum { NC_WATCHED = 16 };

/* Read, segment and encode; on any thread. */
void nc_task_work(struct nc_task *task, struct nc_worker *worker);

#endif
