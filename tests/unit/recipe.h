/*
 * Archives made in memory, sound ones and ones with a single named fault, and
 * the findings that a check of them gives.  Bad archives are recipes, so that
 * a reader sees what is wrong with them.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include <libdeflate.h>

#include "unit.h"

#include "codes.h"
#include "memory.h"
#include "verify.h"

enum { RECIPE_MAX = 64 * 1024 * 1024 };

/* What a check found: codes and texts, one a line. */
struct outcome {
	int result;
	struct newsconv_summary summary;
	struct newsconv_error error;
	struct nc_buffer findings;
};

static inline void
collect(const struct newsconv_finding *finding, void *context)
{
	struct outcome *outcome = context;

	note_code(finding->code);
	nc_buffer_format(&outcome->findings, "%s %s @%llu %s\n", finding->code,
	    finding->part, (unsigned long long)finding->offset, finding->text);
}

/* Check bytes as if they were a file of this name. */
static inline void
check_bytes(struct outcome *outcome, const char *name, bool own,
    const void *bytes, size_t size)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS, .own = own,
	    .callback = collect, .context = outcome};
	FILE *file = tmpfile();

	memset(outcome, 0, sizeof(*outcome));
	outcome->findings.ceiling = RECIPE_MAX;
	nc_buffer_text(&outcome->findings, "");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fflush(file), 0);
	outcome->result = nc_verify_descriptor(
	    fileno(file), name, &options, &outcome->summary, &outcome->error);
	fclose(file);
}

static inline bool
found(const struct outcome *outcome, const char *text)
{
	return strstr(outcome->findings.data, text) != NULL;
}

static inline void
outcome_free(struct outcome *outcome)
{
	nc_buffer_free(&outcome->findings);
}

/* The check finds this code; or nothing at all, if it is NULL. */
static inline void
expect(const char *name, bool own, const void *bytes, size_t size,
    const char *code)
{
	struct outcome outcome;

	check_bytes(&outcome, name, own, bytes, size);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	if (code == NULL && outcome.findings.size > 0)
		fail_msg(
		    "findings in what is sound: %s", outcome.findings.data);
	if (code != NULL && !found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	outcome_free(&outcome);
}

/* ------------------------------------------------------------ ZIP archives */

struct zip {
	struct nc_buffer bytes;
	struct nc_buffer directory;
	unsigned count;
};

/* What to get wrong in one entry; all zero is sound. */
struct zip_fault {
	unsigned flags;
	unsigned method; /* instead of the right one, if not 0 */
	unsigned crc_change;
	unsigned size_change;       /* both headers */
	unsigned local_size_change; /* the local header only */
	unsigned extra_size; /* of a sound extra field, in both headers */
	unsigned attributes; /* instead of 0100644 << 16 */
	const char *local_name;
	bool deflate;
	bool descriptor;
};

static inline void
zip_begin(struct zip *zip)
{
	memset(zip, 0, sizeof(*zip));
	zip->bytes.ceiling = RECIPE_MAX;
	zip->directory.ceiling = RECIPE_MAX;
}

static inline void
put(struct nc_buffer *buffer, uint64_t value, unsigned size)
{
	for (; size > 0; size--) {
		nc_buffer_byte(buffer, (unsigned char)(value & 0xff));
		value >>= 8;
	}
}

static inline void
put_facts(struct nc_buffer *buffer, const struct zip_fault *fault,
    unsigned flags, uint64_t crc, size_t packed, size_t size, size_t name)
{
	put(buffer, fault->deflate ? 20 : 10, 2);
	put(buffer, flags, 2);
	put(buffer, fault->method ? fault->method : fault->deflate ? 8 : 0, 2);
	put(buffer, 0, 2);
	put(buffer, 0x21, 2);
	put(buffer, crc, 4);
	put(buffer, packed, 4);
	put(buffer, size, 4);
	put(buffer, name, 2);
	put(buffer, fault->extra_size, 2);
}

static inline void
put_extra(struct nc_buffer *buffer, unsigned size)
{
	if (size < 4)
		return;
	put(buffer, 0x5455, 2);
	put(buffer, size - 4, 2);
	for (; size > 4; size--)
		put(buffer, 0, 1);
}

static inline void
zip_add(struct zip *zip, const char *name, const void *data, size_t size,
    const struct zip_fault *given)
{
	static const struct zip_fault none = {0};
	const struct zip_fault *fault = given == NULL ? &none : given;
	uint32_t crc = libdeflate_crc32(0, data, size) + fault->crc_change;
	unsigned flags = fault->flags | (fault->descriptor ? 8 : 0);
	const char *local = fault->local_name == NULL ? name
						      : fault->local_name;
	size_t offset = zip->bytes.size, packed = size;
	char *room = malloc(size + 1024);

	assert_non_null(room);
	memcpy(room, data, size);
	if (fault->deflate) {
		struct libdeflate_compressor *compressor =
		    libdeflate_alloc_compressor(6);

		packed = libdeflate_deflate_compress(
		    compressor, data, size, room, size + 1024);
		libdeflate_free_compressor(compressor);
		assert_true(packed > 0);
	}
	put(&zip->bytes, 0x04034b50, 4);
	put_facts(&zip->bytes, fault, flags, fault->descriptor ? 0 : crc,
	    fault->descriptor ? 0 : packed,
	    fault->descriptor
		? 0
		: size + fault->size_change + fault->local_size_change,
	    strlen(local));
	nc_buffer_text(&zip->bytes, local);
	put_extra(&zip->bytes, fault->extra_size);
	nc_buffer_add(&zip->bytes, room, packed);
	free(room);
	if (fault->descriptor) {
		put(&zip->bytes, 0x08074b50, 4);
		put(&zip->bytes, crc, 4);
		put(&zip->bytes, packed, 4);
		put(&zip->bytes, size, 4);
	}
	put(&zip->directory, 0x02014b50, 4);
	put(&zip->directory, 3 << 8 | 30, 2);
	put_facts(&zip->directory, fault, flags, crc, packed,
	    size + fault->size_change, strlen(name));
	put(&zip->directory, 0, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory,
	    fault->attributes ? fault->attributes : 0100644u << 16, 4);
	put(&zip->directory, offset, 4);
	nc_buffer_text(&zip->directory, name);
	put_extra(&zip->directory, fault->extra_size);
	zip->count++;
}

static inline void
zip_text(struct zip *zip, const char *name, const char *text)
{
	zip_add(zip, name, text, strlen(text), NULL);
}

static inline void
zip_end(struct zip *zip)
{
	size_t offset = zip->bytes.size;

	if (zip->directory.size > 0)
		nc_buffer_add(
		    &zip->bytes, zip->directory.data, zip->directory.size);
	put(&zip->bytes, 0x06054b50, 4);
	put(&zip->bytes, 0, 4);
	put(&zip->bytes, zip->count, 2);
	put(&zip->bytes, zip->count, 2);
	put(&zip->bytes, zip->directory.size, 4);
	put(&zip->bytes, offset, 4);
	put(&zip->bytes, 0, 2);
	assert_int_equal(nc_buffer_check(&zip->bytes, NULL), NEWSCONV_OK);
}

static inline void
zip_free(struct zip *zip)
{
	nc_buffer_free(&zip->bytes);
	nc_buffer_free(&zip->directory);
}

/* ------------------------------------------------------------------- a book */

struct part {
	const char *name;
	const char *text;
};

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define HTML XML "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\""
#define LANG " lang=\"en\" xml:lang=\"en\" dir=\"ltr\">"
#define STYLE "<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>"
#define META(property, value) "<meta property=\"" property "\">" value "</meta>"

/* A book of one article, as newsconv would write it. */
static const struct part sound_book[] = {
    {"mimetype", "application/epub+zip"},
    {"META-INF/container.xml",
	XML "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
	    "container\" version=\"1.0\"><rootfiles><rootfile "
	    "full-path=\"EPUB/package.opf\" "
	    "media-type=\"application/oebps-package+xml\"/></rootfiles>"
	    "</container>"},
    {"EPUB/package.opf",
	XML
	"<package xmlns=\"http://www.idpf.org/2007/opf\" "
	"version=\"3.0\" unique-identifier=\"id\" xml:lang=\"en\" "
	"dir=\"ltr\">"
	"<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	"<dc:identifier id=\"id\">urn:uuid:0b5f1f0e-7f3c-5a55-9a53-"
	"1d1f2b6d7c01</dc:identifier>"
	"<dc:title id=\"title\">Ferry runs again</dc:title>"
	"<meta refines=\"#title\" property=\"title-type\">main</meta>"
	"<dc:language>en</dc:language>"
	"<dc:creator id=\"author-1\">Ida Holm</dc:creator>"
	"<meta refines=\"#author-1\" property=\"role\" "
	"scheme=\"marc:relators\">aut</meta>"
	"<meta refines=\"#author-1\" property=\"file-as\">Holm, Ida</meta>"
	"<dc:date>2024-03-01</dc:date>" META("dcterms:modified",
	    "2024-03-01T00:00:00Z") META("schema:accessMode",
	    "textual") META("schema:accessModeSufficient",
	    "textual") META("schema:accessibilityFeature",
	    "tableOfContents") META("schema:accessibilityFeature",
	    "readingOrder") META("schema:accessibilityFeature",
	    "structuralNavigation") META("schema:accessibilityFeature",
	    "displayTransformability") META("schema:accessibilityFeature",
	    "unlocked") META("schema:accessibilityHazard",
	    "none") "<meta property=\"schema:accessibilitySummary\" "
		    "xml:lang=\"en\">"
		    "Text only.</meta>"
		    "<meta name=\"generator\" content=\"newsconv\"/></metadata>"
		    "<manifest>"
		    "<item id=\"nav\" href=\"nav.xhtml\" "
		    "media-type=\"application/xhtml+xml\" properties=\"nav\"/>"
		    "<item id=\"ncx\" href=\"toc.ncx\" "
		    "media-type=\"application/x-dtbncx+xml\"/>"
		    "<item id=\"style\" href=\"style.css\" "
		    "media-type=\"text/css\"/>"
		    "<item id=\"article-1\" href=\"article-1.xhtml\" "
		    "media-type=\"application/xhtml+xml\"/>"
		    "</manifest>"
		    "<spine toc=\"ncx\" page-progression-direction=\"ltr\">"
		    "<itemref idref=\"article-1\"/>"
		    "<itemref idref=\"nav\" linear=\"no\"/></spine></package>"},
    {"EPUB/nav.xhtml",
	HTML
	" xmlns:epub=\"http://www.idpf.org/2007/ops\"" LANG
	"<head><title>Ferry runs again</title>" STYLE "</head><body>"
	"<nav epub:type=\"toc\" role=\"doc-toc\" "
	"aria-labelledby=\"toc-title\" id=\"toc\">"
	"<h1 id=\"toc-title\">Contents</h1><ol><li>"
	"<a href=\"article-1.xhtml\">Ferry runs again</a></li></ol></nav>"
	"<nav epub:type=\"landmarks\" aria-labelledby=\"landmarks-title\" "
	"hidden=\"hidden\"><h2 id=\"landmarks-title\">Landmarks</h2><ol>"
	"<li><a epub:type=\"toc\" href=\"#toc\">Contents</a></li>"
	"<li><a epub:type=\"bodymatter\" href=\"article-1.xhtml#headline\">"
	"Start</a></li></ol></nav></body></html>"},
    {"EPUB/toc.ncx",
	XML "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
	    "version=\"2005-1\" xml:lang=\"en\"><head>"
	    "<meta name=\"dtb:uid\" content=\"urn:uuid:0b5f1f0e-7f3c-5a55-"
	    "9a53-1d1f2b6d7c01\"/><meta name=\"dtb:depth\" content=\"1\"/>"
	    "<meta name=\"dtb:totalPageCount\" content=\"0\"/>"
	    "<meta name=\"dtb:maxPageNumber\" content=\"0\"/></head>"
	    "<docTitle><text>Ferry runs again</text></docTitle><navMap>"
	    "<navPoint id=\"p1\" playOrder=\"1\"><navLabel>"
	    "<text>Ferry runs again</text></navLabel>"
	    "<content src=\"article-1.xhtml\"/></navPoint></navMap></ncx>"},
    {"EPUB/style.css", "p { margin: 0 }\n"},
    {"EPUB/article-1.xhtml",
	HTML LANG "<head><title>Ferry runs again</title>" STYLE "</head><body>"
		  "<article aria-labelledby=\"headline\"><header>"
		  "<h1 id=\"headline\">Ferry runs again</h1>"
		  "<p class=\"byline\">By Ida Holm</p></header>"
		  "<p>The ferry runs again since Friday.</p>"
		  "</article></body></html>"},
};

enum { SOUND_PARTS = sizeof(sound_book) / sizeof(sound_book[0]) };

/*
 * The sound book with `old` replaced by `new` in the first part that holds
 * it; the large parts are deflated if wanted.
 */
static inline void
book(struct zip *zip, const char *old, const char *new, bool deflate)
{
	const struct zip_fault deflated = {.deflate = true};
	bool done = old == NULL;
	size_t i;

	zip_begin(zip);
	for (i = 0; i < SOUND_PARTS; i++) {
		const char *text = sound_book[i].text;
		bool large = strlen(text) > 100; /* else it would not shrink */
		const char *place = done ? NULL : strstr(text, old);
		struct nc_buffer changed = NC_BUFFER(RECIPE_MAX);

		if (place != NULL) {
			done = true;
			nc_buffer_add(&changed, text, (size_t)(place - text));
			nc_buffer_text(&changed, new);
			nc_buffer_text(&changed, place + strlen(old));
			text = changed.data;
		}
		zip_add(zip, sound_book[i].name, text, strlen(text),
		    deflate && large ? &deflated : NULL);
		nc_buffer_free(&changed);
	}
	assert_true(done);
	zip_end(zip);
}

static inline void
expect_book(bool own, const char *old, const char *new, const char *code)
{
	struct zip zip;

	book(&zip, old, new, false);
	expect("book.epub", own, zip.bytes.data, zip.bytes.size, code);
	zip_free(&zip);
}

/* One change of the sound book, and what is found then; NULL: nothing. */
struct change_of_book {
	const char *old, *new, *code;
};

static inline void
expect_book_changes(const struct change_of_book *changes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_book(
		    false, changes[i].old, changes[i].new, changes[i].code);
}

/* Several changes at once, each where its text is first, and more parts. */
struct book {
	struct change_of_book changes[6];
	struct part parts[4];
	const char *code;
};

static inline void
add_changed(struct zip *zip, const struct book *book, const struct part *part)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	size_t i;

	nc_buffer_text(&text, part->text);
	for (i = 0; i < 6 && book->changes[i].old != NULL; i++) {
		const struct change_of_book *change = &book->changes[i];
		const char *place = strstr(text.data, change->old);
		struct nc_buffer changed = NC_BUFFER(RECIPE_MAX);

		if (place == NULL)
			continue;
		nc_buffer_add(&changed, text.data, (size_t)(place - text.data));
		nc_buffer_text(&changed, change->new);
		nc_buffer_text(&changed, place + strlen(change->old));
		nc_buffer_free(&text);
		text = changed;
	}
	zip_add(zip, part->name, text.data, text.size, NULL);
	nc_buffer_free(&text);
}

static inline void
expect_parts(const struct part *sound, size_t count, const struct book *book)
{
	struct zip zip;
	size_t i;

	zip_begin(&zip);
	for (i = 0; i < count; i++)
		add_changed(&zip, book, &sound[i]);
	for (i = 0; i < 4 && book->parts[i].name != NULL; i++)
		add_changed(&zip, book, &book->parts[i]);
	zip_end(&zip);
	expect("book.epub", false, zip.bytes.data, zip.bytes.size, book->code);
	zip_free(&zip);
}

static inline void
expect_books(const struct book *books, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_parts(sound_book, SOUND_PARTS, &books[i]);
}

/* The same article as an EPUB 2. */
static const struct part sound_epub2[] = {
    {"mimetype", "application/epub+zip"},
    {"META-INF/container.xml",
	XML "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
	    "container\" version=\"1.0\"><rootfiles><rootfile "
	    "full-path=\"EPUB/package.opf\" "
	    "media-type=\"application/oebps-package+xml\"/></rootfiles>"
	    "</container>"},
    {"EPUB/package.opf",
	XML "<package xmlns=\"http://www.idpf.org/2007/opf\" "
	    "version=\"2.0\" unique-identifier=\"id\">"
	    "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:opf=\"http://www.idpf.org/2007/opf\">"
	    "<dc:identifier id=\"id\">urn:uuid:0b5f1f0e-7f3c-5a55-9a53-"
	    "1d1f2b6d7c01</dc:identifier><dc:title>Ferry runs again</dc:title>"
	    "<dc:language>en</dc:language>"
	    "<dc:creator opf:role=\"aut\">Ida Holm</dc:creator>"
	    "<dc:date>2024-03-01</dc:date></metadata><manifest>"
	    "<item id=\"ncx\" href=\"toc.ncx\" "
	    "media-type=\"application/x-dtbncx+xml\"/>"
	    "<item id=\"article-1\" href=\"article-1.xhtml\" "
	    "media-type=\"application/xhtml+xml\"/></manifest>"
	    "<spine toc=\"ncx\"><itemref idref=\"article-1\"/></spine>"
	    "</package>"},
    {"EPUB/toc.ncx",
	XML "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
	    "version=\"2005-1\"><head><meta name=\"dtb:uid\" "
	    "content=\"urn:uuid:0b5f1f0e-7f3c-5a55-9a53-1d1f2b6d7c01\"/>"
	    "</head><docTitle><text>Ferry</text></docTitle><navMap>"
	    "<navPoint id=\"p1\" playOrder=\"1\"><navLabel><text>Ferry"
	    "</text></navLabel><content src=\"article-1.xhtml\"/></navPoint>"
	    "</navMap></ncx>"},
    {"EPUB/article-1.xhtml",
	XML "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\">"
	    "<head><title>Ferry</title></head><body><h1>Ferry</h1></body>"
	    "</html>"},
};

enum { SOUND_EPUB2_PARTS = sizeof(sound_epub2) / sizeof(sound_epub2[0]) };

static inline void
expect_epub2(const struct book *books, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_parts(sound_epub2, SOUND_EPUB2_PARTS, &books[i]);
}

#endif
