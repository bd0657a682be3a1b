/*
 * Files of a chapter: their head, where one ends and the next begins, and where
 * the slots are.
 */
#include "chapter_out.h"
#include "error.h"
#include "json_ld.h"
#include "utf8.h"
#include "writer.h"

enum {
	TAIL = 8192, /* what closes a file, and the links to other articles */
	ESCAPE = 4,  /* what "&amp;" is longer than "&" */
	TAGS = 256,  /* around a block */
	SHORT_TITLE = 300
};

static bool
rtl(const struct nc_chapter_out *out)
{
	return out->article->language.rtl != 0;
}

void
nc_chapter_out_close(struct nc_chapter_out *out)
{
	nc_xml_put_close(&out->xml);
	nc_xml_put_line(&out->xml);
}

void
nc_chapter_out_label(struct nc_chapter_out *out, enum nc_label label)
{
	struct newsconv_text language = out->article->language.tag;

	if (out->page)
		return;
	nc_markup_own_word(&out->xml, "span", language, label);
	nc_xml_put_string(&out->xml, " ");
}

void
nc_chapter_out_open(struct nc_chapter_out *out, const char *element,
    const char *class, struct newsconv_text text)
{
	nc_xml_put_open(&out->xml, element);
	if (class != NULL)
		nc_xml_put_attribute(&out->xml, "class", class);
	if (!out->page)
		nc_markup_direction(&out->xml, text, rtl(out));
}

void
nc_chapter_out_element(struct nc_chapter_out *out, const char *element,
    const char *class, struct newsconv_text text)
{
	if (text.size == 0)
		return;
	nc_chapter_out_open(out, element, class, text);
	nc_xml_put_text(&out->xml, text);
	nc_chapter_out_close(out);
}

/* --------------------------------------------------------------- the files */

static void
put_json_ld(struct nc_chapter_out *out)
{
	nc_xml_put_open(&out->xml, "script");
	nc_xml_put_attribute(&out->xml, "type", "application/ld+json");
	nc_xml_put_string(&out->xml, "");
	nc_json_ld(&out->xml.output, out->article);
	nc_chapter_out_close(out);
}

/* The article is described once, where it begins. */
static void
put_head(struct nc_chapter_out *out, struct newsconv_text title)
{
	nc_xml_put_open(&out->xml, "head");
	nc_xml_put_line(&out->xml);
	if (out->page) {
		nc_xml_put_open(&out->xml, "meta");
		nc_xml_put_attribute(&out->xml, "charset", "utf-8");
		nc_xml_put_close_empty(&out->xml);
		nc_xml_put_line(&out->xml);
	}
	nc_xml_put_element(&out->xml, "title", title);
	nc_xml_put_line(&out->xml);
	if (!out->page)
		nc_markup_styles(&out->xml, out->options->own_css,
		    out->options->only_own_css);
	if (!out->page && out->chapter->file_count == 0)
		put_json_ld(out);
	nc_chapter_out_close(out);
}

static void
begin_file(struct nc_chapter_out *out, struct newsconv_text title)
{
	const struct newsconv_language *language = &out->article->language;
	bool vertical = !out->page && out->options->vertical &&
	    nc_markup_runs_down(language->tag);

	nc_xml_put_begin(&out->xml, out->page ? 0 : NC_XML_DECLARATION);
	if (vertical)
		nc_markup_html_vertical(&out->xml, language->tag, true, false);
	else
		nc_markup_html(&out->xml, language->tag, rtl(out), false);
	put_head(out, title);
	nc_markup_body(&out->xml, !vertical && rtl(out));
	nc_xml_put_line(&out->xml);
	out->slots = NULL;
	out->slot_count = 0;
	out->linked = 0;
	out->filled = false;
}

void
nc_chapter_out_begin(struct nc_chapter_out *out)
{
	begin_file(out, nc_article_title(out->article));
}

static void
fail(struct nc_chapter_out *out, int result)
{
	if (out->result == NEWSCONV_OK)
		out->result = result;
}

static void
end_file(struct nc_chapter_out *out)
{
	struct nc_chapter_text *chapter = out->chapter;
	struct nc_chapter_file *files, *file;

	/* The last line end is nc_xml_put_end()'s. */
	while (out->xml.depth > 1)
		nc_chapter_out_close(out);
	nc_xml_put_close(&out->xml);
	files = nc_arena_grow(
	    out->arena, chapter->files, chapter->file_count, sizeof(*files));
	if (files == NULL) {
		fail(out, nc_error_memory(out->error));
		nc_buffer_free(&out->xml.output);
		return;
	}
	chapter->files = files;
	file = &files[chapter->file_count];
	file->slots = out->slots;
	file->slot_count = out->slot_count;
	fail(out,
	    nc_xml_put_end(&out->xml, out->arena, &file->text, out->error));
	chapter->file_count++;
}

/* What the text is in XML, or more. */
static size_t
escaped_size(struct newsconv_text text, size_t room)
{
	size_t size = text.size, i;

	if (size < room / (ESCAPE + 1))
		return size * (ESCAPE + 1);
	for (i = 0; i < text.size; i++)
		if (text.data[i] == '&' || text.data[i] == '<' ||
		    text.data[i] == '>')
			size += ESCAPE;
	return size;
}

static void
put_continued(struct nc_chapter_out *out, struct newsconv_text title)
{
	const struct newsconv_language *language = &out->article->language;

	nc_xml_put_open(&out->xml, "h1");
	nc_xml_put_attribute(&out->xml, "id", "headline");
	nc_xml_put_attribute(&out->xml, "class", "continued");
	nc_markup_isolated(&out->xml, title, (struct newsconv_text){"", 0},
	    language->rtl != 0);
	nc_xml_put_string(&out->xml, " ");
	nc_markup_own_word(
	    &out->xml, "span", language->tag, NC_LABEL_CONTINUED);
	nc_chapter_out_close(out);
}

void
nc_chapter_out_article(struct nc_chapter_out *out)
{
	nc_xml_put_open(&out->xml, "article");
	nc_xml_put_attribute(&out->xml, "aria-labelledby", "headline");
	nc_xml_put_line(&out->xml);
	out->in_article = true;
}

static void
cut(struct nc_chapter_out *out)
{
	struct newsconv_text title;

	end_file(out);
	/* What is said again in each file must not be long. */
	title = nc_markup_shortened(
	    nc_article_title(out->article), SHORT_TITLE, out->arena);
	begin_file(out, title);
	if (out->in_article)
		nc_chapter_out_article(out);
	put_continued(out, title);
	if (out->place != NULL)
		out->place(out);
}

void
nc_chapter_out_room(
    struct nc_chapter_out *out, struct newsconv_text text, size_t linked)
{
	size_t used = out->xml.output.size + out->linked + TAIL + TAGS + linked;
	size_t room = used < NC_CHAPTER_MOST ? NC_CHAPTER_MOST - used : 0;

	if (!out->page && out->filled && out->result == NEWSCONV_OK &&
	    escaped_size(text, room) > room)
		cut(out);
	out->linked += linked;
	out->filled = true;
}

void
nc_chapter_out_slot(
    struct nc_chapter_out *out, enum nc_slot_type type, size_t number)
{
	struct nc_slot *slots;

	nc_xml_put_string(&out->xml, "");
	slots = nc_arena_grow(
	    out->arena, out->slots, out->slot_count, sizeof(*slots));
	if (slots == NULL) {
		fail(out, nc_error_memory(out->error));
		return;
	}
	out->slots = slots;
	slots[out->slot_count].offset = out->xml.output.size;
	slots[out->slot_count].type = type;
	slots[out->slot_count].number = number;
	out->slot_count++;
}

int
nc_chapter_out_end(struct nc_chapter_out *out)
{
	end_file(out);
	return out->result;
}
