/* One face over the ways in which WARC files are compressed. */
#include "warc_source.h"

int
nc_warc_packing(const struct nc_verify *verify, enum nc_warc_packing *packing,
    struct newsconv_error *error)
{
	unsigned char sign[4] = {0};
	size_t done = 0;
	int result = nc_verify_read(
	    verify, sign, sizeof(sign), 0, &done, error);

	*packing = NC_WARC_PLAIN;
	if (done >= 2 && sign[0] == 0x1f && sign[1] == 0x8b)
		*packing = NC_WARC_GZIP;
	else if (nc_zstd_sign(sign, done) ||
	    (done == 4 && (sign[0] & 0xf0) == 0x50 && sign[1] == 0x2a &&
		sign[2] == 0x4d && sign[3] == 0x18))
		*packing = NC_WARC_ZSTD; /* a skippable frame, too */
	return result;
}

int
nc_warc_source_open(struct nc_warc_source *source,
    const struct nc_verify *verify, enum nc_warc_packing packing,
    const struct nc_gzip_options *from, struct newsconv_error *error)
{
	struct nc_gzip_options options = *from;

	options.compressed = packing == NC_WARC_GZIP;
	source->packing = packing;
	source->gzip = NULL;
	source->zstd = NULL;
	if (packing == NC_WARC_ZSTD)
		return nc_zstd_open(&source->zstd, verify, error);
	return nc_gzip_open(&source->gzip, verify, &options, error);
}

void
nc_warc_source_close(struct nc_warc_source *source)
{
	nc_gzip_close(source->gzip);
	nc_zstd_close(source->zstd);
}

int
nc_warc_source_peek(struct nc_warc_source *source, enum nc_gzip_event *event,
    struct newsconv_text *text, struct newsconv_error *error)
{
	return source->zstd != NULL
	    ? nc_zstd_peek(source->zstd, event, text, error)
	    : nc_gzip_peek(source->gzip, event, text, error);
}

void
nc_warc_source_consume(struct nc_warc_source *source, size_t size)
{
	if (source->zstd != NULL)
		nc_zstd_consume(source->zstd, size);
	else
		nc_gzip_consume(source->gzip, size);
}

int
nc_warc_source_next(struct nc_warc_source *source, struct newsconv_error *error)
{
	return source->zstd != NULL ? nc_zstd_next_member(source->zstd, error)
				    : nc_gzip_next_member(source->gzip, error);
}

uint64_t
nc_warc_source_offset(const struct nc_warc_source *source)
{
	return source->zstd != NULL ? nc_zstd_offset(source->zstd)
				    : nc_gzip_offset(source->gzip);
}

bool
nc_warc_source_between(const struct nc_warc_source *source)
{
	return source->zstd != NULL ? nc_zstd_between(source->zstd)
				    : nc_gzip_between(source->gzip);
}

uint64_t
nc_warc_source_position(const struct nc_warc_source *source)
{
	if (source->packing == NC_WARC_PLAIN)
		return nc_gzip_offset(source->gzip);
	return source->zstd != NULL ? nc_zstd_position(source->zstd)
				    : nc_gzip_position(source->gzip);
}

uint64_t
nc_warc_source_consumed(const struct nc_warc_source *source)
{
	return source->zstd != NULL ? nc_zstd_consumed(source->zstd)
				    : nc_gzip_consumed(source->gzip);
}

uint64_t
nc_warc_source_lost(const struct nc_warc_source *source)
{
	return source->zstd != NULL ? nc_zstd_lost(source->zstd)
				    : nc_gzip_lost(source->gzip);
}
