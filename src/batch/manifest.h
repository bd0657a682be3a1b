/*
 * The manifest: JSON Lines, one object an input, in the order of (path,
 * number, run): what became of each input, and where its records lie.  A file
 * that changed has a line for each version that was archived; the last one is
 * the current one.  A packed file's members have a line each, then comes its
 * own.  schemas/manifest.schema.json.
 *
 * Keys are bytes.  In JSON a path that is valid UTF-8 stands as it is, and any
 * other one percent-encoded in "pathBytes" (RFC 3986, 2.1); likewise "member"
 * and "memberBytes".
 */
#ifndef NC_MANIFEST_H
#define NC_MANIFEST_H

#include "inputs.h"

enum nc_manifest_status {
	NC_ARCHIVED,  /* "archived": its records are in the archive */
	NC_DUPLICATE, /* "duplicate": a revisit of an equal payload */
	NC_PACKED,    /* "packed": its members have lines of their own */
	NC_FAILED,    /* "failed": `reason` says why */
	NC_SKIPPED,   /* "skipped": hidden, a link, ...; `reason` says it */
	NC_SIDECAR    /* "sidecar": archived with the file beside it */
};

/* The number of a file's own line behind those of its members. */
#define NC_NUMBER_LAST UINT64_MAX

struct nc_manifest_line {
	struct newsconv_text path;   /* the key */
	struct newsconv_text member; /* its name in the file; may be empty */
	uint64_t number; /* 0: a plain file; NC_NUMBER_LAST: a packed one */
	unsigned run;    /* of the archive, from 1 */
	enum nc_manifest_status status;
	bool state_known; /* of a file, not of a member */
	struct nc_entry_state state;
	char sha256[65]; /* of the payload; "" if it was not read, nor */
	uint64_t bytes;  /* ... its size stated */
	char given[65];  /* SHA-256 of what was given beside it; "": nothing */
	/* Of archived and duplicate ones, if volumes are written. */
	struct newsconv_text record; /* WARC-Record-ID, without brackets */
	struct newsconv_text uri;    /* WARC-Target-URI */
	struct newsconv_text date;   /* WARC-Date */
	struct newsconv_text volume; /* file name of the volume */
	uint64_t offset;             /* of the record in it */
	uint64_t articles; /* lines that its articles have in the run's JSONL */
	uint64_t members;  /* of a packed file: how many lines it has */
	struct newsconv_text reason;
	int sys_errno; /* of a failure that may pass; else 0 */
	/* The run that no longer found the file, or 0. */
	unsigned missing;
};

/* < 0, 0, > 0: the order of lines. */
int nc_manifest_compare(
    const struct nc_manifest_line *a, const struct nc_manifest_line *b);
/* Append the line and its line end. */
void nc_manifest_put(
    struct nc_buffer *target, const struct nc_manifest_line *line);
/*
 * `text` is one line; texts of `line` go to `arena` or lie in `text`.  Fails
 * with NEWSCONV_INVALID, and the error says what was found.
 */
int nc_manifest_parse(struct nc_manifest_line *line, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error);

/* A manifest read line by line.  A file that is not there has no lines. */
struct nc_manifest_cursor;

int nc_manifest_open(struct nc_manifest_cursor **cursor, const char *path,
    struct newsconv_error *error);
/*
 * NEWSCONV_END after the last.  *line and *text (the line as it stands, without
 * line end) are lent until the next call; *offset is where it begins; `text`
 * and `offset` may be NULL.  Checks the order; an error has the line's number,
 * counted from where reading began.
 */
int nc_manifest_next(struct nc_manifest_cursor *cursor,
    struct nc_manifest_line *line, struct newsconv_text *text, uint64_t *offset,
    struct newsconv_error *error);
/* Go back to a line that began at `offset`. */
void nc_manifest_seek(struct nc_manifest_cursor *cursor, uint64_t offset);
void nc_manifest_close(struct nc_manifest_cursor *cursor);

/*
 * The lines of several manifests as one stream, in order; of two that compare
 * equal that of the later manifest comes first.  *line and *text are lent until
 * the next call; *place says which manifest it is of, from 0.
 */
struct nc_manifest_join;

int nc_manifest_join_open(struct nc_manifest_join **join,
    const char *const *paths, size_t count, struct newsconv_error *error);
int nc_manifest_join_next(struct nc_manifest_join *join,
    struct nc_manifest_line *line, struct newsconv_text *text, size_t *place,
    struct newsconv_error *error);
void nc_manifest_join_free(struct nc_manifest_join *join);

/*
 * The same written to `target` (synced; replaced if it is there).  Of two with
 * the same path, number and run, that of the later manifest stands.
 */
int nc_manifest_merge(const char *target, const char *const *sources,
    size_t count, struct newsconv_error *error);

/* SHA-256 of a file, as the history states it of the manifest. */
int nc_manifest_digest(
    char target[65], const char *path, struct newsconv_error *error);

#endif
