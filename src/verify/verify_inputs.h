/*
 * What was given to be checked, opened: a file with the folder that it lies in,
 * for the lists beside it, or a folder.
 */
#ifndef NC_VERIFY_INPUTS_H
#define NC_VERIFY_INPUTS_H

#include <stdbool.h>

#include "newsconv.h"

struct nc_verify_input {
	const char *path;
	const char *name; /* its last part */
	int descriptor;   /* -1: `error` says why, or it is opened later */
	bool is_folder;
	bool later;   /* there are too many open files */
	int parent;   /* the folder it lies in, or -1 */
	bool borrows; /* the parent is that of the input before */
	struct newsconv_error error;
};

/* All of them.  Fails with NEWSCONV_NO_MEMORY. */
int nc_verify_inputs_open(struct nc_verify_input **inputs,
    const char *const *paths, size_t count, struct newsconv_error *error);
/* One that was left for later. */
void nc_verify_input_open(struct nc_verify_input *input);
void nc_verify_inputs_close(struct nc_verify_input *inputs, size_t count);

#endif
