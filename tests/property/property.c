/*
 * What must hold for any input, held against samples and against damage done to
 * them.  Prints TAP.  The damage is pseudo-random and the same in each run.
 *
 *	property DIRECTORY SAMPLE...	DIRECTORY is for scratch files
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "accounting.h"
#include "newsconv.h"

struct bytes {
	char *data;
	size_t size;
};

static unsigned tests, test_failures;
static char messages[8192];
static const char *scratch;

static void
fail(const char *format, ...)
{
	size_t used = strlen(messages);
	va_list arguments;

	test_failures++;
	if (used + 300 > sizeof(messages))
		return;
	memcpy(messages + used, "# ", 3);
	va_start(arguments, format);
	vsnprintf(messages + used + 2, 290, format, arguments);
	va_end(arguments);
	strcat(messages, "\n");
}

/* End of a test: everything fail() was told since the last one. */
static void
claim(const char *name)
{
	printf("%sok %u - %s\n%s", test_failures > 0 ? "not " : "", ++tests,
	    name, messages);
	fflush(stdout);
	test_failures = 0;
	messages[0] = '\0';
}

/* xorshift64*: the same numbers everywhere. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u;
}

static void *
allocate(size_t size)
{
	void *memory = malloc(size);

	if (memory == NULL)
		abort();
	return memory;
}

static struct bytes
load(const char *path)
{
	struct bytes bytes = {NULL, 0};
	FILE *file = fopen(path, "rb");
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0) {
		printf("Bail out! cannot read %s\n", path);
		exit(1);
	}
	bytes.size = (size_t)size;
	bytes.data = allocate(bytes.size + 1);
	if (fread(bytes.data, 1, bytes.size, file) != bytes.size)
		abort();
	fclose(file);
	return bytes;
}

static const char *
scratch_path(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	return path;
}

static void
store(const char *path, const void *data, size_t size)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (file < 0 || write(file, data, size) != (ssize_t)size ||
	    close(file) != 0)
		abort();
}

/* ---------------------------------------------------------- any input at all */

/* Results that a hostile input may have. */
static int
is_refusal(int result)
{
	return result == NEWSCONV_EMPTY || result == NEWSCONV_BINARY ||
	    result == NEWSCONV_TOO_LARGE;
}

/* Cut wherever a sign could mean it: no cut may lose a line. */
static void
account_all(const char *name, const char *data, size_t size)
{
	struct newsconv_articles *articles = NULL;
	struct newsconv_read_options options;
	struct newsconv_error error;
	const char *fault;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.split = NEWSCONV_SPLIT_ALWAYS;
	if (newsconv_articles_parse(&articles, data, size, &options, &error) <
	    0)
		return;
	fault = accounting_fault_of_all(articles);
	if (fault != NULL)
		fail("%s, split: %s", name, fault);
	newsconv_articles_free(articles);
}

static void
account(const char *name, const char *data, size_t size, int must_be_read)
{
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	const char *fault;
	int result;

	result = newsconv_article_parse(&article, data, size, NULL, &error);
	if (result < 0) {
		if (must_be_read || !is_refusal(result))
			fail("%s: result %d: %s", name, result, error.text);
		return;
	}
	fault = accounting_fault(article);
	if (fault != NULL)
		fail("%s: %s", name, fault);
	newsconv_article_free(article);
	account_all(name, data, size);
}

static void
account_mutations(const char *path, uint64_t *state, unsigned times)
{
	struct bytes sample = load(path);
	char *copy = allocate(sample.size * 2 + 1);
	char name[4200];

	while (times-- > 0) {
		uint64_t seed = *state;
		size_t size = sample.size, i, from;
		unsigned edits = (unsigned)(next_random(state) % 8);

		memcpy(copy, sample.data, size);
		for (i = 0; i < edits && size > 0; i++)
			copy[next_random(state) % size] = (char)next_random(
			    state);
		switch (next_random(state) % 3) {
		case 0: /* a cut at either end */
			from = size > 0 ? next_random(state) % size : 0;
			size -= from;
			memmove(copy, copy + from, size);
			if (size > 0)
				size -= next_random(state) % size;
			break;
		case 1: /* a part twice */
			from = size > 0 ? next_random(state) % size : 0;
			memmove(copy + size, copy + from, size - from);
			size += size - from;
			break;
		}
		snprintf(name, sizeof(name), "%s, seed %" PRIx64, path, seed);
		account(name, copy, size, 0);
	}
	free(copy);
	free(sample.data);
}

static void
account_noise(uint64_t *state)
{
	static const char alphabet[] =
	    "aB.\n\n\f\r \t\"-:\xc3\xa4\xe2\x80\x94\0|";
	char noise[3000], name[64];
	unsigned round;

	for (round = 0; round < 1000; round++) {
		uint64_t seed = *state;
		size_t size = next_random(state) % sizeof(noise), i;

		for (i = 0; i < size; i++)
			noise[i] = round % 4 == 0
			    ? (char)next_random(state)
			    : alphabet[next_random(state) %
				  (sizeof(alphabet) - 1)];
		snprintf(name, sizeof(name), "noise, seed %" PRIx64, seed);
		account(name, noise, size, 0);
	}
}

/* ------------------------------------------------------ writing and checking */

static int
write_archive(const char *path, char *const *samples, int count,
    struct newsconv_error *error)
{
	struct newsconv_write_options options;
	struct newsconv_article *article = NULL;
	struct newsconv_output *output = NULL;
	int result, i;

	newsconv_write_options_init(&options);
	options.replace = 1;
	result = newsconv_output_open(
	    &output, path, newsconv_format_for_path(path), &options, error);
	for (i = 0; i < count && result == 0; i++) {
		result = newsconv_article_read(
		    &article, samples[i], NULL, error);
		if (result == 0)
			result = newsconv_output_add(output, article, error);
		newsconv_article_free(article);
		article = NULL;
	}
	if (result == 0)
		result = newsconv_output_finish(output, error);
	newsconv_output_free(output);
	return result;
}

struct seen {
	unsigned findings;
	char first[300];
};

static void
see(const struct newsconv_finding *finding, void *context)
{
	struct seen *seen = context;

	if (seen->findings++ == 0)
		snprintf(seen->first, sizeof(seen->first), "%s %s: %s",
		    finding->code, finding->part, finding->text);
}

static void
verify_clean(const char *path)
{
	struct newsconv_summary summary;
	struct newsconv_error error;
	struct seen seen = {0, ""};
	int result = newsconv_verify(path, see, &seen, &summary, &error);

	if (result < 0)
		fail("%s: %s", path, error.text);
	else if (seen.findings > 0)
		fail("%s: %s", path, seen.first);
	else if (summary.parts == 0)
		fail("%s: nothing was checked", path);
}

static void
write_then_verify(char *const *samples, int count)
{
	static const char *const names[] = {
	    "one.epub", "one.json", "one.jsonl", "one.warc", "one.warc.gz"};
	struct newsconv_error error;
	size_t k;
	int i;

	for (i = 0; i < count; i++)
		for (k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
			const char *path = scratch_path(names[k]);

			if (write_archive(path, samples + i, 1, &error) != 0)
				fail("%s to %s: %s", samples[i], names[k],
				    error.text);
			else
				verify_clean(path);
		}
}

/* Whether newsconv_verify() calls these bytes anything but sound. */
static int
is_found(const char *path, const char *data, size_t size)
{
	struct newsconv_summary summary;
	struct newsconv_error error;

	store(path, data, size);
	return newsconv_verify(path, NULL, NULL, &summary, &error) < 0 ||
	    summary.errors > 0;
}

static int
stands_at(
    const struct bytes *archive, size_t at, const char *bytes, size_t size)
{
	return at + size <= archive->size &&
	    memcmp(archive->data + at, bytes, size) == 0;
}

/*
 * Starts of gzip members and of WARC records: a file cut there is a shorter
 * file and no damaged one.
 */
static int
is_boundary(const struct bytes *archive, size_t at)
{
	return at > 0 &&
	    (stands_at(archive, at, "\x1f\x8b\x08\0", 4) ||
		stands_at(archive, at, "WARC/1.1\r\n", 10));
}

static size_t
text_end(const struct bytes *archive, const char *name)
{
	size_t end = archive->size;

	/* Without its last line feed a JSON text is the same JSON text. */
	if (strstr(name, ".json") != NULL && end > 0 &&
	    archive->data[end - 1] == '\n')
		end--;
	return end;
}

static void
cuts_are_found(const char *name, char *const *samples, int count)
{
	const char *path = scratch_path(name);
	struct newsconv_error error;
	struct bytes archive;
	size_t step, at, end;

	if (write_archive(path, samples, count, &error) != 0) {
		fail("%s: %s", name, error.text);
		return;
	}
	archive = load(path);
	end = text_end(&archive, name);
	step = end / 200 + 1;
	for (at = 0; at<end; at += at + 64> end || at < 64 ? 1 : step) {
		if (is_boundary(&archive, at))
			continue;
		if (!is_found(path, archive.data, at))
			fail("%s cut to %zu of %zu bytes is called sound", name,
			    at, archive.size);
	}
	free(archive.data);
}

/*
 * Bytes that no reader gives a meaning to, so that changing them damages
 * nothing: in the header of a gzip member its time, extra flags and system
 * (RFC 1952, 2.3.1); in the ZIP directory the version and system it was made by
 * and the attributes of a file (APPNOTE 4.4.2, 4.4.14, 4.4.15).
 */
static int
is_idle(const struct bytes *archive, size_t at)
{
	size_t back;

	for (back = 4; back < 42 && back <= at; back++) {
		size_t start = at - back;

		if (back <= 9 && stands_at(archive, start, "\x1f\x8b\x08", 3))
			return 1;
		if ((back <= 5 || back >= 36) &&
		    stands_at(archive, start, "PK\1\2", 4))
			return 1;
	}
	return 0;
}

static void
flips_are_found(const char *name, char *const *samples, int count)
{
	const char *path = scratch_path(name);
	struct newsconv_error error;
	struct bytes archive;
	uint64_t state = 88172645463325252u;
	unsigned round;

	if (write_archive(path, samples, count, &error) != 0) {
		fail("%s: %s", name, error.text);
		return;
	}
	archive = load(path);
	for (round = 0; round < 300; round++) {
		size_t at = archive.size * round / 300 +
		    next_random(&state) % (archive.size / 300 + 1);
		unsigned bit = (unsigned)(next_random(&state) % 8);

		if (at >= archive.size || is_idle(&archive, at))
			continue;
		archive.data[at] = (char)(archive.data[at] ^ (1 << bit));
		if (!is_found(path, archive.data, archive.size))
			fail("%s with bit %u of byte %zu of %zu changed is "
			     "called sound",
			    name, bit, at, archive.size);
		archive.data[at] = (char)(archive.data[at] ^ (1 << bit));
	}
	free(archive.data);
}

/* -------------------------------------------------------------- linear time */

static double
cpu_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Of reading `size` bytes made of `pattern` again and again; less is better. */
static double
time_of(const char *pattern, size_t size)
{
	size_t length = strlen(pattern), at;
	char *text = allocate(size);
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	double start, best = 1e9;
	int round, result;

	for (at = 0; at < size; at++)
		text[at] = pattern[at % length];
	for (round = 0; round < 2; round++) {
		start = cpu_seconds();
		result = newsconv_article_parse(
		    &article, text, size, NULL, &error);
		if (result < 0 && result != NEWSCONV_EMPTY)
			fail("%zu bytes of \"%.20s\": %s", size, pattern,
			    error.text);
		newsconv_article_free(article);
		article = NULL;
		if (cpu_seconds() - start < best)
			best = cpu_seconds() - start;
	}
	free(text);
	return best;
}

/* Four times the bytes may take eight times as long: the clock is coarse. */
static void
time_is_linear(void)
{
	static const struct {
		const char *pattern;
		const char *name;
		size_t size;
	} cases[] = {
	    {"The harbour was closed on Monday, the mayor said.  ", "one line",
		1 << 20},
	    {"The harbour was closed on Monday, the mayor said.\n\n", "blocks",
		1 << 20},
	    {"A line about as long as those of a text that was wrapped\nis.\n",
		"wrapped lines", 1 << 20},
	    {"\xc3\xa4\xcc\x81\xe2\x80\x94", "combining marks", 1 << 20},
	    {"\n\n\n \t\n", "blank lines", 1 << 20},
	    {"Sign\n", "marker-like lines", 1 << 18},
	    {"a\n", "lines of a letter", 1 << 18},
	    {"By Ann Lee, Bob Roe and Cy Poe\n", "bylines", 1 << 18},
	    {"Monday, 12 June 2021 08:30, 13 June 2021\n", "dates", 1 << 18},
	    {"By Ann Lee, Bob Roe and Cy Poe, ", "a long byline", 1 << 18},
	    {"12 June 2021 08:30, 13 June 2021 ", "a long date", 1 << 18},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double small = time_of(cases[i].pattern, cases[i].size);
		double large = time_of(cases[i].pattern, 4 * cases[i].size);

		if (large > 8 * small && large > 0.1)
			fail("%s: %zu bytes take %.3f s, four times as many "
			     "%.3f s",
			    cases[i].name, cases[i].size, small, large);
	}
}

int
main(int argc, char **argv)
{
	char *const *samples = argv + 2;
	int count = argc - 2, i;
	uint64_t state = 20210612;

	if (count < 1)
		return 64;
	scratch = argv[1];
	for (i = 0; i < count; i++) {
		struct bytes bytes = load(samples[i]);

		account(samples[i], bytes.data, bytes.size, 1);
		free(bytes.data);
	}
	claim("samples_lose_no_byte");
	for (i = 0; i < count; i++)
		account_mutations(samples[i], &state, 150);
	claim("damaged_samples_lose_no_byte");
	account_noise(&state);
	claim("noise_loses_no_byte");
	write_then_verify(samples, count);
	claim("what_is_written_verifies_clean");
	cuts_are_found("cut.epub", samples, 2);
	claim("any_cut_of_an_epub_is_found");
	cuts_are_found("cut.json", samples, 1);
	claim("any_cut_of_json_is_found");
	cuts_are_found("cut.jsonl", samples, 1);
	claim("any_cut_of_a_json_line_is_found");
	cuts_are_found("cut.warc", samples, 1);
	claim("any_cut_of_a_warc_is_found");
	cuts_are_found("cut.warc.gz", samples, 1);
	claim("any_cut_of_a_gzipped_warc_is_found");
	flips_are_found("flip.epub", samples, 2);
	claim("any_changed_bit_of_an_epub_is_found");
	flips_are_found("flip.warc.gz", samples, 1);
	claim("any_changed_bit_of_a_gzipped_warc_is_found");
	time_is_linear();
	claim("time_is_linear_in_the_size_of_the_input");
	printf("1..%u\n", tests);
	return 0;
}
