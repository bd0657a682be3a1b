/*
 * EPUB 3.3 in an OCF ZIP container: one XHTML chapter an article.
 *
 * A book begins with what is known last (package document, contents), and each
 * page has links to what stands around it; so articles wait in a store, and
 * finish() plans the book and writes it, in the order that book.h states.
 */
#include <stdlib.h>

#include "book_records.h"
#include "epub_front.h"
#include "error.h"
#include "writer.h"

#define PLAN_CEILING ((size_t)1 << 36)

struct book_state {
	struct nc_container_options options;
	struct nc_front front;
	struct nc_book_store store;
};

static int
encode(struct nc_piece *piece, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_book_piece *made = nc_arena_alloc(
	    piece->arena, sizeof(*made));

	if (made == NULL)
		return nc_error_memory(error);
	piece->data = made;
	return nc_book_piece_make(
	    made, article, encoding->book, piece->arena, error);
}

static void
free_state(void *state)
{
	struct book_state *book = state;

	if (book == NULL)
		return;
	nc_book_store_end(&book->store);
	free(book);
}

static int
begin(void **state, const struct nc_container_options *options,
    struct nc_sink *sink, struct newsconv_error *error)
{
	struct book_state *book = calloc(1, sizeof(*book));
	int result;

	if (book == NULL)
		return nc_error_memory(error);
	book->options = *options;
	if (nc_book_store_begin(&book->store, sink))
		result = nc_front_read(
		    &book->front, options->book, book->store.arena, error);
	else
		result = nc_error_memory(error);
	if (result < 0)
		free_state(book);
	else
		*state = book;
	return result;
}

static int
append(void *state, struct nc_sink *sink, const struct nc_piece *piece,
    struct newsconv_error *error)
{
	struct book_state *book = state;

	(void)sink;
	return nc_book_store_add(&book->store, piece->data, error);
}

/* The entries, in their order. */
static int
write_book(struct book_state *state, const struct nc_book *book,
    const size_t *order, struct nc_sink *sink, struct newsconv_error *error)
{
	const struct nc_container_options *options = &state->options;
	const struct nc_pages pages = {.book = book,
	    .store = &state->store,
	    .order = order,
	    .threads = options->threads,
	    .deflater = options->deflater};
	struct nc_zip *zip = nc_zip_new(sink, options->time);
	int result;

	if (zip == NULL)
		return nc_error_memory(error);
	result = nc_front_add(
	    &state->front, book, zip, options->deflater, error);
	if (result == NEWSCONV_OK)
		result = nc_pages_add(&pages, zip, error);
	if (result == NEWSCONV_OK)
		result = nc_records_add(&pages, zip, sink, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_finish(zip, error);
	nc_zip_free(zip);
	return result;
}

static int
finish(void *state, struct nc_sink *sink, struct newsconv_error *error)
{
	struct book_state *book = state;
	struct nc_book_store *store = &book->store;
	struct nc_arena *arena = nc_arena_new(PLAN_CEILING);
	struct nc_book plan;
	size_t *order;
	int result;

	if (arena == NULL)
		return nc_error_memory(error);
	result = nc_book_plan(&plan, store->chapters, store->count,
	    book->options.book, book->options.time, &order, arena, error);
	if (result == NEWSCONV_OK)
		result = nc_front_cover(&book->front, &plan, arena, error);
	if (result == NEWSCONV_OK)
		result = write_book(book, &plan, order, sink, error);
	nc_arena_free(arena);
	return result;
}

const struct nc_format nc_format_epub = {
    .shown = {.name = "epub",
	.suffixes = ".epub",
	.media_type = "application/epub+zip",
	.standard = "EPUB 3.3",
	.holds_many = 1,
	.binary = 1},
    .verify_as = "epub",
    .deflates = true,
    .independent = true,
    .encode = encode,
    .begin = begin,
    .append = append,
    .finish = finish,
    .free = free_state,
};
