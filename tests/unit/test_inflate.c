/* Reading a gzip member back: the one that was asked for, or a reason. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "deflate.h"
#include "inflate.h"
#include "utf8.h"

static struct nc_buffer file;
static size_t second; /* where the second member begins */

static void
make_file(void)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);
	struct nc_buffer large = NC_BUFFER((size_t)1 << 20);
	unsigned i;

	file = (struct nc_buffer)NC_BUFFER((size_t)1 << 20);
	assert_non_null(deflater);
	for (i = 0; i < 20000; i++)
		nc_buffer_format(&large, "%u ", i * 7919 % 10007);
	assert_int_equal(
	    nc_gzip_member(deflater, nc_text("the first"), &file, NULL), 0);
	second = file.size;
	assert_int_equal(
	    nc_gzip_member(deflater,
		(struct newsconv_text){large.data, large.size}, &file, NULL),
	    0);
	nc_buffer_free(&large);
	nc_deflater_free(deflater);
}

static int
inflate_at(uint64_t offset, struct nc_buffer *target, size_t size)
{
	struct newsconv_error error;
	int descriptor, result;

	tree_write("f.gz", file.data, size);
	descriptor = open("f.gz", O_RDONLY);
	assert_true(descriptor >= 0);
	result = nc_inflate_member(descriptor, offset, target, &error);
	close(descriptor);
	return result;
}

static void
a_member_ends_where_it_ends(void **state)
{
	struct nc_buffer target = NC_BUFFER((size_t)1 << 20);

	(void)state;
	make_file();
	assert_int_equal(inflate_at(0, &target, file.size), 0);
	assert_int_equal(target.size, strlen("the first"));
	assert_memory_equal(target.data, "the first", target.size);
	nc_buffer_clear(&target);
	assert_int_equal(inflate_at(second, &target, file.size), 0);
	assert_true(target.size > 80000);
	assert_memory_equal(target.data, "0 7919 ", 7);
	nc_buffer_free(&target);
	nc_buffer_free(&file);
}

static void
one_that_is_cut_or_changed_fails(void **state)
{
	struct nc_buffer target = NC_BUFFER((size_t)1 << 20);

	(void)state;
	make_file();
	assert_int_equal(
	    inflate_at(second, &target, file.size - 9), NEWSCONV_READ_FAILED);
	nc_buffer_clear(&target);
	assert_int_equal(
	    inflate_at(file.size, &target, file.size), NEWSCONV_READ_FAILED);
	nc_buffer_clear(&target);
	file.data[file.size - 6] ^= 1; /* of the CRC */
	assert_int_equal(
	    inflate_at(second, &target, file.size), NEWSCONV_READ_FAILED);
	nc_buffer_clear(&target);
	assert_int_equal(
	    inflate_at(second + 1, &target, file.size), NEWSCONV_READ_FAILED);
	nc_buffer_free(&target);
	nc_buffer_free(&file);
}

static void
one_above_the_ceiling_is_refused(void **state)
{
	struct nc_buffer target = NC_BUFFER(50000);

	(void)state;
	make_file();
	assert_int_equal(
	    inflate_at(second, &target, file.size), NEWSCONV_TOO_LARGE);
	nc_buffer_free(&target);
	nc_buffer_free(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_member_ends_where_it_ends),
	    cmocka_unit_test(one_that_is_cut_or_changed_fails),
	    cmocka_unit_test(one_above_the_ceiling_is_refused),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
