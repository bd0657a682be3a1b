/* The bytes of a WARC file however they are compressed; see verify_gzip.h. */
#ifndef NC_WARC_SOURCE_H
#define NC_WARC_SOURCE_H

#include "verify_gzip.h"
#include "verify_zstd.h"

enum nc_warc_packing { NC_WARC_PLAIN, NC_WARC_GZIP, NC_WARC_ZSTD };

struct nc_warc_source {
	enum nc_warc_packing packing;
	struct nc_gzip *gzip; /* plain files too */
	struct nc_zstd *zstd;
};

/* How the file is compressed, by its first bytes. */
int nc_warc_packing(const struct nc_verify *verify,
    enum nc_warc_packing *packing, struct newsconv_error *error);

/* zstd files are read from the beginning only. */
int nc_warc_source_open(struct nc_warc_source *source,
    const struct nc_verify *verify, enum nc_warc_packing packing,
    const struct nc_gzip_options *from, struct newsconv_error *error);
void nc_warc_source_close(struct nc_warc_source *source);

int nc_warc_source_peek(struct nc_warc_source *source,
    enum nc_gzip_event *event, struct newsconv_text *text,
    struct newsconv_error *error);
void nc_warc_source_consume(struct nc_warc_source *source, size_t size);
int nc_warc_source_next(
    struct nc_warc_source *source, struct newsconv_error *error);
uint64_t nc_warc_source_offset(const struct nc_warc_source *source);
bool nc_warc_source_between(const struct nc_warc_source *source);
uint64_t nc_warc_source_position(const struct nc_warc_source *source);
uint64_t nc_warc_source_consumed(const struct nc_warc_source *source);
uint64_t nc_warc_source_lost(const struct nc_warc_source *source);

#endif
