/*
 * The public entry points of reading: bytes to lines (input), lines to one
 * article or several (segment), sealed, with the caller's options applied.
 */
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "article_restore.h"
#include "error.h"
#include "file.h"
#include "folder.h"
#include "input.h"
#include "options.h"
#include "read.h"
#include "segment.h"
#include "utf8.h"

/*
 * What a dump's articles may take, in bytes for each byte of it, and at least.
 * An article of one letter and a form feed takes 850 a byte.
 */
#define ARENA_FACTOR 1024
#define ARENA_LEAST ((size_t)64 << 20)

/* All of one source, in its arena. */
struct newsconv_articles {
	struct nc_arena *arena;
	struct newsconv_article **articles;
	size_t count;
};

static size_t
arena_ceiling(size_t size)
{
	size_t ceiling;

	if (!nc_size_multiply(size, ARENA_FACTOR, &ceiling))
		return SIZE_MAX;
	return ceiling < ARENA_LEAST ? ARENA_LEAST : ceiling;
}

/* A name as UTF-8 that is safe in JSON and XML, whatever bytes it has. */
static bool
set_name(struct newsconv_source *source, struct nc_arena *arena,
    struct newsconv_text name)
{
	char printable[1024];

	nc_printable(printable, sizeof(printable), name.data, name.size);
	source->name.size = strlen(printable);
	source->name.data = nc_arena_copy(arena, printable, source->name.size);
	return source->name.data != NULL;
}

/*
 * The accounting of the file: its lines are those of its articles, each once
 * and in order.  (Sealing has checked the lines of each.)
 */
static int
check_lines(const struct nc_dump *dump, const struct nc_segmented *found,
    struct newsconv_error *error)
{
	const struct nc_line *next = dump->lines;
	size_t i;

	for (i = 0; i < found->count; i++) {
		if (found->articles[i]->dump.lines != next)
			return nc_error_set(error, NEWSCONV_LOST_TEXT,
			    "article %zu does not begin where the one before "
			    "ends",
			    i + 1);
		next += found->articles[i]->dump.line_count;
	}
	if (next != dump->lines + dump->line_count)
		return nc_error_set(error, NEWSCONV_LOST_TEXT,
		    "the last article ends before the source");
	return NEWSCONV_OK;
}

/* What names one article says nothing of several. */
static void
set_aside(struct newsconv_read_options *each, size_t count)
{
	if (count > 1)
		each->title = each->url = NULL;
}

static int
seal(const struct nc_dump *dump, const struct nc_segmented *found,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct newsconv_read_options each = *options;
	int result = check_lines(dump, found, error);
	size_t i;

	set_aside(&each, found->count);
	for (i = 0; i < found->count && result == NEWSCONV_OK; i++) {
		struct newsconv_article *article = found->articles[i];

		result = nc_options_apply(article, &each, error);
		if (i > 0)
			memcpy(article->dump.source.sha256,
			    found->articles[0]->dump.source.sha256,
			    sizeof(article->dump.source.sha256));
		if (result == NEWSCONV_OK)
			result = nc_article_seal(article, error);
	}
	return result;
}

/*
 * What newsconv wrote is read as what it was written from.  Options that say
 * how to read a dump are of no matter then, and it keeps its source's name.
 */
static int
restore(struct nc_segmented *found, enum nc_restorable kind,
    struct nc_arena *arena, struct newsconv_text bytes,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct newsconv_read_options each = *options;
	int result = kind == NC_RESTORABLE_EPUB
	    ? nc_restore_epub(
		  &found->articles, &found->count, bytes, arena, error)
	    : nc_restore_json(
		  &found->articles, &found->count, bytes, arena, error);
	size_t i;

	if (result < 0)
		return result;
	set_aside(&each, found->count);
	for (i = 0; i < found->count && result == NEWSCONV_OK; i++) {
		found->articles[i]->borrowed = found->count > 1;
		result = nc_options_apply(found->articles[i], &each, error);
	}
	return result;
}

/* The dump's bytes are in the arena already. */
static int
parse_dump(struct nc_segmented *found, struct nc_arena *arena,
    struct newsconv_text bytes, struct newsconv_text name,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct nc_segmenting segmenting = {.split = options->split,
	    .folder = options->folder,
	    .explain = options->explain != 0};
	struct nc_dump dump;
	int result;

	memset(&dump, 0, sizeof(dump));
	result = nc_input_decode(&dump, arena, bytes, options->charset, error);
	if (result < 0)
		return result;
	if (!set_name(&dump.source, arena, name))
		return nc_error_memory(error);
	result = nc_segment_articles(found, &dump, &segmenting, error);
	if (result < 0)
		return result;
	return seal(&dump, found, options, error);
}

static int
parse_in_arena(struct nc_segmented *found, struct nc_arena *arena,
    struct newsconv_text bytes, struct newsconv_text name,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	enum nc_restorable kind = nc_restorable(bytes);

	if (kind != NC_RESTORABLE_NONE)
		return restore(found, kind, arena, bytes, options, error);
	return parse_dump(found, arena, bytes, name, options, error);
}

typedef int parse_function(struct nc_segmented *found, struct nc_arena *arena,
    struct newsconv_text bytes, struct newsconv_text name,
    const struct newsconv_read_options *options, struct newsconv_error *error);

/* On success the caller owns the arena of what was found. */
static int
parse(struct nc_segmented *found, struct nc_arena **arena,
    parse_function *function, const void *bytes, size_t size,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct newsconv_text copy = {NULL, size};
	int result;

	if (size > options->max_size)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "%zu bytes, the limit is %llu", size,
		    (unsigned long long)options->max_size);
	*arena = nc_arena_new(arena_ceiling(size));
	if (*arena != NULL)
		copy.data = nc_arena_copy(*arena, bytes, size);
	if (copy.data == NULL)
		result = nc_error_memory(error);
	else
		result = function(found, *arena, copy,
		    nc_text(options->name == NULL ? "-" : options->name),
		    options, error);
	if (result < 0)
		nc_arena_free(*arena);
	return result;
}

/* The buffer's memory becomes the arena's: a dump may be large. */
static int
parse_buffer(struct nc_segmented *found, struct nc_arena **arena,
    struct nc_buffer *buffer, const char *path,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct newsconv_text bytes = {buffer->data, buffer->size};
	int result;

	*arena = nc_arena_new(arena_ceiling(buffer->size));
	if (*arena == NULL ||
	    !nc_arena_adopt(*arena, buffer->data, buffer->size)) {
		nc_arena_free(*arena);
		return nc_error_memory(error);
	}
	buffer->data = NULL;
	result = parse_in_arena(found, *arena, bytes,
	    options->name == NULL ? nc_last_part(nc_text(path))
				  : nc_text(options->name),
	    options, error);
	if (result < 0)
		nc_arena_free(*arena);
	return result;
}

static int
read_file(struct nc_segmented *found, struct nc_arena **arena, const char *path,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(0);
	int result;

	buffer.ceiling = options->max_size > SIZE_MAX
	    ? SIZE_MAX
	    : (size_t)options->max_size;
	result = nc_file_read(&buffer, path, error);
	if (result == NEWSCONV_OK)
		result = parse_buffer(
		    found, arena, &buffer, path, options, error);
	nc_buffer_free(&buffer);
	if (result < 0)
		nc_error_where(error, result, path);
	return result;
}

int
newsconv_read_options_check(
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct newsconv_read_options checked;

	return nc_options_read(&checked, options, error);
}

/* -------------------------------------------------------------- one article */

/* Articles of one dump are one when it is not split; what was written is not. */
static int
take_one(struct newsconv_article **article, const struct nc_segmented *found,
    struct nc_arena *arena, struct newsconv_error *error)
{
	if (found->count > 1) {
		nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "it holds %zu articles, where one is wanted", found->count);
		nc_arena_free(arena);
		return NEWSCONV_UNSUPPORTED;
	}
	*article = found->articles[0];
	return NEWSCONV_OK;
}

int
newsconv_article_parse(struct newsconv_article **article, const void *bytes,
    size_t size, const struct newsconv_read_options *given,
    struct newsconv_error *error)
{
	struct newsconv_read_options options;
	struct nc_segmented found;
	struct nc_arena *arena;
	int result = nc_options_read(&options, given, error);

	options.split = NEWSCONV_SPLIT_NEVER;
	if (result == NEWSCONV_OK)
		result = parse(&found, &arena, parse_in_arena, bytes, size,
		    &options, error);
	if (result == NEWSCONV_OK)
		result = take_one(article, &found, arena, error);
	return result;
}

int
newsconv_article_read(struct newsconv_article **article, const char *path,
    const struct newsconv_read_options *given, struct newsconv_error *error)
{
	struct newsconv_read_options options;
	struct nc_segmented found;
	struct nc_arena *arena;
	int result = nc_options_read(&options, given, error);

	options.split = NEWSCONV_SPLIT_NEVER;
	if (result == NEWSCONV_OK)
		result = read_file(&found, &arena, path, &options, error);
	if (result < 0)
		return result;
	result = take_one(article, &found, arena, error);
	return result < 0 ? nc_error_where(error, result, path) : result;
}

void
newsconv_article_free(struct newsconv_article *article)
{
	nc_article_free(article);
}

/* ---------------------------------------------------------- several articles */

static int
keep(struct newsconv_articles **articles, const struct nc_segmented *found,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct newsconv_articles *kept = nc_arena_alloc(arena, sizeof(*kept));

	if (kept == NULL) {
		nc_arena_free(arena);
		return nc_error_memory(error);
	}
	kept->arena = arena;
	kept->articles = found->articles;
	kept->count = found->count;
	*articles = kept;
	return NEWSCONV_OK;
}

static int
parse_and_keep(struct newsconv_articles **articles, parse_function *function,
    const void *bytes, size_t size, const struct newsconv_read_options *given,
    struct newsconv_error *error)
{
	struct newsconv_read_options options;
	struct nc_segmented found;
	struct nc_arena *arena;
	int result = nc_options_read(&options, given, error);

	if (result == NEWSCONV_OK)
		result = parse(
		    &found, &arena, function, bytes, size, &options, error);
	return result < 0 ? result : keep(articles, &found, arena, error);
}

int
newsconv_articles_parse(struct newsconv_articles **articles, const void *bytes,
    size_t size, const struct newsconv_read_options *given,
    struct newsconv_error *error)
{
	return parse_and_keep(
	    articles, parse_in_arena, bytes, size, given, error);
}

int
nc_articles_parse_dump(struct newsconv_articles **articles, const void *bytes,
    size_t size, const struct newsconv_read_options *given,
    struct newsconv_error *error)
{
	return parse_and_keep(articles, parse_dump, bytes, size, given, error);
}

int
newsconv_articles_read(struct newsconv_articles **articles, const char *path,
    const struct newsconv_read_options *given, struct newsconv_error *error)
{
	struct newsconv_read_options options;
	struct nc_segmented found;
	struct nc_arena *arena;
	int result = nc_options_read(&options, given, error);

	if (result == NEWSCONV_OK)
		result = read_file(&found, &arena, path, &options, error);
	return result < 0 ? result : keep(articles, &found, arena, error);
}

size_t
newsconv_articles_count(const struct newsconv_articles *articles)
{
	return articles->count;
}

const struct newsconv_article *
newsconv_articles_at(const struct newsconv_articles *articles, size_t index)
{
	return index < articles->count ? articles->articles[index] : NULL;
}

void
newsconv_articles_free(struct newsconv_articles *articles)
{
	if (articles != NULL)
		nc_arena_free(articles->arena);
}

/* ------------------------------------------------------------------- folders */

int
newsconv_folder_new(
    struct newsconv_folder **folder, struct newsconv_error *error)
{
	struct newsconv_folder *made = nc_folder_new();

	if (made == NULL)
		return nc_error_memory(error);
	*folder = made;
	return NEWSCONV_OK;
}

static int
add_to_folder(struct newsconv_folder *folder, const void *bytes, size_t size,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new(arena_ceiling(size));
	struct newsconv_text copy = {NULL, size};
	struct newsconv_text shown = {bytes, size};
	struct nc_dump dump;
	int result;

	/* What was read before teaches nothing of how to read. */
	if (nc_restorable(shown) != NC_RESTORABLE_NONE) {
		nc_arena_free(arena);
		return NEWSCONV_OK;
	}
	memset(&dump, 0, sizeof(dump));
	if (arena != NULL)
		copy.data = nc_arena_copy(arena, bytes, size);
	if (copy.data == NULL)
		result = nc_error_memory(error);
	else
		result = nc_input_decode(
		    &dump, arena, copy, options->charset, error);
	if (result == NEWSCONV_OK && !nc_folder_add(folder, &dump))
		result = nc_error_memory(error);
	nc_arena_free(arena);
	return result;
}

int
newsconv_folder_parse(struct newsconv_folder *folder, const void *bytes,
    size_t size, const struct newsconv_read_options *given,
    struct newsconv_error *error)
{
	struct newsconv_read_options options;
	int result = nc_options_read(&options, given, error);

	if (result == NEWSCONV_OK && size > options.max_size)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "%zu bytes, the limit is %llu", size,
		    (unsigned long long)options.max_size);
	return result < 0 ? result
			  : add_to_folder(folder, bytes, size, &options, error);
}

int
newsconv_folder_read(struct newsconv_folder *folder, const char *path,
    const struct newsconv_read_options *given, struct newsconv_error *error)
{
	struct newsconv_read_options options;
	struct nc_buffer buffer = NC_BUFFER(0);
	int result = nc_options_read(&options, given, error);

	if (result < 0)
		return result;
	buffer.ceiling = options.max_size > SIZE_MAX ? SIZE_MAX
						     : (size_t)options.max_size;
	result = nc_file_read(&buffer, path, error);
	if (result == NEWSCONV_OK)
		result = add_to_folder(
		    folder, buffer.data, buffer.size, &options, error);
	nc_buffer_free(&buffer);
	if (result < 0)
		nc_error_where(error, result, path);
	return result;
}

int
newsconv_folder_finish(
    struct newsconv_folder *folder, struct newsconv_error *error)
{
	return nc_folder_finish(folder) ? NEWSCONV_OK : nc_error_memory(error);
}

void
newsconv_folder_free(struct newsconv_folder *folder)
{
	nc_folder_free(folder);
}
