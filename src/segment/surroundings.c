/*
 * Looking at the blocks of a dump together.  Words are compared by hashes, which
 * are made once.
 */
#include <stdlib.h>
#include <string.h>

#include "surroundings.h"
#include "text_words.h"

enum {
	SHORT_LINE = 50,      /* columns, in runs of short lines */
	FIRST_WORDS = 64,     /* looked at in the first line */
	BLOCK_WORDS = 64,     /* ... and in a block that is compared with it */
	CORE_WORDS = 1 << 15, /* remembered of the core */
	OPENING = 6,          /* paragraphs that say what it is about */
	PAGE_BLOCKS = 24      /* a whole page has more */
};

/* ------------------------------------------------------------- all the words */

/*
 * The words of all blocks, hashed once for all that they are compared with.  The
 * lowest bit of a hash says whether the word is long enough to say something:
 * of equal words it is equal.
 */
struct all_words {
	uint32_t *hashes;
	size_t count;
	size_t room;
	size_t *starts; /* of each block's, and one behind the last */
};

static bool
is_content(uint32_t hash)
{
	return (hash & 1) != 0;
}

static bool
add_word(struct all_words *all, uint32_t hash, bool content)
{
	if (all->count == all->room) {
		size_t room = 2 * all->room + 1024;
		uint32_t *hashes = realloc(all->hashes, room * sizeof(*hashes));

		if (hashes == NULL)
			return false;
		all->hashes = hashes;
		all->room = room;
	}
	hash = (hash & ~UINT32_C(1)) | content;
	all->hashes[all->count++] = hash == 0 ? 2 : hash;
	return true;
}

static bool
read_all_words(struct all_words *all, const struct nc_surroundings *around)
{
	size_t characters, i;
	uint32_t hash;

	memset(all, 0, sizeof(*all));
	all->starts = malloc((around->count + 1) * sizeof(*all->starts));
	if (all->starts == NULL)
		return false;
	for (i = 0; i < around->count; i++) {
		struct nc_text_words words = {
		    around->layout->runs[i].text, 0, 0};

		all->starts[i] = all->count;
		while ((hash = nc_text_words_next(&words, &characters)) != 0)
			if (!add_word(all, hash, characters >= NC_WORD_CONTENT))
				return false;
	}
	all->starts[i] = all->count;
	return true;
}

static void
free_all_words(struct all_words *all)
{
	free(all->hashes);
	free(all->starts);
}

/* --------------------------------------------------------- the core's words */

#define SHARED UINT32_MAX /* no block's number */

struct core_word {
	uint32_t hash;
	uint32_t block; /* where it was found; SHARED: in more than one */
};

struct core_words {
	struct core_word *table;
	size_t capacity; /* a power of two */
	size_t count;
};

static struct core_word *
find_word(const struct core_words *words, uint32_t hash)
{
	size_t at = (hash * UINT32_C(0x9e3779b1)) & (words->capacity - 1);

	while (words->table[at].hash != 0 && words->table[at].hash != hash)
		at = (at + 1) & (words->capacity - 1);
	return &words->table[at];
}

static void
add_words(struct core_words *core, const struct all_words *all, size_t block)
{
	size_t i;

	for (i = all->starts[block]; i < all->starts[block + 1]; i++) {
		uint32_t hash = all->hashes[i];
		struct core_word *word;

		if (!is_content(hash))
			continue;
		word = find_word(core, hash);
		if (word->hash == hash) {
			if (word->block != block)
				word->block = SHARED;
			continue;
		}
		if (core->count * 4 >= core->capacity * 3)
			return; /* enough is known of it */
		word->hash = hash;
		word->block = (uint32_t)block;
		core->count++;
	}
}

static bool
core_block(const struct nc_surroundings *around, size_t block)
{
	return block >= around->core_first && block < around->core_end &&
	    around->features[block].prose;
}

/* The words of the prose in [first, end). */
static bool
read_words(struct core_words *core, const struct nc_surroundings *around,
    const struct all_words *all, size_t first, size_t end)
{
	size_t bytes = 0, i;

	for (i = first; i < end; i++)
		if (around->features[i].prose)
			bytes += around->layout->runs[i].text.size;
	core->count = 0;
	core->capacity = 64;
	while (core->capacity < CORE_WORDS && core->capacity * 3 < bytes)
		core->capacity *= 2;
	core->table = calloc(core->capacity, sizeof(*core->table));
	if (core->table == NULL)
		return false;
	for (i = first; i < end; i++)
		if (around->features[i].prose)
			add_words(core, all, i);
	return true;
}

/* Whether they have the word in another block than this one. */
static bool
core_has(const struct core_words *core, uint32_t hash, size_t block)
{
	const struct core_word *word = find_word(core, hash);

	return word->hash == hash && word->block != block;
}

/* ---------------------------------------------------------- the first line */

struct first_line {
	uint32_t words[FIRST_WORDS];
	bool may_have[256]; /* by bits of hashes */
	size_t count;
};

static unsigned
sieve_of(uint32_t hash)
{
	return hash >> 1 & 0xff;
}

static void
read_first_line(struct first_line *first, const struct all_words *all)
{
	size_t i;

	memset(first, 0, sizeof(*first));
	for (i = 0; i < all->starts[1] && first->count < FIRST_WORDS; i++) {
		first->words[first->count++] = all->hashes[i];
		first->may_have[sieve_of(all->hashes[i])] = true;
	}
}

/* The number of the word in the first line; its count if it is not there. */
static size_t
find_in_first_line(const struct first_line *first, uint32_t hash)
{
	size_t i = 0;

	if (!first->may_have[sieve_of(hash)])
		return first->count;
	while (i < first->count && first->words[i] != hash)
		i++;
	return i;
}

/* Some words of a block, in their order, and what others have of all. */
struct block_words {
	uint32_t words[BLOCK_WORDS];
	size_t count;
	size_t found; /* of them, those that the first line has */
	uint64_t title_found;
	size_t content;
	size_t core_found; /* of the content, what the core has */
};

static void
read_block_words(struct block_words *block, const struct first_line *first,
    const struct core_words *core, const struct all_words *all, size_t number)
{
	size_t at, i;

	block->count = block->found = block->content = block->core_found = 0;
	block->title_found = 0;
	for (at = all->starts[number]; at < all->starts[number + 1]; at++) {
		uint32_t hash = all->hashes[at];

		i = find_in_first_line(first, hash);
		if (i < first->count && is_content(hash))
			block->title_found |= UINT64_C(1) << i;
		if (is_content(hash)) {
			block->content++;
			block->core_found += core_has(core, hash, number);
		}
		if (block->count >= BLOCK_WORDS)
			continue;
		block->words[block->count++] = hash;
		block->found += i < first->count;
	}
}

static enum nc_likeness
likeness_to(const struct first_line *first, const struct block_words *block)
{
	size_t all = block->count, found = block->found;

	if (all == 0 || first->count == 0)
		return NC_LIKENESS_NONE;
	if (found == all && all == first->count)
		return NC_LIKENESS_SAME;
	if (found * 10 >= all * 8 && found * 2 >= first->count)
		return NC_LIKENESS_STRONG;
	if (found * 10 >= all * 9 && (found >= 3 || found == all))
		return NC_LIKENESS_PART;
	if (found * 2 >= all && found * 3 >= first->count)
		return NC_LIKENESS_SOME;
	return NC_LIKENESS_NONE;
}

/* All of the block's words stand in the first line in a row. */
static bool
part_of(const struct first_line *first, const struct block_words *block)
{
	size_t i;

	if (block->found < block->count || block->count == 0)
		return false;
	for (i = 0; i + block->count <= first->count; i++)
		if (memcmp(first->words + i, block->words,
			block->count * sizeof(*block->words)) == 0)
			return true;
	return false;
}

/* From behind the core to the front: which likeness is the last one. */
static void
find_last_like(struct nc_surroundings *around)
{
	size_t limit = around->core_end > 0 ? around->core_first + 2
					    : around->count,
	       i;
	uint8_t best = NC_LIKENESS_PART;

	if (limit > around->count)
		limit = around->count;
	for (i = limit; i > 1; i--) {
		struct nc_surrounding *block = &around->blocks[i - 1];

		if (block->likeness <= best)
			continue;
		block->last_like = best < NC_LIKENESS_STRONG;
		best = NC_LIKENESS_STRONG;
	}
	around->title_again = best >= NC_LIKENESS_STRONG;
}

static void
compare_with_first_line(struct nc_surrounding *own,
    const struct first_line *first, const struct block_words *block)
{
	own->likeness = (uint8_t)likeness_to(first, block);
	own->title_part = part_of(first, block);
	own->title_found = block->title_found;
	if (block->count > 0)
		own->title_words = (uint8_t)(block->found * 100 / block->count);
	if (first->count > 0)
		own->title_share = (uint8_t)(block->found >= first->count
			? 100
			: block->found * 100 / first->count);
}

static void
compare_words(struct nc_surroundings *around, const struct core_words *core,
    const struct all_words *all)
{
	struct block_words block;
	struct first_line first;
	size_t i;

	if (around->count == 0)
		return;
	read_first_line(&first, all);
	for (i = 0; i < first.count; i++)
		around->title_words += is_content(first.words[i]);
	for (i = 0; i < around->count; i++) {
		struct nc_surrounding *own = &around->blocks[i];

		read_block_words(&block, &first, core, all, i);
		own->overlap = block.content == 0
		    ? NC_NO_OVERLAP
		    : (uint8_t)(block.core_found * 100 / block.content);
		if (i > 0)
			compare_with_first_line(own, &first, &block);
	}
}

static void
find_since_title(struct nc_surroundings *around)
{
	uint32_t since = 0;
	size_t i;

	find_last_like(around);
	for (i = 1; i < around->count; i++) {
		struct nc_surrounding *block = &around->blocks[i];

		block->since_title = since > 0 ? since++ : 0;
		if (block->last_like)
			since = 1;
	}
}

/* ---------------------------------------------------------------- opening */

/*
 * The first paragraphs behind the line that is like the page's title; where
 * there is none, of the core.  What they are about, the article is about.
 */
static void
find_opening(const struct nc_surroundings *around, size_t *first, size_t *end)
{
	size_t paragraphs = 0, i;

	*first = around->core_first;
	for (i = around->count; around->title_again && i > 0; i--)
		if (around->blocks[i - 1].last_like) {
			*first = i;
			break;
		}
	for (i = *first; i < around->count && paragraphs < OPENING; i++)
		paragraphs += around->features[i].prose;
	*end = i;
}

static uint8_t
opening_of(
    const struct core_words *opening, const struct all_words *all, size_t block)
{
	size_t content = 0, found = 0, i;

	for (i = all->starts[block]; i < all->starts[block + 1]; i++) {
		if (!is_content(all->hashes[i]))
			continue;
		content++;
		found += core_has(opening, all->hashes[i], block);
	}
	return content == 0 ? NC_NO_OVERLAP : (uint8_t)(found * 100 / content);
}

static bool
compare_with_opening(
    struct nc_surroundings *around, const struct all_words *all)
{
	struct core_words opening;
	size_t first, end, i;

	find_opening(around, &first, &end);
	if (!read_words(&opening, around, all, first, end))
		return false;
	for (i = 0; i < around->count; i++)
		around->blocks[i].opening = opening_of(&opening, all, i);
	free(opening.table);
	return true;
}

/* ------------------------------------------------------------- copies, runs */

static bool
find_copies(struct nc_surroundings *around)
{
	size_t capacity = 64, at, i;
	size_t *table; /* a block's number, and one */

	while (capacity < around->count * 2)
		capacity *= 2;
	table = calloc(capacity, sizeof(*table));
	if (table == NULL)
		return false;
	for (i = 0; i < around->count; i++) {
		uint64_t hash = around->features[i].hash;

		at = (size_t)(hash ^ hash >> 29) & (capacity - 1);
		while (table[at] != 0 &&
		    around->features[table[at] - 1].hash != hash)
			at = (at + 1) & (capacity - 1);
		if (table[at] == 0) {
			table[at] = i + 1;
			continue;
		}
		around->blocks[i].repeats = true;
		around->blocks[table[at] - 1].repeated = true;
	}
	free(table);
	return true;
}

static bool
short_line(const struct nc_features *features)
{
	return features->columns < SHORT_LINE && !features->terminal;
}

static void
find_runs(struct nc_surroundings *around)
{
	size_t i = 0, j, end;

	while (i < around->count) {
		if (!short_line(&around->features[i])) {
			i++;
			continue;
		}
		for (end = i;
		     end < around->count && short_line(&around->features[end]);
		     end++)
			continue;
		for (j = i; j < end; j++) {
			around->blocks[j].run = (uint32_t)(end - i);
			around->blocks[j].run_place = (uint32_t)(j - i);
		}
		i = end;
	}
}

/* A heading "Related articles" counts until prose follows. */
static void
find_since_related(struct nc_surroundings *around)
{
	uint32_t since = 0;
	size_t i;

	for (i = 0; i < around->count; i++) {
		const struct nc_features *features = &around->features[i];

		if (since > 0)
			around->blocks[i].since_related = since++;
		if (features->marks.whole[NC_MARKER_RELATED] > 0)
			since = 1;
		else if (features->prose && features->sentences > 1)
			since = 0;
	}
}

static void
measure_core(struct nc_surroundings *around)
{
	size_t shorts = 0, characters = 0, columns = 0, words = 0, i;

	nc_features_core(around->features, around->count, &around->core_first,
	    &around->core_end);
	for (i = 0; i < around->count; i++) {
		around->blocks[i].prose = (uint32_t)around->prose;
		around->prose += around->features[i].prose;
		shorts += around->features[i].columns < SHORT_LINE;
		characters += around->features[i].characters;
		columns += around->features[i].columns;
		words += around->features[i].words;
		if (core_block(around, i) &&
		    around->features[i].columns > around->longest)
			around->longest = around->features[i].columns;
	}
	around->wide = columns > characters * 3 / 2 + words;
	around->page = around->count >= PAGE_BLOCKS &&
	    shorts * 2 >= around->count;
}

static bool
compare(struct nc_surroundings *around, const struct all_words *all)
{
	struct core_words core;

	if (!read_words(
		&core, around, all, around->core_first, around->core_end))
		return false;
	compare_words(around, &core, all);
	free(core.table);
	find_since_title(around);
	return compare_with_opening(around, all);
}

bool
nc_surroundings_find(struct nc_surroundings *around,
    const struct nc_layout *layout, const struct nc_features *features)
{
	struct all_words all;
	bool done;

	memset(around, 0, sizeof(*around));
	around->layout = layout;
	around->features = features;
	around->count = layout->count;
	around->blocks = calloc(layout->count, sizeof(*around->blocks));
	if (around->blocks == NULL)
		return false;
	measure_core(around);
	if (!find_copies(around))
		return false;
	done = read_all_words(&all, around) && compare(around, &all);
	free_all_words(&all);
	if (!done)
		return false;
	find_runs(around);
	find_since_related(around);
	return true;
}

void
nc_surroundings_free(struct nc_surroundings *around)
{
	free(around->blocks);
}
