/*
 * Lines are put together in a buffer that is emptied into nameless files: one
 * of all but the inputs, one of the inputs, and meanwhile one of the records of
 * a file whose own line comes before them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libdeflate.h>

#include "error.h"
#include "file.h"
#include "json_out.h"
#include "output_list.h"
#include "out_file.h"
#include "stamp.h"
#include "utf8.h"

/* A line is far below; the articles of an input are not: a dump of millions. */
#define LINE_CEILING ((size_t)1 << 31)

enum { BLOCK = 64 * 1024 };

/* A nameless file that is begun when its first line comes. */
struct heap {
	struct nc_out_file *file;
	uint64_t done; /* what was copied from it */
};

struct nc_output_list {
	char *beside;
	struct heap files, inputs, records;
	struct nc_buffer line;
	/* Of the input whose articles come. */
	struct nc_buffer input;
	char input_sha256[65];
	struct nc_buffer input_name;
	struct nc_json input_json;
	uint64_t file_count, record_count, input_count, left_out_count;
	uint64_t records_of_file;
};

struct nc_listed_kind
nc_listed_kind_of(const char *name, bool has_articles)
{
	static const struct {
		const char *suffix;
		struct nc_listed_kind kind;
	} table[] = {
	    {".warc.gz",
		{"warc.gz", "application/warc", NC_PARTS_WARC_GZ, false}},
	    {".warc", {"warc", "application/warc", NC_PARTS_WARC, false}},
	    {".epub", {"epub", "application/epub+zip", NC_PARTS_ZIP, false}},
	    {".wacz", {"wacz", "application/wacz", NC_PARTS_ZIP, false}},
	    {".jsonl", {"jsonl", "application/jsonl", NC_PARTS_LINES, false}},
	    {".ndjson", {"jsonl", "application/jsonl", NC_PARTS_LINES, false}},
	    {".json", {"json", "application/json", NC_PARTS_JSON, false}},
	    {".cdxj", {"cdxj", "text/x-cdxj", NC_PARTS_NONE, false}},
	};
	struct nc_listed_kind kind = {.parts = NC_PARTS_NONE};
	size_t length = strlen(name), i;

	for (i = 0; i < sizeof(table) / sizeof(*table); i++) {
		size_t size = strlen(table[i].suffix);

		if (length > size &&
		    strcasecmp(name + length - size, table[i].suffix) == 0) {
			kind = table[i].kind;
			break;
		}
	}
	if (kind.parts == NC_PARTS_LINES && !has_articles)
		kind.parts = NC_PARTS_NONE;
	return kind;
}

int
nc_output_list_open(struct nc_output_list **result_listing, const char *beside,
    struct newsconv_error *error)
{
	struct nc_output_list *listing = calloc(1, sizeof(*listing));

	if (listing != NULL)
		listing->beside = strdup(beside);
	if (listing == NULL || listing->beside == NULL) {
		free(listing);
		return nc_error_memory(error);
	}
	listing->line.ceiling = LINE_CEILING;
	listing->input.ceiling = LINE_CEILING;
	listing->input_name.ceiling = LINE_CEILING;
	*result_listing = listing;
	return NEWSCONV_OK;
}

void
nc_output_list_free(struct nc_output_list *listing)
{
	if (listing == NULL)
		return;
	nc_out_free(listing->files.file);
	nc_out_free(listing->inputs.file);
	nc_out_free(listing->records.file);
	nc_buffer_free(&listing->line);
	nc_buffer_free(&listing->input);
	nc_buffer_free(&listing->input_name);
	free(listing->beside);
	free(listing);
}

/* --------------------------------------------------------------------- heaps */

static int
put(struct nc_output_list *listing, struct heap *heap, const void *data,
    size_t size, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (heap->file == NULL)
		result = nc_out_temporary(&heap->file, listing->beside, error);
	return result < 0 ? result
			  : nc_out_write(heap->file, data, size, error);
}

static struct nc_json
begin_line(struct nc_output_list *listing, const char *kind)
{
	struct nc_json json = {.buffer = &listing->line, .first = true};

	nc_buffer_clear(&listing->line);
	nc_json_open(&json, NULL, '{');
	nc_json_string(&json, "line", kind);
	return json;
}

static int
end_line(struct nc_output_list *listing, struct nc_json *json,
    struct heap *heap, struct newsconv_error *error)
{
	int result;

	nc_json_close(json, '}');
	nc_buffer_byte(json->buffer, '\n');
	result = nc_buffer_check(json->buffer, error);
	if (result < 0 || heap == NULL)
		return result;
	return put(
	    listing, heap, json->buffer->data, json->buffer->size, error);
}

/* What came into the heap since the last time, in pieces. */
static int
give_heap(struct heap *heap,
    int (*write)(void *target, const void *data, size_t size,
	struct newsconv_error *error),
    void *target, struct newsconv_error *error)
{
	char block[BLOCK];
	size_t done;
	int result;

	if (heap->file == NULL)
		return NEWSCONV_OK;
	result = nc_out_flush(heap->file, error);
	while (result == NEWSCONV_OK) {
		result = nc_file_pread(nc_out_descriptor(heap->file), block,
		    sizeof(block), heap->done, &done, error);
		if (result < 0 || done == 0)
			break;
		heap->done += done;
		result = write(target, block, done, error);
	}
	return result;
}

/* --------------------------------------------------------------------- files */

static int
put_record(const struct nc_listed_part *part, void *context,
    struct newsconv_error *error)
{
	struct nc_output_list *listing = context;
	struct nc_json json = begin_line(listing, "record");

	nc_json_number(&json, "index", part->index);
	nc_json_number(&json, "offset", part->offset);
	nc_json_number(&json, "length", part->length);
	if (part->type[0] != '\0')
		nc_json_string(&json, "type", part->type);
	if (part->date[0] != '\0')
		nc_json_string(&json, "date", part->date);
	if (part->id[0] != '\0')
		nc_json_name(&json, "id", "idBytes", nc_text(part->id));
	nc_json_string(&json, "sha256", part->sha256);
	nc_json_string(&json, "contentSha256", part->content_sha256);
	listing->records_of_file++;
	return end_line(listing, &json, &listing->records, error);
}

static int
put_file(struct nc_output_list *listing, const char *name,
    const struct nc_listed_kind *kind, struct nc_read_back *file,
    struct nc_listed_file *listed, struct newsconv_error *error)
{
	struct nc_json json = begin_line(listing, "file");
	char sha512[129];

	listed->bytes = file->offset;
	listed->records = listing->records_of_file;
	nc_digest_end_hex(&file->sha256, listed->sha256);
	nc_digest_end_hex(&file->sha512, sha512);
	nc_json_name(&json, "path", "pathBytes", nc_text(name));
	nc_json_number(&json, "bytes", listed->bytes);
	nc_json_string(&json, "sha256", listed->sha256);
	nc_json_string(&json, "sha512", sha512);
	if (kind->format != NULL) {
		nc_json_string(&json, "format", kind->format);
		nc_json_string(&json, "mediaType", kind->media_type);
	}
	if (kind->parts != NC_PARTS_NONE)
		nc_json_number(&json, "records", listed->records);
	return end_line(listing, &json, &listing->files, error);
}

static int
put_in_files(
    void *target, const void *data, size_t size, struct newsconv_error *error)
{
	struct nc_output_list *listing = target;

	return put(listing, &listing->files, data, size, error);
}

/* The records found so far are forgotten. */
static int
add_without_parts(struct nc_output_list *listing, int descriptor,
    const char *name, const struct nc_listed_kind *kind,
    struct nc_listed_file *listed, struct newsconv_error *error)
{
	const struct nc_listed_kind whole = {
	    .format = kind->format, .media_type = kind->media_type};

	if (listing->records.file != NULL)
		listing->records.done = nc_out_offset(listing->records.file);
	return nc_output_list_add(
	    listing, descriptor, name, &whole, listed, error);
}

int
nc_output_list_add(struct nc_output_list *listing, int descriptor,
    const char *name, const struct nc_listed_kind *kind,
    struct nc_listed_file *listed, struct newsconv_error *error)
{
	struct nc_listed_file own;
	struct nc_read_back file;
	int result = nc_read_back_begin(&file, descriptor, error);

	if (listed == NULL)
		listed = &own;
	listing->records_of_file = 0;
	if (result == NEWSCONV_OK)
		result = nc_parts_read(
		    &file, kind->parts, put_record, listing, error);
	if (result == NEWSCONV_INVALID && kind->may_differ) {
		nc_read_back_free(&file);
		return add_without_parts(
		    listing, descriptor, name, kind, listed, error);
	}
	if (result == NEWSCONV_OK)
		result = put_file(listing, name, kind, &file, listed, error);
	if (result == NEWSCONV_OK)
		result = give_heap(
		    &listing->records, put_in_files, listing, error);
	if (result == NEWSCONV_OK)
		nc_output_list_count(listing, listed->records);
	nc_read_back_free(&file);
	return result;
}

int
nc_output_list_take_over(struct nc_output_list *listing,
    struct newsconv_text lines, struct newsconv_error *error)
{
	return put(listing, &listing->files, lines.data, lines.size, error);
}

void
nc_output_list_count(struct nc_output_list *listing, uint64_t records)
{
	listing->file_count++;
	listing->record_count += records;
}

/* -------------------------------------------------------------------- inputs */

static int
end_input(struct nc_output_list *listing, struct newsconv_error *error)
{
	struct nc_json *json = &listing->input_json;
	int result;

	if (listing->input.size == 0)
		return NEWSCONV_OK;
	nc_json_close(json, ']');
	result = end_line(listing, json, &listing->inputs, error);
	nc_buffer_clear(&listing->input);
	return result;
}

static bool
is_same(
    const struct nc_output_list *listing, const struct nc_listed_input *input)
{
	return listing->input.size > 0 &&
	    strcmp(listing->input_sha256, input->sha256) == 0 &&
	    listing->input_name.size == input->name.size &&
	    memcmp(listing->input_name.data, input->name.data,
		input->name.size) == 0;
}

static void
begin_input(struct nc_output_list *listing, const struct nc_listed_input *input)
{
	struct nc_json *json = &listing->input_json;

	memset(json, 0, sizeof(*json));
	json->buffer = &listing->input;
	json->first = true;
	nc_json_open(json, NULL, '{');
	nc_json_string(json, "line", "input");
	nc_json_name(json, "name", "nameBytes", input->name);
	nc_json_number(json, "bytes", input->bytes);
	nc_json_string(json, "sha256", input->sha256);
	nc_json_open(json, "articles", '[');
	memcpy(listing->input_sha256, input->sha256, 64);
	nc_buffer_clear(&listing->input_name);
	nc_buffer_add(&listing->input_name, input->name.data, input->name.size);
	listing->input_count++;
}

int
nc_output_list_input(struct nc_output_list *listing,
    const struct nc_listed_input *input, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!is_same(listing, input)) {
		result = end_input(listing, error);
		if (result < 0)
			return result;
		begin_input(listing, input);
	}
	nc_json_string(&listing->input_json, NULL, input->article);
	result = nc_buffer_check(&listing->input, error);
	return result < 0 ? result
			  : nc_buffer_check(&listing->input_name, error);
}

int
nc_output_list_left_out(struct nc_output_list *listing,
    struct newsconv_text name, const char *reason, struct newsconv_error *error)
{
	int result = end_input(listing, error);
	struct nc_json json;

	if (result < 0)
		return result;
	json = begin_line(listing, "leftOut");
	nc_json_name(&json, "name", "nameBytes", name);
	nc_json_string(&json, "reason", reason);
	listing->left_out_count++;
	return end_line(listing, &json, &listing->inputs, error);
}

int
nc_output_list_inputs_in(struct nc_output_list *listing, const char *list,
    const char *history, struct newsconv_error *error)
{
	struct nc_json json = begin_line(listing, "inputs");

	nc_json_string(&json, "path", list);
	nc_json_string(&json, "history", history);
	return end_line(listing, &json, &listing->inputs, error);
}

/* --------------------------------------------------------------------- whole */

/* The versions that the bytes depend on, and how much follows. */
static int
put_heading(
    struct nc_output_list *listing, int64_t time, struct newsconv_error *error)
{
	struct nc_json json = begin_line(listing, "manifest");
	char stamp[NC_SECOND_STAMP_SIZE];

	nc_json_string(&json, "format", "newsconv-outputs/1");
	nc_json_string(&json, "tool", "newsconv/" NEWSCONV_VERSION);
	nc_json_open(&json, "encoders", '{');
	nc_json_string(&json, "libdeflate", LIBDEFLATE_VERSION_STRING);
	nc_json_close(&json, '}');
	if (time != NEWSCONV_TIME_UNKNOWN) {
		nc_second_stamp(stamp, time);
		nc_json_string(&json, "created", stamp);
	}
	nc_json_number(&json, "files", listing->file_count);
	nc_json_number(&json, "records", listing->record_count);
	nc_json_number(&json, "inputs", listing->input_count);
	nc_json_number(&json, "leftOut", listing->left_out_count);
	return end_line(listing, &json, NULL, error);
}

int
nc_output_list_write(struct nc_output_list *listing, int64_t time,
    int (*write)(void *target, const void *data, size_t size,
	struct newsconv_error *error),
    void *target, struct newsconv_error *error)
{
	int result = end_input(listing, error);

	if (result == NEWSCONV_OK)
		result = put_heading(listing, time, error);
	if (result == NEWSCONV_OK)
		result = write(
		    target, listing->line.data, listing->line.size, error);
	if (result == NEWSCONV_OK)
		result = give_heap(&listing->files, write, target, error);
	if (result == NEWSCONV_OK)
		result = give_heap(&listing->inputs, write, target, error);
	return result;
}
