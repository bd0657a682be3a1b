/*
 * The options of a command as a table: what each is called, whether it has a
 * value, and where that goes.  For commands with too many for a switch.
 */
#ifndef OPTION_TABLE_H
#define OPTION_TABLE_H

#include <stddef.h>

enum { OPTIONS_MOST = 64, MOST_JOBS = 256 };

/* Takes the value of an option; NULL, or what is wrong with it. */
typedef const char *take_value(void *request, const char *value);

struct option_row {
	const char *name;
	char letter; /* or '\0' */
	take_value *take;
	size_t text; /* without `take`: the place of a string ... */
	size_t flag; /* ... or of an int that becomes 1; 0: none */
	int told;    /* for `taken`: 1 if others want to know of it later */
};

struct option_table {
	const char *command; /* as wrong_usage() has it */
	const struct option_row *rows;
	int count; /* up to OPTIONS_MOST */
	/* Called for each option that was taken; may be NULL. */
	void (*taken)(
	    void *request, const struct option_row *row, const char *value);
};

int option_has_value(const struct option_row *row);

/*
 * Put all options where they belong in the request; optind is then the first
 * argument that is none.  0, or the exit status after a message.
 */
int take_options(
    const struct option_table *table, void *request, int argc, char **argv);

#endif
