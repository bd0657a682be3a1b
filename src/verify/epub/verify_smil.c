/*
 * Media overlays (EPUB 3.3, 9): which text is read aloud by which clip of which
 * sound; that overlays and the items they are for know each other.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "smil_clock.h"
#include "verify_epub.h"
#include "xml_grammar.h"

#define NS_SMIL "http://www.w3.org/ns/SMIL"
#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_OPS "http://www.idpf.org/2007/ops"

static const struct nc_grammar_rule rules[] = {
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NS_SMIL, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "smil_elements.def"
#undef ELEMENT
};

static const struct nc_grammar grammar = {
    rules, sizeof(rules) / sizeof(rules[0]), "EPUB 3.3, 9.2.2", false, false};

struct smil {
	struct nc_pub *epub;
	size_t part;
	const char *name; /* of the part */
	const struct nc_pub_item *item;
	struct newsconv_error *error;
};

static void
report(const struct smil *smil, enum nc_finding_code code, const xmlNode *node,
    const char *text)
{
	nc_pub_finding(smil->epub, code, smil->part, xmlGetLineNo(node),
	    "\"%.300s\"", text);
}

/* ------------------------------------------------------------------- sounds */

/* EPUB 3.3, 3.2: those that every reader plays. */
static bool
is_core_audio(const char *type)
{
	return strcmp(type, "audio/mpeg") == 0 ||
	    strcmp(type, "audio/mp4") == 0 ||
	    (strncmp(type, "audio/ogg", 9) == 0 &&
		strstr(type, "opus") != NULL);
}

static void
check_clip(const struct smil *smil, const xmlNode *audio)
{
	const char *begin = nc_pub_attribute(smil->epub, audio, "clipBegin");
	const char *end = nc_pub_attribute(smil->epub, audio, "clipEnd");
	uint64_t from = 0, to;

	if (begin != NULL && !nc_smil_clock(begin, &from))
		return;
	if (end == NULL || !nc_smil_clock(end, &to))
		return;
	if (from >= to)
		nc_pub_peer_finding(smil->epub, NC_EPUB_CLIP,
		    from == to ? "MED-009" : "MED-008", smil->part,
		    xmlGetLineNo(audio), "from %s to %s",
		    begin == NULL ? "the start" : begin, end);
}

static const struct nc_pub_item *
find_remote(const struct nc_pub *epub, const char *url)
{
	size_t size = strcspn(url, "#"), i;

	for (i = 0; i < epub->item_count; i++) {
		const char *remote = epub->items[i].url;

		if (remote != NULL && strlen(remote) == size &&
		    memcmp(remote, url, size) == 0)
			return &epub->items[i];
	}
	return NULL;
}

static int
check_audio(const struct smil *smil, const xmlNode *audio)
{
	struct nc_pub *epub = smil->epub;
	const char *url = nc_pub_attribute(epub, audio, "src");
	const char *path, *fragment;
	const struct nc_pub_item *item = NULL;
	enum nc_pub_target target;
	size_t to = SIZE_MAX;
	int result = NEWSCONV_OK;

	check_clip(smil, audio);
	if (url == NULL)
		return NEWSCONV_OK;
	target = nc_pub_resolve(epub, smil->name, url, &path, &fragment);
	if (target == NC_EPUB_NO_MEMORY)
		return nc_error_memory(smil->error);
	if (strchr(url, '#') != NULL)
		report(smil, NC_EPUB_CLIP_FRAGMENT, audio, url);
	if (target == NC_EPUB_REMOTE) {
		item = find_remote(epub, url);
		if (item == NULL)
			report(smil, NC_EPUB_OVERLAY_REMOTE, audio, url);
		if (!nc_pub_has_word(
			smil->item->properties, "remote-resources"))
			report(smil, NC_EPUB_OVERLAY_PROPERTY, audio, url);
	} else if (target == NC_EPUB_LOCAL) {
		result = nc_archive_find(
		    epub->archive, path, strlen(path), &to, smil->error);
		if (to != SIZE_MAX && epub->parts[to].listed)
			item = &epub->items[epub->parts[to].item];
	}
	if (item != NULL && !is_core_audio(item->media_type))
		report(smil, NC_EPUB_OVERLAY_AUDIO, audio, item->media_type);
	return result;
}

/* -------------------------------------------------------------------- texts */

static int
add_overlay(const struct smil *smil, size_t text)
{
	struct nc_pub *epub = smil->epub;
	struct nc_pub_overlay *last = epub->overlays;

	/* Mostly one document, many times in a row. */
	if (epub->overlay_count > 0) {
		last = &epub->overlays[epub->overlay_count - 1];
		if (last->overlay == smil->part && last->text == text)
			return NEWSCONV_OK;
	}
	epub->overlays = nc_arena_grow(epub->kept, epub->overlays,
	    epub->overlay_count, sizeof(*epub->overlays));
	if (epub->overlays == NULL)
		return nc_error_memory(smil->error);
	epub->overlays[epub->overlay_count].overlay = smil->part;
	epub->overlays[epub->overlay_count++].text = text;
	return NEWSCONV_OK;
}

static int
check_text(const struct smil *smil, const xmlNode *node, const char *value)
{
	struct nc_pub *epub = smil->epub;
	const char *url, *path, *fragment;
	size_t to = SIZE_MAX;
	int result;

	if (value == NULL)
		return NEWSCONV_OK;
	url = nc_arena_copy(epub->arena, value, strlen(value));
	if (url == NULL)
		return nc_error_memory(smil->error);
	switch (nc_pub_resolve(epub, smil->name, url, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(smil->error);
	case NC_EPUB_REMOTE:
	case NC_EPUB_OUTSIDE:
		return NEWSCONV_OK;
	case NC_EPUB_LOCAL:
		break;
	}
	result = nc_archive_find(
	    epub->archive, path, strlen(path), &to, smil->error);
	if (result < 0 || to == SIZE_MAX)
		return result;
	if (fragment != NULL && fragment[0] != '\0' &&
	    (strchr(fragment, '(') != NULL || fragment[0] == ':'))
		report(smil, NC_EPUB_OVERLAY_SCHEME, node, value);
	else if (fragment != NULL && fragment[0] != '\0') {
		struct nc_pub_reference reference = {.from = smil->part,
		    .line = xmlGetLineNo(node),
		    .to = to,
		    .fragment = fragment,
		    .code = NC_EPUB_FRAGMENT};

		result = nc_pub_add_reference(epub, &reference, smil->error);
		if (result < 0)
			return result;
	}
	return add_overlay(smil, to);
}

/* EPUB 3.3, 9.2.2: body and seq hold at least one par or seq. */
static void
check_empty(const struct smil *smil, const xmlNode *root)
{
	const xmlNode *node;

	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		xmlNode *child;

		if (!nc_node_is(node, "body", NS_SMIL) &&
		    !nc_node_is(node, "seq", NS_SMIL))
			continue;
		child = node->children;
		while (child != NULL && !nc_node_is(child, "par", NS_SMIL) &&
		    !nc_node_is(child, "seq", NS_SMIL))
			child = child->next;
		if (child == NULL)
			nc_pub_finding(smil->epub, NC_EPUB_ELEMENT_MISSING,
			    smil->part, xmlGetLineNo(node),
			    "%s has neither par nor seq",
			    (const char *)node->name);
	}
}

int
nc_pub_smil(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	struct smil smil = {.epub = epub,
	    .part = part,
	    .name = nc_archive_entry(epub->archive, part)->name,
	    .item = &epub->items[epub->parts[part].item],
	    .error = error};
	const xmlNode *node;
	int result = NEWSCONV_OK;

	nc_grammar_check(epub, part, root, &grammar);
	check_empty(&smil, root);
	for (node = root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(root, node)) {
		if (nc_node_is(node, "audio", NS_SMIL))
			result = check_audio(&smil, node);
		else if (nc_node_is(node, "text", NS_SMIL))
			result = check_text(
			    &smil, node, nc_node_attribute(node, "src", NULL));
		else if (nc_node_is(node, "seq", NS_SMIL) ||
		    nc_node_is(node, "body", NS_SMIL))
			result = check_text(&smil, node,
			    nc_node_attribute(node, "textref", NS_OPS));
	}
	return result;
}

/* EPUB 3.3, 9.3.4: the class that is named must mean something. */
void
nc_pub_overlay_style(const struct nc_pub *epub, size_t part, xmlNode *root)
{
	const struct nc_pub_item *item = &epub->items[epub->parts[part].item];
	const xmlNode *node;

	if (epub->active_class == NULL || item->media_overlay == NULL)
		return;
	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		const char *rel = nc_node_attribute(node, "rel", NULL);

		if (nc_node_is(node, "style", NS_XHTML) ||
		    (nc_node_is(node, "link", NS_XHTML) && rel != NULL &&
			nc_pub_has_word(rel, "stylesheet")))
			return;
	}
	nc_pub_finding(epub, NC_EPUB_OVERLAY_STYLE, part, xmlGetLineNo(root),
	    "no style, but the class \"%.100s\"", epub->active_class);
}

/* -------------------------------------------------------- all overlays again */

static int
compare_overlays(const void *a, const void *b)
{
	const struct nc_pub_overlay *x = a, *y = b;

	if (x->text != y->text)
		return x->text < y->text ? -1 : 1;
	return x->overlay < y->overlay ? -1 : x->overlay > y->overlay;
}

/* Overlays of one text, of which there should be one. */
static void
check_overlay(const struct nc_pub *epub, size_t first, size_t count)
{
	const struct nc_pub_overlay *overlay = &epub->overlays[first];
	const struct nc_pub_part *part = &epub->parts[overlay->text];
	const struct nc_pub_item *item, *named;
	size_t i;

	for (i = 1; i < count; i++) {
		if (overlay[i].overlay == overlay[i - 1].overlay)
			continue;
		nc_pub_finding(epub, NC_EPUB_OVERLAY_TWICE, overlay[i].overlay,
		    0, "\"%.300s\" is read by another overlay too",
		    nc_archive_entry(epub->archive, overlay->text)->name);
		break;
	}
	if (!part->listed)
		return;
	item = &epub->items[part->item];
	named = nc_pub_find_item(epub, item->media_overlay);
	if (item->media_overlay == NULL)
		nc_pub_finding(epub, NC_EPUB_OVERLAY_MISSING, epub->package,
		    item->line, "\"%.200s\" has no media-overlay", item->id);
	for (i = 0; i < count && named != NULL; i++) {
		if (overlay[i].overlay == named->part)
			return;
	}
	if (named != NULL)
		nc_pub_finding(epub, NC_EPUB_OVERLAY_WRONG, epub->package,
		    item->line, "\"%.200s\"", item->media_overlay);
}

static bool
is_read(const struct nc_pub *epub, size_t part)
{
	size_t low = 0, high = epub->overlay_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (epub->overlays[middle].text == part)
			return true;
		if (epub->overlays[middle].text < part)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

void
nc_pub_check_overlays(const struct nc_pub *epub)
{
	size_t i, first = 0;

	if (epub->version != 3)
		return;
	if (epub->overlay_count > 0)
		qsort(epub->overlays, epub->overlay_count,
		    sizeof(*epub->overlays), compare_overlays);
	for (i = 1; i <= epub->overlay_count; i++) {
		if (i < epub->overlay_count &&
		    epub->overlays[i].text == epub->overlays[first].text)
			continue;
		check_overlay(epub, first, i - first);
		first = i;
	}
	for (i = 0; i < epub->item_count; i++) {
		const struct nc_pub_item *item = &epub->items[i];

		if (item->media_overlay != NULL && item->part != SIZE_MAX &&
		    !is_read(epub, item->part))
			nc_pub_finding(epub, NC_EPUB_OVERLAY_UNREAD,
			    epub->package, item->line,
			    "\"%.200s\" does not read \"%.200s\"",
			    item->media_overlay, item->id);
	}
}
