/* A run's options, where things are, and what they are called. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calendar.h"
#include "deflate.h"
#include "directory.h"
#include "error.h"
#include "fields.h"
#include "history.h"
#include "options.h"
#include "run.h"
#include "stamp.h"
#include "sums_file.h"

#define ARENA_CEILING ((size_t)1 << 32)
#define VOLUME_SIZE (UINT64_C(1) << 30)
#define CHECKPOINT (UINT64_C(64) << 20)

enum { THREADS_MOST = 256 };

const char *
nc_run_old(struct nc_run *run, const char *name)
{
	return nc_arena_format(run->arena, "%s/%s", run->root, name);
}

const char *
nc_run_fresh(struct nc_run *run, const char *name)
{
	if (name == NULL)
		return NULL;
	return nc_arena_format(run->arena, "%s/%s", run->fresh, name);
}

const char *
nc_run_unfinished(struct nc_run *run, const char *name)
{
	return nc_arena_format(run->arena, "%s/%s", run->unfinished, name);
}

/* Two shards of one job must not have a name in common: they are merged. */
static const char *
shard_suffix(struct nc_run *run)
{
	if (run->options.shards == 0)
		return "";
	return nc_arena_format(run->arena, "-shard-%u-of-%u",
	    run->options.shard, run->options.shards);
}

/* Prefix, timestamp, serial number: annex C of WARC 1.1. */
const char *
nc_run_volume_name(struct nc_run *run, unsigned serial)
{
	return nc_arena_format(run->arena, "archive/%s-%s-%05u%s.warc.gz",
	    run->options.prefix, run->stamp, serial, shard_suffix(run));
}

const char *
nc_run_lines_name(struct nc_run *run)
{
	return nc_arena_format(run->arena, "jsonl/%s-%s-%05u%s.jsonl",
	    run->options.prefix, run->stamp, run->state.run, shard_suffix(run));
}

const char *
nc_run_part(struct nc_run *run, enum nc_part part)
{
	if (part == NC_PART_LINES)
		return nc_run_fresh(run, nc_run_lines_name(run));
	return nc_run_unfinished(run, nc_part_names[part]);
}

bool
nc_run_writes(const struct nc_run *run, unsigned output)
{
	return (run->options.outputs & output) != 0;
}

bool
nc_run_wants_articles(const struct nc_run *run)
{
	const unsigned outputs = NEWSCONV_ARCHIVE_JSONL | NEWSCONV_ARCHIVE_EPUB;

	return (run->options.outputs & outputs) != 0 ||
	    (run->options.records & ~(unsigned)NEWSCONV_RECORD_RESOURCE) != 0;
}

bool
nc_run_keeps_pages(const struct nc_run *run)
{
	return run->package != NULL;
}

void
newsconv_archive_options_init(struct newsconv_archive_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
	options->time = NEWSCONV_TIME_UNKNOWN;
}

/* ------------------------------------------------------------------ options */

static int
bad(struct newsconv_error *error, const char *what)
{
	return nc_error_set(error, NEWSCONV_BAD_VALUE, "%s", what);
}

/* Part of a file name: letters, digits, dots, hyphens and underscores. */
static bool
is_prefix(const char *prefix)
{
	return prefix[0] != '\0' && prefix[0] != '.' && strlen(prefix) <= 64 &&
	    strspn(prefix,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789._-") == strlen(prefix);
}

static int
check_options(const struct newsconv_archive_options *options,
    struct newsconv_error *error)
{
	const unsigned outputs = NEWSCONV_ARCHIVE_WARC |
	    NEWSCONV_ARCHIVE_JSONL | NEWSCONV_ARCHIVE_EPUB;
	const struct nc_field_names names = {
	    options->fields, options->field_count};

	if (options->output == NULL || options->output[0] == '\0')
		return bad(error, "no output is named");
	if (options->input_count + options->list_count == 0)
		return bad(error, "no input is named");
	if ((options->outputs & ~outputs) != 0)
		return bad(error, "no such output");
	if ((options->outputs & NEWSCONV_ARCHIVE_EPUB) != 0 &&
	    (options->outputs & NEWSCONV_ARCHIVE_WARC) == 0)
		return bad(error,
		    "books are made of the dumps in WARC volumes: epub needs "
		    "warc beside it");
	if ((options->records & ~(unsigned)15) != 0)
		return bad(error, "no such record");
	if ((unsigned)options->book > NEWSCONV_BOOK_ALL)
		return bad(error, "no such way to make books");
	if (!is_prefix(options->prefix))
		return bad(error,
		    "the prefix is more than 64 letters, digits, dots, hyphens "
		    "and underscores");
	if (options->shards > 0 &&
	    (options->shard == 0 || options->shard > options->shards))
		return bad(error, "the shard is not one of the shards");
	if (options->time < 0 || options->time > NC_LAST_SECOND)
		return bad(
		    error, "the time is not within the years 1970 to 9999");
	/* Else each input would fail by itself. */
	return nc_fields_check(&names, error);
}

/* With or without a slash at its end; a link to one may have another name. */
static bool
is_package(const char *output)
{
	static const char suffix[] = ".wacz";
	size_t size = output == NULL ? 0 : strlen(output);
	const size_t end = sizeof(suffix) - 1;

	while (size > 1 && output[size - 1] == '/')
		size--;
	return size > end && memcmp(output + size - end, suffix, end) == 0;
}

static unsigned
processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : (unsigned)count;
}

static void
fill_options(struct newsconv_archive_options *options)
{
	bool package = is_package(options->output);

	if (options->outputs == 0)
		options->outputs = NEWSCONV_ARCHIVE_WARC |
		    NEWSCONV_ARCHIVE_JSONL;
	if (package)
		options->outputs |= NEWSCONV_ARCHIVE_WARC;
	if (options->records == 0)
		options->records = NEWSCONV_RECORD_METADATA |
		    NEWSCONV_RECORD_VIEW;
	options->records |= NEWSCONV_RECORD_RESOURCE;
	if (options->volume_size == 0)
		options->volume_size = VOLUME_SIZE;
	if (options->checkpoint == 0)
		options->checkpoint = CHECKPOINT;
	if (options->prefix == NULL)
		options->prefix = "newsconv";
	if (options->threads == 0)
		options->threads = processors();
	if (options->threads > THREADS_MOST)
		options->threads = THREADS_MOST;
	if (options->holder == NULL)
		options->holder = "a program that does not say its name";
	if (options->options_text == NULL)
		options->options_text = "";
}

static void
add_words(struct nc_buffer *target, const char *name, const char *const *words,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		nc_buffer_format(
		    target, "%s=%zu:%s;", name, strlen(words[i]), words[i]);
}

static void
add_word(struct nc_buffer *target, const char *name, const char *word)
{
	if (word != NULL)
		add_words(target, name, &word, 1);
}

/* What was asked of books, in so far as it is not what is made unasked. */
static void
add_books(struct nc_buffer *target, const struct newsconv_book_options *books)
{
	const struct {
		const char *name;
		unsigned value, usual;
	} choices[] = {
	    {"group", (unsigned)books->group, NEWSCONV_GROUP_NONE},
	    {"order", (unsigned)books->order, NEWSCONV_ORDER_GIVEN},
	    {"cover", (unsigned)books->cover, NEWSCONV_COVER_TEXT},
	    {"css-only", books->css_only != 0, 0},
	    {"vertical", books->vertical != 0, 0},
	    {"leftovers", books->keep_leftovers != 0, 0},
	};
	size_t i;

	add_word(target, "book-title", books->title);
	add_word(target, "series", books->series);
	add_word(target, "issue", books->issue);
	add_word(target, "issn", books->issn);
	add_word(target, "identifier", books->identifier);
	add_word(target, "book-publisher", books->publisher);
	add_word(target, "rights", books->rights);
	add_words(target, "subject", books->subjects, books->subject_count);
	add_word(target, "certified-by", books->certified_by);
	add_word(target, "cover-file", books->cover_file);
	add_word(target, "css", books->css_file);
	for (i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (choices[i].value != choices[i].usual)
			nc_buffer_format(target, "%s=%u;", choices[i].name,
			    choices[i].value);
}

/*
 * What the bytes of the archive depend on besides the inputs.  How many threads
 * there are, and what is shown meanwhile, is none of it.
 */
static const char *
make_fingerprint(struct nc_run *run)
{
	const struct newsconv_archive_options *options = &run->options;
	struct nc_buffer text = NC_BUFFER(ARENA_CEILING);
	const char *copy = NULL;

	add_words(&text, "input", options->inputs, options->input_count);
	add_words(&text, "list", options->lists, options->list_count);
	add_words(&text, "field", options->fields, options->field_count);
	if (options->metadata != NULL)
		add_words(&text, "metadata", &options->metadata, 1);
	if (run->read.charset != NULL)
		add_words(&text, "charset", &run->read.charset, 1);
	if (run->read.language != NULL)
		add_words(&text, "language", &run->read.language, 1);
	if (run->read.publisher != NULL)
		add_words(&text, "publisher", &run->read.publisher, 1);
	if (nc_run_writes(run, NEWSCONV_ARCHIVE_EPUB))
		add_books(&text, &run->books);
	nc_buffer_format(&text,
	    "outputs=%u;records=%u;book=%u;volume=%" PRIu64
	    ";fast=%d;prefix=%s;shard=%u/%u;split=%u;max=%" PRIu64
	    ";links=%d;hidden=%d;all=%d;nul=%d",
	    options->outputs, options->records, (unsigned)options->book,
	    options->volume_size, options->fast != 0, options->prefix,
	    options->shard, options->shards, (unsigned)run->read.split,
	    run->read.max_size, options->follow_links != 0,
	    options->hidden != 0, options->time_for_all != 0,
	    options->null_separated != 0);
	if (options->no_manifest != 0)
		nc_buffer_text(&text, ";manifest=0");
	if (nc_buffer_check(&text, NULL) == NEWSCONV_OK)
		copy = nc_arena_copy(run->arena, text.data, text.size);
	nc_buffer_free(&text);
	return copy;
}

static const char *
without_slashes(struct nc_run *run, const char *path)
{
	size_t size = strlen(path);

	while (size > 1 && path[size - 1] == '/')
		size--;
	return nc_arena_copy(run->arena, path, size);
}

/* A link to a package stays one: what it names is replaced. */
static const char *
behind_link(struct nc_run *run, const char *path)
{
	struct stat status;
	char *real;
	const char *copy;

	if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode))
		return path;
	real = realpath(path, NULL);
	if (real == NULL)
		return path;
	copy = nc_arena_copy(run->arena, real, strlen(real));
	free(real);
	return copy;
}

/* What lists a package stands beside it. */
static int
set_lists(struct nc_run *run)
{
	char *folder;

	if (run->package == NULL)
		return NEWSCONV_OK;
	folder = nc_directory_of(run->package);
	run->package_manifest = nc_arena_format(
	    run->arena, "%s.manifest.jsonl", run->package);
	if (folder != NULL)
		run->package_sums = nc_arena_format(
		    run->arena, "%s/" NC_SUMS_NAME, folder);
	free(folder);
	return run->package_manifest == NULL || run->package_sums == NULL
	    ? NEWSCONV_NO_MEMORY
	    : NEWSCONV_OK;
}

static int
set_paths(struct nc_run *run, struct newsconv_error *error)
{
	const char *output = without_slashes(run, run->options.output);

	if (output != NULL && is_package(output))
		output = behind_link(run, output);
	if (output == NULL)
		return nc_error_memory(error);
	if (is_package(run->options.output)) {
		run->package = output;
		run->root = nc_arena_format(
		    run->arena, "%s.unfinished", output);
	} else {
		run->root = output;
	}
	if (run->root == NULL)
		return nc_error_memory(error);
	run->unfinished = nc_run_old(run, "unfinished");
	if (run->unfinished == NULL)
		return nc_error_memory(error);
	run->fresh = nc_run_unfinished(run, "new");
	run->finished = run->package != NULL
	    ? nc_arena_format(run->arena, "%s.finished", run->package)
	    : nc_run_old(run, "finished");
	run->fingerprint = make_fingerprint(run);
	return run->fresh == NULL || run->finished == NULL ||
		run->fingerprint == NULL || set_lists(run) < 0
	    ? nc_error_memory(error)
	    : NEWSCONV_OK;
}

/* Many books have no drawn cover unless one is asked for: it takes long. */
static int
set_books(struct nc_run *run, struct newsconv_error *error)
{
	int result = nc_options_book(
	    &run->books, run->options.books, run->arena, error);

	if (run->options.books == NULL)
		run->books.cover = NEWSCONV_COVER_TEXT;
	return result;
}

int
nc_run_begin(struct nc_run *run, const struct newsconv_archive_options *given,
    struct newsconv_error *error)
{
	int result;

	memset(run, 0, sizeof(*run));
	newsconv_archive_options_init(&run->options);
	memcpy(&run->options, given,
	    given->size < sizeof(run->options) ? given->size
					       : sizeof(run->options));
	fill_options(&run->options);
	result = check_options(&run->options, error);
	if (result == NEWSCONV_OK)
		result = nc_options_read(&run->read, run->options.read, error);
	if (result < 0)
		return result;
	run->level = run->options.fast ? NC_DEFLATE_FAST : NC_DEFLATE_WELL;
	run->arena = nc_arena_new(ARENA_CEILING);
	if (run->arena == NULL)
		return nc_error_memory(error);
	result = set_books(run, error);
	return result < 0 ? result : set_paths(run, error);
}

void
nc_run_set_stamp(struct nc_run *run)
{
	struct nc_instant instant;

	nc_instant_utc(&instant, run->state.time);
	snprintf(run->stamp, sizeof(run->stamp), "%04u%02u%02u%02u%02u%02u",
	    (unsigned)instant.year % 10000, (unsigned)instant.month % 100,
	    (unsigned)instant.day % 100, (unsigned)instant.hour % 100,
	    (unsigned)instant.minute % 100, (unsigned)instant.second % 100);
}

bool
nc_run_has_history(struct nc_run *run)
{
	const char *path = nc_run_old(run, NC_HISTORY_NAME);

	return path != NULL && access(path, F_OK) == 0;
}

int
nc_run_first_state(struct nc_run *run, struct newsconv_error *error)
{
	const char *path = nc_run_old(run, NC_HISTORY_NAME);
	struct nc_history history = {NULL, 0};
	int result;
	size_t i;

	result = path == NULL
	    ? nc_error_memory(error)
	    : nc_history_read(&history, run->arena, path, error);
	if (result < 0)
		return result;
	memset(&run->state, 0, sizeof(run->state));
	run->state.run = (unsigned)history.count + 1;
	for (i = 0; i < history.count; i++)
		run->state.first_serial +=
		    (unsigned)history.runs[i].volume_count;
	run->state.time = run->options.time;
	run->state.options = run->fingerprint;
	run->state.path.data = "";
	run->state.summary.run = run->state.run;
	nc_run_set_stamp(run);
	return NEWSCONV_OK;
}

int
nc_run_check_state(const struct nc_run *run, struct newsconv_error *error)
{
	if (strcmp(run->state.options, run->fingerprint) == 0)
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_EXISTS,
	    "a run with other inputs or options is unfinished; finish it with "
	    "the same command, or discard it");
	return nc_error_where(error, NEWSCONV_EXISTS, run->unfinished);
}
