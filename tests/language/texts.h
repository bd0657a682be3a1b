/* The texts that collect.mjs has laid out, and the list of languages. */
#ifndef LANGUAGE_TEXTS_H
#define LANGUAGE_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_LANGUAGES = 160, MOST_SOURCES = 16 };

struct listed {
	char tag[16];
	char script[8];
};

struct list {
	struct listed languages[MOST_LANGUAGES];
	size_t count;
};

/* All of these end the program when they fail. */
void list_read(struct list *list, const char *path);
/* NULL when there is no such file. */
char *text_read(
    const char *directory, const char *source, const char *tag, size_t *size);
void *must(void *memory);

#endif
