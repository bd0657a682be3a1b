/*
 * How well articles in one file are told apart.  Files are made of two to five
 * dumps of the evaluation corpus, with each kind of separator between them,
 * and the cuts that newsconv makes are compared with those that are known.
 *
 *	splits DEV	precision and recall of the cuts, for each separator
 *
 * The first table is of the dumps as they are: each is one article, and every
 * cut is one too many.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dumps.h"
#include "memory.h"
#include "newsconv.h"

enum { FILES = 40, PARTS_MOST = 5, STYLES = 4 };

static const char *const styles[STYLES] = {
    "article", "wrapped", "page", "snippet"};

struct source {
	char *text;
	size_t size;
	const char *title;
	const char *date;
};

struct sources {
	struct source *sources;
	size_t count;
};

struct counts {
	size_t expected;
	size_t made;
	size_t right;
};

/* Between two dumps; in `before`, %u is the number of the next, %t its title. */
static const struct separator {
	const char *name;
	const char *before;  /* each dump, the first included */
	const char *between; /* behind each but the last */
	const char *behind;  /* each, the last included */
} separators[] = {
    {"form feed", "", "\n\f", ""},
    {"-----", "", "\n\n--------------------\n\n", ""},
    {"=====", "", "\n========================================\n", ""},
    {"* * *", "", "\n\n* * *\n\n", ""},
    {"###", "", "\n\n###\n\n", ""},
    {"<<<>>>", "", "\n\n<<<<<<<<>>>>>>>>\n\n", ""},
    {"=== Article 2 ===", "\n=== Article %u ===\n\n", "\n", ""},
    {"Document 2 of 3", "Document %u of %n\n\n", "\n\n\n", ""},
    {"End of Document", "", "", "\n\nEnd of Document\n\n"},
    {"TITLE: DATE:", "TITLE: %t\nDATE: %d\n\n", "\n\n", ""},
    {"blank lines", "", "\n\n\n\n", ""},
};

enum { SEPARATORS = sizeof(separators) / sizeof(*separators) };

static uint32_t
random_below(uint32_t *state, uint32_t bound)
{
	*state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
	return (uint32_t)(((uint64_t)*state * bound) >> 32);
}

static void
read_sources(struct sources *sources, const json_t *gold, size_t gold_count,
    const char *directory, const char *style)
{
	size_t i;

	sources->sources = must(calloc(gold_count, sizeof(struct source)));
	sources->count = 0;
	for (i = 0; i < gold_count; i++) {
		const json_t *one = json_array_get(gold, i);
		struct source *source = &sources->sources[sources->count];
		char path[4096];

		if (strcmp(json_string_value(json_object_get(one, "style")),
			style) != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory,
		    json_string_value(json_object_get(one, "file")));
		source->text = read_whole(path, &source->size);
		source->title = json_string_value(
		    json_object_get(one, "title"));
		source->date = json_string_value(json_object_get(one, "date"));
		sources->count++;
	}
}

static void
add_filled(struct nc_buffer *file, const char *pattern,
    const struct source *source, unsigned number, unsigned of)
{
	for (; *pattern != '\0'; pattern++) {
		if (*pattern != '%') {
			nc_buffer_byte(file, (unsigned char)*pattern);
			continue;
		}
		switch (*++pattern) {
		case 'u':
			nc_buffer_format(file, "%u", number);
			break;
		case 'n':
			nc_buffer_format(file, "%u", of);
			break;
		case 't':
			nc_buffer_text(file, source->title);
			break;
		default:
			nc_buffer_text(file,
			    source->date == NULL ? "2001-01-01" : source->date);
		}
	}
}

static size_t
count_parts(const void *data, size_t size, enum newsconv_split split,
    struct newsconv_articles **articles)
{
	struct newsconv_read_options options;
	struct newsconv_error error;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.split = split;
	if (newsconv_articles_parse(articles, data, size, &options, &error) <
	    0) {
		fprintf(stderr, "splits: %s\n", error.text);
		exit(1);
	}
	return newsconv_articles_count(*articles);
}

/* A cut is right when it is the first in what stands between two dumps. */
static void
compare(struct counts *counts, const struct newsconv_articles *articles,
    const size_t *starts, const size_t *ends, size_t parts)
{
	size_t found = newsconv_articles_count(articles), i, j;
	bool met[PARTS_MOST] = {false};

	counts->expected += parts - 1;
	counts->made += found - 1;
	for (i = 0; i + 1 < found; i++) {
		uint64_t end = newsconv_article_part(
		    newsconv_articles_at(articles, i))
				   ->end;
		uint64_t start = newsconv_article_part(
		    newsconv_articles_at(articles, i + 1))
				     ->start;

		for (j = 0; j + 1 < parts; j++)
			if (!met[j] && end <= starts[j + 1] &&
			    start >= ends[j]) {
				met[j] = true;
				counts->right++;
			}
	}
}

static size_t
skip_white(const struct source *source)
{
	size_t i = 0;

	while (i < source->size && strchr(" \t\r\n", source->text[i]) != NULL)
		i++;
	return i;
}

static size_t
trimmed_size(const struct source *source)
{
	size_t size = source->size;

	while (size > 0 && strchr(" \t\r\n", source->text[size - 1]) != NULL)
		size--;
	return size;
}

static void
try_file(struct counts *counts, const struct sources *sources,
    const struct separator *separator, enum newsconv_split split,
    uint32_t *state)
{
	struct nc_buffer file = NC_BUFFER(SIZE_MAX / 2);
	size_t starts[PARTS_MOST], ends[PARTS_MOST], i;
	unsigned parts = 2 + random_below(state, PARTS_MOST - 1);
	struct newsconv_articles *articles;

	for (i = 0; i < parts; i++) {
		const struct source *source = &sources->sources[random_below(
		    state, (uint32_t)sources->count)];

		add_filled(
		    &file, separator->before, source, (unsigned)i + 1, parts);
		starts[i] = file.size + skip_white(source);
		ends[i] = file.size + trimmed_size(source);
		nc_buffer_add(&file, source->text, source->size);
		if (i + 1 < parts)
			nc_buffer_text(&file, separator->between);
		nc_buffer_text(&file, separator->behind);
	}
	count_parts(file.data, file.size, split, &articles);
	compare(counts, articles, starts, ends, parts);
	newsconv_articles_free(articles);
	nc_buffer_free(&file);
}

static void
print_row(const char *style, const char *separator, const char *split,
    const struct counts *counts)
{
	printf("%-8s %-18s %-7s %6zu %6zu", style, separator, split,
	    counts->expected, counts->made);
	printf("  %.3f  %.3f\n",
	    counts->made == 0 ? 1.0
			      : (double)counts->right / (double)counts->made,
	    counts->expected == 0
		? 1.0
		: (double)counts->right / (double)counts->expected);
}

static void
try_separators(const struct sources *sources, const char *style)
{
	/* Of extracts alone: signs that mean nothing are no news in pages. */
	int splits = strcmp(style, styles[0]) == 0 ? 2 : 1, split, n;
	size_t i;

	for (i = 0; i < SEPARATORS; i++)
		for (split = 0; split < splits; split++) {
			struct counts counts = {0, 0, 0};
			uint32_t state = 7;

			for (n = 0; n < FILES; n++)
				try_file(&counts, sources, &separators[i],
				    split ? NEWSCONV_SPLIT_ALWAYS
					  : NEWSCONV_SPLIT_AUTO,
				    &state);
			print_row(style, separators[i].name,
			    split ? "always" : "auto", &counts);
		}
}

static void
try_alone(const struct sources *sources, const char *style)
{
	struct newsconv_articles *articles;
	size_t cut[2] = {0, 0}, i;
	int split;

	for (i = 0; i < sources->count; i++)
		for (split = 0; split < 2; split++) {
			cut[split] += count_parts(sources->sources[i].text,
					  sources->sources[i].size,
					  split ? NEWSCONV_SPLIT_ALWAYS
						: NEWSCONV_SPLIT_AUTO,
					  &articles) > 1;
			newsconv_articles_free(articles);
		}
	printf("%-8s %6zu dumps, cut by auto %zu, by always %zu\n", style,
	    sources->count, cut[0], cut[1]);
}

static json_t *
read_gold(const char *directory)
{
	char path[4096], *text, *line, *rest;
	json_t *gold = must(json_array());
	size_t size;

	snprintf(path, sizeof(path), "%s/gold.jsonl", directory);
	text = read_whole(path, &size);
	for (line = strtok_r(text, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		json_array_append_new(gold, must(json_loads(line, 0, NULL)));
	free(text);
	return gold;
}

int
main(int argc, char **argv)
{
	struct sources sources[STYLES];
	json_t *gold;
	size_t i, j;

	if (argc != 2)
		return 64;
	gold = read_gold(argv[1]);
	printf("Several articles in one file\n");
	for (i = 0; i < STYLES; i++) {
		read_sources(&sources[i], gold, json_array_size(gold), argv[1],
		    styles[i]);
		if (sources[i].count > 0)
			try_alone(&sources[i], styles[i]);
	}
	printf("\n%-8s %-18s %-7s %6s %6s  %5s  %5s\n", "style", "separator",
	    "split", "cuts", "made", "P", "R");
	for (i = 0; i < STYLES; i++) {
		if (sources[i].count > 0)
			try_separators(&sources[i], styles[i]);
		for (j = 0; j < sources[i].count; j++)
			free(sources[i].sources[j].text);
		free(sources[i].sources);
	}
	json_decref(gold);
	return 0;
}
