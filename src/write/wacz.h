/*
 * WACZ 1.1.1: WARC volumes, their index, the list of pages and a frictionless
 * data package in one ZIP file whose large parts are stored.
 */
#ifndef NC_WACZ_H
#define NC_WACZ_H

#include "sink.h"

/* One file of the package: its name there, and where it is now. */
struct nc_wacz_file {
	const char *name; /* "archive/x.warc.gz" */
	const char *path;
};

struct nc_wacz_options {
	const struct nc_wacz_file *files; /* all but datapackage*.json */
	size_t file_count;
	int64_t time;      /* "created", and of the entries */
	const char *title; /* or NULL */
};

/*
 * Writes datapackage.json with the digests, datapackage-digest.json, and all
 * files.  pages/pages.jsonl must be among them.  Files are read as streams.
 */
int nc_wacz_write(struct nc_sink *sink, const struct nc_wacz_options *options,
    struct newsconv_error *error);

/*
 * Unpack a package that newsconv wrote into an existing, empty directory, so
 * that it can grow.  Every file's digest is checked (NEWSCONV_BAD_VALUE).
 */
int nc_wacz_unpack(
    const char *directory, const char *path, struct newsconv_error *error);
/* Of its files only `name`; no other is read, nor the digests. */
int nc_wacz_unpack_one(const char *directory, const char *path,
    const char *name, struct newsconv_error *error);

#endif
