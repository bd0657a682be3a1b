/*
 * From the model to XHTML: header with headline, dek, byline and dates; the
 * body's blocks; an aside of related links; a footer with notes and source; and
 * if wanted, what the reader of the dump left over.  Text is written as it is in
 * the model, nothing is curled or decoded.
 */
#include "chapter.h"
#include "chapter_out.h"
#include "error.h"
#include "href.h"
#include "utf8.h"
#include "writer.h"

/*
 * How each type of block is written: the element, its class, and the element
 * that holds a run of blocks of that type.
 */
static const struct {
	const char *container;
	const char *element;
	const char *class;
} block_markup[] = {
    [NEWSCONV_SEGMENT_PARAGRAPH] = {NULL, "p", NULL},
    [NEWSCONV_SEGMENT_SUBHEAD] = {NULL, "h2", NULL},
    [NEWSCONV_SEGMENT_QUOTE] = {"blockquote", "p", NULL},
    [NEWSCONV_SEGMENT_LIST_ITEM] = {"ul", "li", NULL},
    [NEWSCONV_SEGMENT_CAPTION] = {NULL, "p", "caption"},
};

static void
body_place(struct nc_chapter_out *out)
{
	if (out->container == NULL)
		return;
	nc_xml_put_open(&out->xml, out->container);
	nc_xml_put_line(&out->xml);
}

/* The text, with the dateline that it opens with marked. */
static void
put_block_text(struct nc_chapter_out *out, const struct newsconv_block *block)
{
	const struct newsconv_field *field =
	    &out->article->fields[NEWSCONV_FIELD_DATELINE].value;
	struct newsconv_text text = block->text, dateline = field->text;

	if (!out->page && dateline.size > 0 &&
	    field->segment == block->segment && dateline.size <= text.size &&
	    memcmp(text.data, dateline.data, dateline.size) == 0) {
		nc_xml_put_open(&out->xml, "span");
		nc_xml_put_attribute(&out->xml, "class", "dateline");
		nc_xml_put_text(&out->xml, dateline);
		nc_xml_put_close(&out->xml);
		text.data += dateline.size;
		text.size -= dateline.size;
	}
	nc_xml_put_text(&out->xml, text);
}

static void
put_block(struct nc_chapter_out *out, const struct newsconv_block *block)
{
	const char *container = block_markup[block->type].container;

	if (container == NULL || out->container != container) {
		if (out->container != NULL)
			nc_chapter_out_close(out);
		out->container = NULL;
		nc_chapter_out_room(out, block->text, 0);
		out->container = container;
		body_place(out);
	} else {
		nc_chapter_out_room(out, block->text, 0);
	}
	nc_chapter_out_open(out, block_markup[block->type].element,
	    block_markup[block->type].class, block->text);
	put_block_text(out, block);
	nc_chapter_out_close(out);
}

static void
put_body(struct nc_chapter_out *out)
{
	size_t i;

	out->place = body_place;
	for (i = 0; i < out->article->body_count; i++)
		put_block(out, &out->article->body[i]);
	if (out->container != NULL)
		nc_chapter_out_close(out);
	out->container = NULL;
	out->place = NULL;
}

/* Room for a part of the place, which is opened with the first of them. */
static void
enter(struct nc_chapter_out *out, void (*place)(struct nc_chapter_out *out),
    struct newsconv_text text, size_t linked)
{
	nc_chapter_out_room(out, text, linked);
	if (out->place == NULL)
		place(out);
	out->place = place;
}

/* The place is closed, unless nothing was to be shown in it. */
static void
leave(struct nc_chapter_out *out)
{
	if (out->place != NULL)
		nc_chapter_out_close(out);
	out->place = NULL;
}

/* A heading of ours, which names what it stands in by its id. */
static void
put_heading(struct nc_chapter_out *out, const char *id, enum nc_label label)
{
	struct newsconv_text language = out->article->language.tag;

	nc_xml_put_open(&out->xml, "h2");
	nc_xml_put_attribute(&out->xml, "id", id);
	if (!out->page)
		nc_xml_put_attribute(&out->xml, "class", "label");
	nc_markup_label(&out->xml, language, nc_language_label(language, label),
	    nc_language_label_tag(language));
	nc_chapter_out_close(out);
}

static void
related_place(struct nc_chapter_out *out)
{
	nc_xml_put_open(&out->xml, "aside");
	nc_xml_put_attribute(&out->xml, "class", "related");
	nc_xml_put_attribute(&out->xml, "aria-labelledby", "related");
	nc_xml_put_line(&out->xml);
	put_heading(out, "related", NC_LABEL_RELATED);
	nc_xml_put_open(&out->xml, "ul");
	nc_xml_put_line(&out->xml);
}

/* As the dump has them: what introduces the link, its text, its URL. */
static void
put_related_item(struct nc_chapter_out *out, size_t number)
{
	const struct newsconv_item *item = &out->article->related[number];

	nc_chapter_out_open(out, "li", NULL, item->text);
	if (out->page) {
		nc_xml_put_text(&out->xml, item->text);
		nc_chapter_out_close(out);
		return;
	}
	if (item->label.size > 0) {
		nc_xml_put_open(&out->xml, "span");
		nc_xml_put_attribute(&out->xml, "class", "lead");
		nc_xml_put_text(&out->xml, item->label);
		nc_xml_put_close(&out->xml);
		nc_xml_put_string(&out->xml, " ");
	}
	nc_chapter_out_slot(out, NC_SLOT_LINK_BEGIN, number);
	nc_xml_put_text(&out->xml, item->text);
	nc_chapter_out_slot(out, NC_SLOT_LINK_END, number);
	if (item->url.size > 0 && !nc_texts_equal(item->url, item->text)) {
		nc_xml_put_string(&out->xml, " ");
		nc_xml_put_open(&out->xml, "span");
		nc_xml_put_attribute(&out->xml, "class", "url");
		nc_xml_put_attribute(&out->xml, "dir", "ltr");
		nc_xml_put_text(&out->xml, item->url);
		nc_xml_put_close(&out->xml);
	}
	nc_chapter_out_close(out);
}

static bool
find_urls(struct nc_chapter_out *out)
{
	const struct newsconv_article *article = out->article;
	struct newsconv_text *urls;
	size_t i;

	urls = nc_arena_array(
	    out->arena, article->related_count, sizeof(*urls));
	if (urls == NULL)
		return false;
	for (i = 0; i < article->related_count; i++)
		if (!nc_href(article->related[i].url, out->arena, &urls[i]))
			return false;
	out->chapter->urls = urls;
	out->chapter->url_count = article->related_count;
	return true;
}

static void
put_related(struct nc_chapter_out *out)
{
	const struct newsconv_article *article = out->article;
	size_t i;

	if (article->related_count == 0)
		return;
	if (!out->page && !find_urls(out)) {
		out->result = nc_error_memory(out->error);
		return;
	}
	for (i = 0; i < article->related_count; i++) {
		const struct newsconv_item *item = &article->related[i];

		enter(out, related_place, item->text,
		    out->page ? 0
			      : item->label.size + item->url.size +
			    out->chapter->urls[i].size);
		put_related_item(out, i);
	}
	out->place = NULL;
	nc_chapter_out_close(out);
	nc_chapter_out_close(out);
}

static void
footer_place(struct nc_chapter_out *out)
{
	nc_xml_put_open(&out->xml, "footer");
	nc_xml_put_line(&out->xml);
}

static void
put_source(struct nc_chapter_out *out, struct newsconv_text url)
{
	struct newsconv_text href = url;

	if (!out->page && !nc_href(url, out->arena, &href)) {
		out->result = nc_error_memory(out->error);
		return;
	}
	nc_xml_put_open(&out->xml, "p");
	nc_xml_put_attribute(&out->xml, "class", "source");
	nc_chapter_out_label(out, NC_LABEL_SOURCE);
	nc_xml_put_open(&out->xml, href.size > 0 ? "a" : "span");
	nc_xml_put_attribute_text(&out->xml, "href", href);
	if (!out->page)
		nc_xml_put_attribute(&out->xml, "dir", "ltr");
	nc_xml_put_text(&out->xml, url);
	nc_xml_put_close(&out->xml);
	nc_chapter_out_close(out);
}

static void
put_footer(struct nc_chapter_out *out)
{
	const struct newsconv_article *article = out->article;
	struct newsconv_text url =
	    article->fields[NEWSCONV_FIELD_URL].value.text;
	size_t i;

	for (i = 0; i < article->note_count; i++) {
		if (article->notes[i].text.size == 0)
			continue;
		enter(out, footer_place, article->notes[i].text, 0);
		nc_chapter_out_element(
		    out, "p", "note", article->notes[i].text);
	}
	if (url.size > 0) {
		enter(out, footer_place, url, url.size);
		put_source(out, url);
	}
	leave(out);
}

static void
leftovers_place(struct nc_chapter_out *out)
{
	nc_xml_put_open(&out->xml, "section");
	nc_xml_put_attribute(&out->xml, "class", "leftovers");
	nc_xml_put_attribute(&out->xml, "aria-labelledby", "leftovers");
	nc_xml_put_line(&out->xml);
	put_heading(out, "leftovers", NC_LABEL_LEFTOVERS);
}

/* A line of characters that show nothing has no text, and no place. */
static void
put_leftovers(struct nc_chapter_out *out)
{
	const struct newsconv_article *article = out->article;
	size_t i;

	if (out->page || !out->options->keep_leftovers)
		return;
	for (i = 0; i < article->leftover_count; i++) {
		if (article->leftovers[i].text.size == 0)
			continue;
		enter(out, leftovers_place, article->leftovers[i].text, 0);
		nc_chapter_out_element(
		    out, "p", NULL, article->leftovers[i].text);
	}
	leave(out);
}

static int
put_article(struct nc_chapter_out *out)
{
	memset(out->chapter, 0, sizeof(*out->chapter));
	nc_chapter_out_begin(out);
	nc_chapter_out_article(out);
	nc_chapter_out_header(out);
	put_body(out);
	put_related(out);
	put_footer(out);
	nc_chapter_out_close(out);
	out->in_article = false;
	put_leftovers(out);
	if (!out->page)
		nc_chapter_out_slot(out, NC_SLOT_TURN, 0);
	return nc_chapter_out_end(out);
}

int
nc_chapter_markup(struct nc_chapter_text *chapter,
    const struct newsconv_article *article,
    const struct nc_markup_options *options, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_chapter_out out = {.chapter = chapter,
	    .article = article,
	    .options = options,
	    .arena = arena,
	    .error = error};

	return put_article(&out);
}

int
nc_article_page(const struct newsconv_article *article, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	struct nc_chapter_text chapter;
	struct nc_chapter_out out = {.chapter = &chapter,
	    .article = article,
	    .arena = arena,
	    .page = true,
	    .error = error};
	int result = put_article(&out);

	if (result == NEWSCONV_OK)
		*document = chapter.files[0].text;
	return result;
}
