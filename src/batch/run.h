/*
 * What all of the batch knows of one run: the caller's options with defaults
 * filled in, where the archive and the state of the unfinished run are, and
 * that state: while inputs are read, by several threads, as it was before; then
 * as it was at the last checkpoint.
 */
#ifndef NC_RUN_H
#define NC_RUN_H

#include "memory.h"
#include "state.h"

struct nc_run {
	struct nc_arena *arena; /* for paths and strings of the run */
	struct newsconv_archive_options options;
	struct newsconv_read_options read;
	struct newsconv_book_options books;
	const char *root;       /* the archive */
	const char *unfinished; /* in it: state, parts, sorted lists */
	const char *fresh;      /* in that: new files, laid out as in it */
	const char *finished;   /* what unfinished becomes to be removed */
	const char *package;    /* NAME.wacz that root becomes, or NULL */
	const char *package_manifest, *package_sums; /* beside that, or NULL */
	const char *fingerprint; /* of options that the bytes depend on */
	char stamp[15];          /* time of the run: YYYYMMDDhhmmss */
	int level;               /* of compression */
	bool follows; /* it goes on behind one that was all but done */
	bool existed; /* the archive's directory was there */
	bool unread;  /* there is a state that cannot be read: it stays */
	struct nc_state state;
	/* What is told of the inputs; 0: they were not counted. */
	uint64_t inputs_total, bytes_total;
};

/* Options with defaults filled in, and checked; the state is left alone. */
int nc_run_begin(struct nc_run *run,
    const struct newsconv_archive_options *given, struct newsconv_error *error);
/* The state of a run behind those of the archive's history. */
int nc_run_first_state(struct nc_run *run, struct newsconv_error *error);
/* Whether what is unfinished has the same inputs and options: _EXISTS. */
int nc_run_check_state(const struct nc_run *run, struct newsconv_error *error);
/* Whether the archive has a history: it is one of ours. */
bool nc_run_has_history(struct nc_run *run);
/* From the state's time. */
void nc_run_set_stamp(struct nc_run *run);

/* Paths, in the run's arena; NULL when out of memory. */
const char *nc_run_old(struct nc_run *run, const char *name);
const char *nc_run_fresh(struct nc_run *run, const char *name);
const char *nc_run_unfinished(struct nc_run *run, const char *name);

/* The name of a volume in the archive, and of the run's JSON Lines. */
const char *nc_run_volume_name(struct nc_run *run, unsigned serial);
const char *nc_run_lines_name(struct nc_run *run);

/* Where a growing file is, but for volumes, of which there are many. */
const char *nc_run_part(struct nc_run *run, enum nc_part part);

bool nc_run_writes(const struct nc_run *run, unsigned output);
/* Something is made of articles: else dumps need not be segmented. */
bool nc_run_wants_articles(const struct nc_run *run);
/* Lists of pages are kept: it becomes a WACZ. */
bool nc_run_keeps_pages(const struct nc_run *run);

#define NC_MANIFEST_NAME "manifest.jsonl"
#define NC_HISTORY_NAME "history.jsonl"
#define NC_INDEX_NAME "indexes/index.cdxj"
#define NC_PAGES_NAME "pages/pages.jsonl"
#define NC_BOOKS_NAME "epub/books.jsonl"

#endif
