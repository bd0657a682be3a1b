/*
 * All changes of one kind to a file of an archive, one after another, and how
 * many of them a check of the archive finds.
 *
 *	campaign CHANGE STRIDE TARGET FILE DIRECTORY...
 *
 * Each DIRECTORY holds the same archive and is one thread's to change: FILE in
 * it is changed, TARGET in it is checked.  CHANGE is one of
 *
 *	bits	each bit turned
 *	cuts	each prefix, the empty one and the whole not
 *	losses	each byte taken out
 *	doubles	each byte written twice
 *	extras	a zero byte put in at each place, the end too
 *	512, 4096, 65536	each sector of that size zeroed, if it is not zero
 *
 * and every STRIDEth change is made.  Prints "CHANGE FOUND TRIED UNCHECKED
 * PARTS": how many were found, of how many; how many of these as what could not
 * be checked; and the parts of the sound archive.  What was not found is
 * listed on the standard error.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsconv.h"

enum { THREADS_MAX = 64, LISTED_MAX = 20, PATH_SIZE = 4096 };

struct campaign;

/* Makes change number `i`; false: it is none. */
typedef bool change_function(
    const struct campaign *campaign, size_t i, char *bytes, size_t *size);

struct campaign {
	const char *target;
	const char *file;
	const char *bytes; /* of the sound file */
	size_t size;
	size_t sector;
	size_t count; /* of changes */
	size_t stride;
	size_t threads;
	change_function *change;
};

struct worker {
	const struct campaign *campaign;
	const char *directory;
	size_t number;
	size_t tried, found, unchecked;
	size_t missed[LISTED_MAX];
	pthread_t thread;
};

static void
fail(const char *what)
{
	perror(what);
	exit(2);
}

/* ------------------------------------------------------------------ changes */

static bool
turn_bit(const struct campaign *campaign, size_t i, char *bytes, size_t *size)
{
	(void)campaign;
	(void)size;
	bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
	return true;
}

static bool
cut(const struct campaign *campaign, size_t i, char *bytes, size_t *size)
{
	(void)campaign;
	(void)bytes;
	*size = i + 1;
	return true;
}

static bool
lose(const struct campaign *campaign, size_t i, char *bytes, size_t *size)
{
	(void)campaign;
	memmove(bytes + i, bytes + i + 1, *size - i - 1);
	--*size;
	return true;
}

static void
insert(size_t i, char byte, char *bytes, size_t *size)
{
	memmove(bytes + i + 1, bytes + i, *size - i);
	bytes[i] = byte;
	++*size;
}

static bool
write_twice(
    const struct campaign *campaign, size_t i, char *bytes, size_t *size)
{
	(void)campaign;
	insert(i, bytes[i], bytes, size);
	return true;
}

static bool
put_zero(const struct campaign *campaign, size_t i, char *bytes, size_t *size)
{
	(void)campaign;
	insert(i, '\0', bytes, size);
	return true;
}

static bool
zero_sector(
    const struct campaign *campaign, size_t i, char *bytes, size_t *size)
{
	size_t start = i * campaign->sector, length = campaign->sector, k;
	bool zero = true;

	if (length > *size - start)
		length = *size - start;
	for (k = 0; k < length; k++)
		zero = zero && bytes[start + k] == '\0';
	memset(bytes + start, 0, length);
	return !zero;
}

static void
choose(struct campaign *campaign, const char *name)
{
	size_t size = campaign->size;

	campaign->sector = strtoul(name, NULL, 10);
	if (strcmp(name, "bits") == 0) {
		campaign->change = turn_bit;
		campaign->count = 8 * size;
	} else if (strcmp(name, "cuts") == 0) {
		campaign->change = cut;
		campaign->count = size - 1;
	} else if (strcmp(name, "losses") == 0) {
		campaign->change = lose;
		campaign->count = size;
	} else if (strcmp(name, "doubles") == 0) {
		campaign->change = write_twice;
		campaign->count = size;
	} else if (strcmp(name, "extras") == 0) {
		campaign->change = put_zero;
		campaign->count = size + 1;
	} else if (campaign->sector > 0) {
		campaign->change = zero_sector;
		campaign->count = (size - 1) / campaign->sector + 1;
	} else {
		fprintf(stderr, "no such change: %s\n", name);
		exit(2);
	}
}

/* -------------------------------------------------------------------- files */

static char *
read_file(const char *directory, const char *name, size_t *size)
{
	char path[PATH_SIZE];
	struct stat status;
	FILE *file;
	char *bytes;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "rb");
	if (file == NULL || fstat(fileno(file), &status) != 0)
		fail(path);
	*size = (size_t)status.st_size;
	bytes = malloc(*size + 1);
	if (bytes == NULL || fread(bytes, 1, *size, file) != *size)
		fail(path);
	fclose(file);
	return bytes;
}

/* In place, for that is quicker than a new file. */
static void
write_file(int descriptor, const char *bytes, size_t size)
{
	if (ftruncate(descriptor, (off_t)size) != 0 ||
	    pwrite(descriptor, bytes, size, 0) != (ssize_t)size)
		fail("write");
}

static bool
check(const struct worker *worker, struct newsconv_verify_total *total)
{
	struct newsconv_verify_options options;
	char path[PATH_SIZE];
	const char *paths[] = {path};

	snprintf(path, sizeof(path), "%s/%s", worker->directory,
	    worker->campaign->target);
	newsconv_verify_options_init(&options);
	options.paths = paths;
	options.path_count = 1;
	options.threads = 1;
	return newsconv_verify_run(&options, total, NULL) == NEWSCONV_OK;
}

static void
count(struct worker *worker, size_t i)
{
	struct newsconv_verify_total total;
	bool ran = check(worker, &total);
	size_t missed = worker->tried - worker->found;

	worker->tried++;
	if (ran && total.files > 0 && total.damaged == 0 &&
	    total.unchecked == 0) {
		if (missed < LISTED_MAX)
			worker->missed[missed] = i;
		return;
	}
	worker->found++;
	if (!ran || total.damaged == 0)
		worker->unchecked++;
}

static void *
work(void *context)
{
	struct worker *worker = context;
	const struct campaign *campaign = worker->campaign;
	char *bytes = malloc(campaign->size + 1), path[PATH_SIZE];
	int descriptor;
	size_t i;

	snprintf(
	    path, sizeof(path), "%s/%s", worker->directory, campaign->file);
	descriptor = open(path, O_WRONLY | O_CLOEXEC);
	if (bytes == NULL || descriptor < 0)
		fail(path);
	for (i = worker->number * campaign->stride; i < campaign->count;
	     i += campaign->threads * campaign->stride) {
		size_t size = campaign->size;

		memcpy(bytes, campaign->bytes, size);
		if (!campaign->change(campaign, i, bytes, &size))
			continue;
		write_file(descriptor, bytes, size);
		count(worker, i);
	}
	write_file(descriptor, campaign->bytes, campaign->size);
	close(descriptor);
	free(bytes);
	return NULL;
}

/* -------------------------------------------------------------------- result */

static void
print(const char *name, struct worker *workers, size_t threads, uint64_t parts)
{
	size_t found = 0, tried = 0, unchecked = 0, i, k;

	for (i = 0; i < threads; i++) {
		size_t missed = workers[i].tried - workers[i].found;

		found += workers[i].found;
		tried += workers[i].tried;
		unchecked += workers[i].unchecked;
		for (k = 0; k < missed && k < LISTED_MAX; k++)
			fprintf(stderr, "%s %zu was not found\n", name,
			    workers[i].missed[k]);
	}
	printf("%s %zu %zu %zu %llu\n", name, found, tried, unchecked,
	    (unsigned long long)parts);
}

int
main(int argument_count, char **arguments)
{
	static struct worker workers[THREADS_MAX];
	struct newsconv_verify_total total;
	struct campaign campaign = {0};
	char *bytes;
	size_t i;

	if (argument_count < 6 || argument_count - 5 > THREADS_MAX)
		return 64;
	campaign.stride = strtoul(arguments[2], NULL, 10);
	campaign.target = arguments[3];
	campaign.file = arguments[4];
	campaign.threads = (size_t)argument_count - 5;
	bytes = read_file(arguments[5], campaign.file, &campaign.size);
	if (campaign.stride == 0 || campaign.size == 0)
		return 64;
	campaign.bytes = bytes;
	choose(&campaign, arguments[1]);
	for (i = 0; i < campaign.threads; i++) {
		workers[i].campaign = &campaign;
		workers[i].directory = arguments[5 + i];
		workers[i].number = i;
		if (!check(&workers[i], &total) || total.sound == 0 ||
		    total.sound != total.files) {
			fprintf(stderr, "not sound before any change\n");
			return 2;
		}
	}
	for (i = 0; i < campaign.threads; i++)
		if (pthread_create(
			&workers[i].thread, NULL, work, &workers[i]) != 0)
			fail("pthread_create");
	for (i = 0; i < campaign.threads; i++)
		pthread_join(workers[i].thread, NULL);
	print(arguments[1], workers, campaign.threads, total.parts);
	free(bytes);
	return 0;
}
