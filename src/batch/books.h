/* The EPUBs of a run, made of the dumps in the archive's volumes. */
#ifndef NC_BOOKS_H
#define NC_BOOKS_H

#include "run.h"

/*
 * Make, in run->fresh, each book that the run added an article to.  Fails as
 * its parts do.
 */
int nc_books_make(struct nc_run *run, struct newsconv_error *error);

#endif
