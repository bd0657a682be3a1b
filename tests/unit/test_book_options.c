/* What is said of a book is checked by name, and copied. */
#include "unit.h"

#include "options.h"

static struct nc_arena *arena;
static struct newsconv_error error;

static int
set_up(void **state)
{
	(void)state;
	arena = nc_arena_new(1 << 20);
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	nc_arena_free(arena);
	return 0;
}

static int
read_options(struct newsconv_book_options *options,
    const struct newsconv_book_options *given)
{
	memset(&error, 0, sizeof(error));
	return nc_options_book(options, given, arena, &error);
}

static void
without_options_all_is_made_of_the_articles(void **state)
{
	struct newsconv_book_options options;

	(void)state;
	assert_int_equal(read_options(&options, NULL), NEWSCONV_OK);
	assert_null(options.title);
	assert_int_equal(options.subject_count, 0);
	assert_int_equal(options.group, NEWSCONV_GROUP_NONE);
	assert_int_equal(options.order, NEWSCONV_ORDER_GIVEN);
	assert_int_equal(options.cover, NEWSCONV_COVER_AUTO);
}

static void
values_are_copied(void **state)
{
	char title[] = "The week", subject[] = "harbours";
	const char *subjects[] = {subject, "councils"};
	struct newsconv_book_options options, given;

	(void)state;
	newsconv_book_options_init(&given);
	given.title = title;
	given.subjects = subjects;
	given.subject_count = 2;
	given.css_file = "my.css";
	assert_int_equal(read_options(&options, &given), NEWSCONV_OK);
	title[0] = subject[0] = 'x';
	subjects[1] = NULL;
	assert_string_equal(options.title, "The week");
	assert_string_equal(options.subjects[0], "harbours");
	assert_string_equal(options.subjects[1], "councils");
	assert_string_equal(options.css_file, "my.css");
}

static void
values_that_mean_nothing_are_refused_by_name(void **state)
{
	static const char *const subjects[] = {"one", "\x01"};
	static const struct {
		struct newsconv_book_options options;
		const char *text; /* how the error begins */
	} cases[] = {
	    {{.title = ""}, "the title is empty"},
	    {{.series = "a\nb"}, "the series holds a control"},
	    {{.issue = "\xff"}, "the issue is not UTF-8"},
	    {{.identifier = " "}, "the identifier is empty"},
	    {{.identifier = "urn:uuid:12"},
		"the identifier \"urn:uuid:12\" is"},
	    {{.identifier = "URN:UUID:0d4f8c6a-0000-5000-8000-00000000000g"},
		"the identifier"},
	    {{.publisher = "\t"}, "the publisher is empty"},
	    {{.rights = "\x7f"}, "the rights holds a control"},
	    {{.certified_by = ""}, "the certifier is empty"},
	    {{.subjects = subjects, .subject_count = 2}, "the subject holds"},
	    {{.issue = "12"}, "an issue needs the series"},
	    {{.issn = "1234-5679"}, "an ISSN needs the series"},
	    {{.cover = NEWSCONV_COVER_FILE}, "the cover is a file"},
	    {{.cover_file = "a.png"}, "a file is named for the cover"},
	    {{.cover_file = "a.png", .cover = NEWSCONV_COVER_NONE},
		"a file is named for the cover"},
	    {{.css_only = 1}, "no stylesheet is named"},
	    {{.group = (enum newsconv_book_group)5}, "no such way to group"},
	    {{.order = (enum newsconv_book_order)3}, "no such order"},
	    {{.cover = (enum newsconv_book_cover)4}, "no such cover"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_book_options options, given = cases[i].options;

		given.size = sizeof(given);
		assert_int_equal(
		    read_options(&options, &given), NEWSCONV_BAD_VALUE);
		if (strncmp(error.text, cases[i].text, strlen(cases[i].text)) !=
		    0)
			fail_msg("%s: %s", cases[i].text, error.text);
	}
}

static void
the_last_digit_of_an_issn_checks_the_others(void **state)
{
	static const struct {
		const char *issn;
		int result;
	} cases[] = {
	    {"1234-5679", NEWSCONV_OK},
	    {"0378-5955", NEWSCONV_OK},
	    {"2434-561X", NEWSCONV_OK},
	    {"2434-561x", NEWSCONV_BAD_VALUE},
	    {"1234-5678", NEWSCONV_BAD_VALUE},
	    {"12345679", NEWSCONV_BAD_VALUE},
	    {"1234-567", NEWSCONV_BAD_VALUE},
	    {"1234-56790", NEWSCONV_BAD_VALUE},
	    {"X234-5679", NEWSCONV_BAD_VALUE},
	    {"1234\xe2\x80\x93"
	     "56",
		NEWSCONV_BAD_VALUE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_book_options options, given;

		newsconv_book_options_init(&given);
		given.series = "The Courier";
		given.issn = cases[i].issn;
		if (read_options(&options, &given) != cases[i].result)
			fail_msg("%s: %s", cases[i].issn, error.text);
	}
}

static void
an_identifier_is_any_name_but_a_broken_uuid(void **state)
{
	static const char *const cases[] = {
	    "urn:uuid:0d4f8c6a-0000-5000-8000-00000000000F",
	    "urn:isbn:9780306406157", "uuid of mine"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_book_options options, given;

		newsconv_book_options_init(&given);
		given.identifier = cases[i];
		if (read_options(&options, &given) != NEWSCONV_OK)
			fail_msg("%s: %s", cases[i], error.text);
	}
}

static void
an_older_structure_is_a_smaller_one(void **state)
{
	struct newsconv_book_options options, given;

	(void)state;
	newsconv_book_options_init(&given);
	given.title = "The week";
	given.css_only = 1; /* would be refused */
	given.size = offsetof(struct newsconv_book_options, css_only);
	assert_int_equal(read_options(&options, &given), NEWSCONV_OK);
	assert_string_equal(options.title, "The week");
	assert_int_equal(options.css_only, 0);
	assert_int_equal(options.size, sizeof(options));
}

int
main(void)
{
#define IN_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    IN_ARENA(without_options_all_is_made_of_the_articles),
	    IN_ARENA(values_are_copied),
	    IN_ARENA(values_that_mean_nothing_are_refused_by_name),
	    IN_ARENA(an_identifier_is_any_name_but_a_broken_uuid),
	    IN_ARENA(the_last_digit_of_an_issn_checks_the_others),
	    IN_ARENA(an_older_structure_is_a_smaller_one),
	};

	return RUN(tests);
}
