/*
 * Packed files for one test, written by libarchive, which is loaded as the
 * library loads it.  Tests run in a directory of their own: see tree.h.
 */
#ifndef PACK_H
#define PACK_H

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <locale.h>
#include <zlib.h>

#include "tree.h"

struct pack_entry {
	const char *name;
	const char *text; /* or where a link leads to */
	unsigned type;    /* AE_IFREG if 0 */
};

#define PACK_FUNCTIONS(FUNCTION) \
	FUNCTION(archive_write_new) \
	FUNCTION(archive_write_set_format_by_name) \
	FUNCTION(archive_write_add_filter_by_name) \
	FUNCTION(archive_write_set_options) \
	FUNCTION(archive_write_set_passphrase) \
	FUNCTION(archive_write_open_filename) \
	FUNCTION(archive_write_header) \
	FUNCTION(archive_write_data) \
	FUNCTION(archive_write_free) \
	FUNCTION(archive_entry_new) \
	FUNCTION(archive_entry_free) \
	FUNCTION(archive_entry_set_pathname) \
	FUNCTION(archive_entry_set_filetype) \
	FUNCTION(archive_entry_set_symlink) \
	FUNCTION(archive_entry_set_perm) \
	FUNCTION(archive_entry_set_mtime) \
	FUNCTION(archive_entry_set_size)

static struct {
#define FUNCTION(name) __typeof__(name) *name;
	PACK_FUNCTIONS(FUNCTION)
#undef FUNCTION
} pack_library;

static inline void
pack_load(void)
{
	void *library = dlopen("libarchive.so.13", RTLD_LAZY);
	void *symbol;

	assert_non_null(library);
#define FUNCTION(name) \
	symbol = dlsym(library, #name); \
	assert_non_null(symbol); \
	memcpy(&pack_library.name, &symbol, sizeof(symbol));
	PACK_FUNCTIONS(FUNCTION)
#undef FUNCTION
}

static inline void
pack_one(struct archive *archive, const struct pack_entry *one)
{
	struct archive_entry *entry = pack_library.archive_entry_new();
	unsigned type = one->type == 0 ? AE_IFREG : one->type;
	size_t size = type == AE_IFREG ? strlen(one->text) : 0;

	pack_library.archive_entry_set_pathname(entry, one->name);
	pack_library.archive_entry_set_filetype(entry, type);
	pack_library.archive_entry_set_perm(entry, 0600);
	pack_library.archive_entry_set_mtime(entry, 1234567890, 0);
	if (type == AE_IFLNK)
		pack_library.archive_entry_set_symlink(entry, one->text);
	pack_library.archive_entry_set_size(entry, (la_int64_t)size);
	assert_true(
	    pack_library.archive_write_header(archive, entry) >= ARCHIVE_WARN);
	assert_int_equal(
	    pack_library.archive_write_data(archive, one->text, size), size);
	pack_library.archive_entry_free(entry);
}

/* `filter` and `options` may be NULL. */
static inline void
pack(const char *path, const char *format, const char *filter,
    const char *options, const struct pack_entry *entries, size_t count)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = uselocale(utf8);
	struct archive *archive;
	size_t i;

	pack_load();
	archive = pack_library.archive_write_new();
	assert_int_equal(
	    pack_library.archive_write_set_format_by_name(archive, format),
	    ARCHIVE_OK);
	if (filter != NULL)
		assert_true(pack_library.archive_write_add_filter_by_name(
				archive, filter) >= ARCHIVE_WARN);
	if (options != NULL) {
		assert_int_equal(
		    pack_library.archive_write_set_options(archive, options),
		    ARCHIVE_OK);
		pack_library.archive_write_set_passphrase(archive, "secret");
	}
	assert_int_equal(
	    pack_library.archive_write_open_filename(archive, path),
	    ARCHIVE_OK);
	for (i = 0; i < count; i++)
		pack_one(archive, &entries[i]);
	assert_int_equal(pack_library.archive_write_free(archive), ARCHIVE_OK);
	uselocale(before);
	freelocale(utf8);
}

/* One gzip member more. */
static inline void
pack_gzip(const char *path, const char *text)
{
	gzFile file = gzopen(path, "a");

	assert_non_null(file);
	assert_int_equal(
	    gzwrite(file, text, (unsigned)strlen(text)), (int)strlen(text));
	assert_int_equal(gzclose(file), Z_OK);
}

#endif
