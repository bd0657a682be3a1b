/*
 * The public entry points but for those of reading (read.c), and the table of
 * formats.  This is where the layers meet: article to pieces (write), pieces to
 * a file (container), and the check of that file (verify).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "article.h"
#include "article_json.h"
#include "beside.h"
#include "error.h"
#include "file.h"
#include "finding.h"
#include "options.h"
#include "stamp.h"
#include "utf8.h"
#include "make_bag.h"
#include "verify.h"
#include "writer.h"

/* Add a format: add a line here, and a file in src/write. */
static const struct nc_format *const formats[] = {
    &nc_format_epub,
    &nc_format_json,
    &nc_format_jsonl,
    &nc_format_warc_gz,
    &nc_format_warc,
};

enum { FORMAT_COUNT = sizeof(formats) / sizeof(*formats) };

#define ARENA_LEAST ((size_t)64 << 20)
#define PIECE_CEILING ((size_t)1 << 33)
#define JSON_CEILING ((size_t)1 << 31)

const char *
newsconv_version(void)
{
	return NEWSCONV_VERSION;
}

/* ------------------------------------------------------------------ getters */

const char *
newsconv_article_id(const struct newsconv_article *article)
{
	return article->id;
}

const struct newsconv_source *
newsconv_article_source(const struct newsconv_article *article)
{
	return &article->dump.source;
}

const struct newsconv_part *
newsconv_article_part(const struct newsconv_article *article)
{
	return &article->part;
}

const struct newsconv_language *
newsconv_article_language(const struct newsconv_article *article)
{
	return &article->language;
}

const struct newsconv_field *
newsconv_article_field(
    const struct newsconv_article *article, enum newsconv_field_name name)
{
	static const struct newsconv_field none = {
	    {"", 0}, NEWSCONV_ORIGIN_TEXT, 0, NEWSCONV_NO_SEGMENT};

	if ((unsigned)name >= NEWSCONV_FIELD_COUNT)
		return &none;
	return &article->fields[name].value;
}

const struct newsconv_dateline *
newsconv_article_dateline(const struct newsconv_article *article)
{
	return &article->dateline;
}

const struct newsconv_date *
newsconv_article_published(const struct newsconv_article *article)
{
	return &article->published;
}

const struct newsconv_date *
newsconv_article_modified(const struct newsconv_article *article)
{
	return &article->modified;
}

size_t
newsconv_article_authors(const struct newsconv_article *article,
    const struct newsconv_author **first)
{
	if (first != NULL)
		*first = article->authors;
	return article->author_count;
}

size_t
newsconv_article_body(
    const struct newsconv_article *article, const struct newsconv_block **first)
{
	if (first != NULL)
		*first = article->body;
	return article->body_count;
}

size_t
newsconv_article_related(
    const struct newsconv_article *article, const struct newsconv_item **first)
{
	if (first != NULL)
		*first = article->related;
	return article->related_count;
}

size_t
newsconv_article_notes(
    const struct newsconv_article *article, const struct newsconv_item **first)
{
	if (first != NULL)
		*first = article->notes;
	return article->note_count;
}

size_t
newsconv_article_leftovers(
    const struct newsconv_article *article, const struct newsconv_item **first)
{
	if (first != NULL)
		*first = article->leftovers;
	return article->leftover_count;
}

size_t
newsconv_article_segments(const struct newsconv_article *article,
    const struct newsconv_segment **first)
{
	if (first != NULL)
		*first = article->segments;
	return article->segment_count;
}

/* --------------------------------------------------------------------- JSON */

void
newsconv_string_free(struct newsconv_string *string)
{
	if (string == NULL)
		return;
	free(string->data);
	memset(string, 0, sizeof(*string));
}

int
newsconv_article_json(struct newsconv_string *json,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(JSON_CEILING);
	int result;

	buffer.data = json->data;
	buffer.capacity = json->capacity;
	nc_article_json(&buffer, article, false);
	result = nc_buffer_check(&buffer, error);
	json->data = buffer.data;
	json->capacity = buffer.capacity;
	json->size = result == NEWSCONV_OK ? buffer.size : 0;
	return result;
}

/* ------------------------------------------------------------------ formats */

const struct newsconv_format *
newsconv_format_at(size_t index)
{
	return index < FORMAT_COUNT ? &formats[index]->shown : NULL;
}

const struct newsconv_format *
newsconv_format_for_name(const char *name)
{
	size_t i;

	for (i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(formats[i]->shown.name, name) == 0)
			return &formats[i]->shown;
	return NULL;
}

/* Whether the path ends in one of the suffixes, in any case, and is more. */
static bool
has_suffix(const char *path, const char *suffixes)
{
	struct newsconv_text name = nc_last_part(nc_text(path));
	const char *next = suffixes;

	while (*next != '\0') {
		size_t size = strcspn(next, " ");

		if (name.size > size &&
		    strncasecmp(name.data + name.size - size, next, size) == 0)
			return true;
		next += size;
		next += *next == ' ';
	}
	return false;
}

const struct newsconv_format *
newsconv_format_for_path(const char *path)
{
	size_t i;

	for (i = 0; i < FORMAT_COUNT; i++)
		if (has_suffix(path, formats[i]->shown.suffixes))
			return &formats[i]->shown;
	return NULL;
}

static const struct nc_format *
format_of(const struct newsconv_format *shown)
{
	size_t i;

	for (i = 0; i < FORMAT_COUNT; i++)
		if (&formats[i]->shown == shown)
			return formats[i];
	return NULL;
}

/* ------------------------------------------------------------------- output */

/* How often each article's id was added. */
struct tally {
	char id[sizeof(((struct newsconv_article *)0)->id)];
	unsigned count;
};

struct newsconv_output {
	const struct nc_format *format;
	struct nc_sink *sink;
	struct nc_beside *beside; /* NULL: no manifest */
	struct nc_deflater *deflater;
	struct nc_arena *arena;
	void *state;
	bool begun;
	char *path;
	struct nc_container_options options;
	char archive_id[sizeof(((struct newsconv_article *)0)->id)];
	size_t count;
	/* Open addressing over ids; the size is a power of two. */
	struct tally *tallies;
	size_t tally_size;
	size_t tallies_used;
};

void
newsconv_write_options_init(struct newsconv_write_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
	options->time = NEWSCONV_TIME_UNKNOWN;
}

static char *
copy_string(struct nc_arena *arena, const char *string)
{
	return nc_arena_copy(arena, string, strlen(string));
}

static int
set_options(struct newsconv_output *output, const char *path,
    const struct newsconv_write_options *options, struct newsconv_error *error)
{
	output->options.format = output->format;
	output->options.time = options->time;
	if (options->time != NEWSCONV_TIME_UNKNOWN &&
	    (options->time < 0 || options->time > NC_LAST_SECOND))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "time %lld is not within the years 1970 to 9999",
		    (long long)options->time);
	output->path = copy_string(output->arena, path);
	if (output->path == NULL)
		return nc_error_memory(error);
	if (options->title == NULL)
		return NEWSCONV_OK;
	output->options.title = copy_string(output->arena, options->title);
	if (output->options.title == NULL)
		return nc_error_memory(error);
	return nc_options_check_text("title", options->title, error);
}

static int
open_beside(struct newsconv_output *output, const char *path,
    const struct newsconv_write_options *options, struct newsconv_error *error)
{
	if (!nc_sink_is_file(output->sink))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "a manifest stands beside a file, and this is none");
	return nc_beside_open(
	    &output->beside, path, options->replace != 0, NULL, error);
}

int
newsconv_output_open(struct newsconv_output **result_output, const char *path,
    const struct newsconv_format *shown,
    const struct newsconv_write_options *given, struct newsconv_error *error)
{
	struct newsconv_write_options options;
	struct newsconv_output *output = NULL;
	int result;

	newsconv_write_options_init(&options);
	if (given != NULL && given->size > 0)
		memcpy(&options, given,
		    given->size < sizeof(options) ? given->size
						  : sizeof(options));
	output = calloc(1, sizeof(*output));
	if (output == NULL)
		return nc_error_memory(error);
	output->format = shown == NULL ? NULL : format_of(shown);
	output->arena = nc_arena_new(ARENA_LEAST);
	/* A deflater takes a megabyte and its time: only where it is used. */
	if (output->format != NULL && output->format->deflates)
		output->deflater = nc_deflater_new(NC_DEFLATE_WELL);
	output->options.deflater = output->deflater;
	if (output->arena == NULL ||
	    (output->deflater == NULL && output->format != NULL &&
		output->format->deflates))
		result = nc_error_memory(error);
	else if (output->format == NULL)
		result = nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "no such output format");
	else
		result = set_options(output, path, &options, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_open(
		    &output->sink, path, options.replace != 0, error);
	if (result == NEWSCONV_OK && options.manifest != 0)
		result = open_beside(output, path, &options, error);
	if (result < 0) {
		newsconv_output_free(output);
		return nc_error_where(error, result, path);
	}
	*result_output = output;
	return NEWSCONV_OK;
}

static size_t
tally_slot(const struct tally *tallies, size_t size, const char *id)
{
	size_t hash = 5381, i;

	for (i = 0; id[i] != '\0'; i++)
		hash = hash * 33 + (unsigned char)id[i];
	hash &= size - 1;
	while (tallies[hash].count > 0 && strcmp(tallies[hash].id, id) != 0)
		hash = (hash + 1) & (size - 1);
	return hash;
}

static bool
tally_grow(struct newsconv_output *output)
{
	size_t size = output->tally_size == 0 ? 64 : 2 * output->tally_size, i;
	struct tally *tallies = calloc(size, sizeof(*tallies));

	if (tallies == NULL)
		return false;
	for (i = 0; i < output->tally_size; i++)
		if (output->tallies[i].count > 0)
			tallies[tally_slot(tallies, size,
			    output->tallies[i].id)] = output->tallies[i];
	free(output->tallies);
	output->tallies = tallies;
	output->tally_size = size;
	return true;
}

/*
 * Where equal dumps are counted; NULL when out of memory.  Half of the slots
 * stay free, this one's counted as taken.
 */
static struct tally *
find_tally(struct newsconv_output *output, const char *id)
{
	if (2 * (output->tallies_used + 1) > output->tally_size &&
	    !tally_grow(output))
		return NULL;
	return &output->tallies[tally_slot(
	    output->tallies, output->tally_size, id)];
}

static void
count_occurrence(
    struct newsconv_output *output, struct tally *tally, const char *id)
{
	if (tally->count++ > 0)
		return;
	memcpy(tally->id, id, sizeof(tally->id));
	output->tallies_used++;
}

/* An article that could not be added is not counted. */
static int
add_piece(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	struct nc_piece piece = {.arena = nc_arena_new(PIECE_CEILING)};
	struct nc_encoding encoding = {.time = output->options.time,
	    .archive_id = output->count == 0 ? article->id : output->archive_id,
	    .deflater = output->deflater,
	    .format = output->format};
	/* The first call makes room; the second moves nothing. */
	struct tally *source = find_tally(output, article->source_id);
	struct tally *tally = find_tally(output, article->id);
	int result;

	if (piece.arena == NULL || source == NULL || tally == NULL) {
		result = nc_error_memory(error);
		goto out;
	}
	encoding.occurrence = tally->count;
	/* One of several articles of a file: the first has the file with it. */
	encoding.with_source = article->part.of == 1 ||
	    source->count <= tally->count;
	result = output->format->encode(&piece, article, &encoding, error);
	if (result == NEWSCONV_OK)
		result = output->format->append(
		    output->state, output->sink, &piece, error);
	if (result == NEWSCONV_OK && encoding.with_source &&
	    article->part.of > 1)
		count_occurrence(output, source, article->source_id);
	if (result == NEWSCONV_OK)
		count_occurrence(output, tally, article->id);
out:
	nc_arena_free(piece.arena);
	return result;
}

static int
begin(struct newsconv_output *output, struct newsconv_error *error)
{
	int result;

	if (output->begun || output->format->begin == NULL)
		return NEWSCONV_OK;
	result = output->format->begin(
	    &output->state, &output->options, output->sink, error);
	output->begun = result == NEWSCONV_OK;
	return result;
}

static int
list_input(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	const struct newsconv_source *source = &article->dump.source;
	struct nc_listed_input input = {.name = source->name,
	    .bytes = source->bytes.size,
	    .sha256 = source->sha256,
	    .article = article->id};

	return nc_output_list_input(
	    nc_beside_listing(output->beside), &input, error);
}

int
newsconv_output_leave_out(struct newsconv_output *output, const char *name,
    const char *reason, struct newsconv_error *error)
{
	int result;

	if (output->beside == NULL)
		return NEWSCONV_OK;
	result = nc_output_list_left_out(nc_beside_listing(output->beside),
	    nc_last_part(nc_text(name)), reason, error);
	return result < 0 ? nc_error_where(error, result, output->path)
			  : result;
}

int
newsconv_output_add(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	int result;

	if (output->count > 0 && !output->format->shown.holds_many)
		result = nc_error_set(error, NEWSCONV_NO_ROOM,
		    "%s holds one article", output->format->shown.name);
	else
		result = begin(output, error);
	if (result == NEWSCONV_OK)
		result = add_piece(output, article, error);
	if (result == NEWSCONV_OK && output->beside != NULL)
		result = list_input(output, article, error);
	if (result < 0)
		return nc_error_where(error, result, output->path);
	if (output->count++ == 0)
		memcpy(output->archive_id, article->id,
		    sizeof(output->archive_id));
	return NEWSCONV_OK;
}

/* The first error a check of our own output finds is the one reported. */
struct first_finding {
	bool any;
	char where[256];
	char text[256];
};

static void
keep_first(const struct newsconv_finding *finding, void *context)
{
	struct first_finding *first = context;

	if (finding->severity != NEWSCONV_ERROR || first->any)
		return;
	first->any = true;
	nc_printable(first->where, sizeof(first->where), finding->part,
	    strlen(finding->part));
	nc_printable(first->text, sizeof(first->text), finding->text,
	    strlen(finding->text));
}

static int
validate(struct newsconv_output *output, struct newsconv_error *error)
{
	struct first_finding first = {.any = false};
	struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .format = output->format->verify_as, .own = true,
	    .callback = keep_first, .context = &first};
	struct newsconv_summary summary;
	int descriptor, result;

	result = nc_sink_flush(output->sink, &descriptor, error);
	if (result < 0)
		return result;
	result = nc_verify_descriptor(
	    descriptor, output->path, &options, &summary, error);
	if (result < 0)
		return result;
	if (summary.errors == 0)
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_INVALID,
	    "failed validation and was not written: %s", first.text);
	if (first.where[0] != '\0')
		nc_error_where(error, NEWSCONV_INVALID, first.where);
	return NEWSCONV_INVALID;
}

/* Errors name the file that could not be written. */
static int
commit(struct newsconv_output *output, struct newsconv_error *error)
{
	int result, descriptor = -1;

	if (output->beside != NULL) {
		result = nc_sink_flush(output->sink, &descriptor, error);
		if (result == NEWSCONV_OK)
			result = nc_beside_prepare(output->beside, descriptor,
			    output->format->shown.name, output->options.time,
			    error);
		if (result < 0)
			return result;
	}
	result = nc_sink_commit(output->sink, error);
	if (result < 0)
		return nc_error_where(error, result, output->path);
	return output->beside == NULL ? NEWSCONV_OK
				      : nc_beside_commit(output->beside, error);
}

int
newsconv_output_finish(
    struct newsconv_output *output, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (output->count == 0)
		result = nc_error_set(error, NEWSCONV_EMPTY,
		    "no article was added; nothing was written");
	else if (output->format->finish != NULL)
		result = output->format->finish(
		    output->state, output->sink, error);
	if (result == NEWSCONV_OK)
		result = validate(output, error);
	if (result < 0)
		return nc_error_where(error, result, output->path);
	return commit(output, error);
}

void
newsconv_output_free(struct newsconv_output *output)
{
	if (output == NULL)
		return;
	if (output->format != NULL && output->format->free != NULL)
		output->format->free(output->state);
	nc_beside_free(output->beside);
	nc_sink_free(output->sink);
	nc_deflater_free(output->deflater);
	nc_arena_free(output->arena);
	free(output->tallies);
	free(output);
}

/* ------------------------------------------------------------------- verify */

int
newsconv_verify(const char *path, newsconv_finding_callback *callback,
    void *context, struct newsconv_summary *summary,
    struct newsconv_error *error)
{
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = callback, .context = context};
	struct newsconv_summary unused;
	int descriptor, result;

	result = nc_file_open_seekable(&descriptor, path, error);
	if (result == NEWSCONV_OK) {
		result = nc_verify_descriptor(descriptor, path, &options,
		    summary == NULL ? &unused : summary, error);
		close(descriptor);
	}
	if (result < 0)
		nc_error_where(error, result, path);
	return result;
}

void
newsconv_verify_options_init(struct newsconv_verify_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
}

int
newsconv_verify_run(const struct newsconv_verify_options *options,
    struct newsconv_verify_total *total, struct newsconv_error *error)
{
	if (options->size != sizeof(*options))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "newsconv_verify_options_init() was not called");
	return nc_verify_run(options, total, error);
}

void
newsconv_bag_options_init(struct newsconv_bag_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
}

int
newsconv_bag_make(const struct newsconv_bag_options *options,
    struct newsconv_bag_summary *summary, struct newsconv_error *error)
{
	if (options->size != sizeof(*options))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "newsconv_bag_options_init() was not called");
	return nc_make_bag(options, summary, error);
}

const struct newsconv_finding *
newsconv_finding_at(size_t index)
{
	return nc_finding_at(index);
}
