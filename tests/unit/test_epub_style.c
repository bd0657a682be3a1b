/* The stylesheet: what reading systems drop is not in it (points 16 and 22). */
#include "unit.h"

#include "epub_style.h"

static const char *style = nc_epub_style;

static void
expect_none(const char *const *what)
{
	for (; *what != NULL; what++)
		if (strstr(style, *what) != NULL)
			fail_msg("it has \"%s\"", *what);
}

static void
no_rule_or_function_makes_adobes_engine_drop_it(void **state)
{
	/* At-rules, functions, escapes, comments, other selectors than old. */
	static const char *const what[] = {"@", "(", "\\", "/*", "<", ">", "~",
	    "+", "--", "*", "::", ":is", ":not", ":root", ":lang", "!important",
	    NULL};

	(void)state;
	expect_none(what);
}

static void
nothing_is_taken_from_the_reader(void **state)
{
	static const char *const what[] = {"direction:", "unicode-bidi",
	    "font-family", "color: #", "background", "px;" /* but borders */,
	    "justify", "font-style", "letter-spacing", "text-transform",
	    "font-variant", "opacity", "position", "float", NULL};
	const char *body = strstr(style, "body {");

	(void)state;
	expect_none(what);
	assert_non_null(body);
	assert_true(body + strcspn(body, "}") < strstr(body, "font-size"));
}

static void
colours_are_those_around_it(void **state)
{
	const char *at = style;

	(void)state;
	while ((at = strstr(at, "color:")) != NULL) {
		assert_memory_equal(at, "color: inherit;", 15);
		at++;
	}
}

static void
breaks_are_said_in_both_ways(void **state)
{
	static const char *const places[] = {"after", "inside"};
	char modern[64], old[64];
	const char *at;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		snprintf(
		    modern, sizeof(modern), " break-%s: avoid; ", places[i]);
		snprintf(old, sizeof(old), "page-break-%s: avoid;", places[i]);
		at = strstr(style, modern);
		assert_non_null(at);
		for (; at != NULL; at = strstr(at + 1, modern))
			assert_memory_equal(
			    at + strlen(modern), old, strlen(old));
	}
}

static void
what_is_hidden_is_not_shown(void **state)
{
	(void)state;
	assert_non_null(strstr(style, "[hidden] { display: none; }\n"));
}

static void
selectors_with_attributes_are_at_the_end(void **state)
{
	const char *first = strchr(style, '['), *line;

	(void)state;
	assert_non_null(first);
	for (line = first; *line != '\0'; line += strcspn(line, "\n") + 1)
		assert_true(memchr(line, '[', strcspn(line, "{")) != NULL);
}

static void
every_brace_is_closed_on_the_line_of_its_rule(void **state)
{
	const char *line;

	(void)state;
	for (line = style; *line != '\0'; line += strcspn(line, "\n") + 1) {
		size_t size = strcspn(line, "\n"), open = strcspn(line, "{");

		assert_int_equal(line[size], '\n');
		assert_true(open < size);
		assert_int_equal(line[size - 1], '}');
		assert_true(strcspn(line, "}") == size - 1);
		assert_true(open + 1 + strcspn(line + open + 1, "{") > size);
	}
}

static void
every_class_of_a_chapter_has_a_look(void **state)
{
	static const char *const classes[] = {".section", ".dek", ".byline",
	    ".date", ".dateline", ".caption", ".continued", ".related", ".lead",
	    ".url", ".source", ".leftovers", ".turn", ".entries", ".headline",
	    ".meta", ".group", ".cover", ".vertical", "footer", "header",
	    "blockquote", "h1", "h2", "li", NULL};
	const char *const *name;

	(void)state;
	for (name = classes; *name != NULL; name++)
		if (strstr(style, *name) == NULL)
			fail_msg("%s has none", *name);
}

static void
lines_that_run_down_do_so_in_all_three_ways(void **state)
{
	(void)state;
	assert_non_null(strstr(style,
	    "-webkit-writing-mode: vertical-rl; "
	    "-epub-writing-mode: vertical-rl; "
	    "writing-mode: vertical-rl;"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_rule_or_function_makes_adobes_engine_drop_it),
	    cmocka_unit_test(nothing_is_taken_from_the_reader),
	    cmocka_unit_test(colours_are_those_around_it),
	    cmocka_unit_test(breaks_are_said_in_both_ways),
	    cmocka_unit_test(what_is_hidden_is_not_shown),
	    cmocka_unit_test(selectors_with_attributes_are_at_the_end),
	    cmocka_unit_test(every_brace_is_closed_on_the_line_of_its_rule),
	    cmocka_unit_test(every_class_of_a_chapter_has_a_look),
	    cmocka_unit_test(lines_that_run_down_do_so_in_all_three_ways),
	};

	return RUN(tests);
}
