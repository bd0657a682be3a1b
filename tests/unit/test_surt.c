/* Keys of the index: what one site has stands together, whoever spells it. */
#include "unit.h"

#include "archive_records.h"

static void
expect(const char *uri, const char *key)
{
	struct nc_buffer target = NC_BUFFER(1 << 16);
	struct newsconv_text text = {uri, strlen(uri)};

	nc_surt(&target, text);
	assert_int_equal(nc_buffer_check(&target, NULL), 0);
	assert_string_equal(target.data, key);
	nc_buffer_free(&target);
}

static void
the_host_is_turned_around_and_the_scheme_dropped(void **state)
{
	(void)state;
	expect(
	    "https://news.example.org/a/b.html", "org,example,news)/a/b.html");
	expect("http://example.org/", "org,example)/");
	expect("http://example.org", "org,example)/");
	expect("http://localhost/x", "localhost)/x");
	expect("http://127.0.0.1/x", "1,0,0,127)/x");
	expect("http://[2001:db8::1]/x", "[2001:db8::1])/x");
}

static void
case_does_not_count(void **state)
{
	(void)state;
	expect("HTTPS://News.Example.ORG/A%C3%89?Q=Z",
	    "org,example,news)/a%c3%89?q=z");
}

static void
www_is_dropped_with_its_number(void **state)
{
	(void)state;
	expect("https://www.example.org/a", "org,example)/a");
	expect("https://WWW3.example.org/a", "org,example)/a");
	expect("https://wwwx.example.org/a", "org,example,wwwx)/a");
	expect("https://www/a", "www)/a");
}

static void
default_ports_are_dropped_and_others_kept(void **state)
{
	(void)state;
	expect("http://example.org:80/a", "org,example)/a");
	expect("https://example.org:443/a", "org,example)/a");
	expect("http://example.org:443/a", "org,example:443)/a");
	expect("http://example.org:08080/a", "org,example:8080)/a");
	expect("http://[2001:db8::1]:8080/a", "[2001:db8::1]:8080)/a");
}

static void
who_logs_in_does_not_count(void **state)
{
	(void)state;
	expect("http://me:secret@example.org/a", "org,example)/a");
}

static void
dot_segments_are_removed(void **state)
{
	(void)state;
	expect("http://example.org/a/./b/../c", "org,example)/a/c");
	expect("http://example.org/a/%2E%2e/c", "org,example)/c");
	expect("http://example.org/../../c", "org,example)/c");
	expect("http://example.org/a/..", "org,example)/");
	expect("http://example.org/a/.", "org,example)/a/");
	expect("http://example.org/a//../b", "org,example)/a/b");
	expect("http://example.org/.../..a", "org,example)/.../..a");
}

static void
arguments_are_sorted(void **state)
{
	(void)state;
	expect(
	    "http://example.org/?z=1&a=2&a=10", "org,example)/?a=10&a=2&z=1");
	expect("http://example.org?b&a", "org,example)/?a&b");
	expect("http://example.org/a?b&&a&", "org,example)/a?&&a&b");
	expect("http://example.org/a?q='x'", "org,example)/a?q=%27x%27");
}

static void
fragments_and_empty_queries_are_dropped(void **state)
{
	(void)state;
	expect("http://example.org/a#b?c", "org,example)/a");
	expect("http://example.org/a?#b", "org,example)/a");
	expect("http://example.org/a?", "org,example)/a");
}

static void
other_uris_are_keys_as_they_are(void **state)
{
	(void)state;
	expect("urn:uuid:7D3C0000-0000-5000-8000-000000000001",
	    "urn:uuid:7D3C0000-0000-5000-8000-000000000001");
	expect("file:///News/A.txt", "file:///News/A.txt");
	expect("http:/a", "http:/a");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_host_is_turned_around_and_the_scheme_dropped),
	    cmocka_unit_test(case_does_not_count),
	    cmocka_unit_test(www_is_dropped_with_its_number),
	    cmocka_unit_test(default_ports_are_dropped_and_others_kept),
	    cmocka_unit_test(who_logs_in_does_not_count),
	    cmocka_unit_test(dot_segments_are_removed),
	    cmocka_unit_test(arguments_are_sorted),
	    cmocka_unit_test(fragments_and_empty_queries_are_dropped),
	    cmocka_unit_test(other_uris_are_keys_as_they_are),
	};

	return RUN(tests);
}
