/*
 * Regular expressions of ECMA-262 as a JSON Schema has them, with the flag u:
 * characters are code points, and a match may be anywhere in the text.
 *
 *	literals  .  [...]  [^...]  \d \D \s \S \w \W  \p{...} \P{...}
 *	\t \n \v \f \r \0 \cX \xHH \uHHHH \u{H...}  \^ and the like
 *	^ $ \b \B   ( ) (?: ) (?<name> )   |   * + ? {n} {n,} {n,m}, also lazy
 *
 * \p is for general categories (\p{L}, \p{Lu}, \p{Letter}, \p{gc=Nd}) and Any.
 * Lookahead, lookbehind, backreferences, modifiers, other properties, and
 * surrogates that are no pair are refused, and so is a pattern that is not
 * valid with the flag u: what is not understood must not be ignored.
 *
 * Neither schemas nor texts need be trusted: the time of a match is bounded by
 * the product of their sizes, whatever they are, and that by a ceiling.
 */
#ifndef NC_JSON_PATTERN_H
#define NC_JSON_PATTERN_H

#include "memory.h"

struct nc_pattern;

/*
 * Compile into the arena.  Fails with NEWSCONV_UNSUPPORTED, and *why then says
 * what it is about, _NO_MEMORY; the error is the caller's to set.
 */
int nc_pattern_compile(const struct nc_pattern **pattern,
    struct nc_arena *arena, struct newsconv_text source, const char **why);

/*
 * 1: it matches somewhere in the text, 0: it does not.  Fails with
 * NEWSCONV_TOO_LARGE (it would take too long), _NO_MEMORY.
 */
int nc_pattern_matches(
    const struct nc_pattern *pattern, const char *text, size_t size);

#endif
