/*
 * The payload of a record or of a series of segments, as it passes by: all of
 * the block, or of an HTTP message the body, as it was transferred and without
 * its chunks.
 */
#ifndef NC_WARC_BODY_H
#define NC_WARC_BODY_H

#include "digest.h"
#include "memory.h"

/* RFC 9112, 7.1. */
enum nc_chunk_state {
	NC_CHUNK_SIZE,
	NC_CHUNK_EXTENSION,
	NC_CHUNK_DATA,
	NC_CHUNK_DATA_END, /* CR LF after the data */
	NC_CHUNK_DONE,
	NC_CHUNK_BROKEN
};

struct nc_warc_body {
	bool http; /* the payload is what follows the HTTP header */
	bool in_body;
	bool chunked;
	bool has_whole; /* the digest of the whole is computed here */
	struct nc_digest whole;
	struct nc_digest raw; /* of the body */
	struct nc_digest dechunked;
	struct nc_buffer header; /* of HTTP */
	enum nc_chunk_state chunk;
	uint64_t chunk_left;
	unsigned chunk_digits;
	uint64_t size; /* of the body */
};

/* How a digest that was written down fits. */
enum nc_warc_match {
	NC_MATCH_NONE,
	NC_MATCH_PAYLOAD,     /* as the standard has it */
	NC_MATCH_TRANSFERRED, /* of the body with its chunks */
	NC_MATCH_WHOLE,       /* of the block with the HTTP header */
	NC_MATCH_UNKNOWN      /* cannot be told */
};

void nc_warc_body_init(struct nc_warc_body *body);
void nc_warc_body_free(struct nc_warc_body *body);
void nc_warc_body_begin(struct nc_warc_body *body, enum nc_algorithm algorithm,
    bool http, bool has_whole);
void nc_warc_body_add(
    struct nc_warc_body *body, const char *bytes, size_t size);
/*
 * What `value`, of `size` bytes, is the digest of, once all is added; `whole`
 * is the digest of the whole where it was computed elsewhere.
 */
enum nc_warc_match nc_warc_body_match(struct nc_warc_body *body,
    const unsigned char *value, const unsigned char *whole, size_t size);

#endif
