/*
 * The lines of a manifest of outputs (schemas/outputs.schema.json), read one
 * after the other or from any place again.  This is not the code that wrote
 * them, and takes any JSON that says what they say.
 */
#ifndef NC_MANIFEST_READER_H
#define NC_MANIFEST_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "newsconv.h"

enum nc_manifest_kind {
	NC_MANIFEST_HEADING,
	NC_MANIFEST_FILE,
	NC_MANIFEST_RECORD,
	NC_MANIFEST_OTHER /* inputs, and what later versions may add */
};

/* Strings are lent until the next line. */
struct nc_manifest_item {
	enum nc_manifest_kind kind;
	uint64_t offset;     /* of the line in the manifest */
	uint64_t line;       /* its number, counted from where reading began */
	const char *name;    /* path of a file, id of a record; or "" */
	const char *type;    /* of a record, or "" */
	const char *date;    /* of a record, or "" */
	uint64_t bytes;      /* of a file */
	bool has_records;    /* they are listed, even if there is none */
	uint64_t records;    /* of a file, of all */
	uint64_t files;      /* of all */
	uint64_t at, length; /* of a record */
	unsigned char sha256[32];  /* of a file, of a record's stored bytes */
	unsigned char content[32]; /* of a record */
};

struct nc_manifest_reader;

/* The descriptor stays the caller's. */
int nc_manifest_reader_new(struct nc_manifest_reader **reader, int descriptor,
    struct newsconv_error *error);
void nc_manifest_reader_free(struct nc_manifest_reader *reader);
/* Go to a line that begins at `offset`. */
void nc_manifest_reader_seek(
    struct nc_manifest_reader *reader, uint64_t offset);
/* Where the next line begins. */
uint64_t nc_manifest_reader_offset(const struct nc_manifest_reader *reader);
/*
 * NEWSCONV_END after the last.  Fails with NEWSCONV_INVALID where a line is not
 * what it should be: the next call goes on behind it; and with _READ_FAILED,
 * _NO_MEMORY.
 */
int nc_manifest_reader_next(struct nc_manifest_reader *reader,
    struct nc_manifest_item *item, struct newsconv_error *error);

#endif
