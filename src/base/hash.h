/*
 * FNV-1a in 64 bits: a hash for tables in memory.  Whoever chooses the bytes
 * can make two of them meet, so equal hashes are no proof of equal bytes.
 */
#ifndef NC_HASH_H
#define NC_HASH_H

#include <stddef.h>
#include <stdint.h>

#define NC_HASH_SEED UINT64_C(0xcbf29ce484222325)

/* Of the bytes that made `hash` with these behind them. */
static inline uint64_t
nc_hash_more(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *bytes = data;
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static inline uint64_t
nc_hash(const void *data, size_t size)
{
	return nc_hash_more(NC_HASH_SEED, data, size);
}

#endif
