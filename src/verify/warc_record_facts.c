/*
 * From fields to facts: texts become hashes, so that what is remembered of a
 * record has one small size whatever its header.
 */
#include <string.h>

#include "warc_digest.h"
#include "warc_forms.h"
#include "warc_record_facts.h"

enum { TO_THE_SECOND = 19 }; /* "2024-03-01T08:00:00" */

static bool
usable(const struct nc_warc_record *record, enum nc_warc_name name)
{
	return record->fields[name].data != NULL && !record->malformed[name];
}

static uint64_t
hash_of(const struct nc_warc_record *record, enum nc_warc_name name)
{
	struct newsconv_text text = nc_warc_without_brackets(
	    record->fields[name]);

	return usable(record, name) ? nc_warc_hash(text.data, text.size) : 0;
}

static uint64_t
second_of(const struct nc_warc_record *record, enum nc_warc_name name)
{
	struct newsconv_text text = record->fields[name];

	if (!usable(record, name))
		return 0;
	return nc_warc_hash(
	    text.data, text.size > TO_THE_SECOND ? TO_THE_SECOND : text.size);
}

static struct nc_warc_fact *
add(struct nc_warc_record_facts *facts, const struct nc_warc_record *record,
    enum nc_warc_fact_kind kind, struct newsconv_text key)
{
	struct nc_warc_fact *fact = &facts->facts[facts->count++];

	memset(fact, 0, sizeof(*fact));
	nc_warc_key(fact->key, nc_warc_without_brackets(key));
	fact->kind = (uint8_t)kind;
	fact->type = (uint16_t)record->type;
	fact->offset = record->offset;
	fact->skip = record->skip;
	return fact;
}

static void
set_digest(struct nc_warc_fact *fact, const struct nc_warc_record *record)
{
	struct nc_warc_stated stated;

	if (!usable(record, NC_WARC_PAYLOAD_DIGEST_FIELD) ||
	    nc_warc_stated_read(&stated,
		record->fields[NC_WARC_PAYLOAD_DIGEST_FIELD]) != NC_STATED_OK)
		return;
	fact->digest = nc_warc_hash(
	    stated.value, nc_digest_size(stated.algorithm));
	fact->algorithm = (uint8_t)stated.algorithm;
}

static void
set_segment(struct nc_warc_fact *fact, const struct nc_warc_record *record)
{
	fact->length = record->length;
	if (usable(record, NC_WARC_SEGMENT_NUMBER))
		fact->number = nc_warc_number(
		    record->fields[NC_WARC_SEGMENT_NUMBER]);
	fact->has_total = usable(record, NC_WARC_SEGMENT_TOTAL_LENGTH);
	if (fact->has_total)
		fact->total = nc_warc_number(
		    record->fields[NC_WARC_SEGMENT_TOTAL_LENGTH]);
	fact->uri = hash_of(record, NC_WARC_TARGET_URI);
}

/* For segments whose origin cannot be found by its id; the URI finds it. */
static void
add_by_uri(struct nc_warc_record_facts *facts,
    const struct nc_warc_record *record, enum nc_warc_fact_kind kind,
    enum nc_warc_name id)
{
	struct nc_warc_fact *fact;

	if (!usable(record, NC_WARC_TARGET_URI) || !usable(record, id))
		return;
	fact = add(facts, record, kind, record->fields[NC_WARC_TARGET_URI]);
	fact->key[0] ^= 1; /* no id, should one have the same text */
	fact->sub = hash_of(record, id);
}

/*
 * Of most programs a revisit names what it repeats by URI and date alone.  The
 * date of more than one record may be the same: which one, its digest tells.
 */
static void
add_capture(struct nc_warc_record_facts *facts,
    const struct nc_warc_record *record, enum nc_warc_fact_kind kind,
    enum nc_warc_name uri, enum nc_warc_name date)
{
	struct nc_warc_fact *fact;

	if (!usable(record, uri) || !usable(record, date) ||
	    !usable(record, NC_WARC_PAYLOAD_DIGEST_FIELD))
		return;
	fact = add(facts, record, kind, record->fields[uri]);
	fact->key[0] ^= 2; /* no id, and no URI of segments */
	fact->sub = second_of(record, date);
	set_digest(fact, record);
}

static void
add_record(
    struct nc_warc_record_facts *facts, const struct nc_warc_record *record)
{
	struct nc_warc_fact *fact;

	if (!usable(record, NC_WARC_RECORD_ID))
		return;
	fact = add(
	    facts, record, NC_FACT_RECORD, record->fields[NC_WARC_RECORD_ID]);
	set_segment(fact, record);
	set_digest(fact, record);
	fact->date = hash_of(record, NC_WARC_DATE);
	fact->second = second_of(record, NC_WARC_DATE);
	if (record->type != NC_WARC_CONTINUATION && fact->number == 1)
		add_by_uri(
		    facts, record, NC_FACT_ORIGIN_OF_URI, NC_WARC_RECORD_ID);
	if ((record->type & (NC_WARC_RESPONSE | NC_WARC_RESOURCE)) != 0)
		add_capture(facts, record, NC_FACT_CAPTURE, NC_WARC_TARGET_URI,
		    NC_WARC_DATE);
}

static void
add_refers(
    struct nc_warc_record_facts *facts, const struct nc_warc_record *record)
{
	struct nc_warc_fact *fact;

	if (!usable(record, NC_WARC_REFERS_TO)) {
		if (record->profile == NC_WARC_IDENTICAL)
			add_capture(facts, record, NC_FACT_REVISIT_OF,
			    NC_WARC_REFERS_TO_TARGET_URI,
			    NC_WARC_REFERS_TO_DATE);
		return;
	}
	fact = add(
	    facts, record, NC_FACT_REFERS, record->fields[NC_WARC_REFERS_TO]);
	if (record->type != NC_WARC_REVISIT)
		return;
	fact->uri = hash_of(record, NC_WARC_REFERS_TO_TARGET_URI);
	fact->second = second_of(record, NC_WARC_REFERS_TO_DATE);
	if (record->profile == NC_WARC_IDENTICAL)
		set_digest(fact, record);
}

static void
add_segment(
    struct nc_warc_record_facts *facts, const struct nc_warc_record *record)
{
	if (record->type != NC_WARC_CONTINUATION ||
	    !usable(record, NC_WARC_SEGMENT_ORIGIN_ID))
		return;
	set_segment(add(facts, record, NC_FACT_SEGMENT,
			record->fields[NC_WARC_SEGMENT_ORIGIN_ID]),
	    record);
	add_by_uri(
	    facts, record, NC_FACT_SEGMENT_OF_URI, NC_WARC_SEGMENT_ORIGIN_ID);
}

void
nc_warc_record_facts(
    struct nc_warc_record_facts *facts, const struct nc_warc_record *record)
{
	size_t i;

	facts->count = 0;
	add_record(facts, record);
	add_refers(facts, record);
	add_segment(facts, record);
	if (usable(record, NC_WARC_WARCINFO_ID))
		add(facts, record, NC_FACT_WARCINFO,
		    record->fields[NC_WARC_WARCINFO_ID]);
	for (i = 0; i < record->concurrent_count; i++)
		add(facts, record, NC_FACT_CONCURRENT, record->concurrent[i])
		    ->date = hash_of(record, NC_WARC_DATE);
}
