/*
 * What opens a book.  Two entries are the same in every book, and are compressed
 * once in a process: of a book of one article they are a third of the work.
 */
#include <pthread.h>
#include <string.h>

#include "epub_front.h"
#include "epub_style.h"
#include "error.h"
#include "file.h"
#include "utf8.h"
#include "xml_out.h"

#define CSS_CEILING ((size_t)1 << 20)
#define PICTURE_CEILING ((size_t)1 << 25)
#define DOCUMENT_CEILING ((size_t)1 << 33)
#define FIXED_CEILING ((size_t)1 << 20)

/* ------------------------------------------------------------ files of others */

static int
read_css(struct newsconv_text *css, const char *path, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(CSS_CEILING);
	int result = nc_file_read(&buffer, path, error);
	size_t valid;

	if (result == NEWSCONV_TOO_LARGE)
		result = nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "a stylesheet of more than %zu bytes", CSS_CEILING);
	if (result == NEWSCONV_OK) {
		valid = nc_utf8_valid_prefix(buffer.data, buffer.size);
		if (valid < buffer.size)
			result = nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "byte %zu of the stylesheet is not UTF-8", valid);
	}
	if (result == NEWSCONV_OK && buffer.size == 0)
		result = nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "the stylesheet is empty");
	if (result == NEWSCONV_OK) {
		css->size = buffer.size;
		css->data = nc_arena_copy(arena, buffer.data, buffer.size);
		if (css->data == NULL)
			result = nc_error_memory(error);
	}
	nc_buffer_free(&buffer);
	return result < 0 ? nc_error_where(error, result, path) : NEWSCONV_OK;
}

int
nc_front_read(struct nc_front *front,
    const struct newsconv_book_options *options, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_cover_file file;
	int result = NEWSCONV_OK;

	memset(front, 0, sizeof(*front));
	if (options->css_file != NULL)
		result = read_css(&front->css, options->css_file, arena, error);
	if (result < 0 || options->cover != NEWSCONV_COVER_FILE)
		return result;
	result = nc_cover_read(&file, options->cover_file, arena, error);
	if (result < 0)
		return result;
	front->cover = file.bytes;
	front->jpeg = file.jpeg;
	return NEWSCONV_OK;
}

static int
draw(struct nc_front *front, struct nc_book *book, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_buffer png = NC_BUFFER(PICTURE_CEILING);
	int result = nc_cover_draw(&book->shown, &png, error);

	if (result == NEWSCONV_OK) {
		book->cover = NC_COVER_PNG;
		front->cover.size = png.size;
		front->cover.data = nc_arena_copy(arena, png.data, png.size);
		if (front->cover.data == NULL)
			result = nc_error_memory(error);
	} else if (result == NEWSCONV_END) {
		book->cover = NC_COVER_PAGE;
		result = NEWSCONV_OK;
	}
	nc_buffer_free(&png);
	return result;
}

int
nc_front_cover(struct nc_front *front, struct nc_book *book,
    struct nc_arena *arena, struct newsconv_error *error)
{
	switch (book->options->cover) {
	case NEWSCONV_COVER_AUTO:
		return draw(front, book, arena, error);
	case NEWSCONV_COVER_TEXT:
		book->cover = NC_COVER_PAGE;
		break;
	case NEWSCONV_COVER_FILE:
		book->cover = front->jpeg ? NC_COVER_JPEG : NC_COVER_PNG;
		break;
	case NEWSCONV_COVER_NONE:
		book->cover = NC_COVER_NONE;
		break;
	}
	return NEWSCONV_OK;
}

/* -------------------------------------------------- what is the same in all books */

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

struct fixed {
	struct nc_zip_data container;
	struct nc_zip_data style;
};

static int
make_fixed(struct fixed *fixed, struct nc_arena *arena,
    struct nc_deflater *deflater, struct newsconv_error *error)
{
	struct newsconv_text container;
	int result = container_document(arena, &container, error);

	if (result == NEWSCONV_OK)
		result = nc_zip_pack(
		    &fixed->container, container, true, deflater, arena, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_pack(&fixed->style, nc_text(nc_epub_style),
		    true, deflater, arena, error);
	return result;
}

/* Kept to the end of the process. */
static pthread_once_t kept_once = PTHREAD_ONCE_INIT;
static struct nc_arena *kept_arena;
static struct fixed kept_fixed;
static bool kept;

static void
keep_fixed(void)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);

	kept_arena = nc_arena_new(FIXED_CEILING);
	kept = deflater != NULL && kept_arena != NULL &&
	    make_fixed(&kept_fixed, kept_arena, deflater, NULL) == NEWSCONV_OK;
	nc_deflater_free(deflater);
}

/* Where memory was short once, each book makes its own. */
static int
get_fixed(struct fixed *fixed, struct nc_arena *arena,
    struct nc_deflater *deflater, struct newsconv_error *error)
{
	pthread_once(&kept_once, keep_fixed);
	if (!kept || nc_deflater_level(deflater) != NC_DEFLATE_WELL)
		return make_fixed(fixed, arena, deflater, error);
	*fixed = kept_fixed;
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------------- entries */

struct adding {
	const struct nc_front *front;
	const struct nc_book *book;
	struct nc_zip *zip;
	struct nc_deflater *deflater;
	struct nc_arena *arena; /* of one entry */
};

static int
add_bytes(const struct adding *adding, const char *name,
    struct newsconv_text content, bool may_deflate,
    struct newsconv_error *error)
{
	struct nc_zip_data data;
	int result = nc_zip_pack(&data, content, may_deflate, adding->deflater,
	    adding->arena, error);

	return result < 0 ? result
			  : nc_zip_add(adding->zip, name, &data, error);
}

typedef int document_function(const struct nc_book *book,
    struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error);

/* Documents of large books are large: each goes before the next one comes. */
static int
add_document(const struct adding *adding, const char *name,
    document_function *function, struct newsconv_error *error)
{
	struct adding one = *adding;
	struct newsconv_text document;
	int result;

	one.arena = nc_arena_new(DOCUMENT_CEILING);
	if (one.arena == NULL)
		return nc_error_memory(error);
	result = function(adding->book, one.arena, &document, error);
	if (result == NEWSCONV_OK)
		result = add_bytes(&one, name, document, true, error);
	nc_arena_free(one.arena);
	return result;
}

static int
add_documents(const struct adding *adding, struct newsconv_error *error)
{
	static const struct {
		const char *name;
		document_function *function;
	} parts[] = {
	    {"EPUB/package.opf", nc_book_package},
	    {"EPUB/" NC_NAVIGATION_NAME, nc_book_navigation},
	    {"EPUB/" NC_NCX_NAME, nc_book_ncx},
	};
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(*parts) && result == NEWSCONV_OK;
	     i++)
		result = add_document(
		    adding, parts[i].name, parts[i].function, error);
	return result;
}

static int
add_styles(const struct adding *adding, const struct fixed *fixed,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!adding->book->only_own_css)
		result = nc_zip_add(adding->zip, "EPUB/" NC_STYLESHEET_NAME,
		    &fixed->style, error);
	if (result < 0 || !adding->book->own_css)
		return result;
	return add_bytes(adding, "EPUB/" NC_OWN_STYLESHEET_NAME,
	    adding->front->css, true, error);
}

static int
add_cover(const struct adding *adding, struct newsconv_error *error)
{
	const char *picture = nc_cover_name(adding->book);
	char name[sizeof("EPUB/") + NC_CHAPTER_NAME_SIZE] = "EPUB/";
	int result;

	if (adding->book->cover == NC_COVER_NONE)
		return NEWSCONV_OK;
	if (picture != NULL) {
		strcat(name, picture);
		result = add_bytes(
		    adding, name, adding->front->cover, true, error);
		if (result < 0)
			return result;
	}
	return add_document(
	    adding, "EPUB/" NC_COVER_PAGE_NAME, nc_book_cover_page, error);
}

static int
add_all(const struct adding *adding, struct newsconv_error *error)
{
	struct fixed fixed;
	int result = get_fixed(&fixed, adding->arena, adding->deflater, error);

	/* OCF, 4.3: first, stored, no extra field: its 58 bytes are magic. */
	if (result == NEWSCONV_OK)
		result = add_bytes(adding, "mimetype",
		    nc_text("application/epub+zip"), false, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_add(adding->zip, "META-INF/container.xml",
		    &fixed.container, error);
	if (result == NEWSCONV_OK)
		result = add_documents(adding, error);
	if (result == NEWSCONV_OK)
		result = add_styles(adding, &fixed, error);
	return result < 0 ? result : add_cover(adding, error);
}

int
nc_front_add(const struct nc_front *front, const struct nc_book *book,
    struct nc_zip *zip, struct nc_deflater *deflater,
    struct newsconv_error *error)
{
	struct adding adding = {
	    .front = front, .book = book, .zip = zip, .deflater = deflater};
	int result;

	adding.arena = nc_arena_new(DOCUMENT_CEILING);
	if (adding.arena == NULL)
		return nc_error_memory(error);
	result = add_all(&adding, error);
	nc_arena_free(adding.arena);
	return result;
}
