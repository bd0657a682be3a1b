/*
 * Title, series, date, source, authors, as a cover has them: what the articles
 * have in common, and nothing where they differ.
 */
#include <string.h>

#include "book_cover.h"
#include "book_key.h"
#include "error.h"
#include "language.h"
#include "utf8.h"

/* So many names have room on a cover. */
enum { AUTHORS_MOST = 4, DAY = sizeof("2021-06-12") - 1 };

#define LINE_CEILING ((size_t)1 << 20)

bool
nc_book_cover_issue(struct nc_book *book, struct nc_arena *arena)
{
	const char *label = nc_language_label(book->language, NC_LABEL_ISSUE);
	const char *issue = book->options->issue;
	const char *gap = strstr(label, "%s");
	struct newsconv_text *shown = &book->shown.issue;

	*shown = nc_text("");
	if (issue == NULL)
		return true;
	if (gap == NULL)
		shown->data = nc_arena_format(arena, "%s %s", label, issue);
	else
		shown->data = nc_arena_format(arena, "%.*s%s%s",
		    (int)(gap - label), label, issue, gap + 2);
	if (shown->data == NULL)
		return false;
	shown->size = strlen(shown->data);
	return true;
}

/*
 * One article: the date as it is printed there.  Several: the day, or the first
 * and the last one.
 */
static int
set_dates(
    struct nc_book *book, struct nc_arena *arena, struct newsconv_error *error)
{
	struct newsconv_text first = book->date, last = book->date;
	struct newsconv_text *shown = &book->shown.date;
	size_t i;

	*shown = book->date;
	if (book->chapter_count == 1) {
		if (book->chapters[0].printed.size > 0)
			*shown = book->chapters[0].printed;
		return NEWSCONV_OK;
	}
	for (i = 0; i < book->chapter_count; i++) {
		struct newsconv_text date = book->chapters[i].date;

		if (date.size > DAY)
			date.size = DAY;
		if (date.size > 0 && nc_text_compare(date, first) < 0)
			first = date;
	}
	if (nc_texts_equal(first, last))
		return NEWSCONV_OK;
	/* An en dash between blanks, as ISO 8601's parts have hyphens. */
	shown->data = nc_arena_format(arena, "%.*s \xe2\x80\x93 %.*s",
	    (int)first.size, first.data, (int)last.size, last.data);
	if (shown->data == NULL)
		return nc_error_memory(error);
	shown->size = strlen(shown->data);
	return NEWSCONV_OK;
}

static struct newsconv_text
publisher_of(const struct nc_chapter *chapter)
{
	return chapter->publisher;
}

static struct newsconv_text
host_of(const struct nc_chapter *chapter)
{
	return nc_url_host(chapter->url);
}

/* What all chapters have, or nothing. */
static struct newsconv_text
common(const struct nc_book *book,
    struct newsconv_text (*of)(const struct nc_chapter *chapter))
{
	struct newsconv_text first = of(&book->chapters[0]);
	size_t i;

	for (i = 1; i < book->chapter_count; i++)
		if (!nc_texts_equal(of(&book->chapters[i]), first))
			return nc_text("");
	return first;
}

static void
set_source(struct nc_book *book)
{
	struct newsconv_text *shown = &book->shown.source;

	if (book->options->publisher != NULL) {
		*shown = nc_text(book->options->publisher);
		return;
	}
	*shown = common(book, publisher_of);
	if (shown->size == 0)
		*shown = common(book, host_of);
}

/* Those of the only article, if they are not many. */
static int
set_authors(
    struct nc_book *book, struct nc_arena *arena, struct newsconv_error *error)
{
	const struct nc_chapter *chapter = &book->chapters[0];
	struct nc_buffer line = NC_BUFFER(LINE_CEILING);
	struct newsconv_text *shown = &book->shown.authors;
	size_t i;
	int result;

	*shown = nc_text("");
	if (book->chapter_count > 1 || chapter->author_count == 0 ||
	    chapter->author_count > AUTHORS_MOST)
		return NEWSCONV_OK;
	for (i = 0; i < chapter->author_count; i++) {
		struct newsconv_text name = chapter->authors[i].name.text;

		if (i > 0)
			nc_buffer_text(
			    &line, nc_language_comma(book->language));
		nc_buffer_add(&line, name.data, name.size);
	}
	result = nc_buffer_check(&line, error);
	if (result == NEWSCONV_OK) {
		shown->size = line.size;
		shown->data = nc_arena_copy(arena, line.data, line.size);
		if (shown->data == NULL)
			result = nc_error_memory(error);
	}
	nc_buffer_free(&line);
	return result;
}

/* One that gave the book its title is not said twice. */
static void
set_series(struct nc_book *book)
{
	const char *series = book->options->series;

	book->shown.series = nc_text(series != NULL ? series : "");
	if (nc_texts_equal(book->shown.series, book->title))
		book->shown.series = nc_text("");
}

int
nc_book_cover_texts(
    struct nc_book *book, struct nc_arena *arena, struct newsconv_error *error)
{
	int result;

	book->shown.title = book->title;
	book->shown.language = book->language;
	book->shown.rtl = book->rtl && !book->vertical;
	set_series(book);
	set_source(book);
	result = set_dates(book, arena, error);
	return result < 0 ? result : set_authors(book, arena, error);
}
