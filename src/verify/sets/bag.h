/*
 * BagIt (RFC 8493, and the drafts 0.93 to 0.97 before it): the rules, whatever
 * the bag lies in.
 *
 *	bagit.txt               version, encoding of the tag files
 *	manifest-sha256.txt     digests of the payload
 *	tagmanifest-sha256.txt  digests of the tag files
 *	bag-info.txt            label: value
 *	fetch.txt               what is to be fetched before it is complete
 *	data/...                the payload
 *
 * Complete and valid are two answers: the level STRUCTURE says whether all is
 * there, DIGESTS whether it is unchanged.
 */
#ifndef NC_BAG_H
#define NC_BAG_H

#include "verify_lines.h"
#include "verify_set.h"

enum {
	NC_BAG_MANIFESTS = 32,
	NC_BAG_FETCH = 255, /* as the source of a listed path */
	NC_BAG_1_0 = 100    /* versions are 100 * major + minor */
};

struct nc_bag_manifest {
	char name[64];
	int algorithm; /* -1: not known */
	bool is_tag;
};

enum nc_bag_encoding {
	NC_BAG_UTF_8,
	NC_BAG_LATIN_1,
	NC_BAG_UTF_16,
	NC_BAG_UTF_16LE,
	NC_BAG_UTF_16BE,
	NC_BAG_UNKNOWN
};

struct nc_bag {
	const struct nc_verify *verify; /* of the bag as a whole */
	int folder;                     /* -1: it is packed */
	struct nc_scratch *scratch;
	struct nc_listing *listing; /* source: number of the manifest, FETCH */
	unsigned version;
	enum nc_bag_encoding encoding;
	struct nc_bag_manifest manifests[NC_BAG_MANIFESTS];
	unsigned manifest_count;
	uint64_t payload_manifests; /* bits: 1 << number */
	unsigned payload_digests;   /* 1 << NC_SHA256 ... */
	bool has_oxum, has_info;
	bool own; /* newsconv made it, by its Bag-Software-Agent */
	uint64_t stated_octets, stated_files;
	/* What was seen. */
	uint64_t octets, files;
	uint64_t missing, unlisted, changed, unfetched, unread;
	uint64_t faults; /* errors in tag files */
};

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_bag_open(struct nc_bag *bag, const struct nc_verify *verify, int folder,
    struct nc_scratch *scratch, struct newsconv_error *error);
void nc_bag_close(struct nc_bag *bag);

/* Whether a file of this name in the bag's folder is to be read. */
bool nc_bag_is_tag(const char *name);
/*
 * Read such a file, bagit.txt before all others.  `file` is the window that
 * holds it, with the callback and summary of the bag.  Fails with
 * NEWSCONV_READ_FAILED, _TOO_LARGE, _NO_MEMORY.
 */
int nc_bag_read(struct nc_bag *bag, const char *name,
    const struct nc_verify *file, struct newsconv_error *error);
/* All were read: what they say together. */
int nc_bag_ready(struct nc_bag *bag, struct newsconv_error *error);

/* The digests that a file of the bag needs. */
int nc_bag_expect(struct nc_bag *bag, const char *path, unsigned *digests,
    struct newsconv_error *error);
/* Whether a listed file was: a second one of its name is another. */
int nc_bag_was_seen(struct nc_bag *bag, const char *path, bool *seen,
    struct newsconv_error *error);
/* A file of the bag, by its path, was looked at; `verify` is the file's. */
int nc_bag_seen(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error);
/* A listed file was not: the one who walks tells of it. */
typedef void nc_bag_absent(void *context, const char *path,
    enum newsconv_fixity fixity, enum nc_finding_code code, const char *text);
/* All files were: is it complete, is it valid? */
int nc_bag_end(struct nc_bag *bag, nc_bag_absent *absent, void *context,
    struct newsconv_error *error);

/* Between the files of the bag's rules. */

/* An error in the tag file `name`. */
void nc_bag_fault(struct nc_bag *bag, enum nc_finding_code code,
    const char *name, const struct nc_line *line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
int nc_bag_read_manifest(struct nc_bag *bag, const char *name,
    struct nc_lines *lines, struct newsconv_error *error);
int nc_bag_read_fetch(struct nc_bag *bag, const char *name,
    struct nc_lines *lines, struct newsconv_error *error);

#endif
