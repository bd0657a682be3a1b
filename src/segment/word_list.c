/*
 * A set of hashes: of each word without case, of the beginnings of each word,
 * and of each two words with a hyphen between them.  A hash of 64 bits stands
 * for what it was made of.
 */
#include <stdlib.h>
#include <string.h>

#include "utf8.h"
#include "word_list.h"

enum {
	WORD_LEAST = 5,   /* letters of a word that an ending is added to */
	WORD_MOST = 40,   /* beginnings of longer ones are not kept */
	SIZE_FIRST = 1024 /* slots; a power of two */
};

/* What a hash was made of, mixed into it. */
enum { WHOLE = 1, BEGINNING, HYPHENATED };

#define HASH_SEED UINT64_C(0xcbf29ce484222325) /* FNV-1a */
#define HASH_FACTOR UINT64_C(0x100000001b3)

struct nc_word_list {
	uint64_t *slots; /* 0: free */
	size_t size;
	size_t used;
	bool failed;
};

static uint64_t
add_to_hash(uint64_t hash, uint32_t c)
{
	return (hash ^ nc_lower(c)) * HASH_FACTOR;
}

/* Never 0; the low bits, which choose the slot, depend on all. */
static uint64_t
finish(uint64_t hash, uint64_t kind)
{
	hash = (hash ^ kind) * HASH_FACTOR;
	hash ^= hash >> 32;
	return hash == 0 ? 1 : hash;
}

static size_t
slot_of(const struct nc_word_list *list, uint64_t hash)
{
	size_t slot = (size_t)hash & (list->size - 1);

	while (list->slots[slot] != 0 && list->slots[slot] != hash)
		slot = (slot + 1) & (list->size - 1);
	return slot;
}

static bool
has(const struct nc_word_list *list, uint64_t hash)
{
	return list->slots[slot_of(list, hash)] == hash;
}

static bool
grow(struct nc_word_list *list)
{
	struct nc_word_list grown = {.size = 2 * list->size};
	size_t i;

	grown.slots = calloc(grown.size, sizeof(*grown.slots));
	if (grown.slots == NULL)
		return false;
	for (i = 0; i < list->size; i++)
		if (list->slots[i] != 0)
			grown.slots[slot_of(&grown, list->slots[i])] =
			    list->slots[i];
	free(list->slots);
	list->slots = grown.slots;
	list->size = grown.size;
	return true;
}

static void
add(struct nc_word_list *list, uint64_t hash)
{
	size_t slot;

	if (list->failed)
		return;
	if (2 * (list->used + 1) > list->size && !grow(list)) {
		list->failed = true;
		return;
	}
	slot = slot_of(list, hash);
	list->used += list->slots[slot] == 0;
	list->slots[slot] = hash;
}

static bool
hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010;
}

/* The word at text + *at, added; *hash is its own, of no kind yet. */
static void
add_word(struct nc_word_list *list, struct newsconv_text text, size_t *at,
    uint64_t *hash)
{
	size_t letters = 0, length;
	uint32_t c;

	*hash = HASH_SEED;
	while ((length = nc_utf8_decode(text.data + *at, text.size - *at, &c)) >
		0 &&
	    nc_is_letter(c)) {
		*at += length;
		*hash = add_to_hash(*hash, c);
		if (++letters >= WORD_LEAST && letters <= WORD_MOST)
			add(list, finish(*hash, BEGINNING));
	}
	if (letters > 0)
		add(list, finish(*hash, WHOLE));
}

static uint64_t
hash_of(struct newsconv_text left, uint32_t between, struct newsconv_text right)
{
	uint64_t hash = HASH_SEED;
	size_t i = 0, length;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(left.data + i, left.size - i, &c)) > 0) {
		hash = add_to_hash(hash, c);
		i += length;
	}
	if (between != 0)
		hash = add_to_hash(hash, between);
	for (i = 0;
	     (length = nc_utf8_decode(right.data + i, right.size - i, &c)) > 0;
	     i += length)
		hash = add_to_hash(hash, c);
	return hash;
}

static void
add_line(struct nc_word_list *list, struct newsconv_text text)
{
	struct newsconv_text before = {NULL, 0}; /* a word and its hyphen */
	size_t i = 0, length;
	uint64_t hash;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		struct newsconv_text word = {text.data + i, 0};
		size_t start = i;

		if (!nc_is_letter(c)) {
			before.size = 0;
			i += length;
			continue;
		}
		add_word(list, text, &i, &hash);
		word.size = i - start;
		if (before.size > 0)
			add(list,
			    finish(hash_of(before, '-', word), HYPHENATED));
		before.size = 0;
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length > 0 && hyphen(c)) {
			before = word;
			i += length;
		}
	}
}

struct nc_word_list *
nc_word_list_new(const struct nc_dump *dump)
{
	struct nc_word_list *list = calloc(1, sizeof(*list));
	size_t i;

	if (list == NULL)
		return NULL;
	list->size = SIZE_FIRST;
	list->slots = calloc(list->size, sizeof(*list->slots));
	list->failed = list->slots == NULL;
	for (i = 0; i < dump->line_count && !list->failed; i++)
		add_line(list, dump->lines[i].text);
	if (!list->failed)
		return list;
	nc_word_list_free(list);
	return NULL;
}

void
nc_word_list_free(struct nc_word_list *list)
{
	if (list == NULL)
		return;
	free(list->slots);
	free(list);
}

bool
nc_word_list_whole(const struct nc_word_list *list, struct newsconv_text left,
    struct newsconv_text right)
{
	struct newsconv_text nothing = {"", 0};
	uint64_t hash = hash_of(left, 0, nothing);
	size_t letters = 0, i, length;
	uint32_t c;

	for (i = 0;
	     (length = nc_utf8_decode(left.data + i, left.size - i, &c)) > 0;
	     i += length)
		letters++;
	for (i = 0;
	     (length = nc_utf8_decode(right.data + i, right.size - i, &c)) > 0;
	     i += length) {
		hash = add_to_hash(hash, c);
		if (++letters >= WORD_LEAST && has(list, finish(hash, WHOLE)))
			return true;
	}
	return has(list, finish(hash, WHOLE)) ||
	    has(list, finish(hash, BEGINNING));
}

bool
nc_word_list_hyphenated(const struct nc_word_list *list,
    struct newsconv_text left, struct newsconv_text right)
{
	return has(list, finish(hash_of(left, '-', right), HYPHENATED));
}
