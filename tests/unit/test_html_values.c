/* The types of attribute values: what fits and what does not. */
#include "unit.h"

#include "html_values.h"

static const struct value {
	enum nc_html_type type;
	const char *argument;
	const char *good[8];
	const char *bad[8];
} values[] = {
    {NC_HTML_TEXT, "", {"", "x y"}, {NULL}},
    {NC_HTML_URL, "", {"", "a b"}, {NULL}},
    {NC_HTML_TOKENS, "", {"a", " a b "}, {"", "  "}},
    {NC_HTML_ID, "", {"a", "1", "\xc3\xa4", "a:b.c"}, {"", "a b", " a"}},
    {NC_HTML_NCNAME, "", {"a", "_1", "a-b.c", "\xc3\xa4"},
	{"", "1", "a:b", "-a", "a b"}},
    {NC_HTML_IDREF, "", {"a"}, {"", "a b"}},
    {NC_HTML_IDREFS, "", {"a", "a b"}, {"", " "}},
    {NC_HTML_HASHNAME, "", {"#a"}, {"", "#", "a"}},
    {NC_HTML_BOOL, "", {"", "name", "NAME"}, {"true", "no"}},
    {NC_HTML_ENUM, "a|b", {"a", "B"}, {"", "c", "ab"}},
    {NC_HTML_ENUM, "|a", {"", "a"}, {"b"}},
    {NC_HTML_ENUMCASE, "a|I", {"a", "I"}, {"A", "i"}},
    {NC_HTML_MIME, "", {"text/html", "image/svg+xml", "a/b; c=d"},
	{"", "text", "/b", "a/", "a/b/c", "a b/c"}},
    {NC_HTML_WORDS, "a|b", {"a", "b A"}, {"", "c", "a c"}},
    {NC_HTML_INT, "", {"0", "-1", "12"}, {"", "-", "1.5", "+1", "a"}},
    {NC_HTML_UINT, "", {"0", "12"}, {"", "-1", "12px", "100%"}},
    {NC_HTML_POSITIVE, "", {"1", "010"}, {"0", "00", "-1", ""}},
    {NC_HTML_NUMBER, "", {"1", "-1.5", ".5", "1e3", "1.5E-3"},
	{"", ".", "1.", "1e", "+1", "e3"}},
    {NC_HTML_LANG, "", {"", "en", "zh-Hant-TW", "x-klingon", "i-navajo", "haw"},
	{"e", "en_US", "en-", "-en", "123", "en-toolongsubtag"}},
    {NC_HTML_ROLE, "", {"", "button", "doc-toc navigation"},
	{"no-such-role", "button nonsense"}},
    {NC_HTML_DATE, "", {"2024-02-29"}, {"2023-02-29"}},
    {NC_HTML_TIME, "", {"08:30"}, {"8:30"}},
};

static void
values_of_the_type_fit(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		for (j = 0; j < 8 && values[i].good[j] != NULL; j++) {
			if (nc_html_value(values[i].type, "name",
				values[i].argument, values[i].good[j]))
				fail_msg("%d: %s", (int)values[i].type,
				    values[i].good[j]);
		}
	}
}

static void
other_values_get_what_is_wanted(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		for (j = 0; j < 8 && values[i].bad[j] != NULL; j++) {
			const char *wanted = nc_html_value(values[i].type,
			    "name", values[i].argument, values[i].bad[j]);

			if (wanted == NULL || wanted[0] == '\0')
				fail_msg("%d: %s", (int)values[i].type,
				    values[i].bad[j]);
		}
	}
	assert_string_equal(
	    nc_html_value(NC_HTML_ENUM, "dir", "ltr|rtl", "up"), "ltr|rtl");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_of_the_type_fit),
	    cmocka_unit_test(other_values_get_what_is_wanted),
	};

	return RUN(tests);
}
