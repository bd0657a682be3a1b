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

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_gzip_open(struct nc_gzip **gzip, const struct nc_verify *verify,
    bool compressed, struct newsconv_error *error);
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

/* After MEMBER_END: the offset behind the member. */
uint64_t nc_gzip_member_end(const struct nc_gzip *gzip);

/* Whether a gzip member that inflates to `text` begins at an offset. */
bool nc_gzip_begins(
    const struct nc_verify *verify, uint64_t offset, const char *text);

#endif
