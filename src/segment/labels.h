/*
 * What each block is.  This is the seam at which one labeller can be put in
 * the place of another: features in, a type and a confidence for each block
 * out.
 */
#ifndef NC_LABELS_H
#define NC_LABELS_H

#include "block_features.h"

struct nc_label_of_block {
	enum newsconv_segment_type type;
	unsigned confidence; /* in hundredths */
};

/* `labels` and `done`, all false, have room for layout->count elements. */
void nc_labels_find(struct nc_label_of_block *labels, bool *done,
    const struct nc_layout *layout, const struct nc_features *features);

#endif
