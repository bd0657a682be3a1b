/* Articles of a book, waiting; of equal ones the first. */
#include <stdlib.h>
#include <string.h>

#include "book_store.h"
#include "error.h"
#include "utf8.h"

/* All that is kept in memory of all articles. */
#define STORE_CEILING ((size_t)1 << 36)

enum { SEEN_LEAST = 64 };

bool
nc_book_store_begin(struct nc_book_store *store, const struct nc_sink *sink)
{
	memset(store, 0, sizeof(*store));
	store->arena = nc_arena_new(STORE_CEILING);
	store->spool = nc_spool_new(sink);
	return store->arena != NULL && store->spool != NULL;
}

void
nc_book_store_end(struct nc_book_store *store)
{
	nc_arena_free(store->arena);
	nc_spool_free(store->spool);
	free(store->seen);
}

/* ---------------------------------------------------------------- duplicates */

/* Where the digest is, or would be put. */
static size_t
slot_of(const struct nc_book_store *store, const unsigned char *same)
{
	static const unsigned char none[NC_SAME_SIZE];
	uint64_t hash;
	size_t slot;

	memcpy(&hash, same, sizeof(hash));
	slot = (size_t)hash & (store->seen_size - 1);
	while (memcmp(store->seen[slot], none, NC_SAME_SIZE) != 0 &&
	    memcmp(store->seen[slot], same, NC_SAME_SIZE) != 0)
		slot = (slot + 1) & (store->seen_size - 1);
	return slot;
}

/* Half of the slots stay free. */
static bool
make_room(struct nc_book_store *store)
{
	static const unsigned char none[NC_SAME_SIZE];
	struct nc_book_store grown = *store;
	size_t i;

	if (2 * (store->count + 1) <= store->seen_size)
		return true;
	grown.seen_size = store->seen_size == 0 ? SEEN_LEAST
						: 2 * store->seen_size;
	grown.seen = calloc(grown.seen_size, sizeof(*grown.seen));
	if (grown.seen == NULL)
		return false;
	for (i = 0; i < store->seen_size; i++)
		if (memcmp(store->seen[i], none, NC_SAME_SIZE) != 0)
			memcpy(grown.seen[slot_of(&grown, store->seen[i])],
			    store->seen[i], NC_SAME_SIZE);
	free(store->seen);
	store->seen = grown.seen;
	store->seen_size = grown.seen_size;
	return true;
}

/* -------------------------------------------------------------------- storing */

static void *
copy_array(struct nc_arena *arena, const void *array, size_t count, size_t size)
{
	void *copy = nc_arena_array(arena, count, size);

	if (copy != NULL && count > 0)
		memcpy(copy, array, count * size);
	return copy;
}

static bool
keep_slots(struct nc_chapter_file *file, struct nc_arena *arena)
{
	file->slots = copy_array(
	    arena, file->slots, file->slot_count, sizeof(*file->slots));
	file->text = nc_text("");
	return file->slots != NULL;
}

static bool
keep_urls(struct nc_chapter_text *text, struct nc_arena *arena)
{
	struct newsconv_text *urls = copy_array(
	    arena, text->urls, text->url_count, sizeof(*urls));
	size_t i;

	if (urls == NULL)
		return false;
	for (i = 0; i < text->url_count; i++) {
		urls[i].data = nc_arena_copy(arena, urls[i].data, urls[i].size);
		if (urls[i].data == NULL)
			return false;
	}
	text->urls = urls;
	return true;
}

static bool
keep(struct nc_book_stored *stored, const struct nc_book_piece *piece,
    struct nc_arena *arena)
{
	unsigned i;

	stored->keys = piece->keys;
	stored->keys.items = copy_array(arena, piece->keys.items,
	    piece->keys.item_count, 2 * sizeof(*piece->keys.items));
	stored->text = piece->text;
	stored->text.files = copy_array(arena, piece->text.files,
	    piece->text.file_count, sizeof(*piece->text.files));
	if (stored->keys.items == NULL || stored->text.files == NULL)
		return false;
	for (i = 0; i < piece->text.file_count; i++)
		if (!keep_slots(&stored->text.files[i], arena))
			return false;
	return keep_urls(&stored->text, arena);
}

/* What is kept stays as it is when there is no room for more. */
static bool
grow(struct nc_book_store *store)
{
	struct nc_chapter *chapters = nc_arena_grow(store->arena,
	    store->chapters, store->count, sizeof(*store->chapters));
	struct nc_book_stored *stored = nc_arena_grow(
	    store->arena, store->stored, store->count, sizeof(*store->stored));

	if (chapters == NULL || stored == NULL)
		return false;
	store->chapters = chapters;
	store->stored = stored;
	return true;
}

static int
spool_texts(struct nc_book_store *store, struct nc_book_stored *stored,
    const struct nc_book_piece *piece, struct newsconv_error *error)
{
	struct nc_spooled *files = nc_arena_array(
	    store->arena, piece->text.file_count, sizeof(*files));
	int result = NEWSCONV_OK;
	unsigned i;

	if (files == NULL)
		return nc_error_memory(error);
	for (i = 0; i < piece->text.file_count && result == NEWSCONV_OK; i++)
		result = nc_spool_add(
		    store->spool, piece->text.files[i].text, &files[i], error);
	stored->files = files;
	return result < 0
	    ? result
	    : nc_spool_add(store->spool, piece->record, &stored->record, error);
}

int
nc_book_store_add(struct nc_book_store *store,
    const struct nc_book_piece *piece, struct newsconv_error *error)
{
	struct nc_chapter chapter = piece->chapter;
	struct nc_book_stored stored;
	size_t slot;
	int result;

	if (!make_room(store))
		return nc_error_memory(error);
	slot = slot_of(store, piece->same);
	if (memcmp(store->seen[slot], piece->same, NC_SAME_SIZE) == 0)
		return NEWSCONV_ALREADY;
	if (!grow(store) || !nc_chapter_keep(&chapter, store->arena) ||
	    !keep(&stored, piece, store->arena))
		return nc_error_memory(error);
	result = spool_texts(store, &stored, piece, error);
	if (result < 0)
		return result;
	memcpy(store->seen[slot], piece->same, NC_SAME_SIZE);
	store->chapters[store->count] = chapter;
	store->stored[store->count++] = stored;
	return NEWSCONV_OK;
}

int
nc_book_store_file(const struct nc_book_store *store, size_t number,
    unsigned file, struct nc_arena *arena, struct newsconv_text *text,
    struct newsconv_error *error)
{
	return nc_spool_get(store->spool, store->stored[number].files[file],
	    arena, text, error);
}
