/*
 * What a book is, made of its articles and of what the caller wants: all that
 * its parts must agree on is decided here, before the first of them is written.
 */
#include <stdio.h>
#include <string.h>

#include "book_cover.h"
#include "book_order.h"
#include "digest.h"
#include "error.h"
#include "language.h"
#include "stamp.h"
#include "utf8.h"

enum { DAY = sizeof("2021-06-12") - 1 };

/* ------------------------------------------------------------- the language */

struct language_count {
	struct newsconv_text tag;
	bool rtl;
	size_t chapters;
};

static struct language_count *
find_language(struct language_count *counts, size_t *used,
    const struct nc_chapter *chapter)
{
	size_t i;

	for (i = 0; i < *used; i++)
		if (nc_texts_equal(counts[i].tag, chapter->language))
			return &counts[i];
	counts[*used] = (struct language_count){
	    chapter->language, chapter->rtl, 0};
	return &counts[(*used)++];
}

static bool
is_known(struct newsconv_text tag)
{
	return tag.size > 0 && !nc_text_equals(tag, "und");
}

/* That of most articles, the first of several; unknown ones do not count. */
static int
set_language(
    struct nc_book *book, struct nc_arena *arena, struct newsconv_error *error)
{
	struct language_count *counts = nc_arena_array(
	    arena, book->chapter_count, sizeof(*counts));
	const struct language_count *best = counts;
	size_t used = 0, i;

	if (counts == NULL)
		return nc_error_memory(error);
	for (i = 0; i < book->chapter_count; i++)
		find_language(counts, &used, &book->chapters[i])->chapters++;
	for (i = 1; i < used; i++)
		if (is_known(counts[i].tag) &&
		    (!is_known(best->tag) ||
			counts[i].chapters > best->chapters))
			best = &counts[i];
	book->language = best->tag;
	book->vertical = book->options->vertical != 0 &&
	    nc_markup_runs_down(best->tag);
	book->rtl = best->rtl || book->vertical;
	return NEWSCONV_OK;
}

/* -------------------------------------------------------- groups, contents */

static int
reorder(struct nc_chapter *chapters, const size_t *order, size_t count,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct nc_chapter *copy = nc_arena_array(arena, count, sizeof(*copy));
	size_t i;

	if (copy == NULL)
		return nc_error_memory(error);
	memcpy(copy, chapters, count * sizeof(*copy));
	for (i = 0; i < count; i++)
		chapters[i] = copy[order[i]];
	return NEWSCONV_OK;
}

/* The `number`th, from 1, of the parts of a group that is cut. */
static int
part_title(struct newsconv_text *title, struct newsconv_text whole,
    size_t number, struct nc_arena *arena, struct newsconv_error *error)
{
	*title = whole;
	if (number == 1 || whole.size == 0)
		return NEWSCONV_OK;
	title->data = nc_arena_format(
	    arena, "%.*s (%zu)", (int)whole.size, whole.data, number);
	if (title->data == NULL)
		return nc_error_memory(error);
	title->size = strlen(title->data);
	return NEWSCONV_OK;
}

/*
 * Parts of about one size, none larger than a contents file may be; as many
 * groups share a file as have room in it.
 */
struct cutting {
	struct nc_group *groups;
	size_t count;
	size_t first;      /* chapter of the group that is next */
	bool files;        /* there are contents files */
	unsigned contents; /* so many have been begun */
	size_t listed;     /* in the last of them */
};

static int
add_group(struct cutting *cutting, const struct nc_order_group *group,
    size_t size, struct nc_arena *arena, struct newsconv_error *error)
{
	size_t parts = 1, i;

	if (cutting->files)
		parts = (size + NC_CONTENTS_MOST - 1) / NC_CONTENTS_MOST;
	for (i = 0; i < parts; i++) {
		struct nc_group *part = &cutting->groups[cutting->count++];
		int result = part_title(
		    &part->title, group->title, i + 1, arena, error);

		if (result < 0)
			return result;
		part->language = group->language;
		part->rtl = nc_text_direction(part->title) == NC_DIRECTION_RTL;
		part->first = cutting->first;
		part->count = size / parts + (i < size % parts);
		cutting->first += part->count;
		if (!cutting->files)
			continue;
		if (cutting->contents == 0 ||
		    cutting->listed + part->count > NC_CONTENTS_MOST) {
			cutting->contents++;
			cutting->listed = 0;
		}
		cutting->listed += part->count;
		part->contents = cutting->contents;
	}
	return NEWSCONV_OK;
}

static int
set_groups(struct nc_book *book, const struct nc_grouping *grouping,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct cutting cutting = {
	    .files = book->chapter_count > NC_CONTENTS_MOST};
	size_t *sizes = nc_arena_array(arena, grouping->count, sizeof(*sizes));
	size_t most = grouping->count, i;
	int result = NEWSCONV_OK;

	most += book->chapter_count / NC_CONTENTS_MOST;
	cutting.groups = nc_arena_array(arena, most, sizeof(*cutting.groups));
	if (sizes == NULL || cutting.groups == NULL)
		return nc_error_memory(error);
	for (i = 0; i < book->chapter_count; i++)
		sizes[grouping->of_chapter[i]]++;
	for (i = 0; i < grouping->count && result == NEWSCONV_OK; i++)
		result = add_group(
		    &cutting, &grouping->groups[i], sizes[i], arena, error);
	book->groups = cutting.groups;
	book->group_count = cutting.count;
	book->contents = cutting.contents;
	return result;
}

static int
arrange(struct nc_book *book, struct nc_chapter *chapters, size_t **order,
    struct nc_arena *arena, struct newsconv_error *error)
{
	const struct newsconv_book_options *options = book->options;
	size_t count = book->chapter_count;
	struct nc_grouping grouping;
	int result;

	*order = nc_arena_array(arena, count, sizeof(**order));
	if (*order == NULL)
		return nc_error_memory(error);
	result = nc_book_group(&grouping, chapters, count, options->group,
	    book->language, arena, error);
	if (result == NEWSCONV_OK)
		result = nc_book_order(*order, chapters, count,
		    grouping.of_chapter, options->order, error);
	if (result == NEWSCONV_OK)
		result = reorder(chapters, *order, count, arena, error);
	if (result == NEWSCONV_OK)
		result = set_groups(book, &grouping, arena, error);
	book->grouped = result == NEWSCONV_OK &&
	    grouping.groups[0].title.size > 0;
	return result;
}

/* ------------------------------------------------------ title, date, identifier */

static bool
keep(struct newsconv_text *text, const char *string, struct nc_arena *arena)
{
	if (string == NULL)
		return false;
	text->size = strlen(string);
	text->data = nc_arena_copy(arena, string, text->size);
	return text->data != NULL;
}

/* "The Daily, No. 12" */
static bool
series_title(struct nc_book *book, struct nc_arena *arena)
{
	const char *series = book->options->series;

	if (book->shown.issue.size == 0)
		return keep(&book->title, series, arena);
	return keep(&book->title,
	    nc_arena_format(arena, "%s, %s", series, book->shown.issue.data),
	    arena);
}

static bool
set_title(struct nc_book *book, struct nc_arena *arena)
{
	struct newsconv_text first = book->chapters[0].title;

	if (book->options->title != NULL)
		return keep(&book->title, book->options->title, arena);
	book->title = first;
	if (book->chapter_count == 1)
		return true;
	if (book->options->series != NULL)
		return series_title(book, arena);
	return keep(&book->title,
	    nc_arena_format(arena, "%.*s (+%zu)", (int)first.size, first.data,
		book->chapter_count - 1),
	    arena);
}

/* That of the only article; of several, the day of the youngest. */
static void
set_date(struct nc_book *book)
{
	struct newsconv_text youngest = nc_text("");
	size_t i;

	for (i = 0; i < book->chapter_count; i++) {
		struct newsconv_text date = book->chapters[i].date;

		if (book->chapter_count > 1 && date.size > DAY)
			date.size = DAY;
		if (nc_text_compare(date, youngest) > 0)
			youngest = date;
	}
	book->date = youngest;
}

/*
 * dcterms:modified: the time given; else the day of the youngest article; else
 * the first instant of ZIP's calendar.  Never the clock.
 */
static bool
set_modified(struct nc_book *book, int64_t time, struct nc_arena *arena)
{
	char utc[NC_SECOND_STAMP_SIZE], youngest[DAY + 1] = "1980-01-01";
	size_t i;

	for (i = 0; i < book->chapter_count; i++) {
		struct newsconv_text date = book->chapters[i].date;

		if (date.size >= DAY && memcmp(date.data, youngest, DAY) > 0)
			memcpy(youngest, date.data, DAY);
	}
	if (time != NEWSCONV_TIME_UNKNOWN)
		nc_second_stamp(utc, time);
	else
		snprintf(utc, sizeof(utc), "%sT00:00:00Z", youngest);
	return keep(&book->modified, utc, arena);
}

/*
 * What an identifier is made of where there is not one URL: the articles in
 * their order, and what makes another book of the same articles.
 */
static void
put_identity(struct nc_buffer *name, const struct nc_book *book)
{
	const struct newsconv_book_options *options = book->options;
	const char *const texts[] = {
	    options->title, options->series, options->issue};
	size_t i;

	nc_buffer_text(name, "epub");
	for (i = 0; i < book->chapter_count; i++) {
		nc_buffer_byte(name, ' ');
		nc_buffer_add(
		    name, book->chapters[i].id.data, book->chapters[i].id.size);
	}
	for (i = 0; i < 3 && book->chapter_count > 1; i++)
		if (texts[i] != NULL)
			nc_buffer_format(name, "\n%zu %s", i, texts[i]);
}

static bool
set_identifier(struct nc_book *book, struct nc_arena *arena)
{
	char urn[NC_URN_UUID_SIZE];
	struct nc_buffer name = NC_BUFFER((size_t)1 << 32);
	struct newsconv_text url = book->chapters[0].url;
	bool done;

	if (book->options->identifier != NULL)
		return keep(
		    &book->identifier, book->options->identifier, arena);
	if (book->chapter_count == 1 && url.size > 0) {
		nc_uuid5_urn(urn, nc_namespace_url, url.data, url.size);
		return keep(&book->identifier, urn, arena);
	}
	put_identity(&name, book);
	done = nc_buffer_check(&name, NULL) == NEWSCONV_OK;
	if (done)
		nc_uuid5_urn(urn, nc_namespace_newsconv, name.data, name.size);
	nc_buffer_free(&name);
	return done && keep(&book->identifier, urn, arena);
}

int
nc_book_plan(struct nc_book *book, struct nc_chapter *chapters, size_t count,
    const struct newsconv_book_options *options, int64_t time, size_t **order,
    struct nc_arena *arena, struct newsconv_error *error)
{
	int result;

	memset(book, 0, sizeof(*book));
	book->options = options;
	book->chapters = chapters;
	book->chapter_count = count;
	book->own_css = options->css_file != NULL;
	book->only_own_css = book->own_css && options->css_only != 0;
	result = set_language(book, arena, error);
	if (result == NEWSCONV_OK)
		result = arrange(book, chapters, order, arena, error);
	if (result < 0)
		return result;
	set_date(book);
	if (!nc_book_cover_issue(book, arena) || !set_title(book, arena) ||
	    !set_modified(book, time, arena) || !set_identifier(book, arena))
		return nc_error_memory(error);
	return nc_book_cover_texts(book, arena, error);
}
