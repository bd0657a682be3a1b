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
#include "markup.h"
#include "utf8.h"
#include "writer.h"

#define PIECE_CEILING ((size_t)1 << 31)
#define FIRST_TIME INT64_C(315532800) /* 1980-01-01T00:00:00Z, as in a ZIP */

/* What a record says of itself, in the order it is written. */
struct record {
	const char *type;
	const char *id;
	const char *date;
	struct newsconv_text target; /* may be empty */
	const char *refers_to;       /* may be NULL */
	const char *warcinfo_id;     /* may be NULL */
	const char *content_type;
	bool has_payload; /* 6.4, 6.8: the payload is the block */
	struct newsconv_text block;
};

static void
field(struct nc_buffer *header, const char *name, const char *value)
{
	nc_buffer_format(header, "%s: %s\r\n", name, value);
}

/* Record ids and references stand in angle brackets (5.2). */
static void
reference(struct nc_buffer *header, const char *name, const char *id)
{
	if (id != NULL)
		nc_buffer_format(header, "%s: <%s>\r\n", name, id);
}

/*
 * SHA-256 in lower-case hexadecimal, which has none of the characters that the
 * digest grammar forbids (5.8).
 */
static void
digests(struct nc_buffer *header, const struct record *record)
{
	unsigned char value[NC_DIGEST_MAX];
	char hex[2 * NC_DIGEST_MAX + 1];

	nc_digest_of(NC_SHA256, record->block.data, record->block.size, value);
	nc_hex(hex, value, nc_digest_size(NC_SHA256));
	nc_buffer_format(header, "WARC-Block-Digest: sha256:%s\r\n", hex);
	if (record->has_payload)
		nc_buffer_format(
		    header, "WARC-Payload-Digest: sha256:%s\r\n", hex);
}

static void
put_record(struct nc_buffer *target, const struct record *record)
{
	nc_buffer_text(target, "WARC/1.1\r\n");
	field(target, "WARC-Type", record->type);
	reference(target, "WARC-Record-ID", record->id);
	field(target, "WARC-Date", record->date);
	if (record->target.size > 0) {
		nc_buffer_text(target, "WARC-Target-URI: ");
		nc_buffer_add(target, record->target.data, record->target.size);
		nc_buffer_text(target, "\r\n");
	}
	reference(target, "WARC-Refers-To", record->refers_to);
	reference(target, "WARC-Warcinfo-ID", record->warcinfo_id);
	digests(target, record);
	field(target, "Content-Type", record->content_type);
	nc_buffer_format(
	    target, "Content-Length: %zu\r\n\r\n", record->block.size);
	nc_buffer_add(target, record->block.data, record->block.size);
	nc_buffer_text(target, "\r\n\r\n");
}

/* Append the record to `target`, as it is or as one gzip member. */
static int
add_record(struct nc_buffer *target, const struct record *record,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_buffer plain = NC_BUFFER(PIECE_CEILING);
	struct newsconv_text bytes;
	int result;

	if (!encoding->format->gzip) {
		put_record(target, record);
		return nc_buffer_check(target, error);
	}
	put_record(&plain, record);
	result = nc_buffer_check(&plain, error);
	if (result == NEWSCONV_OK) {
		bytes.data = plain.data;
		bytes.size = plain.size;
		result = nc_gzip_member(
		    encoding->deflater, bytes, target, error);
	}
	nc_buffer_free(&plain);
	return result;
}

/*
 * The id of a record: version 5 UUID of its role, the article, and how many
 * equal dumps stand before it in the same file (5.2: ids are unique).
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

/* What all records of one article share. */
struct shared {
	char info_id[NC_URN_UUID_SIZE];
	char resource_id[NC_URN_UUID_SIZE];
	char date[NC_TIME_SIZE];
	struct newsconv_text target;
};

static void
share(struct shared *shared, const struct newsconv_article *article,
    const struct nc_encoding *encoding)
{
	int64_t time = encoding->time;

	make_id(shared->info_id, "warcinfo", encoding->archive_id, 0);
	make_id(shared->resource_id, "resource", article->source_id,
	    encoding->occurrence);
	/*
	 * 5.4: the instant the capture began.  Nobody told us: the first
	 * instant of our calendar says so, the article's own date or the time
	 * of this run would be a lie.
	 */
	nc_time_utc(
	    shared->date, time == NEWSCONV_TIME_UNKNOWN ? FIRST_TIME : time);
	shared->target = article->fields[NEWSCONV_FIELD_URL].value.text;
	if (shared->target.size == 0)
		shared->target = nc_text(article->id);
}

static int
add_info(struct nc_buffer *target, const struct shared *shared,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	static const char fields[] =
	    "software: newsconv/" NEWSCONV_VERSION "\r\n"
	    "format: WARC File Format 1.1\r\n"
	    "conformsTo: http://iipc.github.io/warc-specifications/"
	    "specifications/warc-format/warc-1.1/\r\n";
	struct record record = {.type = "warcinfo",
	    .id = shared->info_id,
	    .date = shared->date,
	    .content_type = "application/warc-fields",
	    .block = nc_text(fields)};

	return add_record(target, &record, encoding, error);
}

/* RFC 9110, 5.6.2 */
static bool
is_token(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= 'a' && c <= 'z') &&
		    strchr("!#$%&'*+-.^_`|~", c) == NULL)
			return false;
	}
	return text.size > 0;
}

static int
add_resource(struct nc_buffer *target, const struct shared *shared,
    const struct newsconv_article *article, const struct nc_encoding *encoding,
    struct newsconv_error *error)
{
	const struct newsconv_source *source = &article->dump.source;
	char content_type[128];
	struct record record = {.type = "resource",
	    .id = shared->resource_id,
	    .date = shared->date,
	    .target = shared->target,
	    .warcinfo_id = shared->info_id,
	    .content_type = content_type,
	    .has_payload = true,
	    .block = source->bytes};

	/* RFC 9110, 5.6.6: what is no token ("ISO_8859-1:1987") is quoted. */
	snprintf(content_type, sizeof(content_type),
	    is_token(source->charset) ? "text/plain; charset=%.*s"
				      : "text/plain; charset=\"%.*s\"",
	    (int)source->charset.size, source->charset.data);
	return add_record(target, &record, encoding, error);
}

static int
add_conversion(struct nc_buffer *target, const struct shared *shared,
    const struct newsconv_article *article, const struct nc_encoding *encoding,
    struct nc_arena *arena, struct newsconv_error *error)
{
	char id[NC_URN_UUID_SIZE];
	struct record record = {.type = "conversion",
	    .id = id,
	    .date = shared->date,
	    .target = shared->target,
	    .refers_to = shared->resource_id,
	    .warcinfo_id = shared->info_id,
	    .content_type = "text/html; charset=utf-8",
	    .has_payload = true};
	int result;

	make_id(id, "conversion", article->id, encoding->occurrence);
	result = nc_article_markup(
	    article, NC_MARKUP_PAGE, arena, &record.block, error);
	if (result < 0)
		return result;
	return add_record(target, &record, encoding, error);
}

static int
add_metadata(struct nc_buffer *target, const struct shared *shared,
    const struct newsconv_article *article, const struct nc_encoding *encoding,
    struct newsconv_error *error)
{
	struct nc_buffer json = NC_BUFFER(PIECE_CEILING);
	char id[NC_URN_UUID_SIZE];
	struct record record = {.type = "metadata",
	    .id = id,
	    .date = shared->date,
	    .target = shared->target,
	    .refers_to = shared->resource_id,
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
	int result;

	share(&shared, article, encoding);
	if (is_first(article, encoding)) {
		result = add_info(target, &shared, encoding, error);
		if (result < 0)
			return result;
	}
	if (encoding->with_source) {
		result = add_resource(
		    target, &shared, article, encoding, error);
		if (result < 0)
			return result;
	}
	result = add_conversion(
	    target, &shared, article, encoding, arena, error);
	if (result < 0)
		return result;
	return add_metadata(target, &shared, article, encoding, error);
}

static int
encode(struct nc_piece *piece, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER(PIECE_CEILING);
	int result;

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
    .encode = encode,
    .append = nc_piece_append_bytes,
};
