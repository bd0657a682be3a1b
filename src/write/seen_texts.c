/* A hash table of borrowed texts, open addressing, at most half full. */
#include <assert.h>

#include "hash.h"
#include "seen_texts.h"
#include "utf8.h"

struct nc_seen_texts {
	struct newsconv_text *slots; /* data NULL: free */
	size_t mask;                 /* their number, a power of two, less 1 */
	size_t room;                 /* texts that still fit */
};

struct nc_seen_texts *
nc_seen_texts_new(struct nc_arena *arena, size_t most)
{
	struct nc_seen_texts *seen = nc_arena_alloc(arena, sizeof(*seen));
	size_t slots = 16;

	if (seen == NULL || most > SIZE_MAX / 4)
		return NULL;
	while (slots / 2 < most)
		slots *= 2;
	seen->slots = nc_arena_array(arena, slots, sizeof(*seen->slots));
	seen->mask = slots - 1;
	seen->room = most;
	return seen->slots == NULL ? NULL : seen;
}

bool
nc_seen_texts_new_one(struct nc_seen_texts *seen, struct newsconv_text text)
{
	size_t at = (size_t)nc_hash(text.data, text.size) & seen->mask;

	while (seen->slots[at].data != NULL) {
		if (nc_texts_equal(seen->slots[at], text))
			return false;
		at = (at + 1) & seen->mask;
	}
	assert(seen->room > 0);
	seen->room--;
	seen->slots[at] = text;
	if (text.data == NULL)
		seen->slots[at].data = "";
	return true;
}
