/*
 * All that is said of a record id comes in a row: first the records that have
 * it, of which there should be one, then its segments by number, then those
 * that refer to it.  One of them in hand is all the memory that this takes.
 */
#include <stdio.h>
#include <string.h>

#include "verify_warc.h"
#include "warc_between.h"
#include "warc_reader.h"

struct group {
	const struct nc_verify *verify;
	enum nc_warc_packing packing;
	bool begun;
	struct nc_warc_fact first;
	bool has_record; /* `record` has the id */
	struct nc_warc_fact record;
	bool has_segment; /* `segment` is the last one so far */
	struct nc_warc_fact segment;
	uint64_t sum; /* of the lengths of segments */
	bool complete;
	/* Of a URI: origins and segments that miss each other. */
	uint64_t sub;
	bool has_origin;
	bool has_child;
	struct nc_warc_fact child;
	bool lonely_origin;
	bool has_orphan;
	struct nc_warc_fact orphan;
	bool ambiguous; /* captures of one second have different digests */
};

static void
report(const struct group *group, const struct nc_warc_fact *fact,
    enum nc_finding_code code, const char *expected, const char *text)
{
	char part[256];
	struct nc_place place = {
	    .part = part, .offset = fact->offset, .expected = expected};

	nc_warc_name_at(
	    part, group->verify, group->packing, fact->offset, fact->skip);
	nc_report(group->verify, code, &place, "%s", text);
}

/* The id that a fact is about is that of the record at the other place. */
static void
report_other(const struct group *group, const struct nc_warc_fact *fact,
    enum nc_finding_code code, const char *text)
{
	char whole[160];

	snprintf(whole, sizeof(whole), "%s (the other is at byte %llu)", text,
	    (unsigned long long)group->record.offset);
	report(group, fact, code, NULL, whole);
}

static void
take_record(struct group *group, const struct nc_warc_fact *fact)
{
	if (group->has_record) {
		report_other(group, fact, NC_WARC_DUPLICATE_ID,
		    "another record has the same id");
		return;
	}
	group->has_record = true;
	group->record = *fact;
}

/* ----------------------------------------------------------------- segments */

static bool
differ(uint64_t a, uint64_t b)
{
	return a != 0 && b != 0 && a != b;
}

static void
begin_segments(struct group *group, const struct nc_warc_fact *fact)
{
	group->has_segment = true;
	group->complete = group->has_record && group->record.number == 1;
	group->sum = group->record.length;
	group->segment = group->record;
	if (!group->has_record) {
		report(group, fact, NC_WARC_REFERENCE, NULL,
		    "WARC-Segment-Origin-ID: no record of this file has the "
		    "id");
		group->segment.number = fact->number - 1;
		group->segment.has_total = false;
		return;
	}
	if (group->record.number != 1)
		report_other(group, fact, NC_WARC_ORIGIN,
		    "the record named as origin has no WARC-Segment-Number: 1");
	if (differ(group->record.uri, fact->uri))
		report_other(group, fact, NC_WARC_SEGMENT_URI,
		    "the origin has another WARC-Target-URI");
}

/* 5.20: the number increases by 1 in each next segment. */
static void
check_number(struct group *group, const struct nc_warc_fact *fact)
{
	char text[96];

	if (fact->number == group->segment.number + 1)
		return;
	snprintf(text, sizeof(text), "segment %llu follows segment %llu",
	    (unsigned long long)fact->number,
	    (unsigned long long)group->segment.number);
	report(group, fact, NC_WARC_SEGMENT_GAP, NULL, text);
	group->complete = false;
}

static void
take_segment(struct group *group, const struct nc_warc_fact *fact)
{
	if (!group->has_segment)
		begin_segments(group, fact);
	else if (differ(group->segment.uri, fact->uri))
		report(group, fact, NC_WARC_SEGMENT_URI, NULL,
		    "the segment before has another WARC-Target-URI");
	if (group->record.number == 1 || !group->has_record)
		check_number(group, fact);
	if (group->segment.has_total)
		report(group, &group->segment, NC_WARC_SEGMENT_TOTAL, NULL,
		    "WARC-Segment-Total-Length in a segment that is not the "
		    "last");
	group->sum += fact->length;
	group->segment = *fact;
}

/* 5.22: the last segment tells the length of all. */
static void
end_segments(struct group *group)
{
	char text[96], expected[32];

	if (!group->has_segment)
		return;
	if (!group->segment.has_total) {
		if (group->has_record)
			report(group, &group->segment, NC_WARC_SEGMENT_TOTAL,
			    NULL,
			    "the last segment here has no "
			    "WARC-Segment-Total-Length");
		return;
	}
	if (!group->complete || group->segment.total == group->sum)
		return;
	snprintf(text, sizeof(text), "%llu stated, the blocks have %llu bytes",
	    (unsigned long long)group->segment.total,
	    (unsigned long long)group->sum);
	snprintf(
	    expected, sizeof(expected), "%llu", (unsigned long long)group->sum);
	report(group, &group->segment, NC_WARC_SEGMENT_TOTAL, expected, text);
}

/* --------------------------------------------------- segments without origin */

static void
end_sub(struct group *group)
{
	if (group->has_origin && !group->has_child)
		group->lonely_origin = true;
	if (group->has_child && !group->has_origin && !group->has_orphan) {
		group->has_orphan = true;
		group->orphan = group->child;
	}
	group->has_origin = false;
	group->has_child = false;
}

static void
take_by_uri(struct group *group, const struct nc_warc_fact *fact)
{
	if (fact->sub != group->sub)
		end_sub(group);
	group->sub = fact->sub;
	if (fact->kind == NC_FACT_ORIGIN_OF_URI) {
		group->has_origin = true;
	} else {
		group->has_child = true;
		group->child = *fact;
	}
}

/*
 * A segment may well be in another file than its origin.  But where a first
 * segment of the same URI is here and has no other, its id was meant.
 */
static void
end_by_uri(struct group *group)
{
	end_sub(group);
	if (group->lonely_origin && group->has_orphan)
		report(group, &group->orphan, NC_WARC_ORIGIN, NULL,
		    "no record has the id in WARC-Segment-Origin-ID, and the "
		    "first segment of this URI has no other");
}

/* --------------------------------------------------- revisits by URI and date */

static bool
other_digest(const struct nc_warc_fact *a, const struct nc_warc_fact *b)
{
	return a->algorithm == b->algorithm && differ(a->digest, b->digest);
}

static void
take_by_date(struct group *group, const struct nc_warc_fact *fact)
{
	if (fact->sub != group->sub) {
		group->sub = fact->sub;
		group->has_record = false;
		group->ambiguous = false;
	}
	if (fact->kind == NC_FACT_CAPTURE && !group->has_record) {
		group->has_record = true;
		group->record = *fact;
	} else if (fact->kind == NC_FACT_CAPTURE) {
		group->ambiguous |= fact->digest != group->record.digest;
	} else if (group->has_record && !group->ambiguous &&
	    other_digest(fact, &group->record)) {
		report_other(group, fact, NC_WARC_REVISIT_DIGEST,
		    "the record of this URI and date has another payload "
		    "digest");
	}
}

/* -------------------------------------------------------------------- links */

/* 5.11 to 5.13, 6.7.2: what a revisit says of the record that it refers to. */
static void
check_revisit(const struct group *group, const struct nc_warc_fact *fact)
{
	const struct nc_warc_fact *record = &group->record;

	if (fact->type != NC_WARC_REVISIT)
		return;
	if (other_digest(fact, record))
		report_other(group, fact, NC_WARC_REVISIT_DIGEST,
		    "the record referred to has another payload digest");
	if (differ(fact->uri, record->uri))
		report_other(group, fact, NC_WARC_REVISIT_URI,
		    "the record referred to has another WARC-Target-URI");
	if (differ(fact->second, record->second))
		report_other(group, fact, NC_WARC_REVISIT_DATE,
		    "the record referred to has another WARC-Date");
}

static const char *
field_of(enum nc_warc_fact_kind kind)
{
	switch (kind) {
	case NC_FACT_WARCINFO:
		return "WARC-Warcinfo-ID";
	case NC_FACT_CONCURRENT:
		return "WARC-Concurrent-To";
	default:
		return "WARC-Refers-To";
	}
}

static void
take_link(const struct group *group, const struct nc_warc_fact *fact)
{
	char text[96];

	if (!group->has_record) {
		snprintf(text, sizeof(text),
		    "%s: no record of this file has the id",
		    field_of((enum nc_warc_fact_kind)fact->kind));
		report(group, fact, NC_WARC_REFERENCE, NULL, text);
		return;
	}
	if (fact->kind == NC_FACT_WARCINFO &&
	    group->record.type != NC_WARC_WARCINFO)
		report_other(group, fact, NC_WARC_NOT_WARCINFO,
		    "the record referred to is no warcinfo");
	/* 5.4: all records of one capture have the date of the capture. */
	if (fact->kind == NC_FACT_CONCURRENT &&
	    differ(fact->date, group->record.date))
		report_other(group, fact, NC_WARC_CONCURRENT_DATE,
		    "the concurrent record has another date");
	if (fact->kind == NC_FACT_REFERS)
		check_revisit(group, fact);
}

static void
end_group(struct group *group)
{
	if (!group->begun)
		return;
	if (group->first.kind == NC_FACT_ORIGIN_OF_URI ||
	    group->first.kind == NC_FACT_SEGMENT_OF_URI)
		end_by_uri(group);
	else if (group->first.kind < NC_FACT_ORIGIN_OF_URI)
		end_segments(group);
}

static void
begin_group(struct group *group, const struct nc_warc_fact *fact)
{
	const struct nc_verify *verify = group->verify;
	enum nc_warc_packing packing = group->packing;

	memset(group, 0, sizeof(*group));
	group->verify = verify;
	group->packing = packing;
	group->begun = true;
	group->first = *fact;
	group->sub = fact->sub;
}

static void
take(struct group *group, const struct nc_warc_fact *fact)
{
	switch ((enum nc_warc_fact_kind)fact->kind) {
	case NC_FACT_RECORD:
		take_record(group, fact);
		break;
	case NC_FACT_SEGMENT:
		take_segment(group, fact);
		break;
	case NC_FACT_WARCINFO:
	case NC_FACT_CONCURRENT:
	case NC_FACT_REFERS:
		take_link(group, fact);
		break;
	case NC_FACT_ORIGIN_OF_URI:
	case NC_FACT_SEGMENT_OF_URI:
		take_by_uri(group, fact);
		break;
	case NC_FACT_CAPTURE:
	case NC_FACT_REVISIT_OF:
		take_by_date(group, fact);
		break;
	}
}

int
nc_warc_between(struct nc_warc_facts *facts, const struct nc_verify *verify,
    enum nc_warc_packing packing, struct newsconv_error *error)
{
	struct group group = {.verify = verify, .packing = packing};
	const struct nc_warc_fact *fact;
	int result;

	if (nc_warc_facts_dropped(facts) > 0)
		nc_finding(verify, NC_WARC_MANY_RECORDS, "", 0,
		    "%llu ids and references",
		    (unsigned long long)nc_warc_facts_dropped(facts));
	while (
	    (result = nc_warc_facts_next(facts, &fact, error)) == NEWSCONV_OK) {
		if (!group.begun ||
		    memcmp(group.first.key, fact->key, NC_FACT_KEY) != 0) {
			end_group(&group);
			begin_group(&group, fact);
		}
		take(&group, fact);
	}
	end_group(&group);
	return result < 0 ? result : NEWSCONV_OK;
}
