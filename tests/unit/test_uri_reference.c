/* References, by the examples of RFC 3986, 5.4, and some of our own. */
#include "unit.h"

#include "uri_reference.h"

static void
resolves_as_the_standard_says(void **state)
{
	static const char base[] = "http://a/b/c/d;p?q";
	static const struct {
		const char *base, *reference, *result;
	} cases[] = {
	    {base, "g:h", "g:h"},
	    {base, "g", "http://a/b/c/g"},
	    {base, "./g", "http://a/b/c/g"},
	    {base, "g/", "http://a/b/c/g/"},
	    {base, "/g", "http://a/g"},
	    {base, "//g", "http://g"},
	    {base, "?y", "http://a/b/c/d;p?y"},
	    {base, "g?y#s", "http://a/b/c/g?y#s"},
	    {base, "#s", "http://a/b/c/d;p?q#s"},
	    {base, "", "http://a/b/c/d;p?q"},
	    {base, ".", "http://a/b/c/"},
	    {base, "..", "http://a/b/"},
	    {base, "../g", "http://a/b/g"},
	    {base, "../../../g", "http://a/g"},
	    {base, "/./g", "http://a/g"},
	    {base, "/../g", "http://a/g"},
	    {base, "g.", "http://a/b/c/g."},
	    {base, "..g", "http://a/b/c/..g"},
	    {base, "./g/.", "http://a/b/c/g/"},
	    {base, "g;x=1/../y", "http://a/b/c/y"},
	    {base, "http:g", "http:g"},
	    {"http://a", "g", "http://a/g"},
	    {"", "g.json#x", "g.json#x"},
	    {"", "#/$defs/a", "#/$defs/a"},
	    {"urn:x:y", "#a", "urn:x:y#a"},
	};
	struct nc_arena *arena = nc_arena_new(1 << 16);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    nc_uri_resolve(arena, cases[i].base, cases[i].reference),
		    cases[i].result);
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(resolves_as_the_standard_says),
	};

	return RUN(tests);
}
