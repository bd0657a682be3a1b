/* A hash table by open addressing; digests are as good as random numbers. */
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "payloads.h"

enum { KEPT = 16, LEAST = 1024 };

struct entry {
	unsigned char digest[KEPT];
	uint64_t place; /* + 1; 0: free */
};

struct nc_payloads {
	struct entry *entries;
	size_t size; /* a power of two */
	size_t used;
};

struct nc_payloads *
nc_payloads_new(void)
{
	struct nc_payloads *payloads = calloc(1, sizeof(*payloads));

	if (payloads == NULL)
		return NULL;
	payloads->size = LEAST;
	payloads->entries = calloc(LEAST, sizeof(*payloads->entries));
	if (payloads->entries == NULL) {
		free(payloads);
		return NULL;
	}
	return payloads;
}

void
nc_payloads_free(struct nc_payloads *payloads)
{
	if (payloads == NULL)
		return;
	free(payloads->entries);
	free(payloads);
}

static struct entry *
slot_of(struct entry *entries, size_t size, const unsigned char digest[KEPT])
{
	size_t slot;

	memcpy(&slot, digest, sizeof(slot));
	slot &= size - 1;
	while (entries[slot].place != 0 &&
	    memcmp(entries[slot].digest, digest, KEPT) != 0)
		slot = (slot + 1) & (size - 1);
	return &entries[slot];
}

static bool
grow(struct nc_payloads *payloads)
{
	size_t size = 2 * payloads->size, i;
	struct entry *entries = calloc(size, sizeof(*entries));

	if (entries == NULL)
		return false;
	for (i = 0; i < payloads->size; i++)
		if (payloads->entries[i].place != 0)
			*slot_of(entries, size,
			    payloads->entries[i].digest) = payloads->entries[i];
	free(payloads->entries);
	payloads->entries = entries;
	payloads->size = size;
	return true;
}

bool
nc_payloads_add(
    struct nc_payloads *payloads, const char sha256[65], uint64_t place)
{
	unsigned char digest[KEPT];
	struct entry *entry;

	if (nc_hex_decode(digest, KEPT, sha256, 2 * KEPT) != KEPT)
		return true; /* there is no digest */
	/* An eighth stays free. */
	if (payloads->used >= payloads->size / 8 * 7 && !grow(payloads))
		return false;
	entry = slot_of(payloads->entries, payloads->size, digest);
	if (entry->place != 0)
		return true;
	memcpy(entry->digest, digest, KEPT);
	entry->place = place + 1;
	payloads->used++;
	return true;
}

bool
nc_payloads_find(
    const struct nc_payloads *payloads, const char sha256[65], uint64_t *place)
{
	unsigned char digest[KEPT];
	const struct entry *entry;

	if (nc_hex_decode(digest, KEPT, sha256, 2 * KEPT) != KEPT)
		return false;
	entry = slot_of(payloads->entries, payloads->size, digest);
	if (entry->place == 0)
		return false;
	*place = entry->place - 1;
	return true;
}
