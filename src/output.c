/*
 * One output: articles become pieces (write), pieces a file (container), and
 * that is checked (verify) before it gets its name.  Here the layers meet.
 */
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "beside.h"
#include "error.h"
#include "options.h"
#include "output.h"
#include "stamp.h"
#include "utf8.h"
#include "verify.h"

#define ARENA_LEAST ((size_t)64 << 20)
#define PIECE_CEILING ((size_t)1 << 33)

enum { THREADS_MOST = 256 };

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
	bool own_deflater;
	struct nc_arena *arena;
	void *state;
	char *path;
	struct nc_container_options options;
	struct newsconv_book_options book;
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

/*
 * The title of the whole may be told twice; the one that was there first in the
 * structure's history goes before.
 */
static int
set_book(struct newsconv_output *output,
    const struct newsconv_write_options *options, struct newsconv_error *error)
{
	int result = nc_options_book(
	    &output->book, options->book, output->arena, error);

	if (result < 0)
		return result;
	if (options->title != NULL) {
		result = nc_options_check_text("title", options->title, error);
		output->book.title = nc_arena_copy(
		    output->arena, options->title, strlen(options->title));
		if (result == NEWSCONV_OK && output->book.title == NULL)
			result = nc_error_memory(error);
	}
	output->options.book = &output->book;
	return result;
}

static int
set_options(struct newsconv_output *output, const char *path,
    const struct newsconv_write_options *options, struct newsconv_error *error)
{
	output->options.format = output->format;
	output->options.time = options->time;
	output->options.threads = options->threads;
	if (options->threads == 0)
		output->options.threads = 1;
	if (options->threads > THREADS_MOST)
		output->options.threads = THREADS_MOST;
	if (options->time != NEWSCONV_TIME_UNKNOWN &&
	    (options->time < 0 || options->time > NC_LAST_SECOND))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "time %lld is not within the years 1970 to 9999",
		    (long long)options->time);
	output->path = nc_arena_copy(output->arena, path, strlen(path));
	if (output->path == NULL)
		return nc_error_memory(error);
	return set_book(output, options, error);
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

/* A deflater takes a megabyte and its time: only where it is used. */
static int
set_deflater(struct newsconv_output *output,
    const struct nc_output_sharing *sharing, struct newsconv_error *error)
{
	if (!output->format->deflates)
		return NEWSCONV_OK;
	if (sharing != NULL && sharing->deflater != NULL) {
		output->deflater = sharing->deflater;
	} else {
		output->deflater = nc_deflater_new(NC_DEFLATE_WELL);
		output->own_deflater = true;
	}
	output->options.deflater = output->deflater;
	return output->deflater == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
begin(struct newsconv_output *output, struct newsconv_error *error)
{
	return output->format->begin == NULL
	    ? NEWSCONV_OK
	    : output->format->begin(
		  &output->state, &output->options, output->sink, error);
}

static int
open_output(struct newsconv_output *output, const char *path,
    const struct newsconv_write_options *options,
    const struct nc_output_sharing *sharing, struct newsconv_error *error)
{
	int result;

	if (output->format == NULL)
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "no such output format");
	output->arena = nc_arena_new(ARENA_LEAST);
	if (output->arena == NULL)
		return nc_error_memory(error);
	result = set_deflater(output, sharing, error);
	if (result == NEWSCONV_OK)
		result = set_options(output, path, options, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_open(
		    &output->sink, path, options->replace != 0, error);
	if (result == NEWSCONV_OK && sharing != NULL && sharing->folder_later)
		nc_sink_folder_later(output->sink);
	if (result == NEWSCONV_OK && options->manifest != 0)
		result = open_beside(output, path, options, error);
	return result < 0 ? result : begin(output, error);
}

int
nc_output_open(struct newsconv_output **result_output, const char *path,
    const struct newsconv_format *shown,
    const struct newsconv_write_options *given,
    const struct nc_output_sharing *sharing, struct newsconv_error *error)
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
	output->format = shown == NULL ? NULL : nc_format_of(shown);
	result = open_output(output, path, &options, sharing, error);
	if (result < 0) {
		newsconv_output_free(output);
		return nc_error_where(error, result, path);
	}
	*result_output = output;
	return NEWSCONV_OK;
}

int
newsconv_output_open(struct newsconv_output **output, const char *path,
    const struct newsconv_format *format,
    const struct newsconv_write_options *options, struct newsconv_error *error)
{
	return nc_output_open(output, path, format, options, NULL, error);
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

/* For the manifest: what it was made of, or that it was there before. */
static int
list_added(struct newsconv_output *output,
    const struct newsconv_article *article, bool already,
    struct newsconv_error *error)
{
	if (output->beside == NULL)
		return NEWSCONV_OK;
	if (!already)
		return list_input(output, article, error);
	return nc_output_list_left_out(nc_beside_listing(output->beside),
	    article->dump.source.name,
	    "the book has an article with this headline and body", error);
}

/* Whether the format can hold it, which is asked on any thread. */
static int
check_article(const struct nc_format *format,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	if (!article->restored || !format->needs_dump)
		return NEWSCONV_OK;
	return nc_error_set(error, NEWSCONV_UNSUPPORTED,
	    "%s holds the dump, which is not in what the article was read from",
	    format->shown.name);
}

static int
check_room(const struct newsconv_output *output, struct newsconv_error *error)
{
	const struct newsconv_format *format = &output->format->shown;

	if (format->holds_many || output->count == 0)
		return NEWSCONV_OK;
	return nc_error_set(
	    error, NEWSCONV_NO_ROOM, "%s holds one article", format->name);
}

/* What is behind the container's own append(). */
static int
count_added(struct newsconv_output *output,
    const struct newsconv_article *article, int result,
    struct newsconv_error *error)
{
	bool already = result == NEWSCONV_ALREADY;

	if (result >= 0) {
		int listed = list_added(output, article, already, error);

		result = listed < 0 ? listed : result;
	}
	if (result < 0)
		return nc_error_where(error, result, output->path);
	if (!already && output->count++ == 0)
		memcpy(output->archive_id, article->id,
		    sizeof(output->archive_id));
	return result;
}

int
nc_output_encode(const struct newsconv_output *output,
    const struct newsconv_article *article, struct nc_deflater *deflater,
    struct nc_piece *piece, struct newsconv_error *error)
{
	struct nc_encoding encoding = {.time = output->options.time,
	    .with_source = true,
	    .archive_id = article->id,
	    .deflater = deflater,
	    .format = output->format,
	    .book = &output->book};
	int result = check_article(output->format, article, error);

	piece->data = NULL;
	piece->arena = result < 0 ? NULL : nc_arena_new(PIECE_CEILING);
	if (result == NEWSCONV_OK && piece->arena == NULL)
		result = nc_error_memory(error);
	if (result == NEWSCONV_OK)
		result = output->format->encode(
		    piece, article, &encoding, error);
	if (result < 0) {
		nc_arena_free(piece->arena);
		piece->arena = NULL;
		return nc_error_where(error, result, output->path);
	}
	return result;
}

int
nc_output_append(struct newsconv_output *output,
    const struct newsconv_article *article, const struct nc_piece *piece,
    struct newsconv_error *error)
{
	int result = check_room(output, error);

	if (result == NEWSCONV_OK)
		result = output->format->append(
		    output->state, output->sink, piece, error);
	return count_added(output, article, result, error);
}

/*
 * Where pieces depend on those before.  An article that could not be added is
 * not counted.
 */
static int
add_piece(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	struct nc_piece piece = {.arena = nc_arena_new(PIECE_CEILING)};
	struct nc_encoding encoding = {.time = output->options.time,
	    .archive_id = output->count == 0 ? article->id : output->archive_id,
	    .deflater = output->deflater,
	    .format = output->format,
	    .book = &output->book};
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
add_independent(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	struct nc_piece piece;
	int result = nc_output_encode(
	    output, article, output->deflater, &piece, error);

	if (result < 0)
		return result;
	result = nc_output_append(output, article, &piece, error);
	nc_arena_free(piece.arena);
	return result;
}

int
newsconv_output_add(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	int result;

	if (output->format->independent)
		return add_independent(output, article, error);
	result = check_article(output->format, article, error);
	if (result == NEWSCONV_OK)
		result = check_room(output, error);
	if (result == NEWSCONV_OK)
		result = add_piece(output, article, error);
	return count_added(output, article, result, error);
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
	if (output->own_deflater)
		nc_deflater_free(output->deflater);
	nc_arena_free(output->arena);
	free(output->tallies);
	free(output);
}
