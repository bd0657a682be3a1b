/* One line of a list of digests, and what names of lists say. */
#include "unit.h"

#include "sums_line.h"

#define MD5 "5d41402abc4b2a76b9719d911017c592"

static struct nc_sums_line line;

static enum nc_line_kind
parse(const char *text, const char *stem, int algorithm)
{
	return nc_sums_parse(
	    &line, (struct newsconv_text){text, strlen(text)}, stem, algorithm);
}

static void
expect_path(const char *text, const char *path)
{
	assert_int_equal(parse(text, NULL, -1), NC_LINE_ENTRY);
	assert_int_equal(line.algorithm, NC_MD5);
	assert_int_equal(line.path_size, strlen(path));
	assert_string_equal(line.path, path);
}

static void
every_form_gives_its_path(void **state)
{
	(void)state;
	expect_path(MD5 "  a b", "a b");
	expect_path(MD5 " *a b", "a b");
	expect_path(MD5 " a", "a");
	expect_path(MD5 "\ta", "a");
	expect_path(MD5 "   a", " a");
	expect_path(MD5 "  ./a", "a");
	expect_path("MD5 (a (1)) = " MD5, "a (1)");
	expect_path("MD5 (x) = y) = " MD5, "x) = y");
	expect_path("\\" MD5 "  a\\nb\\\\n\\r", "a\nb\\n\r");
	expect_path("\\MD5 (a\\nb) = " MD5, "a\nb");
	expect_path(MD5 "  a\\nb", "a\\nb");
}

static void
a_digest_alone_is_of_the_one_file_the_list_is_named_for(void **state)
{
	(void)state;
	assert_int_equal(parse(MD5, "a.warc", -1), NC_LINE_ENTRY);
	assert_string_equal(line.path, "a.warc");
	assert_int_equal(parse(MD5, NULL, -1), NC_LINE_FAULT);
}

static void
what_is_neither_is_a_fault_with_a_reason(void **state)
{
	static const char *const faults[] = {"hello", MD5 "x  a", MD5 "aa  a",
	    MD5 " ", "\\" MD5 "  a\\x", "\\" MD5 "  a\\", "MD5 (a) = " MD5 "00",
	    "SHA256 (a) = " MD5, "MD5 () = " MD5,
	    "5d41402abc4b2a76b9719d911017c59  a"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		if (parse(faults[i], NULL, -1) != NC_LINE_FAULT)
			fail_msg("is taken: %s", faults[i]);
		assert_true(line.fault[0] != '\0');
	}
	assert_int_equal(parse(MD5 "  a", NULL, NC_SHA1), NC_LINE_FAULT);
}

static void
blank_lines_and_comments_are_nothing(void **state)
{
	(void)state;
	assert_int_equal(parse("", NULL, -1), NC_LINE_NOTHING);
	assert_int_equal(parse(" \t", NULL, -1), NC_LINE_NOTHING);
	assert_int_equal(parse("# " MD5 "  a", NULL, -1), NC_LINE_NOTHING);
	assert_int_equal(parse("; made by x", NULL, -1), NC_LINE_NOTHING);
	assert_int_equal(
	    parse("BLAKE2b (a) = 00", NULL, -1), NC_LINE_ALGORITHM);
}

static void
names_say_the_algorithm_and_whether_one_file_is_meant(void **state)
{
	static const struct {
		const char *name;
		int algorithm;
		size_t stem;
	} names[] = {{"SHA256SUMS", NC_SHA256, 0}, {"sha1sum.txt", NC_SHA1, 0},
	    {"SHA-512SUMS", NC_SHA512, 0}, {"MD5SUM", NC_MD5, 0},
	    {"checksums.txt", -1, 0}, {"a.warc.gz.sha256", NC_SHA256, 9},
	    {"a.md5sum", NC_MD5, 1}, {"a.sha224sums", NC_SHA224, 1},
	    {"manifest-sha384.txt", NC_SHA384, 0},
	    {"tagmanifest-md5.txt", NC_MD5, 0}};
	static const char *const others[] = {"a.txt", "SHA256", "sums", "a.",
	    ".md5", "manifest-blake3.txt", "consum", "SHA256SUMS.asc"};
	int algorithm;
	size_t i, stem;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!nc_sums_name(names[i].name, &algorithm, &stem))
			fail_msg("is no name: %s", names[i].name);
		assert_int_equal(algorithm, names[i].algorithm);
		assert_int_equal(stem, names[i].stem);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (nc_sums_name(others[i], &algorithm, &stem))
			fail_msg("is a name: %s", others[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_form_gives_its_path),
	    cmocka_unit_test(
		a_digest_alone_is_of_the_one_file_the_list_is_named_for),
	    cmocka_unit_test(what_is_neither_is_a_fault_with_a_reason),
	    cmocka_unit_test(blank_lines_and_comments_are_nothing),
	    cmocka_unit_test(
		names_say_the_algorithm_and_whether_one_file_is_meant),
	};

	return RUN(tests);
}
