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

bool
nc_blocks_find(struct nc_blocks *blocks, const struct nc_dump *dump)
{
	struct nc_layout *layout = &blocks->layout;
	size_t i;

	memset(blocks, 0, sizeof(*blocks));
	blocks->dump = *dump;
	if (!guess_language(blocks) ||
	    !nc_layout_find(
		layout, &blocks->dump, is_conjunction, &blocks->languages))
		return false;
	blocks->features = calloc(layout->count, sizeof(*blocks->features));
	if (blocks->features == NULL)
		return false;
	for (i = 0; i < layout->count; i++)
		nc_features_measure(&blocks->features[i], layout->runs[i].text,
		    &blocks->languages);
	return true;
}

void
nc_blocks_free(struct nc_blocks *blocks)
{
	free(blocks->features);
	blocks->features = NULL;
}
