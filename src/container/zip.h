/*
 * Writing ZIP files as OCF wants them (EPUB 3.3, "OCF ZIP container"): entries
 * in the order they are added, no extra fields, no data descriptors, no
 * directory entries, no comment.  libarchive's writer puts an extra field on
 * every entry, which OCF forbids for `mimetype`; hence this one.  WACZ has large
 * files, stored as they are, and ZIP64 where there is need.
 */
#ifndef NC_ZIP_H
#define NC_ZIP_H

#include "deflate.h"
#include "sink.h"

/* An entry's stored bytes with what the headers say of them. */
struct nc_zip_data {
	struct newsconv_text stored; /* as they will lie in the file */
	uint32_t crc;                /* of the content */
	uint32_t size;               /* of the content */
	bool deflated;
};

/*
 * Make an entry's data from its content: deflated when that is smaller and
 * `may_deflate` is true.  data->stored lives in `arena`, or is `content`
 * itself when it is stored as it is.
 */
int nc_zip_pack(struct nc_zip_data *data, struct newsconv_text content,
    bool may_deflate, struct nc_deflater *deflater, struct nc_arena *arena,
    struct newsconv_error *error);

struct nc_zip;

/* `time`: seconds since 1970, written into every entry as UTC. */
struct nc_zip *nc_zip_new(struct nc_sink *sink, int64_t time);
void nc_zip_free(struct nc_zip *zip);
/* `name` is ASCII and unique.  Fails with NEWSCONV_NO_ROOM past 4 GiB. */
int nc_zip_add(struct nc_zip *zip, const char *name,
    const struct nc_zip_data *data, struct newsconv_error *error);
/*
 * The same in two steps: data->stored.size alone is looked at, and the caller
 * writes as many bytes to the sink next.
 */
int nc_zip_begin(struct nc_zip *zip, const char *name,
    const struct nc_zip_data *data, struct newsconv_error *error);
/*
 * Begin an entry that is stored as it is, of any size and at any offset: the
 * caller writes its `size` bytes to the sink next.  ZIP64 where it is needed.
 */
int nc_zip_begin_stored(struct nc_zip *zip, const char *name, uint32_t crc,
    uint64_t size, struct newsconv_error *error);
/* The central directory and the end records. */
int nc_zip_finish(struct nc_zip *zip, struct newsconv_error *error);

#endif
