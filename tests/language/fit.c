/*
 * Make the table of language identification (src/lang/grams.def) from texts.
 *
 *	fit LANGUAGES TEXTS [WITHOUT]
 *
 * For each language of a script with several, the n-grams are taken that tell
 * it best from all others together and from its nearest neighbours; then every
 * language of the script gets its weight on each of them.  WITHOUT names a
 * source to leave out, for a trial on texts that the table has not seen.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "grams.h"

enum {
	NEIGHBOURS = 3,
	/* N-grams taken for each language: against all, and a neighbour. */
	AGAINST_ALL = 400,
	AGAINST_NEIGHBOUR = 115,
	/* More languages than this: it tells little, and takes long to add. */
	MOST_SHARING = 14,
	/* Of a hundred slots, so many are filled. */
	LOAD = 66
};

/* The likelihood of an n-gram that a language was never seen to have. */
static const double unseen = 2.5e-6;

/* Short n-grams overlap with longer ones, and repeat what these say. */
static const double trust[ORDERS] = {0.4, 0.5, 0.7, 0.9, 1.2};

struct feature {
	size_t first; /* of likelihoods */
	size_t count;
	double value; /* the best it does for a language */
	bool taken;
};

struct candidate {
	double value;
	size_t feature;
};

struct fit {
	struct list list;
	struct likelihoods all;
	struct feature *features;
	size_t feature_count;
	/* Of the languages of one script. */
	size_t group[MOST_LANGUAGES];
	size_t group_size;
};

static void
find_features(struct fit *fit)
{
	size_t i = 0;

	fit->features = must(
	    malloc((fit->all.count + 1) * sizeof(*fit->features)));
	while (i < fit->all.count) {
		struct feature feature = {i, 0, 0, false};

		while (i < fit->all.count &&
		    fit->all.items[i].hash ==
			fit->all.items[feature.first].hash)
			i++;
		feature.count = i - feature.first;
		fit->features[fit->feature_count++] = feature;
	}
}

static double
likelihood_in(const struct fit *fit, const struct feature *feature, size_t l)
{
	size_t i;

	for (i = 0; i < feature->count; i++)
		if (fit->all.items[feature->first + i].language == l)
			return (double)fit->all.items[feature->first + i].p;
	return 0;
}

static bool
in_group(const struct fit *fit, size_t language)
{
	size_t i;

	for (i = 0; i < fit->group_size; i++)
		if (fit->group[i] == language)
			return true;
	return false;
}

/* A feature of this script: its languages are of the group. */
static bool
is_usable(const struct fit *fit, const struct feature *feature)
{
	size_t i, sharing = 0;

	for (i = 0; i < feature->count; i++) {
		const struct likelihood *item =
		    &fit->all.items[feature->first + i];

		if (in_group(fit, item->language) &&
		    (double)item->p > 3 * unseen)
			sharing++;
	}
	return sharing > 0 && sharing <= MOST_SHARING;
}

static double
mean_of(const struct fit *fit, const struct feature *feature)
{
	double sum = unseen * (double)fit->group_size;
	size_t i;

	for (i = 0; i < feature->count; i++)
		if (in_group(fit, fit->all.items[feature->first + i].language))
			sum += (double)fit->all.items[feature->first + i].p;
	return sum / (double)fit->group_size;
}

static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->feature < y->feature ? -1 : x->feature > y->feature;
}

static void
take_best(
    struct fit *fit, struct candidate *candidates, size_t count, size_t wanted)
{
	size_t i;

	qsort(candidates, count, sizeof(*candidates), compare_candidates);
	for (i = 0; i < count && i < wanted; i++) {
		struct feature *feature = &fit->features[candidates[i].feature];

		feature->taken = true;
		if (candidates[i].value > feature->value)
			feature->value = candidates[i].value;
	}
}

/* How much two languages share: the sum of the smaller likelihoods. */
static void
find_overlaps(const struct fit *fit, double overlaps[][MOST_LANGUAGES])
{
	size_t f, i, j;

	for (f = 0; f < fit->feature_count; f++) {
		const struct feature *feature = &fit->features[f];
		const struct likelihood *items =
		    &fit->all.items[feature->first];

		for (i = 0; i < feature->count; i++)
			for (j = 0; j < feature->count; j++)
				overlaps[items[i].language]
					[items[j].language] += (double)fminf(
					    items[i].p, items[j].p);
	}
}

static void
find_neighbours(const struct fit *fit, const double *overlaps, size_t language,
    size_t neighbours[NEIGHBOURS])
{
	size_t n, i;

	for (n = 0; n < NEIGHBOURS; n++) {
		size_t best = SIZE_MAX, j;

		for (i = 0; i < fit->group_size; i++) {
			size_t l = fit->group[i];
			bool known = l == language;

			for (j = 0; j < n; j++)
				known |= neighbours[j] == l;
			if (!known &&
			    (best == SIZE_MAX || overlaps[l] > overlaps[best]))
				best = l;
		}
		neighbours[n] = best;
	}
}

/* `against`: a language, or SIZE_MAX for all together. */
static void
take_against(struct fit *fit, struct candidate *candidates, size_t language,
    size_t against, size_t wanted)
{
	size_t f, count = 0;

	for (f = 0; f < fit->feature_count; f++) {
		const struct feature *feature = &fit->features[f];
		double own = likelihood_in(fit, feature, language), other;

		if (own < 3 * unseen || !is_usable(fit, feature))
			continue;
		other = against == SIZE_MAX
		    ? mean_of(fit, feature)
		    : fmax(likelihood_in(fit, feature, against), unseen);
		if (own > other)
			candidates[count++] = (struct candidate){
			    own * log(own / other), f};
	}
	take_best(fit, candidates, count, wanted);
}

static void
take_group(
    struct fit *fit, const char *script, double overlaps[][MOST_LANGUAGES])
{
	struct candidate *candidates = must(
	    malloc((fit->feature_count + 1) * sizeof(*candidates)));
	size_t neighbours[NEIGHBOURS];
	size_t i, n;

	fit->group_size = 0;
	for (i = 0; i < fit->list.count; i++)
		if (strcmp(fit->list.languages[i].script, script) == 0 ||
		    (strncmp(fit->list.languages[i].script, "Han", 3) == 0 &&
			strncmp(script, "Han", 3) == 0))
			fit->group[fit->group_size++] = i;
	for (i = 0; fit->group_size > 1 && i < fit->group_size; i++) {
		size_t l = fit->group[i];

		take_against(fit, candidates, l, SIZE_MAX,
		    fit->group_size < 20 ? 2 * AGAINST_ALL : AGAINST_ALL);
		find_neighbours(fit, overlaps[l], l, neighbours);
		for (n = 0; n < NEIGHBOURS && n + 1 < fit->group_size; n++)
			take_against(fit, candidates, l, neighbours[n],
			    AGAINST_NEIGHBOUR);
	}
	free(candidates);
}

static void
take_all(struct fit *fit)
{
	static double overlaps[MOST_LANGUAGES][MOST_LANGUAGES];
	size_t i;

	find_overlaps(fit, overlaps);
	for (i = 0; i < fit->list.count; i++) {
		const char *script = fit->list.languages[i].script;
		size_t j;

		for (j = 0; j < i; j++)
			if (strcmp(fit->list.languages[j].script, script) == 0)
				break;
		if (j == i && strcmp(script, "Hant") != 0)
			take_group(fit, script, overlaps);
	}
}

/* ---------------------------------------------------------- the table */

struct output {
	uint16_t *entries;
	size_t entry_count;
	uint32_t *slots;
	size_t buckets;
	size_t dropped;
};

static int
compare_features(const void *a, const void *b)
{
	const struct feature *x = *(struct feature *const *)a,
			     *y = *(struct feature *const *)b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

static void
put_entries(
    const struct fit *fit, const struct feature *feature, struct output *output)
{
	size_t i, last = SIZE_MAX;

	for (i = 0; i < feature->count; i++) {
		const struct likelihood *item =
		    &fit->all.items[feature->first + i];
		double weight = NC_GRAM_UNITS * trust[item->order] *
		    log((double)item->p / unseen);

		if (weight < 6)
			continue;
		last = output->entry_count++;
		output->entries[last] = (uint16_t)(item->language << 8 |
		    (unsigned)fmin(weight, 255));
	}
	if (last != SIZE_MAX)
		output->entries[last] |= 0x8000;
}

static void
put_feature(
    const struct fit *fit, const struct feature *feature, struct output *output)
{
	uint32_t hash = fit->all.items[feature->first].hash;
	uint32_t check = hash & NC_GRAM_CHECK;
	uint32_t *slot = output->slots +
	    NC_GRAM_BUCKET * (size_t)((uint64_t)hash * output->buckets >> 32);
	size_t start = output->entry_count;
	unsigned i;

	check += check == 0;
	for (i = 0; i < NC_GRAM_BUCKET && slot[i] != 0; i++)
		if ((slot[i] & NC_GRAM_CHECK) == check)
			break;
	if (i == NC_GRAM_BUCKET || slot[i] != 0 || start >= 1 << 18) {
		output->dropped++;
		return;
	}
	put_entries(fit, feature, output);
	if (output->entry_count > start)
		slot[i] = (uint32_t)start << NC_GRAM_CHECK_BITS | check;
}

static void
build(const struct fit *fit, struct output *output)
{
	struct feature **taken = must(
	    malloc((fit->feature_count + 1) * sizeof(*taken)));
	size_t count = 0, i;

	for (i = 0; i < fit->feature_count; i++)
		if (fit->features[i].taken)
			taken[count++] = &fit->features[i];
	qsort(taken, count, sizeof(*taken), compare_features);
	output->buckets = count * 100 / LOAD / NC_GRAM_BUCKET + 1;
	output->slots = must(
	    calloc(output->buckets * NC_GRAM_BUCKET, sizeof(*output->slots)));
	output->entries = must(
	    calloc(fit->all.count + 1, sizeof(*output->entries)));
	for (i = 0; i < count; i++)
		put_feature(fit, taken[i], output);
	free(taken);
}

static const char *
letters_of(const char *script)
{
	static char upper[8];
	size_t i;

	if (strncmp(script, "Han", 3) == 0)
		return "HANI";
	if (strcmp(script, "Kore") == 0)
		return "HANG";
	if (strcmp(script, "Jpan") == 0)
		return "KANA";
	for (i = 0; script[i] != '\0'; i++)
		upper[i] = (char)(script[i] >= 'a' ? script[i] - 32
						   : script[i]);
	upper[i] = '\0';
	return upper;
}

static void
print(const struct fit *fit, const struct output *output)
{
	size_t i;

	puts("/* Made by `make language-table`; what of: "
	     "tests/language/README.md. */");
	puts("/* clang-format off */");
	puts("#ifdef GRAM_LANGUAGE");
	for (i = 0; i < fit->list.count; i++)
		printf("GRAM_LANGUAGE(\"%s\", \"%s\", %s)\n",
		    fit->list.languages[i].tag, fit->list.languages[i].script,
		    letters_of(fit->list.languages[i].script));
	puts("#endif\n#ifdef GRAM_SLOTS");
	puts("static const uint32_t slots[] = {");
	for (i = 0; i < output->buckets * NC_GRAM_BUCKET; i++)
		printf("%u,%s", output->slots[i],
		    i % NC_GRAM_BUCKET == 7 ? "\n" : "");
	puts("};\n#endif\n#ifdef GRAM_ENTRIES");
	puts("static const uint16_t entries[] = {");
	for (i = 0; i < output->entry_count; i++)
		printf("%u,%s", output->entries[i], i % 12 == 11 ? "\n" : "");
	puts("};\n#endif");
}

int
main(int argc, char **argv)
{
	static struct fit fit;
	struct output output = {0};

	if (argc < 3) {
		fputs("usage: fit LANGUAGES TEXTS [WITHOUT]\n", stderr);
		return 64;
	}
	list_read(&fit.list, argv[1]);
	likelihoods_count(&fit.all, &fit.list, argv[2], argv[3]);
	find_features(&fit);
	take_all(&fit);
	if (fit.feature_count == 0) {
		fprintf(stderr, "no texts in %s\n", argv[2]);
		return 1;
	}
	build(&fit, &output);
	print(&fit, &output);
	fprintf(stderr, "%zu buckets, %zu dropped, %zu entries, %zu bytes\n",
	    output.buckets, output.dropped, output.entry_count,
	    output.buckets * NC_GRAM_BUCKET * 4 + 2 * output.entry_count);
	return 0;
}
