/*
 * Writes src/base/characters.def: the classes of nc_class() for the Basic
 * Multilingual Plane, as utf8proc has them.  `make characters`.
 */
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

#include "utf8.h"

enum {
	BLOCKS = NC_CLASS_BLOCKS,
	SIZE = NC_CLASS_BLOCK,
	A_LINE_OF_BLOCKS = 14,
	A_LINE_OF_CLASSES = 10
};

static uint16_t found[BLOCKS][SIZE];
static unsigned number_of[BLOCKS];

/* Gives equal blocks one number; returns how many there are. */
static unsigned
find_blocks(void)
{
	unsigned count = 0, block, i;

	for (block = 0; block < BLOCKS; block++) {
		uint16_t *classes = found[count];

		for (i = 0; i < SIZE; i++)
			classes[i] = (uint16_t)nc_class_slow(block * SIZE + i);
		for (i = 0; i < count; i++)
			if (memcmp(found[i], classes, sizeof(found[i])) == 0)
				break;
		number_of[block] = i;
		count += i == count;
	}
	return count;
}

int
main(void)
{
	unsigned count = find_blocks(), i, j;

	if (count > UINT8_MAX + 1)
		return 1;
	printf("/* Made by tests/characters; `make characters` writes it anew. "
	       "*/\n");
	printf("UNICODE(\"%s\")\n\n", utf8proc_unicode_version());
	for (i = 0; i < BLOCKS; i++)
		printf("%s%u%s", i % A_LINE_OF_BLOCKS == 0 ? "BLOCKS(" : " ",
		    number_of[i],
		    i % A_LINE_OF_BLOCKS == A_LINE_OF_BLOCKS - 1 ||
			    i == BLOCKS - 1
			? ")\n"
			: ",");
	for (i = 0; i < count; i++) {
		printf("\n/* %u */\n", i);
		for (j = 0; j < SIZE; j++)
			printf("%s0x%03x%s",
			    j % A_LINE_OF_CLASSES == 0 ? "CLASSES(" : " ",
			    (unsigned)found[i][j],
			    j % A_LINE_OF_CLASSES == A_LINE_OF_CLASSES - 1 ||
				    j == SIZE - 1
				? ")\n"
				: ",");
	}
	return 0;
}
