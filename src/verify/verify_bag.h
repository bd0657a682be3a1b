/* Bags as sets of files; bag.h has the rules. */
#ifndef NC_VERIFY_BAG_H
#define NC_VERIFY_BAG_H

#include "verify_set.h"

extern const struct nc_set_kind nc_bag_kind;

#endif
