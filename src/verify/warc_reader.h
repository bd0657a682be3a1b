/*
 * The frame of a WARC file: where records begin and end.  What holds between
 * records is given away as facts.
 */
#ifndef NC_WARC_READER_H
#define NC_WARC_READER_H

#include "canonical.h"
#include "warc_facts.h"
#include "warc_source.h"

struct nc_warc_reading {
	const struct nc_verify *verify;
	enum nc_warc_packing packing;
	uint64_t start; /* where a record begins */
	uint64_t limit; /* to end where the first record from here on begins */
	/*
	 * Others read what is before and behind: refuse what cannot be judged
	 * without knowing that.
	 */
	bool range;
	int (*fact)(const struct nc_warc_fact *fact, void *context,
	    struct newsconv_error *error);
	void *context;
};

/* Of what was read so far; added to. */
struct nc_warc_totals {
	uint64_t records;
	uint64_t damaged;   /* records that were not read to their end */
	uint64_t swallowed; /* records in the blocks of these */
	uint64_t lost;      /* stored bytes that were skipped */
	uint64_t unpacked;  /* bytes */
	uint64_t wasted;    /* see nc_gzip_wasted() */
	bool shared_member; /* has been reported */
	/* Who wrote the records that follow, as the last warcinfo says. */
	struct nc_claim claim;
	bool refused; /* only of ranges */
};

/*
 * Read records from `start` on, report and give away what they hold; *end is
 * where reading ended.  Fails with NEWSCONV_READ_FAILED, _NO_MEMORY, and as
 * fact() does.
 */
int nc_warc_read(const struct nc_warc_reading *reading,
    struct nc_warc_totals *totals, uint64_t *end, struct newsconv_error *error);

/*
 * The id of the record that begins in the file at `offset`, `skip` bytes on in
 * what is unpacked there, as findings print it.
 */
void nc_warc_name_at(char part[256], const struct nc_verify *verify,
    enum nc_warc_packing packing, uint64_t offset, uint64_t skip);

#endif
