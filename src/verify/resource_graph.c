/*
 * One reference from a document to what it leads to: is the URL valid, is it a
 * file of the book and in its manifest, and may something of that type be
 * referred to in this way (EPUB 3.3, 3 and 4.1.5).
 *
 * The manifest is known before any document is read, so all is judged at once
 * but the ids, which wait until the last part was read.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html_model.h"
#include "url_parse.h"
#include "utf8.h"
#include "verify_content.h"

/* Chains of fallbacks are short; circles are reported with the manifest. */
enum { FALLBACKS_MAX = 64, TYPE_MAX = 128 };

/* -------------------------------------------------------------- media types */

/* EPUB 3.3, 3.2; parameters are cut off. */
static bool
is_listed(const char *list, const char *type)
{
	size_t size = strcspn(type, "; \t");
	char essence[TYPE_MAX];

	if (size >= sizeof(essence))
		return false;
	memcpy(essence, type, size);
	essence[size] = '\0';
	return nc_html_listed(list, essence);
}

bool
nc_core_image_type(const char *type)
{
	return is_listed(
	    "image/gif image/jpeg image/png image/svg+xml image/webp", type);
}

static bool
is_audio(const char *type)
{
	return strncmp(type, "audio/", 6) == 0;
}

/* EPUB 3.3, 3.5.1: any video, any font may be used. */
static bool
is_video(const char *type)
{
	return strncmp(type, "video/", 6) == 0;
}

static bool
is_font(const char *type)
{
	return strncmp(type, "font/", 5) == 0 ||
	    strncmp(type, "application/font-", 17) == 0 ||
	    strncmp(type, "application/x-font-", 19) == 0 ||
	    is_listed("application/vnd.ms-opentype", type);
}

bool
nc_core_media_type(const char *type)
{
	return nc_core_image_type(type) || is_video(type) || is_font(type) ||
	    is_listed("audio/mpeg audio/mp4 audio/ogg text/css "
		      "application/xhtml+xml application/javascript "
		      "application/ecmascript text/javascript "
		      "application/x-dtbncx+xml application/smil+xml "
		      "application/pls+xml",
		type);
}

static bool
is_document(const struct nc_pub *epub, const char *type)
{
	if (epub->version == 2)
		return is_listed("application/xhtml+xml "
				 "application/x-dtbook+xml "
				 "text/x-oeb1-document text/html",
		    type);
	return is_listed("application/xhtml+xml image/svg+xml", type);
}

/* ------------------------------------------------------------- the manifest */

/* The item or one that it falls back on is of such a type. */
static bool
leads_to(
    const struct nc_pub *epub, const struct nc_pub_item *item, bool documents)
{
	size_t steps = 0;

	for (; item != NULL && steps < FALLBACKS_MAX; steps++) {
		if (documents ? is_document(epub, item->media_type)
			      : nc_core_media_type(item->media_type))
			return true;
		item = nc_pub_find_item(epub, item->fallback);
	}
	return false;
}

static int
compare_items(const void *a, const void *b)
{
	const struct nc_pub_item *const *x = a, *const *y = b;

	return strcmp((*x)->url, (*y)->url);
}

static int
index_remote(struct nc_pub *epub, struct newsconv_error *error)
{
	size_t i;

	epub->has_items_by_url = true;
	epub->items_by_url = nc_arena_array(
	    epub->arena, epub->item_count + 1, sizeof(*epub->items_by_url));
	if (epub->items_by_url == NULL)
		return nc_error_memory(error);
	for (i = 0; i < epub->item_count; i++) {
		if (epub->items[i].url != NULL)
			epub->items_by_url[epub->items_by_url_count++] =
			    &epub->items[i];
	}
	if (epub->items_by_url_count > 0)
		qsort(epub->items_by_url, epub->items_by_url_count,
		    sizeof(*epub->items_by_url), compare_items);
	return NEWSCONV_OK;
}

/* The manifest's item of a remote URL, of which the fragment is cut off. */
static int
find_remote(struct nc_content *content, const char *url,
    const struct nc_pub_item **item)
{
	struct nc_pub *epub = content->epub;
	struct nc_pub_item key = {0}, *wanted = &key, **found;
	int result = NEWSCONV_OK;

	*item = NULL;
	if (!epub->has_items_by_url)
		result = index_remote(epub, content->error);
	if (result < 0 || epub->items_by_url_count == 0)
		return result;
	key.url = nc_arena_copy(epub->arena, url, strcspn(url, "#"));
	if (key.url == NULL)
		return nc_error_memory(content->error);
	found = bsearch(&wanted, epub->items_by_url, epub->items_by_url_count,
	    sizeof(*found), compare_items);
	if (found != NULL) {
		(*found)->used = true;
		*item = *found;
	}
	return NEWSCONV_OK;
}

static const struct nc_pub_item *
item_of(const struct nc_pub *epub, size_t part)
{
	return epub->parts[part].listed ? &epub->items[epub->parts[part].item]
					: NULL;
}

/* ------------------------------------------------------------------ findings */

static void
fault(const struct nc_content *content, const struct nc_use_place *place,
    enum nc_finding_code code, const char *url)
{
	nc_content_report(content, code, place->line, NULL, "\"%.400s\"", url);
}

static void
fault_peer(const struct nc_content *content, const struct nc_use_place *place,
    enum nc_finding_code code, const char *peer, const char *url)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    content->epub->archive, content->part);
	struct nc_place where = {.part = entry->name,
	    .offset = entry->offset,
	    .line = place->line,
	    .peer = peer};

	nc_report(content->epub->verify, code, &where, "\"%.400s\"", url);
}

/* ----------------------------------------------------------------- the target */

static bool
needs_core_type(enum nc_use use)
{
	return use == NC_USE_IMAGE || use == NC_USE_AUDIO ||
	    use == NC_USE_VIDEO || use == NC_USE_GENERIC;
}

/* EPUB 3.3, 3.3 and 3.5 */
static void
check_fallback(const struct nc_content *content,
    const struct nc_use_place *place, const struct nc_pub_item *item,
    const char *url)
{
	const char *type = item->media_type;

	if (needs_core_type(place->use)) {
		if (!place->has_fallback && type[0] != '\0' &&
		    !leads_to(content->epub, item, false))
			nc_content_report(content, NC_LINK_FOREIGN, place->line,
			    NULL, "\"%.300s\" is of the type %.80s", url, type);
	} else if (place->use == NC_USE_FONT) {
		if (!is_font(type) && !is_listed("image/svg+xml", type))
			nc_content_report(content, NC_CSS_FONT_TYPE,
			    place->line, NULL,
			    "\"%.300s\" is of the type %.80s", url, type);
	} else if (place->use == NC_USE_PICTURE) {
		if (!nc_core_image_type(type))
			fault(content, place, NC_LINK_PICTURE_IMG, url);
	} else if (place->use == NC_USE_SOURCE) {
		if (!nc_core_image_type(type) &&
		    (place->type == NULL || nc_core_image_type(place->type)))
			fault(content, place, NC_LINK_PICTURE_SOURCE, url);
	}
}

/* False: something was reported that makes the fragment meaningless. */
static bool
check_use(const struct nc_content *content, const struct nc_use_place *place,
    const struct nc_pub_item *item, const char *fragment, const char *url)
{
	enum nc_finding_code code = NC_FINDING_COUNT;

	switch (place->use) {
	case NC_USE_LINK:
		content->epub->items[item - content->epub->items].linked = true;
		if (fragment != NULL && strncmp(fragment, "epubcfi(", 8) == 0)
			break;
		if (!leads_to(content->epub, item, true))
			code = NC_LINK_TYPE;
		else if (!item->in_spine)
			code = NC_LINK_SPINE;
		break;
	case NC_USE_IMAGE:
	case NC_USE_PICTURE:
		if (fragment != NULL &&
		    !is_listed("image/svg+xml", item->media_type))
			code = NC_LINK_IMAGE_FRAGMENT;
		break;
	case NC_USE_STYLE:
		if (fragment != NULL)
			code = NC_LINK_STYLE_FRAGMENT;
		break;
	case NC_USE_PAINT:
	case NC_USE_CLIP:
	case NC_USE_SYMBOL:
		if (fragment == NULL)
			code = NC_LINK_NO_FRAGMENT;
		break;
	default:
		break;
	}
	if (code != NC_FINDING_COUNT)
		fault(content, place, code, url);
	return code == NC_FINDING_COUNT;
}

/* Of which kind the element with the id must be, and must not be. */
static void
set_kinds(struct nc_pub_reference *reference, enum nc_use use)
{
	switch (use) {
	case NC_USE_PAINT:
		reference->kind = NC_ID_PAINT;
		break;
	case NC_USE_CLIP:
		reference->kind = NC_ID_CLIP;
		break;
	case NC_USE_SYMBOL:
		reference->other = NC_ID_PAINT | NC_ID_CLIP;
		break;
	case NC_USE_LINK:
	case NC_USE_CITE:
		reference->other = NC_ID_PAINT | NC_ID_CLIP | NC_ID_SYMBOL;
		break;
	default:
		break;
	}
}

static int
check_found(struct nc_content *content, const struct nc_use_place *place,
    size_t to, const char *fragment, const char *url)
{
	struct nc_pub *epub = content->epub;
	const struct nc_pub_item *item = item_of(epub, to);
	struct nc_pub_reference reference = {.from = content->part,
	    .line = place->line,
	    .to = to,
	    .fragment = fragment,
	    .code = NC_EPUB_FRAGMENT};

	/* EPUB CFI begins at the package, which lists all but itself. */
	if (item == NULL) {
		if (epub->package != SIZE_MAX && to != epub->package)
			fault(content, place, NC_EPUB_REFERENCE_UNLISTED, url);
	} else {
		check_fallback(content, place, item, url);
		if (!check_use(content, place, item, fragment, url))
			return NEWSCONV_OK;
		/* HTML, 4.8.1: an SVG that is shown is no part of it. */
		if (is_listed("image/svg+xml", item->media_type))
			content->may_hold |= NC_HOLDS_SVG;
	}
	if (fragment == NULL)
		return NEWSCONV_OK;
	set_kinds(&reference, place->use);
	return nc_pub_add_reference(epub, &reference, content->error);
}

/* EPUB 3.3, 3.6: what may be somewhere else. */
static bool
may_be_remote(const struct nc_content *content,
    const struct nc_use_place *place, const struct nc_pub_item *item)
{
	if (place->use == NC_USE_LINK || place->use == NC_USE_CITE)
		return true;
	if (content->epub->version == 2)
		return false;
	if (item != NULL &&
	    (item->in_spine || is_audio(item->media_type) ||
		is_video(item->media_type) || is_font(item->media_type)))
		return true;
	return place->use == NC_USE_FONT || place->use == NC_USE_AUDIO ||
	    place->use == NC_USE_VIDEO;
}

static int
check_remote(struct nc_content *content, const struct nc_use_place *place,
    const struct nc_url *parsed, const char *url)
{
	const struct nc_pub_item *item;
	bool link = place->use == NC_USE_LINK || place->use == NC_USE_CITE;
	int result = find_remote(content, url, &item);

	if (result < 0)
		return result;
	if (place->use == NC_USE_LINK && parsed->scheme[0] != '\0' &&
	    !nc_url_scheme_known(parsed->scheme))
		fault(content, place, NC_URL_SCHEME, url);
	if (!may_be_remote(content, place, item)) {
		fault(content, place, NC_URL_REMOTE, url);
		return NEWSCONV_OK;
	}
	if (link)
		return NEWSCONV_OK;
	content->holds |= NC_HOLDS_REMOTE;
	if (strcmp(parsed->scheme, "https") != 0)
		fault(content, place, NC_URL_NOT_HTTPS, url);
	if (item == NULL)
		fault(content, place, NC_EPUB_REFERENCE_UNLISTED, url);
	else
		check_fallback(content, place, item, url);
	return NEWSCONV_OK;
}

/* EPUB 3.3, 3.7: data is a resource of the book, but no place to go to. */
static void
check_data(const struct nc_content *content, const struct nc_use_place *place,
    const char *url)
{
	char type[TYPE_MAX];
	size_t size = strcspn(url + 5, ";,");

	if (place->use == NC_USE_LINK) {
		fault(content, place, NC_URL_DATA, "data:");
		return;
	}
	if (size >= sizeof(type))
		return;
	memcpy(type, url + 5, size);
	type[size] = '\0';
	if (needs_core_type(place->use) && !place->has_fallback && size > 0 &&
	    !nc_core_media_type(type))
		nc_content_report(content, NC_LINK_FOREIGN, place->line, NULL,
		    "data of the type %.80s", type);
}

static int
check_local(struct nc_content *content, const struct nc_use_place *place,
    const struct nc_url *parsed, const char *url)
{
	struct nc_pub *epub = content->epub;
	const char *path, *fragment;
	size_t to = content->part;
	int result = NEWSCONV_OK;

	if (parsed->has_query)
		fault(content, place, NC_URL_QUERY, url);
	switch (nc_pub_resolve(epub, content->base, url, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(content->error);
	case NC_EPUB_REMOTE:
		return NEWSCONV_OK;
	case NC_EPUB_OUTSIDE:
		fault_peer(content, place, NC_EPUB_LEADS_OUT, "RSC-026", url);
		return NEWSCONV_OK;
	case NC_EPUB_LOCAL:
		break;
	}
	if (path != content->name)
		result = nc_archive_find(
		    epub->archive, path, strlen(path), &to, content->error);
	if (result < 0)
		return result;
	if (to == SIZE_MAX) {
		fault(content, place, NC_EPUB_REFERENCE, path);
		return NEWSCONV_OK;
	}
	return check_found(content, place, to, fragment, url);
}

static bool
is_remote(const struct nc_content *content, const struct nc_url *parsed)
{
	return parsed->scheme[0] != '\0' || parsed->network ||
	    content->base_remote;
}

/* Without white space, which is allowed in data and means nothing there. */
static void
collapse(char *text)
{
	char *target = text;

	for (; *text != '\0'; text++) {
		if (strchr(" \t\r\n\f", *text) == NULL)
			*target++ = *text;
	}
	*target = '\0';
}

int
nc_content_reference(struct nc_content *content,
    const struct nc_use_place *place, const char *text)
{
	struct newsconv_text trimmed = nc_trim(nc_text(text));
	struct nc_url parsed;
	char *url = nc_arena_copy(
	    content->epub->arena, trimmed.data, trimmed.size);

	if (url == NULL)
		return nc_error_memory(content->error);
	if (strncmp(url, "data:", 5) == 0)
		collapse(url);
	nc_url_parse(&parsed, url);
	if (parsed.fault != NULL)
		nc_content_report(content, NC_URL_INVALID, place->line, NULL,
		    "\"%.300s\": %s", url, parsed.fault);
	if (strcmp(parsed.scheme, "file") == 0) {
		fault_peer(content, place, NC_EPUB_LEADS_OUT, "RSC-030", url);
		return NEWSCONV_OK;
	}
	if (strcmp(parsed.scheme, "data") == 0) {
		check_data(content, place, url);
		return NEWSCONV_OK;
	}
	if (is_remote(content, &parsed))
		return check_remote(content, place, &parsed, url);
	if (content->base_unknown || parsed.fault != NULL)
		return NEWSCONV_OK;
	return check_local(content, place, &parsed, url);
}

int
nc_content_target(struct nc_content *content, const char *text,
    const struct nc_pub_item **item)
{
	struct newsconv_text trimmed = nc_trim(nc_text(text));
	const char *path, *fragment;
	struct nc_url parsed;
	size_t to = content->part;
	int result = NEWSCONV_OK;
	char *url = nc_arena_copy(
	    content->epub->arena, trimmed.data, trimmed.size);

	*item = NULL;
	if (url == NULL)
		return nc_error_memory(content->error);
	nc_url_parse(&parsed, url);
	if (is_remote(content, &parsed))
		return find_remote(content, url, item);
	if (content->base_unknown)
		return NEWSCONV_OK;
	switch (nc_pub_resolve(
	    content->epub, content->base, url, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(content->error);
	case NC_EPUB_LOCAL:
		break;
	case NC_EPUB_REMOTE:
	case NC_EPUB_OUTSIDE:
		return NEWSCONV_OK;
	}
	if (path != content->name)
		result = nc_archive_find(content->epub->archive, path,
		    strlen(path), &to, content->error);
	if (result == NEWSCONV_OK && to != SIZE_MAX)
		*item = item_of(content->epub, to);
	return result;
}
