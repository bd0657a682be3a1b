/*
 * What the parts of the EPUB check know of one book: the archive, the package
 * document's manifest, and all ids and references, which can be compared only
 * when every part has been read.
 */
#ifndef NC_VERIFY_EPUB_H
#define NC_VERIFY_EPUB_H

#include "canonical.h"
#include "memory.h"
#include "verify_xml.h"
#include "verify_zip.h"

/* What is known of one entry of the archive. */
struct nc_pub_part {
	bool loaded;      /* its CRC has been checked */
	bool parsed;      /* its ids are known */
	bool encrypted;   /* its contents are not for us to read */
	bool listed;      /* it is in the manifest */
	bool related;     /* a link of the metadata leads to it */
	bool obfuscated;  /* encrypted in one of the ways of fonts */
	bool hidden_font; /* in EPUB's own way, which is for fonts alone */
	size_t item;      /* in the manifest, if listed */
};

struct nc_pub_item {
	const char *id;         /* NULL when missing */
	const char *media_type; /* "" when missing */
	const char *properties;
	const char *fallback; /* NULL: none */
	size_t part;          /* SIZE_MAX: not in the archive */
	long line;            /* in the package document */
	bool in_spine;
	const char *media_overlay; /* id of an item, NULL: none */
	const char *url; /* of a remote resource; NULL: it is in the book */
	size_t spine_position; /* from 1; 0: not in the spine */
	bool not_linear;       /* in the spine */
	bool linked;           /* a hyperlink leads to it */
	bool used;             /* a document refers to it */
	bool fixed;            /* a page of fixed layout */
};

/* What an element with an id is, for those that refer to it: bits. */
enum {
	NC_ID_PAINT = 1, /* a gradient or a pattern of SVG */
	NC_ID_CLIP = 2,
	NC_ID_SYMBOL = 4,
	NC_ID_LABELLED = 8, /* what a label can be for */
	NC_ID_FORM = 16,
	NC_ID_DATALIST = 32,
	NC_ID_HEADER = 64 /* a th */
};

struct nc_pub_id {
	size_t part;
	const char *id;
	long line;
	unsigned kind;
};

struct nc_pub_reference {
	size_t from; /* part */
	long line;
	size_t to; /* part */
	const char *fragment;
	enum nc_finding_code code; /* to report when it leads nowhere */
	unsigned kind;  /* NC_ID_PAINT...: the element must be of this */
	unsigned other; /* ... and must not be of these */
};

/* A text of a media overlay. */
struct nc_pub_overlay {
	size_t overlay; /* part */
	size_t text;    /* part */
};

struct nc_pub {
	const struct nc_verify *verify;
	struct nc_archive *archive;
	/* Of what is needed to the end; while a document is checked, its. */
	struct nc_arena *kept, *arena;
	struct nc_pub_part *parts; /* one an entry of the archive */
	size_t part_count;
	size_t package;         /* part */
	struct nc_claim claim;  /* of the package document */
	int version;            /* 2 or 3, 0: not known */
	const char *identifier; /* NULL: none */
	struct nc_pub_item *items;
	size_t item_count;
	struct nc_pub_item **items_by_id; /* those that have one */
	size_t items_by_id_count;
	struct nc_pub_id *ids;
	size_t id_count, id_room;
	struct nc_pub_reference *references;
	size_t reference_count, reference_room;
	size_t remembered;                 /* bytes of ids and references */
	bool crowded;                      /* there are more than we remember */
	struct nc_pub_item **items_by_url; /* those that are remote */
	size_t items_by_url_count;
	bool has_items_by_url;
	unsigned char head[4]; /* of the part that was loaded last */
	struct nc_pub_overlay *overlays;
	size_t overlay_count;
	size_t other_rootfiles; /* that are no package documents */
	size_t rootfiles; /* of package documents that the container names */
	const char *active_class; /* media:active-class and the like, or NULL */
};

/* Report something found in a line (0: none) of a part. */
void nc_pub_finding(const struct nc_pub *epub, enum nc_finding_code code,
    size_t part, long line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The same, with EPUBCheck's id where the table cannot know it. */
void nc_pub_peer_finding(const struct nc_pub *epub, enum nc_finding_code code,
    const char *peer, size_t part, long line, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* The document is NULL when the part cannot be read, which is reported. */
int nc_pub_parse(struct nc_pub *epub, size_t part, xmlDoc **document,
    struct newsconv_error *error);

/* The manifest item with this id, or NULL. */
struct nc_pub_item *nc_pub_find_item(const struct nc_pub *epub, const char *id);

/* Where a reference leads. */
enum nc_pub_target {
	NC_EPUB_LOCAL,   /* to a path within the archive */
	NC_EPUB_REMOTE,  /* out into the world */
	NC_EPUB_OUTSIDE, /* out of the archive, but not into the world */
	NC_EPUB_NO_MEMORY
};

/*
 * Resolve a URL that stands in the file `base`: *path is a name in the
 * archive, *fragment what follows '#', decoded, or NULL.
 */
enum nc_pub_target nc_pub_resolve(struct nc_pub *epub, const char *base,
    const char *url, const char **path, const char **fragment);

/* An attribute as a text of its own in the arena, trimmed; NULL: none. */
const char *nc_pub_attribute(
    struct nc_pub *epub, const xmlNode *node, const char *name);

/* True when `list`, separated by white space, has this word. */
bool nc_pub_has_word(const char *list, const char *word);

/* The package document (verify_package.c), before all other parts. */
int nc_pub_package(struct nc_pub *epub, struct newsconv_error *error);

/* About how much memory the book takes, but for what is read of it. */
uint64_t nc_pub_held(const struct nc_pub *epub);
/* One content document, SVG, NCX, or SMIL (verify_content.c). */
int nc_pub_content(
    struct nc_pub *epub, size_t part, struct newsconv_error *error);
/* Which items are of fixed layout (fixed_layout.c); after the spine. */
void nc_pub_layouts(struct nc_pub *epub, xmlNode *root);
/* Collect what ids a document has. */
int nc_pub_collect_ids(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error);
/* Remember a reference to an id until all ids are known. */
int nc_pub_add_reference(struct nc_pub *epub,
    const struct nc_pub_reference *reference, struct newsconv_error *error);
/* The navigation document of EPUB 3 (verify_nav.c). */
int nc_pub_nav(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error);
/* The NCX (verify_ncx.c). */
int nc_pub_ncx(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error);
/* One media overlay, and what holds between all of them (verify_smil.c). */
int nc_pub_smil(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error);
void nc_pub_check_overlays(const struct nc_pub *epub);
/* Whether a document that is read aloud has a style for what is read. */
void nc_pub_overlay_style(
    const struct nc_pub *epub, size_t part, xmlNode *root);
/* The structure of an image, which is streamed (verify_image.c). */
int nc_pub_image(struct nc_pub *epub, size_t part, const char *media_type,
    struct newsconv_error *error);
/* META-INF (verify_ocf.c): the package document, and what is encrypted. */
int nc_pub_container(struct nc_pub *epub, struct newsconv_error *error);
int nc_pub_encryption(struct nc_pub *epub, struct newsconv_error *error);
/* One of the other files of META-INF. */
void nc_pub_meta_xml(struct nc_pub *epub, size_t part, xmlDoc *document);
/* The name of an entry, as EPUB restricts it. */
void nc_pub_file_name(
    const struct nc_pub *epub, const struct nc_archive_entry *entry);

/* What of the manifest can be told when all parts were read. */
void nc_pub_check_items(const struct nc_pub *epub);

/* When all parts were read: double ids, and references to ids. */
void nc_pub_check_ids(struct nc_pub *epub);

#endif
