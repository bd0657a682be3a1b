/* The WACZ that an archive becomes. */
#ifndef NC_MAKE_PACKAGE_H
#define NC_MAKE_PACKAGE_H

#include "run.h"

/* All files of the archive as run->package, if that is wanted. */
int nc_make_package(struct nc_run *run, struct newsconv_error *error);

#endif
