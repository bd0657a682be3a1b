/*
 * Each page is an item of a pipeline: read back from where it waited, filled
 * and compressed on any thread, added in order.  A page depends on its place in
 * the book alone, so the bytes are the same for any number of threads.
 */
#include <stdlib.h>
#include <string.h>

#include "book_fill.h"
#include "error.h"
#include "pipeline.h"
#include "utf8.h"

/* Fewer pages are done sooner than threads are started. */
enum { PAGES_LEAST = 16, WINDOW = 32 };

/* Of texts in hand; each is there three times. */
#define WEIGHT ((uint64_t)4 << 20)
#define PAGE_CEILING ((size_t)1 << 33)

#define PREFIX "EPUB/"

/* A contents file, from 1, or one file of an article. */
struct page {
	struct nc_arena *arena; /* everything of it, itself included */
	unsigned contents;
	size_t chapter;
	unsigned file;
	char name[sizeof(PREFIX) + NC_CHAPTER_NAME_SIZE];
	struct newsconv_text text;
	struct nc_zip_data data;
	int result;
	struct newsconv_error error;
};

struct filling {
	const struct nc_pages *pages;
	struct nc_zip *zip;
	struct nc_book_index index;
	struct nc_deflater **deflaters; /* by worker */
	/* What is produced next. */
	unsigned contents;
	size_t chapter;
	unsigned file;
};

/* -------------------------------------------------------------------- a page */

static void
describe_neighbour(struct nc_neighbour *neighbour, const struct nc_book *book,
    size_t chapter, char name[NC_CHAPTER_NAME_SIZE])
{
	const struct nc_chapter *other = &book->chapters[chapter];

	nc_chapter_name(name, chapter, 0);
	neighbour->name = name;
	neighbour->title = other->title;
	neighbour->language = other->language;
	neighbour->rtl = other->rtl;
}

/* Where the chapter is listed. */
static void
set_contents(
    const struct nc_book *book, size_t chapter, char name[NC_CHAPTER_NAME_SIZE])
{
	size_t low = 0, high = book->group_count;

	memcpy(name, NC_NAVIGATION_NAME, sizeof(NC_NAVIGATION_NAME));
	if (book->contents == 0)
		return;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (book->groups[middle].first <= chapter)
			low = middle;
		else
			high = middle;
	}
	nc_contents_name(name, book->groups[low].contents);
}

/* The articles of the book that the chapter calls related. */
static const char *const *
find_targets(const struct filling *filling, const struct page *page,
    const struct nc_book_keys *keys)
{
	const char **targets = nc_arena_array(
	    page->arena, keys->item_count, sizeof(*targets));
	size_t i;

	for (i = 0; i < keys->item_count && targets != NULL; i++) {
		size_t target = nc_book_index_find(&filling->index,
		    page->chapter, &keys->items[2 * i],
		    &keys->items[2 * i + 1]);
		char *name;

		if (target == NC_NO_CHAPTER)
			continue;
		name = nc_arena_alloc(page->arena, NC_CHAPTER_NAME_SIZE);
		if (name == NULL)
			return NULL;
		nc_chapter_name(name, target, 0);
		targets[i] = name;
	}
	return targets;
}

static int
fill_chapter(const struct filling *filling, const struct page *page,
    struct newsconv_text *document, struct newsconv_error *error)
{
	const struct nc_pages *pages = filling->pages;
	const struct nc_book *book = pages->book;
	const struct nc_book_stored *stored =
	    &pages->store->stored[pages->order[page->chapter]];
	char previous[NC_CHAPTER_NAME_SIZE], next[NC_CHAPTER_NAME_SIZE];
	char contents[NC_CHAPTER_NAME_SIZE];
	struct nc_surroundings surroundings = {
	    .language = book->chapters[page->chapter].language};
	struct nc_chapter_text text = stored->text;

	surroundings.targets = find_targets(filling, page, &stored->keys);
	text.files = nc_arena_array(
	    page->arena, text.file_count, sizeof(*text.files));
	if (surroundings.targets == NULL || text.files == NULL)
		return nc_error_memory(error);
	text.files[page->file] = stored->text.files[page->file];
	text.files[page->file].text = page->text;
	if (book->chapter_count > 1) {
		set_contents(book, page->chapter, contents);
		surroundings.contents = contents;
	}
	if (page->chapter > 0)
		describe_neighbour(
		    &surroundings.previous, book, page->chapter - 1, previous);
	if (page->chapter + 1 < book->chapter_count)
		describe_neighbour(
		    &surroundings.next, book, page->chapter + 1, next);
	return nc_chapter_fill(
	    &text, page->file, &surroundings, page->arena, document, error);
}

static void
work(void *context, unsigned worker, void *item)
{
	const struct filling *filling = context;
	struct page *page = item;
	struct newsconv_text document;

	if (page->contents > 0)
		page->result = nc_book_contents(filling->pages->book,
		    page->contents, page->arena, &document, &page->error);
	else
		page->result = fill_chapter(
		    filling, page, &document, &page->error);
	if (page->result == NEWSCONV_OK)
		page->result = nc_zip_pack(&page->data, document, true,
		    filling->deflaters[worker], page->arena, &page->error);
}

/* -------------------------------------------------------------- one by another */

static struct page *
new_page(void)
{
	struct nc_arena *arena = nc_arena_new(PAGE_CEILING);
	struct page *page = NULL;

	if (arena != NULL)
		page = nc_arena_alloc(arena, sizeof(*page));
	if (page == NULL)
		nc_arena_free(arena);
	else
		page->arena = arena;
	return page;
}

static void
discard(void *item)
{
	struct page *page = item;

	nc_arena_free(page->arena);
}

static void
produce_contents(struct filling *filling, struct page *page)
{
	page->contents = ++filling->contents;
	memcpy(page->name, PREFIX, sizeof(PREFIX));
	nc_contents_name(page->name + sizeof(PREFIX) - 1, page->contents);
}

static int
produce_file(
    struct filling *filling, struct page *page, struct newsconv_error *error)
{
	const struct nc_pages *pages = filling->pages;

	page->chapter = filling->chapter;
	page->file = filling->file++;
	memcpy(page->name, PREFIX, sizeof(PREFIX));
	nc_chapter_name(
	    page->name + sizeof(PREFIX) - 1, page->chapter, page->file);
	if (filling->file == pages->book->chapters[page->chapter].files) {
		filling->chapter++;
		filling->file = 0;
	}
	return nc_book_store_file(pages->store, pages->order[page->chapter],
	    page->file, page->arena, &page->text, error);
}

static int
produce(
    void *context, void **item, uint64_t *weight, struct newsconv_error *error)
{
	struct filling *filling = context;
	const struct nc_book *book = filling->pages->book;
	struct page *page;
	int result = NEWSCONV_OK;

	if (filling->contents == book->contents &&
	    filling->chapter == book->chapter_count)
		return NEWSCONV_END;
	page = new_page();
	if (page == NULL)
		return nc_error_memory(error);
	if (filling->contents < book->contents)
		produce_contents(filling, page);
	else
		result = produce_file(filling, page, error);
	if (result < 0) {
		discard(page);
		return result;
	}
	*item = page;
	*weight = page->text.size;
	return NEWSCONV_OK;
}

static int
consume(void *context, void *item, struct newsconv_error *error)
{
	struct filling *filling = context;
	struct page *page = item;
	int result = page->result;

	if (result == NEWSCONV_OK)
		result = nc_zip_add(
		    filling->zip, page->name, &page->data, error);
	else if (error != NULL)
		*error = page->error;
	discard(page);
	return result;
}

/* ------------------------------------------------------------------- all pages */

static int
run_here(struct filling *filling, struct newsconv_error *error)
{
	for (;;) {
		void *page;
		uint64_t weight;
		int result = produce(filling, &page, &weight, error);

		if (result != NEWSCONV_OK)
			return result < 0 ? result : NEWSCONV_OK;
		work(filling, 0, page);
		result = consume(filling, page, error);
		if (result < 0)
			return result;
	}
}

static int
run_threads(
    struct filling *filling, unsigned threads, struct newsconv_error *error)
{
	const struct nc_pipeline pipeline = {.context = filling,
	    .threads = threads,
	    .window = WINDOW,
	    .weight = WEIGHT,
	    .produce = produce,
	    .work = work,
	    .consume = consume,
	    .discard = discard};
	struct newsconv_error own;

	return nc_pipeline_run(&pipeline, error == NULL ? &own : error);
}

static int
make_index(struct filling *filling, struct nc_arena *arena,
    struct newsconv_error *error)
{
	const struct nc_pages *pages = filling->pages;
	size_t count = pages->book->chapter_count, i;
	const struct nc_book_keys **keys = nc_arena_array(
	    arena, count, sizeof(*keys));

	if (keys == NULL)
		return nc_error_memory(error);
	for (i = 0; i < count; i++)
		keys[i] = &pages->store->stored[pages->order[i]].keys;
	return nc_book_index_make(&filling->index,
	    (const struct nc_book_keys *const *)keys, count, arena, error);
}

/* The first worker has that of the book. */
static int
make_deflaters(
    struct filling *filling, unsigned threads, struct newsconv_error *error)
{
	unsigned i;

	filling->deflaters = calloc(threads, sizeof(*filling->deflaters));
	if (filling->deflaters == NULL)
		return nc_error_memory(error);
	filling->deflaters[0] = filling->pages->deflater;
	for (i = 1; i < threads; i++) {
		filling->deflaters[i] = nc_deflater_new(
		    nc_deflater_level(filling->pages->deflater));
		if (filling->deflaters[i] == NULL)
			return nc_error_memory(error);
	}
	return NEWSCONV_OK;
}

static void
free_deflaters(struct filling *filling, unsigned threads)
{
	unsigned i;

	for (i = 1; i < threads && filling->deflaters != NULL; i++)
		nc_deflater_free(filling->deflaters[i]);
	free(filling->deflaters);
}

int
nc_pages_add(const struct nc_pages *pages, struct nc_zip *zip,
    struct newsconv_error *error)
{
	struct filling filling = {.pages = pages, .zip = zip};
	struct nc_arena *arena = nc_arena_new(PAGE_CEILING);
	unsigned threads = pages->threads;
	int result;

	if (arena == NULL)
		return nc_error_memory(error);
	if (pages->book->chapter_count < PAGES_LEAST)
		threads = 1;
	result = make_index(&filling, arena, error);
	if (result == NEWSCONV_OK)
		result = make_deflaters(&filling, threads, error);
	if (result == NEWSCONV_OK)
		result = threads == 1 ? run_here(&filling, error)
				      : run_threads(&filling, threads, error);
	free_deflaters(&filling, threads);
	nc_arena_free(arena);
	return result;
}
