/*
 * One record of a WARC/1.1 file (ISO 28500:2017) as bytes: the header's fields
 * in the order they are always written, the digests, the block.  Everything
 * that writes WARC puts its records together here.
 */
#ifndef NC_WARC_RECORD_H
#define NC_WARC_RECORD_H

#include "deflate.h"
#include "memory.h"

/* What a record says of itself; NULL and empty texts are not written. */
struct nc_warc_out {
	const char *type;
	/*
	 * In: a urn:uuid that tells the record from all others that may have the
	 * same header.  Out: its WARC-Record-ID, see nc_warc_put_header().
	 */
	char *id;
	const char *date;
	struct newsconv_text target;
	const char *concurrent_to;
	struct newsconv_text refers_to;
	struct newsconv_text refers_to_uri;  /* of a revisit */
	struct newsconv_text refers_to_date; /* of a revisit */
	const char *profile;                 /* of a revisit */
	const char *warcinfo_id;
	const char *filename; /* of a warcinfo */
	const char *content_type;
	/* SHA-256 of the block in hexadecimal; NULL: not computed yet */
	const char *sha256;
	/* 6.4, 6.8: the payload is the block */
	bool has_payload;
	/* of a revisit: that of the payload, which is elsewhere */
	const char *payload_sha256;
	struct newsconv_text block;
};

/* Blocks past two gigabytes are refused, as dumps are long before. */
#define NC_WARC_CEILING ((size_t)1 << 31)

/*
 * Append the header alone, up to and with the empty line.  The second half of
 * record->id becomes the digest of the header with its first half, a version 8
 * UUID (RFC 9562, 5.8): nothing else in a WARC file covers the header, and so a
 * check needs nothing but the header to find any change of it.
 *
 *	xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx
 *	     as given      | SHA-256 of the header without these 17 characters,
 *	                   | 62 bits of it
 */
void nc_warc_put_header(
    struct nc_buffer *target, const struct nc_warc_out *record);
/* Append the record as it is. */
void nc_warc_put(struct nc_buffer *target, const struct nc_warc_out *record);
/* Append it as one gzip member (annex D); `plain` is for its bytes meanwhile. */
int nc_warc_put_member(struct nc_buffer *target, struct nc_buffer *plain,
    const struct nc_warc_out *record, struct nc_deflater *deflater,
    struct newsconv_error *error);

/*
 * The block of a warcinfo record, appended: who wrote it, with what it was
 * compressed, by which standard; and which form records have, so that a check
 * knows what to hold them to.  2: ids as above; metadata, conversions, and
 * resources that are concurrent to another have the level `derived`, all others
 * `level`.  0: records are not compressed.
 */
void nc_warc_put_info(struct nc_buffer *target, int level, int derived);

/* "text/plain; charset=...": the media type of a dump. */
enum { NC_TEXT_TYPE_SIZE = 128 };
void nc_warc_text_type(
    char target[NC_TEXT_TYPE_SIZE], struct newsconv_text charset);

#endif
