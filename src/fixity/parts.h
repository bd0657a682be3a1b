/*
 * What a finished file consists of, as its manifest lists it: records, entries,
 * lines.  The readers take the forms that newsconv writes, and read the bytes
 * that are there, not what the writers meant to write.
 */
#ifndef NC_PARTS_H
#define NC_PARTS_H

#include "read_back.h"

enum nc_parts_kind {
	NC_PARTS_NONE, /* a file without parts */
	NC_PARTS_WARC,
	NC_PARTS_WARC_GZ,
	NC_PARTS_ZIP,
	NC_PARTS_JSON, /* one part, which is all */
	NC_PARTS_LINES /* a JSON object a line */
};

/* Strings are lent for the time of the callback. */
struct nc_listed_part {
	uint64_t index;
	uint64_t offset;  /* of the stored bytes: member, local header, line */
	uint64_t length;  /* of the stored bytes, headers included */
	const char *type; /* WARC-Type, or "" */
	const char *date; /* WARC-Date, or "" */
	const char *id;   /* record id, entry name, id of the article; or "" */
	char sha256[65];  /* of the stored bytes */
	char content_sha256[65]; /* of the block, the data, the text */
};

typedef int nc_listed_part_callback(const struct nc_listed_part *part,
    void *context, struct newsconv_error *error);

/*
 * Call `each` for the parts in their order, and read to the end of the file.
 * Fails with NEWSCONV_INVALID (it is not what it is said to be), _READ_FAILED,
 * _NO_MEMORY, or as `each` does.
 */
int nc_parts_read(struct nc_read_back *file, enum nc_parts_kind kind,
    nc_listed_part_callback *each, void *context, struct newsconv_error *error);

/* Those of one kind each, for the former. */
struct nc_part_sink {
	nc_listed_part_callback *each;
	void *context;
	uint64_t count;
};

/* Number it, and give it away. */
int nc_part_give(struct nc_part_sink *sink, struct nc_listed_part *part,
    struct newsconv_error *error);
int nc_parts_warc(struct nc_read_back *file, bool gzip,
    struct nc_part_sink *sink, struct newsconv_error *error);
int nc_parts_zip(struct nc_read_back *file, struct nc_part_sink *sink,
    struct newsconv_error *error);
int nc_parts_lines(struct nc_read_back *file, bool whole,
    struct nc_part_sink *sink, struct newsconv_error *error);

#endif
