/* The walk over a block's characters, and the set of function words. */
#include "unit.h"

#include "utf8.h"
#include "walk.h"

static const char *const words[] = {
    "a", "of", "the", "through", "notwithstanding", "\xc3\xa0", NULL};

static struct nc_walk
walk(const char *text)
{
	struct nc_word_set set;
	struct nc_walk walk;

	nc_word_set_fill(&set, words);
	nc_walk(&walk, nc_text(text), &set);
	return walk;
}

static void
words_capitals_and_sentences_are_counted(void **state)
{
	struct nc_walk w = walk(
	    "The mayor of Foo left. (She WAS late?) So, on");

	(void)state;
	assert_int_equal(w.words, 10);
	assert_int_equal(w.capitalised, 4);
	assert_int_equal(w.uppers, 7);
	assert_int_equal(w.sentences, 1);
	assert_int_equal(w.commas, 1);
	assert_int_equal(w.function_words, 2);
	assert_int_equal(w.columns, 45);
	assert_int_equal(w.characters, 45);
	assert_int_equal(w.first, 'T');
	assert_int_equal(w.third, 'e');
	assert_int_equal(w.last, 'n');
	assert_int_equal(w.before_last, 'o');
}

static void
function_words_are_whole_words_in_any_case(void **state)
{
	(void)state;
	assert_int_equal(walk("THE").function_words, 1);
	assert_int_equal(walk("them the\xc3\xa9 xthe").function_words, 0);
	assert_int_equal(walk("\xc3\x80 a").function_words, 2);
	assert_int_equal(
	    walk("through notwithstanding throug").function_words, 2);
	assert_int_equal(walk("notwithstandingnotwithstandingnotwithstanding a")
			     .function_words,
	    1);
	assert_int_equal(walk("a-of'the").function_words, 3);
}

static void
a_time_of_day_has_four_steps(void **state)
{
	(void)state;
	assert_true(walk("at 8:30").clock);
	assert_true(walk("18h05").clock);
	assert_false(walk("8: 30").clock);
	assert_false(walk("8ha30").clock);
	assert_false(walk("8:3").clock);
}

static void
letters_and_digits_make_the_hash(void **state)
{
	(void)state;
	assert_true(walk("Read 12 more").hash == walk("read, 98 MORE!").hash);
	assert_true(walk("Read 12 more").hash != walk("read 1 more").hash);
}

static void
wide_scripts_have_words_and_sentences_without_blanks(void **state)
{
	struct nc_walk w = walk("\xe6\x97\xa5\xe6\x9c\xac\xe3\x80\x82"
				"\xe6\x97\xa5\xe6\x9c\xac");

	(void)state;
	assert_int_equal(w.columns, 10);
	assert_int_equal(w.sentences, 1);
	assert_int_equal(w.words, 1 + 5 / 2);
}

static void
an_empty_text_has_nothing(void **state)
{
	struct nc_walk w = walk("");

	(void)state;
	assert_int_equal(w.characters, 0);
	assert_int_equal(w.first, 0);
	assert_int_equal(w.last, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_capitals_and_sentences_are_counted),
	    cmocka_unit_test(function_words_are_whole_words_in_any_case),
	    cmocka_unit_test(a_time_of_day_has_four_steps),
	    cmocka_unit_test(letters_and_digits_make_the_hash),
	    cmocka_unit_test(
		wide_scripts_have_words_and_sentences_without_blanks),
	    cmocka_unit_test(an_empty_text_has_nothing),
	};

	return RUN(tests);
}
