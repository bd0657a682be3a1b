/* Language first, since layout and features ask its table. */
#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "utf8.h"

/* The guess is made from the dump's first lines. */
enum { GUESS_LINES = 2048 };

static bool
guess_language(struct nc_blocks *blocks)
{
	const struct nc_dump *dump = &blocks->dump;
	size_t count = dump->line_count < GUESS_LINES ? dump->line_count
						      : GUESS_LINES;
	struct newsconv_text *texts = calloc(count, sizeof(*texts));
	size_t i;

	if (texts == NULL)
		return false;
	for (i = 0; i < count; i++)
		texts[i] = dump->lines[i].text;
	nc_language_guess(texts, count, &blocks->guess);
	nc_languages_choose(&blocks->languages, blocks->guess.tag);
	free(texts);
	return true;
}

/* "two- and three-year": a conjunction keeps the hyphen before it. */
static bool
is_conjunction(struct newsconv_text word, const void *context)
{
	const struct nc_languages *languages = context;
	const char *const *conjunction;
	size_t i;

	for (i = 0; i < languages->count; i++)
		for (conjunction = languages->tables[i]->conjunctions;
		     *conjunction != NULL; conjunction++)
			if (nc_text_equals(word, *conjunction))
				return true;
	return false;
}

static bool
keep_date(
    struct nc_blocks *blocks, size_t block, const struct nc_date_found *found)
{
	struct nc_block_date *dates = nc_arena_grow(blocks->dump.arena,
	    blocks->dates, blocks->date_count, sizeof(*dates));

	if (dates == NULL)
		return false;
	blocks->dates = dates;
	dates[blocks->date_count].block = block;
	dates[blocks->date_count++].found = *found;
	return true;
}

bool
nc_blocks_measure(struct nc_blocks *blocks)
{
	const struct nc_layout *layout = &blocks->layout;
	struct nc_date_found date;
	size_t i;

	if (blocks->features == NULL)
		blocks->features = calloc(
		    layout->count, sizeof(*blocks->features));
	if (blocks->features == NULL)
		return false;
	blocks->date_count = 0;
	for (i = 0; i < layout->count; i++) {
		nc_features_measure(&blocks->features[i], &date,
		    layout->runs[i].text, &blocks->languages);
		if (blocks->features[i].date && !keep_date(blocks, i, &date))
			return false;
	}
	return true;
}

bool
nc_blocks_find(struct nc_blocks *blocks, const struct nc_dump *dump)
{
	memset(blocks, 0, sizeof(*blocks));
	blocks->dump = *dump;
	return guess_language(blocks) &&
	    nc_layout_find(&blocks->layout, &blocks->dump, is_conjunction,
		&blocks->languages) &&
	    nc_blocks_measure(blocks);
}

void
nc_blocks_free(struct nc_blocks *blocks)
{
	free(blocks->features);
}

static int
compare_date(const void *key, const void *element)
{
	const struct nc_block_date *date = element;
	const size_t *block = key;

	return (*block > date->block) - (*block < date->block);
}

const struct nc_date_found *
nc_blocks_date(const struct nc_blocks *blocks, size_t block)
{
	const struct nc_block_date *date = NULL;

	if (blocks->date_count > 0)
		date = bsearch(&block, blocks->dates, blocks->date_count,
		    sizeof(*date), compare_date);
	return date == NULL ? NULL : &date->found;
}
