/*
 * A ZIP archive as others see it: opened, its entries found and read again, see
 * verify_zip.h.  The walk is our own and not libarchive's, because every
 * general reader is lenient somewhere, and a fault that is forgiven here is one
 * that another reader sees differently.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "error.h"
#include "zip_archive.h"

enum {
	/* Of entries that are kept: those a package document can name. */
	ARENA_MAX = 512 * 1024 * 1024,
	NEAR = 4096 /* so near is read on, farther is a jump */
};

static const struct nc_archive_entry unreadable = {.name = ""};

/* A jump reads little, what goes on where it was reads much. */
static size_t
amount(const struct nc_zip_window *window, uint64_t offset, size_t size)
{
	uint64_t end = window->start + window->size;

	if (window->size > 0 && offset >= window->start && offset <= end + NEAR)
		return NC_ZIP_WINDOW;
	return size > NEAR ? size : NEAR;
}

int
nc_zip_look(const struct nc_archive *zip, struct nc_zip_window *window,
    uint64_t offset, size_t size, const unsigned char **bytes,
    struct newsconv_error *error)
{
	size_t done = 0;
	int result;

	if (offset > zip->verify->size || size > zip->verify->size - offset)
		return NEWSCONV_END;
	if (window->bytes == NULL)
		window->bytes = malloc(NC_ZIP_WINDOW);
	if (window->bytes == NULL)
		return nc_error_memory(error);
	if (offset < window->start || offset - window->start > window->size ||
	    size > window->size - (offset - window->start)) {
		result = nc_verify_read(zip->verify, window->bytes,
		    amount(window, offset, size), offset, &done, error);
		window->start = offset;
		window->size = result < 0 ? 0 : done;
		if (result < 0)
			return result;
		if (done < size)
			return NEWSCONV_END;
	}
	*bytes = window->bytes + (offset - window->start);
	return NEWSCONV_OK;
}

static int
walk(struct nc_archive *zip, struct newsconv_error *error)
{
	int result = nc_zip_read_end(zip, error);

	if (result == NEWSCONV_OK)
		result = nc_zip_read_directory(zip, error);
	if (result != NEWSCONV_OK)
		return result;
	if (zip->count == 0) {
		nc_finding(zip->verify, NC_ZIP_NO_ENTRIES, "", 0,
		    "the directory lists no entry");
		return NEWSCONV_END;
	}
	result = nc_zip_check_layout(zip, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_check_names(zip, error);
	return result;
}

int
nc_archive_open(struct nc_archive **zip, const struct nc_verify *verify,
    enum nc_archive_kind kind, struct newsconv_error *error)
{
	struct nc_archive *new = calloc(1, sizeof(*new));
	int result;

	if (new == NULL)
		return nc_error_memory(error);
	new->verify = verify;
	new->kind = kind;
	new->last = SIZE_MAX;
	/* Folding makes names longer, at most threefold. */
	new->name.ceiling = NC_ZIP_NAME_MAX + 2;
	new->other.ceiling = NC_ZIP_NAME_MAX + 2;
	new->folded.ceiling = 16 * (NC_ZIP_NAME_MAX + 2);
	new->content.ceiling = SIZE_MAX / 4;
	new->arena = nc_arena_new(ARENA_MAX);
	result = new->arena == NULL ? nc_error_memory(error) : walk(new, error);
	if (result != NEWSCONV_OK) {
		nc_archive_close(new);
		return result;
	}
	*zip = new;
	return NEWSCONV_OK;
}

void
nc_archive_close(struct nc_archive *zip)
{
	if (zip == NULL)
		return;
	if (zip->stream_ready)
		inflateEnd(&zip->stream);
	nc_arena_free(zip->arena);
	free(zip->slots);
	free(zip->names);
	free(zip->central.bytes);
	free(zip->local.bytes);
	free(zip->packed);
	free(zip->unpacked);
	nc_buffer_free(&zip->name);
	nc_buffer_free(&zip->other);
	nc_buffer_free(&zip->folded);
	nc_buffer_free(&zip->content);
	free(zip);
}

size_t
nc_archive_count(const struct nc_archive *zip)
{
	return zip->count;
}

/* Where the data begins, which only the local header says. */
static int
find_data(struct nc_archive *zip, struct newsconv_error *error)
{
	const unsigned char *header;
	int result = nc_zip_look(zip, &zip->local, zip->entry.offset,
	    NC_ZIP_LOCAL_SIZE, &header, error);

	if (result == NEWSCONV_END)
		return nc_error_set(error, NEWSCONV_READ_FAILED,
		    "the file became shorter while it was read");
	if (result < 0)
		return result;
	zip->entry.data = zip->entry.offset + NC_ZIP_LOCAL_SIZE +
	    nc_le16(header + 26) + nc_le16(header + 28);
	zip->entry.extra_size = (uint16_t)(zip->entry.extra_size |
	    nc_le16(header + 28));
	return NEWSCONV_OK;
}

int
nc_archive_look(struct nc_archive *zip, size_t index,
    const struct nc_archive_entry **entry, struct newsconv_error *error)
{
	const struct nc_zip_slot *slot = &zip->slots[index];
	int result = nc_zip_decode(zip, slot->header, error);

	if (result < 0)
		return result;
	zip->entry.end = slot->end;
	zip->entry.readable = slot->readable;
	if (slot->readable)
		result = find_data(zip, error);
	*entry = &zip->entry;
	return result;
}

static struct nc_zip_kept *
find_kept(const struct nc_archive *zip, size_t index)
{
	struct nc_zip_kept *kept = zip->kept[index % NC_ZIP_KEPT_LISTS];

	while (kept != NULL && kept->index != index)
		kept = kept->next;
	return kept;
}

/* NULL, and why in zip->error. */
static struct nc_zip_kept *
keep(struct nc_archive *zip, size_t index)
{
	const struct nc_archive_entry *entry;
	struct nc_zip_kept *kept;

	zip->failed = nc_archive_look(zip, index, &entry, &zip->error);
	if (zip->failed < 0)
		return NULL;
	kept = nc_arena_alloc(zip->arena, sizeof(*kept));
	if (kept != NULL) {
		kept->index = index;
		kept->entry = *entry;
		kept->entry.name = nc_arena_copy(
		    zip->arena, entry->name, entry->name_size);
	}
	if (kept != NULL && kept->entry.name != NULL)
		return kept;
	zip->failed = nc_error_memory(&zip->error);
	return NULL;
}

const struct nc_archive_entry *
nc_archive_entry(struct nc_archive *zip, size_t index)
{
	struct nc_zip_kept **list = &zip->kept[index % NC_ZIP_KEPT_LISTS];
	struct nc_zip_kept *kept;

	if (zip->slots[index].closer)
		return &find_kept(zip, index)->entry;
	if (zip->failed < 0)
		return &unreadable;
	kept = keep(zip, index);
	if (kept == NULL)
		return &unreadable;
	kept->next = *list;
	*list = kept;
	zip->slots[index].closer = true;
	return &kept->entry;
}

int
nc_archive_failure(const struct nc_archive *zip, struct newsconv_error *error)
{
	if (zip->failed < 0 && error != NULL)
		*error = zip->error;
	return zip->failed;
}

void
nc_archive_done(struct nc_archive *zip, size_t index, const char *type)
{
	struct nc_zip_slot *slot = &zip->slots[index];
	bool read = zip->last == index;
	const struct nc_archive_entry *entry = &unreadable;
	char digest[16];
	struct newsconv_record part = {.index = index,
	    .type = type,
	    .uri = "",
	    .date = "",
	    .offset = slot->offset,
	    .digest = digest,
	    .stored_sha256 = read ? zip->stored_sha256 : "",
	    .sha256 = read ? zip->sha256 : ""};

	if (slot->done)
		return;
	slot->done = true;
	if (nc_archive_look(zip, index, &entry, NULL) < 0)
		entry = &unreadable;
	part.id = entry->name;
	part.size = entry->size;
	if (entry->readable)
		part.length = entry->data + entry->compressed - slot->offset;
	snprintf(digest, sizeof(digest), "crc32:%08x", (unsigned)entry->crc);
	nc_part_done(zip->verify, &part);
}
