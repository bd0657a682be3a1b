/*
 * Counting.  Sources differ in size and in how much they read like news, so
 * each is weighed: it counts for as many words as `quality` says, whatever its
 * size.  N-gram counts that others made from Wikipedia are taken as they are.
 */
#include "counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grams.h"
#include "utf8.h"

/* Letters that a source is worth at most, and how much of them it is. */
enum { WORTH = 100000 };

static const struct source {
	const char *name;
	double quality;
} sources[] = {{"udhr", 2}, {"wesnoth", 1}, {"handbook", 1}, {"gnome", 0.4},
    {"installer", 0.3}, {"wordpress", 0.3}, {"mediawiki", 0.4},
    {"profiles", 0.5}};

enum { SOURCE_COUNT = sizeof(sources) / sizeof(*sources) };

/* Below this an n-gram is chance. */
static const double least = 1e-6;

struct cell {
	uint32_t hash; /* 0: free */
	uint16_t order;
	double count;
};

struct table {
	struct cell *cells;
	size_t mask;
	size_t used;
	double totals[ORDERS];
};

static void
table_open(struct table *table, size_t size)
{
	memset(table, 0, sizeof(*table));
	table->cells = must(calloc(size, sizeof(*table->cells)));
	table->mask = size - 1;
}

static void table_add(
    struct table *table, uint32_t hash, unsigned order, double count);

static void
table_grow(struct table *table)
{
	struct table larger;
	size_t i;

	table_open(&larger, 2 * (table->mask + 1));
	for (i = 0; i <= table->mask; i++)
		if (table->cells[i].hash != 0)
			table_add(&larger, table->cells[i].hash,
			    table->cells[i].order, table->cells[i].count);
	memcpy(larger.totals, table->totals, sizeof(larger.totals));
	free(table->cells);
	*table = larger;
}

static void
table_add(struct table *table, uint32_t hash, unsigned order, double count)
{
	size_t i;

	if (2 * table->used > table->mask)
		table_grow(table);
	i = hash & table->mask;
	while (table->cells[i].hash != 0 && table->cells[i].hash != hash)
		i = (i + 1) & table->mask;
	table->used += table->cells[i].hash == 0;
	table->cells[i].hash = hash;
	table->cells[i].order = (uint16_t)order;
	table->cells[i].count += count;
	table->totals[order] += count;
}

static void
count_text(struct table *table, const char *text, size_t size)
{
	struct nc_gram_reader reader = {text, text + size, NULL};
	struct nc_gram_word word;
	struct nc_gram_hashes hashes;
	unsigned order;
	size_t i;

	while (nc_gram_read(&reader, &word)) {
		nc_gram_hash(&hashes, &word);
		for (i = 0, order = 0; i < hashes.count; i++) {
			while (i == hashes.ends[order])
				order++;
			table_add(table, hashes.items[i], order, 1);
		}
	}
}

/* "th", " th": the n-gram, cut like a word of which it is a part. */
static void
count_profile_line(struct table *table, char *line)
{
	char *tab = strchr(line, '\t');
	double count = atof(tab + 1);
	bool before = line[0] == ' ', after = tab > line && tab[-1] == ' ';
	struct nc_gram_reader reader = {line, tab, NULL};
	struct nc_gram_word word, rest;
	struct nc_gram_hashes hashes;
	size_t order, at;

	if (!nc_gram_read(&reader, &word) || nc_gram_read(&reader, &rest))
		return;
	nc_gram_hash(&hashes, &word);
	order = word.count - 2 + before + after;
	if (order > 3 || (order == 1 && hashes.ends[0] == 0))
		return;
	/* It is the first of its order, or the one behind the blank. */
	at = order == 1 ? 0 : hashes.ends[order - 2] + (before ? 0 : 1);
	table_add(table, hashes.items[at], (unsigned)order - 1, count);
}

static void
count_profile(struct table *table, char *text)
{
	char *line = strtok(text, "\n");

	for (; line != NULL; line = strtok(NULL, "\n"))
		if (strchr(line, '\t') != NULL)
			count_profile_line(table, line);
}

/*
 * Add a source to the language it is a part of.  Roots are added, and the sum
 * squared at the end: what one source alone is full of says more of what it
 * is about than of its language.
 */
static void
merge(struct table *sum, const struct table *table, double quality)
{
	double letters = table->totals[1] < WORTH ? table->totals[1] : WORTH;
	double weight = quality * sqrt(letters / WORTH);
	size_t i;

	for (i = 0; i <= table->mask; i++) {
		const struct cell *cell = &table->cells[i];

		if (cell->hash != 0)
			table_add(sum, cell->hash, cell->order,
			    weight *
				sqrt(cell->count / table->totals[cell->order]));
	}
}

/* Square, and make them add up to one for each order. */
static void
finish(struct table *sum)
{
	size_t i;

	memset(sum->totals, 0, sizeof(sum->totals));
	for (i = 0; i <= sum->mask; i++) {
		struct cell *cell = &sum->cells[i];

		cell->count *= cell->count;
		if (cell->hash != 0)
			sum->totals[cell->order] += cell->count;
	}
}

static void
keep(struct likelihoods *all, const struct table *sum, size_t language)
{
	size_t i;

	for (i = 0; i <= sum->mask; i++) {
		const struct cell *cell = &sum->cells[i];
		double p;

		if (cell->hash == 0)
			continue;
		p = cell->count / sum->totals[cell->order];
		if (p < least)
			continue;
		if (all->count == all->capacity) {
			all->capacity = 2 * all->capacity + 1024;
			all->items = must(realloc(
			    all->items, all->capacity * sizeof(*all->items)));
		}
		all->items[all->count++] = (struct likelihood){
		    cell->hash, (uint16_t)language, cell->order, (float)p};
	}
}

static int
compare(const void *a, const void *b)
{
	const struct likelihood *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (int)x->language - (int)y->language;
}

static void
count_language(struct likelihoods *all, const struct list *list,
    size_t language, const char *directory, const char *without)
{
	struct table sum;
	size_t i;

	table_open(&sum, 1 << 16);
	for (i = 0; i < SOURCE_COUNT; i++) {
		struct table table;
		size_t size;
		char *text;

		if (without != NULL && strcmp(sources[i].name, without) == 0)
			continue;
		text = text_read(directory, sources[i].name,
		    list->languages[language].tag, &size);
		if (text == NULL)
			continue;
		table_open(&table, 1 << 16);
		if (strcmp(sources[i].name, "profiles") == 0)
			count_profile(&table, text);
		else
			count_text(&table, text, size);
		merge(&sum, &table, sources[i].quality);
		free(table.cells);
		free(text);
	}
	finish(&sum);
	keep(all, &sum, language);
	free(sum.cells);
}

void
likelihoods_count(struct likelihoods *all, const struct list *list,
    const char *directory, const char *without)
{
	size_t i;

	memset(all, 0, sizeof(*all));
	for (i = 0; i < list->count; i++)
		count_language(all, list, i, directory, without);
	qsort(all->items, all->count, sizeof(*all->items), compare);
}
