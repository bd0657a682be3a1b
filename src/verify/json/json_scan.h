/*
 * The syntax of JSON (RFC 8259), judged as the bytes go by: a text of any size
 * in constant memory.  What it finds is the whole verdict on the syntax; that a
 * library then makes a tree of the text is for schemas only, and happens only if
 * the scan has seen that there is room for it.
 */
#ifndef NC_JSON_SCAN_H
#define NC_JSON_SCAN_H

#include "json_keys.h"
#include "memory.h"

/* The first of its kind in the text. */
struct nc_json_flaw {
	bool found;
	uint64_t offset;       /* in the text */
	uint64_t line, column; /* both from 1, in bytes */
	const char *wanted;    /* what should stand there, or "" */
	char what[64];         /* what does */
};

enum nc_json_flaw_kind {
	NC_FLAW_SYNTAX,    /* ends the scan, as does ENCODING */
	NC_FLAW_ENCODING,  /* not UTF-8 */
	NC_FLAW_MARK,      /* a byte order mark */
	NC_FLAW_NAME,      /* a second member of the same name */
	NC_FLAW_SURROGATE, /* an escape that is half of a pair */
	NC_FLAW_DEPTH,     /* deeper than the limit; the scan goes on */
	NC_FLAW_NAMES,     /* too many names to compare them all */
	NC_FLAWS
};

struct nc_json_scan {
	uint64_t depth_max; /* the limit; set it first */
	struct nc_json_flaw flaws[NC_FLAWS];
	bool out_of_memory;
	uint64_t offset; /* bytes so far */
	/* What a tree of it takes in jansson, at most, and while it is made. */
	uint64_t memory;
	uint64_t longest; /* string or number: twice as much more */
	bool has_mark;    /* three bytes of it at the beginning */
	/* Inside. */
	int state;
	uint64_t line, line_start;
	uint64_t token;       /* where the string or character begins */
	const char *literal;  /* what is left of it */
	unsigned hex, digits; /* of an escape */
	unsigned high;        /* a surrogate that waits for its other half */
	unsigned more;        /* bytes of a character to come */
	unsigned char low_byte, high_byte; /* between which the next must be */
	bool in_name, check_names;
	uint64_t hash;          /* of a name */
	struct nc_buffer stack; /* '{' and '[' */
	struct nc_json_keys keys;
};

/* Begin a text; it may have been in use. */
void nc_json_scan_begin(struct nc_json_scan *scan);
/* False when it need not go on: syntax, encoding, memory. */
bool nc_json_scan_feed(
    struct nc_json_scan *scan, const char *bytes, size_t size);
/* The text ends. */
bool nc_json_scan_end(struct nc_json_scan *scan);
void nc_json_scan_free(struct nc_json_scan *scan);

#endif
