/* The commands, and which one is meant. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
    {"convert", command_convert},
    {"verify", command_verify},
    {"inspect", command_inspect},
    {"archive", command_archive},
    {"merge", command_merge},
    {"bag", command_bag},
    {"--stream", command_stream},
};

/*
 * Whoever starts us with a standard stream closed would have the next file we
 * open take its number, and our messages written into an archive.  Its place
 * is taken by a descriptor for the other direction, so that using the stream
 * fails as it would have.
 */
static void
occupy_standard_streams(void)
{
	int stream;

	for (stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
		if (fcntl(stream, F_GETFD) < 0)
			open("/dev/null",
			    stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* Without a command's name it is a conversion: the main job needs no word. */
int
main(int argc, char **argv)
{
	size_t i;

	occupy_standard_streams();
	/* A limit on the size of files is then an error like a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	for (i = 0; argc > 1 && i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return command_convert(argc, argv);
}
