/*
 * Books are made when all is read, since what is in one comes from anywhere in
 * the order of inputs, and from earlier runs: the dumps are read back from the
 * volumes.  Each book is the work of one thread.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "book_line.h"
#include "books.h"
#include "directory.h"
#include "error.h"
#include "file.h"
#include "inflate.h"
#include "pipeline.h"
#include "read.h"
#include "sort_lines.h"
#include "utf8.h"

#define CEILING ((size_t)1 << 32)
#define HEADER_MOST ((size_t)1 << 20)
#define WINDOW 4

/* One book: its lines, the latest version of each article. */
struct book {
	struct nc_arena *arena; /* all of it, itself included */
	struct nc_book_line *lines;
	size_t count;
	bool touched; /* this run added to it */
	int result;
	struct newsconv_error error;
};

struct making {
	struct nc_run *run;
	FILE *lines;
	char *buffer; /* of getline(3) */
	size_t room;
	struct newsconv_text ahead; /* the line that begins the next book */
	bool has_ahead, ended;
	uint64_t made;
};

/* ----------------------------------------------------------------- one book */

/* The volume is new, or of an earlier run. */
static int
open_volume(const struct nc_run *run, struct nc_arena *arena,
    struct newsconv_text volume, struct newsconv_error *error)
{
	const char *const roots[] = {run->fresh, run->root};
	const char *path = NULL;
	int descriptor = -1;
	size_t i;

	for (i = 0; i < 2 && descriptor < 0; i++) {
		path = nc_arena_format(arena, "%s/archive/%.*s", roots[i],
		    (int)volume.size, volume.data);
		if (path == NULL)
			return nc_error_memory(error);
		descriptor = open(path, O_RDONLY | O_CLOEXEC);
		if (descriptor < 0 && errno != ENOENT)
			break;
	}
	if (descriptor >= 0)
		return descriptor;
	nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
	return nc_error_where(error, NEWSCONV_READ_FAILED, path);
}

/* The dump is the block of its record, which ends with two line ends. */
static int
read_dump(const struct nc_run *run, struct nc_arena *arena,
    const struct nc_book_line *line, struct nc_buffer *record,
    struct newsconv_text *dump, struct newsconv_error *error)
{
	int descriptor = open_volume(run, arena, line->volume, error);
	int result;

	if (descriptor < 0)
		return descriptor;
	record->ceiling = (size_t)line->bytes + HEADER_MOST;
	result = nc_inflate_member(descriptor, line->offset, record, error);
	close(descriptor);
	if (result == NEWSCONV_OK &&
	    (record->size < 4 || record->size - 4 < line->bytes))
		result = nc_error_set(error, NEWSCONV_READ_FAILED,
		    "the record at %llu is shorter than its dump",
		    (unsigned long long)line->offset);
	if (result < 0)
		return result;
	dump->size = (size_t)line->bytes;
	dump->data = record->data + record->size - 4 - dump->size;
	return NEWSCONV_OK;
}

static int
add_article(struct newsconv_output *output, const struct nc_run *run,
    struct nc_arena *arena, const struct nc_book_line *line,
    struct newsconv_error *error)
{
	struct nc_buffer record = NC_BUFFER(0);
	struct newsconv_articles *articles = NULL;
	struct newsconv_read_options options = line->read;
	const struct newsconv_article *article;
	struct newsconv_text dump;
	int result = read_dump(run, arena, line, &record, &dump, error);

	options.name = nc_arena_copy(arena, line->path.data, line->path.size);
	options.max_size = run->read.max_size;
	if (result == NEWSCONV_OK && options.name == NULL)
		result = nc_error_memory(error);
	if (result == NEWSCONV_OK)
		result = nc_articles_parse_dump(
		    &articles, dump.data, dump.size, &options, error);
	if (result == NEWSCONV_OK) {
		article = newsconv_articles_at(
		    articles, (size_t)line->part - 1);
		result = article == NULL
		    ? nc_error_set(error, NEWSCONV_INVALID,
			  "the dump has no article %llu",
			  (unsigned long long)line->part)
		    : newsconv_output_add(output, article, error);
	}
	newsconv_articles_free(articles);
	nc_buffer_free(&record);
	/* What the book has already is in it once. */
	return result < 0 ? result : NEWSCONV_OK;
}

/* Of a folder or a day, its name; of one article, its headline. */
static const char *
title_of(const struct nc_run *run, const char *book)
{
	const char *slash = strrchr(book, '/');

	if (run->options.book == NEWSCONV_BOOK_FOLDER)
		return slash == NULL ? book : slash + 1;
	return run->options.book == NEWSCONV_BOOK_DAY ? book : NULL;
}

static int
write_book(
    const struct nc_run *run, struct book *book, struct newsconv_error *error)
{
	struct newsconv_write_options options;
	struct newsconv_output *output = NULL;
	struct newsconv_text stem = book->lines[0].book;
	const char *name = nc_arena_copy(book->arena, stem.data, stem.size);
	const char *path = NULL;
	int result;
	size_t i;

	if (name != NULL)
		path = nc_arena_format(
		    book->arena, "%s/epub/%s.epub", run->fresh, name);
	if (path == NULL)
		return nc_error_memory(error);
	newsconv_write_options_init(&options);
	options.replace = 1;
	options.time = run->state.time;
	options.title = title_of(run, name);
	options.book = &run->books;
	result = nc_directory_make_parent(path, error);
	if (result == NEWSCONV_OK)
		result = newsconv_output_open(&output, path,
		    newsconv_format_for_name("epub"), &options, error);
	for (i = 0; i < book->count && result == NEWSCONV_OK; i++)
		result = add_article(
		    output, run, book->arena, &book->lines[i], error);
	if (result == NEWSCONV_OK)
		result = newsconv_output_finish(output, error);
	newsconv_output_free(output);
	return result;
}

/* ------------------------------------------------------------- the pipeline */

/* A later version takes the place of the one before. */
static int
add_line(struct book *book, const struct nc_book_line *line,
    struct newsconv_error *error)
{
	struct nc_book_line *last;

	if (book->count > 0) {
		last = &book->lines[book->count - 1];
		if (nc_texts_equal(last->path, line->path) &&
		    last->number == line->number && last->part == line->part) {
			*last = *line;
			return NEWSCONV_OK;
		}
	}
	book->lines = nc_arena_grow(
	    book->arena, book->lines, book->count, sizeof(*book->lines));
	if (book->lines == NULL)
		return nc_error_memory(error);
	book->lines[book->count++] = *line;
	return NEWSCONV_OK;
}

/* NEWSCONV_END: it is of the next book, and stays ahead. */
static int
take_line(
    struct making *making, struct book *book, struct newsconv_error *error)
{
	struct newsconv_text copy = {NULL, making->ahead.size};
	struct nc_book_line line;
	int result;

	copy.data = nc_arena_copy(
	    book->arena, making->ahead.data, making->ahead.size);
	if (copy.data == NULL)
		return nc_error_memory(error);
	result = nc_book_line_parse(&line, book->arena, copy, error);
	if (result < 0)
		return result;
	if (book->count > 0 && !nc_texts_equal(book->lines[0].book, line.book))
		return NEWSCONV_END;
	book->touched |= line.run == making->run->state.run;
	making->has_ahead = false;
	return add_line(book, &line, error);
}

static int
look_ahead(struct making *making, struct newsconv_error *error)
{
	ssize_t size;

	if (making->has_ahead || making->ended)
		return NEWSCONV_OK;
	errno = 0;
	size = getline(&making->buffer, &making->room, making->lines);
	if (size < 0 && !feof(making->lines))
		return nc_error_system(error, NEWSCONV_READ_FAILED,
		    "cannot read the list of books");
	making->ended = size < 0;
	making->has_ahead = size >= 0;
	making->ahead.data = making->buffer;
	/* Each line ends with a line end. */
	making->ahead.size = size < 0 ? 0 : (size_t)size - 1;
	return NEWSCONV_OK;
}

static struct book *
new_book(void)
{
	struct nc_arena *arena = nc_arena_new(CEILING);
	struct book *book = NULL;

	if (arena != NULL)
		book = nc_arena_alloc(arena, sizeof(*book));
	if (book == NULL)
		nc_arena_free(arena);
	else
		book->arena = arena;
	return book;
}

static int
produce(
    void *context, void **item, uint64_t *weight, struct newsconv_error *error)
{
	struct making *making = context;
	struct book *book = new_book();
	int result = book == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	while (result == NEWSCONV_OK) {
		result = look_ahead(making, error);
		if (result < 0 || making->ended)
			break;
		result = take_line(making, book, error);
	}
	if (result < 0 || book->count == 0) {
		if (book != NULL)
			nc_arena_free(book->arena);
		return result < 0 ? result : NEWSCONV_END;
	}
	*item = book;
	*weight = 1;
	return NEWSCONV_OK;
}

static void
work(void *context, unsigned worker, void *item)
{
	const struct making *making = context;
	struct book *book = item;

	(void)worker;
	if (book->touched)
		book->result = write_book(making->run, book, &book->error);
}

/*
 * A book that cannot be made is no reason to give up the archive; the caller
 * may wish to end it after any book.
 */
static int
tell(const struct nc_run *run, const struct book *book,
    struct newsconv_error *error)
{
	struct newsconv_archive_event event;
	char name[1024];
	int stop = 0;

	if (run->options.callback == NULL)
		return NEWSCONV_OK;
	memset(&event, 0, sizeof(event));
	nc_printable(name, sizeof(name), book->lines[0].book.data,
	    book->lines[0].book.size);
	event.type = NEWSCONV_EVENT_NOTE;
	event.input = name;
	event.text = book->error.text;
	event.inputs_total = run->inputs_total;
	event.bytes_total = run->bytes_total;
	event.inputs_done = run->state.inputs_done;
	event.bytes_done = run->state.bytes_done;
	event.summary = &run->state.summary;
	if (book->result < 0)
		stop = run->options.callback(&event, run->options.context);
	event.type = NEWSCONV_EVENT_PROGRESS;
	event.text = "";
	if (run->options.callback(&event, run->options.context) == 0 &&
	    stop == 0)
		return NEWSCONV_OK;
	return nc_error_set(error, NEWSCONV_INTERRUPTED, "interrupted");
}

/* A failure of the run rather than of the book. */
static bool
ends_run(int result)
{
	return result == NEWSCONV_NO_MEMORY ||
	    result == NEWSCONV_WRITE_FAILED || result == NEWSCONV_READ_FAILED;
}

static int
consume(void *context, void *item, struct newsconv_error *error)
{
	struct making *making = context;
	struct book *book = item;
	int result = book->result;

	if (result == NEWSCONV_OK)
		making->made += book->touched;
	if (ends_run(result))
		*error = book->error;
	else
		result = tell(making->run, book, error);
	nc_arena_free(book->arena);
	return result;
}

static void
discard(void *item)
{
	nc_arena_free(((struct book *)item)->arena);
}

static int
make_books(struct nc_run *run, const char *lines, struct newsconv_error *error)
{
	struct making making = {.run = run};
	struct nc_pipeline pipeline = {.context = &making,
	    .threads = run->options.threads,
	    .window = WINDOW * run->options.threads,
	    .weight = UINT64_MAX,
	    .produce = produce,
	    .work = work,
	    .consume = consume,
	    .discard = discard};
	struct newsconv_error own;
	int result;

	making.lines = fopen(lines, "re");
	if (making.lines == NULL) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return nc_error_where(error, NEWSCONV_READ_FAILED, lines);
	}
	result = nc_pipeline_run(&pipeline, error == NULL ? &own : error);
	fclose(making.lines);
	free(making.buffer);
	run->state.summary.books = making.made;
	return result;
}

int
nc_books_make(struct nc_run *run, struct newsconv_error *error)
{
	const char *books = nc_run_fresh(run, "epub");
	const char *target = nc_run_fresh(run, NC_BOOKS_NAME);
	const char *sources[] = {
	    nc_run_part(run, NC_PART_BOOKS), nc_run_old(run, NC_BOOKS_NAME)};
	struct nc_sort_options options = {
	    .sources = sources, .source_count = 1, .separator = '\n'};
	int result;

	if (run->state.sizes[NC_PART_BOOKS] == 0)
		return NEWSCONV_OK;
	/* What a killed run left there would be given a name too. */
	result = books == NULL ? nc_error_memory(error)
			       : nc_directory_remove(books, error);
	if (result < 0)
		return result;
	if (target == NULL || sources[0] == NULL || sources[1] == NULL)
		return nc_error_memory(error);
	options.source_count += access(sources[1], F_OK) == 0;
	result = nc_directory_make_parent(target, error);
	if (result == NEWSCONV_OK)
		result = nc_sort_lines(target, &options, error);
	return result < 0 ? result : make_books(run, target, error);
}
