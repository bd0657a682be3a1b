/* Giving up what checking an archive does not need: Landlock. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stddef.h>

enum sandbox_mode { SANDBOX_AUTO, SANDBOX_REQUIRE, SANDBOX_OFF };

/* What may still be done. */
struct sandbox_rules {
	/* Read below them; of files, below the folders that they are in. */
	const char *const *inputs;
	size_t input_count;
	const char *file; /* read as well; or NULL */
	/* A folder in which files may be given names and removed, or -1. */
	int renames;
};

/* The version of the kernel's Landlock; 0: it has none. */
int sandbox_version(void);
/*
 * From here on no file can be opened for writing, made, removed or run, none
 * outside of the rules be read, and from version 4 on no TCP connection be
 * made or taken; it cannot be taken back and holds for all threads that are
 * begun later.  0, or -1 with errno set and nothing given up but the right to
 * gain rights.
 */
int sandbox_enter(const struct sandbox_rules *rules);

#endif
