/*
 * The bytes of a series of Zstandard frames (RFC 8878), in pieces, with the
 * borders of frames visible, by the rules of "Zstandard Compression for WARC
 * Files" 1.0:
 *
 *	[5D 2A 4D 18 | size 4 | dictionary]	only at the beginning
 *	28 B5 2F FD | descriptor | [window] [dictionary id] [content size]
 *	blocks
 *	checksum 4
 */
#ifndef NC_VERIFY_ZSTD_H
#define NC_VERIFY_ZSTD_H

#include "verify_gzip.h"

struct nc_zstd;

/* As nc_gzip_ of the same names do; a frame is a member. */
int nc_zstd_open(struct nc_zstd **zstd, const struct nc_verify *verify,
    struct newsconv_error *error);
void nc_zstd_close(struct nc_zstd *zstd);
int nc_zstd_peek(struct nc_zstd *zstd, enum nc_gzip_event *event,
    struct newsconv_text *text, struct newsconv_error *error);
void nc_zstd_consume(struct nc_zstd *zstd, size_t size);
int nc_zstd_next_member(struct nc_zstd *zstd, struct newsconv_error *error);
uint64_t nc_zstd_offset(const struct nc_zstd *zstd);
bool nc_zstd_between(const struct nc_zstd *zstd);
uint64_t nc_zstd_position(const struct nc_zstd *zstd);
uint64_t nc_zstd_consumed(const struct nc_zstd *zstd);
uint64_t nc_zstd_lost(const struct nc_zstd *zstd);

/* Whether bytes begin as a frame does, or as a dictionary for frames. */
bool nc_zstd_sign(const unsigned char *bytes, size_t size);
/* Whether the file is frames that unpack to `text`, as far as can be told. */
bool nc_zstd_begins(const struct nc_verify *verify, const char *text);

#endif
