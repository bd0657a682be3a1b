/*
 * What the other files of a folder say of a line.  Dumps of one site share its
 * menus, notices and name, and seldom a sentence: a line that recurs is
 * boilerplate, one that is the title of another file is a link to it.
 *
 * Files are added one after another; nc_folder_finish() then makes of them what
 * any number of threads can ask.  The order of the files does not matter.
 */
#ifndef NC_FOLDER_H
#define NC_FOLDER_H

#include "block_features.h"

struct newsconv_folder *nc_folder_new(void);
void nc_folder_free(struct newsconv_folder *folder);

/* False when out of memory; the file is then counted in part. */
bool nc_folder_add(struct newsconv_folder *folder, const struct nc_dump *dump);
bool nc_folder_finish(struct newsconv_folder *folder);

/* What speaks for a block being something, in 1/32 doublings of the odds. */
struct nc_folder_note {
	int16_t other;   /* boilerplate */
	int16_t related; /* a link to another article */
	bool masthead;   /* stands first in several files: no headline */
};

/* `notes` has room for one a block. */
void nc_folder_notes(struct nc_folder_note *notes,
    const struct newsconv_folder *folder, const struct nc_dump *dump,
    const struct nc_layout *layout, const struct nc_features *features);

/*
 * A page's title, or a headline, without the name of the site that the titles
 * of other files carry too; *site is that name, empty if there is none.
 */
struct newsconv_text nc_folder_strip(const struct newsconv_folder *folder,
    struct newsconv_text title, struct newsconv_text *site);

#endif
