/*
 * What the files of a directory show of each other (newsconv_folder), for who
 * converts them: read before the first of them is, and let go behind the last.
 *
 * Of a directory that was named as a whole up to EVIDENCE_FILES files, and
 * EVIDENCE_BYTES of them, are looked at, spread evenly over the names, so that
 * looking stays cheap beside converting; files that were named one by one are
 * all looked at.  What recurs on a site recurs among these.
 */
#ifndef NC_EVIDENCE_H
#define NC_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "newsconv.h"

enum { NC_EVIDENCE_FILES = 1000, NC_EVIDENCE_BYTES = 16 << 20 };

struct nc_evidence;

/* What it says; NULL where there is nothing to say.  `evidence` may be NULL. */
const struct newsconv_folder *nc_evidence_folder(
    const struct nc_evidence *evidence);
/* From any thread; NULL is nothing. */
struct nc_evidence *nc_evidence_keep(struct nc_evidence *evidence);
void nc_evidence_release(struct nc_evidence *evidence);

/* Of which directories there is some at hand; belongs to one thread. */
struct nc_evidences;

/*
 * `named`: the files that were named one by one, whose order does not matter.
 * Only those that share their directory with another count, and pipes, which
 * can be read once only, do not.  Options as newsconv_folder_read() has them.
 */
struct nc_evidences *nc_evidences_new(const char *const *named, size_t count,
    const struct newsconv_read_options *options);
void nc_evidences_free(struct nc_evidences *evidences);
/*
 * For the file at `path`, to be released; NULL in *evidence where there is
 * none.  What cannot be read is none; a failure that may be gone by then would
 * change what the others show, and is returned.
 */
int nc_evidence_of(struct nc_evidences *evidences, const char *path, bool named,
    struct nc_evidence **evidence, struct newsconv_error *error);

#endif
