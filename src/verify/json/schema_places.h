/*
 * What a $ref can name in a schema's document: its subschemas by where they
 * stand, schemas with an $id as documents of their own, anchors.
 */
#ifndef NC_SCHEMA_PLACES_H
#define NC_SCHEMA_PLACES_H

#include "schema_node.h"

/* A schema with a URI: the document, and each below that has an $id. */
struct nc_schema_resource {
	const char *uri; /* absolute if it can be made so, without fragment */
	const json_t *json;
	struct nc_schema_resource *next;
};

struct nc_schema_anchor {
	const struct nc_schema_resource *resource;
	const char *name;
	const struct nc_schema_node *node;
	struct nc_schema_anchor *next;
};

struct nc_schema_slot {
	const json_t *json;
	struct nc_schema_node *node;
};

struct nc_schema_places {
	struct nc_arena *arena;
	struct nc_schema_slot
	    *slots; /* a table of hashes, of open addressing */
	size_t slot_count, used;
	struct nc_schema_resource *resources;
	struct nc_schema_anchor *anchors;
	size_t names; /* resources and anchors */
};

/* All of them return NEWSCONV_NO_MEMORY, or what is said. */
int nc_schema_places_add(struct nc_schema_places *places, const json_t *json,
    struct nc_schema_node *node);

/* Each fails with NEWSCONV_INVALID: the name is taken, or there are too many. */
int nc_schema_places_add_resource(struct nc_schema_places *places,
    const struct nc_schema_resource *outer, const char *id, const json_t *json,
    struct nc_schema_resource **resource);
int nc_schema_places_add_anchor(struct nc_schema_places *places,
    const struct nc_schema_resource *resource, const char *name,
    const struct nc_schema_node *node);

/*
 * The schema that `reference` names in the resource it stands in.  Fails with
 * NEWSCONV_INVALID, and *why then says why.
 */
int nc_schema_places_resolve(const struct nc_schema_places *places,
    const struct nc_schema_resource *resource, const char *reference,
    const struct nc_schema_node **node, const char **why);

#endif
