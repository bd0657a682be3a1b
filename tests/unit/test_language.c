/*
 * The language tables hold what their users rely on, and tags are read by RFC
 * 5646.
 */
#include "unit.h"

#include "language.h"
#include "utf8.h"

static void
function_words_are_sorted_and_in_lower_case(void **state)
{
	const struct nc_language *language;
	size_t i, k;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++) {
		for (k = 0; language->words[k] != NULL; k++) {
			if (k > 0)
				assert_true(strcmp(language->words[k - 1],
						language->words[k]) < 0);
		}
	}
}

/* Lower case, single blanks, none in front, ASCII quotes and dashes. */
static bool
folded(const char *text)
{
	static const uint32_t unfolded[] = {
	    0x2018, 0x2019, 0x201c, 0x201d, 0x2013, 0x2014, 0xff1a, 0xa0};
	size_t size = strlen(text), i = 0, length, k;
	uint32_t c, before = ' ';

	if (size == 0 || size != nc_utf8_valid_prefix(text, size))
		return false;
	while ((length = nc_utf8_decode(text + i, size - i, &c)) > 0) {
		if (nc_lower(c) != c || (c == ' ' && before == ' '))
			return false;
		for (k = 0; k < sizeof(unfolded) / sizeof(*unfolded); k++)
			if (c == unfolded[k])
				return false;
		before = c;
		i += length;
	}
	return true;
}

static void
phrases_are_folded_and_in_the_table_once(void **state)
{
	const struct nc_language *language;
	const struct nc_phrase *a, *b;
	size_t i;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++)
		for (a = language->phrases; a->text != NULL; a++) {
			if (!folded(a->text))
				fail_msg("%s: '%s'", language->tag, a->text);
			assert_in_range(a->marker, 0, NC_MARKER_KINDS - 1);
			for (b = a + 1; b->text != NULL; b++)
				if (strcmp(a->text, b->text) == 0 &&
				    a->marker == b->marker &&
				    a->position == b->position)
					fail_msg("%s: '%s' is there twice",
					    language->tag, a->text);
		}
}

static void
every_language_names_twelve_months(void **state)
{
	const struct nc_language *language;
	size_t i;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++) {
		const struct nc_month *month = language->months;
		unsigned seen = 0;

		for (; month->name != NULL; month++) {
			assert_in_range(month->number, 1,
			    month->calendar == NC_CALENDAR_ETHIOPIC ? 13 : 12);
			assert_true(folded(month->name));
			if (month->calendar == NC_CALENDAR_GREGORIAN)
				seen |= 1u << (month->number - 1);
		}
		if (seen != 0xfff)
			fail_msg("%s: %x", language->tag, seen);
		assert_non_null(language->weekdays[0]);
		/* Of some languages only the calendar is known. */
		if (language->phrases[0].text != NULL)
			assert_non_null(language->conjunctions[0]);
	}
}

static void
languages_stand_once_and_under_their_own_tag(void **state)
{
	const struct nc_language *language;
	size_t i;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++) {
		struct newsconv_text tag = nc_text(language->tag);

		assert_ptr_equal(nc_language_find(tag), language);
		assert_string_equal(nc_language_script(tag), language->script);
		assert_true(nc_language_tag_valid(language->tag));
	}
	assert_true(i >= 95);
	assert_null(nc_language_at(SIZE_MAX));
}

static void
the_primary_subtag_decides(void **state)
{
	(void)state;
	assert_string_equal(nc_language_find(nc_text("en-GB"))->tag, "en");
	assert_string_equal(nc_language_find(nc_text("DE-at"))->tag, "de");
	assert_string_equal(nc_language_find(nc_text("zh-Hant-TW"))->tag, "zh");
	assert_null(nc_language_find(nc_text("")));
	assert_null(nc_language_find(nc_text("e")));
	assert_null(nc_language_find(nc_text("eng")));
	assert_null(nc_language_find(nc_text("und")));
}

static void
labels_fall_back_to_english(void **state)
{
	const struct nc_language *language;
	int label;
	size_t i;

	(void)state;
	assert_string_equal(
	    nc_language_label(nc_text("de-CH"), NC_LABEL_CONTENTS), "Inhalt");
	assert_string_equal(nc_language_label_tag(nc_text("de-CH")), "de");
	assert_string_equal(
	    nc_language_label(nc_text("und"), NC_LABEL_CONTENTS), "Contents");
	assert_string_equal(nc_language_label_tag(nc_text("und")), "en");
	/* All or none, or nc_language_label_tag() would lie. */
	for (i = 0; (language = nc_language_at(i)) != NULL; i++)
		for (label = 0; label < NC_LABEL_COUNT; label++)
			assert_int_equal(language->labels[label] == NULL,
			    language->labels[0] == NULL);
}

static void
a_script_subtag_comes_before_the_usual_script(void **state)
{
	(void)state;
	assert_string_equal(nc_language_script(nc_text("sr")), "Cyrl");
	assert_string_equal(nc_language_script(nc_text("sr-Latn-RS")), "Latn");
	assert_string_equal(nc_language_script(nc_text("az-arab")), "Arab");
	assert_string_equal(nc_language_script(nc_text("zh-cmn-Hant")), "Hant");
	assert_string_equal(nc_language_script(nc_text("FA")), "Arab");
	assert_string_equal(nc_language_script(nc_text("he-IL")), "Hebr");
	assert_string_equal(nc_language_script(nc_text("und")), "Zyyy");
	assert_string_equal(nc_language_script(nc_text("qaa-Qaaa")), "Zyyy");
	assert_string_equal(nc_language_script(nc_text("")), "Zyyy");
	assert_true(nc_script_rtl("Arab"));
	assert_true(nc_script_rtl("Hebr"));
	assert_false(nc_script_rtl("Latn"));
	assert_false(nc_script_rtl("Zyyy"));
}

/* RFC 5646, appendix A, has most of these. */
static void
well_formed_tags_are_those_of_the_grammar(void **state)
{
	static const char *const good[] = {"de", "i-enochian", "zh-Hant",
	    "zh-cmn-Hans-CN", "cmn-Hans-CN", "sr-Latn-RS", "sl-rozaj",
	    "sl-rozaj-biske", "de-CH-1901", "hy-Latn-IT-arevela", "es-419",
	    "x-whatever", "qaa-Qaaa-QM-x-southern", "en-US-u-islamcal",
	    "zh-CN-a-myext-x-private", "en-a-myext-b-another", "de-x-a-b",
	    "en-GB-oed", "art-lojban", "zh-min-nan", "sgn-BE-FR", "EN-us"};
	static const char *const bad[] = {"", "d", "de-419-DE", "a-DE", "de_DE",
	    "en-", "-en", "en--US", "englishlanguage", "en-x", "x", "x-",
	    "en-a", "en-a-x-b1", "en-US-US", "de-1", "e1", "en US",
	    "de-\xc3\xa4\xc3\xb6", "zh-abc-def-ghi-jkl", "i-unknown", "en-a-b",
	    "en-x-toolongsubtag"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!nc_language_tag_valid(good[i]))
			fail_msg("'%s' was refused", good[i]);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (nc_language_tag_valid(bad[i]))
			fail_msg("'%s' was taken", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(function_words_are_sorted_and_in_lower_case),
	    cmocka_unit_test(phrases_are_folded_and_in_the_table_once),
	    cmocka_unit_test(every_language_names_twelve_months),
	    cmocka_unit_test(languages_stand_once_and_under_their_own_tag),
	    cmocka_unit_test(the_primary_subtag_decides),
	    cmocka_unit_test(labels_fall_back_to_english),
	    cmocka_unit_test(a_script_subtag_comes_before_the_usual_script),
	    cmocka_unit_test(well_formed_tags_are_those_of_the_grammar),
	};

	return RUN(tests);
}
