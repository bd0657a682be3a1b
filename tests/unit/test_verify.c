/* What a file is told to be, and the tables of findings. */
#include "recipe.h"

#include "finding.h"

static void
expect_format(const char *name, const char *bytes, const char *format)
{
	struct outcome outcome;

	check_bytes(&outcome, name, false, bytes, strlen(bytes));
	if (format == NULL) {
		assert_int_equal(outcome.result, NEWSCONV_UNSUPPORTED);
	} else {
		assert_int_equal(outcome.result, NEWSCONV_OK);
		assert_string_equal(outcome.summary.format, format);
	}
	outcome_free(&outcome);
}

static void
content_decides_before_the_name(void **state)
{
	(void)state;
	expect_format("a.epub", "WARC/1.1\r\n", "warc");
	expect_format("a", "warc/1.0\r\n", "warc");
	expect_format("a.warc", " {\n \"a\": 1\n}\n", "json");
	expect_format("a", "{\"a\":1}\n{\"a\":2}\n", "jsonl");
	expect_format("a.json", "{\"a\":1}\n", "json");
	expect_format("a.jsonl", "{\"a\":1}\n", "jsonl");
	expect_format("a.json", "{}\n\n{}\n", "jsonl");
}

static void
damaged_beginnings_are_told_by_the_name(void **state)
{
	(void)state;
	expect_format("a.epub", "junk", "epub");
	expect_format("a.warc", "junk", "warc");
	expect_format("a.WARC.GZ", "\x1f\x8b", "warc");
	expect_format("a.json", "junk", "json");
}

static void
unknown_kinds_are_not_called_sound(void **state)
{
	(void)state;
	expect_format("a", "junk", NULL);
	expect_format("a.txt", "{", "json");
	expect_format("a.zip", "PK\3\4 some other archive than a book ", NULL);
	expect_format("a.txt", "", NULL);
}

static void
nothing_is_never_sound(void **state)
{
	static const char *const names[] = {
	    "a.epub", "a.warc", "a.warc.gz", "a.json", "a.jsonl"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect(names[i], false, "", 0, "FILE-001");
}

static void
directories_are_no_files(void **state)
{
	struct nc_verify_options options = {0};
	struct newsconv_summary summary;
	struct newsconv_error error;
	int directory = open("tests", O_RDONLY);

	(void)state;
	assert_true(directory >= 0);
	assert_int_equal(nc_verify_descriptor(
			     directory, "tests", &options, &summary, &error),
	    NEWSCONV_NOT_A_FILE);
	close(directory);
}

static void
every_finding_has_a_code_of_its_own(void **state)
{
	const struct newsconv_finding *a, *b;
	size_t i, j;

	(void)state;
	for (i = 0; (a = nc_finding_at(i)) != NULL; i++) {
		size_t length = strlen(a->code);

		assert_true(length >= 7 && a->code[length - 4] == '-');
		assert_true(a->text[0] != '\0');
		assert_non_null(a->clause);
		assert_non_null(a->advice);
		assert_true(a->text[strlen(a->text) - 1] != '.');
		for (j = 0; j < i; j++) {
			b = nc_finding_at(j);
			assert_string_not_equal(a->code, b->code);
		}
	}
	assert_int_equal(i, NC_FINDING_COUNT);
}

static void
names_are_made_safe_to_print(void **state)
{
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_text(&zip, "a\x1b[2Jb\nc", "x");
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size,
	    "ZIP-046 a\\x1b[2Jb\\x0ac ");
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(content_decides_before_the_name),
	    cmocka_unit_test(damaged_beginnings_are_told_by_the_name),
	    cmocka_unit_test(unknown_kinds_are_not_called_sound),
	    cmocka_unit_test(nothing_is_never_sound),
	    cmocka_unit_test(directories_are_no_files),
	    cmocka_unit_test(every_finding_has_a_code_of_its_own),
	    cmocka_unit_test(names_are_made_safe_to_print),
	};

	return RUN(tests);
}
