/*
 * Entries cover the file from its first byte to the directory, each byte once.
 * One that begins in another is not read: so a small file could become large
 * without end.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "zip_archive.h"

struct layout {
	struct nc_archive *zip;
	uint64_t begin; /* of the entry before */
	uint64_t next;  /* its end */
	bool known;     /* whether it is */
	struct newsconv_error *error;
};

static int
compare_offsets(const void *a, const void *b)
{
	const struct nc_zip_slot *const *x = a, *const *y = b;

	if ((*x)->offset != (*y)->offset)
		return (*x)->offset < (*y)->offset ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

/* What lies there: an entry that the directory hides, or anything. */
static int
report_gap(struct layout *layout, const char *name, uint64_t end)
{
	struct nc_archive *zip = layout->zip;
	unsigned long long size = end - layout->next;
	const unsigned char *bytes;
	int result = nc_zip_look(
	    zip, &zip->local, layout->next, 4, &bytes, layout->error);

	if (result < 0)
		return result;
	if (result == NEWSCONV_OK && memcmp(bytes, "PK\3\4", 4) == 0)
		nc_finding(zip->verify, NC_ZIP_HIDDEN, name, layout->next,
		    "%llu bytes with a local header that the directory does "
		    "not know",
		    size);
	else if (layout->next == 0)
		nc_finding(zip->verify, NC_ZIP_PREFIX, name, 0,
		    "%llu bytes before the first entry", size);
	else
		nc_finding(zip->verify, NC_ZIP_GAP, name, layout->next,
		    "%llu bytes before %s belong to none", size,
		    name[0] == '\0' ? "the directory" : "the entry");
	return NEWSCONV_OK;
}

static void
report_overlap(struct layout *layout, struct nc_zip_slot *slot)
{
	struct nc_archive *zip = layout->zip;

	if (layout->known && slot->offset == layout->begin)
		nc_finding(zip->verify, NC_ZIP_ALIAS, zip->entry.name,
		    slot->offset,
		    "its local header is that of the entry before it");
	nc_finding(zip->verify, NC_ZIP_OVERLAP, zip->entry.name, slot->offset,
	    "begins before %llu, where the entry before it ends",
	    (unsigned long long)layout->next);
	slot->readable = false;
}

static int
place(struct layout *layout, struct nc_zip_slot *slot)
{
	struct nc_archive *zip = layout->zip;
	int result = NEWSCONV_OK;

	if (slot->offset < layout->next ||
	    (layout->known && slot->offset > layout->next))
		result = nc_zip_decode(zip, slot->header, layout->error);
	if (result < 0)
		return result;
	if (slot->offset < layout->next) {
		report_overlap(layout, slot);
		return NEWSCONV_OK;
	}
	if (layout->known && slot->offset > layout->next)
		result = report_gap(layout, zip->entry.name, slot->offset);
	layout->known = slot->readable && !zip->incomplete;
	if (slot->readable) {
		layout->begin = slot->offset;
		layout->next = slot->end;
	}
	return result;
}

int
nc_zip_check_layout(struct nc_archive *zip, struct newsconv_error *error)
{
	struct layout layout = {.zip = zip,
	    .begin = UINT64_MAX,
	    .known = !zip->incomplete,
	    .error = error};
	struct nc_zip_slot **order = NULL;
	int result = NEWSCONV_OK;
	size_t i;

	if (zip->unordered) {
		order = malloc(zip->count * sizeof(struct nc_zip_slot *));
		if (order == NULL)
			return nc_error_memory(error);
		for (i = 0; i < zip->count; i++)
			order[i] = &zip->slots[i];
		qsort(order, zip->count, sizeof(*order), compare_offsets);
	}
	for (i = 0; i < zip->count && result == NEWSCONV_OK; i++)
		result = place(
		    &layout, order == NULL ? &zip->slots[i] : order[i]);
	if (result == NEWSCONV_OK && layout.known &&
	    layout.next < zip->directory)
		result = report_gap(&layout, "", zip->directory);
	free(order);
	return result;
}
