/*
 * Which findings the tests produce: tests/codes asks for a list of them, by the
 * name of a file in the environment.  Every test's callback that is given
 * findings calls note_code() for each.
 */
#ifndef CODES_H
#define CODES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void
note_code(const char *code)
{
	static char noted[2048][16];
	static size_t count;
	const char *path = getenv("NEWSCONV_TEST_CODES");
	FILE *file;
	size_t i;

	if (path == NULL)
		return;
	for (i = count; i > 0; i--)
		if (strcmp(noted[i - 1], code) == 0)
			return;
	if (count == sizeof(noted) / sizeof(*noted))
		abort();
	snprintf(noted[count++], sizeof(*noted), "%s", code);
	file = fopen(path, "a");
	if (file == NULL)
		abort();
	fprintf(file, "%s\n", code);
	fclose(file);
}

#endif
