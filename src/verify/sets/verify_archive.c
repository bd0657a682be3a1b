/*
 * A folder that newsconv archive wrote: its history is a chain of digests of the
 * list of inputs, that list and the index lead to records.  All are held against
 * each other once the volumes have been read.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "cdxj.h"
#include "digest.h"
#include "error.h"
#include "file.h"
#include "json_schema.h"
#include "json_value.h"
#include "memory.h"
#include "schemas.h"
#include "verify_set.h"

#define HISTORY "history.jsonl"
#define INPUTS "manifest.jsonl"
#define INDEX "indexes/index.cdxj"

/* Longer lines are of no archive of ours: a run with 100,000 volumes. */
#define LINE_CEILING ((size_t)16 << 20)

enum { BLOCK = 64 * 1024 };

struct archive {
	struct nc_cdxj *cdxj;
	char manifest[65]; /* digest after the last run; "" before the first */
	uint64_t runs;
	/* While the list of inputs is read. */
	char *path; /* of the line before */
	bool more;
};

/* What reads a file of ours line by line. */
typedef int take_line(struct nc_set *set, const json_t *object, long line,
    struct newsconv_error *error);

static bool
marks(const char *name)
{
	return strcmp(name, HISTORY) == 0;
}

static void
tell(const struct nc_set *set, enum nc_finding_code code, const char *part,
    long line, const char *text)
{
	const struct nc_place place = {
	    .part = part, .offset = NEWSCONV_NO_OFFSET, .line = line};

	nc_report(set->verify, code, &place, "%s", text);
}

/* --------------------------------------------------------------------- lines */

/* One file being read. */
struct lines {
	struct nc_set *set;
	const char *part;
	enum nc_finding_code code; /* of a line that is not valid */
	const struct nc_json_schema *schema;
	take_line *take;
	struct nc_buffer line;
	long number;
};

static int
end_line(struct lines *lines, struct newsconv_error *error)
{
	struct nc_json_fault fault = {.text = "it is no JSON object"};
	json_error_t why;
	json_t *object;
	int result = nc_buffer_check(&lines->line, error);

	lines->number++;
	if (result < 0)
		return result;
	object = json_loadb(
	    lines->line.data, lines->line.size, JSON_REJECT_DUPLICATES, &why);
	if (object == NULL && json_error_code(&why) == json_error_out_of_memory)
		return nc_error_memory(error);
	if (json_is_object(object) &&
	    nc_json_schema_valid(lines->schema, object, &fault))
		result = lines->take(lines->set, object, lines->number, error);
	else if (fault.unchecked)
		result = nc_error_set(error, NEWSCONV_READ_FAILED,
		    "%s: line %ld %s", lines->part, lines->number, fault.text);
	else
		tell(lines->set, lines->code, lines->part, lines->number,
		    fault.text);
	json_decref(object);
	nc_buffer_clear(&lines->line);
	return result;
}

static int
add_block(struct lines *lines, const char *bytes, size_t size,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	while (size > 0 && result == NEWSCONV_OK) {
		const char *end = memchr(bytes, '\n', size);
		size_t length = end == NULL ? size : (size_t)(end - bytes);

		nc_buffer_add(&lines->line, bytes, length);
		if (end == NULL)
			break;
		result = end_line(lines, error);
		bytes = end + 1;
		size -= length + 1;
	}
	return result;
}

/* Calls `each` for the blocks of a file below the set's folder. */
static int
read_blocks(const struct nc_set *set, const char *path,
    int (*each)(void *context, const char *bytes, size_t size,
	struct newsconv_error *error),
    void *context, struct newsconv_error *error)
{
	char *block = malloc(BLOCK);
	uint64_t size, offset = 0;
	int descriptor = -1;
	size_t done = 1;
	int result = block == NULL
	    ? nc_error_memory(error)
	    : nc_open_below(set->folder, path, &descriptor, &size, error);

	while (result == NEWSCONV_OK && done > 0) {
		result = nc_file_pread(
		    descriptor, block, BLOCK, offset, &done, error);
		offset += done;
		if (result == NEWSCONV_OK && done > 0)
			result = each(context, block, done, error);
	}
	if (descriptor >= 0)
		close(descriptor);
	free(block);
	return result;
}

static int
take_block(
    void *context, const char *bytes, size_t size, struct newsconv_error *error)
{
	return add_block(context, bytes, size, error);
}

/* NEWSCONV_END: there is no such file. */
static int
read_lines(struct nc_set *set, const char *path, enum nc_finding_code code,
    enum nc_schema schema, take_line *take, struct newsconv_error *error)
{
	struct nc_json_schema *compiled = NULL;
	struct lines lines = {.set = set,
	    .part = path,
	    .code = code,
	    .take = take,
	    .line = NC_BUFFER(LINE_CEILING)};
	int result = nc_json_schema_compile(
	    &compiled, nc_schema_text(schema), error);

	lines.schema = compiled;
	if (result == NEWSCONV_OK)
		result = read_blocks(set, path, take_block, &lines, error);
	if (result == NEWSCONV_OK && lines.line.size > 0)
		tell(set, code, path, lines.number + 1, "it has no line end");
	nc_buffer_free(&lines.line);
	nc_json_schema_free(compiled);
	return result;
}

/* ------------------------------------------------------------------- history */

static void
check_file(const struct nc_set *set, const char *path, long line)
{
	const struct nc_place place = {
	    .part = HISTORY, .offset = NEWSCONV_NO_OFFSET, .line = line};

	if (!nc_exists_below(set->folder, path))
		nc_report(set->verify, NC_HISTORY_FILE, &place,
		    "names %s, which is not there", path);
}

static int
take_run(struct nc_set *set, const json_t *object, long line,
    struct newsconv_error *error)
{
	struct archive *archive = set->state;
	const json_t *volumes = json_object_get(object, "volumes");
	size_t i;

	(void)error;
	archive->runs++;
	if ((uint64_t)json_integer_value(json_object_get(object, "run")) !=
	    archive->runs)
		tell(set, NC_HISTORY_RUN, HISTORY, line,
		    "it has another number than its place");
	if (strcmp(nc_json_member_text(object, "manifestBefore"),
		archive->manifest) != 0)
		tell(set, NC_HISTORY_CHAIN, HISTORY, line,
		    "manifestBefore is not what the run before it left");
	memcpy(archive->manifest, nc_json_member_text(object, "manifest"), 65);
	for (i = 0; i < json_array_size(volumes); i++)
		check_file(
		    set, json_string_value(json_array_get(volumes, i)), line);
	if (nc_json_member_text(object, "jsonl")[0] != '\0')
		check_file(set, nc_json_member_text(object, "jsonl"), line);
	return NEWSCONV_OK;
}

static int
add_to_digest(
    void *context, const char *bytes, size_t size, struct newsconv_error *error)
{
	(void)error;
	nc_digest_update(context, bytes, size);
	return NEWSCONV_OK;
}

/* The list of inputs is the one that the last run left. */
static int
check_chain(struct nc_set *set, struct newsconv_error *error)
{
	const struct archive *archive = set->state;
	struct nc_digest digest;
	char sha256[65];
	int result;

	nc_digest_begin(&digest, NC_SHA256);
	result = read_blocks(set, INPUTS, add_to_digest, &digest, error);
	if (result != NEWSCONV_OK)
		return result == NEWSCONV_END ? NEWSCONV_OK : result;
	nc_digest_end_hex(&digest, sha256);
	if (strcmp(sha256, archive->manifest) != 0)
		tell(set, NC_HISTORY_CHAIN, INPUTS, 0,
		    "it has another SHA-256 than the last run states");
	else
		nc_answer(
		    set->verify, NEWSCONV_LEVEL_MANIFEST, NEWSCONV_ANSWER_YES);
	return NEWSCONV_OK;
}

static void
close_set(struct nc_set *set)
{
	struct archive *archive = set->state;

	if (archive == NULL)
		return;
	nc_cdxj_free(archive->cdxj);
	free(archive->path);
	free(archive);
	set->state = NULL;
}

/* The two names together are ours: damage to either must not hide what it is. */
static int
open_set(struct nc_set *set, struct newsconv_error *error)
{
	struct archive *archive;

	if (set->partial || !nc_exists_below(set->folder, INPUTS))
		return NEWSCONV_END;
	archive = calloc(1, sizeof(*archive));
	if (archive == NULL)
		return nc_error_memory(error);
	set->state = archive;
	return nc_cdxj_new(&archive->cdxj, error);
}

/* --------------------------------------------------------------------- files */

struct volume {
	struct nc_cdxj *cdxj;
	char *name;
};

static void
take_record(const struct newsconv_record *part, void *context)
{
	const struct volume *volume = context;

	nc_cdxj_add_record(volume->cdxj, volume->name, part);
}

static int
expect_volume(struct archive *archive, struct nc_set_file *file,
    struct newsconv_error *error)
{
	struct volume *volume = calloc(1, sizeof(*volume));

	if (volume != NULL)
		volume->name = strdup(file->path);
	if (volume == NULL || volume->name == NULL) {
		free(volume);
		return nc_error_memory(error);
	}
	volume->cdxj = archive->cdxj;
	file->own = volume;
	file->observer.part = take_record;
	file->observer.context = volume;
	file->observer.wants_digests = true;
	return nc_cdxj_add_file(archive->cdxj, file->path, error);
}

/* What files of ours are, that are no articles. */
static const char *
own_format(const char *path)
{
	static const char *const own[][2] = {{HISTORY, "history"},
	    {INPUTS, "inputs"}, {INDEX, "cdxj"}, {"epub/books.jsonl", "books"},
	    {"pages/pages.jsonl", "pages"}};
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (strcmp(path, own[i][0]) == 0)
			return own[i][1];
	return NULL;
}

static int
expect(
    struct nc_set *set, struct nc_set_file *file, struct newsconv_error *error)
{
	if (strncmp(file->path, "archive/", 8) == 0)
		return expect_volume(set->state, file, error);
	if (own_format(file->path) != NULL)
		file->content = NC_CONTENT_ARCHIVES;
	return NEWSCONV_OK;
}

static int
seen(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	const struct archive *archive = set->state;
	struct volume *volume = file->own;
	const char *format = own_format(file->path);

	(void)verify;
	(void)error;
	if (format != NULL) {
		file->settled = true;
		file->format = format;
	}
	if (volume != NULL) {
		/* Records that were not reached are not missing. */
		if (file->outcome < 0 && file->outcome != NEWSCONV_UNSUPPORTED)
			nc_cdxj_incomplete(archive->cdxj);
		free(volume->name);
	}
	free(volume);
	file->own = NULL;
	return NEWSCONV_OK;
}

/* --------------------------------------------------------------------- whole */

/* By path; of what is no UTF-8 the order is not looked at. */
static int
check_order(struct nc_set *set, const json_t *object, long line,
    struct newsconv_error *error)
{
	struct archive *archive = set->state;
	const char *path = nc_json_member_text(object, "path");

	if (archive->path != NULL && path[0] != '\0' &&
	    strcmp(archive->path, path) > 0)
		tell(set, NC_INPUT_ORDER, INPUTS, line,
		    "its path is below that of the line before");
	free(archive->path);
	archive->path = strdup(path);
	return archive->path == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
take_input(struct nc_set *set, const json_t *object, long line,
    struct newsconv_error *error)
{
	struct archive *archive = set->state;
	bool archived = strcmp(nc_json_member_text(object, "status"),
			    "archived") == 0;
	const struct nc_cdxj_claim claim = {
	    .file = nc_json_member_text(object, "volume"),
	    .offset = (uint64_t)json_integer_value(
		json_object_get(object, "offset")),
	    .id = nc_json_member_text(object, "record"),
	    .uri = nc_json_member_text(object, "uri"),
	    .date = nc_json_member_text(object, "date"),
	    .sha256 = archived ? nc_json_member_text(object, "sha256") : ""};

	if (claim.file[0] != '\0') {
		switch (nc_cdxj_compare(archive->cdxj, &claim)) {
		case NC_CDXJ_FITS:
			break;
		case NC_CDXJ_NOWHERE:
			tell(set, NC_INPUT_RECORD, INPUTS, line, claim.id);
			break;
		case NC_CDXJ_OTHER:
			tell(set, NC_INPUT_CHANGED, INPUTS, line, claim.id);
			break;
		case NC_CDXJ_UNKNOWN:
			archive->more = true;
			break;
		}
	}
	return check_order(set, object, line, error);
}

static int
take_index(
    void *context, const char *bytes, size_t size, struct newsconv_error *error)
{
	(void)error;
	nc_cdxj_lines(context, bytes, size);
	return NEWSCONV_OK;
}

static int
check_index(struct nc_set *set, struct newsconv_error *error)
{
	const struct archive *archive = set->state;
	struct nc_cdxj_index *index = calloc(1, sizeof(*index));
	int result;

	if (index == NULL)
		return nc_error_memory(error);
	index->cdxj = archive->cdxj;
	index->verify = set->verify;
	index->part = INDEX;
	result = read_blocks(set, INDEX, take_index, index, error);
	if (result == NEWSCONV_OK)
		nc_cdxj_end(index);
	free(index);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

static int
end(struct nc_set *set, struct newsconv_error *error)
{
	const struct archive *archive = set->state;
	int result;

	if (nc_exists_below(set->folder, "unfinished"))
		tell(set, NC_HISTORY_UNFINISHED, "", 0, "unfinished/");
	result = read_lines(set, HISTORY, NC_HISTORY_LINE,
	    NC_SCHEMA_HISTORY_JSON, take_run, error);
	if (result == NEWSCONV_OK)
		result = check_chain(set, error);
	if (result == NEWSCONV_OK)
		result = read_lines(set, INPUTS, NC_INPUT_LINE,
		    NC_SCHEMA_MANIFEST_JSON, take_input, error);
	if (result == NEWSCONV_OK && archive->more)
		tell(set, NC_INPUT_MORE, INPUTS, 0, "some were passed over");
	if (result == NEWSCONV_OK)
		result = check_index(set, error);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

const struct nc_set_kind nc_set_archive = {
    .format = "archive",
    .marks = marks,
    .open = open_set,
    .expect = expect,
    .seen = seen,
    .end = end,
    .close = close_set,
};
