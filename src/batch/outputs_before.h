/*
 * An earlier outputs.jsonl, gone through in step with the files that are there:
 * what it says of a file need not be found out again.
 */
#ifndef NC_OUTPUTS_BEFORE_H
#define NC_OUTPUTS_BEFORE_H

#include "output_list.h"

struct nc_outputs_before;

/* A list that is not there, or cannot be read, has no lines. */
int nc_outputs_before_open(struct nc_outputs_before **before, const char *path,
    struct newsconv_error *error);
void nc_outputs_before_close(struct nc_outputs_before *before);
/*
 * Copy the lines of the file, if the list has it with this size; paths must
 * come in order.  NEWSCONV_END: it has not.  Fails with NEWSCONV_INVALID where
 * the records are not as many as the file's line says.
 */
int nc_outputs_before_take(struct nc_outputs_before *before, const char *path,
    uint64_t size, struct nc_output_list *listing,
    struct nc_listed_file *listed, struct newsconv_error *error);

#endif
