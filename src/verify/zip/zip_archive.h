/* What the files that walk a ZIP archive share; others use verify_zip.h. */
#ifndef NC_ZIP_ARCHIVE_H
#define NC_ZIP_ARCHIVE_H

#include <zlib.h>

#include "digest.h"
#include "verify_zip.h"

enum {
	NC_ZIP_LOCAL_SIZE = 30,
	NC_ZIP_CENTRAL_SIZE = 46,
	/* The most a header of the directory takes: three fields of 16 bits. */
	NC_ZIP_WINDOW = 256 * 1024,
	NC_ZIP_ENCRYPTED = 0x0001,
	NC_ZIP_DESCRIPTOR_FOLLOWS = 0x0008,
	NC_ZIP_UTF8 = 0x0800,
	NC_ZIP_NAME_MAX = 65535
};

/* What is kept of an entry; the rest is read again. */
struct nc_zip_slot {
	uint64_t offset; /* of the local header */
	uint64_t end;    /* after the data and descriptor */
	uint32_t header; /* its place in the directory */
	bool readable;
	bool done;   /* given to those who want parts */
	bool closer; /* it is in `kept` */
};

/* A name as names are compared, hashed. */
struct nc_zip_name {
	uint32_t high, low;
	uint32_t index;
};

/* A piece of the file, kept so that small reads are cheap. */
struct nc_zip_window {
	unsigned char *bytes;
	uint64_t start;
	size_t size;
};

struct nc_zip_kept {
	size_t index;
	struct nc_archive_entry entry;
	struct nc_zip_kept *next;
};

enum { NC_ZIP_KEPT_LISTS = 4096 };

struct nc_archive {
	const struct nc_verify *verify;
	enum nc_archive_kind kind;
	struct nc_arena *arena; /* of what is kept */
	struct nc_zip_kept *kept[NC_ZIP_KEPT_LISTS];
	struct nc_zip_slot *slots;
	struct nc_zip_name *names; /* sorted by hash */
	size_t count;
	size_t room;
	bool unordered;     /* entries do not follow each other in the file */
	bool incomplete;    /* there are more than were read */
	uint64_t directory; /* offset */
	uint64_t directory_size;
	uint64_t directory_end; /* where it should end: the next record */
	uint64_t stated_count;
	struct nc_zip_window central, local;
	struct nc_archive_entry entry; /* that was decoded last */
	int failed; /* of an entry that could not be read again; or 0 */
	struct newsconv_error error;
	struct nc_buffer name;   /* of it */
	struct nc_buffer folded; /* see fold() */
	struct nc_buffer other;  /* a second name */
	/* Of reading contents. */
	z_stream stream;
	bool stream_ready;
	unsigned char *packed;
	unsigned char *unpacked;
	struct nc_buffer content;
	uint64_t total; /* size of the entries that were unpacked */
	bool exhausted; /* has been reported */
	size_t last;    /* entry that was read */
	char stored_sha256[65], sha256[65];
};

static inline bool
nc_zip_own(const struct nc_archive *zip)
{
	return zip->verify->options->own;
}

/*
 * `size` bytes of the file, at most NC_ZIP_WINDOW, lent until the next look in
 * this window; NEWSCONV_END when the file has fewer.
 */
int nc_zip_look(const struct nc_archive *zip, struct nc_zip_window *window,
    uint64_t offset, size_t size, const unsigned char **bytes,
    struct newsconv_error *error);

/* The end records (zip_end.c): where the directory is.  END: reported. */
int nc_zip_read_end(struct nc_archive *zip, struct newsconv_error *error);

/* The header of the directory at `header`: into zip->entry and zip->name. */
int nc_zip_decode(
    struct nc_archive *zip, uint32_t header, struct newsconv_error *error);
/* All of the directory, with the local headers (zip_directory.c). */
int nc_zip_read_directory(struct nc_archive *zip, struct newsconv_error *error);

/*
 * The extra field of a header (zip_extra.c): ZIP64 sizes into those `fields`
 * that are all ones; what is wrong with it is reported.
 */
void nc_zip_extra(const struct nc_archive *zip, const unsigned char *extra,
    size_t size, uint64_t *fields[], size_t field_count);

/* The local header of zip->entry, whose slot is the last (zip_local.c). */
int nc_zip_read_local(struct nc_archive *zip, struct newsconv_error *error);

/* Rules for one name, of zip->entry (zip_names.c). */
void nc_zip_check_name(const struct nc_archive *zip);
/* Remember the name of zip->entry, whose slot is the last. */
int nc_zip_add_name(struct nc_archive *zip, struct newsconv_error *error);
/* What holds between names, when all are known. */
int nc_zip_check_names(struct nc_archive *zip, struct newsconv_error *error);

/* That entries cover the file without gap or overlap (zip_layout.c). */
int nc_zip_check_layout(struct nc_archive *zip, struct newsconv_error *error);

#endif
