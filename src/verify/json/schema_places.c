/*
 * Nothing here is ever fetched: a reference that leads out of the document is
 * no reference to anything.
 */
#include <stdlib.h>

#include "digest.h"
#include "json_value.h"
#include "schema_places.h"
#include "uri_reference.h"

/* Names are looked for one after the other. */
enum { NAMES_MAX = 2000 };

static const struct nc_schema_node anything;
static const struct nc_schema_node nothing = {.never = true};

/* --------------------------------------------------------------- subschemas */

static struct nc_schema_slot *
slot_of(struct nc_schema_slot *slots, size_t count, const json_t *json)
{
	size_t hash = (size_t)(((uintptr_t)json >> 4) *
		UINT64_C(0x9e3779b97f4a7c15) >>
	    20);
	size_t i = hash & (count - 1);

	while (slots[i].json != NULL && slots[i].json != json)
		i = (i + 1) & (count - 1);
	return &slots[i];
}

static bool
grow(struct nc_schema_places *places)
{
	size_t count = places->slot_count == 0 ? 64 : 2 * places->slot_count, i;
	struct nc_schema_slot *slots = nc_arena_array(
	    places->arena, count, sizeof(*slots));

	if (slots == NULL)
		return false;
	for (i = 0; i < places->slot_count; i++) {
		if (places->slots[i].json != NULL)
			*slot_of(slots, count,
			    places->slots[i].json) = places->slots[i];
	}
	places->slots = slots;
	places->slot_count = count;
	return true;
}

int
nc_schema_places_add(struct nc_schema_places *places, const json_t *json,
    struct nc_schema_node *node)
{
	struct nc_schema_slot *slot;

	if (2 * places->used >= places->slot_count && !grow(places))
		return NEWSCONV_NO_MEMORY;
	slot = slot_of(places->slots, places->slot_count, json);
	slot->json = json;
	slot->node = node;
	places->used++;
	return NEWSCONV_OK;
}

static struct nc_schema_node *
find_node(const struct nc_schema_places *places, const json_t *json)
{
	if (places->slot_count == 0)
		return NULL;
	return slot_of(places->slots, places->slot_count, json)->node;
}

/* -------------------------------------------------------------------- names */

int
nc_schema_places_add_resource(struct nc_schema_places *places,
    const struct nc_schema_resource *outer, const char *id, const json_t *json,
    struct nc_schema_resource **resource)
{
	const char *uri = nc_uri_resolve(
	    places->arena, outer == NULL ? "" : outer->uri, id);
	struct nc_schema_resource *new = nc_arena_alloc(
	    places->arena, sizeof(*new));
	const struct nc_schema_resource *other;
	size_t size;

	if (uri == NULL || new == NULL)
		return NEWSCONV_NO_MEMORY;
	/* An empty fragment is allowed, and says nothing (Core, 8.2.1). */
	size = strcspn(uri, "#");
	if (uri[size] == '#' && uri[size + 1] != '\0')
		return NEWSCONV_INVALID;
	uri = nc_arena_copy(places->arena, uri, size);
	if (uri == NULL)
		return NEWSCONV_NO_MEMORY;
	for (other = places->resources; other != NULL; other = other->next) {
		if (strcmp(other->uri, uri) == 0)
			return NEWSCONV_INVALID;
	}
	if (++places->names > NAMES_MAX)
		return NEWSCONV_INVALID;
	new->uri = uri;
	new->json = json;
	new->next = places->resources;
	places->resources = new;
	*resource = new;
	return NEWSCONV_OK;
}

static const struct nc_schema_node *
find_anchor(const struct nc_schema_places *places,
    const struct nc_schema_resource *resource, const char *name)
{
	const struct nc_schema_anchor *anchor;

	for (anchor = places->anchors; anchor != NULL; anchor = anchor->next) {
		if (anchor->resource == resource &&
		    strcmp(anchor->name, name) == 0)
			return anchor->node;
	}
	return NULL;
}

/* Core, 8.2.2: ^[A-Za-z_][-A-Za-z0-9._]*$ */
static bool
is_anchor(const char *name)
{
	static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz_";

	return *name != '\0' && strchr(first, *name) != NULL &&
	    strspn(name,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz_-0123456789.") == strlen(name);
}

int
nc_schema_places_add_anchor(struct nc_schema_places *places,
    const struct nc_schema_resource *resource, const char *name,
    const struct nc_schema_node *node)
{
	struct nc_schema_anchor *anchor;

	if (!is_anchor(name) || find_anchor(places, resource, name) != NULL ||
	    ++places->names > NAMES_MAX)
		return NEWSCONV_INVALID;
	anchor = nc_arena_alloc(places->arena, sizeof(*anchor));
	if (anchor == NULL)
		return NEWSCONV_NO_MEMORY;
	anchor->resource = resource;
	anchor->name = name;
	anchor->node = node;
	anchor->next = places->anchors;
	places->anchors = anchor;
	return NEWSCONV_OK;
}

/* --------------------------------------------------------------- references */

/* RFC 3986, 2.1, in place. */
static bool
percent_decode(char *text)
{
	char *out = text;

	for (; *text != '\0'; text++) {
		int high, low;

		if (*text != '%') {
			*out++ = *text;
			continue;
		}
		high = nc_hex_value(text[1]);
		low = high < 0 ? -1 : nc_hex_value(text[2]);
		if (low < 0 || high * 16 + low == 0)
			return false;
		*out++ = (char)(high * 16 + low);
		text += 2;
	}
	*out = '\0';
	return true;
}

/* RFC 6901, 4, in place. */
static bool
token_decode(char *token)
{
	char *out = token;

	for (; *token != '\0'; token++) {
		if (*token != '~') {
			*out++ = *token;
			continue;
		}
		token++;
		if (*token != '0' && *token != '1')
			return false;
		*out++ = *token == '0' ? '~' : '/';
	}
	*out = '\0';
	return true;
}

static const json_t *
element_at(const json_t *array, const char *token)
{
	char *end;
	unsigned long index;

	if (*token < '0' || *token > '9' || (*token == '0' && token[1] != 0) ||
	    strlen(token) > 9)
		return NULL;
	index = strtoul(token, &end, 10);
	return *end == '\0' ? json_array_get(array, index) : NULL;
}

/* `pointer`, which begins with a slash, is taken apart. */
static const json_t *
follow_pointer(const json_t *json, char *pointer)
{
	char *next = pointer;

	while (json != NULL && next != NULL) {
		char *token = next + 1;

		next = strchr(token, '/');
		if (next != NULL)
			*next = '\0';
		if (!token_decode(token))
			return NULL;
		json = json_is_array(json) ? element_at(json, token)
					   : json_object_get(json, token);
	}
	return json;
}

static const struct nc_schema_node *
by_pointer(const struct nc_schema_places *places,
    const struct nc_schema_resource *resource, char *pointer)
{
	const json_t *json = follow_pointer(resource->json, pointer);

	/* jansson has but one true and one false. */
	if (json_is_true(json))
		return &anything;
	if (json_is_false(json))
		return &nothing;
	return json == NULL ? NULL : find_node(places, json);
}

int
nc_schema_places_resolve(const struct nc_schema_places *places,
    const struct nc_schema_resource *resource, const char *reference,
    const struct nc_schema_node **node, const char **why)
{
	const char *resolved = nc_uri_resolve(
	    places->arena, resource->uri, reference);
	char *uri, *fragment;

	if (resolved == NULL ||
	    (uri = nc_arena_copy(places->arena, resolved, strlen(resolved))) ==
		NULL)
		return NEWSCONV_NO_MEMORY;
	fragment = strchr(uri, '#');
	if (fragment != NULL)
		*fragment++ = '\0';
	for (resource = places->resources; resource != NULL;
	     resource = resource->next) {
		if (strcmp(resource->uri, uri) == 0)
			break;
	}
	*why = "is not in this document, and nothing is fetched";
	if (resource == NULL)
		return NEWSCONV_INVALID;
	*why = "names no schema of this document";
	if (fragment == NULL || *fragment == '\0')
		*node = json_is_object(resource->json)
		    ? find_node(places, resource->json)
		    : NULL;
	else if (!percent_decode(fragment))
		*node = NULL;
	else if (*fragment == '/')
		*node = by_pointer(places, resource, fragment);
	else
		*node = find_anchor(places, resource, fragment);
	return *node == NULL ? NEWSCONV_INVALID : NEWSCONV_OK;
}
