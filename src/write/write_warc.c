/*
 * WARC/1.1 (ISO 28500:2017), plain or one gzip member a record (annex D).
 * The file begins with a warcinfo record, which belongs to the piece of the
 * first article; each article is three records that tell what is a fact from
 * what is our reading of it:
 *
 *	resource	the dump, byte for byte
 *	conversion	the clean article as HTML, refers to the resource
 *	metadata	the article object as JSON, refers to the resource
 *
 * Several articles of one dump share its resource record.
 *
 * All ids are made of content, so that equal input gives equal bytes.
 */
#include <stdio.h>
#include <string.h>

#include "article_json.h"
#include "digest.h"
#include "error.h"
#include "markup.h"
#include "stamp.h"
#include "utf8.h"
#include "warc_record.h"
#include "writer.h"

/* Of headers: two of them, with a URL as long as a dump may have it. */
#define SHARED_MAX ((size_t)1 << 26)

#define FIRST_TIME INT64_C(315532800) /* 1980-01-01T00:00:00Z, as in a ZIP */

/* Append the record to `target`, as it is or as one gzip member. */
static int
add_record(struct nc_buffer *target, const struct nc_warc_out *record,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_buffer plain = NC_BUFFER(NC_WARC_CEILING);
	int result;

	if (!encoding->format->gzip) {
		nc_warc_put(target, record);
		return nc_buffer_check(target, error);
	}
	result = nc_warc_put_member(
	    target, &plain, record, encoding->deflater, error);
	nc_buffer_free(&plain);
	return result;
}

/*
 * What tells a record from others with the same header (5.2: ids are unique):
 * version 5 UUID of its role, the article, and how many equal dumps stand before
 * it in the same file.
 */
static void
make_id(char target[NC_URN_UUID_SIZE], const char *role, const char *article_id,
    unsigned occurrence)
{
	char name[128];
	int length = snprintf(
	    name, sizeof(name), "warc %s %s %u", role, article_id, occurrence);

	nc_uuid5_urn(target, nc_namespace_newsconv, name, (size_t)length);
}

/*
 * What all records of one article share: the two that the others refer to.
 * Both are known in full for each article, whoever writes them, for their
 * headers make their ids.
 */
struct shared {
	struct nc_warc_out info;
	struct nc_warc_out resource;
	char info_id[NC_URN_UUID_SIZE];
	char resource_id[NC_URN_UUID_SIZE];
	char date[NC_SECOND_STAMP_SIZE];
	char content_type[NC_TEXT_TYPE_SIZE]; /* of the resource */
	struct newsconv_text target;          /* of the article */
	struct nc_buffer block;               /* of the info */
	struct nc_buffer header;
};

static void
share_info(struct shared *shared, const struct nc_encoding *encoding)
{
	struct nc_warc_out *info = &shared->info;

	make_id(shared->info_id, "warcinfo", encoding->archive_id, 0);
	/* The same in a plain file: it is what gunzip makes of the other. */
	nc_warc_put_info(&shared->block, NC_DEFLATE_WELL, NC_DEFLATE_WELL);
	info->type = "warcinfo";
	info->id = shared->info_id;
	info->date = shared->date;
	info->content_type = "application/warc-fields";
	info->block.data = shared->block.data;
	info->block.size = shared->block.size;
	nc_warc_put_header(&shared->header, info);
}

/*
 * A dump of several articles has none's URL, but a name of its own: whichever
 * of them comes first has the record with it.
 */
static void
share_resource(struct shared *shared, const struct newsconv_article *article,
    const struct nc_encoding *encoding)
{
	const struct newsconv_source *source = &article->dump.source;
	struct nc_warc_out *resource = &shared->resource;

	make_id(shared->resource_id, "resource", article->source_id,
	    encoding->occurrence);
	nc_warc_text_type(shared->content_type, source->charset);
	resource->type = "resource";
	resource->id = shared->resource_id;
	resource->date = shared->date;
	resource->target = article->part.of == 1 ? shared->target
						 : nc_text(article->source_id);
	resource->warcinfo_id = shared->info_id;
	resource->content_type = shared->content_type;
	resource->sha256 = source->sha256;
	resource->has_payload = true;
	resource->block = source->bytes;
	nc_warc_put_header(&shared->header, resource);
}

static int
share(struct shared *shared, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	int64_t time = encoding->time;
	int result;

	memset(shared, 0, sizeof(*shared));
	shared->block.ceiling = shared->header.ceiling = SHARED_MAX;
	/*
	 * 5.4: the instant the capture began.  Nobody told us: the first
	 * instant of our calendar says so, the article's own date or the time
	 * of this run would be a lie.
	 */
	nc_second_stamp(
	    shared->date, time == NEWSCONV_TIME_UNKNOWN ? FIRST_TIME : time);
	shared->target = article->fields[NEWSCONV_FIELD_URL].value.text;
	if (shared->target.size == 0)
		shared->target = nc_text(article->id);
	share_info(shared, encoding);
	share_resource(shared, article, encoding);
	result = nc_buffer_check(&shared->block, error);
	return result < 0 ? result : nc_buffer_check(&shared->header, error);
}

static void
unshare(struct shared *shared)
{
	nc_buffer_free(&shared->block);
	nc_buffer_free(&shared->header);
}

static int
add_conversion(struct nc_buffer *target, const struct shared *shared,
    const struct newsconv_article *article, const struct nc_encoding *encoding,
    struct nc_arena *arena, struct newsconv_error *error)
{
	char id[NC_URN_UUID_SIZE];
	struct nc_warc_out record = {.type = "conversion",
	    .id = id,
	    .date = shared->date,
	    .target = shared->target,
	    .refers_to = nc_text(shared->resource_id),
	    .warcinfo_id = shared->info_id,
	    .content_type = "text/html; charset=utf-8",
	    .has_payload = true};
	int result;

	make_id(id, "conversion", article->id, encoding->occurrence);
	result = nc_article_page(article, arena, &record.block, error);
	if (result < 0)
		return result;
	return add_record(target, &record, encoding, error);
}

static int
add_metadata(struct nc_buffer *target, const struct shared *shared,
    const struct newsconv_article *article, const struct nc_encoding *encoding,
    struct newsconv_error *error)
{
	struct nc_buffer json = NC_BUFFER(NC_WARC_CEILING);
	char id[NC_URN_UUID_SIZE];
	struct nc_warc_out record = {.type = "metadata",
	    .id = id,
	    .date = shared->date,
	    .target = shared->target,
	    .refers_to = nc_text(shared->resource_id),
	    .warcinfo_id = shared->info_id,
	    .content_type = "application/json"};
	int result;

	make_id(id, "metadata", article->id, encoding->occurrence);
	nc_article_json(&json, article, false);
	result = nc_buffer_check(&json, error);
	if (result == NEWSCONV_OK) {
		record.block.data = json.data;
		record.block.size = json.size;
		result = add_record(target, &record, encoding, error);
	}
	nc_buffer_free(&json);
	return result;
}

static bool
is_first(
    const struct newsconv_article *article, const struct nc_encoding *encoding)
{
	return encoding->occurrence == 0 &&
	    strcmp(article->id, encoding->archive_id) == 0;
}

static int
add_records(struct nc_buffer *target, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct shared shared;
	int result = share(&shared, article, encoding, error);

	if (result == NEWSCONV_OK && is_first(article, encoding))
		result = add_record(target, &shared.info, encoding, error);
	if (result == NEWSCONV_OK && encoding->with_source)
		result = add_record(target, &shared.resource, encoding, error);
	if (result == NEWSCONV_OK)
		result = add_conversion(
		    target, &shared, article, encoding, arena, error);
	if (result == NEWSCONV_OK)
		result = add_metadata(
		    target, &shared, article, encoding, error);
	unshare(&shared);
	return result;
}

static int
encode(struct nc_piece *piece, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER(NC_WARC_CEILING);
	int result;

	if (article->restored)
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "the dump is not in what it was read from");
	result = add_records(&bytes, article, encoding, piece->arena, error);
	if (result == NEWSCONV_OK)
		result = nc_piece_set_bytes(piece, &bytes, error);
	nc_buffer_free(&bytes);
	return result;
}

const struct nc_format nc_format_warc_gz = {
    .shown = {.name = "warc.gz",
	.suffixes = ".warc.gz",
	.media_type = "application/warc",
	.standard = "WARC/1.1 (ISO 28500:2017), one gzip member a record",
	.holds_many = 1,
	.binary = 1},
    .verify_as = "warc",
    .deflates = true,
    .gzip = true,
    .needs_dump = true,
    .encode = encode,
    .append = nc_piece_append_bytes,
};

const struct nc_format nc_format_warc = {
    .shown = {.name = "warc",
	.suffixes = ".warc",
	.media_type = "application/warc",
	.standard = "WARC/1.1 (ISO 28500:2017)",
	.holds_many = 1,
	.binary = 1},
    .verify_as = "warc",
    .needs_dump = true,
    .encode = encode,
    .append = nc_piece_append_bytes,
};
