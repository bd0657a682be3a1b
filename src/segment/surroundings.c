/*
 * Looking at the blocks of a dump together.  Words are compared by hashes; in
 * scripts without blanks, two characters in a row are a word.
 */
#include <stdlib.h>
#include <string.h>

#include "surroundings.h"
#include "utf8.h"

enum {
	SHORT_LINE = 50,      /* columns, in runs of short lines */
	CONTENT_WORD = 4,     /* characters of a word that says something */
	FIRST_WORDS = 64,     /* looked at in the first line */
	BLOCK_WORDS = 64,     /* ... and in a block that is compared with it */
	CORE_WORDS = 1 << 15, /* remembered of the core */
	OPENING = 6,          /* paragraphs that say what it is about */
	PAGE_BLOCKS = 24      /* a whole page has more */
};

#define HASH_SEED UINT32_C(0x811c9dc5) /* FNV-1a */
#define HASH_FACTOR UINT32_C(0x01000193)

/* ------------------------------------------------------------------- words */

struct words {
	struct newsconv_text text;
	size_t at;
	uint32_t wide; /* the wide character before, 0 for none */
};

static bool
is_wide(uint32_t c)
{
	return nc_width(c) == 2 || (c >= 0xe00 && c < 0xe80);
}

/* The next word's hash, never 0; 0 behind the last one. */
static uint32_t
next_word(struct words *words, size_t *characters)
{
	uint32_t c, hash = HASH_SEED;
	size_t length;

	*characters = 0;
	while ((length = nc_utf8_decode(words->text.data + words->at,
		    words->text.size - words->at, &c)) > 0) {
		bool letter = nc_is_letter(c) || nc_is_digit(c);
		uint32_t before = words->wide;

		if (*characters > 0 && (!letter || is_wide(c)))
			return hash == 0 ? 1 : hash;
		words->at += length;
		words->wide = letter && is_wide(c) ? c : 0;
		if (words->wide != 0 && before != 0) {
			*characters = CONTENT_WORD;
			hash = ((hash ^ before) * HASH_FACTOR ^ c) *
			    HASH_FACTOR;
			return hash == 0 ? 1 : hash;
		}
		if (!letter || words->wide != 0)
			continue;
		hash = (hash ^ nc_lower(c)) * HASH_FACTOR;
		++*characters;
	}
	return *characters == 0 ? 0 : hash == 0 ? 1 : hash;
}

/* --------------------------------------------------------- the core's words */

struct core_word {
	uint32_t hash;
	uint32_t block; /* where it was found first */
	bool shared;    /* ... and in another one */
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
add_words(struct core_words *core, struct newsconv_text text, uint32_t block)
{
	struct words words = {text, 0, 0};
	size_t characters;
	uint32_t hash;

	while ((hash = next_word(&words, &characters)) != 0) {
		struct core_word *word;

		if (characters < CONTENT_WORD)
			continue;
		word = find_word(core, hash);
		if (word->hash == hash) {
			word->shared |= word->block != block;
			continue;
		}
		if (core->count * 4 >= core->capacity * 3)
			return; /* enough is known of it */
		word->hash = hash;
		word->block = block;
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
    size_t first, size_t end)
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
			add_words(
			    core, around->layout->runs[i].text, (uint32_t)i);
	return true;
}

static bool
has_word(const struct core_words *core, uint32_t hash, size_t block)
{
	const struct core_word *word = find_word(core, hash);

	return word->hash == hash && (word->shared || word->block != block);
}

static void
find_overlap(struct nc_surrounding *own, const struct core_words *core,
    const struct core_words *opening, struct newsconv_text text, size_t block)
{
	struct words words = {text, 0, 0};
	size_t characters, all = 0, in_core = 0, in_opening = 0;
	uint32_t hash;

	while ((hash = next_word(&words, &characters)) != 0) {
		if (characters < CONTENT_WORD)
			continue;
		all++;
		in_core += has_word(core, hash, block);
		in_opening += has_word(opening, hash, block);
	}
	own->overlap = all == 0 ? NC_NO_OVERLAP
				: (uint8_t)(in_core * 100 / all);
	own->opening = all == 0 ? NC_NO_OVERLAP
				: (uint8_t)(in_opening * 100 / all);
}

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

static bool
find_overlaps(struct nc_surroundings *around)
{
	struct core_words core = {NULL, 0, 0}, opening = {NULL, 0, 0};
	size_t first, end, i;
	bool done;

	find_opening(around, &first, &end);
	done = read_words(
		   &core, around, around->core_first, around->core_end) &&
	    read_words(&opening, around, first, end);
	for (i = 0; done && i < around->count; i++)
		find_overlap(&around->blocks[i], &core, &opening,
		    around->layout->runs[i].text, i);
	free(core.table);
	free(opening.table);
	return done;
}

/* ---------------------------------------------------------- the first line */

struct first_line {
	uint32_t words[FIRST_WORDS];
	bool content[FIRST_WORDS]; /* long enough to say something */
	size_t count;
};

static void
read_first_line(struct first_line *first, struct newsconv_text text)
{
	struct words words = {text, 0, 0};
	size_t characters;
	uint32_t hash;

	first->count = 0;
	while (first->count < FIRST_WORDS &&
	    (hash = next_word(&words, &characters)) != 0) {
		first->content[first->count] = characters >= CONTENT_WORD;
		first->words[first->count++] = hash;
	}
}

/* Some words of a block, in their order. */
struct block_words {
	uint32_t words[BLOCK_WORDS];
	size_t count;
	size_t found; /* of them, those that the first line has */
	uint64_t title_found;
};

static void
read_block_words(struct block_words *block, const struct first_line *first,
    struct newsconv_text text)
{
	struct words words = {text, 0, 0};
	size_t characters, i;
	uint32_t hash;

	block->count = block->found = 0;
	block->title_found = 0;
	while ((hash = next_word(&words, &characters)) != 0) {
		for (i = 0; i < first->count && first->words[i] != hash; i++)
			continue;
		if (i < first->count && first->content[i])
			block->title_found |= UINT64_C(1) << i;
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
compare_with_first_line(struct nc_surroundings *around)
{
	struct block_words block;
	struct first_line first;
	size_t i;

	if (around->count == 0)
		return;
	read_first_line(&first, around->layout->runs[0].text);
	for (i = 0; i < first.count; i++)
		around->title_words += first.content[i];
	for (i = 1; i < around->count; i++) {
		struct nc_surrounding *own = &around->blocks[i];

		read_block_words(&block, &first, around->layout->runs[i].text);
		own->likeness = (uint8_t)likeness_to(&first, &block);
		own->title_part = part_of(&first, &block);
		own->title_found = block.title_found;
		if (block.count > 0)
			own->title_words = (uint8_t)(block.found * 100 /
			    block.count);
		if (first.count > 0)
			own->title_share = (uint8_t)(block.found >= first.count
				? 100
				: block.found * 100 / first.count);
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

bool
nc_surroundings_find(struct nc_surroundings *around,
    const struct nc_layout *layout, const struct nc_features *features)
{
	memset(around, 0, sizeof(*around));
	around->layout = layout;
	around->features = features;
	around->count = layout->count;
	around->blocks = calloc(layout->count, sizeof(*around->blocks));
	if (around->blocks == NULL)
		return false;
	compare_with_first_line(around);
	measure_core(around);
	find_since_title(around);
	if (!find_copies(around) || !find_overlaps(around))
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
