/*
 * Words as evidence.  Charsets of one writing system differ in the letters
 * beyond ASCII: so only n-grams with one of these count, and whatever the
 * charset makes of the other bytes is the same for all.
 */
#include <string.h>

#include "grams.h"
#include "likeness.h"

static bool
has_foreign(const uint32_t *letters, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (letters[i] >= 0x80)
			return true;
	return false;
}

/* Leave those out that have nothing but ASCII; returns how many are left. */
static size_t
keep_foreign(struct nc_gram_hashes *hashes, const struct nc_gram_word *word)
{
	size_t kept = hashes->ends[0], order, i;

	for (order = 1; order < NC_GRAM_ORDER; order++) {
		size_t start = hashes->ends[order - 1];
		size_t count = hashes->ends[order] - start;

		for (i = 0; i < count; i++)
			if (has_foreign(word->letters + i, order + 1))
				hashes->items[kept++] =
				    hashes->items[start + i];
	}
	for (i = hashes->ends[NC_GRAM_ORDER - 1]; i < hashes->count; i++)
		hashes->items[kept++] = hashes->items[i];
	return kept;
}

struct nc_likeness
nc_likeness(struct newsconv_text text)
{
	struct nc_gram_reader reader = {text.data, text.data + text.size, NULL};
	struct nc_gram_sums sums;
	struct nc_gram_word word;
	struct nc_gram_hashes hashes;
	struct nc_likeness best = {0, "und"};
	size_t i;

	memset(&sums, 0, sizeof(sums));
	while (nc_gram_read(&reader, &word)) {
		if (!has_foreign(word.letters, word.count))
			continue;
		nc_gram_hash(&hashes, &word);
		nc_gram_add(&sums, hashes.items, keep_foreign(&hashes, &word));
	}
	for (i = 0; i < nc_gram_language_count; i++) {
		if (sums.points[i] <= best.points)
			continue;
		best.points = sums.points[i];
		best.tag = nc_gram_languages[i].tag;
	}
	best.points = (uint32_t)((uint64_t)best.points * 10 / NC_GRAM_UNITS);
	return best;
}
