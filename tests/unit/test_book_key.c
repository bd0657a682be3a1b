/* One key for what is the same headline or address, and others for others. */
#include "unit.h"

#include "book_key.h"
#include "utf8.h"

static void
headline(struct nc_book_key *key, const char *text)
{
	assert_true(nc_headline_key(key, nc_text(text)));
}

static void
url(struct nc_book_key *key, const char *text)
{
	assert_true(nc_url_key(key, nc_text(text)));
}

static bool
same(const struct nc_book_key *a, const struct nc_book_key *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

static void
headlines_that_differ_in_dress_are_one(void **state)
{
	static const char *const rows[][2] = {
	    {"Harbour opens", "HARBOUR  OPENS"},
	    {"Harbour opens", " \"Harbour\topens.\" "},
	    {"Harbour opens", "Harbour\xc2\xa0opens\xe2\x80\xa6"},
	    {"Stra\xc3\x9f"
	     "e",
		"STRASSE"},
	    /* Composed and not; full width; a soft hyphen. */
	    {"Caf\xc3\xa9", "Cafe\xcc\x81"},
	    {"ABC", "\xef\xbc\xa1\xef\xbc\xa2\xef\xbc\xa3"},
	    {"Harbour",
		"Har\xc2\xad"
		"bour"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct nc_book_key a, b;

		headline(&a, rows[i][0]);
		headline(&b, rows[i][1]);
		if (!same(&a, &b))
			fail_msg("%s", rows[i][1]);
		assert_true(nc_book_key_any(&a));
	}
}

static void
headlines_that_say_something_else_are_two(void **state)
{
	static const char *const rows[][2] = {{"Harbour opens", "Harbour open"},
	    {"Harbour opens", "Harbour, opens"}, {"?", "!"},
	    {"Cafe", "Caf\xc3\xa9"}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct nc_book_key a, b;

		headline(&a, rows[i][0]);
		headline(&b, rows[i][1]);
		if (same(&a, &b))
			fail_msg("%s", rows[i][1]);
	}
}

static void
nothing_has_no_key(void **state)
{
	static const char *const urls[] = {"", "www.example.org/x",
	    "ftp://example.org/", "mailto:a@example.org", "http://"};
	struct nc_book_key key;
	size_t i;

	(void)state;
	headline(&key, "");
	assert_false(nc_book_key_any(&key));
	headline(&key, " \t ");
	assert_false(nc_book_key_any(&key));
	for (i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		url(&key, urls[i]);
		if (nc_book_key_any(&key))
			fail_msg("%s", urls[i]);
	}
}

static void
a_headline_is_never_a_url(void **state)
{
	struct nc_book_key a, b;

	(void)state;
	headline(&a, "example.org");
	url(&b, "http://example.org/");
	assert_false(same(&a, &b));
}

static void
addresses_that_lead_to_one_page_are_one(void **state)
{
	static const char first[] = "https://example.org/news/caf%C3%A9?id=7";
	static const char *const rows[] = {
	    "http://example.org/news/caf%C3%A9?id=7",
	    "HTTPS://Example.ORG/news/caf%c3%a9?id=7",
	    "https://example.org:443/news/caf\xc3\xa9?id=7#top",
	    "https://example.org/news/caf%C3%A9/?id=7",
	    "https://example.org/news/caf%C3%A9?utm_source=x&id=7&fbclid=1",
	    " https://example.org/news/caf%C3%A9?id=7&utm_medium=y ",
	};
	struct nc_book_key wanted, key;
	size_t i;

	(void)state;
	url(&wanted, first);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		url(&key, rows[i]);
		if (!same(&wanted, &key))
			fail_msg("%s", rows[i]);
	}
}

static void
addresses_of_two_pages_are_two(void **state)
{
	static const char first[] = "https://example.org/news?id=7";
	static const char *const rows[] = {"https://example.org/news?id=8",
	    "https://example.org/News?id=7", "https://example.org/news",
	    "https://example.org:8443/news?id=7",
	    "https://www.example.org/news?id=7",
	    "https://example.org/news?id=7&page=2"};
	struct nc_book_key wanted, key;
	size_t i;

	(void)state;
	url(&wanted, first);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		url(&key, rows[i]);
		if (same(&wanted, &key))
			fail_msg("%s", rows[i]);
	}
}

static void
the_host_is_what_stands_between(void **state)
{
	(void)state;
	assert_text(
	    nc_url_host(nc_text("https://a.example.org/x")), "a.example.org");
	assert_text(
	    nc_url_host(nc_text("http://u:p@example.org:80?q")), "example.org");
	assert_text(nc_url_host(nc_text("example.org/x")), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(headlines_that_differ_in_dress_are_one),
	    cmocka_unit_test(headlines_that_say_something_else_are_two),
	    cmocka_unit_test(nothing_has_no_key),
	    cmocka_unit_test(a_headline_is_never_a_url),
	    cmocka_unit_test(addresses_that_lead_to_one_page_are_one),
	    cmocka_unit_test(addresses_of_two_pages_are_two),
	    cmocka_unit_test(the_host_is_what_stands_between),
	};

	return RUN(tests);
}
