/*
 * Sets: folders of which something says what they hold.  A file in the folder
 * marks it (bagit.txt, SHA256SUMS, outputs.jsonl); from there on each file
 * below it is looked at once, for all sets that it is in, and each set says
 * what it thinks of it.
 *
 *	walk:  folder with a mark -> open()
 *	       file below it      -> expect(): which digests, which parts
 *	work:  (on any thread)       digests in one pass, content, parts
 *	tell:  in order           -> seen(): confirmed, changed, new ...
 *	       the folder's end   -> end(): missing; then close()
 *
 * To add a kind of set: a file that fills in a struct nc_set_kind, and its line
 * in kinds[] of verify_set.c.  Functions of all sets are called by one thread
 * at a time, but for observers, which are called by the thread that works on
 * the file.
 */
#ifndef NC_VERIFY_SET_H
#define NC_VERIFY_SET_H

#include "digest.h"
#include "finding.h"
#include "listed.h"

enum { NC_ALGORITHMS = NC_SHA512 + 1 };

/* The digests of a file: those of `which` (1 << NC_SHA256 ...) were computed. */
struct nc_file_digests {
	unsigned which;
	unsigned char value[NC_ALGORITHMS][NC_DIGEST_MAX];
};

/* How much of a file's content is looked at: the most that a set wants. */
enum nc_set_content {
	NC_CONTENT_NONE,     /* digests only */
	NC_CONTENT_ARCHIVES, /* WARC, EPUB, WACZ; not texts such as JSON */
	NC_CONTENT_ALL
};

/* One file below the folder of a set. */
struct nc_set_file {
	const char *path; /* from the set's folder; any bytes */
	uint64_t size;
	/*
	 * Asked for by expect(); nothing but NC_CONTENT_ALL to begin with.  All
	 * sets are asked, and what any of them wants is done; of `content`,
	 * the least counts.
	 */
	unsigned digests; /* 1 << NC_SHA256 ... */
	enum nc_set_content content;
	struct nc_part_observer observer; /* part != NULL: sees its parts */
	void *own; /* the set's; freed in seen(), which is always called */
	/* Told to seen(). */
	const struct nc_file_digests *values;
	int outcome; /* of the content: as nc_verify_observed() */
	const struct newsconv_error *error;
	/* Answered by seen(). */
	enum newsconv_fixity fixity;
	/*
	 * The set vouches for its bytes, or has read it itself: that it is of
	 * no kind we know does not matter.  Confirmed files need not say so.
	 */
	bool settled;
	const char *format; /* what it is then, static; NULL: unchanged */
};

struct nc_set {
	const struct nc_set_kind *kind;
	const struct nc_set *parent; /* the next set that is around it */
	int folder; /* open files by openat(2) below it and no other way */
	const char *mark;  /* name of the file in it that marks the set */
	const char *shown; /* the folder's path; "" for the working one */
	bool partial;      /* single files are looked at: nothing is missing */
	/*
	 * For findings about the set: they are told before its FILE event, of
	 * which this fills the summary.  With `partial` nobody hears them.
	 */
	const struct nc_verify *verify;
	struct nc_scratch *scratch; /* for listings */
	const struct newsconv_limits *limits;
	/* Set by open(). */
	void *state;
	/*
	 * Given alone (`newsconv verify SHA256SUMS`), the files of this listing
	 * are looked at.  NULL: no such thing, the mark is a file like others.
	 */
	struct nc_listing *listing;
	const struct nc_set_teller *teller; /* for nc_set_absent() */
};

struct nc_set_kind {
	/*
	 * The set has a FILE event as a whole, with this format, by the name of
	 * its folder.  NULL: none, and its findings have the name of the mark.
	 */
	const char *format;
	/* Whether a folder is perhaps a set because it holds this name. */
	bool (*marks)(const char *name);
	/* NEWSCONV_END: it is none after all.  A failure is told of the set. */
	int (*open)(struct nc_set *set, struct newsconv_error *error);
	int (*expect)(struct nc_set *set, struct nc_set_file *file,
	    struct newsconv_error *error);
	/* `verify` is for findings about the file. */
	int (*seen)(struct nc_set *set, const struct nc_verify *verify,
	    struct nc_set_file *file, struct newsconv_error *error);
	/* All files of it were seen. */
	int (*end)(struct nc_set *set, struct newsconv_error *error);
	void (*close)(struct nc_set *set);
};

extern const struct nc_set_kind nc_set_archive, nc_set_manifest, nc_set_bag,
    nc_set_sums;

/* The kinds, in the order in which they are asked; NULL after the last. */
const struct nc_set_kind *nc_set_kind_at(size_t index);

/*
 * From end(): a listed file that is not there.  It gets a finding and a FILE
 * event with this fixity; errors make it damaged, others could not be checked.
 */
void nc_set_absent(struct nc_set *set, const char *path,
    enum newsconv_fixity fixity, enum nc_finding_code code, const char *format,
    ...) __attribute__((format(printf, 5, 6)));

/* Whether a path is relative and stays below: no "..", no empty part. */
bool nc_path_below(const char *path);
/*
 * Open below a folder, following no link at all, a regular file; *descriptor is
 * the caller's.  NEWSCONV_END: there is none.  Fails with NEWSCONV_READ_FAILED,
 * _NOT_A_FILE.
 */
int nc_open_below(int folder, const char *path, int *descriptor, uint64_t *size,
    struct newsconv_error *error);
/* Whether something of this path is there. */
bool nc_exists_below(int folder, const char *path);

#endif
