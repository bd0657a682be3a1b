/* Marker phrases in folded lines: where they count, and that all are found. */
#include "unit.h"

#include "markers.h"
#include "utf8.h"

static struct nc_marks
marks_of(const char *line, const char *language)
{
	struct nc_languages languages;
	struct nc_marks marks;
	struct nc_fold fold;

	nc_languages_choose(&languages, language);
	nc_fold(&fold, nc_text(line));
	nc_marks_find(&marks, &languages, &fold);
	return marks;
}

static void
the_index_has_room_for_every_pair_of_languages(void **state)
{
	const struct nc_language *language;
	size_t i;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++) {
		struct nc_languages languages;
		const struct nc_phrase *phrase;
		size_t count = 1, j;

		nc_languages_choose(&languages, language->tag);
		for (j = 0; j < languages.count; j++)
			for (phrase = languages.tables[j]->phrases;
			     phrase->text != NULL; phrase++)
				count++;
		assert_int_equal(languages.phrases.count, count);
		assert_true(count < NC_PHRASES_MAX);
		assert_int_equal(languages.function_words.count,
		    languages.tables[0]->word_count);
	}
}

static unsigned
found_at(const struct nc_marks *marks, const struct nc_phrase *phrase)
{
	switch (phrase->position) {
	case NC_POSITION_WHOLE:
		return marks->whole[phrase->marker];
	case NC_POSITION_PREFIX:
		return marks->prefix[phrase->marker];
	case NC_POSITION_SUFFIX:
		return marks->suffix[phrase->marker];
	default:
		return marks->inside[phrase->marker];
	}
}

static void
every_phrase_is_found_in_a_line_of_nothing_else(void **state)
{
	const struct nc_language *language;
	const struct nc_phrase *phrase;
	struct nc_fold fold;
	size_t i;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++)
		for (phrase = language->phrases; phrase->text != NULL;
		     phrase++) {
			struct nc_marks marks = marks_of(
			    phrase->text, language->tag);

			nc_fold(&fold, nc_text(phrase->text));
			assert_int_equal(phrase->size, strlen(phrase->text));
			assert_in_range(phrase->size, 2, UINT8_MAX);
			if (found_at(&marks, phrase) < phrase->size &&
			    strcmp(fold.text, phrase->text) == 0)
				fail_msg(
				    "%s: '%s'", language->tag, phrase->text);
		}
}

static void
a_phrase_ends_where_its_word_ends(void **state)
{
	struct nc_marks marks;

	(void)state;
	marks = marks_of("By Ana Lima", "en");
	assert_int_equal(marks.prefix[NC_MARKER_BYLINE], 2);
	marks = marks_of("Byzantine ruins", "en");
	assert_int_equal(marks.prefix[NC_MARKER_BYLINE], 0);
	marks = marks_of("Advertisement:", "en");
	assert_true(marks.whole[NC_MARKER_ADVERTISEMENT] > 0);
	marks = marks_of("Advertisement of the year", "en");
	assert_int_equal(marks.whole[NC_MARKER_ADVERTISEMENT], 0);
	marks = marks_of("", "en");
	assert_int_equal(marks.prefix[NC_MARKER_BYLINE], 0);
}

static void
a_folded_line_knows_where_each_byte_came_from(void **state)
{
	struct nc_fold fold;

	(void)state;
	nc_fold(&fold,
	    nc_text("  \xc3\x84  B\xe2\x80\x99"
		    "C \xd9\xa1"));
	assert_string_equal(fold.text, "\xc3\xa4 b'c 1");
	assert_true(fold.whole);
	assert_int_equal(fold.size, 8);
	assert_int_equal(fold.origin[0], 2); /* the letter */
	assert_int_equal(fold.origin[1], 2);
	assert_int_equal(fold.origin[2], 4); /* the first blank behind it */
	assert_int_equal(fold.origin[3], 6);
	assert_int_equal(fold.origin[4], 7);
	assert_int_equal(fold.origin[5], 10);
	assert_int_equal(fold.origin[7], 12);
	assert_int_equal(fold.origin[8], 14);
}

static void
only_the_beginning_of_a_long_line_is_folded(void **state)
{
	char line[NC_FOLD_SIZE + 20];
	struct nc_fold fold;
	size_t size;

	(void)state;
	memset(line, 'A', sizeof(line));
	for (size = NC_FOLD_SIZE - 8; size < sizeof(line); size++) {
		nc_fold(&fold, (struct newsconv_text){line, size});
		assert_int_equal(fold.size,
		    size < NC_FOLD_SIZE - 3 ? size : NC_FOLD_SIZE - 3);
		assert_true(fold.whole == (fold.size == size));
		assert_int_equal(fold.text[fold.size - 1], 'a');
		assert_int_equal(fold.text[fold.size], 0);
		assert_int_equal(fold.origin[fold.size], fold.size);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_index_has_room_for_every_pair_of_languages),
	    cmocka_unit_test(every_phrase_is_found_in_a_line_of_nothing_else),
	    cmocka_unit_test(a_phrase_ends_where_its_word_ends),
	    cmocka_unit_test(a_folded_line_knows_where_each_byte_came_from),
	    cmocka_unit_test(only_the_beginning_of_a_long_line_is_folded),
	};

	return RUN(tests);
}
