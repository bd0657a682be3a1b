/* Chapters of a book, by what the plan looks at. */
#ifndef PLAN_FIXTURE_H
#define PLAN_FIXTURE_H

#include "book.h"
#include "utf8.h"

struct plan_row {
	const char *title, *language, *date, *section, *author, *source;
	const char *publisher, *url;
};

struct plan_fixture {
	struct nc_arena *arena;
	struct newsconv_book_options options;
	struct nc_chapter *chapters;
	size_t count;
	struct nc_book book;
	size_t *order;
};

static inline struct newsconv_text
plan_text(const char *text)
{
	return nc_text(text == NULL ? "" : text);
}

static inline void
plan_chapter(struct plan_fixture *fixture, struct nc_chapter *chapter,
    const struct plan_row *row)
{
	size_t number = (size_t)(chapter - fixture->chapters);
	char *id = nc_arena_format(fixture->arena, "urn:uuid:%zu", number);

	chapter->id = nc_text(id);
	chapter->title = plan_text(row->title);
	chapter->language = nc_text(
	    row->language == NULL ? "en" : row->language);
	chapter->rtl = strcmp(chapter->language.data, "ar") == 0;
	chapter->date = plan_text(row->date);
	chapter->printed = plan_text(NULL);
	chapter->dek = plan_text(NULL);
	chapter->section = plan_text(row->section);
	chapter->source = plan_text(row->source);
	chapter->publisher = plan_text(row->publisher);
	chapter->url = plan_text(row->url);
	chapter->files = 1;
	chapter->minutes = 1;
	if (row->author == NULL)
		return;
	chapter->authors = nc_arena_alloc(
	    fixture->arena, sizeof(*chapter->authors));
	assert_non_null(chapter->authors);
	chapter->authors[0].name.text = nc_text(row->author);
	chapter->author_count = 1;
}

static inline void
plan_begin(
    struct plan_fixture *fixture, const struct plan_row *rows, size_t count)
{
	size_t i;

	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = nc_arena_new((size_t)1 << 30);
	newsconv_book_options_init(&fixture->options);
	fixture->count = count;
	fixture->chapters = nc_arena_array(
	    fixture->arena, count, sizeof(*fixture->chapters));
	assert_non_null(fixture->chapters);
	for (i = 0; i < count; i++)
		plan_chapter(fixture, &fixture->chapters[i], &rows[i]);
}

static inline void
plan_make(struct plan_fixture *fixture)
{
	struct newsconv_error error;

	assert_int_equal(
	    nc_book_plan(&fixture->book, fixture->chapters, fixture->count,
		&fixture->options, NEWSCONV_TIME_UNKNOWN, &fixture->order,
		fixture->arena, &error),
	    NEWSCONV_OK);
}

static inline void
plan_end(struct plan_fixture *fixture)
{
	nc_arena_free(fixture->arena);
}

/* The titles of all chapters, one letter each, with "|" between groups. */
static inline void
plan_expect(const struct plan_fixture *fixture, const char *expected)
{
	const struct nc_book *book = &fixture->book;
	char line[256];
	size_t size = 0, i, j;

	for (i = 0; i < book->group_count; i++) {
		const struct nc_group *group = &book->groups[i];

		if (i > 0)
			line[size++] = '|';
		for (j = 0; j < group->count; j++)
			line[size++] =
			    book->chapters[group->first + j].title.data[0];
	}
	line[size] = '\0';
	assert_string_equal(line, expected);
}

#endif
