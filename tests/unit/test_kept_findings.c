/* The findings of one file: worst first, and bounded. */
#include "kept_findings.h"
#include "unit.h"

static struct newsconv_finding
finding_of(const char *code, enum newsconv_severity severity, const char *text)
{
	struct newsconv_finding finding = {.code = code,
	    .severity = severity,
	    .file = "x",
	    .part = "part",
	    .text = text,
	    .expected = "",
	    .clause = "",
	    .advice = "",
	    .peer = ""};

	return finding;
}

static void
add(struct kept_findings *kept, const char *code,
    enum newsconv_severity severity, const char *text)
{
	const struct newsconv_finding finding = finding_of(
	    code, severity, text);

	kept_add(kept, &finding);
}

static void
what_is_worst_comes_first(void **state)
{
	static const char *const order[] = {"A-2", "A-4", "A-3", "A-1"};
	struct kept_findings kept;
	size_t i;

	(void)state;
	kept_begin(&kept, 0);
	add(&kept, "A-1", NEWSCONV_NOTE, "a");
	add(&kept, "A-2", NEWSCONV_ERROR, "b");
	add(&kept, "A-3", NEWSCONV_WARNING, "c");
	add(&kept, "A-4", NEWSCONV_ERROR, "d");
	add(&kept, "A-2", NEWSCONV_ERROR, "e");
	kept_sort(&kept);
	assert_int_equal(kept.count, 4);
	for (i = 0; i < 4; i++)
		assert_string_equal(kept.codes[i].code, order[i]);
	assert_int_equal(kept.codes[0].count, 2);
	assert_string_equal(kept.codes[0].first->finding.text, "b");
	assert_string_equal(kept.codes[0].first->next->finding.text, "e");
	kept_free(&kept);
}

static void
what_is_too_much_is_counted(void **state)
{
	struct kept_findings kept;
	int i;

	(void)state;
	kept_begin(&kept, 3);
	for (i = 0; i < 1000; i++)
		add(&kept, "A-1", NEWSCONV_ERROR, "x");
	assert_int_equal(kept.codes[0].count, 1000);
	assert_int_equal(kept.codes[0].kept, 3);
	kept_free(&kept);
}

static void
all_of_them_stay_within_a_few_megabytes(void **state)
{
	static char text[900];
	struct kept_findings kept;
	int i;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	kept_begin(&kept, 0);
	for (i = 0; i < 50000; i++)
		add(&kept, "A-1", NEWSCONV_ERROR, text);
	assert_int_equal(kept.codes[0].count, 50000);
	assert_true(kept.codes[0].kept > 1000);
	assert_true(kept.bytes < 9 * 1024 * 1024);
	kept_free(&kept);
}

static void
strings_are_kept_when_they_are_gone(void **state)
{
	char text[] = "first";
	struct kept_findings kept;

	(void)state;
	kept_begin(&kept, 0);
	add(&kept, "A-1", NEWSCONV_ERROR, text);
	memset(text, 'z', sizeof(text) - 1);
	assert_string_equal(kept.codes[0].first->finding.text, "first");
	kept_clear(&kept);
	assert_int_equal(kept.count, 0);
	add(&kept, "A-2", NEWSCONV_NOTE, "again");
	assert_int_equal(kept.count, 1);
	assert_string_equal(kept.codes[0].code, "A-2");
	kept_free(&kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_worst_comes_first),
	    cmocka_unit_test(what_is_too_much_is_counted),
	    cmocka_unit_test(all_of_them_stay_within_a_few_megabytes),
	    cmocka_unit_test(strings_are_kept_when_they_are_gone),
	};

	return RUN(tests);
}
