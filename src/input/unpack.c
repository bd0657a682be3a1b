/*
 * tar, zip, 7z and the compressions that others than gzip use, by libarchive.
 * zip and 7z have their directory at the end: what cannot seek is copied to a
 * temporary first, so that both are read by their directory and never by what
 * may stand before it.
 *
 * libarchive converts names to the locale's charset and loses what that does
 * not have.  The library may not change the locale; this thread alone has
 * another one, and only while libarchive runs.
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "reader.h"
#include "unpack_library.h"

enum { STEP = 64 * 1024 };

/* Of one that has to be copied; what is within others is smaller. */
static const uint64_t largest_copy = UINT64_C(16) << 30;

/* libarchive, and the stream it reads from. */
struct unpack {
	const struct nc_libarchive *library;
	struct archive *archive;
	struct nc_stream *source;
	size_t lent; /* of the source's window */
	int copy;    /* the temporary, or -1 */
	bool no_directory;
	locale_t locale;
	/* What the source failed with, if it did. */
	struct newsconv_error source_error;
	char said[200]; /* by libarchive, of what went wrong */
};

static locale_t
enter(const struct unpack *unpack)
{
	return unpack->locale == (locale_t)0 ? (locale_t)0
					     : uselocale(unpack->locale);
}

static void
leave(locale_t before)
{
	if (before != (locale_t)0)
		uselocale(before);
}

/* ------------------------------------------------------------------ opening */

static la_ssize_t
lend(struct archive *archive, void *context, const void **block)
{
	struct unpack *unpack = context;
	struct newsconv_text seen;

	nc_stream_skip(unpack->source, unpack->lent);
	unpack->lent = 0;
	if (nc_stream_peek(unpack->source, 1, &seen, &unpack->source_error) <
	    0) {
		unpack->library->archive_set_error(
		    archive, EIO, "%s", unpack->source_error.text);
		return -1;
	}
	unpack->lent = seen.size;
	*block = seen.data;
	return (la_ssize_t)seen.size;
}

static int
give_up(struct unpack *unpack, const char *what, struct newsconv_error *error)
{
	const char *said = unpack->library->archive_error_string(
	    unpack->archive);

	if (unpack->source_error.code < 0) {
		if (error != NULL)
			*error = unpack->source_error;
		return unpack->source_error.code;
	}
	/* Asked again after it gave up, it speaks of its own state. */
	if (unpack->said[0] == '\0' ||
	    (said != NULL && strncmp(said, "INTERNAL ERROR", 14) != 0))
		nc_printable(unpack->said, sizeof(unpack->said),
		    said == NULL ? "" : said, said == NULL ? 0 : strlen(said));
	return nc_error_set(
	    error, NEWSCONV_BAD_VALUE, "%s: %s", what, unpack->said);
}

static int
begin(struct unpack *unpack, struct nc_stream *source,
    struct newsconv_error *error)
{
	memset(unpack, 0, sizeof(*unpack));
	unpack->copy = -1;
	unpack->library = nc_libarchive();
	if (unpack->library == NULL)
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "cannot be unpacked: libarchive is not installed");
	unpack->archive = unpack->library->archive_read_new();
	if (unpack->archive == NULL)
		return nc_error_memory(error);
	unpack->source = source;
	unpack->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return NEWSCONV_OK;
}

/* Without the source, which is the caller's as long as opening may fail. */
static void
end(struct unpack *unpack)
{
	locale_t before = enter(unpack);

	if (unpack->archive != NULL)
		unpack->library->archive_read_free(unpack->archive);
	leave(before);
	if (unpack->locale != (locale_t)0)
		freelocale(unpack->locale);
	if (unpack->copy >= 0)
		close(unpack->copy);
}

static int
copy_source(struct unpack *unpack, struct newsconv_error *error)
{
	uint64_t total = 0;

	unpack->copy = nc_file_temporary();
	if (unpack->copy < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot create a temporary");
	for (;;) {
		struct newsconv_text seen;
		int result = nc_stream_peek(unpack->source, STEP, &seen, error);

		if (result < 0)
			return result;
		if (seen.size == 0)
			break;
		total += seen.size;
		if (total > largest_copy)
			return nc_error_set(error, NEWSCONV_TOO_LARGE,
			    "larger than %llu bytes, the limit of a packed "
			    "file that is not a file by itself",
			    (unsigned long long)largest_copy);
		if (nc_file_write(unpack->copy, seen.data, seen.size) != 0)
			return nc_error_system(error, NEWSCONV_READ_FAILED,
			    "cannot write to a temporary");
		nc_stream_skip(unpack->source, seen.size);
	}
	return NEWSCONV_OK;
}

/* From its start, whatever was looked at. */
static int
open_seekable(struct unpack *unpack, struct newsconv_error *error)
{
	int descriptor = unpack->source->descriptor, result;

	if (descriptor < 0 && unpack->copy < 0) {
		result = copy_source(unpack, error);
		if (result < 0)
			return result;
	}
	if (descriptor < 0)
		descriptor = unpack->copy;
	if (lseek(descriptor, 0, SEEK_SET) < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	if (unpack->library->archive_read_open_fd(
		unpack->archive, descriptor, STEP) != ARCHIVE_OK)
		return give_up(unpack, "cannot be unpacked", error);
	return NEWSCONV_OK;
}

static int
open_stream(struct unpack *unpack, struct newsconv_error *error)
{
	if (unpack->library->archive_read_open(
		unpack->archive, unpack, NULL, lend, NULL) != ARCHIVE_OK)
		return give_up(unpack, "cannot be unpacked", error);
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------- one contents */

/*
 * Bytes of the entry that libarchive stands at; 0 at its end.  A fault of one
 * entry (a wrong checksum, a key that is missing) is no end of the archive.
 */
static int
read_entry(struct unpack *unpack, void *target, size_t size, size_t *count,
    struct newsconv_error *error)
{
	locale_t before = enter(unpack);
	la_ssize_t got;

	do
		got = unpack->library->archive_read_data(
		    unpack->archive, target, size);
	while (got == ARCHIVE_RETRY);
	leave(before);
	if (got < 0)
		return give_up(unpack, "cannot be unpacked", error);
	*count = (size_t)got;
	return NEWSCONV_OK;
}

/* ------------------------------------------------- a compression of a stream */

struct decompress {
	struct nc_stream stream;
	struct unpack unpack;
};

static int
read_decompress(struct nc_stream *stream, void *target, size_t size,
    size_t *count, struct newsconv_error *error)
{
	return read_entry(
	    &((struct decompress *)stream)->unpack, target, size, count, error);
}

static void
close_decompress(struct nc_stream *stream)
{
	struct decompress *decompress = (struct decompress *)stream;

	end(&decompress->unpack);
	nc_stream_close(decompress->unpack.source);
}

static int
open_raw(struct unpack *unpack, struct newsconv_error *error)
{
	locale_t before = enter(unpack);
	struct archive_entry *entry;
	int result;

	unpack->library->archive_read_support_filter_all(unpack->archive);
	unpack->library->archive_read_support_format_raw(unpack->archive);
	result = open_stream(unpack, error);
	if (result == NEWSCONV_OK &&
	    unpack->library->archive_read_next_header(unpack->archive, &entry) <
		ARCHIVE_WARN)
		result = give_up(unpack, "cannot be decompressed", error);
	leave(before);
	return result;
}

int
nc_decompress_open(struct nc_stream **stream, struct nc_stream *source,
    struct newsconv_error *error)
{
	struct decompress *decompress = calloc(1, sizeof(*decompress));
	int result;

	if (decompress == NULL)
		return nc_error_memory(error);
	result = begin(&decompress->unpack, source, error);
	if (result == NEWSCONV_OK)
		result = open_raw(&decompress->unpack, error);
	if (result < 0) {
		end(&decompress->unpack);
		free(decompress);
		return result;
	}
	decompress->stream.read = read_decompress;
	decompress->stream.close = close_decompress;
	decompress->stream.descriptor = -1;
	*stream = &decompress->stream;
	return NEWSCONV_OK;
}

/* ---------------------------------------------------- the entries of archives */

struct unpack_reader {
	struct nc_reader reader;
	struct unpack unpack;
};

/* An entry's contents, until the next one is asked for. */
struct entry_stream {
	struct nc_stream stream;
	struct unpack *unpack;
};

static int
read_stream(struct nc_stream *stream, void *target, size_t size, size_t *count,
    struct newsconv_error *error)
{
	return read_entry(((struct entry_stream *)stream)->unpack, target, size,
	    count, error);
}

/* Why an entry has no contents; NULL if it has. */
static const char *
refuse(const struct nc_libarchive *library, struct archive_entry *entry)
{
	if (library->archive_entry_hardlink(entry) != NULL)
		return "is a link to another member";
	if (library->archive_entry_is_encrypted(entry))
		return "is encrypted";
	switch (library->archive_entry_filetype(entry)) {
	case AE_IFREG:
	case 0: /* some zip files do not say */
		return NULL;
	case AE_IFLNK:
		return "is a symbolic link";
	case AE_IFIFO:
		return "is a named pipe";
	case AE_IFSOCK:
		return "is a socket";
	default:
		return "is a device";
	}
}

static int
make_part(struct unpack *unpack, struct archive_entry *entry,
    struct nc_part *part, struct newsconv_error *error)
{
	const struct nc_libarchive *library = unpack->library;
	const char *name = library->archive_entry_pathname(entry);
	const char *reason = refuse(library, entry);
	struct entry_stream *contents;

	if (name == NULL)
		name = library->archive_entry_pathname_utf8(entry);
	if (name == NULL)
		name = "";
	if (library->archive_entry_mtime_is_set(entry))
		part->modified = (int64_t)library->archive_entry_mtime(entry);
	nc_buffer_text(&part->name, name);
	if (nc_buffer_check(&part->name, error) < 0)
		return NEWSCONV_NO_MEMORY;
	if (reason != NULL) {
		part->member = nc_member_new(name, strlen(name));
		if (part->member == NULL)
			return nc_error_memory(error);
		nc_member_refuse(
		    part->member, NEWSCONV_UNSUPPORTED, "%s", reason);
		return NEWSCONV_OK;
	}
	contents = calloc(1, sizeof(*contents));
	if (contents == NULL)
		return nc_error_memory(error);
	contents->unpack = unpack;
	contents->stream.read = read_stream;
	contents->stream.descriptor = -1;
	part->stream = &contents->stream;
	return NEWSCONV_OK;
}

/* The next entry that is no directory. */
static int
next_entry(struct unpack *unpack, struct archive_entry **entry,
    struct newsconv_error *error)
{
	for (;;) {
		int code = unpack->library->archive_read_next_header(
		    unpack->archive, entry);

		if (code == ARCHIVE_EOF && unpack->no_directory)
			return nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "the directory at its end is damaged or cut off: "
			    "there may have been more in it");
		if (code == ARCHIVE_EOF)
			return NEWSCONV_END;
		if (code == ARCHIVE_RETRY)
			continue;
		if (code < ARCHIVE_WARN)
			return give_up(
			    unpack, "cannot be unpacked further", error);
		if (unpack->library->archive_entry_filetype(*entry) != AE_IFDIR)
			return NEWSCONV_OK;
	}
}

static int
next_part(struct nc_reader *reader, struct nc_part *part,
    struct newsconv_error *error)
{
	struct unpack *unpack = &((struct unpack_reader *)reader)->unpack;
	struct archive_entry *entry;
	locale_t before = enter(unpack);
	int result = next_entry(unpack, &entry, error);

	if (result == NEWSCONV_OK)
		result = make_part(unpack, entry, part, error);
	leave(before);
	return result;
}

static void
close_reader(struct nc_reader *reader)
{
	struct unpack_reader *own = (struct unpack_reader *)reader;

	end(&own->unpack);
	nc_stream_close(own->unpack.source);
	free(own);
}

/*
 * The directory of a zip file that was cut is gone, but what stands in front
 * of the cut can be read.
 */
static int
open_without_directory(struct unpack *unpack, struct newsconv_error *error)
{
	const struct nc_libarchive *library = unpack->library;

	library->archive_read_free(unpack->archive);
	unpack->archive = library->archive_read_new();
	if (unpack->archive == NULL)
		return nc_error_memory(error);
	library->archive_read_support_format_zip_streamable(unpack->archive);
	unpack->no_directory = true;
	return open_seekable(unpack, error);
}

/*
 * Past the blocks of zeros that end a tar: another may follow, and where it is
 * compressed the checksum of all does.
 */
static void
read_to_the_end(struct unpack *unpack)
{
	unpack->library->archive_read_set_format_option(
	    unpack->archive, "tar", "read_concatenated_archives", "1");
}

static int
open_archive(struct unpack *unpack, bool seek, struct newsconv_error *error)
{
	const struct nc_libarchive *library = unpack->library;
	locale_t before = enter(unpack);
	int result;

	if (seek) {
		library->archive_read_support_format_zip_seekable(
		    unpack->archive);
		library->archive_read_support_format_7zip(unpack->archive);
		result = open_seekable(unpack, error);
		if (result == NEWSCONV_BAD_VALUE)
			result = open_without_directory(unpack, error);
	} else {
		library->archive_read_support_format_tar(unpack->archive);
		read_to_the_end(unpack);
		result = open_stream(unpack, error);
	}
	leave(before);
	return result;
}

int
nc_unpack_open(struct nc_reader **reader, struct nc_stream *stream, bool seek,
    struct newsconv_error *error)
{
	struct unpack_reader *own = calloc(1, sizeof(*own));
	int result;

	if (own == NULL)
		return nc_error_memory(error);
	result = begin(&own->unpack, stream, error);
	if (result == NEWSCONV_OK)
		result = open_archive(&own->unpack, seek, error);
	if (result < 0) {
		end(&own->unpack);
		free(own);
		return result;
	}
	own->reader.next = next_part;
	own->reader.close = close_reader;
	own->reader.archive = true;
	*reader = &own->reader;
	return NEWSCONV_OK;
}
