/*
 * Entries in a scratch file, found by two sorted arrays of hashes.  A hash only
 * proposes: the entry is read back and compared, so that nobody gains by
 * finding two paths with one hash.
 *
 *	size 8 | line 8 | path_size 4 | source 1 | algorithm 1 | digest | path
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "hash.h"
#include "listed.h"
#include "memory.h"

enum {
	ENTRIES_MAX = 2500 * 1000,
	/* Beyond it nobody is told what was moved: it is missing and new. */
	DIGESTS_MAX = 1000 * 1000,
	HEAD_SIZE = 22,
	NO_DIGEST = 255,
	WRITE_AT = 64 * 1024,
	ENTRY_MAX = HEAD_SIZE + NC_DIGEST_MAX + NC_LISTED_PATH_MAX,
	MARK_BITS = 4
};

/*
 * Of an entry, to find it: where it lies, offset << MARK_BITS | marks; of its
 * digest: the number of that slot.
 */
struct slot {
	uint64_t hash;
	uint64_t place;
};

struct nc_listing {
	struct nc_scratch *scratch;
	struct slot *slots; /* by hash of the path, once it is sorted */
	size_t count;
	size_t room;
	bool sorted;
	struct slot *digests; /* NULL: not needed yet */
	size_t digest_count;
	uint64_t start, end; /* of what is ours in the scratch file */
	struct nc_buffer unwritten;
	char entry[ENTRY_MAX + 1]; /* the last that was read */
};

static uint64_t
hash_of_digest(enum nc_algorithm algorithm, const unsigned char *digest)
{
	uint64_t hash;

	memcpy(&hash, digest, sizeof(hash));
	return hash + algorithm;
}

int
nc_listing_new(struct nc_listing **listing, struct nc_scratch *scratch,
    struct newsconv_error *error)
{
	struct nc_listing *made = calloc(1, sizeof(*made));

	if (made == NULL)
		return nc_error_memory(error);
	made->scratch = scratch;
	made->start = made->end = scratch->end;
	made->unwritten.ceiling = WRITE_AT + ENTRY_MAX;
	*listing = made;
	return NEWSCONV_OK;
}

void
nc_listing_free(struct nc_listing *listing)
{
	if (listing == NULL)
		return;
	nc_buffer_free(&listing->unwritten);
	free(listing->slots);
	free(listing->digests);
	free(listing);
}

size_t
nc_listing_count(const struct nc_listing *listing)
{
	return listing->count;
}

static int
write_out(struct nc_listing *listing, struct newsconv_error *error)
{
	struct nc_buffer *buffer = &listing->unwritten;
	struct nc_scratch *scratch = listing->scratch;

	if (buffer->size == 0)
		return NEWSCONV_OK;
	if (lseek(scratch->descriptor, (off_t)scratch->end, SEEK_SET) < 0 ||
	    nc_file_write(scratch->descriptor, buffer->data, buffer->size) != 0)
		return nc_error_system(error, NEWSCONV_READ_FAILED,
		    "cannot write to a temporary file");
	scratch->end += buffer->size;
	nc_buffer_clear(buffer);
	return NEWSCONV_OK;
}

static int
make_room(struct nc_listing *listing, struct newsconv_error *error)
{
	size_t room = listing->room == 0 ? 64 : listing->room * 3 / 2;
	struct slot *slots;

	if (listing->count < listing->room)
		return NEWSCONV_OK;
	if (listing->count >= ENTRIES_MAX)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "lists more than %d files, the limit", ENTRIES_MAX);
	slots = realloc(listing->slots, room * sizeof(*slots));
	if (slots == NULL)
		return nc_error_memory(error);
	listing->slots = slots;
	listing->room = room;
	return NEWSCONV_OK;
}

static void
put_entry(struct nc_buffer *buffer, const struct nc_listed *entry)
{
	uint32_t path_size = (uint32_t)entry->path_size;

	nc_buffer_add(buffer, &entry->size, 8);
	nc_buffer_add(buffer, &entry->line, 8);
	nc_buffer_add(buffer, &path_size, 4);
	nc_buffer_byte(buffer, (unsigned char)entry->source);
	nc_buffer_byte(buffer,
	    entry->has_digest ? (unsigned char)entry->algorithm : NO_DIGEST);
	if (entry->has_digest)
		nc_buffer_add(
		    buffer, entry->digest, nc_digest_size(entry->algorithm));
	nc_buffer_add(buffer, entry->path, entry->path_size);
}

int
nc_listing_add(struct nc_listing *listing, const struct nc_listed *entry,
    struct newsconv_error *error)
{
	uint64_t offset = listing->scratch->end + listing->unwritten.size;
	int result = make_room(listing, error);

	if (result < 0)
		return result;
	if (entry->path_size > NC_LISTED_PATH_MAX)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "a listed path has %zu bytes, the limit is %d",
		    entry->path_size, NC_LISTED_PATH_MAX);
	put_entry(&listing->unwritten, entry);
	result = nc_buffer_check(&listing->unwritten, error);
	if (result < 0)
		return result;
	listing->end = listing->scratch->end + listing->unwritten.size;
	listing->slots[listing->count++] = (struct slot){
	    nc_hash(entry->path, entry->path_size), offset << MARK_BITS};
	if (listing->unwritten.size < WRITE_AT)
		return NEWSCONV_OK;
	return write_out(listing, error);
}

/* By hash, and of equal ones in the order of the lists. */
static bool
less(const struct slot *a, const struct slot *b)
{
	return a->hash != b->hash ? a->hash < b->hash : a->place < b->place;
}

static void
sift(struct slot *slots, size_t root, size_t count)
{
	struct slot moved = slots[root];
	size_t child;

	for (; (child = 2 * root + 1) < count; root = child) {
		if (child + 1 < count && less(&slots[child], &slots[child + 1]))
			child++;
		if (!less(&moved, &slots[child]))
			break;
		slots[root] = slots[child];
	}
	slots[root] = moved;
}

/* Heap sort: qsort() of glibc takes as much memory again. */
static void
sort_slots(struct slot *slots, size_t count)
{
	size_t i;

	for (i = count / 2; i > 0; i--)
		sift(slots, i - 1, count);
	for (i = count; i > 1; i--) {
		struct slot last = slots[i - 1];

		slots[i - 1] = slots[0];
		slots[0] = last;
		sift(slots, 0, i - 1);
	}
}

int
nc_listing_ready(struct nc_listing *listing, struct newsconv_error *error)
{
	if (listing->sorted)
		return NEWSCONV_OK;
	sort_slots(listing->slots, listing->count);
	listing->sorted = true;
	return write_out(listing, error);
}

/* The entry at an offset; *next is the one behind it. */
static int
read_entry(struct nc_listing *listing, uint64_t offset, struct nc_listed *entry,
    uint64_t *next, struct newsconv_error *error)
{
	const unsigned char *head = (unsigned char *)listing->entry;
	size_t got, digest_size = 0, want = sizeof(listing->entry) - 1;
	uint32_t path_size;
	int result;

	/* Most entries are short, and the rest of a long one costs a call. */
	if (want > 512)
		want = 512;
	for (;;) {
		result = nc_file_pread(listing->scratch->descriptor,
		    listing->entry, want, offset, &got, error);
		if (result < 0)
			return result;
		memcpy(&path_size, head + 16, 4);
		if (head[21] != NO_DIGEST)
			digest_size = nc_digest_size(head[21]);
		if (got >= HEAD_SIZE + digest_size + path_size)
			break;
		if (want == sizeof(listing->entry) - 1 || got < want)
			return nc_error_set(error, NEWSCONV_READ_FAILED,
			    "a temporary file was cut");
		want = sizeof(listing->entry) - 1;
	}
	memcpy(&entry->size, head, 8);
	memcpy(&entry->line, head + 8, 8);
	entry->path_size = path_size;
	entry->source = head[20];
	entry->has_digest = head[21] != NO_DIGEST;
	if (entry->has_digest) {
		entry->algorithm = head[21];
		memcpy(entry->digest, head + HEAD_SIZE, digest_size);
	}
	entry->path = listing->entry + HEAD_SIZE + digest_size;
	*next = offset + HEAD_SIZE + digest_size + path_size;
	listing->entry[HEAD_SIZE + digest_size + path_size] = '\0';
	return NEWSCONV_OK;
}

static int
read_slot(struct nc_listing *listing, size_t number, struct nc_listed *entry,
    struct newsconv_error *error)
{
	uint64_t place = listing->slots[number].place, next;

	entry->number = number;
	entry->marks = place & NC_MARK_ALL;
	return read_entry(listing, place >> MARK_BITS, entry, &next, error);
}

static size_t
first_of(const struct slot *slots, size_t count, uint64_t hash)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (slots[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int
nc_listing_find(struct nc_listing *listing, const char *path, size_t *cursor,
    struct nc_listed *entry, struct newsconv_error *error)
{
	size_t size = strlen(path);
	uint64_t hash = nc_hash(path, size);
	int result = nc_listing_ready(listing, error);

	if (result < 0)
		return result;
	if (*cursor == 0)
		*cursor = first_of(listing->slots, listing->count, hash) + 1;
	while (*cursor <= listing->count &&
	    listing->slots[*cursor - 1].hash == hash) {
		result = read_slot(listing, (*cursor)++ - 1, entry, error);
		if (result < 0)
			return result;
		if (entry->path_size == size &&
		    memcmp(entry->path, path, size) == 0)
			return NEWSCONV_OK;
	}
	return NEWSCONV_END;
}

static int
index_digests(struct nc_listing *listing, struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t i;
	int result = nc_listing_ready(listing, error);

	if (result < 0 || listing->digests != NULL ||
	    listing->count > DIGESTS_MAX)
		return result;
	listing->digests = calloc(
	    listing->count + 1, sizeof(*listing->digests));
	if (listing->digests == NULL)
		return nc_error_memory(error);
	for (i = 0; i < listing->count; i++) {
		result = read_slot(listing, i, &entry, error);
		if (result < 0)
			return result;
		if (!entry.has_digest)
			continue;
		listing->digests[listing->digest_count++] = (struct slot){
		    hash_of_digest(entry.algorithm, entry.digest), i};
	}
	sort_slots(listing->digests, listing->digest_count);
	return NEWSCONV_OK;
}

int
nc_listing_find_digest(struct nc_listing *listing, enum nc_algorithm algorithm,
    const unsigned char *digest, size_t *cursor, struct nc_listed *entry,
    struct newsconv_error *error)
{
	uint64_t hash = hash_of_digest(algorithm, digest);
	int result = index_digests(listing, error);

	if (result < 0)
		return result;
	if (*cursor == 0)
		*cursor =
		    first_of(listing->digests, listing->digest_count, hash) + 1;
	while (*cursor <= listing->digest_count &&
	    listing->digests[*cursor - 1].hash == hash) {
		size_t number = listing->digests[(*cursor)++ - 1].place;

		result = read_slot(listing, number, entry, error);
		if (result < 0)
			return result;
		if (entry->algorithm == algorithm &&
		    memcmp(entry->digest, digest, nc_digest_size(algorithm)) ==
			0)
			return NEWSCONV_OK;
	}
	return NEWSCONV_END;
}

/*
 * The slot of an entry that lies at an offset.  By halves also among those of
 * one path: a list may name a path a million times.
 */
static size_t
slot_at(const struct nc_listing *listing, const char *path, size_t size,
    uint64_t offset)
{
	const struct slot wanted = {nc_hash(path, size), offset << MARK_BITS};
	size_t low = 0, high = listing->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		const struct slot *slot = &listing->slots[middle];
		const struct slot bare = {
		    slot->hash, slot->place >> MARK_BITS << MARK_BITS};

		if (less(&wanted, &bare))
			high = middle;
		else
			low = middle;
	}
	return low;
}

int
nc_listing_next(struct nc_listing *listing, size_t *cursor,
    struct nc_listed *entry, struct newsconv_error *error)
{
	uint64_t offset = listing->start + *cursor, next = offset;
	int result = nc_listing_ready(listing, error);

	if (result < 0)
		return result;
	if (offset >= listing->end)
		return NEWSCONV_END;
	result = read_entry(listing, offset, entry, &next, error);
	if (result < 0)
		return result;
	*cursor = (size_t)(next - listing->start);
	entry->number = slot_at(listing, entry->path, entry->path_size, offset);
	entry->marks = listing->slots[entry->number].place & NC_MARK_ALL;
	return NEWSCONV_OK;
}

int
nc_listing_at(struct nc_listing *listing, size_t number,
    struct nc_listed *entry, struct newsconv_error *error)
{
	return read_slot(listing, number, entry, error);
}

void
nc_listing_mark(struct nc_listing *listing, size_t number, unsigned marks)
{
	listing->slots[number].place |= marks & NC_MARK_ALL;
}
