/*
 * How fast texts become articles and JSON Lines, all of them in one process
 * through the public API, and how much memory one large text takes.
 *
 *	throughput ROUNDS NAME FILE...
 *	throughput FILE			reads it, no more
 *
 * Each round does four things with the same files:
 *
 *	article		newsconv_article_read() and _free(): open and read the
 *			file, decode, split lines, segment, read the fields,
 *			account for every line, digest the source
 *	JSON Lines	the same, and newsconv_output_add() to /dev/null
 *	validated	the same, and newsconv_output_finish(): every line read
 *			back and held against the JSON Schema
 *	wc -w		in UTF-8, for a measure that another machine has too
 *
 * Times are of the processor, system calls included: what else the machine
 * does would else be in them.  Medians of the rounds are printed.
 *
 * The first three include reading the file's bytes (from the page cache) and
 * freeing what was made; process start is in none but the last.
 *
 * Then large texts, each a file that is read in a process of its own: the files
 * one after another until there are so many bytes, and the same with one word a
 * line.  Memory is the largest resident set less that of a process that read a
 * small text, as a multiple of the file's size.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "newsconv.h"

enum { KINDS = 4, MOST_ROUNDS = 101, SIZES = 3 };
enum { MIB = 1 << 20 };

static const char *const kinds[KINDS] = {
    "article", "JSON Lines", "validated", "wc -w"};
static const size_t sizes[SIZES] = {2 * MIB, 8 * MIB, 32 * MIB};

struct files {
	char **paths;
	int count;
	size_t size; /* of all */
};

struct usage {
	double seconds;
	long peak; /* KiB */
};

static void
fail(const char *what, const struct newsconv_error *error)
{
	fprintf(stderr, "throughput: %s: %s\n", what,
	    error != NULL ? error->text : "failed");
	exit(1);
}

static double
seconds(const struct rusage *usage)
{
	return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
	    (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

static double
used_so_far(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return seconds(&usage);
}

/* ------------------------------------------------------------ many texts */

static void
read_articles(const struct files *files, struct newsconv_output *output)
{
	struct newsconv_error error;
	int i;

	for (i = 0; i < files->count; i++) {
		struct newsconv_article *article;

		if (newsconv_article_read(
			&article, files->paths[i], NULL, &error) < 0 ||
		    (output != NULL &&
			newsconv_output_add(output, article, &error) < 0))
			fail(files->paths[i], &error);
		newsconv_article_free(article);
	}
}

static double
time_article(const struct files *files)
{
	double start = used_so_far();

	read_articles(files, NULL);
	return used_so_far() - start;
}

static void
time_output(const struct files *files, double *written, double *validated)
{
	struct newsconv_output *output;
	struct newsconv_error error;
	double start = used_so_far();

	if (newsconv_output_open(&output, "/dev/null",
		newsconv_format_for_name("jsonl"), NULL, &error) < 0)
		fail("/dev/null", &error);
	read_articles(files, output);
	*written = used_so_far() - start;
	if (newsconv_output_finish(output, &error) < 0)
		fail("/dev/null", &error);
	*validated = used_so_far() - start;
	newsconv_output_free(output);
}

static struct usage
wait_for(pid_t child)
{
	struct usage result;
	struct rusage usage;
	int status;

	if (child < 0 || wait4(child, &status, 0, &usage) != child ||
	    !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("a child process", NULL);
	result.seconds = seconds(&usage);
	result.peak = usage.ru_maxrss;
	return result;
}

static double
time_wc(const struct files *files)
{
	char **arguments = calloc((size_t)files->count + 3, sizeof(*arguments));
	pid_t child;
	static char wc[] = "wc", words[] = "-w";

	if (arguments == NULL)
		fail("wc", NULL);
	arguments[0] = wc;
	arguments[1] = words;
	memcpy(arguments + 2, files->paths,
	    (size_t)files->count * sizeof(*arguments));
	child = fork();
	if (child == 0) {
		dup2(open("/dev/null", O_RDWR), STDOUT_FILENO);
		setenv("LC_ALL", "C.UTF-8", 1);
		execvp(wc, arguments);
		_exit(127);
	}
	free(arguments);
	return wait_for(child).seconds;
}

static int
compare(const void *a, const void *b)
{
	double x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

static void
measure_many(const struct files *files, int rounds)
{
	static double times[KINDS][MOST_ROUNDS];
	double wc;
	int kind, round;

	time_article(files); /* warms the caches */
	for (round = 0; round < rounds; round++) {
		times[0][round] = time_article(files);
		time_output(files, &times[1][round], &times[2][round]);
		times[3][round] = time_wc(files);
	}
	for (kind = 0; kind < KINDS; kind++)
		qsort(times[kind], (size_t)rounds, sizeof(double), compare);
	wc = times[3][rounds / 2];
	for (kind = 0; kind < KINDS; kind++) {
		double time = times[kind][rounds / 2];

		printf("  %-12s %8.1f MB/s %8.1f us a file   %5.2f of wc -w\n",
		    kinds[kind], (double)files->size / 1e6 / time,
		    time / files->count * 1e6, time / wc);
	}
}

/* -------------------------------------------------------- one large text */

/* What is copied of a file ends where a character does. */
static size_t
copy_file(FILE *target, const char *path, size_t most, int a_word_a_line)
{
	static char text[MIB];
	FILE *file = fopen(path, "rb");
	size_t size, i;

	if (file == NULL)
		fail(path, NULL);
	size = fread(text, 1, most < sizeof(text) ? most : sizeof(text), file);
	fclose(file);
	while (size > 0 && (unsigned char)text[size - 1] >= 0x80)
		size--;
	for (i = 0; a_word_a_line && i < size; i++)
		if (text[i] == ' ')
			text[i] = '\n';
	if (fwrite(text, 1, size, target) != size || putc('\n', target) == EOF)
		fail("a large text", NULL);
	return size + 1;
}

/*
 * The files over and over, up to `size` bytes.  They are not gathered in
 * memory: a process starts with its parent's largest resident set.
 */
static size_t
write_large(
    const char *path, const struct files *files, size_t size, int a_word_a_line)
{
	FILE *target = fopen(path, "wb");
	size_t used = 0;
	int i;

	if (target == NULL)
		fail(path, NULL);
	for (i = 0; used < size; i = (i + 1) % files->count)
		used += copy_file(
		    target, files->paths[i], size - used, a_word_a_line);
	if (fclose(target) != 0)
		fail(path, NULL);
	return used;
}

/* A process of its own, which begins small: exec, not only fork. */
static struct usage
run_large(const char *program, const char *path)
{
	pid_t child = fork();

	if (child == 0) {
		execl(program, program, path, (char *)NULL);
		_exit(127);
	}
	return wait_for(child);
}

static void
measure_large(const char *program, const char *name, const struct files *files,
    int a_word_a_line)
{
	const char *place = getenv("TMPDIR");
	struct usage small;
	char path[1024];
	int descriptor, i;

	snprintf(path, sizeof(path), "%s/newsconv-throughput.XXXXXX",
	    place != NULL ? place : "/tmp");
	descriptor = mkstemp(path);
	if (descriptor < 0)
		fail(path, NULL);
	close(descriptor);
	write_large(path, files, 64, 0);
	small = run_large(program, path);
	for (i = 0; i < SIZES; i++) {
		size_t size = write_large(path, files, sizes[i], a_word_a_line);
		struct usage usage = run_large(program, path);

		printf("  %-14s %3zu MiB %8.1f MB/s   memory %5.1f times it\n",
		    name, sizes[i] / MIB,
		    (double)size / 1e6 / (usage.seconds - small.seconds),
		    (double)(usage.peak - small.peak) * 1024 / (double)size);
	}
	remove(path);
}

/* What run_large() runs. */
static int
read_one(const char *path)
{
	struct newsconv_article *article;
	struct newsconv_error error;

	if (newsconv_article_read(&article, path, NULL, &error) < 0)
		fail(path, &error);
	return 0;
}

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 0, i;
	struct files files = {argv + 3, argc - 3, 0};

	if (argc == 2)
		return read_one(argv[1]);
	if (rounds < 1 || rounds > MOST_ROUNDS || argc < 4) {
		fprintf(stderr, "usage: throughput ROUNDS NAME FILE...\n");
		return 64;
	}
	for (i = 0; i < files.count; i++) {
		FILE *file = fopen(files.paths[i], "rb");

		if (file == NULL || fseek(file, 0, SEEK_END) != 0)
			fail(files.paths[i], NULL);
		files.size += (size_t)ftell(file);
		fclose(file);
	}
	printf("%s: %d files, %.2f MB\n", argv[2], files.count,
	    (double)files.size / 1e6);
	measure_large(argv[0], "one text", &files, 0);
	measure_large(argv[0], "a word a line", &files, 1);
	measure_many(&files, rounds);
	return 0;
}
