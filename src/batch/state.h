/*
 * The state of an unfinished run, in the archive's unfinished/state.json: what
 * has been done, and how long each growing file was then.  It is replaced at
 * each checkpoint, after the files were synced; a run that goes on cuts them to
 * these lengths and begins behind the input that was the last one.
 */
#ifndef NC_STATE_H
#define NC_STATE_H

#include <stdbool.h>

#include "memory.h"

#define NC_STATE_NAME "state.json"

enum nc_phase {
	NC_PHASE_READING,
	/* All new files are whole and synced; they are given their names. */
	NC_PHASE_COMMITTING
};

/* The growing files of a run. */
enum nc_part {
	NC_PART_VOLUME,   /* the last one */
	NC_PART_LINES,    /* JSON Lines of the articles */
	NC_PART_INDEX,    /* lines of the index, not sorted */
	NC_PART_PAGES,    /* lines of the list of pages */
	NC_PART_BOOKS,    /* what is in which book */
	NC_PART_MANIFEST, /* lines of the manifest, sorted */
	NC_PARTS
};

/* Also in the state; those of what is in `unfinished` are the files'. */
extern const char *const nc_part_names[NC_PARTS];

struct nc_state {
	unsigned run;        /* of the archive, from 1 */
	int64_t time;        /* of its beginning */
	const char *options; /* the run's fingerprint */
	enum nc_phase phase;
	bool follows; /* on one that ended between its names and its end */
	bool any;     /* an input is done, the last one being: */
	struct newsconv_text path; /* its key, and place in a packed file */
	uint64_t number;
	uint64_t inputs_done; /* files, as they are counted beforehand */
	uint64_t bytes_done;
	unsigned first_serial; /* of the run's first volume */
	unsigned volumes;      /* how many it has begun */
	uint64_t sizes[NC_PARTS];
	struct newsconv_archive_summary summary;
};

/* NEWSCONV_END when there is none.  Texts go to the arena. */
int nc_state_read(struct nc_state *state, struct nc_arena *arena,
    const char *path, struct newsconv_error *error);
/* Written and synced under another name, then renamed. */
int nc_state_write(const struct nc_state *state, const char *path,
    struct newsconv_error *error);

#endif
