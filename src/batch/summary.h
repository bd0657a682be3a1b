/*
 * The summary of a run: added up, written and read back by the one table in
 * summary.def, so that no count is forgotten in one of the three.
 */
#ifndef NC_SUMMARY_H
#define NC_SUMMARY_H

#include "json_out.h"
#include "scan.h"

/* So many articles more in a language, by its primary subtag. */
void nc_summary_language(struct newsconv_archive_summary *summary,
    const char *tag, uint64_t articles);
/* Articles published on `first` at the earliest and `last` at the latest. */
void nc_summary_dates(struct newsconv_archive_summary *summary,
    const char *first, const char *last);
/*
 * Counts, times, languages and dates of `part` added to `summary`; of `run` the
 * larger one, of `resumed` either.  A sum that does not fit is UINT64_MAX.
 */
void nc_summary_add(struct newsconv_archive_summary *summary,
    const struct newsconv_archive_summary *part);
/* As an object; without times, `run` and `resumed`. */
void nc_summary_put(struct nc_json *json, const char *key,
    const struct newsconv_archive_summary *summary);
/* What nc_summary_put() wrote, behind the key. */
void nc_summary_scan(
    struct nc_scan *scan, struct newsconv_archive_summary *summary);

#endif
