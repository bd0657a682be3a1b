/*
 * The names of the members of all objects that are open, to find the second of
 * a name.  Of each only a hash of 64 bits is kept.
 */
#ifndef NC_JSON_KEYS_H
#define NC_JSON_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of all open objects, and these: some 21 MiB. */
enum { NC_JSON_KEYS_MAX = 1 << 20 };

struct nc_json_keys {
	uint64_t *table; /* 0: free */
	uint32_t *slots; /* in the order they were taken; or an object begins */
	size_t size;     /* of the table, a power of two */
	size_t count, room; /* of slots */
	uint64_t objects;   /* begun so far */
	uint64_t *serials;  /* of the open ones */
	size_t depth, depth_room;
};

/* An object begins.  1, or fails with NEWSCONV_TOO_LARGE, _NO_MEMORY. */
int nc_json_keys_begin(struct nc_json_keys *keys);
void nc_json_keys_end(struct nc_json_keys *keys);
/* 1: it is new, 0: the object has it already.  Fails as nc_json_keys_begin(). */
int nc_json_keys_add(struct nc_json_keys *keys, uint64_t hash);
/* All objects are closed; the memory is kept unless it is much. */
void nc_json_keys_clear(struct nc_json_keys *keys);
void nc_json_keys_free(struct nc_json_keys *keys);

#endif
