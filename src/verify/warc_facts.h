/*
 * What is remembered of records to hold them against each other: facts of one
 * size, each about a record id, sorted by it afterwards.  Memory has a bound;
 * what does not fit goes to a scratch file in sorted runs.
 */
#ifndef NC_WARC_FACTS_H
#define NC_WARC_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "newsconv.h"

enum { NC_FACT_KEY = 16 };

/* In the order in which facts of one id are looked at. */
enum nc_warc_fact_kind {
	NC_FACT_RECORD,     /* a record has the id */
	NC_FACT_SEGMENT,    /* WARC-Segment-Origin-ID names it */
	NC_FACT_WARCINFO,   /* WARC-Warcinfo-ID */
	NC_FACT_CONCURRENT, /* WARC-Concurrent-To */
	NC_FACT_REFERS,     /* WARC-Refers-To */
	/* Of these the key is a target URI, `sub` the id of the origin, */
	NC_FACT_ORIGIN_OF_URI,
	NC_FACT_SEGMENT_OF_URI,
	/* and of these `sub` is the second of the capture. */
	NC_FACT_CAPTURE,
	NC_FACT_REVISIT_OF /* WARC-Refers-To-Target-URI and -Date */
};

/* Texts are hashes, 0 for what is not stated. */
struct nc_warc_fact {
	unsigned char key[NC_FACT_KEY];
	uint64_t sub;
	uint64_t number; /* of a segment */
	uint64_t offset; /* of the record that says it */
	uint64_t skip;   /* from there on in what is unpacked */
	uint64_t uri;
	uint64_t date;
	uint64_t second; /* the date up to its second */
	uint64_t digest; /* of the payload */
	uint64_t length; /* of the block */
	uint64_t total;  /* stated by the last segment */
	uint16_t type;   /* enum nc_warc_type */
	uint8_t kind;
	uint8_t algorithm; /* of the digest */
	bool has_total;
};

struct nc_warc_facts;

/* `scratch`: a file to spill to, or -1.  `memory` in bytes, 0: the default. */
int nc_warc_facts_open(struct nc_warc_facts **facts, int scratch, size_t memory,
    struct newsconv_error *error);
void nc_warc_facts_close(struct nc_warc_facts *facts);
/* Fails with NEWSCONV_NO_MEMORY, _WRITE_FAILED. */
int nc_warc_facts_add(struct nc_warc_facts *facts,
    const struct nc_warc_fact *fact, struct newsconv_error *error);
/* How many were dropped, for want of a scratch file. */
uint64_t nc_warc_facts_dropped(const struct nc_warc_facts *facts);
/*
 * After the last one: the next fact in order, lent until the next call;
 * NEWSCONV_END after the last.  Fails with NEWSCONV_READ_FAILED.
 */
int nc_warc_facts_next(struct nc_warc_facts *facts,
    const struct nc_warc_fact **fact, struct newsconv_error *error);

/* Hashes of texts: 16 bytes, and 8 that are never 0. */
void nc_warc_key(unsigned char key[NC_FACT_KEY], struct newsconv_text text);
uint64_t nc_warc_hash(const void *bytes, size_t size);

#endif
