/*
 * Sorting as of old: what fits into memory is sorted there and spilled as a
 * run, then all runs are merged.  Two things make the usual case cheap: a
 * source that is found sorted is a run as it lies there, and a chunk that
 * follows on the last run makes that one longer.  Temporaries have no name, so
 * that nothing can leave one behind.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "memory.h"
#include "out_file.h"
#include "sort_lines.h"
#include "utf8.h"

enum {
	BLOCK = 64 * 1024,     /* bytes read at once */
	LARGEST_FAN = 256,     /* runs merged at once */
	SMALLEST_FAN = 4,      /* ... however little memory there is */
	SOURCES_KEPT_OPEN = 64 /* sorted ones, which are runs themselves */
};

#define DEFAULT_MEMORY ((size_t)32 << 20)

/* A stretch of a file whose lines are sorted. */
struct run {
	int descriptor;
	const char *name; /* of the file, for errors */
	uint64_t start, end;
};

/* Lines, one after another, of a run or of a stream. */
struct reader {
	struct run run;
	bool stream; /* read(2) until its end; run.end says nothing */
	char separator;
	char *block;
	size_t capacity, at, filled;
	bool ended; /* nothing follows what is in the block */
	struct newsconv_text line;
};

struct writer {
	struct nc_out_file *file;
	char separator;
	bool unique;
	bool any;              /* there is a line before: */
	struct nc_buffer last; /* if it is needed */
};

struct entry {
	uint64_t head; /* the first eight bytes, to be compared as a number */
	const char *data;
	size_t size;
};

struct sorter {
	const struct nc_sort_options *options;
	const char *target;
	size_t memory;
	struct run *runs;
	size_t run_count;
	int *kept; /* descriptors of sorted sources */
	size_t kept_count;
	struct writer spill;        /* no file until something is spilled */
	struct nc_buffer last_copy; /* of the last run's last line, or empty */
	/* The chunk: lines from its front, entries from its end. */
	char *chunk;
	size_t chunk_size, chunk_used, chunk_count;
	bool chunk_sorted;
};

static int
read_failed(const char *name, int result, struct newsconv_error *error)
{
	return nc_error_where(error, result, name);
}

/* ------------------------------------------------------------------ reading */

static int
reader_open(struct reader *reader, const struct run *run, bool stream,
    char separator, size_t capacity, struct newsconv_error *error)
{
	memset(reader, 0, sizeof(*reader));
	reader->run = *run;
	reader->stream = stream;
	reader->separator = separator;
	reader->capacity = capacity;
	reader->block = malloc(capacity);
	return reader->block == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static void
reader_close(struct reader *reader)
{
	free(reader->block);
	reader->block = NULL;
}

static int
read_more(struct reader *reader, size_t room, size_t *done,
    struct newsconv_error *error)
{
	char *target = reader->block + reader->filled;
	ssize_t count;

	if (!reader->stream) {
		uint64_t left = reader->run.end - reader->run.start;

		if (left < room)
			room = (size_t)left;
		return nc_file_pread(reader->run.descriptor, target, room,
		    reader->run.start, done, error);
	}
	do
		count = read(reader->run.descriptor, target, room);
	while (count < 0 && errno == EINTR);
	if (count < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	*done = (size_t)count;
	return NEWSCONV_OK;
}

/* Move what is left to the front, make room if there is none, and read. */
static int
fill(struct reader *reader, struct newsconv_error *error)
{
	size_t done, larger;
	char *block;
	int result;

	memmove(reader->block, reader->block + reader->at,
	    reader->filled - reader->at);
	reader->filled -= reader->at;
	reader->at = 0;
	if (reader->filled == reader->capacity) {
		if (!nc_size_multiply(reader->capacity, 2, &larger))
			return nc_error_memory(error);
		block = realloc(reader->block, larger);
		if (block == NULL)
			return nc_error_memory(error);
		reader->block = block;
		reader->capacity = larger;
	}
	result = read_more(
	    reader, reader->capacity - reader->filled, &done, error);
	if (result < 0)
		return read_failed(reader->run.name, result, error);
	reader->filled += done;
	reader->run.start += done;
	reader->ended = done == 0;
	return NEWSCONV_OK;
}

/* The next line that is not empty; NEWSCONV_END after the last. */
static int
next_line(struct reader *reader, struct newsconv_error *error)
{
	size_t searched = 0;

	for (;;) {
		const char *start = reader->block + reader->at;
		size_t left = reader->filled - reader->at;
		const char *end = left == searched
		    ? NULL
		    : memchr(
			  start + searched, reader->separator, left - searched);
		int result;

		if (end == NULL && !reader->ended) {
			searched = left;
			result = fill(reader, error);
			if (result < 0)
				return result;
			continue;
		}
		if (left == 0)
			return NEWSCONV_END;
		reader->line.data = start;
		reader->line.size = end == NULL ? left : (size_t)(end - start);
		reader->at += reader->line.size + (end != NULL);
		searched = 0;
		if (reader->line.size > 0)
			return NEWSCONV_OK;
	}
}

/* ------------------------------------------------------------------ writing */

/* Of equal lines one, if that is wanted. */
static int
put_line(struct writer *writer, struct newsconv_text line,
    struct newsconv_error *error)
{
	struct newsconv_text last = {writer->last.data, writer->last.size};
	int result;

	if (writer->unique) {
		if (writer->any && nc_text_compare(line, last) == 0)
			return NEWSCONV_OK;
		writer->any = true;
		nc_buffer_clear(&writer->last);
		nc_buffer_add(&writer->last, line.data, line.size);
		result = nc_buffer_check(&writer->last, error);
		if (result < 0)
			return result;
	}
	result = nc_out_write(writer->file, line.data, line.size, error);
	if (result < 0)
		return result;
	return nc_out_write(writer->file, &writer->separator, 1, error);
}

static void
writer_begin(struct writer *writer, struct nc_out_file *file,
    const struct nc_sort_options *options)
{
	writer->file = file;
	writer->separator = options->separator;
	writer->unique = options->unique;
	writer->any = false;
	writer->last.ceiling = SIZE_MAX;
}

static void
writer_end(struct writer *writer)
{
	nc_out_free(writer->file);
	nc_buffer_free(&writer->last);
	memset(writer, 0, sizeof(*writer));
}

static int
spill_begin(
    struct sorter *sorter, struct writer *spill, struct newsconv_error *error)
{
	struct nc_out_file *file;
	int result = nc_out_temporary(&file, sorter->target, error);

	if (result == NEWSCONV_OK)
		writer_begin(spill, file, sorter->options);
	return result;
}

/* ------------------------------------------------------------------- runs */

static int
add_run(
    struct sorter *sorter, const struct run *run, struct newsconv_error *error)
{
	struct run *runs;
	size_t size;

	if (!nc_size_multiply(sorter->run_count + 1, sizeof(*runs), &size))
		return nc_error_memory(error);
	runs = realloc(sorter->runs, size);
	if (runs == NULL)
		return nc_error_memory(error);
	sorter->runs = runs;
	runs[sorter->run_count++] = *run;
	return NEWSCONV_OK;
}

static struct newsconv_text
line_of(const struct entry *entry)
{
	struct newsconv_text line = {entry->data, entry->size};

	return line;
}

static int
compare_entries(const void *first, const void *second)
{
	const struct entry *a = first, *b = second;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return nc_text_compare(line_of(a), line_of(b));
}

static uint64_t
head_of(struct newsconv_text line)
{
	uint64_t head = 0;
	size_t i;

	for (i = 0; i < sizeof(head); i++)
		head = head << 8 |
		    (i < line.size ? (unsigned char)line.data[i] : 0);
	return head;
}

/* The entries, the last line's first, since they grow downwards. */
static struct entry *
chunk_entries(const struct sorter *sorter)
{
	return (struct entry *)(void *)(sorter->chunk + sorter->chunk_size) -
	    sorter->chunk_count;
}

/* Puts the lines of the chunk in order and gives the first one's entry. */
static const struct entry *
sort_chunk(struct sorter *sorter)
{
	struct entry *entries = chunk_entries(sorter);
	size_t i, count = sorter->chunk_count;

	if (!sorter->chunk_sorted) {
		qsort(entries, count, sizeof(*entries), compare_entries);
		return entries;
	}
	for (i = 0; i < count / 2; i++) {
		struct entry other = entries[i];

		entries[i] = entries[count - 1 - i];
		entries[count - 1 - i] = other;
	}
	return entries;
}

static int
put_entries(struct writer *writer, const struct entry *entries, size_t count,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = put_line(writer, line_of(&entries[i]), error);
	return result;
}

/* A run begins at the spill's end, unless the last one goes on. */
static int
begin_run(struct sorter *sorter, struct newsconv_text first,
    struct newsconv_error *error)
{
	struct run run = {0};

	if (sorter->spill.file == NULL) {
		int result = spill_begin(sorter, &sorter->spill, error);

		if (result < 0)
			return result;
	} else if (sorter->last_copy.size > 0) {
		struct newsconv_text last = {
		    sorter->last_copy.data, sorter->last_copy.size};

		if (nc_text_compare(last, first) <= 0)
			return NEWSCONV_OK;
	}
	sorter->spill.any = false;
	run.descriptor = nc_out_descriptor(sorter->spill.file);
	run.name = sorter->target;
	run.start = nc_out_offset(sorter->spill.file);
	return add_run(sorter, &run, error);
}

static int
spill_chunk(struct sorter *sorter, struct newsconv_error *error)
{
	size_t count = sorter->chunk_count;
	const struct entry *entries;
	int result;

	if (count == 0)
		return NEWSCONV_OK;
	entries = sort_chunk(sorter);
	result = begin_run(sorter, line_of(&entries[0]), error);
	if (result == NEWSCONV_OK)
		result = put_entries(&sorter->spill, entries, count, error);
	if (result == NEWSCONV_OK)
		result = nc_out_flush(sorter->spill.file, error);
	if (result < 0)
		return result;
	sorter->runs[sorter->run_count - 1].end = nc_out_offset(
	    sorter->spill.file);
	nc_buffer_clear(&sorter->last_copy);
	nc_buffer_add(&sorter->last_copy, entries[count - 1].data,
	    entries[count - 1].size);
	sorter->chunk_count = 0;
	sorter->chunk_used = 0;
	sorter->chunk_sorted = true;
	return nc_buffer_check(&sorter->last_copy, error);
}

/* Room for a line; the chunk is emptied for it, or made larger. */
static int
make_room(struct sorter *sorter, size_t size, struct newsconv_error *error)
{
	/* qsort() may take as much again as the entries. */
	size_t taken = (sorter->chunk_count + 1) * 2 * sizeof(struct entry);
	size_t needed;
	int result;

	if (!nc_size_add(sorter->chunk_used + taken, size, &needed) ||
	    !nc_size_add(needed, _Alignof(struct entry), &needed))
		return nc_error_memory(error);
	if (needed <= sorter->chunk_size)
		return NEWSCONV_OK;
	result = spill_chunk(sorter, error);
	if (result < 0)
		return result;
	needed = (size + 2 * sizeof(struct entry) + 63) / 64 * 64;
	if (needed <= sorter->chunk_size)
		return NEWSCONV_OK;
	free(sorter->chunk);
	sorter->chunk_size = needed > sorter->memory ? needed : sorter->memory;
	sorter->chunk = malloc(sorter->chunk_size);
	if (sorter->chunk == NULL) {
		sorter->chunk_size = 0;
		return nc_error_memory(error);
	}
	return NEWSCONV_OK;
}

static int
add_line(struct sorter *sorter, struct newsconv_text line,
    struct newsconv_error *error)
{
	struct entry *entry;
	int result = make_room(sorter, line.size, error);
	char *copy;

	if (result < 0)
		return result;
	copy = sorter->chunk + sorter->chunk_used;
	memcpy(copy, line.data, line.size);
	sorter->chunk_used += line.size;
	if (sorter->chunk_count > 0 && sorter->chunk_sorted)
		sorter->chunk_sorted =
		    nc_text_compare(line_of(chunk_entries(sorter)), line) <= 0;
	sorter->chunk_count++;
	entry = chunk_entries(sorter);
	entry->head = head_of(line);
	entry->data = copy;
	entry->size = line.size;
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------- sources */

static int
open_source(struct run *run, bool *regular, struct newsconv_error *error)
{
	struct stat status;

	run->descriptor = strcmp(run->name, "-") == 0
	    ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
	    : open(run->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (run->descriptor < 0 || fstat(run->descriptor, &status) != 0) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return read_failed(run->name, NEWSCONV_READ_FAILED, error);
	}
	*regular = S_ISREG(status.st_mode) && strcmp(run->name, "-") != 0;
	run->end = *regular ? (uint64_t)status.st_size : 0;
	return NEWSCONV_OK;
}

/* Whether a source's lines are in order; ends at the first that is not. */
static int
in_order(const struct run *run, char separator, bool *sorted,
    struct newsconv_error *error)
{
	struct nc_buffer last = NC_BUFFER(SIZE_MAX);
	struct reader reader;
	int result = reader_open(&reader, run, false, separator, BLOCK, error);

	*sorted = true;
	while (result == NEWSCONV_OK && *sorted) {
		struct newsconv_text before = {last.data, last.size};

		result = next_line(&reader, error);
		if (result != NEWSCONV_OK)
			break;
		*sorted = before.size == 0 ||
		    nc_text_compare(before, reader.line) <= 0;
		nc_buffer_clear(&last);
		nc_buffer_add(&last, reader.line.data, reader.line.size);
		result = nc_buffer_check(&last, error);
	}
	reader_close(&reader);
	nc_buffer_free(&last);
	return result < 0 ? result : NEWSCONV_OK;
}

static int
take_lines(struct sorter *sorter, const struct run *run, bool stream,
    struct newsconv_error *error)
{
	struct reader reader;
	int result = reader_open(
	    &reader, run, stream, sorter->options->separator, BLOCK, error);

	while (result == NEWSCONV_OK) {
		result = next_line(&reader, error);
		if (result == NEWSCONV_OK)
			result = add_line(sorter, reader.line, error);
	}
	reader_close(&reader);
	return result < 0 ? result : NEWSCONV_OK;
}

static int
take_source(
    struct sorter *sorter, const char *name, struct newsconv_error *error)
{
	struct run run = {-1, name, 0, 0};
	bool regular = false, sorted = false;
	int result = open_source(&run, &regular, error);

	if (result == NEWSCONV_OK && regular &&
	    sorter->kept_count < SOURCES_KEPT_OPEN)
		result = in_order(
		    &run, sorter->options->separator, &sorted, error);
	if (result == NEWSCONV_OK && sorted) {
		/* In front of those that are spilled: the last one goes on. */
		result = add_run(sorter, &run, error);
		if (result == NEWSCONV_OK) {
			sorter->kept[sorter->kept_count++] = run.descriptor;
			nc_buffer_clear(&sorter->last_copy);
			return NEWSCONV_OK;
		}
	}
	if (result == NEWSCONV_OK)
		result = take_lines(sorter, &run, !regular, error);
	if (run.descriptor >= 0)
		close(run.descriptor);
	return result;
}

/* ---------------------------------------------------------------- merging */

static void
sift_down(struct reader **heap, size_t count, size_t at)
{
	for (;;) {
		size_t child = 2 * at + 1;
		struct reader *other;

		if (child >= count)
			return;
		if (child + 1 < count &&
		    nc_text_compare(heap[child + 1]->line, heap[child]->line) <
			0)
			child++;
		if (nc_text_compare(heap[at]->line, heap[child]->line) <= 0)
			return;
		other = heap[at];
		heap[at] = heap[child];
		heap[child] = other;
		at = child;
	}
}

/* Readers that stand at their first line; what is empty is left out. */
static int
build_heap(struct reader *readers, size_t reader_count, struct reader **heap,
    size_t *count, struct newsconv_error *error)
{
	size_t i;

	*count = 0;
	for (i = 0; i < reader_count; i++) {
		int result = next_line(&readers[i], error);

		if (result < 0)
			return result;
		if (result == NEWSCONV_OK)
			heap[(*count)++] = &readers[i];
	}
	for (i = *count / 2; i > 0; i--)
		sift_down(heap, *count, i - 1);
	return NEWSCONV_OK;
}

static int
merge_readers(struct writer *writer, struct reader *readers,
    struct reader **heap, size_t reader_count, struct newsconv_error *error)
{
	size_t count;
	int result = build_heap(readers, reader_count, heap, &count, error);

	while (result == NEWSCONV_OK && count > 0) {
		result = put_line(writer, heap[0]->line, error);
		if (result < 0)
			return result;
		result = next_line(heap[0], error);
		if (result == NEWSCONV_END) {
			heap[0] = heap[--count];
			result = NEWSCONV_OK;
		}
		sift_down(heap, count, 0);
	}
	return result;
}

/* Merge `count` runs into the writer. */
static int
merge_runs(struct sorter *sorter, struct writer *writer, const struct run *runs,
    size_t count, struct newsconv_error *error)
{
	struct reader *readers = calloc(count + 1, sizeof(*readers));
	struct reader **heap = calloc(count + 1, sizeof(*heap));
	size_t capacity = sorter->memory / (count + 1), i;
	int result = NEWSCONV_OK;

	if (readers == NULL || heap == NULL)
		result = nc_error_memory(error);
	if (capacity > 4 * BLOCK)
		capacity = 4 * BLOCK;
	if (capacity < 64)
		capacity = 64;
	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = reader_open(&readers[i], &runs[i], false,
		    sorter->options->separator, capacity, error);
	if (result == NEWSCONV_OK)
		result = merge_readers(writer, readers, heap, count, error);
	for (i = 0; readers != NULL && i < count; i++)
		reader_close(&readers[i]);
	free(readers);
	free(heap);
	return result;
}

static size_t
fan_of(const struct sorter *sorter)
{
	size_t fan = sorter->memory / BLOCK;

	if (fan > LARGEST_FAN)
		fan = LARGEST_FAN;
	return fan < SMALLEST_FAN ? SMALLEST_FAN : fan;
}

/* One pass: each `fan` runs become one in a new spill. */
static int
merge_pass(struct sorter *sorter, size_t fan, struct newsconv_error *error)
{
	struct writer spill = {0};
	size_t i, count = 0;
	int result = spill_begin(sorter, &spill, error);

	for (i = 0; i < sorter->run_count && result == NEWSCONV_OK; i += fan) {
		size_t left = sorter->run_count - i;
		struct run run = {nc_out_descriptor(spill.file), sorter->target,
		    nc_out_offset(spill.file), 0};

		spill.any = false;
		result = merge_runs(sorter, &spill, sorter->runs + i,
		    left < fan ? left : fan, error);
		if (result == NEWSCONV_OK)
			result = nc_out_flush(spill.file, error);
		run.end = nc_out_offset(spill.file);
		sorter->runs[count++] = run;
	}
	if (result < 0) {
		writer_end(&spill);
		return result;
	}
	sorter->run_count = count;
	writer_end(&sorter->spill);
	sorter->spill = spill;
	return NEWSCONV_OK;
}

/* What is in memory alone need not be spilled. */
static int
write_lines(
    struct sorter *sorter, struct writer *writer, struct newsconv_error *error)
{
	size_t fan = fan_of(sorter);
	int result;

	if (sorter->run_count == 0 && sorter->chunk_count > 0)
		return put_entries(
		    writer, sort_chunk(sorter), sorter->chunk_count, error);
	result = spill_chunk(sorter, error);
	free(sorter->chunk);
	sorter->chunk = NULL;
	sorter->chunk_size = 0;
	while (result == NEWSCONV_OK && sorter->run_count > fan)
		result = merge_pass(sorter, fan, error);
	if (result == NEWSCONV_OK)
		result = merge_runs(
		    sorter, writer, sorter->runs, sorter->run_count, error);
	return result;
}

/* A new file, for what stands there may be one of the sources. */
static int
write_target(struct sorter *sorter, struct newsconv_error *error)
{
	struct writer writer = {0};
	struct nc_out_file *file;
	int result = nc_out_create(&file, sorter->target, error);

	if (result < 0)
		return result;
	writer_begin(&writer, file, sorter->options);
	result = write_lines(sorter, &writer, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(file, error);
	writer_end(&writer);
	return result;
}

static void
release(struct sorter *sorter)
{
	size_t i;

	for (i = 0; i < sorter->kept_count; i++)
		close(sorter->kept[i]);
	writer_end(&sorter->spill);
	nc_buffer_free(&sorter->last_copy);
	free(sorter->chunk);
	free(sorter->kept);
	free(sorter->runs);
}

int
nc_sort_lines(const char *target, const struct nc_sort_options *options,
    struct newsconv_error *error)
{
	struct sorter sorter = {.options = options,
	    .target = target,
	    .memory = options->memory == 0 ? DEFAULT_MEMORY : options->memory,
	    .chunk_sorted = true,
	    .last_copy = NC_BUFFER(SIZE_MAX)};
	int result = NEWSCONV_OK;
	size_t i;

	/* The entries lie at the end of the chunk. */
	sorter.memory = (sorter.memory + 63) / 64 * 64;
	sorter.kept = calloc(SOURCES_KEPT_OPEN, sizeof(*sorter.kept));
	if (sorter.kept == NULL)
		return nc_error_memory(error);
	for (i = 0; i < options->source_count && result == NEWSCONV_OK; i++)
		result = take_source(&sorter, options->sources[i], error);
	if (result == NEWSCONV_OK)
		result = write_target(&sorter, error);
	release(&sorter);
	return result;
}
