/* The syntax of JSON, in pieces of any size. */
#include "unit.h"

#include "json_scan.h"

/* The kind of the first flaw, -1 for none; fed in pieces. */
static int
scan_in(struct nc_json_scan *scan, const char *text, size_t size, size_t piece)
{
	size_t i;
	int kind;
	bool goes_on = true;

	nc_json_scan_begin(scan);
	for (i = 0; i < size && goes_on; i += piece)
		goes_on = nc_json_scan_feed(
		    scan, text + i, size - i < piece ? size - i : piece);
	if (goes_on)
		nc_json_scan_end(scan);
	for (kind = 0; kind < NC_FLAWS; kind++) {
		if (scan->flaws[kind].found)
			return kind;
	}
	return -1;
}

static void
expect_kind(struct nc_json_scan *scan, const char *text, size_t size, int kind)
{
	size_t pieces[] = {1, 2, 3, 7, 100000}, i;

	for (i = 0; i < 5; i++) {
		if (scan_in(scan, text, size, pieces[i]) != kind)
			fail_msg("%s in pieces of %zu: not %d", text, pieces[i],
			    kind);
	}
}

static void
grammar_is_that_of_rfc_8259(void **state)
{
	static const char *const good[] = {"{}", "[]", " [ ] ", "0", "-0", "1",
	    "-12.50e+10", "1E5", "1e-5", "0.1", "true", "false", "null", "\"\"",
	    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "\"\xc3\xa9\x7f\"",
	    "\"\xf4\x8f\xbf\xbf\xe0\xa0\x80\xed\x9f\xbf\"",
	    "\"\\ud83c\\uDF0D\"", "[1,[2,{\"a\":[{}]}],\"b\"]",
	    "{\"a\":1,\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":1}]}",
	    "\r\n\t {\"a\" : 1 , \"b\" : [ 1 , 2 ] } \n"};
	static const char *const bad[] = {"", " ", "{", "[", "}", "]", "[1",
	    "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
	    "{1:1}", "{\"a\":1]", "[1}", "[1]]", "{} {}", "1 2", "01", "-",
	    "-a", "1.", ".1", "1e", "1e+", "+1", "0x1", "1.e1", "00", "truE",
	    "tru", "nul", "True", "NaN", "'a'", "\"", "\"a", "\"\\", "\"\\x\"",
	    "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"\t\"", "[1 2]",
	    "{\"a\" 1}", "\xc3\xa9", "[1]\f", "//", "\xef\xbb{}", "\xef{}"};
	struct nc_json_scan scan = {.depth_max = 100};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		expect_kind(&scan, good[i], strlen(good[i]), -1);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect_kind(&scan, bad[i], strlen(bad[i]), NC_FLAW_SYNTAX);
	expect_kind(&scan, "\"\0\"", 3, NC_FLAW_SYNTAX);
	expect_kind(&scan, "1\0", 2, NC_FLAW_SYNTAX);
	nc_json_scan_free(&scan);
}

static void
each_other_flaw_is_told(void **state)
{
	static const struct {
		const char *text;
		int kind;
		uint64_t offset;
	} cases[] = {
	    {"\"a\xff\"", NC_FLAW_ENCODING, 2},
	    {"\"\xc0\xaf\"", NC_FLAW_ENCODING, 1},
	    {"\"\xed\xa0\x80\"", NC_FLAW_ENCODING, 2},
	    {"\"\xf4\x90\x80\x80\"", NC_FLAW_ENCODING, 2},
	    {"\"\xe2\x82\"", NC_FLAW_ENCODING, 3},
	    {"\"\x80\"", NC_FLAW_ENCODING, 1},
	    {"\xef\xbb\xbf{}", NC_FLAW_MARK, 0},
	    {"{\"a\":1,\"a\":1}", NC_FLAW_NAME, 7},
	    {"{\"a\":1,\"\\u0061\":1}", NC_FLAW_NAME, 7},
	    {"{\"\xc3\xa9\":1,\"b\":2,\"\\u00E9\":1}", NC_FLAW_NAME, 14},
	    {"{\"\xf0\x9f\x8c\x8d\":1,\"\\ud83c\\udf0d\":1}", NC_FLAW_NAME, 10},
	    {"[{\"a\":{\"b\":1,\"b\":1}}]", NC_FLAW_NAME, 13},
	    {"{\"a\":{\"b\":{}},\"a\":1}", NC_FLAW_NAME, 14},
	    {"\"\\ud800\"", NC_FLAW_SURROGATE, 7},
	    {"\"\\udc00\"", NC_FLAW_SURROGATE, 6},
	    {"\"\\ud800x\"", NC_FLAW_SURROGATE, 7},
	    {"\"\\ud800\\n\"", NC_FLAW_SURROGATE, 8},
	    {"\"\\ud800\\ud800\\udc00\"", NC_FLAW_SURROGATE, 12},
	    {"[[[[]]]]", NC_FLAW_DEPTH, 3},
	};
	struct nc_json_scan scan = {.depth_max = 3};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		expect_kind(
		    &scan, cases[i].text, strlen(cases[i].text), cases[i].kind);
		assert_int_equal(
		    scan.flaws[cases[i].kind].offset, cases[i].offset);
	}
	nc_json_scan_free(&scan);
}

static void
flaws_have_lines_and_what_is_wanted(void **state)
{
	struct nc_json_scan scan = {.depth_max = 3};
	const struct nc_json_flaw *flaw = &scan.flaws[NC_FLAW_SYNTAX];

	(void)state;
	scan_in(&scan, "{\n \"a\":\n\n  ?}", 14, 3);
	assert_int_equal(flaw->line, 4);
	assert_int_equal(flaw->column, 3);
	assert_string_equal(flaw->what, "'?'");
	assert_string_equal(flaw->wanted, "a value");
	scan_in(&scan, "{} {}", 5, 5);
	assert_string_equal(flaw->wanted, "nothing more");
	nc_json_scan_free(&scan);
}

/* Far apart in a large object, and after many objects have come and gone. */
static void
names_are_compared_in_large_objects(void **state)
{
	struct nc_json_scan scan = {.depth_max = 100};
	struct nc_buffer text = NC_BUFFER(64 * 1024 * 1024);
	int i;

	(void)state;
	nc_buffer_text(&text, "[{\"n7\":{\"n8\":1}},{\"x\":1");
	for (i = 0; i < 100000; i++)
		nc_buffer_format(&text, ",\"n%d\":{\"n%d\":1,\"b\":2}", i, i);
	nc_buffer_text(&text, "}]");
	assert_int_equal(scan_in(&scan, text.data, text.size, 4096), -1);
	text.size -= 2;
	nc_buffer_text(&text, ",\"n7\":1}]");
	assert_int_equal(
	    scan_in(&scan, text.data, text.size, 4096), NC_FLAW_NAME);
	nc_buffer_free(&text);
	nc_json_scan_free(&scan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(grammar_is_that_of_rfc_8259),
	    cmocka_unit_test(each_other_flaw_is_told),
	    cmocka_unit_test(flaws_have_lines_and_what_is_wanted),
	    cmocka_unit_test(names_are_compared_in_large_objects),
	};

	return RUN(tests);
}
