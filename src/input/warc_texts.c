/*
 * Texts in WARC files (ISO 28500): Common Crawl's WET files have a conversion
 * record of type text/plain for each page, and archives of dumps, ours among
 * them, a resource record.  What a record says of its text is its header.
 *
 * warcinfo, metadata and request records describe others and are no inputs.
 * All other records are, and one that is no text is named as such.
 */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "error.h"
#include "reader.h"
#include "utf8.h"

enum {
	LONGEST_HEADER = 1 << 20,
	STEP = 64 * 1024,
	BLANK_LINES = 4,               /* CRLF CRLF (ISO 28500, 4) */
	AFTER_RECORD = BLANK_LINES + 5 /* "WARC/" */
};

struct warc_texts {
	struct nc_reader reader;
	struct nc_stream *stream;
	uint64_t limit;
	uint64_t left;           /* of the record that was read last */
	struct nc_buffer header; /* the named fields of a record */
	/* Something was in the way: a record is looked for. */
	bool lost;
};

static const char version[] = "WARC/";

/* ------------------------------------------------------------------- headers */

/* A named field (4, "WARC record"), by any capitals; size 0: there is none. */
static struct newsconv_text
field_of(const struct nc_buffer *header, const char *name)
{
	const char *line = header->data, *end = line + header->size;
	size_t size = strlen(name);

	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		stop = stop == NULL ? end : stop;
		if ((size_t)(stop - line) > size &&
		    strncasecmp(line, name, size) == 0 && line[size] == ':') {
			struct newsconv_text value = {
			    line + size + 1, (size_t)(stop - line) - size - 1};

			return nc_trim(value);
		}
		line = stop + (stop < end);
	}
	return (struct newsconv_text){"", 0};
}

static bool
is(struct newsconv_text value, const char *word)
{
	size_t size = strlen(word);

	return value.size >= size && strncasecmp(value.data, word, size) == 0 &&
	    (value.size == size || strchr("; \t", value.data[size]) != NULL);
}

static bool
read_number(struct newsconv_text text, uint64_t *number)
{
	size_t i;

	*number = 0;
	for (i = 0; i < text.size; i++) {
		unsigned digit = (unsigned)(unsigned char)text.data[i] - '0';

		if (digit > 9 || *number > (UINT64_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	return text.size > 0;
}

/* The lines up to the empty one. */
static int
read_header(struct warc_texts *texts, struct newsconv_error *error)
{
	struct nc_buffer *header = &texts->header;

	nc_buffer_clear(header);
	nc_buffer_text(header, "");
	for (;;) {
		size_t start = header->size;
		int result = nc_stream_line(texts->stream, header, error);

		if (result == NEWSCONV_END)
			return nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "ends within the header of a record");
		if (result < 0)
			return result;
		if (header->too_large)
			return nc_error_set(error, NEWSCONV_INCOMPLETE,
			    "a record's header has more than %d bytes",
			    LONGEST_HEADER);
		if (header->size - start <= 1 &&
		    (header->size == start || header->data[start] == '\r')) {
			header->size = start;
			header->data[start] = '\0';
			return NEWSCONV_OK;
		}
		nc_buffer_byte(header, '\n');
	}
}

/* ---------------------------------------------------------- finding a record */

/* Go to the next "WARC/" that begins a line. */
static int
search(struct warc_texts *texts, struct newsconv_error *error)
{
	bool line_start = true;

	for (;;) {
		struct newsconv_text seen;
		int result = nc_stream_peek(texts->stream, STEP, &seen, error);
		size_t i;

		if (result < 0)
			return result;
		if (seen.size == 0)
			return NEWSCONV_END;
		if (seen.size < sizeof(version) - 1) {
			nc_stream_drop(texts->stream);
			line_start = true;
			continue;
		}
		for (i = 0; i + sizeof(version) - 1 <= seen.size; i++) {
			if (line_start &&
			    memcmp(seen.data + i, version,
				sizeof(version) - 1) == 0) {
				nc_stream_skip(texts->stream, i);
				texts->lost = false;
				return NEWSCONV_OK;
			}
			line_start = seen.data[i] == '\n';
		}
		nc_stream_skip(texts->stream, i);
	}
}

/* To the first line of the next record; blank lines are between them. */
static int
find_record(struct warc_texts *texts, struct newsconv_error *error)
{
	uint64_t left;
	int result = nc_stream_pass(texts->stream, texts->left, &left, error);

	texts->left = 0;
	if (result < 0)
		return result;
	if (left > 0)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "ends %llu bytes before the end of a record",
		    (unsigned long long)left);
	for (;;) {
		struct newsconv_text seen;

		result = nc_stream_peek(
		    texts->stream, sizeof(version) - 1, &seen, error);
		if (result < 0)
			return result;
		if (seen.size == 0)
			return NEWSCONV_END;
		if (*seen.data == '\r' || *seen.data == '\n') {
			nc_stream_skip(texts->stream, 1);
			continue;
		}
		if (seen.size >= sizeof(version) - 1 &&
		    memcmp(seen.data, version, sizeof(version) - 1) == 0)
			return NEWSCONV_OK;
		nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "no record begins at byte %llu, where one should",
		    (unsigned long long)texts->stream->offset);
		if (error != NULL)
			error->offset = texts->stream->offset;
		return NEWSCONV_INCOMPLETE;
	}
}

/* ------------------------------------------------------------------- members */

/* Lines of warc-fields end in CR LF, whatever those of the file ended in. */
static bool
keep_fields(struct newsconv_text *target, struct nc_arena *arena,
    struct newsconv_text fields)
{
	char *kept = nc_arena_alloc(arena, 2 * fields.size + 1);
	size_t i, size = 0;

	if (kept == NULL)
		return false;
	for (i = 0; i < fields.size; i++) {
		if (fields.data[i] == '\n' &&
		    (i == 0 || fields.data[i - 1] != '\r'))
			kept[size++] = '\r';
		kept[size++] = fields.data[i];
	}
	kept[size] = '\0';
	target->data = kept;
	target->size = size;
	return true;
}

static int
set_given(const struct warc_texts *texts, struct nc_member *member)
{
	static const struct {
		const char *name;
		enum nc_given_slot slot;
	} slots[] = {{"WARC-Target-URI", NC_GIVEN_URL},
	    {"WARC-Date", NC_GIVEN_FETCHED},
	    {"WARC-Identified-Content-Language", NC_GIVEN_LANGUAGE}};
	struct nc_given *given = &member->given;
	struct newsconv_text words;
	size_t i;

	for (i = 0; i < sizeof(slots) / sizeof(*slots); i++)
		if (nc_given_set(given, member->arena, slots[i].slot,
			field_of(&texts->header, slots[i].name), NULL) < 0)
			return NEWSCONV_NO_MEMORY;
	/* The version stands before the fields (ISO 28500, 4). */
	words.data = strchr(texts->header.data, '\n') + 1;
	words.size = texts->header.size -
	    (size_t)(words.data - texts->header.data);
	given->words_type = "application/warc-fields";
	return keep_fields(&given->words, member->arena, words)
	    ? NEWSCONV_OK
	    : NEWSCONV_NO_MEMORY;
}

/* Records that describe others; their kind is no input. */
static bool
describes_others(struct newsconv_text type)
{
	return is(type, "warcinfo") || is(type, "metadata") ||
	    is(type, "request");
}

/* Whether the record is a text; else the member says what it is. */
static bool
check_text(
    const struct warc_texts *texts, struct nc_member *member, uint64_t size)
{
	struct newsconv_text type = field_of(&texts->header, "WARC-Type");
	struct newsconv_text media = field_of(&texts->header, "Content-Type");
	char shown[2][64];

	nc_printable(shown[0], sizeof(shown[0]), type.data, type.size);
	nc_printable(shown[1], sizeof(shown[1]), media.data, media.size);
	if (!is(type, "conversion") && !is(type, "resource"))
		nc_member_refuse(member, NEWSCONV_UNSUPPORTED,
		    "is a WARC record of type \"%s\", not a text", shown[0]);
	else if (!is(media, "text/plain") && media.size > 0)
		nc_member_refuse(member, NEWSCONV_UNSUPPORTED,
		    "is a WARC record of %s, not a text", shown[1]);
	else if (size > texts->limit)
		nc_member_refuse(member, NEWSCONV_TOO_LARGE,
		    "larger than %llu bytes, the limit",
		    (unsigned long long)texts->limit);
	return member->problem == NEWSCONV_OK;
}

/* Blank lines, and a record or the end. */
static bool
ends_soundly(struct newsconv_text seen)
{
	size_t i = 0, rest;

	while (i < seen.size && (seen.data[i] == '\r' || seen.data[i] == '\n'))
		i++;
	rest = seen.size - i;
	if (rest > sizeof(version) - 1)
		rest = sizeof(version) - 1;
	return memcmp(seen.data + i, version, rest) == 0;
}

/*
 * Where no record follows, the length was wrong or the data is damaged, and a
 * gzip member is known to be sound only at its end, which comes right behind
 * the record.  Such a text must not pass for what was stored.
 */
static int
check_end(struct warc_texts *texts, struct nc_member *member,
    struct newsconv_error *error)
{
	struct nc_stream *stream = texts->stream;
	struct newsconv_text seen;
	int result = nc_stream_peek(stream, AFTER_RECORD, &seen, error);

	if (result < 0)
		return result;
	if (!ends_soundly(seen))
		return nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "no record begins at byte %llu, where one should",
		    (unsigned long long)stream->offset);
	if (seen.size > BLANK_LINES || stream->failed == NEWSCONV_OK ||
	    !stream->suspect)
		return NEWSCONV_OK;
	/* What ends the file is told again, for all of it. */
	nc_member_fail(member, &stream->failure);
	if (stream->failed != NEWSCONV_INCOMPLETE)
		return NEWSCONV_OK;
	nc_stream_drop(stream);
	return nc_stream_peek(stream, 1, &seen, error);
}

static int
read_text(struct warc_texts *texts, struct nc_member *member,
    struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER((size_t)texts->limit);
	uint64_t size = texts->left;
	int result;

	texts->left = 0;
	result = nc_stream_take(texts->stream, &bytes, size, error);
	if (result == NEWSCONV_OK && bytes.size < size)
		result = nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "ends %llu bytes before the end of a record",
		    (unsigned long long)(size - bytes.size));
	if (result == NEWSCONV_OK)
		result = check_end(texts, member, error);
	if (result == NEWSCONV_OK && member->problem == NEWSCONV_OK &&
	    !nc_member_adopt(member, &bytes))
		result = nc_error_memory(error);
	nc_buffer_free(&bytes);
	return result;
}

static int
make_member(struct warc_texts *texts, struct nc_part *part,
    struct newsconv_error *error)
{
	struct newsconv_text uri = field_of(&texts->header, "WARC-Target-URI");
	int result;

	part->member = nc_member_new(uri.data, uri.size);
	if (part->member == NULL || set_given(texts, part->member) < 0)
		return nc_error_memory(error);
	if (!check_text(texts, part->member, texts->left))
		return NEWSCONV_OK;
	result = read_text(texts, part->member, error);
	/* Of this one record, if others can follow. */
	if (result == NEWSCONV_INCOMPLETE) {
		nc_member_fail(part->member, error);
		texts->lost = true;
		result = NEWSCONV_OK;
	}
	return result;
}

/* The record that begins here; *found is false if it is no input. */
static int
read_record(struct warc_texts *texts, struct nc_part *part, bool *found,
    struct newsconv_error *error)
{
	int result = read_header(texts, error);

	if (result < 0)
		return result;
	*found = false;
	if (!read_number(
		field_of(&texts->header, "Content-Length"), &texts->left)) {
		texts->left = 0;
		return nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "a record has no Content-Length");
	}
	if (describes_others(field_of(&texts->header, "WARC-Type")))
		return NEWSCONV_OK;
	*found = true;
	return make_member(texts, part, error);
}

/* A gap is a member that could not be had, and the search for a record. */
static int
tell_gap(struct warc_texts *texts, struct nc_part *part,
    struct newsconv_error *error)
{
	texts->left = 0;
	texts->lost = true;
	nc_member_free(part->member);
	part->member = nc_member_new("", 0);
	if (part->member == NULL)
		return nc_error_memory(error);
	nc_member_fail(part->member, error);
	return NEWSCONV_OK;
}

static int
next_text(struct nc_reader *reader, struct nc_part *part,
    struct newsconv_error *error)
{
	struct warc_texts *texts = (struct warc_texts *)reader;
	struct newsconv_error gap = {0};
	bool found = false;
	int result;

	do {
		result = texts->lost ? search(texts, &gap)
				     : find_record(texts, &gap);
		if (result == NEWSCONV_OK)
			result = read_record(texts, part, &found, &gap);
	} while (result == NEWSCONV_OK && !found);
	if (result == NEWSCONV_INCOMPLETE)
		return tell_gap(texts, part, &gap);
	if (result < 0 && error != NULL)
		*error = gap;
	return result;
}

static void
close_texts(struct nc_reader *reader)
{
	struct warc_texts *texts = (struct warc_texts *)reader;

	nc_stream_close(texts->stream);
	nc_buffer_free(&texts->header);
	free(texts);
}

int
nc_warc_texts_open(struct nc_reader **reader, struct nc_stream *stream,
    const struct nc_members_options *options, struct newsconv_error *error)
{
	struct warc_texts *texts = calloc(1, sizeof(*texts));

	if (texts == NULL)
		return nc_error_memory(error);
	texts->reader.next = next_text;
	texts->reader.close = close_texts;
	texts->stream = stream;
	texts->limit = nc_members_limit(options);
	texts->header = (struct nc_buffer)NC_BUFFER(LONGEST_HEADER);
	*reader = &texts->reader;
	return NEWSCONV_OK;
}
