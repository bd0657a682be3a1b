/* Sorting files of lines: as sort(1) does it in the C locale, in any memory. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#include "unit.h"

#include "memory.h"
#include "sort_lines.h"

static char folder[64];

static const char *
path_of(const char *name)
{
	static char paths[4][256];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, 256, "%s/%s", folder, name);
	return path;
}

static void
write_file(const char *name, const char *data, size_t size)
{
	FILE *file = fopen(path_of(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void
read_file(const char *name, struct nc_buffer *buffer)
{
	FILE *file = fopen(path_of(name), "rb");
	int c;

	assert_non_null(file);
	nc_buffer_clear(buffer);
	nc_buffer_add(buffer, "", 0);
	while ((c = getc(file)) != EOF)
		nc_buffer_byte(buffer, (unsigned char)c);
	fclose(file);
}

/* Names in the folder but for "." and ".."; a way to see what was left. */
static unsigned
files_in_folder(void)
{
	DIR *directory = opendir(folder);
	unsigned count = 0;

	assert_non_null(directory);
	while (readdir(directory) != NULL)
		count++;
	closedir(directory);
	return count - 2;
}

static int
make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/newsconv-sort-XXXXXX");
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
remove_folder(void **state)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;

	(void)state;
	while ((entry = readdir(directory)) != NULL)
		if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
			unlink(path_of(entry->d_name));
	closedir(directory);
	return rmdir(folder);
}

static int
sort_files(const char *const *names, size_t count, char separator, bool unique,
    size_t memory, struct newsconv_error *error)
{
	char paths[200][256];
	const char *sources[200];
	struct nc_sort_options options = {.sources = sources,
	    .source_count = count,
	    .separator = separator,
	    .unique = unique,
	    .memory = memory};
	size_t i;

	assert_true(count <= 200);
	for (i = 0; i < count; i++) {
		snprintf(paths[i], sizeof(paths[i]), "%s/%s", folder, names[i]);
		sources[i] = paths[i];
	}
	return nc_sort_lines(path_of("target"), &options, error);
}

static void
expect(const char *const *names, size_t count, char separator, bool unique,
    size_t memory, const char *expected, size_t expected_size)
{
	struct nc_buffer got = NC_BUFFER(SIZE_MAX);
	struct newsconv_error error;

	if (sort_files(names, count, separator, unique, memory, &error) < 0)
		fail_msg("%s: %s", error.where, error.text);
	read_file("target", &got);
	assert_int_equal(got.size, expected_size);
	assert_memory_equal(got.data, expected, expected_size);
	nc_buffer_free(&got);
	assert_int_equal(files_in_folder(), count + 1);
}

static void
lines_are_ordered_by_their_bytes(void **state)
{
	static const char *const names[] = {"a", "b"};
	static const char a[] = "b\n\xff\n\n\nab\na\n",
			  b[] = "\xc3\xa9\nB\n\x01";
	static const char sorted[] = "\x01\nB\na\nab\nb\n\xc3\xa9\n\xff\n";

	(void)state;
	write_file("a", a, sizeof(a) - 1);
	write_file("b", b, sizeof(b) - 1);
	expect(names, 2, '\n', false, 0, sorted, sizeof(sorted) - 1);
	expect(names, 2, '\n', false, 1, sorted, sizeof(sorted) - 1);
}

static void
equal_lines_stay_unless_one_is_wanted(void **state)
{
	static const char *const names[] = {"a", "b"};
	size_t memory;

	(void)state;
	write_file("a", "x\nx\na\n", 6);
	write_file("b", "x\nb\na\n", 6);
	for (memory = 0; memory < 1000; memory += 90) {
		expect(names, 2, '\n', false, memory, "a\na\nb\nx\nx\nx\n", 12);
		expect(names, 2, '\n', true, memory, "a\nb\nx\n", 6);
	}
}

static void
nul_separates_names_with_line_ends(void **state)
{
	static const char *const names[] = {"a"};

	(void)state;
	write_file("a", "b\nc\0a\0\0b", 8);
	expect(names, 1, '\0', false, 0, "a\0b\0b\nc\0", 8);
}

static void
nothing_makes_an_empty_file(void **state)
{
	static const char *const names[] = {"a"};

	(void)state;
	write_file("a", "\n\n\n", 3);
	expect(names, 1, '\n', false, 0, "", 0);
	unlink(path_of("a"));
	expect(names, 0, '\n', false, 0, "", 0);
}

static int
compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* `count` lines of a generator with a seed, into a file; added to `lines`. */
static void
random_file(const char *name, unsigned count, char **lines, size_t *line_count,
    unsigned long *seed)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	unsigned i;

	for (i = 0; i < count; i++) {
		char line[80];

		*seed = *seed * 6364136223846793005UL + 1442695040888963407UL;
		snprintf(line, sizeof(line), "%lx-%0*d", *seed >> 50,
		    (int)(*seed >> 40 & 31) + 1, 0);
		lines[(*line_count)++] = strdup(line);
		nc_buffer_text(&buffer, line);
		nc_buffer_byte(&buffer, '\n');
	}
	write_file(name, buffer.data, buffer.size);
	nc_buffer_free(&buffer);
}

/* Runs by the hundred, merged in several passes, against qsort(). */
static void
little_memory_gives_the_same_order(void **state)
{
	static const char *const names[] = {"a", "b", "c"};
	static const size_t memories[] = {0, 1, 700, 5000, 300000};
	struct nc_buffer expected = NC_BUFFER(SIZE_MAX);
	char *lines[9000];
	size_t count = 0, i;
	unsigned long seed = 7;

	(void)state;
	for (i = 0; i < 3; i++)
		random_file(names[i], 3000, lines, &count, &seed);
	qsort(lines, count, sizeof(*lines), compare_strings);
	for (i = 0; i < count; i++) {
		nc_buffer_text(&expected, lines[i]);
		nc_buffer_byte(&expected, '\n');
		free(lines[i]);
	}
	for (i = 0; i < sizeof(memories) / sizeof(*memories); i++)
		expect(names, 3, '\n', false, memories[i], expected.data,
		    expected.size);
	nc_buffer_free(&expected);
}

/* More sorted sources than are kept open, an unsorted one among them. */
static void
sorted_sources_are_merged_whatever_their_number(void **state)
{
	static char text[150][8];
	const char *names[150];
	struct nc_buffer expected = NC_BUFFER(SIZE_MAX);
	unsigned i;

	(void)state;
	for (i = 0; i < 150; i++) {
		char lines[64];

		snprintf(text[i], sizeof(text[i]), "s%03u", i);
		names[i] = text[i];
		snprintf(lines, sizeof(lines),
		    i == 70 ? "2-%03u\n1-%03u\n" : "1-%03u\n2-%03u\n", i, i);
		write_file(names[i], lines, strlen(lines));
	}
	for (i = 0; i < 300; i++)
		nc_buffer_format(&expected, "%u-%03u\n", 1 + i / 150, i % 150);
	expect(names, 150, '\n', false, 0, expected.data, expected.size);
	expect(names, 150, '\n', false, 400, expected.data, expected.size);
	nc_buffer_free(&expected);
}

static void
lines_may_be_larger_than_memory(void **state)
{
	static const char *const names[] = {"a"};
	struct nc_buffer source = NC_BUFFER(SIZE_MAX);
	struct nc_buffer expected = NC_BUFFER(SIZE_MAX);
	size_t size = 300000, i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_true(nc_buffer_reserve(&source, size + 2));
		memset(source.data + source.size, (int)('c' - i), size);
		source.size += size;
		nc_buffer_byte(&source, '\n');
		nc_buffer_text(&source, "bb\n");
	}
	assert_true(nc_buffer_reserve(&expected, source.size));
	nc_buffer_add(&expected, source.data + 2 * (size + 4), size + 1);
	nc_buffer_text(&expected, "bb\nbb\nbb\n");
	nc_buffer_add(&expected, source.data + size + 4, size + 1);
	nc_buffer_add(&expected, source.data, size + 1);
	write_file("a", source.data, source.size);
	expect(names, 1, '\n', false, 1000, expected.data, expected.size);
	expect(names, 1, '\n', false, 0, expected.data, expected.size);
	nc_buffer_free(&source);
	nc_buffer_free(&expected);
}

static void
target_may_be_one_of_the_sources(void **state)
{
	static const char *const names[] = {"target", "b"};
	struct nc_buffer got = NC_BUFFER(SIZE_MAX);

	(void)state;
	write_file("target", "a\nc\n", 4);
	write_file("b", "b\n", 2);
	assert_int_equal(sort_files(names, 2, '\n', false, 0, NULL), 0);
	read_file("target", &got);
	assert_int_equal(got.size, 6);
	assert_memory_equal(got.data, "a\nb\nc\n", 6);
	nc_buffer_free(&got);
}

static void
failures_name_the_file(void **state)
{
	static const char *const missing[] = {"missing"};
	struct nc_sort_options options = {.separator = '\n'};
	struct newsconv_error error;

	(void)state;
	assert_int_equal(sort_files(missing, 1, '\n', false, 0, &error),
	    NEWSCONV_READ_FAILED);
	assert_non_null(strstr(error.where, "missing"));
	assert_int_equal(error.sys_errno, 2);
	assert_int_equal(
	    nc_sort_lines(path_of("none/target"), &options, &error),
	    NEWSCONV_WRITE_FAILED);
	assert_non_null(strstr(error.where, "none/target"));
	write_file("directory", "", 0);
	unlink(path_of("directory"));
	assert_int_equal(mkdir(path_of("directory"), 0700), 0);
	{
		static const char *const names[] = {"directory"};

		assert_int_equal(sort_files(names, 1, '\n', false, 0, &error),
		    NEWSCONV_READ_FAILED);
	}
	assert_int_equal(rmdir(path_of("directory")), 0);
	assert_int_equal(files_in_folder(), 0);
}

/* A limit on the size of files is an error like a full disk. */
static void
full_disk_leaves_nothing(void **state)
{
	static const char *const names[] = {"a"};
	struct rlimit before, limit;
	struct newsconv_error error;
	char *lines[3000];
	size_t count = 0, memory;
	unsigned long seed = 9;

	(void)state;
	random_file("a", 3000, lines, &count, &seed);
	while (count > 0)
		free(lines[--count]);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = 20000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	for (memory = 0; memory < 30000; memory += 10000) {
		assert_int_equal(
		    sort_files(names, 1, '\n', false, memory, &error),
		    NEWSCONV_WRITE_FAILED);
		assert_non_null(strstr(error.where, "target"));
		assert_int_equal(files_in_folder(), 1);
	}
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(lines_are_ordered_by_their_bytes),
	    TEST(equal_lines_stay_unless_one_is_wanted),
	    TEST(nul_separates_names_with_line_ends),
	    TEST(nothing_makes_an_empty_file),
	    TEST(little_memory_gives_the_same_order),
	    TEST(sorted_sources_are_merged_whatever_their_number),
	    TEST(lines_may_be_larger_than_memory),
	    TEST(target_may_be_one_of_the_sources),
	    TEST(failures_name_the_file),
	    TEST(full_disk_leaves_nothing),
	};

	return RUN(tests);
}
