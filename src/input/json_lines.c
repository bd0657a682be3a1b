/*
 * Records of JSON: one a line, or the values of a file one after another, or
 * the elements of an array.  Where each line is a record, one that is broken
 * spoils no other.
 */
#include <stdlib.h>
#include <strings.h>

#include "error.h"
#include "fields.h"
#include "reader.h"
#include "utf8.h"

enum { FRONT = 64 * 1024 };

enum mode {
	UNKNOWN,
	LINES,
	VALUES, /* of one or more lines, after each other */
	ARRAY   /* the same within brackets */
};

struct json_lines {
	struct nc_reader reader;
	struct nc_stream *stream;
	struct nc_field_names names;
	struct nc_buffer record;
	uint64_t limit;
	uint64_t line;  /* that comes next */
	uint64_t first; /* of the record */
	enum mode mode;
	bool begun;
	bool lost; /* the rest of this line is no record */
};

/* --------------------------------------------------------- what is kept of it */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
skip_blanks(const char *next, const char *end)
{
	while (next < end && is_blank(*next))
		next++;
	return next;
}

/* Behind a string that begins here. */
static const char *
skip_string(const char *next, const char *end)
{
	for (next++; next < end && *next != '"'; next++)
		next += *next == '\\';
	return next < end ? next + 1 : end;
}

/* Behind a value of sound JSON. */
static const char *
skip_value(const char *next, const char *end)
{
	size_t depth = 0;

	while (next < end) {
		if (*next == '"') {
			next = skip_string(next, end);
		} else if (*next == '{' || *next == '[') {
			depth++;
			next++;
		} else if (*next == '}' || *next == ']') {
			if (depth == 0)
				return next;
			depth--;
			next++;
		} else if (*next == ',' && depth == 0) {
			return next;
		} else {
			next++;
		}
	}
	return next;
}

/*
 * The object but for its field `name`, as it stands; the field is not looked
 * for in inner objects.
 */
static void
put_words(
    struct nc_buffer *words, struct newsconv_text object, const char *name)
{
	const char *end = object.data + object.size, *rest = end;
	const char *next = skip_blanks(object.data + 1, end), *before = NULL;
	const char *cut = end;
	size_t size = strlen(name);

	while (next < end && *next == '"') {
		const char *key = next, *key_end = skip_string(next, end);
		const char *value_end = skip_value(key_end, end);
		bool last = value_end == end || *value_end != ',';

		if ((size_t)(key_end - key) == size + 2 &&
		    strncasecmp(key + 1, name, size) == 0) {
			/* With the comma behind it, or that before it. */
			cut = last && before != NULL ? before : key;
			rest = last ? value_end : value_end + 1;
			break;
		}
		before = value_end;
		next = last ? end : skip_blanks(value_end + 1, end);
	}
	if (rest < end && cut > object.data && is_blank(cut[-1]))
		rest = skip_blanks(rest, end);
	nc_buffer_add(words, object.data, (size_t)(cut - object.data));
	nc_buffer_add(words, rest, (size_t)(end - rest));
}

static int
keep_words(struct nc_member *member, struct newsconv_text object,
    const char *text_field)
{
	struct nc_buffer words = NC_BUFFER(SIZE_MAX);
	int result;

	put_words(&words, object, text_field);
	result = nc_buffer_check(&words, NULL);
	if (result == NEWSCONV_OK) {
		member->given.words.data = nc_arena_copy(
		    member->arena, words.data, words.size);
		member->given.words.size = words.size;
		member->given.words_type = "application/json";
		if (member->given.words.data == NULL)
			result = NEWSCONV_NO_MEMORY;
	}
	nc_buffer_free(&words);
	return result;
}

/* ------------------------------------------------------------------- members */

static int
set_text(struct nc_member *member, const struct nc_record *record)
{
	member->bytes.size = json_string_length(record->text);
	member->bytes.data = nc_arena_copy(
	    member->arena, json_string_value(record->text), member->bytes.size);
	if (record->name != NULL) {
		member->name.size = json_string_length(record->name);
		member->name.data = nc_arena_copy(member->arena,
		    json_string_value(record->name), member->name.size);
	}
	return member->bytes.data == NULL || member->name.data == NULL
	    ? NEWSCONV_NO_MEMORY
	    : NEWSCONV_OK;
}

static int
fill_member(const struct json_lines *lines, struct nc_member *member,
    struct newsconv_text text, json_t *object)
{
	struct nc_record record;
	int result;

	if (!json_is_object(object)) {
		nc_member_refuse(member, NEWSCONV_BAD_VALUE,
		    "line %llu is JSON, but no object",
		    (unsigned long long)lines->first);
		return NEWSCONV_OK;
	}
	result = nc_fields_read(
	    &member->given, &record, member->arena, object, &lines->names);
	if (result == NEWSCONV_OK)
		result = keep_words(member, text,
		    record.text_field == NULL ? "" : record.text_field);
	if (result < 0)
		return result;
	if (record.text == NULL) {
		nc_member_refuse(member, NEWSCONV_EMPTY,
		    "the record of line %llu has no field that is its text",
		    (unsigned long long)lines->first);
		return NEWSCONV_OK;
	}
	return set_text(member, &record);
}

/* The member that the record in the buffer is. */
static int
make_member(const struct json_lines *lines, struct nc_part *part,
    struct newsconv_error *error)
{
	struct newsconv_text text = nc_trim(
	    (struct newsconv_text){lines->record.data, lines->record.size});
	struct newsconv_error found = {0};
	json_t *object = NULL;
	int result;

	part->member = nc_member_new("", 0);
	if (part->member == NULL)
		return nc_error_memory(error);
	if (lines->record.too_large) {
		nc_member_refuse(part->member, NEWSCONV_TOO_LARGE,
		    "the record of line %llu is larger than %llu bytes, the "
		    "limit",
		    (unsigned long long)lines->first,
		    (unsigned long long)lines->limit);
		return NEWSCONV_OK;
	}
	result = nc_json_read(&object, text, lines->first, &found);
	if (result == NEWSCONV_BAD_VALUE) {
		nc_member_fail(part->member, &found);
		return NEWSCONV_OK;
	}
	if (result == NEWSCONV_OK)
		result = fill_member(lines, part->member, text, object);
	json_decref(object);
	return result < 0 ? nc_error_memory(error) : NEWSCONV_OK;
}

/* --------------------------------------------------------------- line by line */

static int
next_line(struct json_lines *lines, struct newsconv_error *error)
{
	struct newsconv_text text;
	bool lost;

	do {
		int result;

		nc_buffer_clear(&lines->record);
		result = nc_stream_line(lines->stream, &lines->record, error);
		if (result != NEWSCONV_OK)
			return result;
		lost = lines->lost;
		lines->lost = false;
		lines->first = lines->line++;
		text = nc_trim((struct newsconv_text){
		    lines->record.data == NULL ? "" : lines->record.data,
		    lines->record.size});
	} while (lost || (text.size == 0 && !lines->record.too_large));
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------- value by value */

struct scan {
	size_t depth;
	bool string;
	bool escape;
	bool done;
};

/*
 * How many of the bytes belong to the value, and whether it ends there.  A
 * number or a word ends before what cannot be in it.
 */
static size_t
scan_some(struct scan *scan, struct newsconv_text bytes, uint64_t *line)
{
	size_t i;

	for (i = 0; i < bytes.size; i++) {
		char c = bytes.data[i];

		if (scan->string) {
			if (scan->escape)
				scan->escape = false;
			else if (c == '\\')
				scan->escape = true;
			else if (c == '"')
				scan->string = false;
		} else if (c == '"') {
			scan->string = true;
		} else if (c == '{' || c == '[') {
			scan->depth++;
		} else if (scan->depth == 0 &&
		    (c == ',' || c == ']' || c == '}' || is_blank(c))) {
			scan->done = true;
			/* A bracket that closes nothing is taken, to go on. */
			return i == 0 ? 1 : i;
		} else if (c == '}' || c == ']') {
			scan->depth--;
		}
		*line += c == '\n';
		if (scan->depth == 0 && !scan->string &&
		    (c == '"' || c == '}' || c == ']')) {
			scan->done = true;
			return i + 1;
		}
	}
	return i;
}

static int
take_value(struct json_lines *lines, struct newsconv_error *error)
{
	struct scan scan = {0};

	nc_buffer_clear(&lines->record);
	lines->first = lines->line;
	while (!scan.done) {
		struct newsconv_text seen;
		int result = nc_stream_peek(lines->stream, 1, &seen, error);

		if (result < 0)
			return result;
		if (seen.size == 0)
			break;
		seen.size = scan_some(&scan, seen, &lines->line);
		nc_buffer_add(&lines->record, seen.data, seen.size);
		if (lines->record.out_of_memory)
			return nc_error_memory(error);
		nc_stream_skip(lines->stream, seen.size);
	}
	return NEWSCONV_OK;
}

/* To the next value: past blanks, commas, and the bracket at the end. */
static int
next_value(struct json_lines *lines, struct newsconv_error *error)
{
	for (;;) {
		struct newsconv_text seen;
		int result = nc_stream_peek(lines->stream, 1, &seen, error);

		if (result < 0)
			return result;
		if (seen.size == 0 && lines->mode == ARRAY)
			return nc_error_set(
			    error, NEWSCONV_BAD_VALUE, "ends within an array");
		if (seen.size == 0)
			return NEWSCONV_END;
		if (*seen.data == ']' && lines->mode == ARRAY)
			lines->mode = VALUES;
		else if (!is_blank(*seen.data) && *seen.data != ',')
			return take_value(lines, error);
		lines->line += *seen.data == '\n';
		nc_stream_skip(lines->stream, 1);
	}
}

/* ---------------------------------------------------------------- the reader */

/*
 * An object that is spread over lines ends its first one in a bracket or a
 * comma; a record that is broken hardly ever does.
 */
static bool
is_spread(struct newsconv_text front)
{
	const char *end = memchr(front.data, '\n', front.size);

	if (end == NULL)
		return false;
	front.size = (size_t)(end - front.data);
	front = nc_trim(front);
	return front.size > 0 &&
	    strchr("{[,", front.data[front.size - 1]) != NULL;
}

static int
skip_mark(struct json_lines *lines, struct newsconv_error *error)
{
	struct newsconv_text seen;
	int result = nc_stream_peek(lines->stream, 3, &seen, error);

	if (result == NEWSCONV_OK && seen.size >= 3 &&
	    memcmp(seen.data, "\xef\xbb\xbf", 3) == 0)
		nc_stream_skip(lines->stream, 3);
	return result;
}

static int
find_mode(struct json_lines *lines, struct newsconv_error *error)
{
	struct newsconv_text seen;
	int result = nc_stream_peek(lines->stream, FRONT, &seen, error);
	size_t i;

	if (result < 0)
		return result;
	for (i = 0; i < seen.size && is_blank(seen.data[i]); i++)
		lines->line += seen.data[i] == '\n';
	nc_stream_skip(lines->stream, i);
	seen.data += i;
	seen.size -= i;
	if (seen.size > 0 && *seen.data == '[') {
		nc_stream_skip(lines->stream, 1);
		lines->mode = ARRAY;
	} else {
		lines->mode = is_spread(seen) ? VALUES : LINES;
	}
	return NEWSCONV_OK;
}

/* What comes behind a gap is not the end of what came before it. */
static int
tell_gap(struct json_lines *lines, struct nc_part *part,
    const struct newsconv_error *gap, struct newsconv_error *error)
{
	lines->lost = true;
	part->member = nc_member_new("", 0);
	if (part->member == NULL)
		return nc_error_memory(error);
	nc_member_fail(part->member, gap);
	return NEWSCONV_OK;
}

static int
next_record(struct nc_reader *reader, struct nc_part *part,
    struct newsconv_error *error)
{
	struct json_lines *lines = (struct json_lines *)reader;
	struct newsconv_error found = {0};
	int result = NEWSCONV_OK;

	if (!lines->begun)
		result = skip_mark(lines, &found);
	lines->begun = true;
	if (result == NEWSCONV_OK && lines->mode == UNKNOWN)
		result = find_mode(lines, &found);
	if (result == NEWSCONV_OK)
		result = lines->mode == LINES ? next_line(lines, &found)
					      : next_value(lines, &found);
	if (result == NEWSCONV_INCOMPLETE && lines->mode == LINES)
		return tell_gap(lines, part, &found, error);
	if (result < 0 && error != NULL)
		*error = found;
	return result == NEWSCONV_OK ? make_member(lines, part, error) : result;
}

static void
close_lines(struct nc_reader *reader)
{
	struct json_lines *lines = (struct json_lines *)reader;

	nc_stream_close(lines->stream);
	nc_buffer_free(&lines->record);
	free(lines);
}

int
nc_json_lines_open(struct nc_reader **reader, struct nc_stream *stream,
    bool are_lines, const struct nc_members_options *options,
    struct newsconv_error *error)
{
	struct json_lines *lines = calloc(1, sizeof(*lines));

	if (lines == NULL)
		return nc_error_memory(error);
	lines->reader.next = next_record;
	lines->reader.close = close_lines;
	lines->stream = stream;
	lines->names.fields = options->fields;
	lines->names.count = options->field_count;
	lines->limit = nc_members_limit(options);
	lines->record = (struct nc_buffer)NC_BUFFER((size_t)lines->limit);
	lines->line = 1;
	lines->mode = are_lines ? LINES : UNKNOWN;
	*reader = &lines->reader;
	return NEWSCONV_OK;
}
