/*
 * A target without a fuzzer: each file as it is, then changed MUTATIONS times in
 * ways that are the same in each run.
 *
 *	replay MUTATIONS FILE...
 *
 * The seed of the input that is tried stands in `trying`, for a debugger, and is
 * printed when the target aborts.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

enum { SECONDS = 20 };

static char trying[4200];

static void
tell(int number)
{
	ssize_t ignored = write(STDERR_FILENO, trying, strlen(trying));

	(void)ignored;
	signal(number, SIG_DFL);
	raise(number);
}

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u;
}

/* Values that sizes, counts and offsets go wrong on. */
static void
put_odd_number(uint8_t *data, size_t size, uint64_t *state)
{
	static const uint8_t odd[][4] = {{0, 0, 0, 0}, {0xff, 0xff, 0xff, 0xff},
	    {0xff, 0xff, 0xff, 0x7f}, {0, 0, 0, 0x80}, {1, 0, 0, 0},
	    {0xfe, 0xff, 0xff, 0xff}};
	size_t at;

	if (size < 4)
		return;
	at = next_random(state) % (size - 3);
	memcpy(data + at, odd[next_random(state) % 6], 4);
}

static size_t
mutate(uint8_t *data, size_t size, uint64_t *state)
{
	unsigned edits = 1 + (unsigned)(next_random(state) % 4);
	size_t from, to, length;

	while (edits-- > 0 && size > 0) {
		from = next_random(state) % size;
		switch (next_random(state) % 6) {
		case 0:
			data[from] ^= (uint8_t)(1u << next_random(state) % 8);
			break;
		case 1:
			data[from] = (uint8_t)next_random(state);
			break;
		case 2:
			put_odd_number(data, size, state);
			break;
		case 3: /* a cut */
			if (next_random(state) % 4 == 0)
				size = from;
			break;
		case 4: /* a piece taken out */
			length = next_random(state) % (size - from) % 64;
			memmove(data + from, data + from + length,
			    size - from - length);
			size -= length;
			break;
		case 5: /* a piece copied over another */
			to = next_random(state) % size;
			length = size - (from > to ? from : to);
			memmove(data + to, data + from, length % 200);
			break;
		}
	}
	return size;
}

/* Each input in memory of its own size, so that reading past it is seen. */
static void
give(const uint8_t *data, size_t size)
{
	uint8_t *exact = malloc(size > 0 ? size : 1);

	if (exact == NULL)
		abort();
	if (size > 0)
		memcpy(exact, data, size);
	alarm(SECONDS);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static uint8_t *
load(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data;
	long end;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (end = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
		abort();
	*size = (size_t)end;
	data = malloc(*size + 1);
	if (data == NULL || fread(data, 1, *size, file) != *size)
		abort();
	fclose(file);
	return data;
}

int
main(int argc, char **argv)
{
	uint64_t state = 88172645463325252u;
	unsigned long mutations, round, count = 0;
	int i;

	if (argc < 3)
		return 64;
	mutations = strtoul(argv[1], NULL, 10);
	signal(SIGABRT, tell);
	signal(SIGSEGV, tell);
	signal(SIGALRM, tell);
	for (i = 2; i < argc; i++) {
		size_t size;
		uint8_t *data = load(argv[i], &size);
		uint8_t *copy = malloc(size + 1);

		if (copy == NULL)
			abort();
		for (round = 0; round <= mutations; round++, count++) {
			size_t changed = size;

			snprintf(trying, sizeof(trying),
			    "%s, round %lu, seed %" PRIx64 "\n", argv[i], round,
			    state);
			memcpy(copy, data, size);
			if (round > 0)
				changed = mutate(copy, size, &state);
			give(copy, changed);
		}
		free(copy);
		free(data);
	}
	printf("%lu inputs\n", count);
	return 0;
}
