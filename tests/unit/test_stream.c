/* The window: what was seen and not taken comes again; sizes are kept. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <errno.h>

#include "tree.h"

#include "stream.h"

static struct nc_stream *
open_file(const char *text)
{
	struct nc_stream *stream;

	tree_file("a", text);
	assert_int_equal(nc_stream_open(&stream, "a", NULL), NEWSCONV_OK);
	return stream;
}

static void
what_is_looked_at_comes_again(void **state)
{
	struct nc_stream *stream = open_file("one two");
	struct nc_buffer target = NC_BUFFER(100);
	struct newsconv_text seen;

	(void)state;
	assert_int_equal(nc_stream_peek(stream, 3, &seen, NULL), NEWSCONV_OK);
	assert_true(seen.size >= 3);
	assert_memory_equal(seen.data, "one", 3);
	nc_stream_skip(stream, 4);
	assert_int_equal(
	    nc_stream_take(stream, &target, 100, NULL), NEWSCONV_OK);
	assert_int_equal(target.size, 3);
	assert_memory_equal(target.data, "two", 3);
	assert_int_equal(nc_stream_peek(stream, 1, &seen, NULL), NEWSCONV_OK);
	assert_int_equal(seen.size, 0);
	nc_buffer_free(&target);
	nc_stream_close(stream);
}

static void
more_than_a_window_can_be_looked_at(void **state)
{
	size_t size = 300000, i;
	char *text = malloc(size + 1);
	struct newsconv_text seen;
	struct nc_stream *stream;

	(void)state;
	for (i = 0; i < size; i++)
		text[i] = (char)('a' + i % 26);
	text[size] = '\0';
	stream = open_file(text);
	assert_int_equal(
	    nc_stream_peek(stream, 200001, &seen, NULL), NEWSCONV_OK);
	assert_true(seen.size >= 200001);
	assert_memory_equal(seen.data, text, 200001);
	nc_stream_close(stream);
	free(text);
}

static void
a_line_that_is_too_long_is_gone_past(void **state)
{
	struct nc_stream *stream = open_file("0123456789\nnext\n\nlast");
	struct nc_buffer line = NC_BUFFER(5);

	(void)state;
	assert_int_equal(nc_stream_line(stream, &line, NULL), NEWSCONV_OK);
	assert_true(line.too_large);
	nc_buffer_free(&line);
	line = (struct nc_buffer)NC_BUFFER(100);
	assert_int_equal(nc_stream_line(stream, &line, NULL), NEWSCONV_OK);
	assert_string_equal(line.data, "next");
	nc_buffer_clear(&line);
	assert_int_equal(nc_stream_line(stream, &line, NULL), NEWSCONV_OK);
	assert_int_equal(line.size, 0);
	assert_int_equal(nc_stream_line(stream, &line, NULL), NEWSCONV_OK);
	assert_string_equal(line.data, "last");
	assert_int_equal(nc_stream_line(stream, &line, NULL), NEWSCONV_END);
	nc_buffer_free(&line);
	nc_stream_close(stream);
}

static void
what_there_was_not_is_told(void **state)
{
	struct nc_stream *stream = open_file("12345");
	uint64_t left = 1;

	(void)state;
	assert_int_equal(nc_stream_pass(stream, 3, &left, NULL), NEWSCONV_OK);
	assert_int_equal(left, 0);
	assert_int_equal(stream->offset, 3);
	assert_int_equal(nc_stream_pass(stream, 10, &left, NULL), NEWSCONV_OK);
	assert_int_equal(left, 8);
	nc_stream_close(stream);
}

static void
what_is_no_file_is_not_opened(void **state)
{
	struct nc_stream *stream = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    nc_stream_open(&stream, "nowhere", &error), NEWSCONV_READ_FAILED);
	assert_int_equal(error.sys_errno, ENOENT);
	assert_true(nc_stream_open(&stream, ".", &error) < 0);
	assert_null(stream);
	nc_stream_close(NULL);
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(what_is_looked_at_comes_again),
	    TREE(more_than_a_window_can_be_looked_at),
	    TREE(a_line_that_is_too_long_is_gone_past),
	    TREE(what_there_was_not_is_told),
	    TREE(what_is_no_file_is_not_opened),
	};

	return RUN(tests);
}
