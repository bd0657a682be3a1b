/* newsconv_bag_make(), which is in newsconv.c for the sake of the layers. */
#ifndef NC_MAKE_BAG_H
#define NC_MAKE_BAG_H

#include "newsconv.h"

int nc_make_bag(const struct newsconv_bag_options *options,
    struct newsconv_bag_summary *summary, struct newsconv_error *error);

#endif
