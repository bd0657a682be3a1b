/* Compressing whole buffers: raw deflate for ZIP, members for gzip. */
#ifndef NC_DEFLATE_H
#define NC_DEFLATE_H

#include "memory.h"

/* Not to be used by two threads at once. */
struct nc_deflater;

/*
 * libdeflate's levels.  Measured on news texts of 10 KB: 9 makes 0.5 % less of
 * them than 6 and takes 1.25 times as long; 1 makes 2.5 % more in half the time.
 */
enum { NC_DEFLATE_WELL = 6, NC_DEFLATE_FAST = 1 };

/*
 * Larger contents are compressed by zlib, in pieces, for a check must be able to
 * do the same in little memory; libdeflate wants all at once.
 */
#define NC_DEFLATE_WHOLE ((size_t)8 << 20)

/*
 * Who makes the bytes, as archives name it: "libdeflate 1.14", and of large
 * contents "zlib 1.2.13".  Another version may make others of the same content.
 */
enum { NC_LIBRARY_SIZE = 48 };
extern const char nc_deflate_library[];
void nc_deflate_large_library(char target[NC_LIBRARY_SIZE]);

struct nc_deflater *nc_deflater_new(int level);
int nc_deflater_level(const struct nc_deflater *deflater);
/* From now on measure, or no longer, how long its thread is busy with it. */
void nc_deflater_watch(struct nc_deflater *deflater, bool watched);
/* That, in nanoseconds. */
uint64_t nc_deflater_time(const struct nc_deflater *deflater);
void nc_deflater_free(struct nc_deflater *deflater);

/* Raw deflate (RFC 1951), appended to `target`. */
int nc_deflate(struct nc_deflater *deflater, struct newsconv_text bytes,
    struct nc_buffer *target, struct newsconv_error *error);
/*
 * What nc_deflate() makes of contents above NC_DEFLATE_WHOLE, of bytes that come
 * one after another.  Each call appends to `target` what is ready by then; end()
 * is the last one.
 */
struct nc_deflate_stream;
struct nc_deflate_stream *nc_deflate_stream_new(int level);
void nc_deflate_stream_free(struct nc_deflate_stream *stream);
int nc_deflate_stream_add(struct nc_deflate_stream *stream,
    struct newsconv_text bytes, struct nc_buffer *target,
    struct newsconv_error *error);
int nc_deflate_stream_end(struct nc_deflate_stream *stream,
    struct nc_buffer *target, struct newsconv_error *error);
/* One gzip member (RFC 1952) without name and time, appended to `target`. */
int nc_gzip_member(struct nc_deflater *deflater, struct newsconv_text bytes,
    struct nc_buffer *target, struct newsconv_error *error);
/* CRC-32 as ZIP and gzip use it. */
uint32_t nc_crc32(struct newsconv_text bytes);
/* That of what `crc` is of, and these bytes behind it; 0 is that of nothing. */
uint32_t nc_crc32_add(uint32_t crc, struct newsconv_text bytes);

#endif
