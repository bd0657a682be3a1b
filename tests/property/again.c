/*
 * What newsconv wrote, read again: the same articles, and the same bytes made of
 * them.  For samples, damaged samples and texts put together of parts, each
 * with several options.  Prints TAP; the same in each run.
 *
 *	again DIRECTORY [-l LIST] SAMPLE...
 *
 * DIRECTORY is for scratch files, LIST names more dumps, one a line.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsconv.h"

enum { MUTATIONS = 8, GENERATED = 120, BOOK_MOST = 40, NAME_SIZE = 512 };

struct bytes {
	char *data;
	size_t size;
};

static unsigned tests, failures, compared;
static const char *scratch;

static void
fail(const char *name, const char *what, const struct newsconv_error *error)
{
	if (failures++ < 20)
		printf("# %s: %s%s%s\n", name, what, error != NULL ? ": " : "",
		    error != NULL ? error->text : "");
}

static void
claim(const char *name)
{
	if (compared == 0)
		fail(name, "nothing was compared", NULL);
	printf("%sok %u - %s\n", failures > 0 ? "not " : "", ++tests, name);
	fflush(stdout);
	failures = compared = 0;
}

/* xorshift64*: the same numbers everywhere. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u;
}

static void *
allocate(size_t size)
{
	void *memory = malloc(size);

	if (memory == NULL)
		abort();
	return memory;
}

static struct bytes
load(const char *path)
{
	struct bytes bytes = {NULL, 0};
	FILE *file = fopen(path, "rb");
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0) {
		printf("Bail out! cannot read %s\n", path);
		exit(1);
	}
	bytes.size = (size_t)size;
	bytes.data = allocate(bytes.size + 1);
	if (fread(bytes.data, 1, bytes.size, file) != bytes.size)
		abort();
	fclose(file);
	return bytes;
}

static int
equal(struct bytes a, struct bytes b)
{
	return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/* ------------------------------------------------------------- writing, reading */

/* All articles into a file of that name; its bytes, or data is NULL. */
static struct bytes
written(const char *name, const char *file,
    const struct newsconv_articles *articles)
{
	struct newsconv_write_options options;
	struct newsconv_book_options book;
	struct newsconv_output *output = NULL;
	struct newsconv_error error;
	struct bytes bytes = {NULL, 0};
	char path[4096];
	size_t i;
	int result;

	snprintf(path, sizeof(path), "%s/%s", scratch, file);
	newsconv_write_options_init(&options);
	newsconv_book_options_init(&book);
	options.replace = 1;
	/* Drawing takes longer than all else, and is of no matter here. */
	book.cover = NEWSCONV_COVER_TEXT;
	options.book = &book;
	result = newsconv_output_open(
	    &output, path, newsconv_format_for_path(path), &options, &error);
	for (i = 0; i < newsconv_articles_count(articles) && result >= 0; i++)
		result = newsconv_output_add(
		    output, newsconv_articles_at(articles, i), &error);
	if (result >= 0)
		result = newsconv_output_finish(output, &error);
	newsconv_output_free(output);
	if (result < 0)
		fail(name, file, &error);
	else
		bytes = load(path);
	return bytes;
}

static struct newsconv_articles *
parsed(const char *name, struct bytes bytes,
    const struct newsconv_read_options *options)
{
	struct newsconv_articles *articles = NULL;
	struct newsconv_error error;

	if (newsconv_articles_parse(
		&articles, bytes.data, bytes.size, options, &error) < 0)
		fail(name, "cannot be read again", &error);
	return articles;
}

static void
compare(const char *name, const char *what, struct bytes a, struct bytes b)
{
	compared++;
	if (a.data != NULL && b.data != NULL && !equal(a, b))
		fail(name, what, NULL);
}

/*
 * What was written as `through` is read again and written as JSON Lines and as
 * a book: both are those that were written of the dump.
 */
static void
go_through(const char *name, const char *through, struct bytes bytes,
    const struct newsconv_read_options *options, struct bytes lines,
    struct bytes book)
{
	struct newsconv_articles *articles = NULL;
	char what[128];
	struct bytes again;

	if (bytes.data != NULL)
		articles = parsed(name, bytes, options);
	if (articles == NULL)
		return;
	snprintf(what, sizeof(what), "other JSON Lines through %s", through);
	again = written(name, "again.jsonl", articles);
	compare(name, what, lines, again);
	free(again.data);
	snprintf(what, sizeof(what), "another book through %s", through);
	again = written(name, "again.epub", articles);
	compare(name, what, book, again);
	free(again.data);
	newsconv_articles_free(articles);
}

/* Through everything that can be read again; all articles of one source. */
static void
check_articles(const char *name, const struct newsconv_articles *articles,
    const struct newsconv_read_options *options)
{
	struct bytes lines = written(name, "it.jsonl", articles);
	struct bytes book = written(name, "it.epub", articles);
	struct bytes json = {NULL, 0};

	if (newsconv_articles_count(articles) == 1)
		json = written(name, "it.json", articles);
	go_through(name, "JSON Lines", lines, NULL, lines, book);
	go_through(name, "a book", book, NULL, lines, book);
	go_through(name, "JSON", json, NULL, lines, book);
	/* The same options again change nothing. */
	if (options != NULL) {
		go_through(name, "JSON Lines and options", lines, options,
		    lines, book);
		go_through(
		    name, "a book and options", book, options, lines, book);
	}
	free(lines.data);
	free(book.data);
	free(json.data);
}

/* ------------------------------------------------------------------- options */

static const char *const authors[] = {"Ann \"A\" Lee", "<b>Bo</b>"};

static const struct newsconv_read_options option_sets[] = {
    {.size = sizeof(struct newsconv_read_options)},
    {.size = sizeof(struct newsconv_read_options),
	.title = "A title & more",
	.authors = authors,
	.author_count = 2,
	.date = "2020-02-29T23:59:59Z",
	.language = "pt-BR"},
    {.size = sizeof(struct newsconv_read_options),
	.authors = authors,
	.author_count = 1,
	.date = "1999-12",
	.language = "ar",
	.url = "https://news.example/a?b=c%20d&e#f",
	.publisher = "The \\ <News>",
	.split = NEWSCONV_SPLIT_ALWAYS},
    {.size = sizeof(struct newsconv_read_options),
	.language = "x-unknown",
	.split = NEWSCONV_SPLIT_NEVER},
};

/* Read with one set and written; or with none, and the set given afterwards. */
static void
check_bytes(const char *name, struct bytes bytes, size_t set)
{
	struct newsconv_read_options options = option_sets[set];
	struct newsconv_articles *articles = NULL;
	struct newsconv_error error;

	options.name = "a name.txt";
	if (newsconv_articles_parse(
		&articles, bytes.data, bytes.size, &options, &error) < 0)
		return;
	check_articles(name, articles, &options);
	newsconv_articles_free(articles);
}

/* Given with the dump or with what was made of it, options do the same. */
static void
check_options_afterwards(const char *name, struct bytes dump, size_t set)
{
	struct newsconv_read_options with = option_sets[set], without;
	struct newsconv_articles *now = NULL, *plain = NULL;
	struct bytes lines, book, made;

	memset(&without, 0, sizeof(without));
	without.size = sizeof(without);
	without.split = with.split;
	with.name = without.name = "dump.txt";
	if (newsconv_articles_parse(&now, dump.data, dump.size, &with, NULL) <
		0 ||
	    newsconv_articles_parse(
		&plain, dump.data, dump.size, &without, NULL) < 0) {
		fail(name, "cannot be read", NULL);
		return;
	}
	lines = written(name, "now.jsonl", now);
	book = written(name, "now.epub", now);
	made = written(name, "plain.jsonl", plain);
	go_through(name, "JSON Lines, then options", made, &with, lines, book);
	free(made.data);
	made = written(name, "plain.epub", plain);
	go_through(name, "a book, then options", made, &with, lines, book);
	free(made.data);
	free(lines.data);
	free(book.data);
	newsconv_articles_free(now);
	newsconv_articles_free(plain);
}

/* -------------------------------------------------------------------- inputs */

static void
check_mutations(const char *path, uint64_t *state)
{
	struct bytes sample = load(path), copy;
	unsigned round;

	copy.data = allocate(sample.size + 1);
	for (round = 0; round < MUTATIONS; round++) {
		unsigned edits = 1 + (unsigned)(next_random(state) % 8);
		char name[NAME_SIZE];

		snprintf(name, sizeof(name), "%s, seed %" PRIx64, path, *state);
		memcpy(copy.data, sample.data, sample.size);
		copy.size = 1 + next_random(state) % sample.size;
		while (edits-- > 0)
			copy.data[next_random(state) % copy.size] =
			    (char)next_random(state);
		check_bytes(name, copy, round % 4);
	}
	free(copy.data);
	free(sample.data);
}

/* Lines that news is made of, and what converters trip over. */
static const char *const parts[] = {"LONDON, Feb 11 (Reuters) - ",
    "By Ann Lee and Bob Roe", "Published: 3/4/2021 08:30 EST",
    "Updated 12 June 2021", "Read more: A headline of another article",
    "Related", "https://news.example/a_b?c=d&e=[f]", "* a starred item",
    "- a dashed item", "1. a numbered item",
    "\xe2\x80\x9cQuoted,\xe2\x80\x9d "
    "said the mayor on Monday, and went on to speak of the harbour.",
    "*bold* _it_ # x [l](x) <b>&amp;</b> ]]> --> \"q\" 'q' \\ ` ~ ^ $",
    "\xd8\xa7\xd9\x84\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 \xd8\xb9\xd9\x84\xd9\x8a"
    "\xd9\x83\xd9\x85 \xe2\x80\x8f(abc)\xe2\x80\x8e",
    "\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd\xe3\x81\xae\xe6\xb8\xaf\xe3\x80\x82",
    "e\xcc\x81\xcc\xa3 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80 \xef\xbf"
    "\xbd\xc2\xa0\xe2\x80\xa8x",
    "Photo: a ferry leaves the harbour. (AFP)", "Share this article",
    "\xc2\xa9 2021 News Ltd. All rights reserved.", "Harbour news | The News",
    "The council of the town met on Tuesday to hear what had been done since "
    "the winter, and found that nothing had been done at all.",
    "TITLE: The harbour", "DATE: 2021-06-12", "-----------------------",
    "Document 1 of 2", "\f", "Editor's note: an earlier version was wrong.",
    "\x01\x02\x7f\xc2\x85\xc2\x9f", "x", "\xff\xfe\x80"};

static void
check_generated(uint64_t *state, unsigned round)
{
	struct bytes text = {allocate(16384), 0};
	unsigned lines = 1 + (unsigned)(next_random(state) % 24);
	char name[64];

	snprintf(name, sizeof(name), "generated, seed %" PRIx64, *state);
	while (lines-- > 0) {
		const char *part = parts[next_random(state) %
		    (sizeof(parts) / sizeof(*parts))];
		const char *end = next_random(state) % 4 == 0 ? " "
		    : next_random(state) % 3 == 0             ? "\r\n"
							      : "\n\n";

		text.size += (size_t)snprintf(text.data + text.size,
		    16384 - text.size, "%s%s", part, end);
	}
	check_bytes(name, text, round % 4);
	free(text.data);
}

/* Whether all of `some` are lines of `all`, in their order. */
static int
lines_among(struct bytes some, struct bytes all)
{
	const char *next = all.data, *end = all.data + all.size;
	const char *line = some.data, *last = some.data + some.size;

	while (line < last) {
		size_t size = (size_t)((const char *)memchr(
					   line, '\n', (size_t)(last - line)) -
				  line) +
		    1;
		int found = 0;

		while (next < end && !found) {
			const char *stop = memchr(
			    next, '\n', (size_t)(end - next));

			found = (size_t)(stop + 1 - next) == size &&
			    memcmp(next, line, size) == 0;
			next = stop + 1;
		}
		if (!found)
			return 0;
		line += size;
	}
	return 1;
}

/* Of equal articles a book has one; what it has is what it was given. */
static void
check_book_of_all(struct bytes lines, struct bytes book)
{
	struct newsconv_articles *articles = parsed(
	    "a book of all", book, NULL);
	struct bytes again;

	if (articles == NULL)
		return;
	again = written("a book of all", "again.jsonl", articles);
	if (again.data != NULL && !lines_among(again, lines))
		fail("a book of all", "other articles", NULL);
	go_through("a book of all", "a book", book, NULL, again, book);
	if (newsconv_articles_count(articles) < 10)
		fail("a book of all", "hardly any articles", NULL);
	free(again.data);
	newsconv_articles_free(articles);
}

/* Many dumps in one book and in JSON Lines, and both read again. */
static void
check_together(char *const *samples, int count)
{
	struct bytes lines, book;
	struct newsconv_articles *all = NULL;
	struct newsconv_string json = {NULL, 0, 0};
	char *text = allocate(1 << 24);
	size_t used = 0, j;
	int i;

	for (i = 0; i < count && i < BOOK_MOST; i++) {
		struct newsconv_articles *some = NULL;

		if (newsconv_articles_read(&some, samples[i], NULL, NULL) < 0)
			continue;
		for (j = 0; j < newsconv_articles_count(some); j++) {
			if (newsconv_article_json(&json,
				newsconv_articles_at(some, j), NULL) < 0 ||
			    used + json.size + 2 > 1 << 24)
				abort();
			memcpy(text + used, json.data, json.size);
			used += json.size;
			text[used++] = '\n';
		}
		newsconv_articles_free(some);
	}
	newsconv_string_free(&json);
	lines.data = text;
	lines.size = used;
	all = parsed("all samples", lines, NULL);
	if (all != NULL) {
		book = written("all samples", "all.epub", all);
		go_through(
		    "all samples", "JSON Lines", lines, NULL, lines, book);
		check_book_of_all(lines, book);
		free(book.data);
	}
	newsconv_articles_free(all);
	free(text);
}

/* The dumps that a list names, one a line. */
static void
check_list(const char *path)
{
	FILE *list = fopen(path, "r");
	char name[NAME_SIZE];
	size_t set = 0;

	if (list == NULL)
		fail(path, "cannot be opened", NULL);
	while (list != NULL && fgets(name, sizeof(name), list) != NULL) {
		struct bytes bytes;

		name[strcspn(name, "\n")] = '\0';
		bytes = load(name);
		check_bytes(name, bytes, 0);
		check_bytes(name, bytes, 1 + set++ % 3);
		free(bytes.data);
	}
	if (list != NULL)
		fclose(list);
	claim("what_is_written_of_dumps_reads_as_it_was");
}

static void
check_samples(char *const *samples, int count)
{
	size_t set;
	int i;

	for (i = 0; i < count; i++) {
		struct bytes bytes = load(samples[i]);

		for (set = 0; set < 4; set++)
			check_bytes(samples[i], bytes, set);
		free(bytes.data);
	}
	claim("what_is_written_of_samples_reads_as_it_was");
	for (i = 0; i < count; i++) {
		struct bytes bytes = load(samples[i]);

		for (set = 1; set < 4; set++)
			check_options_afterwards(samples[i], bytes, set);
		free(bytes.data);
	}
	claim("options_given_afterwards_do_the_same");
	check_together(samples, count);
	claim("a_book_of_many_reads_as_it_was");
}

int
main(int argc, char **argv)
{
	uint64_t state = 20260101;
	unsigned round;
	int first = 2, i;

	if (argc < 3)
		return 64;
	scratch = argv[1];
	if (strcmp(argv[2], "-l") == 0) {
		first = 4;
		if (argc <= first)
			return 64;
		check_list(argv[3]);
	}
	check_samples(argv + first, argc - first);
	for (i = first; i < argc; i++)
		check_mutations(argv[i], &state);
	claim("what_is_written_of_damaged_samples_reads_as_it_was");
	for (round = 0; round < GENERATED; round++)
		check_generated(&state, round);
	claim("what_is_written_of_odd_texts_reads_as_it_was");
	printf("1..%u\n", tests);
	return 0;
}
