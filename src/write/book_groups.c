/*
 * By what articles stand together.  Each article has a key; equal keys are one
 * group, which is called what the first of its articles calls it.
 */
#include <stdlib.h>
#include <string.h>

#include "book_key.h"
#include "book_order.h"
#include "error.h"
#include "language.h"
#include "utf8.h"

/* More days than these are no headings that help. */
enum { DATES_MOST = 60 };

enum { YEAR = 4, MONTH = 7, DAY = 10 };

/* An article, as a member of a group. */
struct member {
	struct newsconv_text key; /* size 0: of none */
	struct newsconv_text title;
	size_t chapter;
	size_t number; /* of its group, in the order of the keys */
};

static struct newsconv_text
date_key(const struct nc_chapter *chapter, size_t precision)
{
	struct newsconv_text date = chapter->date;

	if (date.size > precision)
		date.size = precision;
	return date;
}

static struct newsconv_text
source_of(const struct nc_chapter *chapter)
{
	struct newsconv_text host;

	if (chapter->publisher.size > 0)
		return chapter->publisher;
	host = nc_url_host(chapter->url);
	if (host.size > 4 && memcmp(host.data, "www.", 4) == 0) {
		host.data += 4;
		host.size -= 4;
	}
	return host;
}

static struct newsconv_text
title_of(const struct nc_chapter *chapter, enum newsconv_book_group by)
{
	switch (by) {
	case NEWSCONV_GROUP_SECTION:
		return chapter->section;
	case NEWSCONV_GROUP_AUTHOR:
		if (chapter->author_count > 0)
			return chapter->authors[0].name.text;
		return nc_text("");
	case NEWSCONV_GROUP_SOURCE:
		return source_of(chapter);
	default:
		return nc_text("");
	}
}

/* Members of one group follow one another; those of none stand last. */
static int
by_key(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order;

	if ((x->key.size == 0) != (y->key.size == 0))
		return x->key.size == 0 ? 1 : -1;
	order = nc_text_compare(x->key, y->key);
	if (order != 0)
		return order;
	return x->chapter < y->chapter ? -1 : x->chapter > y->chapter;
}

/* Groups by who of them came first; that of none stays the last. */
static int
by_appearance(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if ((x->key.size == 0) != (y->key.size == 0))
		return x->key.size == 0 ? 1 : -1;
	return x->chapter < y->chapter ? -1 : x->chapter > y->chapter;
}

static bool
same_group(const struct member *a, const struct member *b)
{
	return nc_texts_equal(a->key, b->key);
}

static size_t
count_groups(const struct member *members, size_t count)
{
	size_t groups = 0, i;

	for (i = 0; i < count; i++)
		groups += i == 0 || !same_group(&members[i - 1], &members[i]);
	return groups;
}

/* Days, or what is coarser where there are too many of them. */
static void
set_dates(
    struct member *members, const struct nc_chapter *chapters, size_t count)
{
	static const size_t precisions[] = {DAY, MONTH, YEAR};
	size_t i, j;

	for (i = 0; i < sizeof(precisions) / sizeof(*precisions); i++) {
		for (j = 0; j < count; j++) {
			members[j].chapter = j;
			members[j].key = date_key(&chapters[j], precisions[i]);
			members[j].title = members[j].key;
		}
		qsort(members, count, sizeof(*members), by_key);
		if (count_groups(members, count) <= DATES_MOST)
			break;
	}
}

static int
set_titles(struct member *members, const struct nc_chapter *chapters,
    size_t count, enum newsconv_book_group by, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_buffer form = NC_BUFFER((size_t)1 << 30);
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < count && result == NEWSCONV_OK; i++) {
		members[i].chapter = i;
		members[i].title = title_of(&chapters[i], by);
		nc_buffer_clear(&form);
		nc_headline_fold(&form, members[i].title);
		result = nc_buffer_check(&form, error);
		members[i].key.size = form.size;
		members[i].key.data = nc_arena_copy(
		    arena, form.data, form.size);
		if (result == NEWSCONV_OK && members[i].key.data == NULL)
			result = nc_error_memory(error);
	}
	nc_buffer_free(&form);
	qsort(members, count, sizeof(*members), by_key);
	return result;
}

/* Sections are in the language of their article; names are in none. */
static struct nc_order_group
named(const struct member *head, const struct nc_chapter *chapters,
    enum newsconv_book_group by)
{
	struct nc_order_group group = {
	    .title = head->title, .language = nc_text("")};

	if (by == NEWSCONV_GROUP_SECTION)
		group.language = chapters[head->chapter].language;
	return group;
}

static struct nc_order_group
unnamed(enum newsconv_book_group by, struct newsconv_text language)
{
	enum nc_label label = by == NEWSCONV_GROUP_DATE ? NC_LABEL_UNDATED
							: NC_LABEL_OTHER;

	return (struct nc_order_group){
	    .title = nc_text(nc_language_label(language, label)),
	    .language = nc_text(nc_language_label_tag(language))};
}

/* The first member of each group, in the order in which the groups stand. */
static void
find_heads(struct member *heads, struct member *members, size_t count,
    enum newsconv_book_group by)
{
	size_t groups = 0, i;

	for (i = 0; i < count; i++) {
		bool first = i == 0 ||
		    !same_group(&members[i - 1], &members[i]);

		members[i].number = first ? groups : groups - 1;
		if (first)
			heads[groups++] = members[i];
	}
	/* They are in the order of their keys, that of none last. */
	if (by == NEWSCONV_GROUP_SECTION)
		qsort(heads, groups, sizeof(*heads), by_appearance);
}

static int
make_groups(struct nc_grouping *grouping, struct member *members,
    const struct nc_chapter *chapters, size_t count,
    enum newsconv_book_group by, struct nc_order_group rest,
    struct nc_arena *arena, struct newsconv_error *error)
{
	size_t groups = count_groups(members, count), i;
	struct member *heads = nc_arena_array(arena, groups, sizeof(*heads));
	size_t *place = nc_arena_array(arena, groups, sizeof(*place));

	grouping->count = groups;
	grouping->groups = nc_arena_array(
	    arena, groups, sizeof(*grouping->groups));
	if (heads == NULL || place == NULL || grouping->groups == NULL)
		return nc_error_memory(error);
	find_heads(heads, members, count, by);
	for (i = 0; i < groups; i++) {
		place[heads[i].number] = i;
		grouping->groups[i] = heads[i].key.size == 0
		    ? rest
		    : named(&heads[i], chapters, by);
	}
	for (i = 0; i < count; i++)
		grouping->of_chapter[members[i].chapter] =
		    place[members[i].number];
	return NEWSCONV_OK;
}

/* All of them one group without a name. */
static int
make_one(struct nc_grouping *grouping, struct nc_arena *arena,
    struct newsconv_error *error)
{
	grouping->groups = nc_arena_alloc(arena, sizeof(*grouping->groups));
	if (grouping->groups == NULL)
		return nc_error_memory(error);
	grouping->groups[0].title = nc_text("");
	grouping->groups[0].language = nc_text("");
	grouping->count = 1;
	return NEWSCONV_OK;
}

int
nc_book_group(struct nc_grouping *grouping, const struct nc_chapter *chapters,
    size_t count, enum newsconv_book_group by, struct newsconv_text language,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct member *members;
	bool nameless;
	int result = NEWSCONV_OK;

	grouping->of_chapter = nc_arena_array(
	    arena, count, sizeof(*grouping->of_chapter));
	if (grouping->of_chapter == NULL)
		return nc_error_memory(error);
	if (by == NEWSCONV_GROUP_NONE || count < 2)
		return make_one(grouping, arena, error);
	members = calloc(count, sizeof(*members));
	if (members == NULL)
		return nc_error_memory(error);
	if (by == NEWSCONV_GROUP_DATE)
		set_dates(members, chapters, count);
	else
		result = set_titles(members, chapters, count, by, arena, error);
	nameless = result == NEWSCONV_OK && members[0].key.size == 0;
	if (result == NEWSCONV_OK)
		result = make_groups(grouping, members, chapters, count, by,
		    unnamed(by, language), arena, error);
	free(members);
	/* Where none has a section, all would stand under "Other". */
	if (result == NEWSCONV_OK && grouping->count == 1 && nameless)
		result = make_one(grouping, arena, error);
	return result;
}
