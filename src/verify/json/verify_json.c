/*
 * A JSON text is scanned first, whatever its size, in constant memory: that is
 * the verdict on its syntax.  Only if a tree of it will fit is one made, for the
 * schema: ours if it is of a kind that newsconv writes, or the user's.  What has
 * neither is not called sound.
 */
#include <pthread.h>
#include <stdlib.h>

#include <jansson.h>

#include "digest.h"
#include "error.h"
#include "json_article.h"
#include "json_value.h"

enum {
	READ_SIZE = 64 * 1024,
	DEPTH_MAX = 256,
	/* A tree and its text: all stays within 64 MiB. */
	MEMORY_MAX = 52 * 1024 * 1024,
	/* From here on trees are made one at a time. */
	LARGE = 4 * 1024 * 1024
};

/*
 * Whether a tree may be made that takes so much memory.  What we have just
 * written ourselves is checked whatever it takes; a limit of the user's stands
 * for three times as much, for that is what a tree takes at least.
 */
static bool
has_room(const struct nc_verify *verify, uint64_t size, uint64_t memory)
{
	uint64_t limit = verify->options->limits.text_size;

	if (verify->options->own)
		return true;
	if (limit == 0)
		return memory <= MEMORY_MAX;
	return size <= limit && memory / 3 <= limit;
}

static uint64_t
depth_max(const struct nc_verify *verify)
{
	uint64_t limit = verify->options->limits.depth;

	return limit == 0 ? DEPTH_MAX : limit;
}

/* ---------------------------------------------------------------- the scan */

static void
report_flaw(const struct nc_json_place *place, enum nc_finding_code code,
    const struct nc_json_flaw *flaw)
{
	struct nc_place where = {.part = place->part,
	    .offset = place->offset + (place->plain ? flaw->offset : 0),
	    .line = place->line != 0 ? place->line : (long)flaw->line,
	    .expected = flaw->wanted[0] == '\0' ? NULL : flaw->wanted};

	/* All three from 1. */
	if (!place->plain)
		nc_report(place->verify, code, &where,
		    "line %llu, column %llu, byte %llu of the text: %s",
		    (unsigned long long)flaw->line,
		    (unsigned long long)flaw->column,
		    (unsigned long long)flaw->offset + 1, flaw->what);
	else if (place->line != 0)
		nc_report(place->verify, code, &where, "column %llu: %s",
		    (unsigned long long)flaw->column, flaw->what);
	else
		nc_report(place->verify, code, &where,
		    "line %llu, column %llu: %s",
		    (unsigned long long)flaw->line,
		    (unsigned long long)flaw->column, flaw->what);
}

static void
report_flaws(const struct nc_json_place *place, const struct nc_json_scan *scan)
{
	static const enum nc_finding_code codes[NC_FLAWS] = {
	    [NC_FLAW_SYNTAX] = NC_JSON_SYNTAX,
	    [NC_FLAW_ENCODING] = NC_JSON_ENCODING,
	    [NC_FLAW_MARK] = NC_JSON_MARK,
	    [NC_FLAW_NAME] = NC_JSON_NAME_TWICE,
	    [NC_FLAW_SURROGATE] = NC_JSON_SURROGATE,
	    [NC_FLAW_DEPTH] = NC_JSON_TOO_DEEP,
	    [NC_FLAW_NAMES] = NC_JSON_NAMES_UNCHECKED,
	};
	size_t i;

	for (i = 0; i < NC_FLAWS; i++) {
		if (scan->flaws[i].found)
			report_flaw(place, codes[i], &scan->flaws[i]);
	}
}

/* Flaws that leave no tree to be made, or none that says what the text does. */
static bool
has_no_tree(const struct nc_json_scan *scan)
{
	const struct nc_json_flaw *flaws = scan->flaws;

	return flaws[NC_FLAW_SYNTAX].found || flaws[NC_FLAW_ENCODING].found ||
	    flaws[NC_FLAW_NAME].found || flaws[NC_FLAW_SURROGATE].found ||
	    flaws[NC_FLAW_DEPTH].found;
}

/* --------------------------------------------------------------- the schema */

static void
put_place(struct nc_place *target, const struct nc_json_place *place)
{
	const struct nc_place where = {
	    .part = place->part, .offset = place->offset, .line = place->line};

	*target = where;
}

/* True when it is valid. */
static bool
check_schema(const struct nc_json_place *place, const json_t *value,
    const struct nc_json_schema *schema, enum nc_finding_code code)
{
	struct nc_json_fault fault;
	struct nc_place where;

	if (nc_json_schema_valid(schema, value, &fault))
		return true;
	put_place(&where, place);
	if (fault.expected[0] != '\0')
		where.expected = fault.expected;
	nc_report(place->verify,
	    fault.unchecked ? NC_JSON_SCHEMA_UNCHECKED : code, &where, "%s %s",
	    fault.path[0] == '\0' ? "the record" : fault.path, fault.text);
	return false;
}

static int
check_kind(const struct nc_json_place *place, json_t *value,
    const struct nc_json_nature *nature, struct newsconv_error *error)
{
	enum nc_json_kind kind = nature->kind;
	const struct nc_json_schema *schema;
	int result = nc_json_kind_schema(&schema, kind, error);

	if (result < 0)
		return result;
	if (!check_schema(place, value, schema, NC_JSON_SCHEMA))
		return NEWSCONV_OK;
	if (kind == NC_KIND_ARTICLE || kind == NC_KIND_RECORD)
		nc_json_article_check(place, value);
	if (nature->reader != NULL)
		nature->reader(nature->context, value);
	return NEWSCONV_OK;
}

static void
put_id(struct nc_json_nature *nature, const json_t *value)
{
	const char *id = json_string_value(json_object_get(value, "id"));

	if (id != NULL &&
	    (nature->kind == NC_KIND_ARTICLE ||
		nature->kind == NC_KIND_RECORD ||
		nature->kind == NC_KIND_PAGES))
		snprintf(nature->id, sizeof(nature->id), "%s", id);
}

static int
check_tree(const struct nc_json_place *place, json_t *value,
    struct nc_json_nature *nature, struct newsconv_error *error)
{
	struct nc_place where;

	put_place(&where, place);
	nature->kind = nature->must_be_record ? NC_KIND_RECORD
					      : nc_json_kind_of(value);
	/* The lines after a heading of pages are pages. */
	if (nature->kind == NC_KIND_OTHER && nature->wanted == NC_KIND_PAGES)
		nature->kind = NC_KIND_PAGES;
	put_id(nature, value);
	if (nature->schema != NULL) {
		check_schema(place, value, nature->schema, NC_JSON_USER_SCHEMA);
		return NEWSCONV_OK;
	}
	if (nature->must_be_article && nature->kind != NC_KIND_ARTICLE) {
		nc_report(place->verify, NC_JSON_NOT_ARTICLE, &where,
		    "it does not say \"schema\": \"newsconv-article/1\"");
		return NEWSCONV_OK;
	}
	if (nature->wanted != NC_KIND_OTHER && nature->kind != nature->wanted) {
		where.expected = nc_json_kind_type(nature->wanted);
		nc_report(place->verify, NC_JSON_OTHER_KIND, &where,
		    "it is none by its members");
		return NEWSCONV_OK;
	}
	return nature->kind == NC_KIND_OTHER
	    ? NEWSCONV_OK
	    : check_kind(place, value, nature, error);
}

/* ----------------------------------------------------------------- the tree */

struct reader {
	const struct nc_verify *verify;
	uint64_t offset;
	uint64_t left;
	char *bytes; /* READ_SIZE of them */
	size_t start, end;
	struct newsconv_error *error;
	int result;
};

static size_t
read_on(void *target, size_t size, void *data)
{
	struct reader *reader = data;

	if (reader->start == reader->end) {
		size_t most = reader->left < READ_SIZE ? (size_t)reader->left
						       : READ_SIZE;

		reader->start = 0;
		reader->result = nc_verify_read(reader->verify, reader->bytes,
		    most, reader->offset, &reader->end, reader->error);
		if (reader->result < 0) {
			reader->end = 0;
			return (size_t)-1;
		}
		reader->offset += reader->end;
		reader->left -= reader->end;
	}
	if (size > reader->end - reader->start)
		size = reader->end - reader->start;
	memcpy(target, reader->bytes + reader->start, size);
	reader->start += size;
	return size;
}

static int
load(const struct nc_json_place *place, const struct nc_json_text *text,
    json_t **value, json_error_t *why, struct newsconv_error *error)
{
	const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
	size_t skip = text->scan->has_mark ? 3 : 0;
	struct reader reader = {.verify = place->verify,
	    .offset = place->offset + skip,
	    .left = text->scan->offset - skip,
	    .error = error};

	if (text->bytes != NULL) {
		*value = json_loadb(
		    text->bytes + skip, text->size - skip, flags, why);
		return NEWSCONV_OK;
	}
	reader.bytes = malloc(READ_SIZE);
	if (reader.bytes == NULL)
		return nc_error_memory(error);
	*value = json_load_callback(read_on, &reader, flags, why);
	free(reader.bytes);
	return reader.result;
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
report_unread(const struct nc_json_place *place,
    const struct nc_json_nature *nature, enum nc_finding_code code,
    uint64_t position, const char *why)
{
	struct nc_place where;

	put_place(&where, place);
	if (place->plain)
		where.offset += position;
	nc_report(place->verify, code, &where, "%s", why);
	if (nature->must_be_article)
		nc_finding(place->verify, NC_JSON_NOT_ARTICLE, place->part,
		    place->offset, "no article needs what cannot be read here");
}

static int
make_tree(const struct nc_json_place *place, const struct nc_json_text *text,
    struct nc_json_nature *nature, struct newsconv_error *error)
{
	json_error_t why;
	json_t *value = NULL;
	int result = load(place, text, &value, &why, error);

	if (result < 0)
		return result;
	/* The syntax is right: what it does not like then is memory. */
	if (value == NULL && (why.text[0] == '\0' || !is_limit(&why)))
		return nc_error_memory(error);
	if (value == NULL)
		report_unread(place, nature, NC_JSON_NOT_CHECKED,
		    why.position > 0 ? (uint64_t)why.position : 0, why.text);
	else
		result = check_tree(place, value, nature, error);
	json_decref(value);
	return result;
}

/* Large ones one at a time, so that many threads take no more than one. */
static pthread_mutex_t large_lock = PTHREAD_MUTEX_INITIALIZER;

int
nc_json_judge(const struct nc_json_place *place,
    const struct nc_json_text *text, struct nc_json_nature *nature,
    struct newsconv_error *error)
{
	const struct nc_json_scan *scan = text->scan;
	uint64_t memory = scan->memory + 2 * scan->longest +
	    (text->bytes == NULL ? 0 : text->size);
	bool large = memory > LARGE;
	char why[128];
	int result;

	nature->kind = NC_KIND_OTHER;
	nature->id[0] = '\0';
	if (scan->out_of_memory)
		return nc_error_memory(error);
	report_flaws(place, scan);
	if (has_no_tree(scan)) {
		if (nature->must_be_article && scan->flaws[NC_FLAW_DEPTH].found)
			nc_finding(place->verify, NC_JSON_NOT_ARTICLE,
			    place->part, place->offset,
			    "no article needs so many levels");
		return NEWSCONV_OK;
	}
	if (!has_room(place->verify, scan->offset, memory)) {
		snprintf(why, sizeof(why),
		    "%llu bytes that would take up to %llu MiB of memory",
		    (unsigned long long)scan->offset,
		    (unsigned long long)(memory >> 20) + 1);
		report_unread(place, nature, NC_JSON_TOO_LARGE, 0, why);
		return NEWSCONV_OK;
	}
	if (large)
		pthread_mutex_lock(&large_lock);
	result = make_tree(place, text, nature, error);
	if (large)
		pthread_mutex_unlock(&large_lock);
	return result;
}

const char *
nc_json_type(const struct nc_json_nature *nature)
{
	return nature->schema != NULL ? nc_json_schema_title(nature->schema)
				      : nc_json_kind_type(nature->kind);
}

static int
check_text(const struct nc_json_place *place, struct newsconv_text text,
    struct nc_json_nature *nature, struct newsconv_error *error)
{
	struct nc_json_scan scan = {.depth_max = depth_max(place->verify)};
	const struct nc_json_text scanned = {
	    .scan = &scan, .bytes = text.data, .size = text.size};
	int result;

	nc_json_scan_begin(&scan);
	if (nc_json_scan_feed(&scan, text.data, text.size))
		nc_json_scan_end(&scan);
	result = nc_json_judge(place, &scanned, nature, error);
	nc_json_scan_free(&scan);
	return result;
}

int
nc_json_check(const struct nc_json_place *place, struct newsconv_text text,
    bool must, struct newsconv_error *error)
{
	struct nc_json_nature nature = {.must_be_article = must};

	return check_text(place, text, &nature, error);
}

int
nc_json_check_record(const struct nc_json_place *place,
    struct newsconv_text text, nc_json_reader *reader, void *context,
    struct newsconv_error *error)
{
	struct nc_json_nature nature = {
	    .must_be_record = true, .reader = reader, .context = context};

	return check_text(place, text, &nature, error);
}

/* --------------------------------------------------------------- whole file */

static int
scan_file(const struct nc_verify *verify, struct nc_json_scan *scan,
    struct nc_digest *digest, struct newsconv_error *error)
{
	bool wants_digest = nc_wants_digests(verify), goes_on = true;
	char *bytes = malloc(READ_SIZE);
	uint64_t offset = 0;
	size_t done = 0;
	int result = bytes == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	nc_digest_begin(digest, NC_SHA256);
	nc_json_scan_begin(scan);
	while (result == NEWSCONV_OK && (goes_on || wants_digest)) {
		result = nc_verify_read(
		    verify, bytes, READ_SIZE, offset, &done, error);
		if (result < 0 || done == 0)
			break;
		if (wants_digest)
			nc_digest_update(digest, bytes, done);
		if (goes_on)
			goes_on = nc_json_scan_feed(scan, bytes, done);
		offset += done;
	}
	if (goes_on)
		nc_json_scan_end(scan);
	free(bytes);
	return result;
}

static void
give_part(const struct nc_verify *verify, const struct nc_json_nature *nature,
    struct nc_digest *digest)
{
	char sha256[2 * NC_DIGEST_MAX + 1] = "";
	struct newsconv_record part = {.id = nature->id,
	    .type = nc_json_type(nature),
	    .uri = "",
	    .date = "",
	    .length = verify->size,
	    .size = verify->size,
	    .digest = "",
	    .stored_sha256 = sha256,
	    .sha256 = sha256};

	if (nc_wants_digests(verify))
		nc_digest_end_hex(digest, sha256);
	nc_part_done(verify, &part);
}

int
nc_verify_json(const struct nc_verify *verify, struct newsconv_error *error)
{
	const struct nc_json_place place = {
	    .verify = verify, .part = "", .plain = true};
	struct nc_json_scan scan = {.depth_max = depth_max(verify)};
	const struct nc_json_text text = {.scan = &scan};
	/* A file in a package has the schema of its kind. */
	struct nc_json_nature nature = {.must_be_article = verify->options->own,
	    .schema = verify->inside == NULL ? verify->options->schema : NULL};
	struct nc_digest digest;
	int result = scan_file(verify, &scan, &digest, error);

	if (result == NEWSCONV_OK)
		result = nc_json_judge(&place, &text, &nature, error);
	if (result == NEWSCONV_OK && nature.kind == NC_KIND_OTHER &&
	    nature.schema == NULL && verify->summary->errors == 0 &&
	    verify->summary->unchecked == 0)
		nc_finding(verify, NC_JSON_SYNTAX_ONLY, "", 0,
		    "its members tell of no kind that is known");
	if (result == NEWSCONV_OK)
		give_part(verify, &nature, &digest);
	nc_json_scan_free(&scan);
	return result;
}
