/*
 * A WARC file as a whole: its records are read, by several threads where that
 * helps, and then held against each other.
 */
#include "error.h"
#include "verify_warc.h"
#include "warc_between.h"
#include "warc_facts.h"
#include "warc_ranges.h"
#include "warc_reader.h"

static int
add_fact(
    const struct nc_warc_fact *fact, void *facts, struct newsconv_error *error)
{
	return nc_warc_facts_add(facts, fact, error);
}

static int
read_records(const struct nc_verify *verify, enum nc_warc_packing packing,
    struct nc_warc_facts *facts, struct nc_warc_totals *totals,
    struct newsconv_error *error)
{
	struct nc_warc_reading reading = {.verify = verify,
	    .packing = packing,
	    .limit = UINT64_MAX,
	    .fact = add_fact,
	    .context = facts};
	uint64_t end = 0;
	int result = NEWSCONV_OK;

	if (nc_warc_ranges_help(verify, packing))
		result = nc_warc_ranges(verify, facts, totals, &end, error);
	if (result < 0 || (end > 0 && end == verify->size))
		return result;
	reading.start = end;
	return nc_warc_read(&reading, totals, &end, error);
}

static void
report_totals(
    const struct nc_verify *verify, const struct nc_warc_totals *totals)
{
	if (totals->records == 0)
		nc_finding(verify, NC_WARC_NO_RECORD, "", 0,
		    "not one record was found");
	if (totals->damaged > 0)
		nc_finding(verify, NC_WARC_LOST, "", 0,
		    "not read to their end or lost: %llu of %llu records; "
		    "%llu bytes were skipped",
		    (unsigned long long)(totals->damaged + totals->swallowed),
		    (unsigned long long)(totals->records + totals->swallowed),
		    (unsigned long long)totals->lost);
}

int
nc_verify_warc(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct nc_warc_totals totals = {0};
	struct nc_warc_facts *facts = NULL;
	enum nc_warc_packing packing;
	int result = nc_warc_packing(verify, &packing, error);

	if (result == NEWSCONV_OK)
		result = nc_warc_facts_open(
		    &facts, verify->options->scratch, 0, error);
	if (result == NEWSCONV_OK)
		result = read_records(verify, packing, facts, &totals, error);
	if (result == NEWSCONV_OK)
		result = nc_warc_between(facts, verify, packing, error);
	if (result == NEWSCONV_OK)
		report_totals(verify, &totals);
	nc_warc_facts_close(facts);
	return result < 0 ? result : NEWSCONV_OK;
}
