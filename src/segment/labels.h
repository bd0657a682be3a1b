/*
 * What each block is.  This is the seam at which one labeller can be put in
 * the place of another: features in, a type and a confidence for each block
 * out.
 */
#ifndef NC_LABELS_H
#define NC_LABELS_H

#include "folder.h"
#include "model.h"

struct nc_label_of_block {
	enum newsconv_segment_type type;
	unsigned confidence; /* in hundredths */
};

/*
 * `labels` has room for layout->count elements, `models` are NC_MODELS, such as
 * nc_models.  `notes` is what other files say of each block, or NULL.  False
 * when out of memory.
 */
bool nc_labels_find(struct nc_label_of_block *labels,
    const struct nc_layout *layout, const struct nc_features *features,
    const struct nc_model *models, const struct nc_folder_note *notes);

#endif
