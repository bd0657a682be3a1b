/* Patterns of schemas: matching, and what is refused. */
#include "unit.h"

#include "json_pattern.h"

static const struct nc_pattern *
compile(struct nc_arena *arena, const char *source, int expected)
{
	const struct nc_pattern *pattern = NULL;
	int result = nc_pattern_compile(&pattern, arena, source);

	if (result != expected)
		fail_msg("%s gives %d", source, result);
	return pattern;
}

static void
what_is_not_understood_is_refused(void **state)
{
	static const char *const patterns[] = {"\\d", "[^a]", "a.b", "(?=a)",
	    "a*?", "[]a]", "[\\w]", "\\b", "a{1000}", "[a-Z]", "\xc3\xa9", "(a",
	    "a)", "[a", "a{", "a{2,1}", "{1}", "*", "(a)*", "(a|b)+", "^*",
	    "a\\", "(a){2,}", "]", "}"};
	struct nc_arena *arena = nc_arena_new(1 << 20);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		compile(arena, patterns[i], NEWSCONV_UNSUPPORTED);
	nc_arena_free(arena);
}

static void
matches_as_the_standard_says(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
	    {"a+", "xaax", true},
	    {"^a+$", "xaax", false},
	    {"^a*$", "", true},
	    {"", "anything", true},
	    {"^$", "", true},
	    {"^$", "a", false},
	    {"^a+$", "aa\n", false},
	    {"a\\.b", "a.b", true},
	    {"a\\.b", "axb", false},
	    {"^[0-9]{2,3}$", "1", false},
	    {"^[0-9]{2,3}$", "123", true},
	    {"^[0-9]{2,3}$", "1234", false},
	    {"^[0-9]{2,}$", "12345678", true},
	    {"^(a|bc)$", "bc", true},
	    {"^(a|bc)$", "abc", false},
	    {"^a|c$", "abc", true},
	    {"^(a(b(c)?)?)?$", "ab", true},
	    {"^(a(b(c)?)?)?$", "ac", false},
	    {"^(ab?){3}$", "abaab", true},
	    {"^(ab?){3}$", "abab", false},
	    {"^[+-]?[0-9]$", "-7", true},
	    {"^[a-]$", "-", true},
	    {"^a?a?a?aaa$", "aaa", true},
	    {"^(|a)b$", "b", true},
	    {"^[a-z]$", "\xc3\xa9", false},
	    {"^x?$", "\xff", false},
	};
	struct nc_arena *arena = nc_arena_new(1 << 20);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct nc_pattern *pattern = compile(
		    arena, cases[i].pattern, NEWSCONV_OK);

		if (nc_pattern_matches(pattern, cases[i].text,
			strlen(cases[i].text)) != cases[i].matches)
			fail_msg("%s on %s", cases[i].pattern, cases[i].text);
	}
	nc_arena_free(arena);
}

static void
zero_bytes_are_characters(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	const struct nc_pattern *pattern = compile(arena, "^a+$", NEWSCONV_OK);

	(void)state;
	assert_false(nc_pattern_matches(pattern, "aa\0", 3));
	nc_arena_free(arena);
}

/* Each would take longer than the universe has time, if it were let. */
static void
hostile_texts_end(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	const struct nc_pattern *nested = compile(
	    arena, "^((a{0,9}){0,9}){0,9}b$", NEWSCONV_OK);
	const struct nc_pattern *row = compile(
	    arena, "a*a*a*a*a*a*a*b", NEWSCONV_OK);
	const struct nc_pattern *empty = compile(
	    arena, "^((()){0,999}){0,999}b$", NEWSCONV_OK);
	size_t size = 2000000;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', size);
	assert_false(nc_pattern_matches(nested, text, 60));
	assert_false(nc_pattern_matches(row, text, 5000));
	assert_false(nc_pattern_matches(empty, text, 10));
	assert_false(nc_pattern_matches(
	    compile(arena, "^a+$b", NEWSCONV_OK), text, size));
	assert_true(nc_pattern_matches(
	    compile(arena, "^a+$", NEWSCONV_OK), text, size));
	free(text);
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_not_understood_is_refused),
	    cmocka_unit_test(matches_as_the_standard_says),
	    cmocka_unit_test(zero_bytes_are_characters),
	    cmocka_unit_test(hostile_texts_end),
	};

	return RUN(tests);
}
