/*
 * The table that tests/language makes.  An n-gram leads to one bucket; a slot
 * of it holds some bits of the n-gram's hash and where its languages stand.
 * Each of these has a weight: how much likelier the n-gram is in that language
 * than one that was never seen.
 */
#include "grams.h"

/* An entry: a language, its weight, and whether it is the n-gram's last. */
#define LAST 0x8000u
#define LANGUAGE(entry) ((entry) >> 8 & 0x7f)
#define WEIGHT(entry) ((entry)&0xff)

#define GRAM_LANGUAGE(tag, script, letters) {tag, script, NC_SCRIPT_##letters},
const struct nc_gram_language nc_gram_languages[] = {
#include "grams.def"
};
#undef GRAM_LANGUAGE
#define GRAM_LANGUAGE(tag, script, letters)

const size_t nc_gram_language_count = sizeof(nc_gram_languages) /
    sizeof(*nc_gram_languages);

#define GRAM_SLOTS
#include "grams.def"
#undef GRAM_SLOTS

#define GRAM_ENTRIES
#include "grams.def"
#undef GRAM_ENTRIES

enum { BUCKETS = sizeof(slots) / sizeof(*slots) / NC_GRAM_BUCKET };

static const uint32_t *
bucket_of(uint32_t hash)
{
	return slots +
	    NC_GRAM_BUCKET * (size_t)((uint64_t)hash * BUCKETS >> 32);
}

/* No two slots of a bucket have the same check, and none has 0. */
static uint32_t
find(uint32_t hash)
{
	const uint32_t *slot = bucket_of(hash);
	uint32_t check = hash & NC_GRAM_CHECK, found = 0;
	unsigned i;

	check += check == 0;
	for (i = 0; i < NC_GRAM_BUCKET; i++)
		found |= (slot[i] & NC_GRAM_CHECK) == check ? slot[i] : 0;
	return found;
}

static void
add(struct nc_gram_sums *sums, uint32_t first)
{
	const uint16_t *entry = entries + first;

	for (;; entry++) {
		sums->points[LANGUAGE(*entry)] += WEIGHT(*entry);
		if ((*entry & LAST) != 0)
			return;
	}
}

/* Three steps, each asking memory for what the next one needs. */
void
nc_gram_add(struct nc_gram_sums *sums, const uint32_t *hashes, size_t count)
{
	uint32_t found[NC_GRAM_HASHES];
	size_t used = 0, i;

	for (i = 0; i < count; i++)
		__builtin_prefetch(bucket_of(hashes[i]));
	for (i = 0; i < count; i++) {
		uint32_t slot = find(hashes[i]);

		found[used] = slot >> NC_GRAM_CHECK_BITS;
		__builtin_prefetch(entries + found[used]);
		used += slot != 0;
	}
	for (i = 0; i < used; i++)
		add(sums, found[i]);
	sums->grams += (uint32_t)used;
}
