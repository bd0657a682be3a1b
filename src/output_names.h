/*
 * Names of many outputs, after the inputs they are made of: no two are equal,
 * none leads out of the folder, and they depend on nothing but the inputs and
 * their order.
 */
#ifndef NC_OUTPUT_NAMES_H
#define NC_OUTPUT_NAMES_H

#include "memory.h"

struct nc_output_names;

struct nc_output_names *nc_output_names_new(void);
void nc_output_names_free(struct nc_output_names *names);
/*
 * The stem for an input: its path without what leads elsewhere, and without
 * its suffix; where another input has that, "~2" and so on behind it.  In
 * `arena`; NULL when out of memory.
 */
const char *nc_output_stem(struct nc_output_names *names,
    struct newsconv_text input, struct nc_arena *arena);
/*
 * "FOLDER/STEM.epub", of one of several articles "FOLDER/STEM.part2.epub": a
 * stem never ends like that.  `number` 0: there is one.
 */
const char *nc_output_path(const char *folder, const char *stem,
    uint64_t number, const char *suffix, struct nc_arena *arena);

#endif
