/* A sorted table of keys: small, and the same whatever the hashes are. */
#include <stdlib.h>
#include <string.h>

#include "book_related.h"
#include "error.h"

struct nc_book_place {
	struct nc_book_key key;
	size_t chapter;
};

static int
compare(const void *a, const void *b)
{
	const struct nc_book_place *x = a, *y = b;
	int order = memcmp(&x->key, &y->key, sizeof(x->key));

	if (order != 0)
		return order;
	return x->chapter < y->chapter ? -1 : x->chapter > y->chapter;
}

static void
add(struct nc_book_index *index, const struct nc_book_key *key, size_t chapter)
{
	if (nc_book_key_any(key))
		index->places[index->count++] = (struct nc_book_place){
		    *key, chapter};
}

int
nc_book_index_make(struct nc_book_index *index,
    const struct nc_book_keys *const *chapters, size_t count,
    struct nc_arena *arena, struct newsconv_error *error)
{
	size_t i;

	index->count = 0;
	index->places = nc_arena_array(
	    arena, count, 2 * sizeof(*index->places));
	if (index->places == NULL)
		return nc_error_memory(error);
	for (i = 0; i < count; i++) {
		add(index, &chapters[i]->headline, i);
		add(index, &chapters[i]->url, i);
	}
	qsort(index->places, index->count, sizeof(*index->places), compare);
	return NEWSCONV_OK;
}

/* The first place at or behind the key. */
static size_t
lower_bound(const struct nc_book_index *index, const struct nc_book_key *key)
{
	struct nc_book_place wanted = {*key, 0};
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&index->places[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t
find(const struct nc_book_index *index, size_t self,
    const struct nc_book_key *key)
{
	size_t i;

	if (!nc_book_key_any(key))
		return NC_NO_CHAPTER;
	for (i = lower_bound(index, key); i < index->count; i++) {
		const struct nc_book_place *place = &index->places[i];

		if (memcmp(&place->key, key, sizeof(*key)) != 0)
			break;
		if (place->chapter != self)
			return place->chapter;
	}
	return NC_NO_CHAPTER;
}

size_t
nc_book_index_find(const struct nc_book_index *index, size_t self,
    const struct nc_book_key *headline, const struct nc_book_key *url)
{
	size_t chapter = find(index, self, url);

	return chapter != NC_NO_CHAPTER ? chapter : find(index, self, headline);
}
