/*
 * EPUB 3.3: one XHTML chapter an article in an OCF ZIP container.
 *
 * A book begins with what is known last (package document, contents), so the
 * compressed chapters wait in memory until finish() writes, in this order:
 * mimetype, META-INF/container.xml, package document, navigation, NCX,
 * stylesheet, chapters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "epub_package.h"
#include "epub_style.h"
#include "error.h"
#include "stamp.h"
#include "utf8.h"
#include "writer.h"

/* All chapters of a book, compressed. */
#define BOOK_CEILING ((size_t)1 << 32)

struct book_state {
	struct nc_arena *arena;
	struct nc_chapter *chapters;
	size_t count;
	struct nc_deflater *deflater; /* lent */
	int64_t time;
	const char *title;
};

/*
 * Whether the time is one that EPUBCheck takes: with a zone, which W3CDTF
 * wants; no leap second, which Java's calendar lacks; and no zone that can
 * lead out of the years 1 to 9999.
 */
static bool
package_time(const char *value, const char *time)
{
	const char *colon = strchr(time, ':');

	if (strpbrk(time, "Z+-") == NULL)
		return false;
	if (strncmp(colon + 3, ":60", 3) == 0)
		return false;
	return strncmp(value, "9999-12-31", 10) != 0 &&
	    strncmp(value, "0001-01-01", 10) != 0;
}

/*
 * A date as dc:date takes it.  A time that it does not take is cut off; the
 * days that were left out when the Gregorian calendar began are no days to
 * EPUBCheck, and such a date is left out.
 */
static struct newsconv_text
package_date(const struct newsconv_date *date)
{
	struct newsconv_text text = {date->value, strlen(date->value)};
	const char *time = strchr(date->value, 'T');

	if (date->printed.text.size == 0 ||
	    strncmp(date->value, "0001", 4) < 0 ||
	    (strncmp(date->value, "1582-10-05", 10) >= 0 &&
		strncmp(date->value, "1582-10-14", 10) <= 0))
		text.size = 0;
	else if (time != NULL && !package_time(date->value, time))
		text.size = (size_t)(time - date->value);
	return text;
}

static bool
copy_text(struct nc_arena *arena, struct newsconv_text *text)
{
	text->data = nc_arena_copy(arena, text->data, text->size);
	return text->data != NULL;
}

/* Make a chapter independent of what it was made from. */
static bool
keep_chapter(struct nc_arena *arena, struct nc_chapter *chapter)
{
	struct newsconv_text *texts[] = {&chapter->data.stored, &chapter->title,
	    &chapter->language, &chapter->id, &chapter->url,
	    &chapter->publisher, &chapter->dek, &chapter->date};
	struct newsconv_text *authors;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!copy_text(arena, texts[i]))
			return false;
	authors = nc_arena_array(
	    arena, chapter->author_count, sizeof(*authors));
	if (authors == NULL)
		return false;
	for (i = 0; i < chapter->author_count; i++) {
		authors[i] = chapter->authors[i];
		if (!copy_text(arena, &authors[i]))
			return false;
	}
	chapter->authors = authors;
	return true;
}

static bool
describe(struct nc_chapter *chapter, const struct newsconv_article *article,
    struct nc_arena *arena)
{
	const struct nc_field_pair *fields = article->fields;
	size_t i;

	chapter->title = nc_article_title(article);
	chapter->language = article->language.tag;
	chapter->rtl = article->language.rtl != 0;
	chapter->id = nc_text(article->id);
	chapter->url = fields[NEWSCONV_FIELD_URL].value.text;
	chapter->publisher = fields[NEWSCONV_FIELD_PUBLISHER].value.text;
	chapter->dek = fields[NEWSCONV_FIELD_DEK].value.text;
	chapter->date = package_date(&article->published);
	chapter->author_count = article->author_count;
	chapter->authors = nc_arena_array(
	    arena, article->author_count, sizeof(*chapter->authors));
	if (chapter->authors == NULL)
		return false;
	for (i = 0; i < article->author_count; i++)
		chapter->authors[i] = article->authors[i].name.text;
	return true;
}

static int
encode(struct nc_piece *piece, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_chapter *chapter;
	struct newsconv_text document;
	int result;

	chapter = nc_arena_alloc(piece->arena, sizeof(*chapter));
	if (chapter == NULL || !describe(chapter, article, piece->arena))
		return nc_error_memory(error);
	result = nc_article_markup(
	    article, NC_MARKUP_CHAPTER, piece->arena, &document, error);
	if (result < 0)
		return result;
	result = nc_zip_pack(&chapter->data, document, true, encoding->deflater,
	    piece->arena, error);
	if (result < 0)
		return result;
	/* Such texts lie in the article, which may go before the piece. */
	if (!keep_chapter(piece->arena, chapter))
		return nc_error_memory(error);
	piece->data = chapter;
	return NEWSCONV_OK;
}

static void
free_state(void *state)
{
	struct book_state *book = state;

	if (book == NULL)
		return;
	nc_arena_free(book->arena);
	free(book);
}

static int
begin(void **state, const struct nc_container_options *options,
    struct nc_sink *sink, struct newsconv_error *error)
{
	struct book_state *book = calloc(1, sizeof(*book));

	(void)sink;
	if (book == NULL)
		return nc_error_memory(error);
	book->arena = nc_arena_new(BOOK_CEILING);
	book->deflater = options->deflater;
	book->time = options->time;
	book->title = options->title;
	if (book->arena == NULL) {
		free_state(book);
		return nc_error_memory(error);
	}
	*state = book;
	return NEWSCONV_OK;
}

static int
append(void *state, struct nc_sink *sink, const struct nc_piece *piece,
    struct newsconv_error *error)
{
	struct book_state *book = state;
	struct nc_chapter *chapters = nc_arena_grow(
	    book->arena, book->chapters, book->count, sizeof(*chapters));
	struct nc_chapter chapter;

	(void)sink;
	if (chapters == NULL)
		return nc_error_memory(error);
	book->chapters = chapters;
	memcpy(&chapter, piece->data, sizeof(chapter));
	if (!keep_chapter(book->arena, &chapter))
		return nc_error_memory(error);
	chapters[book->count++] = chapter;
	return NEWSCONV_OK;
}

/* Of the source URL where there is exactly one, else of the articles' ids. */
static bool
set_identifier(struct nc_book *shown, struct nc_arena *arena)
{
	char urn[NC_URN_UUID_SIZE];
	struct nc_buffer name = NC_BUFFER((size_t)1 << 30);
	const struct nc_chapter *first = &shown->chapters[0];
	size_t i;

	if (shown->chapter_count == 1 && first->url.size > 0) {
		nc_uuid5_urn(
		    urn, nc_namespace_url, first->url.data, first->url.size);
	} else {
		nc_buffer_text(&name, "epub");
		for (i = 0; i < shown->chapter_count; i++) {
			nc_buffer_byte(&name, ' ');
			nc_buffer_add(&name, shown->chapters[i].id.data,
			    shown->chapters[i].id.size);
		}
		if (nc_buffer_check(&name, NULL) < 0) {
			nc_buffer_free(&name);
			return false;
		}
		nc_uuid5_urn(urn, nc_namespace_newsconv, name.data, name.size);
		nc_buffer_free(&name);
	}
	shown->identifier.size = strlen(urn);
	shown->identifier.data = nc_arena_copy(
	    arena, urn, shown->identifier.size);
	return shown->identifier.data != NULL;
}

static bool
set_title(struct nc_book *shown, const struct book_state *book,
    struct nc_arena *arena)
{
	struct newsconv_text first = shown->chapters[0].title;
	char more[32];
	char *title;
	int length;

	shown->title = first;
	if (book->title != NULL)
		shown->title = nc_text(book->title);
	if (book->title != NULL || shown->chapter_count == 1)
		return true;
	length = snprintf(
	    more, sizeof(more), " (+%zu)", shown->chapter_count - 1);
	title = nc_arena_alloc(arena, first.size + sizeof(more));
	if (title == NULL || length < 0)
		return false;
	memcpy(title, first.data, first.size);
	memcpy(title + first.size, more, (size_t)length);
	shown->title.data = title;
	shown->title.size = first.size + (size_t)length;
	return true;
}

/*
 * dcterms:modified: the time given; else the day of the youngest article; else
 * the first instant of ZIP's calendar.  Never the clock.
 */
static bool
set_modified(struct nc_book *shown, int64_t time, struct nc_arena *arena)
{
	enum { DAY = sizeof("2021-06-12") - 1 };
	char utc[NC_SECOND_STAMP_SIZE], youngest[DAY + 1] = "1980-01-01";
	size_t i;

	for (i = 0; i < shown->chapter_count; i++) {
		struct newsconv_text date = shown->chapters[i].date;

		if (date.size >= DAY && memcmp(date.data, youngest, DAY) > 0)
			memcpy(youngest, date.data, DAY);
	}
	if (time != NEWSCONV_TIME_UNKNOWN)
		nc_second_stamp(utc, time);
	else
		snprintf(utc, sizeof(utc), "%sT00:00:00Z", youngest);
	shown->modified.size = strlen(utc);
	shown->modified.data = nc_arena_copy(arena, utc, shown->modified.size);
	return shown->modified.data != NULL;
}

static int
add_part(struct book_state *book, struct nc_zip *zip, const char *name,
    struct newsconv_text content, bool may_deflate,
    struct newsconv_error *error)
{
	struct nc_zip_data data;
	int result;

	result = nc_zip_pack(
	    &data, content, may_deflate, book->deflater, book->arena, error);
	if (result < 0)
		return result;
	return nc_zip_add(zip, name, &data, error);
}

static int
container_document(struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error)
{
	struct nc_xml xml;

	nc_xml_put_begin(&xml, NC_XML_DECLARATION | NC_XML_INDENTED);
	nc_xml_put_open(&xml, "container");
	nc_xml_put_attribute(
	    &xml, "xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
	nc_xml_put_attribute(&xml, "version", "1.0");
	nc_xml_put_open(&xml, "rootfiles");
	nc_xml_put_open(&xml, "rootfile");
	nc_xml_put_attribute(&xml, "full-path", "EPUB/package.opf");
	nc_xml_put_attribute(
	    &xml, "media-type", "application/oebps-package+xml");
	nc_xml_put_close_empty(&xml);
	nc_xml_put_close(&xml);
	nc_xml_put_close(&xml);
	return nc_xml_put_end(&xml, arena, document, error);
}

typedef int document_function(const struct nc_book *book,
    struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error);

/* The parts that are not chapters, in their order. */
static int
add_front(struct book_state *book, const struct nc_book *shown,
    struct nc_zip *zip, struct newsconv_error *error)
{
	static const struct {
		const char *name;
		document_function *document;
	} parts[] = {
	    {"EPUB/package.opf", nc_book_package},
	    {"EPUB/" NC_NAVIGATION_NAME, nc_book_navigation},
	    {"EPUB/" NC_NCX_NAME, nc_book_ncx},
	};
	struct newsconv_text document;
	size_t i;
	int result;

	/* OCF, 4.3: first, stored, no extra field: its 58 bytes are magic. */
	result = add_part(book, zip, "mimetype",
	    nc_text("application/epub+zip"), false, error);
	if (result < 0)
		return result;
	result = container_document(book->arena, &document, error);
	if (result < 0)
		return result;
	result = add_part(
	    book, zip, "META-INF/container.xml", document, true, error);
	if (result < 0)
		return result;
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		result = parts[i].document(
		    shown, book->arena, &document, error);
		if (result < 0)
			return result;
		result = add_part(
		    book, zip, parts[i].name, document, true, error);
		if (result < 0)
			return result;
	}
	return add_part(book, zip, "EPUB/" NC_STYLESHEET_NAME,
	    nc_text(nc_epub_style), true, error);
}

static int
add_chapters(
    struct book_state *book, struct nc_zip *zip, struct newsconv_error *error)
{
	char name[sizeof("EPUB/") + NC_CHAPTER_NAME_SIZE] = "EPUB/";
	size_t i;
	int result;

	for (i = 0; i < book->count; i++) {
		nc_chapter_name(name + strlen("EPUB/"), i);
		result = nc_zip_add(zip, name, &book->chapters[i].data, error);
		if (result < 0)
			return result;
	}
	return NEWSCONV_OK;
}

static int
finish(void *state, struct nc_sink *sink, struct newsconv_error *error)
{
	struct book_state *book = state;
	struct nc_book shown = {
	    .chapters = book->chapters, .chapter_count = book->count};
	struct nc_zip *zip;
	int result;

	if (!set_identifier(&shown, book->arena) ||
	    !set_title(&shown, book, book->arena) ||
	    !set_modified(&shown, book->time, book->arena))
		return nc_error_memory(error);
	zip = nc_zip_new(sink, book->time);
	if (zip == NULL)
		return nc_error_memory(error);
	result = add_front(book, &shown, zip, error);
	if (result == NEWSCONV_OK)
		result = add_chapters(book, zip, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_finish(zip, error);
	nc_zip_free(zip);
	return result;
}

const struct nc_format nc_format_epub = {
    .shown = {.name = "epub",
	.suffixes = ".epub",
	.media_type = "application/epub+zip",
	.standard = "EPUB 3.3",
	.holds_many = 1,
	.binary = 1},
    .verify_as = "epub",
    .deflates = true,
    .encode = encode,
    .begin = begin,
    .append = append,
    .finish = finish,
    .free = free_state,
};
