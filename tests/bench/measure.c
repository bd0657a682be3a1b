/*
 * Time and peak memory of commands, side by side: each is run once in a round,
 * so that what else the machine does falls on all alike.
 *
 *	measure ROUNDS NAME COMMAND [NAME COMMAND...]
 *
 * A command is given to the shell's exec.  Prints the medians of wall time and
 * processor time, the largest resident set, and each as a multiple of the first
 * command's.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 8 };

struct peer {
	const char *name;
	char *line; /* exec COMMAND */
	double *wall;
	double *cpu;
	long peak; /* KiB */
};

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double
seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void
run(struct peer *peer, int round)
{
	double start = now();
	struct rusage usage;
	int status;
	pid_t child = fork();

	if (child == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", peer->line, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child ||
	    !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(
		    stderr, "measure: %s failed: %s\n", peer->name, peer->line);
		exit(1);
	}
	peer->wall[round] = now() - start;
	peer->cpu[round] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	if (usage.ru_maxrss > peer->peak)
		peer->peak = usage.ru_maxrss;
}

static int
compare(const void *a, const void *b)
{
	double x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

static double
median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), compare);
	return values[count / 2];
}

int
main(int argc, char **argv)
{
	struct peer peers[MOST];
	int rounds = argc > 1 ? atoi(argv[1]) : 0;
	int count = (argc - 2) / 2, i, round;
	double wall = 0, cpu = 0;

	if (rounds < 1 || count < 1 || count > MOST || argc % 2 != 0) {
		fprintf(stderr, "usage: measure ROUNDS NAME COMMAND...\n");
		return 64;
	}
	for (i = 0; i < count; i++) {
		struct peer *peer = &peers[i];
		const char *command = argv[3 + 2 * i];
		size_t size = strlen(command) + 6;

		peer->name = argv[2 + 2 * i];
		peer->line = malloc(size);
		peer->wall = calloc((size_t)rounds, sizeof(double));
		peer->cpu = calloc((size_t)rounds, sizeof(double));
		peer->peak = 0;
		if (peer->line == NULL || peer->wall == NULL ||
		    peer->cpu == NULL)
			return 1;
		snprintf(peer->line, size, "exec %s", command);
		run(peer, 0); /* to warm the caches; measured again below */
		peer->peak = 0;
	}
	for (round = 0; round < rounds; round++)
		for (i = 0; i < count; i++)
			run(&peers[i], round);
	printf("%-24s %10s %10s %10s   %s\n", "", "wall", "processor", "peak",
	    "against the first");
	for (i = 0; i < count; i++) {
		double this_wall = median(peers[i].wall, rounds);
		double this_cpu = median(peers[i].cpu, rounds);

		if (i == 0) {
			wall = this_wall;
			cpu = this_cpu;
		}
		printf("%-24s %7.2f ms %7.2f ms %6.1f MiB   1/%.1f time, "
		       "1/%.1f processor, 1/%.1f memory\n",
		    peers[i].name, this_wall * 1e3, this_cpu * 1e3,
		    (double)peers[i].peak / 1024, wall / this_wall,
		    cpu / this_cpu,
		    (double)peers[0].peak / (double)peers[i].peak);
	}
	return 0;
}
