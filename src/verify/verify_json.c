/*
 * JSON and JSON Lines.  An object that says it is a newsconv article is held
 * against the schema and against what a schema cannot say: that segments are
 * in order within the source, and that what points at one points at something.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "error.h"
#include "file.h"
#include "json_schema.h"
#include "memory.h"
#include "schemas.h"
#include "verify_json.h"

enum { READ_SIZE = 64 * 1024 };

/*
 * The largest JSON text that is checked.  Parsing takes several times its size
 * of memory, which a stranger's file must not be able to ask for; what we have
 * just written ourselves is checked whatever it takes.
 */
static size_t
text_max(const struct nc_verify *verify)
{
	return verify->options->own ? (size_t)1 << 31 : (size_t)256 << 20;
}

/* ------------------------------------------------------------------- schema */

/* Compiled once and constant from then on, as a run may check thousands. */
static pthread_mutex_t schema_lock = PTHREAD_MUTEX_INITIALIZER;
static struct nc_json_schema *article_schema;

static int
schema(const struct nc_json_schema **target, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	pthread_mutex_lock(&schema_lock);
	if (article_schema == NULL)
		result = nc_json_schema_compile(&article_schema,
		    nc_schema_text(NC_SCHEMA_ARTICLE_JSON), error);
	*target = article_schema;
	pthread_mutex_unlock(&schema_lock);
	/* It is known to compile: what fails is memory, whatever is said. */
	return result < 0 ? nc_error_memory(error) : NEWSCONV_OK;
}

/* -------------------------------------------------------------- one article */

static json_int_t
integer(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static void
check_segments(const struct nc_json_place *place, const json_t *article)
{
	const json_t *segments = json_object_get(article, "segments");
	json_int_t size = integer(json_object_get(article, "source"), "bytes");
	json_int_t end = 0, line = 0;
	size_t i;

	for (i = 0; i < json_array_size(segments); i++) {
		const json_t *segment = json_array_get(segments, i);
		const char *fault = NULL;

		if (integer(segment, "n") != (json_int_t)i)
			fault = "has another number";
		else if (integer(segment, "start") < end)
			fault = "begins before the one before it ends";
		else if (integer(segment, "end") <= integer(segment, "start"))
			fault = "is empty";
		else if (integer(segment, "end") > size)
			fault = "ends after the source";
		else if (integer(segment, "firstLine") < line ||
		    integer(segment, "lastLine") <
			integer(segment, "firstLine"))
			fault = "has lines out of order";
		if (fault != NULL) {
			nc_finding(place->verify, NC_JSON_SEGMENTS, place->part,
			    place->offset, "segment %zu %s", i, fault);
			return;
		}
		end = integer(segment, "end");
		line = integer(segment, "lastLine");
	}
}

static void
check_index(const struct nc_json_place *place, const json_t *value,
    size_t count, const char *name)
{
	json_int_t index = json_integer_value(value);

	if (!json_is_integer(value) || (index >= 0 && (uint64_t)index < count))
		return;
	nc_finding(place->verify, NC_JSON_REFERENCE, place->part, place->offset,
	    "\"%s\" is %lld, and there are %zu segments", name,
	    (long long)index, count);
}

/* Every member "segment" or "segments" anywhere; jansson limits the depth. */
static void
check_references(const struct nc_json_place *place, json_t *value, size_t count)
{
	void *iterator;
	size_t i, j;

	for (i = 0; i < json_array_size(value); i++)
		check_references(place, json_array_get(value, i), count);
	for (iterator = json_object_iter(value); iterator != NULL;
	     iterator = json_object_iter_next(value, iterator)) {
		const char *name = json_object_iter_key(iterator);
		json_t *member = json_object_iter_value(iterator);

		if (strcmp(name, "segment") == 0)
			check_index(place, member, count, name);
		if (strcmp(name, "segments") == 0) {
			for (j = 0; j < json_array_size(member); j++)
				check_index(place, json_array_get(member, j),
				    count, name);
		}
		check_references(place, member, count);
	}
}

static int
check_article(const struct nc_json_place *place, json_t *article,
    struct newsconv_error *error)
{
	const struct nc_json_schema *compiled;
	struct nc_json_fault fault;
	int result = schema(&compiled, error);

	if (result < 0)
		return result;
	if (!nc_json_schema_valid(compiled, article, &fault)) {
		nc_finding(place->verify, NC_JSON_SCHEMA, place->part,
		    place->offset, "%s %s",
		    fault.path[0] == '\0' ? "the record" : fault.path,
		    fault.text);
		return NEWSCONV_OK;
	}
	check_segments(place, article);
	check_references(place, article,
	    json_array_size(json_object_get(article, "segments")));
	return NEWSCONV_OK;
}

static bool
says_article(const json_t *value)
{
	const char *name = json_string_value(json_object_get(value, "schema"));

	return name != NULL && strcmp(name, "newsconv-article/1") == 0;
}

/*
 * Some allocations that fail in jansson come out as bad syntax.  Damage is
 * there the second time too.
 */
static json_t *
load(struct newsconv_text text, json_error_t *why)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY |
	    JSON_ALLOW_NUL;
	json_t *value = json_loadb(text.data, text.size, flags, why);

	if (value == NULL)
		value = json_loadb(text.data, text.size, flags, why);
	return value;
}

/* What jansson cannot hold, though RFC 8259 sets no such limits. */
static bool
is_limit(const json_error_t *why)
{
	switch (json_error_code(why)) {
	case json_error_stack_overflow:
	case json_error_numeric_overflow:
	case json_error_null_byte_in_key:
		return true;
	default:
		return false;
	}
}

static void
report_unread(
    const struct nc_json_place *place, const json_error_t *why, bool must)
{
	uint64_t position = why->position > 0 ? (uint64_t)why->position : 0;

	nc_finding(place->verify,
	    is_limit(why) ? NC_JSON_NOT_CHECKED : NC_JSON_SYNTAX, place->part,
	    place->offset + (place->plain ? position : 0),
	    "line %d, column %d, byte %llu of the text: %s", why->line,
	    why->column, (unsigned long long)position, why->text);
	if (must && is_limit(why))
		nc_finding(place->verify, NC_JSON_NOT_ARTICLE, place->part,
		    place->offset, "no article needs what cannot be read here");
}

int
nc_json_check(const struct nc_json_place *place, struct newsconv_text text,
    bool must, struct newsconv_error *error)
{
	json_error_t why;
	json_t *value = load(text, &why);
	int result = NEWSCONV_OK;

	if (value == NULL &&
	    (json_error_code(&why) == json_error_out_of_memory ||
		why.text[0] == '\0'))
		return nc_error_memory(error);
	if (value == NULL)
		report_unread(place, &why, must);
	else if (says_article(value))
		result = check_article(place, value, error);
	else if (must)
		nc_finding(place->verify, NC_JSON_NOT_ARTICLE, place->part,
		    place->offset,
		    "it does not say \"schema\": \"newsconv-article/1\"");
	else
		nc_finding(place->verify, NC_JSON_SYNTAX_ONLY, place->part,
		    place->offset, "no newsconv article");
	json_decref(value);
	return result;
}

/* -------------------------------------------------------------- whole files */

int
nc_verify_json(const struct nc_verify *verify, struct newsconv_error *error)
{
	const struct nc_json_place place = {
	    .verify = verify, .part = "", .plain = true};
	struct nc_buffer buffer = NC_BUFFER(text_max(verify));
	struct newsconv_text text;
	size_t done = 0;
	int result;

	if (verify->size > text_max(verify))
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "a JSON text of %llu bytes is more than is checked",
		    (unsigned long long)verify->size);
	nc_buffer_reserve(&buffer, (size_t)verify->size);
	result = nc_buffer_check(&buffer, error);
	if (result == NEWSCONV_OK)
		result = nc_verify_read(
		    verify, buffer.data, (size_t)verify->size, 0, &done, error);
	if (result == NEWSCONV_OK) {
		text.data = buffer.data;
		text.size = done;
		verify->summary->parts++;
		result = nc_json_check(
		    &place, text, verify->options->own, error);
	}
	nc_buffer_free(&buffer);
	return result;
}

struct lines {
	const struct nc_verify *verify;
	struct nc_buffer buffer; /* one line, without its end */
	uint64_t offset;         /* of the line */
	uint64_t number;
	struct newsconv_error *error;
};

static bool
blank(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		if (strchr(" \t\r", text.data[i]) == NULL || text.data[i] == 0)
			return false;
	}
	return true;
}

static int
take_line(struct lines *lines)
{
	const struct nc_verify *verify = lines->verify;
	struct newsconv_text text = {lines->buffer.data, lines->buffer.size};
	char part[32];
	const struct nc_json_place place = {.verify = verify,
	    .part = part,
	    .offset = lines->offset,
	    .plain = true};

	lines->number++;
	verify->summary->parts++;
	snprintf(
	    part, sizeof(part), "line %llu", (unsigned long long)lines->number);
	if (blank(text)) {
		nc_finding(verify, NC_JSON_BLANK_LINE, part, lines->offset,
		    "a blank line");
		return NEWSCONV_OK;
	}
	return nc_json_check(&place, text, verify->options->own, lines->error);
}

static int
take_bytes(struct lines *lines, const char *bytes, size_t size, uint64_t base)
{
	size_t start = 0;

	while (start < size) {
		const char *end = memchr(bytes + start, '\n', size - start);
		size_t stop = end == NULL ? size : (size_t)(end - bytes);
		int result;

		nc_buffer_add(&lines->buffer, bytes + start, stop - start);
		result = nc_buffer_check(&lines->buffer, lines->error);
		if (result < 0)
			return result;
		if (end == NULL)
			break;
		result = take_line(lines);
		if (result < 0)
			return result;
		nc_buffer_clear(&lines->buffer);
		start = stop + 1;
		lines->offset = base + start;
	}
	return NEWSCONV_OK;
}

int
nc_verify_jsonl(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct lines lines = {.verify = verify,
	    .buffer = NC_BUFFER(text_max(verify)),
	    .error = error};
	char *bytes = malloc(READ_SIZE);
	uint64_t offset = 0;
	size_t done = 0;
	int result = bytes == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	while (result == NEWSCONV_OK) {
		result = nc_verify_read(
		    verify, bytes, READ_SIZE, offset, &done, error);
		if (result < 0 || done == 0)
			break;
		result = take_bytes(&lines, bytes, done, offset);
		offset += done;
	}
	if (result == NEWSCONV_OK && lines.buffer.size > 0) {
		nc_finding(verify, NC_JSON_NO_LINE_END, "", offset,
		    "line %llu does not end",
		    (unsigned long long)lines.number + 1);
		result = take_line(&lines);
	}
	if (result == NEWSCONV_OK && lines.number == 0)
		nc_finding(verify, NC_JSON_NO_RECORD, "", 0, "no line");
	nc_buffer_free(&lines.buffer);
	free(bytes);
	return result;
}
