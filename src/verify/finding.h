/*
 * Findings: what a check has to say, and the tables of all it can say.  The
 * tables are findings_*.def, one a format, so that the manual page, the public
 * list and the code that reports cannot disagree.
 */
#ifndef NC_FINDING_H
#define NC_FINDING_H

#include "verify.h"

enum nc_finding_code {
#define FINDING(name, code, severity, text, clause, advice) NC_##name,
#include "findings_file.def"
#include "findings_zip.def"
#include "findings_xml.def"
#include "findings_epub.def"
#include "findings_gzip.def"
#include "findings_warc.def"
#include "findings_json.def"
#undef FINDING
	NC_FINDING_COUNT
};

/* One check of one file, handed down through everything that looks at it. */
struct nc_verify {
	int descriptor;
	const char *name; /* of the file, as findings print it */
	uint64_t size;    /* of the file, in bytes */
	const struct nc_verify_options *options;
	struct newsconv_summary *summary;
};

/*
 * Report a finding in `part` ("" for the file itself) at `offset` of the file.
 * The text is made safe to print here, so names from the archive may go into
 * it as they are.
 */
void nc_finding(const struct nc_verify *verify, enum nc_finding_code code,
    const char *part, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Every finding there is, in the order of the tables; NULL after the last. */
const struct newsconv_finding *nc_finding_at(size_t index);

/* The checks of the formats; results as newsconv_verify(). */
int nc_verify_epub(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_warc(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_json(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_jsonl(
    const struct nc_verify *verify, struct newsconv_error *error);

#endif
