/* What waits comes back as it went in, from memory and from a file. */
#include "unit.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "book_spool.h"
#include "utf8.h"

enum { TEXTS = 40 };

/* Larger than what waits in memory by a few times. */
#define TEXT_SIZE ((size_t)1 << 20)

struct fixture {
	char directory[64], path[128];
	struct nc_sink *sink;
	struct nc_spool *spool;
	struct nc_arena *arena;
	struct nc_spooled places[TEXTS];
};

static void
begin(struct fixture *fixture)
{
	struct newsconv_error error;

	snprintf(fixture->directory, sizeof(fixture->directory),
	    "/tmp/newsconv-spool-%ld", (long)getpid());
	assert_int_equal(mkdir(fixture->directory, 0700), 0);
	snprintf(
	    fixture->path, sizeof(fixture->path), "%s/out", fixture->directory);
	assert_int_equal(
	    nc_sink_open(&fixture->sink, fixture->path, false, &error),
	    NEWSCONV_OK);
	fixture->spool = nc_spool_new(fixture->sink);
	fixture->arena = nc_arena_new((size_t)1 << 30);
	assert_non_null(fixture->spool);
}

static unsigned
count_names(const char *directory)
{
	DIR *stream = opendir(directory);
	unsigned count = 0;

	assert_non_null(stream);
	while (readdir(stream) != NULL)
		count++;
	closedir(stream);
	return count - 2; /* "." and ".." */
}

static void
end(struct fixture *fixture)
{
	nc_spool_free(fixture->spool);
	nc_sink_free(fixture->sink);
	nc_arena_free(fixture->arena);
	unlink(fixture->path);
	assert_int_equal(rmdir(fixture->directory), 0);
}

/* Text `number` is `size` times its letter. */
static void
add(struct fixture *fixture, size_t number, size_t size)
{
	struct newsconv_error error;
	char *text = malloc(size + 1);

	assert_non_null(text);
	memset(text, 'a' + (int)(number % 26), size);
	assert_int_equal(
	    nc_spool_add(fixture->spool, (struct newsconv_text){text, size},
		&fixture->places[number], &error),
	    NEWSCONV_OK);
	free(text);
}

static void
expect(struct fixture *fixture, size_t number, size_t size)
{
	struct newsconv_error error;
	struct newsconv_text text;
	size_t i;

	assert_int_equal(nc_spool_get(fixture->spool, fixture->places[number],
			     fixture->arena, &text, &error),
	    NEWSCONV_OK);
	assert_int_equal(text.size, size);
	for (i = 0; i < size; i++)
		if (text.data[i] != 'a' + (int)(number % 26))
			fail_msg("text %zu, byte %zu", number, i);
}

static void
little_comes_back_from_memory(void **state)
{
	struct fixture fixture;
	size_t i;

	(void)state;
	begin(&fixture);
	for (i = 0; i < TEXTS; i++)
		add(&fixture, i, 100 * i);
	for (i = TEXTS; i > 0; i--)
		expect(&fixture, i - 1, 100 * (i - 1));
	end(&fixture);
}

static void
much_comes_back_from_a_file_without_a_name(void **state)
{
	struct fixture fixture;
	unsigned before;
	size_t i;

	(void)state;
	begin(&fixture);
	before = count_names(fixture.directory);
	for (i = 0; i < TEXTS; i++)
		add(&fixture, i, TEXT_SIZE + i);
	assert_int_equal(count_names(fixture.directory), before);
	for (i = 0; i < TEXTS; i++)
		expect(&fixture, i, TEXT_SIZE + i);
	end(&fixture);
}

static void
what_is_larger_than_memory_may_have_comes_back(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	add(&fixture, 0, 10);
	add(&fixture, 1, 3 * NC_SPOOL_MEMORY);
	add(&fixture, 2, 10);
	add(&fixture, 3, NC_SPOOL_MEMORY - 1);
	add(&fixture, 4, 0);
	expect(&fixture, 0, 10);
	expect(&fixture, 1, 3 * NC_SPOOL_MEMORY);
	expect(&fixture, 2, 10);
	expect(&fixture, 3, NC_SPOOL_MEMORY - 1);
	expect(&fixture, 4, 0);
	end(&fixture);
}

static void
all_of_it_is_written_in_order(void **state)
{
	struct fixture fixture;
	struct newsconv_error error;
	char byte;
	int descriptor;
	size_t i;

	(void)state;
	begin(&fixture);
	for (i = 0; i < TEXTS; i++)
		add(&fixture, i, TEXT_SIZE);
	assert_int_equal(
	    nc_spool_write(fixture.spool, fixture.sink, &error), NEWSCONV_OK);
	assert_int_equal(nc_sink_offset(fixture.sink), TEXTS * TEXT_SIZE);
	assert_int_equal(
	    nc_sink_flush(fixture.sink, &descriptor, &error), NEWSCONV_OK);
	for (i = 0; i < TEXTS; i++) {
		assert_int_equal(
		    pread(descriptor, &byte, 1, (off_t)(i * TEXT_SIZE)), 1);
		assert_int_equal(byte, 'a' + (int)(i % 26));
	}
	end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(little_comes_back_from_memory),
	    cmocka_unit_test(much_comes_back_from_a_file_without_a_name),
	    cmocka_unit_test(what_is_larger_than_memory_may_have_comes_back),
	    cmocka_unit_test(all_of_it_is_written_in_order),
	};

	return RUN(tests);
}
