/* The commands, and which one is meant. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
    {"convert", command_convert},
    {"verify", command_verify},
    {"inspect", command_inspect},
};

/* Without a command's name it is a conversion: the main job needs no word. */
int
main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc > 1 && i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return command_convert(argc, argv);
}
