/*
 * A WARC record as the check sees it:
 *
 *	WARC/1.1 CR LF
 *	field: value CR LF ...
 *	CR LF
 *	block, Content-Length bytes
 *	CR LF CR LF
 */
#ifndef NC_VERIFY_WARC_H
#define NC_VERIFY_WARC_H

#include "digest.h"
#include "finding.h"
#include "memory.h"

/* Bits, for the table of fields. */
enum nc_warc_type {
	NC_WARC_WARCINFO = 1,
	NC_WARC_RESPONSE = 2,
	NC_WARC_RESOURCE = 4,
	NC_WARC_REQUEST = 8,
	NC_WARC_METADATA = 16,
	NC_WARC_REVISIT = 32,
	NC_WARC_CONVERSION = 64,
	NC_WARC_CONTINUATION = 128,
	NC_WARC_UNKNOWN = 256,
	NC_WARC_ANY = 511
};

/* Fields that the standard defines, in the order of the table. */
enum nc_warc_name {
	NC_WARC_TYPE_FIELD,
	NC_WARC_RECORD_ID,
	NC_WARC_DATE,
	NC_WARC_CONTENT_LENGTH,
	NC_WARC_CONTENT_TYPE,
	NC_WARC_CONCURRENT_TO,
	NC_WARC_BLOCK_DIGEST_FIELD,
	NC_WARC_PAYLOAD_DIGEST_FIELD,
	NC_WARC_IP_ADDRESS,
	NC_WARC_REFERS_TO,
	NC_WARC_REFERS_TO_TARGET_URI,
	NC_WARC_REFERS_TO_DATE,
	NC_WARC_TARGET_URI,
	NC_WARC_TRUNCATED_FIELD,
	NC_WARC_WARCINFO_ID,
	NC_WARC_FILENAME,
	NC_WARC_PROFILE_FIELD,
	NC_WARC_IDENTIFIED_PAYLOAD_TYPE,
	NC_WARC_SEGMENT_NUMBER,
	NC_WARC_SEGMENT_ORIGIN_ID,
	NC_WARC_SEGMENT_TOTAL_LENGTH,
	NC_WARC_NAMES
};

/* Of revisits, 6.7. */
enum nc_warc_profile {
	NC_WARC_NO_PROFILE,
	NC_WARC_IDENTICAL,
	NC_WARC_NOT_MODIFIED
};

enum { NC_WARC_CONCURRENT_MAX = 64 };

struct nc_warc_record {
	const struct nc_verify *verify;
	uint64_t offset; /* of the member in a compressed file */
	bool has_inner;
	uint64_t inner_offset; /* in what is unpacked of all the file */
	uint64_t skip;         /* ... of the member */
	const char *part;      /* for findings: the id, or "record 12" */
	char part_text[256];
	int version;   /* 10 or 11; 0: not known */
	unsigned type; /* enum nc_warc_type */
	bool has_length;
	uint64_t length; /* of the block */
	/* Known fields; data is NULL when missing.  They lie in the header. */
	struct newsconv_text fields[NC_WARC_NAMES];
	bool malformed[NC_WARC_NAMES]; /* has been reported */
	/* All WARC-Concurrent-To, the one field that may be repeated. */
	struct newsconv_text concurrent[NC_WARC_CONCURRENT_MAX];
	size_t concurrent_count;
	unsigned profile; /* enum nc_warc_profile */
	/* Of the block, filled in at its end if someone wants digests; or "". */
	char block_sha256[65];
};

/* A finding in the record; `expected` may be NULL: as the table has it. */
void nc_warc_report(const struct nc_warc_record *record,
    enum nc_finding_code code, const char *expected, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* With the text behind a colon. */
void nc_warc_report_text(const struct nc_warc_record *record,
    enum nc_finding_code code, const char *what, struct newsconv_text text);

/*
 * Read a header, which is the version line to the empty line, and report what
 * is wrong with it (warc_header.c).  It is changed in place.
 */
void nc_warc_header(struct nc_warc_record *record, char *header, size_t size);
/* The id that a header states, without its brackets; or nothing. */
struct newsconv_text nc_warc_find_id(const char *header, size_t size);

/* The value is a media type of this name, whatever its parameters. */
bool nc_warc_is_media_type(struct newsconv_text value, const char *name);

/* A block as it passes by (warc_block.c). */
struct nc_warc_block;

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_warc_block_new(
    struct nc_warc_block **block, struct newsconv_error *error);
void nc_warc_block_free(struct nc_warc_block *block);
void nc_warc_block_begin(
    struct nc_warc_block *block, struct nc_warc_record *record);
void nc_warc_block_add(
    struct nc_warc_block *block, const char *bytes, size_t size);
/* All of it has been added: compare and report. */
int nc_warc_block_end(
    struct nc_warc_block *block, struct newsconv_error *error);
/* No block follows: report what was left open. */
void nc_warc_block_finish(
    struct nc_warc_block *block, const struct nc_verify *verify);

/* Whether it is one of the parts of a record. */
bool nc_warc_is_segment(const struct nc_warc_record *record);
/* The number that digits give. */
uint64_t nc_warc_number(struct newsconv_text digits);

#endif
