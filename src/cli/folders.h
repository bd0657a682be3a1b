/* What inputs of one directory show of each other. */
#ifndef FOLDERS_H
#define FOLDERS_H

#include <newsconv.h>

struct folders;

/*
 * Read the inputs that share their directory with another; pipes and standard
 * input can be read once only, and are left out.  Inputs that fail are left to
 * who converts them.  Returns an exit status, after a message if it is not 0;
 * *folders is NULL where no two share one.
 */
int folders_read(struct folders **folders, char *const *inputs, int count,
    const struct newsconv_read_options *options);
/* For one of the inputs; NULL where there is none.  `folders` may be NULL. */
const struct newsconv_folder *folders_of(
    const struct folders *folders, const char *input);
void folders_free(struct folders *folders);

#endif
