/* Which printed URLs become links, and as what: point 21 of the checklist. */
#include "unit.h"

#include "href.h"
#include "utf8.h"

static const struct {
	const char *printed;
	const char *href; /* "": none */
} rows[] = {
    {"https://example.org/a?b=c#d", "https://example.org/a?b=c#d"},
    {"HTTP://example.org", "HTTP://example.org"},
    {"https://example.org/caf\xc3\xa9", "https://example.org/caf%C3%A9"},
    {"https://example.org/a[1]{2}|3\"^`",
	"https://example.org/a%5B1%5D%7B2%7D%7C3%22%5E%60"},
    {"https://example.org/a b", "https://example.org/a%20b"},
    {"https://example.org/100%", "https://example.org/100%25"},
    {"https://example.org/%zz%41", "https://example.org/%25zz%41"},
    {"https://example.org/#a#b", "https://example.org/#a%23b"},
    {"https://example.org?q=\xd8\xa3", "https://example.org?q=%D8%A3"},
    {"https://[::1]/x", "https://[::1]/x"},
    /* What could only be guessed at. */
    {"https://example.org/a\\b", ""},
    {"https://ex\xc3\xa4mple.org/", ""},
    {"https://ex ample.org/", ""},
    {"https://example.org:99999/", ""},
    {"http:///x", ""},
    {"https://", ""},
    {"https://[::1/x", ""},
    {"https://user:secret@example.org/", ""},
    {"www.example.org/x", ""},
    {"/path", ""},
    {"//example.org/x", ""},
    {"javascript:alert(1)//x", ""},
    {"data:text/html,x", ""},
    {"file:///etc/passwd", ""},
    {"ftp://example.org/", ""},
    {"#id", ""},
    {"", ""},
};

static void
only_sound_urls_become_links(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct newsconv_text href;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(nc_href(nc_text(rows[i].printed), arena, &href));
		if (!nc_text_equals(href, rows[i].href))
			fail_msg("%s: \"%.*s\"", rows[i].printed,
			    (int)href.size, href.data);
	}
	nc_arena_free(arena);
}

static void
long_ones_stay_text(void **state)
{
	static char url[9000];
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct newsconv_text href;

	(void)state;
	memset(url, 'a', sizeof(url) - 1);
	memcpy(url, "https://example.org/", 20);
	assert_true(nc_href(nc_text(url), arena, &href));
	assert_int_equal(href.size, 0);
	url[7000] = '\0';
	assert_true(nc_href(nc_text(url), arena, &href));
	assert_int_equal(href.size, 7000);
	nc_arena_free(arena);
}

static void
without_memory_there_is_no_answer(void **state)
{
	struct nc_arena *arena = nc_arena_new(16);
	struct newsconv_text href;

	(void)state;
	assert_false(nc_href(nc_text("https://example.org/"), arena, &href));
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_sound_urls_become_links),
	    cmocka_unit_test(long_ones_stay_text),
	    cmocka_unit_test(without_memory_there_is_no_answer),
	};

	return RUN(tests);
}
