/*
 * The bytes of a file that is plain or a series of gzip members (RFC 1952), in
 * pieces, with the borders of members visible: a reader that hides them, as
 * zlib's gzread() does, loses records in silence.
 *
 *	1f 8b 08 flags | mtime 4 | xfl os | extra, name, comment, crc16
 *	deflate data
 *	CRC-32 | size modulo 2^32
 */
#ifndef NC_VERIFY_GZIP_H
#define NC_VERIFY_GZIP_H

#include "finding.h"

struct nc_gzip;

enum nc_gzip_event {
	NC_GZIP_DATA,       /* *text holds at least one byte */
	NC_GZIP_MEMBER_END, /* of the data of a member, which was sound */
	NC_GZIP_DAMAGE,     /* of a member; it has been reported */
	NC_GZIP_FILE_END
};

/* To be read from `start` on, where a member begins if it is compressed. */
struct nc_gzip_options {
	bool compressed;
	uint64_t start;
	uint64_t wasted;   /* by those who read what is before, see _wasted() */
	uint64_t unpacked; /* bytes of all members before */
};

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_gzip_open(struct nc_gzip **gzip, const struct nc_verify *verify,
    const struct nc_gzip_options *options, struct newsconv_error *error);
void nc_gzip_close(struct nc_gzip *gzip);

/*
 * The next piece that was not consumed; asking again without consuming gives
 * the same piece.  A plain file is one member without end.  Fails with
 * NEWSCONV_READ_FAILED, _NO_MEMORY.
 */
int nc_gzip_peek(struct nc_gzip *gzip, enum nc_gzip_event *event,
    struct newsconv_text *text, struct newsconv_error *error);
void nc_gzip_consume(struct nc_gzip *gzip, size_t size);
/*
 * After MEMBER_END or DAMAGE, or anywhere: go to the next member, after damage
 * to where one seems to begin.
 */
int nc_gzip_next_member(struct nc_gzip *gzip, struct newsconv_error *error);

/*
 * Where the next byte comes from: its offset in a plain file, that of its
 * member in a compressed one.
 */
uint64_t nc_gzip_offset(const struct nc_gzip *gzip);

/* Whether a member ended and the next one was not begun. */
bool nc_gzip_between(const struct nc_gzip *gzip);
/* Between members: where the next one begins. */
uint64_t nc_gzip_position(const struct nc_gzip *gzip);
/* Where the next byte is in what is unpacked of all the file. */
uint64_t nc_gzip_consumed(const struct nc_gzip *gzip);
/* How many stored bytes were skipped after damage. */
uint64_t nc_gzip_lost(const struct nc_gzip *gzip);
/* What reading damaged members took so far: that has a bound. */
uint64_t nc_gzip_wasted(const struct nc_gzip *gzip);

/*
 * Where from `*offset` on, and before `end`, a member that holds a record
 * begins; `*offset` is `end` if none does.
 */
int nc_gzip_find(const struct nc_verify *verify, uint64_t *offset, uint64_t end,
    struct newsconv_error *error);
/* Whether a gzip member that inflates to `text` begins at an offset. */
bool nc_gzip_begins(
    const struct nc_verify *verify, uint64_t offset, const char *text);

#endif
