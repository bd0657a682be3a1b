/*
 * The patterns of our schemas: the part of ECMA-262 that is literal ASCII
 * characters, classes such as [0-9a-f], groups, alternatives, the anchors ^
 * and $, and counts.  No classes that are negated and no ".", which would need
 * characters and not bytes; no unbounded repetition of a group, for which a
 * hostile text could make the matcher work without end.
 */
#ifndef NC_JSON_PATTERN_H
#define NC_JSON_PATTERN_H

#include "memory.h"

struct nc_pattern;

/*
 * Compile into the arena.  Fails with NEWSCONV_UNSUPPORTED, _NO_MEMORY; the
 * error is the caller's to set.
 */
int nc_pattern_compile(const struct nc_pattern **pattern,
    struct nc_arena *arena, const char *source);

/* Whether it matches anywhere in the text, as JSON Schema wants it. */
bool nc_pattern_matches(
    const struct nc_pattern *pattern, const char *text, size_t size);

#endif
