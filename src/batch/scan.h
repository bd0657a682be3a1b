/*
 * Reading back JSON that we wrote ourselves: objects on one line, members in
 * one order, no blanks.  Taking only that makes it fast, a manifest has a line
 * for each of millions of files, and makes a member that is unknown, there
 * twice or out of order a fault, as it should be.
 */
#ifndef NC_SCAN_H
#define NC_SCAN_H

#include "memory.h"

struct nc_scan {
	const char *start, *at, *end;
	struct nc_arena *arena; /* for texts that have escapes */
	bool first;             /* nothing stands in the bracket yet */
	bool failed;            /* all that follows fails too */
	bool out_of_memory;
	char fault[128]; /* what was found */
};

void nc_scan_begin(
    struct nc_scan *scan, struct nc_arena *arena, struct newsconv_text text);
void nc_scan_open(struct nc_scan *scan, char bracket);
void nc_scan_close(struct nc_scan *scan, char bracket);
/* Whether the closing bracket is next; a failure counts as yes. */
bool nc_scan_at_close(const struct nc_scan *scan, char bracket);
/* Past the member's name and colon, if it is this member. */
bool nc_scan_key(struct nc_scan *scan, const char *key);
/* The same of a member that must be there. */
void nc_scan_need(struct nc_scan *scan, const char *key);
/* Past the comma between the elements of an array. */
void nc_scan_element(struct nc_scan *scan);
/* Values; what fails leaves "" and 0. */
struct newsconv_text nc_scan_text(struct nc_scan *scan);
uint64_t nc_scan_number(struct nc_scan *scan, uint64_t largest);
bool nc_scan_null(struct nc_scan *scan);
/* SHA-256 in lower-case hexadecimal; false, and the target is left, if not. */
bool nc_scan_digest(struct nc_scan *scan, char target[65]);
/* Say what is wrong with what was just read. */
void nc_scan_fail(struct nc_scan *scan, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Nothing may follow.  0, NEWSCONV_INVALID, _NO_MEMORY. */
int nc_scan_end(struct nc_scan *scan, struct newsconv_error *error);

#endif
