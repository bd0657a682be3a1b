/*
 * Which of the JSON objects that newsconv writes one is, by its members: those
 * have schemas, in schemas/.
 */
#ifndef NC_JSON_KIND_H
#define NC_JSON_KIND_H

#include "json_schema.h"

enum nc_json_kind {
	NC_KIND_OTHER, /* none of ours */
	NC_KIND_ARTICLE,
	NC_KIND_MANIFEST, /* a line of an archive's manifest.jsonl */
	NC_KIND_HISTORY,  /* ... of its history.jsonl */
	NC_KIND_BOOK,     /* ... of its epub/books.jsonl */
	NC_KIND_PAGES,    /* a heading of a pages.jsonl */
	NC_KIND_OUTPUT, /* a line of an outputs.jsonl or NAME.manifest.jsonl */
	NC_KIND_RECORD, /* a line of a book's articles.jsonl */
	NC_KINDS
};

enum nc_json_kind nc_json_kind_of(const json_t *value);

/* What it is called as a part: "article", "manifest-line"... */
const char *nc_json_kind_type(enum nc_json_kind kind);

/*
 * Its schema, compiled once and constant from then on, as a run may check
 * thousands.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_json_kind_schema(const struct nc_json_schema **schema,
    enum nc_json_kind kind, struct newsconv_error *error);

#endif
