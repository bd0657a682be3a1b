/*
 * What stands beside a finished output: NAME.manifest.jsonl, and its lines in
 * the folder's SHA256SUMS.
 */
#ifndef NC_BESIDE_H
#define NC_BESIDE_H

#include "output_list.h"

struct nc_beside;

/*
 * For an output at `path`.  `work` is NULL, or a directory of the same file
 * system: there both files have names before they get their own by one rename
 * each, so that who is killed leaves nothing elsewhere.  Fails with NEWSCONV_EXISTS (there is a manifest,
 * and it may not be replaced), _WRITE_FAILED, _NO_MEMORY.
 */
int nc_beside_open(struct nc_beside **beside, const char *path, bool replace,
    const char *work, struct newsconv_error *error);
/* To say what it is made of. */
struct nc_output_list *nc_beside_listing(struct nc_beside *beside);
/*
 * List the finished bytes and bring both files to the disk without their
 * names; the folder is locked from here on.  `format`: "warc.gz", for the
 * output's name may say nothing, or another one.
 */
int nc_beside_prepare(struct nc_beside *beside, int descriptor,
    const char *format, int64_t time, struct newsconv_error *error);
/* Give the names, when the output has its own. */
int nc_beside_commit(struct nc_beside *beside, struct newsconv_error *error);
/* What has no name leaves nothing behind. */
void nc_beside_free(struct nc_beside *beside);

#endif
