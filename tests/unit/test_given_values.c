/* Values made fit for the options, and what cannot be. */
#include "unit.h"

#include "given_values.h"

struct value {
	enum nc_given_slot slot;
	const char *said;
	const char *taken; /* NULL: left out */
};

static const struct value values[] = {
    {NC_GIVEN_URL, "https://example.org/a?b=c#d",
	"https://example.org/a?b=c#d"},
    {NC_GIVEN_URL, " <http://example.org/> ", "http://example.org/"},
    {NC_GIVEN_URL, "https://example.org/\xd8\xae b|c[1]%zz",
	"https://example.org/%D8%AE%20b%7Cc%5B1%5D%25zz"},
    {NC_GIVEN_URL, "https://b\xc3\xbc.example/", NULL},
    {NC_GIVEN_URL, "ftp://example.org/", NULL},
    {NC_GIVEN_URL, "example.org/a", NULL},
    {NC_GIVEN_URL, "", NULL},
    {NC_GIVEN_TITLE, "  A\n\ttitle\r\n", "A title"},
    {NC_GIVEN_TITLE,
	"A\x01\x7f"
	"b\xff",
	"Ab\xef\xbf\xbd"},
    {NC_GIVEN_TITLE, " \n ", NULL},
    {NC_GIVEN_PUBLISHER, "The Sample", "The Sample"},
    {NC_GIVEN_LANGUAGE, "en", "en"},
    {NC_GIVEN_LANGUAGE, "eng,fra", "en"},
    {NC_GIVEN_LANGUAGE, "zho", "zh"},
    {NC_GIVEN_LANGUAGE, "ger", "de"},
    {NC_GIVEN_LANGUAGE, "en_US", "en-US"},
    {NC_GIVEN_LANGUAGE, "eng_Latn", "en"},
    {NC_GIVEN_LANGUAGE, "srp-Latn", "sr-Latn"},
    {NC_GIVEN_LANGUAGE, "ceb", "ceb"},
    {NC_GIVEN_LANGUAGE, "English", NULL},
    {NC_GIVEN_LANGUAGE, "und", NULL},
    {NC_GIVEN_LANGUAGE, "e", NULL},
    {NC_GIVEN_LANGUAGE, "__label__en", NULL},
    {NC_GIVEN_DATE, "2019-04-25 12:57:54+00:00", "2019-04-25T12:57:54Z"},
    {NC_GIVEN_DATE, "yesterday", NULL},
    {NC_GIVEN_AUTHOR, "Ida\nHolm", "Ida Holm"},
};

static const char *
value_of(const struct nc_given *given, enum nc_given_slot slot)
{
	switch (slot) {
	case NC_GIVEN_URL:
		return given->url;
	case NC_GIVEN_TITLE:
		return given->title;
	case NC_GIVEN_PUBLISHER:
		return given->publisher;
	case NC_GIVEN_LANGUAGE:
		return given->language;
	case NC_GIVEN_DATE:
		return given->date;
	default:
		return given->author_count == 0 ? NULL : given->authors[0];
	}
}

/* What is set is what the library's own check of the options takes. */
static void
each_value_is_made_fit_or_left_out(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(*values); i++) {
		struct newsconv_read_options options = {
		    .size = sizeof(options)};
		struct newsconv_text said = {
		    values[i].said, strlen(values[i].said)};
		struct newsconv_error error = {0};
		struct nc_given given;
		const char *taken;
		bool fit;

		nc_given_init(&given);
		assert_int_equal(
		    nc_given_set(&given, arena, values[i].slot, said, &fit),
		    NEWSCONV_OK);
		taken = value_of(&given, values[i].slot);
		assert_int_equal(fit, values[i].taken != NULL);
		if (values[i].taken == NULL) {
			assert_null(taken);
			continue;
		}
		assert_non_null(taken);
		assert_string_equal(taken, values[i].taken);
		options.url = given.url;
		options.title = given.title;
		options.publisher = given.publisher;
		options.language = given.language;
		options.date = given.date;
		options.authors = given.authors;
		options.author_count = given.author_count;
		if (newsconv_read_options_check(&options, &error) < 0)
			fail_msg("%s", error.text);
	}
	nc_arena_free(arena);
}

static void
what_is_not_fit_leaves_what_was_there(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct nc_given given;

	(void)state;
	nc_given_init(&given);
	assert_int_equal(given.fetched, NEWSCONV_TIME_UNKNOWN);
	nc_given_set(&given, arena, NC_GIVEN_LANGUAGE,
	    (struct newsconv_text){"fr", 2}, NULL);
	nc_given_set(&given, arena, NC_GIVEN_LANGUAGE,
	    (struct newsconv_text){"French", 6}, NULL);
	assert_string_equal(given.language, "fr");
	nc_given_set(&given, arena, NC_GIVEN_FETCHED,
	    (struct newsconv_text){"2019-04", 7}, NULL);
	assert_int_equal(given.fetched, NEWSCONV_TIME_UNKNOWN);
	nc_given_set(&given, arena, NC_GIVEN_FETCHED,
	    (struct newsconv_text){"2019-04-25", 10}, NULL);
	assert_int_equal(given.fetched, 1556150400);
	nc_arena_free(arena);
}

static void
a_value_without_end_is_left_out(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	static char endless[100000];
	struct newsconv_text text = {endless, sizeof(endless)};
	struct nc_given given;
	size_t slot;
	bool fit;

	(void)state;
	memset(endless, 'a', sizeof(endless));
	memcpy(endless, "http://a.org/", 13);
	nc_given_init(&given);
	for (slot = NC_GIVEN_URL; slot < NC_GIVEN_SLOTS; slot++) {
		assert_int_equal(nc_given_set(&given, arena,
				     (enum nc_given_slot)slot, text, &fit),
		    NEWSCONV_OK);
		assert_false(fit);
	}
	nc_arena_free(arena);
}

static void
no_memory_is_a_result(void **state)
{
	struct nc_arena *arena = nc_arena_new(4);
	struct nc_given given;
	size_t slot;

	(void)state;
	nc_given_init(&given);
	for (slot = NC_GIVEN_URL; slot < NC_GIVEN_SLOTS; slot++) {
		struct newsconv_text text = {"2019", 4};

		if (slot == NC_GIVEN_URL)
			text = (struct newsconv_text){"http://a.org/", 13};
		if (slot == NC_GIVEN_LANGUAGE)
			text = (struct newsconv_text){"en", 2};
		if (slot != NC_GIVEN_FETCHED)
			assert_int_equal(
			    nc_given_set(&given, arena,
				(enum nc_given_slot)slot, text, NULL),
			    NEWSCONV_NO_MEMORY);
	}
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_value_is_made_fit_or_left_out),
	    cmocka_unit_test(what_is_not_fit_leaves_what_was_there),
	    cmocka_unit_test(a_value_without_end_is_left_out),
	    cmocka_unit_test(no_memory_is_a_result),
	};

	return RUN(tests);
}
