/*
 * As long as records come as they are listed, nothing is remembered.  From the
 * first one that does not, those that are still to come are in a table, by the
 * hash of their ids; what is in other order is told by the longest sequence that
 * is in order, so that one record that was moved is one finding.
 *
 * Hashes only propose names for differences: that the file differs is known by
 * its digest.
 */
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "error.h"
#include "hash.h"
#include "manifest_reader.h"
#include "manifest_records.h"

/*
 * LISTED_MAX: of the records behind the first difference; 48 bytes each.
 * STRANGERS_MAX: records that are in the file and not listed.
 */
enum { LISTED_MAX = 256 * 1024, STRANGERS_MAX = 4096, NAME_SIZE = 256 };

enum fate { LISTED, SAME, OTHER_CONTENT, OTHER_HEADER, OTHER_ID };

/* A record that is listed. */
struct listed {
	uint64_t id, stored, content; /* hashes */
	uint64_t line;                /* offset in the manifest */
	uint32_t next; /* with the same slot, 1 more than its place; or 0 */
	uint32_t rest; /* hash of place, length and, if it has one, date */
	uint8_t fate;
	bool other_date;
	bool has_date;
};

/* What was found in the place of one that is listed, in the order of the file. */
struct match {
	uint64_t at;
	uint32_t listed;
	uint32_t length; /* of the longest sequence that ends here */
	bool moved;
};

struct stranger {
	uint64_t id, content, at;
	bool again; /* one of its id is there, and listed */
	bool renamed;
	char name[NAME_SIZE];
};

struct nc_manifest_records {
	struct nc_manifest_reader *reader;
	uint64_t start, count,
	    seen;       /* seen: records as listed, from the first */
	uint64_t place; /* of the manifest, of the first that is not */
	int failed;
	struct newsconv_error error;
	bool any;   /* a record was seen */
	bool apart; /* something differs */
	bool more;  /* than is told apart */
	/* Of the same bytes, and other things are listed of it than are so. */
	uint64_t untrue;
	struct listed *listed;
	size_t listed_count;
	uint32_t *slots;
	size_t slot_count;
	struct match *matches;
	size_t match_count;
	struct stranger *strangers;
	size_t stranger_count;
};

void
nc_manifest_records_free(struct nc_manifest_records *records)
{
	if (records == NULL)
		return;
	nc_manifest_reader_free(records->reader);
	free(records->listed);
	free(records->slots);
	free(records->matches);
	free(records->strangers);
	free(records);
}

int
nc_manifest_records_new(struct nc_manifest_records **records, int descriptor,
    uint64_t offset, struct newsconv_error *error)
{
	struct nc_manifest_records *made = calloc(1, sizeof(*made));
	struct nc_manifest_item item;
	int result;

	if (made == NULL)
		return nc_error_memory(error);
	result = nc_manifest_reader_new(&made->reader, descriptor, error);
	if (result == NEWSCONV_OK) {
		nc_manifest_reader_seek(made->reader, offset);
		result = nc_manifest_reader_next(made->reader, &item, error);
	}
	if (result != NEWSCONV_OK) {
		nc_manifest_records_free(made);
		return result < 0 ? result
				  : nc_error_set(error, NEWSCONV_READ_FAILED,
					"the manifest changed meanwhile");
	}
	made->count = item.records;
	made->start = made->place = nc_manifest_reader_offset(made->reader);
	*records = made;
	return NEWSCONV_OK;
}

/* -------------------------------------------------------------------- hashes */

static uint64_t
hash_of_digest(const unsigned char digest[32])
{
	uint64_t hash;

	memcpy(&hash, digest, sizeof(hash));
	return hash;
}

/* Ids of records stand in brackets or not; what has none is its content. */
static uint64_t
hash_of_id(const char *id, uint64_t content)
{
	size_t size = strlen(id);

	if (size > 1 && id[0] == '<' && id[size - 1] == '>') {
		id++;
		size -= 2;
	}
	return size == 0 ? content : nc_hash(id, size);
}

static uint64_t
hash_of_hex(const char *hex)
{
	unsigned char digest[32] = {0};

	if (strlen(hex) == 64)
		nc_hex_decode(digest, sizeof(digest), hex, 64);
	return hash_of_digest(digest);
}

static uint32_t
hash_of_rest(uint64_t at, uint64_t length, const char *date)
{
	const uint64_t rest[] = {at, length, nc_hash(date, strlen(date))};
	uint64_t hash = nc_hash(rest, sizeof(rest));

	return (uint32_t)(hash ^ hash >> 32);
}

/* -------------------------------------------------------------------- listed */

/* The next record that is listed; NEWSCONV_END behind the file's last. */
static int
next_listed(struct nc_manifest_records *records, struct nc_manifest_item *item,
    struct newsconv_error *error)
{
	int result = nc_manifest_reader_next(records->reader, item, error);

	if (result == NEWSCONV_OK && item->kind != NC_MANIFEST_RECORD)
		return NEWSCONV_END;
	return result;
}

static struct listed
listed_of(const struct nc_manifest_item *item)
{
	struct listed listed = {.stored = hash_of_digest(item->sha256),
	    .content = hash_of_digest(item->content),
	    .line = item->offset,
	    .rest = hash_of_rest(item->at, item->length, item->date),
	    .has_date = item->date[0] != '\0'};

	listed.id = hash_of_id(item->name, listed.content);
	return listed;
}

/*
 * Whether all that is listed of a record of the same bytes is so, lest a list
 * may lie of what is right.  An entry that was not unpacked has no digests.
 */
static bool
is_true_of(const struct listed *listed, const struct newsconv_record *part)
{
	uint64_t content = hash_of_hex(part->sha256);
	const char *date = listed->has_date ? part->date : "";

	return (part->sha256[0] == '\0' || listed->content == content) &&
	    listed->id == hash_of_id(part->id, listed->content) &&
	    listed->rest == hash_of_rest(part->offset, part->length, date);
}

static void
put_in_slot(struct nc_manifest_records *records, uint32_t place)
{
	struct listed *listed = &records->listed[place];
	uint32_t *slot =
	    &records->slots[listed->id & (records->slot_count - 1)];

	/* The first of two with one id is found first. */
	while (*slot != 0)
		slot = &records->listed[*slot - 1].next;
	*slot = place + 1;
}

static int
make_tables(struct nc_manifest_records *records, struct newsconv_error *error)
{
	uint64_t left = records->count - records->seen;
	size_t room;

	if (records->count < records->seen)
		left = 0;
	records->more = left > LISTED_MAX;
	room = records->more ? LISTED_MAX : (size_t)left;
	for (records->slot_count = 64; records->slot_count < room;)
		records->slot_count *= 2;
	records->listed = calloc(room + 1, sizeof(*records->listed));
	records->matches = calloc(room + 1, sizeof(*records->matches));
	records->slots = calloc(records->slot_count, sizeof(uint32_t));
	records->strangers = calloc(STRANGERS_MAX, sizeof(*records->strangers));
	return records->listed == NULL || records->matches == NULL ||
		records->slots == NULL || records->strangers == NULL
	    ? nc_error_memory(error)
	    : NEWSCONV_OK;
}

/* From the first difference on all that is still to come is remembered. */
static int
go_apart(struct nc_manifest_records *records, struct newsconv_error *error)
{
	uint64_t left = records->count - records->seen;
	struct nc_manifest_item item;
	int result = make_tables(records, error);

	records->apart = true;
	nc_manifest_reader_seek(records->reader, records->place);
	while (result == NEWSCONV_OK && records->listed_count < left &&
	    records->listed_count < LISTED_MAX) {
		result = next_listed(records, &item, error);
		if (result != NEWSCONV_OK)
			break;
		records->listed[records->listed_count] = listed_of(&item);
		put_in_slot(records, (uint32_t)records->listed_count++);
	}
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

/* ------------------------------------------------------------------- records */

/* Of those with the id the one that is most like it, or NULL. */
static struct listed *
find_listed(struct nc_manifest_records *records, uint64_t id, uint64_t stored,
    uint64_t content)
{
	uint32_t place = records->slots[id & (records->slot_count - 1)];
	struct listed *best = NULL;

	for (; place != 0; place = records->listed[place - 1].next) {
		struct listed *listed = &records->listed[place - 1];

		if (listed->id != id || listed->fate != LISTED)
			continue;
		if (listed->stored == stored)
			return listed;
		if (best == NULL || listed->content == content)
			best = listed;
	}
	return best;
}

static void
add_stranger(struct nc_manifest_records *records,
    const struct newsconv_record *part, uint64_t id, uint64_t content)
{
	struct stranger *stranger;

	if (records->stranger_count == STRANGERS_MAX) {
		records->more = true;
		return;
	}
	stranger = &records->strangers[records->stranger_count++];
	stranger->id = id;
	stranger->content = content;
	stranger->at = part->offset;
	strncpy(stranger->name, part->id, NAME_SIZE - 1);
}

static int
note_date(struct nc_manifest_records *records, struct listed *listed,
    const char *date, struct newsconv_error *error)
{
	struct nc_manifest_item item;
	int result;

	nc_manifest_reader_seek(records->reader, listed->line);
	result = next_listed(records, &item, error);
	listed->other_date = result == NEWSCONV_OK && item.date[0] != '\0' &&
	    strcmp(item.date, date) != 0;
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

static int
place_record(struct nc_manifest_records *records,
    const struct newsconv_record *part, struct newsconv_error *error)
{
	uint64_t stored = hash_of_hex(part->stored_sha256);
	uint64_t content = hash_of_hex(part->sha256);
	uint64_t id = hash_of_id(part->id, content);
	struct listed *listed = find_listed(records, id, stored, content);
	struct match *match;

	if (listed == NULL) {
		add_stranger(records, part, id, content);
		return NEWSCONV_OK;
	}
	match = &records->matches[records->match_count++];
	match->at = part->offset;
	match->listed = (uint32_t)(listed - records->listed);
	records->untrue += !is_true_of(listed, part);
	/* An entry that could not be unpacked has no digests, but a finding. */
	listed->fate = listed->stored == stored || part->sha256[0] == '\0'
	    ? SAME
	    : listed->content == content ? OTHER_HEADER
					 : OTHER_CONTENT;
	return listed->fate == OTHER_HEADER
	    ? note_date(records, listed, part->date, error)
	    : NEWSCONV_OK;
}

/* Whether the record is the one that is listed next. */
static int
is_next(struct nc_manifest_records *records, const struct newsconv_record *part,
    bool *same, struct newsconv_error *error)
{
	struct nc_manifest_item item;
	struct listed listed;
	int result;

	*same = false;
	if (records->seen >= records->count)
		return NEWSCONV_OK;
	result = next_listed(records, &item, error);
	if (result != NEWSCONV_OK)
		return result == NEWSCONV_END ? NEWSCONV_OK : result;
	records->place = item.offset;
	listed = listed_of(&item);
	*same = listed.stored == hash_of_hex(part->stored_sha256) &&
	    is_true_of(&listed, part);
	records->seen += *same;
	return NEWSCONV_OK;
}

static int
take_record(struct nc_manifest_records *records,
    const struct newsconv_record *part, struct newsconv_error *error)
{
	bool same = false;
	int result = NEWSCONV_OK;

	if (!records->apart) {
		result = is_next(records, part, &same, error);
		if (result < 0 || same)
			return result;
		result = go_apart(records, error);
	}
	return result < 0 ? result : place_record(records, part, error);
}

void
nc_manifest_records_part(const struct newsconv_record *part, void *context)
{
	struct nc_manifest_records *records = context;

	records->any = true;
	if (records->failed == NEWSCONV_OK)
		records->failed = take_record(records, part, &records->error);
}

/* --------------------------------------------------------------------- order */

static int
compare_places(const void *a, const void *b)
{
	const struct match *first = a, *second = b;

	return first->at < second->at ? -1 : first->at > second->at;
}

/* Where in the ends of sequences of each length this one belongs. */
static size_t
find_length(const struct nc_manifest_records *records, const uint32_t *ends,
    size_t count, uint32_t listed)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (records->matches[ends[middle]].listed < listed)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Back through the sequence, each of its members being below the one after. */
static void
mark_moved(struct nc_manifest_records *records, size_t longest)
{
	uint32_t above = UINT32_MAX;
	size_t i;

	for (i = records->match_count; i-- > 0;) {
		struct match *match = &records->matches[i];

		match->moved = match->length != longest ||
		    match->listed >= above;
		if (match->moved)
			continue;
		above = match->listed;
		longest--;
	}
}

/* Those that are not in the longest sequence that is in order were moved. */
static int
find_moved(struct nc_manifest_records *records, struct newsconv_error *error)
{
	uint32_t *ends = calloc(records->match_count + 1, sizeof(*ends));
	size_t longest = 0, i;

	if (ends == NULL)
		return nc_error_memory(error);
	qsort(records->matches, records->match_count, sizeof(*records->matches),
	    compare_places);
	for (i = 0; i < records->match_count; i++) {
		struct match *match = &records->matches[i];
		size_t length = find_length(
		    records, ends, longest, match->listed);

		ends[length] = (uint32_t)i;
		match->length = (uint32_t)length + 1;
		if (length == longest)
			longest++;
	}
	free(ends);
	mark_moved(records, longest);
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------------- telling */

/* What was there under another id, or is there twice. */
static void
know_stranger(struct nc_manifest_records *records, struct stranger *stranger)
{
	struct listed *like = NULL;
	size_t i;

	for (i = 0; i < records->listed_count; i++) {
		struct listed *listed = &records->listed[i];

		stranger->again |= listed->id == stranger->id;
		if (like == NULL && listed->fate == LISTED &&
		    listed->content == stranger->content)
			like = listed;
	}
	if (stranger->again || like == NULL)
		return;
	stranger->renamed = true;
	like->fate = OTHER_ID;
}

/* Records in front of the first difference are in no table. */
static int
look_in_front(struct nc_manifest_records *records, struct newsconv_error *error)
{
	uint64_t left = records->seen;
	struct nc_manifest_item item;
	int result = NEWSCONV_OK;
	size_t i;

	if (records->stranger_count == 0)
		return NEWSCONV_OK;
	nc_manifest_reader_seek(records->reader, records->start);
	while (left-- > 0 && result == NEWSCONV_OK) {
		struct listed listed;

		result = next_listed(records, &item, error);
		if (result != NEWSCONV_OK)
			break;
		listed = listed_of(&item);
		for (i = 0; i < records->stranger_count; i++)
			records->strangers[i].again |=
			    records->strangers[i].id == listed.id;
	}
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

static void
tell_stranger(const struct nc_verify *verify, const struct stranger *stranger)
{
	if (stranger->renamed)
		return;
	if (stranger->again)
		nc_finding(verify, NC_MANIFEST_RECORD_AGAIN, stranger->name,
		    stranger->at, "is there once more than is listed");
	else
		nc_finding(verify, NC_MANIFEST_RECORD_ADDED, stranger->name,
		    stranger->at, "is not listed");
}

static void
tell_fate(const struct nc_verify *verify, const struct listed *listed,
    const struct nc_manifest_item *item)
{
	const char *id = item->name;
	uint64_t at = item->at;

	switch ((enum fate)listed->fate) {
	case LISTED:
		nc_finding(verify, NC_MANIFEST_RECORD_MISSING, id, at,
		    "%s of %llu bytes is not there any more",
		    item->type[0] == '\0' ? "it" : item->type,
		    (unsigned long long)item->length);
		break;
	case SAME:
		break;
	case OTHER_CONTENT:
		nc_finding(verify, NC_MANIFEST_RECORD_CHANGED, id, at,
		    "holds other content than is listed");
		break;
	case OTHER_HEADER:
		if (listed->other_date)
			nc_finding(verify, NC_MANIFEST_RECORD_DATED, id, at,
			    "has another date than the %s that is listed",
			    item->date);
		else
			nc_finding(verify, NC_MANIFEST_RECORD_STORED, id, at,
			    "has the content that is listed in other bytes");
		break;
	case OTHER_ID:
		nc_finding(verify, NC_MANIFEST_RECORD_RENAMED, id, at,
		    "is there under another id");
		break;
	}
}

static int
tell_listed(struct nc_manifest_records *records, const struct nc_verify *verify,
    const struct listed *listed, bool moved, struct newsconv_error *error)
{
	struct nc_manifest_item item;
	int result;

	if (listed->fate == SAME && !moved)
		return NEWSCONV_OK;
	nc_manifest_reader_seek(records->reader, listed->line);
	result = next_listed(records, &item, error);
	if (result != NEWSCONV_OK)
		return result == NEWSCONV_END ? NEWSCONV_OK : result;
	if (moved)
		nc_finding(verify, NC_MANIFEST_RECORD_MOVED, item.name, item.at,
		    "stands in another place than is listed");
	else
		tell_fate(verify, listed, &item);
	return NEWSCONV_OK;
}

static int
tell_all(struct nc_manifest_records *records, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < records->match_count && result == NEWSCONV_OK; i++)
		if (records->matches[i].moved)
			result = tell_listed(records, verify,
			    &records->listed[records->matches[i].listed], true,
			    error);
	for (i = 0; i < records->listed_count && result == NEWSCONV_OK; i++)
		result = tell_listed(
		    records, verify, &records->listed[i], false, error);
	for (i = 0; i < records->stranger_count; i++)
		tell_stranger(verify, &records->strangers[i]);
	if (records->more)
		nc_finding(verify, NC_MANIFEST_MORE, "", 0,
		    "more than %d records stand behind the first that differs",
		    LISTED_MAX);
	return result;
}

/* What is listed behind the last record that was there. */
static int
look_behind(struct nc_manifest_records *records, struct newsconv_error *error)
{
	struct nc_manifest_item item;
	int result = NEWSCONV_END;

	if (records->seen < records->count)
		result = next_listed(records, &item, error);
	if (result != NEWSCONV_OK)
		return result == NEWSCONV_END ? NEWSCONV_OK : result;
	records->place = item.offset;
	return go_apart(records, error);
}

int
nc_manifest_records_end(struct nc_manifest_records *records,
    const struct nc_verify *verify, uint64_t *differences,
    struct newsconv_error *error)
{
	uint64_t before = verify->summary->errors;
	int result = records->failed;
	size_t i;

	/* Of an empty file, or one that is not looked into, nothing is said. */
	if (!records->any)
		return NEWSCONV_OK;
	if (result < 0 && error != NULL)
		*error = records->error;
	if (result == NEWSCONV_OK && !records->apart)
		result = look_behind(records, error);
	if (result < 0 || !records->apart)
		return result;
	result = find_moved(records, error);
	for (i = 0; i < records->stranger_count; i++)
		know_stranger(records, &records->strangers[i]);
	if (result == NEWSCONV_OK)
		result = look_in_front(records, error);
	if (result == NEWSCONV_OK)
		result = tell_all(records, verify, error);
	*differences = verify->summary->errors - before;
	*differences += records->untrue;
	return result;
}
