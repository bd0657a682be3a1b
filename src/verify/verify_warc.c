/*
 * The frame of a WARC file: where records begin and end, and what holds
 * between records.  Blocks pass by in pieces and are never held whole, so that
 * a record of a terabyte needs no more memory than one of a kilobyte.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "canonical.h"
#include "error.h"
#include "file.h"
#include "verify_gzip.h"
#include "verify_warc.h"

enum {
	LINE_MAX_SIZE = 64 * 1024,
	HEADER_MAX = 1024 * 1024,
	INDEX_MAX = 1024 * 1024 * 1024
};

/* What is kept of a record to compare it with others. */
struct entry {
	struct newsconv_text id;
	struct newsconv_text date;
	uint64_t offset;
	size_t number;
	unsigned type;
};

struct link {
	enum nc_warc_name name;  /* of the field */
	struct newsconv_text id; /* what it names */
	size_t from;             /* number of the record */
};

struct reader {
	const struct nc_verify *verify;
	struct nc_gzip *bytes;
	struct nc_warc_block *block;
	struct nc_canonical_warc canonical;
	struct nc_buffer header;
	struct nc_arena *arena;
	struct entry *entries;
	size_t count;
	struct link *links;
	size_t link_count;
	bool compressed;
	bool shared_member; /* has been reported for this file */
	bool resumed;       /* "WARC/" of the next record has been consumed */
	char last_byte;     /* that was consumed */
	struct nc_warc_record record;
	struct newsconv_error *error;
};

/* How reading a part of a record ended. */
enum outcome {
	WHOLE,
	NOTHING, /* the end of the file, where it may be */
	DAMAGE,  /* reported; what follows must be searched for */
	FAILED   /* reader->error says why */
};

static void
report(const struct reader *reader, enum nc_finding_code code, const char *text)
{
	nc_finding(reader->verify, code, reader->record.part,
	    reader->record.offset, "%s", text);
}

static void
consume(struct reader *reader, struct newsconv_text text, size_t size)
{
	if (size > 0)
		reader->last_byte = text.data[size - 1];
	if (reader->compressed)
		nc_canonical_warc_add(&reader->canonical, text.data, size);
	nc_gzip_consume(reader->bytes, size);
}

/* --------------------------------------------------------------- the header */

static enum outcome
cut(const struct reader *reader, enum nc_gzip_event event, const char *where)
{
	if (event == NC_GZIP_MEMBER_END)
		nc_finding(reader->verify, NC_WARC_MEMBER_SHORT,
		    reader->record.part, reader->record.offset,
		    "the gzip member ends within %s", where);
	else if (event == NC_GZIP_FILE_END)
		nc_finding(reader->verify, NC_WARC_CUT, reader->record.part,
		    reader->record.offset, "the file ends within %s", where);
	return DAMAGE; /* of the member, which has been reported */
}

/* One line with its end, appended to the header, where it begins at `start`. */
static enum outcome
read_line(struct reader *reader, size_t start)
{
	for (;;) {
		enum nc_gzip_event event;
		struct newsconv_text text;
		const char *end;
		size_t size;

		if (nc_gzip_peek(reader->bytes, &event, &text, reader->error) <
		    0)
			return FAILED;
		if (event != NC_GZIP_DATA)
			return cut(reader, event, "a header");
		end = memchr(text.data, '\n', text.size);
		size = end == NULL ? text.size : (size_t)(end - text.data) + 1;
		if (reader->header.size - start + size > LINE_MAX_SIZE ||
		    reader->header.size + size > HEADER_MAX) {
			report(reader, NC_WARC_HEADER_SIZE,
			    "a line of more than 64 KiB or a header of more "
			    "than 1 MiB");
			return DAMAGE;
		}
		nc_buffer_add(&reader->header, text.data, size);
		if (nc_buffer_check(&reader->header, reader->error) < 0)
			return FAILED;
		consume(reader, text, size);
		if (end != NULL)
			return WHOLE;
	}
}

/* Whether the next bytes are those every record begins with. */
static enum outcome
at_record(struct reader *reader)
{
	static const char sign[] = "WARC/";
	enum nc_gzip_event event;
	struct newsconv_text text;
	enum outcome outcome;

	if (reader->resumed) {
		reader->resumed = false;
		nc_buffer_text(&reader->header, sign);
		return read_line(reader, 0);
	}
	if (nc_gzip_peek(reader->bytes, &event, &text, reader->error) < 0)
		return FAILED;
	if (event == NC_GZIP_FILE_END)
		return NOTHING;
	if (event == NC_GZIP_DAMAGE)
		return DAMAGE;
	if (event == NC_GZIP_DATA && (text.data[0] | 0x20) == 'w') {
		outcome = read_line(reader, 0);
		if (outcome != WHOLE)
			return outcome;
		if (reader->header.size > 5 &&
		    strncasecmp(reader->header.data, sign, 5) == 0)
			return WHOLE;
	}
	report(reader, NC_WARC_NO_VERSION,
	    event == NC_GZIP_MEMBER_END ? "a gzip member without a record"
					: "the bytes \"WARC/\" are not here");
	return DAMAGE;
}

static enum outcome
read_header(struct reader *reader)
{
	size_t start = 0;
	enum outcome outcome;

	do {
		start = reader->header.size;
		outcome = read_line(reader, start);
		if (outcome != WHOLE)
			return outcome;
	} while (strcmp(reader->header.data + start, "\r\n") != 0 &&
	    strcmp(reader->header.data + start, "\n") != 0);
	nc_canonical_warc_header(&reader->canonical,
	    (struct newsconv_text){reader->header.data, reader->header.size});
	nc_warc_header(
	    &reader->record, reader->header.data, reader->header.size);
	return WHOLE;
}

/* -------------------------------------------------------- block and its end */

static enum outcome
read_block(struct reader *reader)
{
	uint64_t left = reader->record.length;
	char where[96];

	nc_warc_block_begin(reader->block, &reader->record);
	while (left > 0) {
		enum nc_gzip_event event;
		struct newsconv_text text;

		if (nc_gzip_peek(reader->bytes, &event, &text, reader->error) <
		    0)
			return FAILED;
		if (event != NC_GZIP_DATA) {
			snprintf(where, sizeof(where),
			    "the block, %llu of %llu bytes before its end",
			    (unsigned long long)left,
			    (unsigned long long)reader->record.length);
			return cut(reader, event, where);
		}
		if (text.size > left)
			text.size = (size_t)left;
		nc_warc_block_add(reader->block, text.data, text.size);
		nc_canonical_warc_block(
		    &reader->canonical, text.data, text.size);
		consume(reader, text, text.size);
		left -= text.size;
	}
	return nc_warc_block_end(reader->block, reader->error) < 0 ? FAILED
								   : WHOLE;
}

/* 4: CR LF CR LF, after the last record too. */
static enum outcome
read_end(struct reader *reader)
{
	static const char wanted[] = "\r\n\r\n";
	size_t i;

	for (i = 0; i < 4; i++) {
		enum nc_gzip_event event;
		struct newsconv_text text;

		if (nc_gzip_peek(reader->bytes, &event, &text, reader->error) <
		    0)
			return FAILED;
		if (event != NC_GZIP_DATA)
			return cut(reader, event, "CR LF CR LF after a block");
		if (text.data[0] != wanted[i]) {
			nc_finding(reader->verify, NC_WARC_END,
			    reader->record.part, reader->record.offset,
			    "%zu of the 4 bytes are there, then follows 0x%02x",
			    i, (unsigned)(unsigned char)text.data[0]);
			return DAMAGE;
		}
		consume(reader, text, 1);
	}
	return WHOLE;
}

/* Annex D: the member ends where its one record does. */
static enum outcome
end_member(struct reader *reader)
{
	enum nc_gzip_event event;
	struct newsconv_text text;

	if (!reader->compressed)
		return WHOLE;
	if (nc_gzip_peek(reader->bytes, &event, &text, reader->error) < 0)
		return FAILED;
	if (event == NC_GZIP_MEMBER_END) {
		if (nc_canonical_warc_member(&reader->canonical,
			&reader->record, nc_gzip_member_end(reader->bytes),
			reader->error) < 0)
			return FAILED;
		return nc_gzip_next_member(reader->bytes, reader->error) < 0
		    ? FAILED
		    : WHOLE;
	}
	if (event != NC_GZIP_DATA)
		return DAMAGE;
	/* Once a file: whoever writes so does it throughout. */
	if (!reader->shared_member)
		report(reader, NC_WARC_MEMBER_MANY,
		    "bytes follow the record in its gzip member");
	reader->shared_member = true;
	return WHOLE;
}

/* ------------------------------------------------------------- after damage */

/*
 * To the next "\nWARC/" in a plain file or in the member.  A record that is a
 * part of another one's block may be found so; it is only checked.
 */
static enum outcome
recover(struct reader *reader)
{
	static const char sign[] = "\nWARC/";
	uint64_t from = nc_gzip_offset(reader->bytes), skipped = 0;
	size_t matched = reader->last_byte == '\n' ? 1 : 0, i;
	enum nc_gzip_event event;
	struct newsconv_text text;

	do {
		if (nc_gzip_peek(reader->bytes, &event, &text, reader->error) <
		    0)
			return FAILED;
		if (event != NC_GZIP_DATA)
			break;
		for (i = 0; i < text.size && matched < 6; i++) {
			if (text.data[i] == sign[matched])
				matched++;
			else
				matched = text.data[i] == '\n' ? 1 : 0;
		}
		consume(reader, text, i);
		skipped += i;
	} while (matched < 6);
	reader->resumed = matched == 6;
	if (reader->resumed)
		skipped -= skipped < 5 ? skipped : 5;
	if (skipped > 0)
		nc_finding(reader->verify, NC_WARC_SKIPPED, reader->record.part,
		    from, "%llu bytes", (unsigned long long)skipped);
	if (reader->resumed || event == NC_GZIP_FILE_END)
		return WHOLE;
	return nc_gzip_next_member(reader->bytes, reader->error) < 0 ? FAILED
								     : WHOLE;
}

/* ---------------------------------------------------------- between records */

static struct newsconv_text
keep(struct reader *reader, struct newsconv_text text)
{
	struct newsconv_text kept = {NULL, text.size};

	if (text.data != NULL)
		kept.data = nc_arena_copy(reader->arena, text.data, text.size);
	return kept;
}

static bool
add_link(struct reader *reader, enum nc_warc_name name, struct newsconv_text id)
{
	struct link *links;

	if (id.data == NULL)
		return true;
	links = nc_arena_grow(
	    reader->arena, reader->links, reader->link_count, sizeof(*links));
	if (links == NULL)
		return false;
	reader->links = links;
	links[reader->link_count].name = name;
	links[reader->link_count].from = reader->count;
	links[reader->link_count].id = keep(reader, id);
	return links[reader->link_count++].id.data != NULL;
}

static bool
add_entry(struct reader *reader)
{
	const struct nc_warc_record *record = &reader->record;
	struct entry *entries = nc_arena_grow(
	    reader->arena, reader->entries, reader->count, sizeof(*entries));
	struct entry *entry;
	size_t i;

	if (entries == NULL)
		return false;
	reader->entries = entries;
	entry = &entries[reader->count];
	entry->id = keep(reader, record->fields[NC_WARC_RECORD_ID]);
	entry->date = keep(reader, record->fields[NC_WARC_DATE]);
	entry->offset = record->offset;
	entry->number = reader->count;
	entry->type = record->type;
	if ((entry->id.data == NULL &&
		record->fields[NC_WARC_RECORD_ID].data != NULL) ||
	    !add_link(
		reader, NC_WARC_REFERS_TO, record->fields[NC_WARC_REFERS_TO]) ||
	    !add_link(reader, NC_WARC_WARCINFO_ID,
		record->fields[NC_WARC_WARCINFO_ID]) ||
	    !add_link(reader, NC_WARC_SEGMENT_ORIGIN_ID,
		record->fields[NC_WARC_SEGMENT_ORIGIN_ID]))
		return false;
	for (i = 0; i < record->concurrent_count; i++) {
		if (!add_link(
			reader, NC_WARC_CONCURRENT_TO, record->concurrent[i]))
			return false;
	}
	reader->count++;
	return true;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct entry *const *x = a, *const *y = b;
	struct newsconv_text s = (*x)->id, t = (*y)->id;
	size_t size = s.size < t.size ? s.size : t.size;
	int order = size > 0 && s.data != NULL && t.data != NULL
	    ? memcmp(s.data, t.data, size)
	    : 0;

	if (order != 0 || s.size == t.size)
		return order;
	return s.size < t.size ? -1 : 1;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *const *x = a, *const *y = b;
	int order = compare_ids(a, b);

	if (order != 0)
		return order;
	return (*x)->number < (*y)->number ? -1 : 1;
}

static void
report_link(const struct reader *reader, const struct link *link,
    enum nc_finding_code code, const char *text)
{
	const struct entry *from = &reader->entries[link->from];
	char part[256];

	snprintf(part, sizeof(part), "%.*s",
	    from->id.size > 250 ? 250 : (int)from->id.size,
	    from->id.data == NULL ? "" : from->id.data);
	nc_finding(reader->verify, code, part, from->offset, "%s: %.*s", text,
	    link->id.size > 250 ? 250 : (int)link->id.size, link->id.data);
}

static void
check_link(const struct reader *reader, const struct link *link,
    struct entry *const *order)
{
	const struct entry *from = &reader->entries[link->from], *to;
	struct entry key = {.id = link->id}, *wanted = &key;
	struct entry *const *found = bsearch(
	    &wanted, order, reader->count, sizeof(struct entry *), compare_ids);

	if (found == NULL) {
		report_link(reader, link, NC_WARC_REFERENCE,
		    "no record of this file has the id");
		return;
	}
	to = *found;
	if (link->name == NC_WARC_WARCINFO_ID && to->type != NC_WARC_WARCINFO)
		report_link(reader, link, NC_WARC_NOT_WARCINFO,
		    "this record is no warcinfo");
	/* 5.4: all records of one capture have the date of the capture. */
	if (link->name == NC_WARC_CONCURRENT_TO &&
	    (to->date.size != from->date.size ||
		(to->date.size > 0 &&
		    memcmp(to->date.data, from->date.data, to->date.size) !=
			0)))
		report_link(reader, link, NC_WARC_CONCURRENT_DATE,
		    "this record has another date");
}

static int
check_between(struct reader *reader)
{
	struct entry **order = nc_arena_array(
	    reader->arena, reader->count, sizeof(*order));
	size_t i;

	if (order == NULL)
		return nc_error_memory(reader->error);
	for (i = 0; i < reader->count; i++)
		order[i] = &reader->entries[i];
	qsort(order, reader->count, sizeof(*order), compare_entries);
	for (i = 1; i < reader->count; i++) {
		char part[256];

		if (order[i]->id.size == 0 ||
		    compare_ids(&order[i - 1], &order[i]) != 0)
			continue;
		snprintf(part, sizeof(part), "%.*s",
		    order[i]->id.size > 250 ? 250 : (int)order[i]->id.size,
		    order[i]->id.data);
		nc_finding(reader->verify, NC_WARC_DUPLICATE_ID, part,
		    order[i]->offset, "the record at %llu has the same id",
		    (unsigned long long)order[i - 1]->offset);
	}
	for (i = 0; i < reader->link_count; i++)
		check_link(reader, &reader->links[i], order);
	return NEWSCONV_OK;
}

/* ----------------------------------------------------------------- the file */

static enum outcome
read_record(struct reader *reader)
{
	struct nc_warc_record *record = &reader->record;
	enum outcome outcome;

	nc_buffer_clear(&reader->header);
	memset(record, 0, sizeof(*record));
	record->verify = reader->verify;
	record->part = record->part_text;
	snprintf(record->part_text, sizeof(record->part_text), "record %zu",
	    reader->count + 1);
	record->offset = nc_gzip_offset(reader->bytes);
	if (reader->resumed && !reader->compressed)
		record->offset -= 5;
	nc_canonical_warc_begin(&reader->canonical, reader->count == 0);
	outcome = at_record(reader);
	if (reader->compressed) /* known only after the member was opened */
		record->offset = nc_gzip_offset(reader->bytes);
	if (outcome == WHOLE)
		outcome = read_header(reader);
	if (outcome != WHOLE)
		return outcome;
	reader->verify->summary->parts++;
	if (!add_entry(reader)) {
		nc_error_memory(reader->error);
		return FAILED;
	}
	if (!record->has_length)
		return DAMAGE; /* the missing or malformed field was reported */
	outcome = read_block(reader);
	if (outcome == WHOLE)
		outcome = read_end(reader);
	if (outcome == WHOLE)
		nc_canonical_warc_record(&reader->canonical, record);
	return outcome == WHOLE ? end_member(reader) : outcome;
}

static int
read_file(struct reader *reader)
{
	enum outcome outcome;

	do {
		outcome = read_record(reader);
		if (outcome == DAMAGE)
			outcome = recover(reader);
	} while (outcome == WHOLE);
	if (outcome == FAILED)
		return -1;
	if (reader->count == 0)
		nc_finding(reader->verify, NC_WARC_NO_RECORD, "", 0,
		    "not one record was found");
	return check_between(reader);
}

static int
is_compressed(const struct nc_verify *verify, bool *compressed,
    struct newsconv_error *error)
{
	unsigned char sign[2];
	size_t done = 0;
	int result = nc_verify_read(
	    verify, sign, sizeof(sign), 0, &done, error);

	*compressed = done == 2 && sign[0] == 0x1f && sign[1] == 0x8b;
	return result;
}

int
nc_verify_warc(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct newsconv_error local = {0};
	struct reader reader = {.verify = verify,
	    .header = NC_BUFFER(HEADER_MAX + 1),
	    .error = &local};
	int result = is_compressed(verify, &reader.compressed, &local);

	if (result == NEWSCONV_OK)
		result = nc_gzip_open(
		    &reader.bytes, verify, reader.compressed, &local);
	if (result == NEWSCONV_OK)
		result = nc_warc_block_new(&reader.block, &local);
	if (result == NEWSCONV_OK)
		result = nc_canonical_warc_open(
		    &reader.canonical, verify, &local);
	if (result == NEWSCONV_OK) {
		reader.arena = nc_arena_new(INDEX_MAX);
		if (reader.arena == NULL)
			result = nc_error_memory(&local);
	}
	if (result == NEWSCONV_OK)
		result = read_file(&reader);
	nc_arena_free(reader.arena);
	nc_buffer_free(&reader.header);
	nc_canonical_warc_close(&reader.canonical);
	nc_warc_block_free(reader.block);
	nc_gzip_close(reader.bytes);
	if (result >= 0)
		return NEWSCONV_OK;
	if (error != NULL)
		*error = local;
	return local.code;
}
