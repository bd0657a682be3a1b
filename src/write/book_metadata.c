/*
 * What libraries and shops ask of a book (EPUB 3.3, 5.5 and D.3; EPUB
 * Accessibility 1.1, 2): each value once, none that is not known.  Elements
 * stand in one order, which schemas/package.rng has too.
 */
#include <stdio.h>

#include "book_metadata.h"
#include "deflate.h"
#include "error.h"
#include "seen_texts.h"
#include "sort_name.h"
#include "utf8.h"

typedef struct newsconv_text text_of_chapter(const struct nc_chapter *chapter);

static struct newsconv_text
language_of(const struct nc_chapter *chapter)
{
	return chapter->language;
}

static struct newsconv_text
url_of(const struct nc_chapter *chapter)
{
	return chapter->url;
}

static void
put_property(struct nc_xml *xml, const char *property, const char *value)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", property);
	nc_xml_put_string(xml, value);
	nc_xml_put_close(xml);
}

static void
put_refinement(struct nc_xml *xml, const char *refines, const char *property,
    const char *scheme, struct newsconv_text value)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "refines", refines);
	nc_xml_put_attribute(xml, "property", property);
	if (scheme != NULL)
		nc_xml_put_attribute(xml, "scheme", scheme);
	nc_xml_put_text(xml, value);
	nc_xml_put_close(xml);
}

/* An element for each different text of the chapters, `first` before them. */
static int
put_distinct(struct nc_xml *xml, const char *element,
    const struct nc_book *book, text_of_chapter *text_of,
    struct newsconv_text first, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_seen_texts *seen = nc_seen_texts_new(
	    arena, book->chapter_count + 1);
	size_t i;

	if (seen == NULL)
		return nc_error_memory(error);
	if (first.size > 0 && nc_seen_texts_new_one(seen, first))
		nc_xml_put_element(xml, element, first);
	for (i = 0; i < book->chapter_count; i++) {
		struct newsconv_text text = text_of(&book->chapters[i]);

		if (text.size > 0 && nc_seen_texts_new_one(seen, text))
			nc_xml_put_element(xml, element, text);
	}
	return NEWSCONV_OK;
}

static void
put_identity(struct nc_xml *xml, const struct nc_book *book)
{
	nc_xml_put_open(xml, "dc:identifier");
	nc_xml_put_attribute(xml, "id", "identifier");
	nc_xml_put_text(xml, book->identifier);
	nc_xml_put_close(xml);
	nc_xml_put_open(xml, "dc:title");
	nc_xml_put_attribute(xml, "id", "title");
	nc_markup_direction(xml, book->title, nc_book_text_rtl(book));
	nc_xml_put_text(xml, book->title);
	nc_xml_put_close(xml);
	put_refinement(xml, "#title", "title-type", NULL, nc_text("main"));
}

/* `number`: among the creators, from 1. */
static int
put_creator(struct nc_xml *xml, const struct nc_book *book,
    const struct nc_chapter *chapter, const struct newsconv_author *author,
    size_t number, struct newsconv_error *error)
{
	struct nc_buffer sorted = NC_BUFFER((size_t)1 << 20);
	struct newsconv_text name = author->name.text;
	char reference[32];
	int result;

	snprintf(reference, sizeof(reference), "#creator-%zu", number);
	nc_xml_put_open(xml, "dc:creator");
	nc_xml_put_attribute(xml, "id", reference + 1);
	nc_markup_direction(xml, name, nc_book_text_rtl(book));
	nc_xml_put_text(xml, name);
	nc_xml_put_close(xml);
	put_refinement(xml, reference, "role", "marc:relators", nc_text("aut"));
	/* Only names of people are turned around. */
	if (author->kind == NEWSCONV_AUTHOR_PERSON &&
	    nc_sort_name(&sorted, name, chapter->language)) {
		name.data = sorted.data;
		name.size = sorted.size;
	}
	result = nc_buffer_check(&sorted, error);
	if (result == NEWSCONV_OK)
		put_refinement(xml, reference, "file-as", NULL, name);
	nc_buffer_free(&sorted);
	return result;
}

static int
put_creators(struct nc_xml *xml, const struct nc_book *book,
    struct nc_arena *arena, struct newsconv_error *error)
{
	size_t count = 0, number = 0, i, j;
	struct nc_seen_texts *seen;
	int result = NEWSCONV_OK;

	for (i = 0; i < book->chapter_count; i++)
		count += book->chapters[i].author_count;
	seen = nc_seen_texts_new(arena, count);
	if (seen == NULL)
		return nc_error_memory(error);
	for (i = 0; i < book->chapter_count; i++) {
		const struct nc_chapter *chapter = &book->chapters[i];

		for (j = 0; j < chapter->author_count; j++) {
			const struct newsconv_author *author =
			    &chapter->authors[j];

			if (author->name.text.size == 0 ||
			    !nc_seen_texts_new_one(seen, author->name.text))
				continue;
			result = put_creator(
			    xml, book, chapter, author, ++number, error);
			if (result < 0)
				return result;
		}
	}
	return result;
}

/* Given, or that of all articles which have one: else nobody published it. */
static struct newsconv_text
publisher_of(const struct nc_book *book)
{
	struct newsconv_text publisher = {"", 0};
	size_t i;

	if (book->options->publisher != NULL)
		return nc_text(book->options->publisher);
	for (i = 0; i < book->chapter_count; i++) {
		struct newsconv_text other = book->chapters[i].publisher;

		if (other.size == 0)
			continue;
		if (publisher.size == 0)
			publisher = other;
		else if (!nc_texts_equal(publisher, other))
			return nc_text("");
	}
	return publisher;
}

static void
put_given(struct nc_xml *xml, const char *element, struct newsconv_text text)
{
	if (text.size > 0)
		nc_xml_put_element(xml, element, text);
}

static int
put_dublin_core(struct nc_xml *xml, const struct nc_book *book,
    struct nc_arena *arena, struct newsconv_error *error)
{
	const struct newsconv_book_options *options = book->options;
	int result;
	size_t i;

	put_identity(xml, book);
	result = put_distinct(xml, "dc:language", book, language_of,
	    book->language, arena, error);
	if (result == NEWSCONV_OK)
		result = put_creators(xml, book, arena, error);
	if (result < 0)
		return result;
	put_given(xml, "dc:publisher", publisher_of(book));
	if (options->rights != NULL)
		put_given(xml, "dc:rights", nc_text(options->rights));
	put_given(xml, "dc:date", book->date);
	for (i = 0; i < options->subject_count; i++)
		put_given(xml, "dc:subject", nc_text(options->subjects[i]));
	result = put_distinct(
	    xml, "dc:source", book, url_of, nc_text(""), arena, error);
	if (book->chapter_count == 1)
		put_given(xml, "dc:description", book->chapters[0].dek);
	return result;
}

/* EPUB 3.3, D.3.5: whole numbers, with points between. */
static bool
is_position(const char *issue)
{
	size_t i;

	for (i = 0; issue[i] != '\0'; i++) {
		if (issue[i] >= '0' && issue[i] <= '9')
			continue;
		if (issue[i] != '.' || i == 0 || issue[i - 1] == '.')
			return false;
	}
	return i > 0 && issue[i - 1] != '.';
}

/* An issue that is no number has its place in a citation only. */
static int
put_citation(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_error *error)
{
	struct nc_buffer text = NC_BUFFER((size_t)1 << 20);
	struct newsconv_text issue = book->shown.issue;
	int result;

	if (issue.size == 0)
		issue = nc_text(book->options->issue);
	nc_buffer_text(&text, book->options->series);
	nc_buffer_text(&text, ", ");
	nc_buffer_add(&text, issue.data, issue.size);
	result = nc_buffer_check(&text, error);
	if (result == NEWSCONV_OK)
		put_property(xml, "dcterms:bibliographicCitation", text.data);
	nc_buffer_free(&text);
	return result;
}

static void
put_collection(struct nc_xml *xml, const char *series, const char *position,
    const char *issn)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", "belongs-to-collection");
	nc_xml_put_attribute(xml, "id", "series");
	nc_xml_put_string(xml, series);
	nc_xml_put_close(xml);
	put_refinement(
	    xml, "#series", "collection-type", NULL, nc_text("series"));
	if (position != NULL)
		put_refinement(
		    xml, "#series", "group-position", NULL, nc_text(position));
	if (issn != NULL)
		put_refinement(
		    xml, "#series", "dcterms:identifier", NULL, nc_text(issn));
}

/* Without a series there is neither issue nor ISSN: book_options.c. */
static int
put_series(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_error *error)
{
	const struct newsconv_book_options *options = book->options;
	const char *position = options->issue;
	char issn[sizeof("urn:issn:1234-5679")];

	if (options->series == NULL)
		return NEWSCONV_OK;
	if (position != NULL && !is_position(position))
		position = NULL;
	if (options->issn != NULL)
		snprintf(issn, sizeof(issn), "urn:issn:%s", options->issn);
	put_collection(xml, options->series, position,
	    options->issn != NULL ? issn : NULL);
	if (options->issue == NULL || position != NULL)
		return NEWSCONV_OK;
	return put_citation(xml, book, error);
}

/* 2.2: what there is besides text is the cover, which says the same in words. */
static void
put_discovery(struct nc_xml *xml, const struct nc_book *book)
{
	static const char *const features[] = {"tableOfContents",
	    "readingOrder", "structuralNavigation", "displayTransformability",
	    "unlocked"};
	bool picture = nc_cover_name(book) != NULL;
	size_t i;

	put_property(xml, "schema:accessMode", "textual");
	put_property(xml, "schema:accessModeSufficient", "textual");
	for (i = 0; i < sizeof(features) / sizeof(*features); i++)
		put_property(xml, "schema:accessibilityFeature", features[i]);
	if (picture)
		put_property(
		    xml, "schema:accessibilityFeature", "alternativeText");
	put_property(xml, "schema:accessibilityHazard", "none");
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", "schema:accessibilitySummary");
	nc_xml_put_attribute(xml, "xml:lang", "en");
	if (nc_book_text_rtl(book))
		nc_xml_put_attribute(xml, "dir", "ltr");
	nc_xml_put_string(xml,
	    picture ? "Text only, in reading order, with headings and a table "
		      "of contents; no images but the cover, which is "
		      "described; no sound or scripts."
		    : "Text only, in reading order, with headings and a table "
		      "of contents; no images, sound or scripts.");
	nc_xml_put_close(xml);
}

/* 2.3: a claim that somebody looked, made only by who did. */
static void
put_claim(struct nc_xml *xml, const char *certified_by)
{
	if (certified_by == NULL)
		return;
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", "dcterms:conformsTo");
	nc_xml_put_attribute(xml, "id", "conformance");
	nc_xml_put_string(xml, "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
	nc_xml_put_close(xml);
	put_refinement(xml, "#conformance", "a11y:certifiedBy", NULL,
	    nc_text(certified_by));
}

static void
put_record(struct nc_xml *xml)
{
	nc_xml_put_open(xml, "link");
	nc_xml_put_attribute(xml, "rel", "record");
	nc_xml_put_attribute(xml, "href", NC_RECORD_NAME);
	nc_xml_put_attribute(xml, "media-type", "application/jsonl");
	nc_xml_put_close_empty(xml);
}

/* EPUB 2's form of a property, which reading systems go on reading. */
static void
put_old(struct nc_xml *xml, const char *name, const char *content)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "name", name);
	nc_xml_put_attribute(xml, "content", content);
	nc_xml_put_close_empty(xml);
}

/* Which version, and whose compression: verify asks that. */
static void
put_generator(struct nc_xml *xml)
{
	char generator[128], large[NC_LIBRARY_SIZE];

	nc_deflate_large_library(large);
	snprintf(generator, sizeof(generator),
	    "newsconv " NEWSCONV_VERSION " (%s; %s)", nc_deflate_library,
	    large);
	put_old(xml, "generator", generator);
}

int
nc_book_metadata(struct nc_xml *xml, const struct nc_book *book,
    struct nc_arena *arena, struct newsconv_error *error)
{
	int result;

	nc_xml_put_open(xml, "metadata");
	nc_xml_put_attribute(
	    xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	result = put_dublin_core(xml, book, arena, error);
	if (result == NEWSCONV_OK)
		result = put_series(xml, book, error);
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", "dcterms:modified");
	nc_xml_put_text(xml, book->modified);
	nc_xml_put_close(xml);
	put_discovery(xml, book);
	put_claim(xml, book->options->certified_by);
	put_record(xml);
	if (nc_cover_name(book) != NULL)
		put_old(xml, "cover", "cover-image");
	put_generator(xml);
	nc_xml_put_close(xml);
	return result;
}
