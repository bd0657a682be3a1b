/*
 * What is to be done, one task after the other: inputs, the files of folders
 * in the order of their paths, the sets that they are in.
 */
#ifndef NC_VERIFY_PLAN_H
#define NC_VERIFY_PLAN_H

#include "verify_events.h"
#include "verify_inputs.h"
#include "verify_set.h"

/* A set that is open, and what it has found so far. */
struct nc_set_node {
	struct nc_set set;
	struct nc_set_node *outer;
	size_t depth;  /* of its folder in the walk; 0: beside an input */
	size_t prefix; /* of a path of the walk: up to the set's folder */
	char *mark, *shown, *name;
	struct nc_verify verify;
	struct nc_verify_options options;
	struct newsconv_summary summary;
	enum newsconv_answer answers[NEWSCONV_LEVELS];
	struct nc_events events;
	struct newsconv_error error; /* it cannot be used */
};

struct nc_check_set {
	struct nc_set_node *node;
	struct nc_set_file file;
};

struct nc_check {
	enum nc_check_type {
		NC_CHECK_FILE,
		NC_CHECK_EMPTY, /* a folder without files */
		NC_CHECK_SET /* all of the set is done; `node` is to be freed */
	} type;
	char *path;     /* of a file: from where the walk began */
	char *shown;    /* printable, of an event */
	int descriptor; /* -1: `error` says why */
	bool skipped;   /* it is no regular file */
	uint64_t size;
	struct nc_set_node *node;
	struct nc_check_set *sets; /* that the file is in */
	size_t set_count;
	/* Filled in by the work. */
	int outcome;
	struct newsconv_error error;
	struct newsconv_summary summary;
	struct nc_file_digests digests;
	struct nc_events events;
	bool done;
	struct nc_check *next;
	void *owner; /* of the run */
};

struct nc_plan;

/* The inputs stay the caller's.  Fails with NEWSCONV_NO_MEMORY. */
int nc_plan_new(struct nc_plan **plan,
    const struct newsconv_verify_options *options,
    const struct nc_set_teller *teller, struct nc_scratch *scratch,
    struct nc_verify_input *inputs, struct newsconv_error *error);
void nc_plan_free(struct nc_plan *plan);
/* NEWSCONV_END after the last.  Fails with NEWSCONV_NO_MEMORY. */
int nc_plan_next(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error);

void nc_check_free(struct nc_check *task);
void nc_set_node_free(struct nc_set_node *node);

#endif
