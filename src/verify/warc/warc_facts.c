/*
 * Sorting by id brings together all that is said of one record, however far
 * apart in the file, so that one pass over it finds ids given twice and records
 * that contradict each other, without a table of all records in memory.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "digest.h"
#include "error.h"
#include "file.h"
#include "warc_facts.h"

enum {
	MEMORY = 12 * 1024 * 1024,
	FIRST = 1024, /* facts there is room for at the beginning */
	MERGE_MEMORY = 8 * 1024 * 1024,
	RUN_BUFFER_MAX = 256 /* facts of a run read at once */
};

/* A sorted run in the scratch file. */
struct run {
	uint64_t offset; /* of what was not read yet */
	uint64_t left;   /* facts, those in the buffer not counted */
	struct nc_warc_fact *buffer;
	size_t used;
	size_t filled;
};

struct nc_warc_facts {
	int scratch;
	size_t most; /* facts in memory */
	struct nc_warc_fact *facts;
	size_t count;
	size_t capacity;
	uint64_t spilled; /* bytes of the scratch file */
	uint64_t dropped;
	struct run *runs;
	size_t run_count;
	bool sorted;
	size_t next; /* in memory */
	struct nc_warc_fact current;
	struct nc_warc_fact *buffers;
	size_t per_run;
};

void
nc_warc_key(unsigned char key[NC_FACT_KEY], struct newsconv_text text)
{
	unsigned char value[NC_DIGEST_MAX];

	nc_digest_of(NC_SHA256, text.data, text.size, value);
	memcpy(key, value, NC_FACT_KEY);
}

uint64_t
nc_warc_hash(const void *bytes, size_t size)
{
	unsigned char value[NC_DIGEST_MAX];
	uint64_t hash;

	nc_digest_of(NC_SHA256, bytes, size, value);
	memcpy(&hash, value, sizeof(hash));
	return hash == 0 ? 1 : hash;
}

int
nc_warc_facts_open(struct nc_warc_facts **facts, int scratch, size_t memory,
    struct newsconv_error *error)
{
	struct nc_warc_facts *new = calloc(1, sizeof(*new));

	if (new == NULL)
		return nc_error_memory(error);
	new->scratch = scratch;
	new->most = (memory == 0 ? MEMORY : memory) / sizeof(*new->facts);
	if (new->most == 0)
		new->most = 1;
	*facts = new;
	return NEWSCONV_OK;
}

void
nc_warc_facts_close(struct nc_warc_facts *facts)
{
	if (facts == NULL)
		return;
	free(facts->facts);
	free(facts->runs);
	free(facts->buffers);
	free(facts);
}

uint64_t
nc_warc_facts_dropped(const struct nc_warc_facts *facts)
{
	return facts->dropped;
}

static int
order_of(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int
compare(const void *a, const void *b)
{
	const struct nc_warc_fact *x = a, *y = b;
	int order = memcmp(x->key, y->key, sizeof(x->key));

	if (order == 0)
		order = order_of(x->sub, y->sub);
	if (order == 0)
		order = order_of(x->kind, y->kind);
	if (order == 0)
		order = order_of(x->number, y->number);
	if (order == 0)
		order = order_of(x->offset, y->offset);
	return order == 0 ? order_of(x->skip, y->skip) : order;
}

/* Sort what is in memory, and write it behind the runs before it. */
static int
spill(struct nc_warc_facts *facts, struct newsconv_error *error)
{
	size_t bytes = facts->count * sizeof(*facts->facts);
	struct run *runs = realloc(
	    facts->runs, (facts->run_count + 1) * sizeof(*runs));

	if (runs == NULL)
		return nc_error_memory(error);
	facts->runs = runs;
	qsort(facts->facts, facts->count, sizeof(*facts->facts), compare);
	if (lseek(facts->scratch, (off_t)facts->spilled, SEEK_SET) < 0 ||
	    nc_file_write(facts->scratch, facts->facts, bytes) < 0)
		return nc_error_system(error, NEWSCONV_WRITE_FAILED,
		    "cannot write a temporary file");
	memset(&runs[facts->run_count], 0, sizeof(*runs));
	runs[facts->run_count].offset = facts->spilled;
	runs[facts->run_count++].left = facts->count;
	facts->spilled += bytes;
	facts->count = 0;
	return NEWSCONV_OK;
}

static int
grow(struct nc_warc_facts *facts, struct newsconv_error *error)
{
	size_t capacity = facts->capacity == 0 ? FIRST : 2 * facts->capacity;
	struct nc_warc_fact *grown;

	if (capacity > facts->most)
		capacity = facts->most;
	grown = realloc(facts->facts, capacity * sizeof(*grown));
	if (grown == NULL)
		return nc_error_memory(error);
	facts->facts = grown;
	facts->capacity = capacity;
	return NEWSCONV_OK;
}

int
nc_warc_facts_add(struct nc_warc_facts *facts, const struct nc_warc_fact *fact,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (facts->count == facts->most) {
		if (facts->scratch < 0) {
			facts->dropped++;
			return NEWSCONV_OK;
		}
		result = spill(facts, error);
	} else if (facts->count == facts->capacity) {
		result = grow(facts, error);
	}
	if (result == NEWSCONV_OK)
		facts->facts[facts->count++] = *fact;
	return result;
}

/* ------------------------------------------------------------------ merging */

static int
fill_run(
    struct nc_warc_facts *facts, struct run *run, struct newsconv_error *error)
{
	size_t wanted = facts->per_run, done = 0;
	int result;

	if (run->used < run->filled || run->left == 0)
		return NEWSCONV_OK;
	if (wanted > run->left)
		wanted = (size_t)run->left;
	result = nc_file_pread(facts->scratch, run->buffer,
	    wanted * sizeof(*run->buffer), run->offset, &done, error);
	if (result < 0)
		return result;
	if (done != wanted * sizeof(*run->buffer))
		return nc_error_set(error, NEWSCONV_READ_FAILED,
		    "a temporary file became shorter");
	run->offset += done;
	run->left -= wanted;
	run->used = 0;
	run->filled = wanted;
	return NEWSCONV_OK;
}

static const struct nc_warc_fact *
front(const struct run *run)
{
	return run->used < run->filled ? &run->buffer[run->used] : NULL;
}

/* Down from `i`: the least front is at the root, runs that are done last. */
static void
sift(struct run *runs, size_t count, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1;
		const struct nc_warc_fact *least;
		struct run moved;

		if (child >= count)
			return;
		least = front(&runs[child]);
		if (child + 1 < count && front(&runs[child + 1]) != NULL &&
		    (least == NULL ||
			compare(front(&runs[child + 1]), least) < 0))
			least = front(&runs[++child]);
		if (least == NULL ||
		    (front(&runs[i]) != NULL &&
			compare(front(&runs[i]), least) <= 0))
			return;
		moved = runs[i];
		runs[i] = runs[child];
		runs[child] = moved;
		i = child;
	}
}

static int
begin_merge(struct nc_warc_facts *facts, struct newsconv_error *error)
{
	int result = facts->count > 0 ? spill(facts, error) : NEWSCONV_OK;
	size_t i;

	if (result < 0)
		return result;
	free(facts->facts);
	facts->facts = NULL;
	facts->capacity = 0;
	facts->per_run = MERGE_MEMORY / sizeof(struct nc_warc_fact) /
	    facts->run_count;
	if (facts->per_run > RUN_BUFFER_MAX)
		facts->per_run = RUN_BUFFER_MAX;
	if (facts->per_run == 0)
		facts->per_run = 1;
	facts->buffers = calloc(
	    facts->run_count * facts->per_run, sizeof(*facts->buffers));
	if (facts->buffers == NULL)
		return nc_error_memory(error);
	for (i = 0; i < facts->run_count; i++) {
		facts->runs[i].buffer = facts->buffers + i * facts->per_run;
		result = fill_run(facts, &facts->runs[i], error);
		if (result < 0)
			return result;
	}
	for (i = facts->run_count; i-- > 0;)
		sift(facts->runs, facts->run_count, i);
	return NEWSCONV_OK;
}

static int
next_merged(struct nc_warc_facts *facts, const struct nc_warc_fact **fact,
    struct newsconv_error *error)
{
	struct run *run = facts->runs;
	int result;

	if (front(run) == NULL)
		return NEWSCONV_END;
	facts->current = *front(run);
	run->used++;
	result = fill_run(facts, run, error);
	if (result < 0)
		return result;
	sift(facts->runs, facts->run_count, 0);
	*fact = &facts->current;
	return NEWSCONV_OK;
}

int
nc_warc_facts_next(struct nc_warc_facts *facts,
    const struct nc_warc_fact **fact, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!facts->sorted && facts->run_count > 0)
		result = begin_merge(facts, error);
	else if (!facts->sorted && facts->count > 0)
		qsort(
		    facts->facts, facts->count, sizeof(*facts->facts), compare);
	if (result < 0)
		return result;
	facts->sorted = true;
	if (facts->run_count > 0)
		return next_merged(facts, fact, error);
	if (facts->next == facts->count)
		return NEWSCONV_END;
	*fact = &facts->facts[facts->next++];
	return NEWSCONV_OK;
}
