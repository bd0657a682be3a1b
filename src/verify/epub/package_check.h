/* What the files that check the package document share. */
#ifndef NC_PACKAGE_CHECK_H
#define NC_PACKAGE_CHECK_H

#include "vocabulary.h"

#define NC_NS_OPF "http://www.idpf.org/2007/opf"
#define NC_NS_DC "http://purl.org/dc/elements/1.1/"

struct nc_package_id {
	const char *id; /* trimmed */
	const xmlNode *node;
};

struct nc_package {
	struct nc_pub *epub;
	xmlNode *root;
	xmlNode *metadata;
	xmlNode *manifest;
	xmlNode *spine;
	struct nc_package_id *ids; /* of all elements, sorted */
	size_t id_count;
	struct nc_prefixes prefixes;
	struct newsconv_error *error;
};

static inline bool
nc_is_opf(const xmlNode *node, const char *name)
{
	return nc_node_is(node, name, NC_NS_OPF);
}

/* The element with this id, or NULL. */
const xmlNode *nc_package_find(
    const struct nc_package *package, const char *id);

/* Metadata (package_metadata.c), all but what is about items. */
int nc_package_metadata(struct nc_package *package);
/* Rules between expressions (package_refines.c), when items are known. */
int nc_package_refines(struct nc_package *package);
/* link elements (package_links.c). */
int nc_package_links(struct nc_package *package);
/* The manifest (package_manifest.c). */
int nc_package_manifest(struct nc_package *package);
/* Whether an item or one it falls back on is a content document. */
bool nc_package_has_content(
    const struct nc_pub *epub, const struct nc_pub_item *item);
/* Whether a type is that of a content document. */
bool nc_package_is_content(const struct nc_pub *epub, const char *type);

/* A local URL of the package document; report what cannot be one. */
enum nc_pub_target nc_package_resolve(struct nc_package *package, long line,
    const char *href, const char **path, const char **fragment);

#endif
