/* The words of a text as hashes. */
#include "unit.h"

#include "text_words.h"
#include "utf8.h"

static size_t
hashes(uint32_t *found, const char *text, size_t most)
{
	struct nc_text_words words = {nc_text(text), 0, 0};
	size_t count = 0, characters;
	uint32_t hash;

	while ((hash = nc_text_words_next(&words, &characters)) != 0) {
		assert_in_range(characters, 1, strlen(text));
		assert_true(count < most);
		found[count++] = hash;
	}
	assert_int_equal(characters, 0);
	return count;
}

static bool
same(const char *one, const char *other)
{
	uint32_t a[16], b[16];
	size_t count = hashes(a, one, 16);

	return hashes(b, other, 16) == count &&
	    memcmp(a, b, count * sizeof(*a)) == 0;
}

static void
letters_and_digits_in_a_row_are_a_word(void **state)
{
	uint32_t found[16];

	(void)state;
	assert_int_equal(hashes(found, "", 16), 0);
	assert_int_equal(hashes(found, " .,- ", 16), 0);
	assert_int_equal(hashes(found, "Foo's 24h-Bar (baz)", 16), 5);
	assert_int_equal(hashes(found, "\xc3\xa9t\xc3\xa9,b", 16), 2);
	assert_int_equal(hashes(found, "Zahl\xc3\xa4", 16), 1);
	assert_int_equal(hashes(found,
			     "a\xe2\x80\x94"
			     "b",
			     16),
	    2);
}

static void
case_and_what_stands_around_do_not_matter(void **state)
{
	(void)state;
	assert_true(
	    same("Foo Notwithstanding 2024", "FOO, notwithstanding-2024"));
	assert_true(same(
	    "\xc3\x89T\xc3\x89 Caf\xc3\xa9", "\xc3\xa9t\xc3\xa9 caf\xc3\xa9"));
	assert_false(same("foo bar", "foobar"));
	assert_false(same("eightchar", "eightcha"));
	assert_false(same("eightchars", "eightchart"));
}

/* In Turkish a word of other letters is one in ASCII in lower case. */
static void
a_word_in_ascii_is_known_in_capitals_that_are_not(void **state)
{
	(void)state;
	assert_true(same("istanbul", "\xc4\xb0stanbul"));
	assert_true(same("kelvinkelvin",
	    "\xe2\x84\xaa"
	    "elvin\xe2\x84\xaa"
	    "elvin"));
}

static void
two_wide_characters_are_a_word(void **state)
{
	struct nc_text_words words = {
	    nc_text("\xe6\x96\xb0\xe8\x81\x9e\xe7\xb4\x99 ab"), 0, 0};
	uint32_t found[16];
	size_t characters;

	(void)state;
	assert_true(nc_text_words_next(&words, &characters) != 0);
	assert_int_equal(characters, NC_WORD_CONTENT);
	/* One alone is none; one after a word in ASCII begins anew. */
	assert_int_equal(hashes(found, "\xe6\x96\xb0", 16), 0);
	assert_int_equal(hashes(found, "\xe6\x96\xb0 \xe6\x96\xb0", 16), 0);
	assert_int_equal(hashes(found,
			     "a\xe6\x96\xb0\xe8\x81\x9e"
			     "b",
			     16),
	    3);
	assert_int_equal(
	    hashes(found, "\xe6\x96\xb0\xe8\x81\x9e\xe7\xb4\x99", 16), 2);
}

/* The road for ASCII against the one for any script: no word is between. */
static void
words_are_the_same_wherever_they_stand(void **state)
{
	char text[80], other[96];
	size_t size, front;

	(void)state;
	for (size = 1; size < 40; size++)
		for (front = 0; front < 9; front++) {
			memset(text, 'x', sizeof(text));
			memset(text, ' ', front);
			text[front + size] = '\0';
			strcpy(other, "\xc2\xb7");
			strcat(other, text + front);
			strcat(other, "\xc2\xb7");
			assert_true(same(text, other));
			text[front] = 'y';
			assert_false(same(text, other));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(letters_and_digits_in_a_row_are_a_word),
	    cmocka_unit_test(case_and_what_stands_around_do_not_matter),
	    cmocka_unit_test(a_word_in_ascii_is_known_in_capitals_that_are_not),
	    cmocka_unit_test(two_wide_characters_are_a_word),
	    cmocka_unit_test(words_are_the_same_wherever_they_stand),
	};

	return RUN(tests);
}
