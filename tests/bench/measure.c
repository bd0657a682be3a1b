/*
 * Time and peak memory of commands, side by side: each is run once in a round,
 * so that what else the machine does falls on all alike.
 *
 *	measure [-t] [-b BEFORE] ROUNDS NAME COMMAND [NAME COMMAND...]
 *
 * A command is given to the shell's exec, BEFORE too, which is run before each
 * of them and not measured.  Prints the medians of wall time and processor
 * time, the largest resident set, and each as a multiple of the first
 * command's; with -t a table for other programs: name, the medians in seconds,
 * and KiB, with tabs between them.
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

enum { MOST = 10 };

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
run_before(const char *before)
{
	if (before != NULL && system(before) != 0) {
		fprintf(stderr, "measure: failed: %s\n", before);
		exit(1);
	}
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

static void
print_table(struct peer *peers, int count, int rounds)
{
	int i;

	for (i = 0; i < count; i++)
		printf("%s\t%.4f\t%.4f\t%ld\n", peers[i].name,
		    median(peers[i].wall, rounds), median(peers[i].cpu, rounds),
		    peers[i].peak);
}

static void
print_ratios(struct peer *peers, int count, int rounds)
{
	double wall = 0, cpu = 0;
	int i;

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
}

/* The peers, each run once to warm the caches; 0: out of memory. */
static int
set_peers(struct peer *peers, int count, char *const *words, int rounds,
    const char *before)
{
	int i;

	for (i = 0; i < count; i++) {
		struct peer *peer = &peers[i];
		const char *command = words[2 * i + 1];
		size_t size = strlen(command) + 6;

		peer->name = words[2 * i];
		peer->line = malloc(size);
		peer->wall = calloc((size_t)rounds, sizeof(double));
		peer->cpu = calloc((size_t)rounds, sizeof(double));
		if (peer->line == NULL || peer->wall == NULL ||
		    peer->cpu == NULL)
			return 0;
		snprintf(peer->line, size, "exec %s", command);
		run_before(before);
		run(peer, 0);
		peer->peak = 0;
	}
	return 1;
}

int
main(int argc, char **argv)
{
	struct peer peers[MOST];
	const char *before = NULL;
	int rounds, count, table = 0, c, i, round;

	while ((c = getopt(argc, argv, "+tb:")) != -1)
		if (c == 't')
			table = 1;
		else
			before = optarg;
	rounds = argc > optind ? atoi(argv[optind]) : 0;
	count = (argc - optind - 1) / 2;
	if (rounds < 1 || count < 1 || count > MOST ||
	    (argc - optind) % 2 != 1) {
		fprintf(stderr,
		    "usage: measure [-t] [-b BEFORE] ROUNDS NAME COMMAND...\n");
		return 64;
	}
	memset(peers, 0, sizeof(peers));
	if (!set_peers(peers, count, argv + optind + 1, rounds, before))
		return 1;
	for (round = 0; round < rounds; round++)
		for (i = 0; i < count; i++) {
			run_before(before);
			run(&peers[i], round);
		}
	if (table)
		print_table(peers, count, rounds);
	else
		print_ratios(peers, count, rounds);
	return 0;
}
