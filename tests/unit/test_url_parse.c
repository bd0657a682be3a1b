/* Which URLs are valid, what is wrong with others, and their parts. */
#include "unit.h"

#include "url_parse.h"
#include "utf8.h"

static void
expect_fault(const char *text, const char *fault)
{
	struct nc_url url;

	nc_url_parse(&url, text);
	if (fault == NULL && url.fault != NULL)
		fail_msg("%s: %s", text, url.fault);
	if (fault != NULL && (url.fault == NULL || !strstr(url.fault, fault)))
		fail_msg("%s: not \"%s\" but \"%s\"", text, fault,
		    url.fault == NULL ? "valid" : url.fault);
}

static void
valid_urls_have_no_fault(void **state)
{
	static const char *const urls[] = {"", "a.xhtml", "a/b.xhtml#c",
	    "../a.xhtml", "./", "#id", "?x=1", "a%20b", " padded ",
	    "https://example.org", "HTTPS://EXAMPLE.ORG/A?b=c#d",
	    "https://example.org:8080/", "https://user@example.org/",
	    "https://user:pass@example.org/", "https://\xc3\xbc.example.org",
	    "https://%C3%BC.example.org/", "https://192.168.0.1/",
	    "https://example.org./", "https://[::1]/",
	    "https://[2001:db8::7]:80/x", "//example.org/x",
	    "mailto:a%7Cb@example.org", "tel:+43-1-58858",
	    "urn:isbn:0451450523", "ftp://example.org/x", "file:///etc/passwd",
	    "data:text/plain;base64,SGVsbG8=", "javascript:void(0)",
	    "https://example.org/\xe2\x82\xac", "https://1e100.net/",
	    "about:blank", "https://example.org/a~b!c'd(e)*f"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		expect_fault(urls[i], NULL);
}

static void
validation_errors_are_named(void **state)
{
	static const struct {
		const char *url;
		const char *fault;
	} faults[] = {
	    {"https://www.example .com", "no host has"},
	    {"http://  www.example.com", "no host has"},
	    {"https://example.org/a b", "a space"},
	    {"a b.xhtml", "a space"},
	    {"https://example.org/a[b]", "percent-encoded"},
	    {"https://example.org/?a|b", "percent-encoded"},
	    {"https://example.org/#a\"b", "percent-encoded"},
	    {"https://example.org/%zz", "a percent sign"},
	    {"a%2", "a percent sign"},
	    {"a\\b", "a backslash"},
	    {"https:example.org", "two slashes"},
	    {"http:///x", "no host"},
	    {"https://", "no host"},
	    {"https://example.org:99999/", "above 65535"},
	    {"https://example.org:8o80/", "no number"},
	    {"https://exa<mple.org/", "no host has"},
	    {"https://exa%2Fmple.org/", "no host has"},
	    {"https://example%.org/", "percent sign in the host"},
	    {"https://[::1/", "not closed"},
	    {"https://[::1]x/", "behind an IPv6"},
	    {"https://[example]/", "IPv6 address that is none"},
	    {"https://example..org/", "an empty label"},
	    {"https://.example.org/", "an empty label"},
	    {"mailto:", "nothing behind the scheme"},
	    {"a\xff", "not UTF-8"},
	    {"a\xef\xbf\xbf", "percent-encoded"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		expect_fault(faults[i].url, faults[i].fault);
}

static void
the_parts_of_a_url_are_told_apart(void **state)
{
	struct nc_url url;

	(void)state;
	nc_url_parse(&url, " HTTPS://example.org/a?b#c ");
	assert_string_equal(url.scheme, "https");
	assert_true(url.has_query);
	assert_true(url.has_fragment);
	assert_text(url.fragment, "c");
	nc_url_parse(&url, "a/b#");
	assert_string_equal(url.scheme, "");
	assert_false(url.has_query);
	assert_true(url.has_fragment);
	assert_text(url.fragment, "");
	assert_text(url.path, "a/b");
	nc_url_parse(&url, "//example.org/x");
	assert_true(url.network);
	nc_url_parse(
	    &url, "a-scheme-of-which-the-name-is-much-too-long-to-be-kept:x");
	assert_int_equal(strlen(url.scheme), sizeof(url.scheme) - 1);
}

static void
registered_schemes_are_known(void **state)
{
	(void)state;
	assert_true(nc_url_scheme_known("about"));
	assert_true(nc_url_scheme_known("https"));
	assert_true(nc_url_scheme_known("mailto"));
	assert_true(nc_url_scheme_known("z39.50s"));
	assert_false(nc_url_scheme_known("httpf"));
	assert_false(nc_url_scheme_known(""));
}

static void
schemes_are_sorted(void **state)
{
	static const char *const schemes[] = {
#define SCHEME(name) name,
#include "url_schemes.def"
#undef SCHEME
	};
	size_t i;

	(void)state;
	for (i = 1; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		assert_true(strcmp(schemes[i - 1], schemes[i]) < 0);
}

static void
a_scheme_is_what_is_before_the_colon(void **state)
{
	(void)state;
	assert_int_equal(nc_url_scheme_length(nc_text("https://a/")), 5);
	assert_int_equal(nc_url_scheme_length(nc_text("a1+-.:b")), 5);
	assert_int_equal(nc_url_scheme_length(nc_text("1a:b")), 0);
	assert_int_equal(nc_url_scheme_length(nc_text("a/b:c")), 0);
	assert_int_equal(nc_url_scheme_length(nc_text("abc")), 0);
	assert_int_equal(nc_url_scheme_length(nc_text(":a")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_scheme_is_what_is_before_the_colon),
	    cmocka_unit_test(valid_urls_have_no_fault),
	    cmocka_unit_test(validation_errors_are_named),
	    cmocka_unit_test(the_parts_of_a_url_are_told_apart),
	    cmocka_unit_test(registered_schemes_are_known),
	    cmocka_unit_test(schemes_are_sorted),
	};

	return RUN(tests);
}
