/*
 * Adding an article in the two steps that formats have (writer.h), for who has
 * many: pieces are encoded on any thread, and appended in order.  And opening
 * one of many outputs, which share what is costly.
 */
#ifndef NC_OUTPUT_H
#define NC_OUTPUT_H

#include "writer.h"

/* The row of the table, or NULL. */
const struct nc_format *nc_format_of(const struct newsconv_format *shown);

/* What an output need not have of its own. */
struct nc_output_sharing {
	struct nc_deflater *deflater; /* the thread's; or NULL */
	/*
	 * Who opened it syncs the folder, once for many names: a name is the
	 * whole file's at any time, but may be lost if the machine goes down.
	 */
	bool folder_later;
};

/* As newsconv_output_open(); `sharing` may be NULL. */
int nc_output_open(struct newsconv_output **output, const char *path,
    const struct newsconv_format *format,
    const struct newsconv_write_options *options,
    const struct nc_output_sharing *sharing, struct newsconv_error *error);

/*
 * The piece of an article, in a new arena that the caller frees; only where
 * the format is `independent`.  Any number of threads may do so at once, and
 * beside the one that appends.
 */
int nc_output_encode(const struct newsconv_output *output,
    const struct newsconv_article *article, struct nc_deflater *deflater,
    struct nc_piece *piece, struct newsconv_error *error);
/* As newsconv_output_add(), with a piece that is encoded already. */
int nc_output_append(struct newsconv_output *output,
    const struct newsconv_article *article, const struct nc_piece *piece,
    struct newsconv_error *error);

#endif
