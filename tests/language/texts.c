/* Reading the list of languages and the texts. */
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
must(void *memory)
{
	if (memory == NULL) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	return memory;
}

void
list_read(struct list *list, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[256];

	list->count = 0;
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), file) != NULL) {
		struct listed *one = &list->languages[list->count];

		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (list->count == MOST_LANGUAGES ||
		    sscanf(line, "%15s %7s", one->tag, one->script) != 2) {
			fprintf(stderr, "%s: cannot use: %s", path, line);
			exit(1);
		}
		list->count++;
	}
	fclose(file);
}

char *
text_read(
    const char *directory, const char *source, const char *tag, size_t *size)
{
	char path[4096];
	FILE *file;
	char *text;
	long length;

	snprintf(path, sizeof(path), "%s/%s/%s.txt", directory, source, tag);
	file = fopen(path, "rb");
	if (file == NULL)
		return NULL;
	fseek(file, 0, SEEK_END);
	length = ftell(file);
	rewind(file);
	text = must(malloc((size_t)length + 1));
	*size = fread(text, 1, (size_t)length, file);
	text[*size] = '\0';
	fclose(file);
	return text;
}
