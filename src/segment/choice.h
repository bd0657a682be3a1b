/* What kind of block each is, by the model. */
#ifndef NC_CHOICE_H
#define NC_CHOICE_H

#include "folder.h"
#include "model.h"
#include "rules.h"

/* What labels.c makes types of, and what it was chosen by. */
struct nc_choices {
	struct nc_surroundings around;
	struct nc_observations observations;
	const struct nc_features *features;
	int32_t *emissions; /* [count * NC_KINDS] */
	uint8_t *path;      /* the state of each block */
	uint8_t *chances;   /* [count * NC_KINDS], in hundredths */
	uint8_t *rules;     /* enum nc_rule: what overruled the model, if any */
	size_t count;
};

/*
 * `notes` is what other files say of each block, or NULL.  False when out of
 * memory; to be freed in both cases.
 */
bool nc_choices_find(struct nc_choices *choices, const struct nc_layout *layout,
    const struct nc_features *features, const struct nc_model *model,
    const struct nc_folder_note *notes);
void nc_choices_free(struct nc_choices *choices);

#endif
