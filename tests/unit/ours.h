/*
 * Archives as newsconv writes them, in memory, to be damaged by recipes: the
 * writers make them, so that what a check takes for ours is what they write.
 */
#ifndef OURS_H
#define OURS_H

#include "recipe.h"
#include "tree.h"

#define FERRY \
	"Ferry stays in harbour\n\nBy Ida Holm\n1 March 2024\n\n" \
	"The ferry of Velmora did not leave the harbour on Monday, for the " \
	"second time in a week, and the council has not said why.\n\n" \
	"The mayor of the island has asked for a boat of the coast guard.\n"
#define BRIDGE \
	"Bridge to be closed in May\n\nBy Ole Dahl\n2 March 2024\n\n" \
	"The bridge over the sound of Velmora will be closed for three weeks " \
	"in May, the road authority said on Tuesday.\n"

/* The articles of these dumps as one file of this format, in a tree. */
static inline void
ours_make(struct nc_buffer *bytes, const char *format, const char *first,
    const char *second)
{
	const char *const dumps[] = {first, second};
	struct newsconv_write_options options;
	struct newsconv_book_options book;
	struct newsconv_output *output = NULL;
	char chunk[4096];
	size_t done, i;
	FILE *file;

	memset(bytes, 0, sizeof(*bytes));
	bytes->ceiling = RECIPE_MAX;
	/* A picture would need libraries, and fonts. */
	newsconv_book_options_init(&book);
	book.cover = NEWSCONV_COVER_TEXT;
	newsconv_write_options_init(&options);
	options.book = &book;
	assert_int_equal(newsconv_output_open(&output, "made",
			     newsconv_format_for_name(format), &options, NULL),
	    NEWSCONV_OK);
	for (i = 0; i < 2 && dumps[i] != NULL; i++) {
		struct newsconv_article *article = NULL;

		assert_int_equal(newsconv_article_parse(&article, dumps[i],
				     strlen(dumps[i]), NULL, NULL),
		    NEWSCONV_OK);
		assert_int_equal(
		    newsconv_output_add(output, article, NULL), NEWSCONV_OK);
		newsconv_article_free(article);
	}
	assert_int_equal(newsconv_output_finish(output, NULL), NEWSCONV_OK);
	newsconv_output_free(output);
	file = fopen("made", "rb");
	assert_non_null(file);
	while ((done = fread(chunk, 1, sizeof(chunk), file)) > 0)
		nc_buffer_add(bytes, chunk, done);
	fclose(file);
	assert_int_equal(remove("made"), 0);
}

/* The first place of `text`, or of it behind `from`. */
static inline size_t
ours_find(const struct nc_buffer *bytes, size_t from, const char *text)
{
	size_t size = strlen(text);

	for (; from + size <= bytes->size; from++) {
		if (memcmp(bytes->data + from, text, size) == 0)
			return from;
	}
	fail_msg("no %s", text);
	return 0;
}

/* The `nth` one (from 1) of a text becomes another of any length. */
static inline void
ours_change(
    struct nc_buffer *bytes, unsigned nth, const char *old, const char *new)
{
	struct nc_buffer changed = NC_BUFFER(RECIPE_MAX);
	size_t place = 0;

	for (; nth > 0; nth--)
		place = ours_find(bytes, place, old) + (nth > 1);
	nc_buffer_add(&changed, bytes->data, place);
	nc_buffer_text(&changed, new);
	place += strlen(old);
	nc_buffer_add(&changed, bytes->data + place, bytes->size - place);
	nc_buffer_free(bytes);
	*bytes = changed;
}

static inline void
ours_expect(const char *name, const struct nc_buffer *bytes, const char *code)
{
	expect(name, false, bytes->data, bytes->size, code);
}

/* What the check answers to whether it is canonical. */
static inline enum newsconv_answer
ours_answer(const char *name, const struct nc_buffer *bytes)
{
	struct outcome outcome;
	enum newsconv_answer answer;

	check_bytes(&outcome, name, false, bytes->data, bytes->size);
	answer = outcome.summary.answers[NEWSCONV_LEVEL_CANONICAL];
	outcome_free(&outcome);
	return answer;
}

#endif
