/*
 * Archives as newsconv archive leaves them, small and without records: shards
 * of a job, and the same job in one piece, from one table of inputs.
 */
#ifndef SHARD_FIXTURE_H
#define SHARD_FIXTURE_H

#include "tree.h"

#include "digest.h"
#include "history.h"
#include "manifest.h"
#include "utf8.h"

struct fixture_input {
	const char *path;
	unsigned run;
	enum nc_manifest_status status;
	char payload; /* stands for its SHA-256; 0: not read */
	unsigned articles;
	unsigned missing; /* the run that no longer found it, or 0 */
};

/* In the order of a manifest; three runs. */
static const struct fixture_input fixture_inputs[] = {
    {"n/a.txt", 1, NC_ARCHIVED, 'a', 1, 0},
    {"n/b.txt", 1, NC_ARCHIVED, 'b', 3, 2},
    {"n/b.txt", 3, NC_ARCHIVED, 'c', 2, 0},
    {"n/c.txt", 2, NC_DUPLICATE, 'a', 1, 0},
    {"n/d.txt", 1, NC_FAILED, 0, 0, 0},
    {"n/e.txt", 1, NC_ARCHIVED, 'e', 0, 0},
    {"n/f.txt", 2, NC_ARCHIVED, 'f', 1, 3},
    {"n/g.txt", 2, NC_ARCHIVED, 'g', 12, 0},
    {"n/h.txt", 3, NC_ARCHIVED, 'e', 1, 0},
    {"n/i.txt", 1, NC_SKIPPED, 0, 0, 0},
    {"n/\xff.txt", 1, NC_ARCHIVED, 'j', 2, 0},
};

enum {
	FIXTURE_INPUTS = sizeof(fixture_inputs) / sizeof(*fixture_inputs),
	FIXTURE_RUNS = 3
};

static inline void
fixture_write(
    const char *root, const char *name, const struct nc_buffer *buffer)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	tree_write(
	    path, buffer->data == NULL ? "" : buffer->data, buffer->size);
}

static inline bool
fixture_is_in(
    const struct fixture_input *input, unsigned shard, unsigned shards)
{
	return shards == 0 ||
	    nc_shard_of(nc_text(input->path), shards) == shard;
}

/* The manifest as it is after the run. */
static inline void
fixture_manifest(
    struct nc_buffer *buffer, unsigned run, unsigned shard, unsigned shards)
{
	size_t i;

	nc_buffer_clear(buffer);
	nc_buffer_add(buffer, "", 0);
	for (i = 0; i < FIXTURE_INPUTS; i++) {
		const struct fixture_input *input = &fixture_inputs[i];
		struct nc_manifest_line line = {.path = nc_text(input->path),
		    .run = input->run,
		    .status = input->status,
		    .articles = input->articles};

		if (input->run > run || !fixture_is_in(input, shard, shards))
			continue;
		if (input->missing <= run)
			line.missing = input->missing;
		if (input->payload != 0)
			memset(line.sha256, input->payload, 64);
		if (input->payload > 'f')
			memset(line.sha256, input->payload - 'g' + '0', 64);
		nc_manifest_put(buffer, &line);
	}
}

/* "n/a.txt 1 of 3\n": one line an article. */
static inline void
fixture_lines(
    struct nc_buffer *buffer, unsigned run, unsigned shard, unsigned shards)
{
	unsigned article;
	size_t i;

	nc_buffer_clear(buffer);
	for (i = 0; i < FIXTURE_INPUTS; i++) {
		const struct fixture_input *input = &fixture_inputs[i];

		if (input->run != run || !fixture_is_in(input, shard, shards))
			continue;
		for (article = 1; article <= input->articles; article++)
			nc_buffer_format(buffer, "%s %u of %u%0*d\n",
			    input->path, article, input->articles,
			    (int)(article * 2999), 0);
	}
}

static inline void
fixture_digest(char target[65], const struct nc_buffer *buffer)
{
	unsigned char value[NC_DIGEST_MAX];

	nc_digest_of(NC_SHA256, buffer->data, buffer->size, value);
	nc_hex(target, value, 32);
}

static inline void
fixture_summary(struct newsconv_archive_summary *summary, unsigned run,
    unsigned shard, unsigned shards)
{
	size_t i;

	for (i = 0; i < FIXTURE_INPUTS; i++) {
		const struct fixture_input *input = &fixture_inputs[i];

		if (input->run != run)
			continue;
		if (!fixture_is_in(input, shard, shards)) {
			summary->not_for_us++;
			continue;
		}
		summary->inputs++;
		summary->archived += input->status == NC_ARCHIVED;
		summary->duplicates += input->status == NC_DUPLICATE;
		summary->failed += input->status == NC_FAILED;
		summary->skipped += input->status == NC_SKIPPED;
		summary->articles += input->articles;
	}
}

/* The files of one run, and its line of the history. */
static inline void
fixture_run(const char *root, unsigned run, unsigned shard, unsigned shards,
    struct nc_buffer *history)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct newsconv_text volume;
	char suffix[32] = "", lines[64], volumes[64];
	struct nc_history_line line = {.run = run,
	    .time = 1795708800 + run * 86400 + shard,
	    .tool = nc_text("newsconv 0.1.0"),
	    .options = nc_text("--fast"),
	    .shard = shard,
	    .shards = shards,
	    .merged = NEWSCONV_TIME_UNKNOWN,
	    .volumes = &volume,
	    .volume_count = 1};

	if (shards > 0)
		snprintf(
		    suffix, sizeof(suffix), "-shard-%u-of-%u", shard, shards);
	snprintf(lines, sizeof(lines), "jsonl/a-%u%s.jsonl", run, suffix);
	snprintf(
	    volumes, sizeof(volumes), "archive/a-%u%s.warc.gz", run, suffix);
	volume = nc_text(volumes);
	fixture_lines(&buffer, run, shard, shards);
	line.jsonl = nc_text(buffer.size > 0 ? lines : "");
	if (buffer.size > 0)
		fixture_write(root, lines, &buffer);
	nc_buffer_clear(&buffer);
	nc_buffer_format(&buffer, "volume of run %u%s", run, suffix);
	fixture_write(root, volumes, &buffer);
	if (run > 1) {
		fixture_manifest(&buffer, run - 1, shard, shards);
		fixture_digest(line.manifest_before, &buffer);
	}
	fixture_manifest(&buffer, run, shard, shards);
	fixture_digest(line.manifest, &buffer);
	fixture_write(root, "manifest.jsonl", &buffer);
	fixture_summary(&line.summary, run, shard, shards);
	nc_history_put(history, &line);
	nc_buffer_free(&buffer);
}

/* An archive of so many runs; shard 0 of 0 has all inputs. */
static inline void
fixture_archive(
    const char *root, unsigned shard, unsigned shards, unsigned runs)
{
	struct nc_buffer history = NC_BUFFER(SIZE_MAX);
	struct nc_buffer index = NC_BUFFER(SIZE_MAX);
	unsigned run;
	size_t i;

	for (run = 1; run <= runs; run++)
		fixture_run(root, run, shard, shards, &history);
	fixture_write(root, "history.jsonl", &history);
	for (i = 0; i < FIXTURE_INPUTS; i++)
		if (fixture_inputs[i].articles > 0 &&
		    fixture_is_in(&fixture_inputs[i], shard, shards))
			nc_buffer_format(&index, "%s of run %u\n",
			    fixture_inputs[i].path, fixture_inputs[i].run);
	fixture_write(root, "indexes/index.cdxj", &index);
	nc_buffer_free(&history);
	nc_buffer_free(&index);
}

/* The whole file, NUL-terminated, until the next call but one. */
static inline struct newsconv_text
fixture_read(const char *path)
{
	static char *held[2];
	static unsigned next;
	struct newsconv_text text;
	struct stat status;
	FILE *file = fopen(path, "rb");

	if (file == NULL)
		fail_msg("%s is not there", path);
	assert_int_equal(fstat(fileno(file), &status), 0);
	next = !next;
	free(held[next]);
	held[next] = calloc((size_t)status.st_size + 1, 1);
	assert_non_null(held[next]);
	text.data = held[next];
	text.size = fread(held[next], 1, (size_t)status.st_size, file);
	fclose(file);
	return text;
}

static inline void
assert_same_file(const char *path, const char *other)
{
	struct newsconv_text a = fixture_read(path), b = fixture_read(other);

	if (a.size != b.size || memcmp(a.data, b.data, a.size) != 0)
		fail_msg(
		    "%s and %s differ:\n%s\n%s", path, other, a.data, b.data);
}

#endif
