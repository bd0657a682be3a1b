/*
 * A dump whose labels are given: one letter before each line says what the
 * line is, so that what is tested is the reading of fields alone.
 *
 *	h headline, k dek, y byline, d date, p paragraph, r related,
 *	t page title, c copyright, o anything else
 */
#ifndef LABELLED_H
#define LABELLED_H

#include "unit.h"

#include "article.h"
#include "blocks.h"
#include "input.h"
#include "labels.h"

enum { LABELLED_LINES = 32 };

struct labelled {
	struct nc_blocks blocks;
	struct nc_label_of_block labels[LABELLED_LINES];
	struct newsconv_article *article;
};

static inline enum newsconv_segment_type
type_of_letter(char letter)
{
	static const struct {
		char letter;
		enum newsconv_segment_type type;
	} types[] = {{'h', NEWSCONV_SEGMENT_HEADLINE},
	    {'k', NEWSCONV_SEGMENT_DEK}, {'y', NEWSCONV_SEGMENT_BYLINE},
	    {'d', NEWSCONV_SEGMENT_DATE}, {'p', NEWSCONV_SEGMENT_PARAGRAPH},
	    {'r', NEWSCONV_SEGMENT_RELATED}, {'t', NEWSCONV_SEGMENT_PAGE_TITLE},
	    {'c', NEWSCONV_SEGMENT_COPYRIGHT}};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (types[i].letter == letter)
			return types[i].type;
	return NEWSCONV_SEGMENT_BOILERPLATE;
}

/* Each line a letter, a blank, the text; the language is given too. */
static inline void
labelled_open(
    struct labelled *labelled, const char *language, const char *const *lines)
{
	struct newsconv_text bytes;
	struct nc_dump dump;
	char text[4096] = "";
	size_t count, i;

	for (count = 0; lines[count] != NULL; count++) {
		strcat(text, lines[count] + 2);
		strcat(text, "\n\n");
	}
	memset(labelled, 0, sizeof(*labelled));
	memset(&dump, 0, sizeof(dump));
	dump.arena = nc_arena_new(SIZE_MAX / 2);
	assert_non_null(dump.arena);
	bytes.size = strlen(text);
	bytes.data = nc_arena_copy(dump.arena, text, bytes.size);
	assert_int_equal(
	    nc_input_decode(&dump, dump.arena, bytes, NULL, NULL), 0);
	assert_true(nc_blocks_find(&labelled->blocks, &dump));
	assert_int_equal(labelled->blocks.layout.count, count);
	nc_languages_choose(&labelled->blocks.languages, language);
	assert_true(nc_blocks_measure(&labelled->blocks));
	labelled->article = nc_article_new(&labelled->blocks.dump);
	assert_non_null(labelled->article);
	for (i = 0; i < count; i++) {
		const struct nc_run *run = &labelled->blocks.layout.runs[i];

		labelled->labels[i].type = type_of_letter(lines[i][0]);
		labelled->labels[i].chance = 90;
		labelled->labels[i].confidence = 90;
		nc_article_add_segment(labelled->article,
		    labelled->labels[i].type, run->first_line, run->end_line,
		    run->text, 90);
		if (lines[i][0] == 'h' || lines[i][0] == 'k')
			nc_article_set_field(labelled->article,
			    lines[i][0] == 'h' ? NEWSCONV_FIELD_HEADLINE
					       : NEWSCONV_FIELD_DEK,
			    run->text, 90, i);
	}
}

static inline void
labelled_close(struct labelled *labelled)
{
	nc_blocks_free(&labelled->blocks);
	nc_article_free(labelled->article);
}

/* assert_text() that shows both texts. */
static inline void
expect_text(struct newsconv_text text, const char *expected)
{
	if (text.size != strlen(expected) ||
	    memcmp(text.data, expected, text.size) != 0)
		fail_msg("\"%.*s\", not \"%s\"", (int)text.size, text.data,
		    expected);
}

#endif
