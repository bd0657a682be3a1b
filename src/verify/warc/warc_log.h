/*
 * What reading a part of a file has to say, kept until it is the part's turn:
 * findings, records and facts, in their order, in memory with a ceiling.
 */
#ifndef NC_WARC_LOG_H
#define NC_WARC_LOG_H

#include "finding.h"
#include "memory.h"
#include "warc_facts.h"

struct nc_warc_log {
	struct nc_buffer bytes;
	/* The check as those see it who write to the log. */
	struct nc_verify verify;
	struct nc_verify_options options;
	struct newsconv_summary summary;
	enum newsconv_answer answers[NEWSCONV_LEVELS];
	struct nc_part_observer observer;
	bool wants_parts;
};

/* A log for a check; nothing of what goes in comes out before the replay. */
void nc_warc_log_begin(
    struct nc_warc_log *log, const struct nc_verify *verify, size_t ceiling);
void nc_warc_log_free(struct nc_warc_log *log);
int nc_warc_log_fact(
    const struct nc_warc_fact *fact, void *log, struct newsconv_error *error);

/* How places and numbers in the log become those in the file. */
struct nc_warc_replay {
	uint64_t records;  /* before */
	uint64_t unpacked; /* bytes before */
	bool shared_member;
	bool library_told; /* see struct nc_claim */
	struct nc_warc_facts *facts;
};

/* Hand in all that the log has.  Fails as nc_warc_facts_add() does. */
int nc_warc_log_replay(const struct nc_warc_log *log,
    const struct nc_verify *verify, const struct nc_warc_replay *replay,
    struct newsconv_error *error);

#endif
