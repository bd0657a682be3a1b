/*
 * Findings: what a check has to say, and the tables of all it can say.  The
 * tables are findings_*.def, one a format, so that the manual page, the public
 * list and the code that reports cannot disagree.
 */
#ifndef NC_FINDING_H
#define NC_FINDING_H

#include "verify.h"

enum nc_finding_code {
#define FINDING( \
    name, code, level, severity, text, expected, clause, advice, peer) \
	NC_##name,
#include "findings.def"
#undef FINDING
	NC_FINDING_COUNT
};

/*
 * One check of one file, handed down through everything that looks at it.  The
 * file may be a window on a larger one (an entry that is stored in a ZIP
 * archive): offsets are those of the window, up to where a finding or a part
 * leaves, which adds `start`.
 *
 * It belongs to one thread at a time; a check that has several keeps what they
 * find and hands it in in order.
 */
struct nc_verify {
	int descriptor;
	const char *name; /* of the file, as findings print it */
	uint64_t start;   /* of the window; 0 */
	uint64_t size;    /* of the window, in bytes */
	/* What its parts are in: "archive/a.warc.gz", or NULL. */
	const char *inside;
	const struct nc_verify_options *options;
	struct newsconv_summary *summary;
	/* Those who want to see each part; the caller's, may be NULL. */
	const struct nc_part_observer *observers;
	/* Of the part that is being looked at: nc_part_done() resets it. */
	enum newsconv_answer *answers; /* NEWSCONV_LEVELS of them */
};

/* Someone else who compares parts: a manifest, an index. */
struct nc_part_observer {
	void (*part)(const struct newsconv_record *part, void *context);
	void *context;
	bool wants_digests; /* the two SHA-256 of each part */
	const struct nc_part_observer *next;
};

/* Where a finding was made. */
struct nc_place {
	const char *part; /* NULL: the file itself */
	uint64_t offset;  /* in the window */
	/* In what is unpacked, if has_inner. */
	bool has_inner;
	uint64_t inner_offset;
	long line;            /* 0: none */
	const char *expected; /* NULL: as the table has it */
	const char *peer;     /* NULL: as the table has it */
};

/* pread of the window, of what there is of it. */
int nc_verify_read(const struct nc_verify *verify, void *target, size_t size,
    uint64_t offset, size_t *done, struct newsconv_error *error);

/* Whether the level is asked for. */
bool nc_verify_wants(const struct nc_verify *verify, enum newsconv_level level);
/* Whether someone wants the digests of parts. */
bool nc_wants_digests(const struct nc_verify *verify);

/*
 * Report a finding: counted, and its level answered with no (errors) or
 * unknown (unchecked) for the part and the file.  Texts are made safe to print
 * here, so names from the archive may go into them as they are.
 */
void nc_report(const struct nc_verify *verify, enum nc_finding_code code,
    const struct nc_place *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same, in `part` ("" for the file itself) at `offset` of the window. */
void nc_finding(const struct nc_verify *verify, enum nc_finding_code code,
    const char *part, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/*
 * Hand on a finding that was made of the same file by another thread: it is
 * counted here.
 */
void nc_finding_again(
    const struct nc_verify *verify, const struct newsconv_finding *finding);
/* Digests were compared: DIGESTS is yes, unless a finding says no. */
void nc_digests_compared(const struct nc_verify *verify, uint64_t count);
/* Answer a question for the part and the file without a finding. */
void nc_answer(const struct nc_verify *verify, enum newsconv_level level,
    enum newsconv_answer answer);
/*
 * A part is done: it is counted, and given to whoever wants parts.  Its
 * answers are filled in here.  STRUCTURE is yes unless something was found.
 */
void nc_part_done(
    const struct nc_verify *verify, const struct newsconv_record *part);

/* Every finding there is, in the order of the tables; NULL after the last. */
const struct newsconv_finding *nc_finding_at(size_t index);

/* A file within a file, that lies in it as it is. */
struct nc_window {
	const char *name;   /* of the inner file */
	const char *format; /* as of the options */
	uint64_t start;     /* in the outer window */
	uint64_t size;
	const struct nc_part_observer *observers;
};

/*
 * Check the inner file on its own: findings name the outer file, and the
 * inner one as what parts are inside of; its summary is its own, the caller
 * adds it.  Results as newsconv_verify().
 */
int nc_verify_window(const struct nc_verify *outer,
    const struct nc_window *window, struct newsconv_summary *summary,
    struct newsconv_error *error);
/* nc_verify_descriptor() with observers. */
int nc_verify_observed(int descriptor, const char *name,
    const struct nc_verify_options *options,
    const struct nc_part_observer *observers, struct newsconv_summary *summary,
    struct newsconv_error *error);

/* The checks of the formats; results as newsconv_verify(). */
int nc_verify_epub(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_wacz(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_warc(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_json(
    const struct nc_verify *verify, struct newsconv_error *error);
int nc_verify_jsonl(
    const struct nc_verify *verify, struct newsconv_error *error);

#endif
