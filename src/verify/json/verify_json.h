/* JSON texts: files, lines, and what other archives hold of ours. */
#ifndef NC_VERIFY_JSON_H
#define NC_VERIFY_JSON_H

#include "finding.h"
#include "json_kind.h"
#include "json_scan.h"

/* Where a text is found, for what is reported of it. */
struct nc_json_place {
	const struct nc_verify *verify;
	const char *part;
	uint64_t offset; /* of the text in the file, or of its record */
	bool plain;      /* its bytes stand in the file from `offset` on */
	long line;       /* of the file, if it is one of its lines; or 0 */
};

/* A text whose syntax was scanned. */
struct nc_json_text {
	const struct nc_json_scan *scan;
	const char
	    *bytes;  /* NULL: they are read again, from where they stand */
	size_t size; /* of `bytes` */
};

typedef void nc_json_reader(void *context, const json_t *value);

/* What it has to be, and what it turned out to be. */
struct nc_json_nature {
	bool must_be_article;
	bool must_be_record; /* of a book */
	/* Gets the tree of a text that its schema takes; or NULL. */
	nc_json_reader *reader;
	void *context;
	enum nc_json_kind wanted; /* of the lines before; OTHER: not known */
	const struct nc_json_schema *schema; /* of the user's; or NULL */
	enum nc_json_kind kind;
	char id[256];
};

/*
 * Report what the scan found, and hold the text against its schema.  Fails with
 * NEWSCONV_NO_MEMORY, _READ_FAILED.
 */
int nc_json_judge(const struct nc_json_place *place,
    const struct nc_json_text *text, struct nc_json_nature *nature,
    struct newsconv_error *error);

/* The type of a part by what it turned out to be. */
const char *nc_json_type(const struct nc_json_nature *nature);

/*
 * Check one article.  With `must` every object has to be an article, else those
 * that say they are.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_json_check(const struct nc_json_place *place, struct newsconv_text text,
    bool must, struct newsconv_error *error);
/*
 * Check a line of a book's articles.jsonl; `reader` gets what is valid.  Fails
 * with NEWSCONV_NO_MEMORY.
 */
int nc_json_check_record(const struct nc_json_place *place,
    struct newsconv_text text, nc_json_reader *reader, void *context,
    struct newsconv_error *error);

#endif
