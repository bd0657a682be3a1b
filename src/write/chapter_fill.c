/*
 * What is put into a chapter when the whole book is known: links of its related
 * articles, inside the book where they are in it, and the way to the articles
 * before and behind it.
 */
#include "chapter.h"
#include "utf8.h"

enum { SHORT_TITLE = 300, ROOM = 4096 };

static void
put_link(struct nc_xml *xml, const char *rel, const char *href)
{
	nc_xml_put_open(xml, "a");
	if (rel != NULL)
		nc_xml_put_attribute(xml, "rel", rel);
	nc_xml_put_attribute(xml, "href", href);
}

/* Between our word and a headline, which would read on from it. */
static void
put_line_break(struct nc_xml *xml)
{
	nc_xml_put_open(xml, "br");
	nc_xml_put_close_empty(xml);
}

static void
put_neighbour(struct nc_xml *xml, struct newsconv_text language,
    enum nc_label label, const char *rel, const struct nc_neighbour *neighbour,
    struct nc_arena *arena)
{
	struct newsconv_text title = nc_markup_shortened(
	    neighbour->title, SHORT_TITLE, arena);
	bool foreign = !nc_texts_equal(language, neighbour->language);

	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", rel);
	put_link(xml, rel, neighbour->name);
	nc_markup_own_word(xml, "span", language, label);
	put_line_break(xml);
	nc_markup_isolated(xml, title,
	    foreign ? neighbour->language : (struct newsconv_text){"", 0},
	    neighbour->rtl);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_way_to_contents(
    struct nc_xml *xml, const struct nc_surroundings *surroundings)
{
	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", "contents");
	put_link(xml, NULL, surroundings->contents);
	nc_markup_own_word(
	    xml, "span", surroundings->language, NC_LABEL_CONTENTS);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

/* Its name says where it leads to; in the language of these words. */
static void
put_turn_name(
    struct nc_xml *xml, struct newsconv_text language, struct nc_arena *arena)
{
	const char *previous = nc_language_label(language, NC_LABEL_PREVIOUS);
	const char *next = nc_language_label(language, NC_LABEL_NEXT);
	char *name = nc_arena_format(arena, "%s / %s", previous, next);

	nc_xml_put_attribute(xml, "aria-label", name != NULL ? name : next);
}

static void
put_turn(struct nc_xml *xml, const struct nc_surroundings *surroundings,
    struct nc_arena *arena)
{
	struct newsconv_text language = surroundings->language;

	if (surroundings->previous.name == NULL &&
	    surroundings->next.name == NULL)
		return;
	nc_xml_put_open(xml, "nav");
	nc_xml_put_attribute(xml, "class", "turn");
	put_turn_name(xml, language, arena);
	nc_xml_put_line(xml);
	if (surroundings->previous.name != NULL)
		put_neighbour(xml, language, NC_LABEL_PREVIOUS, "prev",
		    &surroundings->previous, arena);
	if (surroundings->next.name != NULL)
		put_neighbour(xml, language, NC_LABEL_NEXT, "next",
		    &surroundings->next, arena);
	if (surroundings->contents != NULL)
		put_way_to_contents(xml, surroundings);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

/* Where a related item leads to; empty: nowhere. */
static struct newsconv_text
target_of(const struct nc_chapter_text *chapter,
    const struct nc_surroundings *surroundings, size_t number)
{
	if (surroundings->targets != NULL &&
	    surroundings->targets[number] != NULL)
		return nc_text(surroundings->targets[number]);
	return chapter->urls[number];
}

static void
fill_slot(struct nc_xml *xml, const struct nc_chapter_text *chapter,
    const struct nc_slot *slot, const struct nc_surroundings *surroundings,
    struct nc_arena *arena)
{
	struct newsconv_text target;

	if (slot->type == NC_SLOT_TURN) {
		put_turn(xml, surroundings, arena);
		return;
	}
	target = target_of(chapter, surroundings, slot->number);
	if (target.size == 0)
		return;
	if (slot->type == NC_SLOT_LINK_END) {
		nc_xml_put_close(xml);
		return;
	}
	nc_xml_put_open(xml, "a");
	nc_xml_put_attribute_text(xml, "href", target);
	nc_xml_put_string(xml, "");
}

int
nc_chapter_fill(const struct nc_chapter_text *chapter, unsigned file,
    const struct nc_surroundings *surroundings, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	const struct nc_chapter_file *from = &chapter->files[file];
	/* nc_xml_put_end() adds the last line end. */
	size_t size = from->text.size - 1, at = 0, i;
	struct nc_xml xml;

	if (from->slot_count == 0) {
		*document = from->text;
		return NEWSCONV_OK;
	}
	nc_xml_put_begin(&xml, 0);
	nc_buffer_reserve(&xml.output, size + ROOM);
	for (i = 0; i < from->slot_count; i++) {
		const struct nc_slot *slot = &from->slots[i];

		nc_buffer_add(
		    &xml.output, from->text.data + at, slot->offset - at);
		at = slot->offset;
		fill_slot(&xml, chapter, slot, surroundings, arena);
	}
	nc_buffer_add(&xml.output, from->text.data + at, size - at);
	return nc_xml_put_end(&xml, arena, document, error);
}
