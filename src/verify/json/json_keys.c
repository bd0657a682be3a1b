/*
 * One table for all objects: a name is mixed with the number of its object.
 * What was put in last goes first, when its object ends, and so a table of open
 * addressing needs no marks for what is gone: nothing was put behind it.
 */
#include <stdlib.h>
#include <string.h>

#include "json_keys.h"
#include "newsconv.h"

enum { SMALL = 4096, OBJECT = 0xffffffff };

static size_t
slot_of(const uint64_t *table, size_t size, uint64_t hash)
{
	size_t i = (size_t)hash & (size - 1);

	while (table[i] != 0 && table[i] != hash)
		i = (i + 1) & (size - 1);
	return i;
}

/* In the order they came, so that the last still goes first. */
static bool
grow_table(struct nc_json_keys *keys)
{
	size_t size = keys->size == 0 ? 64 : 2 * keys->size, i;
	uint64_t *table = calloc(size, sizeof(*table));

	if (table == NULL)
		return false;
	for (i = 0; i < keys->count; i++) {
		uint64_t hash;

		if (keys->slots[i] == (uint32_t)OBJECT)
			continue;
		hash = keys->table[keys->slots[i]];
		keys->slots[i] = (uint32_t)slot_of(table, size, hash);
		table[keys->slots[i]] = hash;
	}
	free(keys->table);
	keys->table = table;
	keys->size = size;
	return true;
}

static bool
push(struct nc_json_keys *keys, uint32_t slot)
{
	if (keys->count == keys->room) {
		size_t room = keys->room == 0 ? 64 : 2 * keys->room;
		uint32_t *slots = realloc(keys->slots, room * sizeof(*slots));

		if (slots == NULL)
			return false;
		keys->slots = slots;
		keys->room = room;
	}
	keys->slots[keys->count++] = slot;
	return true;
}

int
nc_json_keys_begin(struct nc_json_keys *keys)
{
	if (keys->count >= NC_JSON_KEYS_MAX)
		return NEWSCONV_TOO_LARGE;
	if (keys->depth == keys->depth_room) {
		size_t room = keys->depth_room == 0 ? 16 : 2 * keys->depth_room;
		uint64_t *serials = realloc(
		    keys->serials, room * sizeof(*serials));

		if (serials == NULL)
			return NEWSCONV_NO_MEMORY;
		keys->serials = serials;
		keys->depth_room = room;
	}
	if (!push(keys, (uint32_t)OBJECT))
		return NEWSCONV_NO_MEMORY;
	keys->serials[keys->depth++] = ++keys->objects;
	return 1;
}

void
nc_json_keys_end(struct nc_json_keys *keys)
{
	while (
	    keys->count > 0 && keys->slots[--keys->count] != (uint32_t)OBJECT)
		keys->table[keys->slots[keys->count]] = 0;
	if (keys->depth > 0)
		keys->depth--;
}

/* MurmurHash3's last steps. */
static uint64_t
mix(uint64_t hash)
{
	hash ^= hash >> 33;
	hash *= UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xc4ceb9fe1a85ec53);
	return hash ^ hash >> 33;
}

int
nc_json_keys_add(struct nc_json_keys *keys, uint64_t hash)
{
	size_t slot;

	hash = mix(hash ^ mix(keys->serials[keys->depth - 1])) | 1;
	if (keys->count >= NC_JSON_KEYS_MAX)
		return NEWSCONV_TOO_LARGE;
	if (2 * keys->count >= keys->size && !grow_table(keys))
		return NEWSCONV_NO_MEMORY;
	slot = slot_of(keys->table, keys->size, hash);
	if (keys->table[slot] != 0)
		return 0;
	keys->table[slot] = hash;
	if (push(keys, (uint32_t)slot))
		return 1;
	keys->table[slot] = 0;
	return NEWSCONV_NO_MEMORY;
}

void
nc_json_keys_clear(struct nc_json_keys *keys)
{
	while (keys->depth > 0)
		nc_json_keys_end(keys);
	if (keys->size > SMALL || keys->depth_room > SMALL)
		nc_json_keys_free(keys);
}

void
nc_json_keys_free(struct nc_json_keys *keys)
{
	free(keys->table);
	free(keys->slots);
	free(keys->serials);
	memset(keys, 0, sizeof(*keys));
}
