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
	/* In hundredths: what the model claims, by which lines are compared. */
	unsigned chance;
	unsigned confidence; /* ... and what that is worth */
	struct newsconv_explanation *explanation; /* or NULL */
};

/*
 * `labels` has room for layout->count elements, `model` is nc_model or another.
 * `notes` is what other files say of each block, or NULL.  With an `arena` each
 * label is explained in it; NULL: none is.  False when out of memory.
 */
bool nc_labels_find(struct nc_label_of_block *labels,
    const struct nc_layout *layout, const struct nc_features *features,
    const struct nc_model *model, const struct nc_folder_note *notes,
    struct nc_arena *arena);

#endif
