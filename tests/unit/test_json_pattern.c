/* Patterns of schemas: what is understood, and what is refused. */
#include "unit.h"

#include "json_pattern.h"

static const struct nc_pattern *
compile(struct nc_arena *arena, const char *source, int expected)
{
	const struct nc_pattern *pattern = NULL;
	const char *why = NULL;
	struct newsconv_text text = {source, strlen(source)};
	int result = nc_pattern_compile(&pattern, arena, text, &why);

	if (result != expected)
		fail_msg("%s gives %d: %s", source, result, why);
	if (result == NEWSCONV_UNSUPPORTED)
		assert_non_null(why);
	return pattern;
}

static void
what_is_not_understood_is_refused(void **state)
{
	static const char *const patterns[] = {"(?=a)", "(?!a)", "(?<=a)",
	    "(?<!a)", "(a)\\1", "\\k<n>", "(?<n>a", "(?i:a)", "[a-Z]", "[a",
	    "[\\d-z]", "[a-\\w]", "(a", "a)", "a{", "a{2,1}", "{1}", "*", "+a",
	    "a**", "a{1}{2}", "^*", "\\b+", "a\\", "\\a", "\\-", "\\u12",
	    "\\u{110000}", "\\u{}", "\\uD800", "\\uDC00", "\\uD800\\u0041",
	    "\\x1", "\\p", "\\p{Script=Latn}", "\\p{Alphabetic}", "\\p{L",
	    "\\p{gc=Any}", "]", "}", "a{100001}", "a{9000}", "(a{1000}){1000}",
	    "((((a{99}){99}){99}){99}){99}", "\\07", "\\c1", "\xff"};
	struct nc_arena *arena = nc_arena_new(1 << 22);
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
	    {"^[0-9]{2,}$", "1", false},
	    {"^a{0}b$", "b", true},
	    {"^a{0}b$", "ab", false},
	    {"^a{0,2}b$", "aab", true},
	    {"^a{0,2}b$", "aaab", false},
	    {"^(|a|bc)$", "bc", true},
	    {"^(a|bc)$", "abc", false},
	    {"^(a|b|c|d|e)$", "e", true},
	    {"^(a|b|c|d|e)$", "f", false},
	    {"^a|c$", "abc", true},
	    {"^(a(b(c)?)?)?$", "ab", true},
	    {"^(a(b(c)?)?)?$", "ac", false},
	    {"^(ab?){3}$", "abaab", true},
	    {"^(ab?){3}$", "abab", false},
	    {"^(a|b)*c$", "abbac", true},
	    {"^(a|b)+$", "", false},
	    {"^(?:ab)+$", "abab", true},
	    {"^(?<year>[0-9]{4})$", "2024", true},
	    {"^a+?b??$", "aab", true},
	    {"^[+-]?[0-9]$", "-7", true},
	    {"^[a-]$", "-", true},
	    {"^[\\]\\-]$", "-", true},
	    {"^[^]$", "x", true},
	    {"[]", "x", false},
	    {"^[^a-c]$", "b", false},
	    {"^[^a-c]$", "\xc3\xa9", true},
	    {"^[^\xc3\xa9]$", "\xc3\xa9", false},
	    {"^a?a?a?aaa$", "aaa", true},
	    {"^.$", "\xf0\x9f\x8c\x8d", true},
	    {"^..$", "\xf0\x9f\x8c\x8d", false},
	    {"^.$", "\n", false},
	    {"^.$", "\xe2\x80\xa8", false},
	    {"^\xc3\xa9$", "\xc3\xa9", true},
	    {"^[\xc3\xa0-\xc3\xbf]+$", "\xc3\xa9\xc3\xa8", true},
	    {"^\\u00e9\\x41$",
		"\xc3\xa9"
		"A",
		true},
	    {"^\\ud83c\\udf0d$", "\xf0\x9f\x8c\x8d", true},
	    {"^\\u{1F30D}$", "\xf0\x9f\x8c\x8d", true},
	    {"^\\t\\n\\cJ$", "\t\n\n", true},
	    {"^\\d\\D$", "7x", true},
	    {"^\\d$", "\xd9\xa3", false}, /* a digit, but not of ASCII */
	    {"^\\w+$", "a_9Z", true},
	    {"^\\w$", "\xc3\xa9", false},
	    {"^\\W$", "\xc3\xa9", true},
	    {"^\\s\\S$", "\xc2\xa0x", true},
	    {"^\\s$", "\xef\xbb\xbf", true},
	    {"^\\S$", "\xe2\x80\xa9", false},
	    {"^[\\s\\d]+$", "1 2", true},
	    {"^[^\\s]$", "\xe3\x80\x80", false},
	    {"\\bcat\\b", "a cat!", true},
	    {"\\bcat\\b", "cats", false},
	    {"\\Bat\\b", "cat", true},
	    {"^\\p{L}+$", "\xc3\xa9\xd0\x96z", true},
	    {"^\\p{Letter}+$", "a1", false},
	    {"^\\p{Lu}\\p{Ll}$", "\xc3\x89\xc3\xa9", true},
	    {"^\\p{Lu}$", "\xc3\xa9", false},
	    {"^\\P{Lu}$", "\xc3\xa9", true},
	    {"^\\P{L}$", "z", false},
	    {"^\\p{gc=Nd}$", "\xd9\xa3", true},
	    {"^\\p{General_Category=Decimal_Number}$", "3", true},
	    {"^[\\p{N}\\p{P}]+$", "1.2!", true},
	    {"^[^\\p{L}]$", "\xd0\x96", false},
	    {"^\\p{Any}$", "\xf0\x9f\x8c\x8d", true},
	    {"^[a-z]$", "\xc3\xa9", false},
	    {"^x?$", "\xff", false},
	    {"^\\/\\^\\$$", "/^$", true},
	};
	struct nc_arena *arena = nc_arena_new(1 << 22);
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

	(void)state;
	assert_int_equal(
	    nc_pattern_matches(compile(arena, "^a+$", 0), "aa\0", 3), 0);
	assert_int_equal(
	    nc_pattern_matches(compile(arena, "^a+\\0$", 0), "aa\0", 3), 1);
	nc_arena_free(arena);
}

static void
many_alternatives_are_no_nesting(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 22);
	char source[6000] = "^(?:a";
	int i;

	(void)state;
	for (i = 0; i < 999; i++)
		strcat(source, "|b0c");
	strcat(source, "|end)$");
	assert_int_equal(
	    nc_pattern_matches(compile(arena, source, 0), "end", 3), 1);
	nc_arena_free(arena);
}

/* Each would take longer than the universe has time, if it went back. */
static void
hostile_texts_end(void **state)
{
	static const char *const patterns[] = {"^((a{0,9}){0,9}){0,9}b$",
	    "a*a*a*a*a*a*a*b", "^(a*)*b$", "^(a|a)*b$", "^(a|aa)+$b",
	    "^((()){0,99}){0,99}b$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"};
	struct nc_arena *arena = nc_arena_new(1 << 22);
	size_t size = 2000000, i;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', size);
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		assert_int_equal(
		    nc_pattern_matches(
			compile(arena, patterns[i], NEWSCONV_OK), text, 20000),
		    0);
	assert_int_equal(
	    nc_pattern_matches(compile(arena, "^a+$", 0), text, size), 1);
	free(text);
	nc_arena_free(arena);
}

static void
what_takes_too_long_is_no_answer(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 22);
	size_t size = 1000000;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', size);
	assert_int_equal(
	    nc_pattern_matches(compile(arena, "(a?){4000}b", 0), text, size),
	    NEWSCONV_TOO_LARGE);
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
	    cmocka_unit_test(many_alternatives_are_no_nesting),
	    cmocka_unit_test(hostile_texts_end),
	    cmocka_unit_test(what_takes_too_long_is_no_answer),
	};

	return RUN(tests);
}
