/*
 * An input of a batch as WARC records.  The dump comes first, as a resource;
 * everything else refers to it and says by its type what it is: our reading
 * (conversion, view, metadata) or what somebody told of it (metadata).  No HTTP
 * exchange is made up, for none was seen.
 *
 * Ids are made of what a record is and what it holds, so that equal input gives
 * equal bytes and two records of an archive never share one.
 */
#include <stdio.h>
#include <string.h>

#include "archive_records.h"
#include "article_json.h"
#include "digest.h"
#include "error.h"
#include "json_out.h"
#include "markup.h"
#include "utf8.h"
#include "warc_record.h"

/* 6.7.2 */
#define SAME_PAYLOAD \
	"http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

/* Index lines hold a URI twice, pages a text with its escapes. */
#define INDEX_CEILING ((size_t)1 << 20)

/* What one call needs; buffers are used again for each record. */
struct work {
	const struct nc_archive_input *input;
	const struct nc_archive_encoding *encoding;
	const struct newsconv_source *source;
	const char *date; /* of the records, once there are any */
	unsigned run;
	struct nc_archive_piece *piece;
	struct nc_arena *arena;
	struct nc_buffer plain; /* a record before compression */
	struct nc_buffer member;
	struct nc_buffer small; /* names of ids, lines of the index */
	struct nc_buffer json;  /* JSON Lines, one after another */
	struct nc_buffer pages;
	struct newsconv_error *error;
};

static void
begin(struct work *work, struct nc_archive_piece *piece, struct nc_arena *arena,
    const struct nc_archive_input *input,
    const struct nc_archive_encoding *encoding, struct newsconv_error *error)
{
	memset(work, 0, sizeof(*work));
	work->input = input;
	work->encoding = encoding;
	work->date = "";
	work->source = input->source;
	work->piece = piece;
	work->arena = arena;
	work->plain.ceiling = NC_WARC_CEILING;
	work->member.ceiling = NC_WARC_CEILING;
	work->small.ceiling = INDEX_CEILING;
	work->json.ceiling = NC_WARC_CEILING;
	work->pages.ceiling = NC_WARC_CEILING;
	work->error = error;
}

static void
end(struct work *work)
{
	nc_buffer_free(&work->plain);
	nc_buffer_free(&work->member);
	nc_buffer_free(&work->small);
	nc_buffer_free(&work->json);
	nc_buffer_free(&work->pages);
}

/* What the buffer holds, in the arena. */
static int
keep(struct work *work, struct newsconv_text *text,
    const struct nc_buffer *buffer)
{
	int result = nc_buffer_check(buffer, work->error);

	if (result < 0)
		return result;
	text->data = nc_arena_copy(work->arena, buffer->data, buffer->size);
	text->size = buffer->size;
	return text->data == NULL ? nc_error_memory(work->error) : NEWSCONV_OK;
}

/*
 * The version 5 UUID of what a thing is, which one, what it holds, of what
 * input, and when.
 */
static int
make_id(struct work *work, char target[NC_URN_UUID_SIZE], const char *role,
    size_t part, const char *sha256)
{
	const struct nc_archive_input *input = work->input;
	struct nc_buffer *name = &work->small;
	int result;

	nc_buffer_clear(name);
	nc_buffer_format(name, "archive %s %zu %s %s %u %llu ", role, part,
	    sha256, work->date, work->run, (unsigned long long)input->number);
	nc_buffer_add(name, input->key.data, input->key.size);
	result = nc_buffer_check(name, work->error);
	if (result == NEWSCONV_OK)
		nc_uuid5_urn(
		    target, nc_namespace_newsconv, name->data, name->size);
	return result;
}

/* ---------------------------------------------------------------- the URI */

/* RFC 3986, 3.1: there is a scheme, and something behind it. */
static bool
has_scheme(struct newsconv_text uri)
{
	size_t i;

	for (i = 0; i < uri.size; i++) {
		char c = uri.data[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

		if (c == ':')
			return i > 0 && i + 1 < uri.size;
		if (!letter &&
		    (i == 0 || c == '\0' || strchr("0123456789+-.", c) == NULL))
			return false;
	}
	return false;
}

/* RFC 3986, 2.1 to 2.3: what may stand in a URI as it is. */
static bool
is_plain(struct newsconv_text uri, size_t i)
{
	char c = uri.data[i];

	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		return true;
	if (c == '%')
		return i + 2 < uri.size && nc_hex_value(uri.data[i + 1]) >= 0 &&
		    nc_hex_value(uri.data[i + 2]) >= 0;
	return c != '\0' &&
	    strchr("0123456789-._~:/?#[]@!$&'()*+,;=", c) != NULL;
}

/*
 * Without its fragment, which is never asked of a server (RFC 9110, 7.1);
 * viewers look for the URI without it.
 */
static void
put_uri(struct nc_buffer *target, struct newsconv_text uri)
{
	size_t i;

	for (i = 0; i < uri.size && uri.data[i] != '#'; i++)
		if (is_plain(uri, i))
			nc_buffer_byte(target, (unsigned char)uri.data[i]);
		else
			nc_buffer_format(target, "%%%02X",
			    (unsigned)(unsigned char)uri.data[i]);
}

/* The URL that all articles of the dump have, or an empty text. */
static struct newsconv_text
common_url(const struct nc_archive_input *input)
{
	static const struct newsconv_text none = {"", 0};
	struct newsconv_text first = input->url;
	size_t i;

	if (input->article_count > 0)
		first =
		    input->articles[0]->fields[NEWSCONV_FIELD_URL].value.text;

	if (!has_scheme(first))
		return none;
	for (i = 1; i < input->article_count; i++) {
		struct newsconv_text url =
		    input->articles[i]->fields[NEWSCONV_FIELD_URL].value.text;

		if (!nc_texts_equal(url, first))
			return none;
	}
	return first;
}

/* Where the dump is from, or a name that it has nowhere else. */
static int
set_uri(struct work *work)
{
	struct newsconv_text url = common_url(work->input);
	char id[NC_URN_UUID_SIZE];
	int result;

	if (url.size == 0) {
		result = make_id(work, id, "dump", 0, work->source->sha256);
		if (result < 0)
			return result;
		url = nc_text(id);
	}
	nc_buffer_clear(&work->small);
	put_uri(&work->small, url);
	return keep(work, &work->piece->uri, &work->small);
}

/* -------------------------------------------------------------- the records */

/* "text/plain" of "text/plain; charset=utf-8". */
static struct newsconv_text
essence(const char *media_type)
{
	struct newsconv_text text = {media_type, strcspn(media_type, "; \t")};

	return text;
}

/*
 * A line of CDXJ 0.1.0 but for the record's place, numbers as strings, as
 * cdxj-indexer and warcio.js write them.  There is no "status": neither tool
 * gives a resource one, for there was no HTTP response.
 */
static int
index_record(struct work *work, struct nc_stored *stored,
    const struct nc_warc_out *record)
{
	struct nc_buffer *line = &work->small;
	struct nc_json json = {.buffer = line, .first = true};
	const char *digits = record->date;
	char digest[7 + 65];

	nc_buffer_clear(line);
	nc_surt(line, record->target);
	nc_buffer_byte(line, ' ');
	for (; *digits != '\0'; digits++)
		if (*digits >= '0' && *digits <= '9')
			nc_buffer_byte(line, (unsigned char)*digits);
	nc_buffer_byte(line, ' ');
	nc_json_open(&json, NULL, '{');
	nc_json_text(&json, "url", record->target);
	nc_json_text(&json, "mime",
	    record->profile != NULL ? nc_text("warc/revisit")
				    : essence(record->content_type));
	snprintf(digest, sizeof(digest), "sha256:%s",
	    record->profile != NULL ? record->payload_sha256 : record->sha256);
	nc_json_string(&json, "digest", digest);
	memcpy(digest, "sha256:", 7);
	nc_sha256_hex(digest + 7, stored->bytes);
	nc_json_string(&json, "recordDigest", digest);
	return keep(work, &stored->index, line);
}

/* Compress the record into the next place. */
static int
store(struct work *work, const struct nc_warc_out *record, bool indexed)
{
	struct nc_archive_piece *piece = work->piece;
	struct nc_stored *stored = &piece->stored[piece->stored_count];
	struct nc_deflater *deflater = work->encoding->deflater;
	int result;

	/* The dump is first; what was given is small. */
	if (piece->stored_count > 0 && work->encoding->quick != NULL)
		deflater = work->encoding->quick;
	nc_buffer_clear(&work->member);
	result = nc_warc_put_member(
	    &work->member, &work->plain, record, deflater, work->error);
	if (result == NEWSCONV_OK)
		result = keep(work, &stored->bytes, &work->member);
	stored->index.data = "";
	stored->index.size = 0;
	if (result == NEWSCONV_OK && indexed)
		result = index_record(work, stored, record);
	if (result == NEWSCONV_OK)
		piece->stored_count++;
	return result;
}

static int
store_dump(struct work *work)
{
	char content_type[NC_TEXT_TYPE_SIZE];
	struct nc_warc_out record = {.type = "resource",
	    .id = work->piece->record_id,
	    .date = work->piece->date,
	    .target = work->piece->uri,
	    .content_type = content_type,
	    .sha256 = work->source->sha256,
	    .has_payload = true,
	    .block = work->source->bytes};

	nc_warc_text_type(content_type, work->source->charset);
	return store(work, &record, true);
}

/* One that is told from others by what it holds. */
static int
store_derived(struct work *work, struct nc_warc_out *record, const char *role,
    size_t part, bool indexed)
{
	char id[NC_URN_UUID_SIZE], sha256[65];
	int result;

	nc_sha256_hex(sha256, record->block);
	result = make_id(work, id, role, part, sha256);
	record->id = id;
	record->sha256 = sha256;
	return result < 0 ? result : store(work, record, indexed);
}

/* A metadata record on the dump, or on the revisit in its place (5.11). */
static int
store_metadata(struct work *work, const char *role, size_t part,
    const char *content_type, struct newsconv_text block)
{
	struct nc_warc_out record = {.type = "metadata",
	    .date = work->piece->date,
	    .target = work->piece->uri,
	    .refers_to = nc_text(work->piece->record_id),
	    .content_type = content_type,
	    .block = block};

	return store_derived(work, &record, role, part, false);
}

static int
store_given(struct work *work)
{
	const struct nc_archive_input *input = work->input;

	if (input->given.size == 0)
		return NEWSCONV_OK;
	return store_metadata(work, "given", 0,
	    input->given_type == NULL ? "application/octet-stream"
				      : input->given_type,
	    input->given);
}

static int
store_conversion(struct work *work, size_t part, struct newsconv_text page)
{
	struct nc_warc_out record = {.type = "conversion",
	    .date = work->piece->date,
	    .target = work->piece->uri,
	    .refers_to = nc_text(work->piece->record_id),
	    .content_type = "text/html; charset=utf-8",
	    .has_payload = true,
	    .block = page};

	return store_derived(work, &record, "conversion", part, false);
}

/*
 * The page under a URI that says it is nobody's (6.4.1: "with a synthesized
 * target-URI"), bound to the dump as one capture (5.7): WARC-Refers-To is not
 * for resources (5.11).
 */
static int
store_view(struct work *work, size_t part, struct newsconv_text page)
{
	struct nc_warc_out record = {.type = "resource",
	    .date = work->piece->date,
	    .target = nc_text(work->input->articles[part]->id),
	    .concurrent_to = work->piece->record_id,
	    .content_type = "text/html; charset=utf-8",
	    .has_payload = true,
	    .block = page};

	return store_derived(work, &record, "view", part, true);
}

/* -------------------------------------------------------------- the articles */

/* Whether there is anything to show besides the dump. */
static bool
is_article(const struct newsconv_article *article)
{
	return article->body_count > 0 ||
	    article->fields[NEWSCONV_FIELD_HEADLINE].value.text.size > 0;
}

static void
add_paragraph(struct nc_buffer *text, struct newsconv_text paragraph)
{
	if (paragraph.size == 0)
		return;
	if (text->size > 0)
		nc_buffer_byte(text, '\n');
	nc_buffer_add(text, paragraph.data, paragraph.size);
}

/* What a full-text search looks at: what is read; else all there is. */
static void
page_text(struct nc_buffer *text, const struct newsconv_article *article)
{
	const struct nc_field_pair *fields = article->fields;
	size_t i;

	add_paragraph(text, fields[NEWSCONV_FIELD_HEADLINE].value.text);
	add_paragraph(text, fields[NEWSCONV_FIELD_DEK].value.text);
	add_paragraph(text, fields[NEWSCONV_FIELD_BYLINE].value.text);
	for (i = 0; i < article->body_count; i++)
		add_paragraph(text, article->body[i].text);
	for (i = 0; !is_article(article) && i < article->leftover_count; i++)
		add_paragraph(text, article->leftovers[i].text);
}

/* A line of pages.jsonl (WACZ 1.1.1, 5.2.3). */
static int
add_page(struct work *work, size_t part)
{
	const struct newsconv_article *article = work->input->articles[part];
	bool view = (work->encoding->records & NEWSCONV_RECORD_VIEW) != 0 &&
	    is_article(article);
	struct nc_json json = {.buffer = &work->pages, .first = true};
	struct newsconv_text text;
	char id[NC_URN_UUID_SIZE];
	int result;

	result = make_id(work, id, "page", part, work->piece->sha256);
	if (result < 0)
		return result;
	nc_buffer_clear(&work->plain);
	page_text(&work->plain, article);
	result = nc_buffer_check(&work->plain, work->error);
	if (result < 0)
		return result;
	text.data = work->plain.size == 0 ? "" : work->plain.data;
	text.size = work->plain.size;
	nc_json_open(&json, NULL, '{');
	nc_json_string(&json, "id", id + strlen("urn:uuid:"));
	nc_json_text(
	    &json, "url", view ? nc_text(article->id) : work->piece->uri);
	nc_json_string(&json, "ts", work->piece->date);
	nc_json_text(&json, "title", nc_article_title(article));
	nc_json_text(&json, "text", text);
	nc_json_close(&json, '}');
	nc_buffer_byte(&work->pages, '\n');
	return nc_buffer_check(&work->pages, work->error);
}

static int
store_pages(struct work *work, size_t part)
{
	const struct newsconv_article *article = work->input->articles[part];
	unsigned records = work->encoding->records;
	struct newsconv_text page;
	int result;

	if ((records & (NEWSCONV_RECORD_CONVERSION | NEWSCONV_RECORD_VIEW)) ==
		0 ||
	    !is_article(article))
		return NEWSCONV_OK;
	result = nc_article_page(article, work->arena, &page, work->error);
	if (result == NEWSCONV_OK &&
	    (records & NEWSCONV_RECORD_CONVERSION) != 0)
		result = store_conversion(work, part, page);
	if (result == NEWSCONV_OK && (records & NEWSCONV_RECORD_VIEW) != 0)
		result = store_view(work, part, page);
	return result;
}

/* The object is made once, for the record and for JSON Lines. */
static int
store_object(struct work *work, size_t part)
{
	bool record = (work->encoding->records & NEWSCONV_RECORD_METADATA) != 0;
	struct newsconv_text block;
	size_t start;
	int result;

	if (!record && !work->encoding->lines)
		return NEWSCONV_OK;
	if (!work->encoding->lines)
		nc_buffer_clear(&work->json);
	start = work->json.size;
	nc_article_json(&work->json, work->input->articles[part], false);
	result = nc_buffer_check(&work->json, work->error);
	if (result < 0 || !record)
		goto out;
	block.data = work->json.data + start;
	block.size = work->json.size - start;
	result = store_metadata(
	    work, "article", part, "application/json", block);
out:
	nc_buffer_byte(&work->json, '\n');
	return result;
}

static int
store_articles(struct work *work)
{
	size_t i;
	int result = NEWSCONV_OK;

	for (i = 0; i < work->input->article_count; i++) {
		result = store_pages(work, i);
		if (result == NEWSCONV_OK)
			result = store_object(work, i);
		if (result == NEWSCONV_OK && work->encoding->pages)
			result = add_page(work, i);
		if (result < 0)
			return result;
	}
	return result;
}

/* -------------------------------------------------------------- the interface */

/* Date, digest, URI and id: what is known before anything is encoded. */
static int
identify(struct work *work)
{
	struct nc_archive_piece *piece = work->piece;
	int result;

	memset(piece, 0, sizeof(*piece));
	piece->lines = piece->pages = nc_text("");
	memcpy(piece->sha256, work->source->sha256, sizeof(piece->sha256));
	/* A dump has one name, whenever it is archived. */
	result = set_uri(work);
	if (result < 0)
		return result;
	nc_second_stamp(piece->date, work->input->date);
	work->date = piece->date;
	work->run = work->input->run;
	return make_id(work, piece->record_id, "resource", 0, piece->sha256);
}

/* Room for the dump, what was given, and three records an article. */
static int
reserve(struct work *work, size_t articles)
{
	size_t count;

	if (!nc_size_multiply(articles, 3, &count) ||
	    !nc_size_add(count, 2, &count))
		return nc_error_memory(work->error);
	work->piece->stored = nc_arena_array(
	    work->arena, count, sizeof(*work->piece->stored));
	work->piece->stored_count = 0;
	return work->piece->stored == NULL ? nc_error_memory(work->error)
					   : NEWSCONV_OK;
}

/* What has grown line by line, without another copy of it. */
static int
take(struct work *work, struct newsconv_text *text, struct nc_buffer *buffer)
{
	int result = nc_buffer_check(buffer, work->error);

	if (result < 0 || buffer->size == 0)
		return result;
	if (!nc_arena_adopt(work->arena, buffer->data, buffer->capacity))
		return nc_error_memory(work->error);
	text->data = buffer->data;
	text->size = buffer->size;
	memset(buffer, 0, sizeof(*buffer));
	return NEWSCONV_OK;
}

int
nc_archive_encode(struct nc_archive_piece *piece, struct nc_arena *arena,
    const struct nc_archive_input *input,
    const struct nc_archive_encoding *encoding, struct newsconv_error *error)
{
	struct work work;
	int result;

	begin(&work, piece, arena, input, encoding, error);
	result = identify(&work);
	if (result == NEWSCONV_OK)
		result = reserve(&work, input->article_count);
	if (result == NEWSCONV_OK && encoding->records != 0)
		result = store_dump(&work);
	if (result == NEWSCONV_OK && encoding->records != 0)
		result = store_given(&work);
	if (result == NEWSCONV_OK)
		result = store_articles(&work);
	if (result == NEWSCONV_OK && encoding->lines)
		result = take(&work, &piece->lines, &work.json);
	if (result == NEWSCONV_OK)
		result = take(&work, &piece->pages, &work.pages);
	end(&work);
	return result;
}

int
nc_archive_encode_duplicate(struct nc_archive_piece *piece,
    struct nc_arena *arena, const struct nc_archive_input *input,
    const struct nc_archive_original *original,
    const struct nc_archive_encoding *encoding, struct newsconv_error *error)
{
	static const struct newsconv_text nothing = {"", 0};
	/* 6.7.2: no block, for there are no headers to keep. */
	struct nc_warc_out record = {.type = "revisit",
	    .id = piece->record_id,
	    .date = piece->date,
	    .target = piece->uri,
	    .refers_to = original->record,
	    .refers_to_uri = original->uri,
	    .refers_to_date = original->date,
	    .profile = SAME_PAYLOAD,
	    .payload_sha256 = piece->sha256,
	    .block = nothing};
	struct work work;
	int result;

	begin(&work, piece, arena, input, encoding, error);
	work.date = piece->date;
	work.run = input->run;
	result = make_id(&work, piece->record_id, "revisit", 0, piece->sha256);
	if (result == NEWSCONV_OK)
		result = reserve(&work, 0);
	if (result == NEWSCONV_OK)
		result = store(&work, &record, true);
	if (result == NEWSCONV_OK)
		result = store_given(&work);
	end(&work);
	return result;
}

int
nc_archive_info(struct newsconv_text *bytes, struct nc_arena *arena,
    const char *volume, int64_t date, struct newsconv_text description,
    struct nc_deflater *deflater, struct newsconv_error *error)
{
	struct nc_buffer fields = NC_BUFFER(INDEX_CEILING);
	struct nc_buffer plain = NC_BUFFER(INDEX_CEILING);
	struct nc_buffer member = NC_BUFFER(INDEX_CEILING);
	char id[NC_URN_UUID_SIZE], time[NC_SECOND_STAMP_SIZE];
	struct nc_warc_out record = {.type = "warcinfo",
	    .id = id,
	    .date = time,
	    .filename = volume,
	    .content_type = "application/warc-fields"};
	int result;

	nc_second_stamp(time, date);
	nc_buffer_format(&plain, "archive warcinfo %s %s ", time, volume);
	nc_warc_put_info(&fields, nc_deflater_level(deflater), NC_DEFLATE_FAST);
	nc_buffer_add(&fields, description.data, description.size);
	nc_buffer_add(&plain, fields.data, fields.size);
	result = nc_buffer_check(&fields, error);
	if (result == NEWSCONV_OK)
		result = nc_buffer_check(&plain, error);
	if (result < 0)
		goto out;
	nc_uuid5_urn(id, nc_namespace_newsconv, plain.data, plain.size);
	record.block.data = fields.data;
	record.block.size = fields.size;
	result = nc_warc_put_member(&member, &plain, &record, deflater, error);
	if (result < 0)
		goto out;
	bytes->data = nc_arena_copy(arena, member.data, member.size);
	bytes->size = member.size;
	if (bytes->data == NULL)
		result = nc_error_memory(error);
out:
	nc_buffer_free(&fields);
	nc_buffer_free(&plain);
	nc_buffer_free(&member);
	return result;
}
