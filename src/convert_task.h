/*
 * One input on its way through a conversion: the feed finds it, a worker reads
 * it and makes pieces or outputs of its articles, the consumer adds and tells
 * in order.
 */
#ifndef NC_CONVERT_TASK_H
#define NC_CONVERT_TASK_H

#include "evidence.h"
#include "file_ids.h"
#include "members.h"
#include "output.h"
#include "output_names.h"

enum nc_convert_kind {
	NC_CONVERT_NAMED,  /* a file that was named, read as it is */
	NC_CONVERT_FILE,   /* of a folder, with its sidecar */
	NC_CONVERT_MEMBER, /* of a packed file, or a pipe; read already */
	NC_CONVERT_SKIPPED /* counted only; or failed, by `result` */
};

/* What became of one article. */
struct nc_converted {
	const struct newsconv_article *article;
	struct nc_piece piece; /* to be appended; or none */
	const char *path;      /* of its own output; or NULL */
	int result;
	struct newsconv_error error;
};

struct nc_convert_task {
	struct nc_arena *arena; /* all of it, itself included */
	enum nc_convert_kind kind;
	const char *path; /* to open it by */
	const char *sidecar;
	struct newsconv_text key; /* of NC_CONVERT_FILE */
	const char *name;         /* source name; NULL: last part of path */
	const char *shown;        /* printable */
	const char *stem;         /* of its outputs, if there are several */
	bool single; /* the title and the URL that are given are its own */
	struct nc_member *member;
	struct nc_evidence *evidence;
	uint64_t weight;
	/* What the work made of it.  Not OK: the input failed. */
	int result;
	struct newsconv_error error;
	struct newsconv_articles *articles;
	struct nc_converted *converted;
	size_t count;
};

/* What all workers share, and none changes. */
struct nc_convert_plan {
	const struct newsconv_convert_options *options; /* settled */
	const struct nc_format *format;
	struct newsconv_read_options read;   /* settled */
	struct newsconv_write_options write; /* for each of several outputs */
	struct nc_members_options members;
	bool titled;                    /* there is a title for the whole */
	struct newsconv_output *output; /* NULL: one an article */
	struct nc_file_ids inputs;      /* those that were named */
};

/* NULL when out of memory; `shown` is what messages call it, any bytes. */
struct nc_convert_task *nc_convert_task_new(
    enum nc_convert_kind kind, struct newsconv_text shown);
void nc_convert_task_free(struct nc_convert_task *task);
/* The input is left out. */
void nc_convert_task_fail(
    struct nc_convert_task *task, const struct newsconv_error *error);

/* On any thread, with a deflater of its own where the format needs one. */
void nc_convert_task_work(struct nc_convert_task *task,
    const struct nc_convert_plan *plan, struct nc_deflater *deflater);

#endif
