/* Line ends that were meant, whatever the width of the text. */
#ifndef NC_LINE_BREAKS_H
#define NC_LINE_BREAKS_H

#include "dump.h"

/*
 * Whether `next` begins something new: an indented paragraph, an entry of a
 * list, a rule, a field.  `first` is the line that the text of `line` began
 * with, perhaps `line` itself.
 */
bool nc_line_break_meant(const struct nc_line *first,
    const struct nc_line *line, const struct nc_line *next);

/* What lines between texts are made of: hyphens, asterisks and their like. */
bool nc_rule_character(uint32_t c);

#endif
