/* The dumps of the evaluation corpus with what is known of each. */
#ifndef QUALITY_DUMPS_H
#define QUALITY_DUMPS_H

#include "model.h"

enum { FOLDS = 5 };

/* A block may be in any of the states whose bits are set. */
struct example {
	uint32_t *allowed; /* [count] */
	struct nc_observations observations;
	size_t count;
	unsigned chain; /* NC_CHAIN_ */
	unsigned fold;
};

struct dump_file {
	char *id;
	char *path;
	unsigned fold;  /* sites are never in two */
	size_t example; /* the one with all of its lines */
};

struct dumps {
	struct example *examples; /* some files give several */
	size_t example_count;
	struct dump_file *files;
	size_t file_count;
};

/* From the corpus' directory `dev`; ends the program on any failure. */
void dumps_read(struct dumps *dumps, const char *directory);
void dumps_free(struct dumps *dumps);

/* A whole file, with a NUL byte behind it. */
char *read_whole(const char *path, size_t *size);
/* A dump and its lines, in an arena of its own. */
void read_dump(struct nc_dump *dump, const char *path);
void *must(void *memory);

#endif
