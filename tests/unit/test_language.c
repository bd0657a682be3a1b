/*
 * The language tables hold what their users rely on, and tags are read by RFC
 * 5646.
 */
#include "unit.h"

#include <limits.h>
#include <stdlib.h>

#include "language.h"
#include "script.h"
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
	assert_string_equal(nc_language_find(nc_text("no-NO"))->tag, "nb");
	assert_string_equal(nc_language_find(nc_text("nn"))->tag, "nn");
	assert_null(nc_language_find(nc_text("")));
	assert_null(nc_language_find(nc_text("e")));
	assert_null(nc_language_find(nc_text("eng")));
	assert_null(nc_language_find(nc_text("und")));
}

static void
labels_fall_back_to_english(void **state)
{
	(void)state;
	assert_string_equal(
	    nc_language_label(nc_text("de-CH"), NC_LABEL_CONTENTS), "Inhalt");
	assert_string_equal(nc_language_label_tag(nc_text("de-CH")), "de");
	assert_string_equal(
	    nc_language_label(nc_text("und"), NC_LABEL_CONTENTS), "Contents");
	assert_string_equal(nc_language_label_tag(nc_text("und")), "en");
	/* Of which only the calendar is known. */
	assert_string_equal(
	    nc_language_label(nc_text("am"), NC_LABEL_COVER), "Cover");
	assert_string_equal(nc_language_label_tag(nc_text("am")), "en");
}

static void
every_news_language_has_all_labels_and_no_other_has_any(void **state)
{
	const struct nc_language *language;
	size_t i, news = 0;
	int label;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++) {
		bool calendar = language->conjunctions[0] == NULL;

		news += !calendar;
		for (label = 0; label < NC_LABEL_COUNT; label++) {
			const char *word = language->labels[label];

			if ((word == NULL) != calendar)
				fail_msg("%s: label %d", language->tag, label);
			if (word != NULL && word[0] == '\0')
				fail_msg("%s: %d empty", language->tag, label);
		}
	}
	assert_int_equal(news, 41);
}

/* Those in which labels are written, of all languages and variants. */
static const char *
labelled_tag(size_t index)
{
	static const char *const variants[] = {
	    "pt-BR", "zh-Hant", "sr-Latn", "nn"};
	size_t i, seen = 0;

	for (i = 0; i < sizeof(variants) / sizeof(*variants); i++)
		if (seen++ == index)
			return variants[i];
	for (i = 0; nc_language_at(i) != NULL; i++)
		if (nc_language_at(i)->labels[0] != NULL && seen++ == index)
			return nc_language_at(i)->tag;
	return NULL;
}

static void
labels_say_truly_which_language_they_are_in(void **state)
{
	static const struct {
		const char *tag, *words, *next;
	} expected[] = {{"pt", "pt", "Seguinte"}, {"pt-PT", "pt", "Seguinte"},
	    {"pt-BR", "pt-BR", "Pr\u00f3ximo"}, {"PT-br", "pt-BR", NULL},
	    {"zh", "zh", "\u4e0b\u4e00\u7bc7"}, {"zh-Hans-TW", "zh", NULL},
	    {"zh-TW", "zh-Hant", NULL}, {"zh-HK", "zh-Hant", NULL},
	    {"zh-Hant-CN", "zh-Hant", NULL}, {"zh-CN", "zh", NULL},
	    {"sr", "sr", NULL}, {"sr-Latn-RS", "sr-Latn", "Slede\u0107i"},
	    {"sr-Cyrl", "sr", NULL}, {"no", "nb", "Neste"},
	    {"no-NO", "nb", NULL}, {"nn-NO", "nn", "Neste"},
	    {"nb", "nb", "Neste"}, {"non", "en", "Next"},
	    {"en-GB", "en", "Next"}, {"", "en", "Next"}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		struct newsconv_text tag = nc_text(expected[i].tag);

		assert_string_equal(
		    nc_language_label_tag(tag), expected[i].words);
		if (expected[i].next != NULL)
			assert_string_equal(
			    nc_language_label(tag, NC_LABEL_NEXT),
			    expected[i].next);
	}
	for (i = 0; labelled_tag(i) != NULL; i++)
		assert_string_equal(
		    nc_language_label_tag(nc_text(labelled_tag(i))),
		    labelled_tag(i));
	assert_int_equal(i, 45);
}

/* How often `what` follows a "%" in it; every other "%" is a mistake. */
static unsigned
conversions(const char *word, char what)
{
	unsigned count = 0;

	for (word = strchr(word, '%'); word != NULL;
	     word = strchr(word + 1, '%')) {
		if (word[1] != what)
			return UINT_MAX;
		count++;
	}
	return count;
}

static void
minutes_and_issue_have_one_place_to_fill_and_others_none(void **state)
{
	size_t i;
	int label;

	(void)state;
	for (i = 0; labelled_tag(i) != NULL; i++)
		for (label = 0; label < NC_LABEL_COUNT; label++) {
			const char *word = nc_language_label(
			    nc_text(labelled_tag(i)), (enum nc_label)label);
			unsigned wanted = label == NC_LABEL_MINUTES ||
			    label == NC_LABEL_ISSUE;

			if (conversions(
				word, label == NC_LABEL_MINUTES ? 'u' : 's') !=
			    wanted)
				fail_msg("%s: '%s'", labelled_tag(i), word);
		}
}

static void
expect_normal(const char *tag, const char *word)
{
	size_t size;
	bool changed;
	char *normal = NULL;

	if (!nc_nfc(nc_text(word), &normal, &size, &changed))
		fail_msg("%s: '%s' is not UTF-8", tag, word);
	if (changed)
		fail_msg("%s: '%s' is not in form C", tag, word);
	if (word[0] == ' ' || word[strlen(word) - 1] == ' ')
		fail_msg("%s: '%s' has blanks", tag, word);
	free(normal);
}

static bool
script_fits(enum nc_script script, const char *name)
{
	if (strcmp(name, "Jpan") == 0)
		return script == NC_SCRIPT_KANA || script == NC_SCRIPT_HANI;
	if (strcmp(name, "Kore") == 0)
		return script == NC_SCRIPT_HANG || script == NC_SCRIPT_HANI;
	if (strcmp(name, "Hant") == 0)
		name = "Hani";
	return strcmp(nc_script_name(script), name) == 0;
}

/* All letters, without the "s" of "%s"; of labels there is one at least. */
static void
expect_script(const char *tag, const char *word)
{
	const char *name = nc_language_script(nc_text(tag));
	size_t size = strlen(word), i = 0, length, letters = 0;
	uint32_t c, before = 0;

	while ((length = nc_utf8_decode(word + i, size - i, &c)) > 0) {
		enum nc_script script = nc_script_of(c);

		if (script != NC_SCRIPTS && before != '%') {
			letters++;
			if (!script_fits(script, name))
				fail_msg("%s: '%s'", tag, word);
		}
		before = c;
		i += length;
	}
	/* The numero sign is of no script, "No." in Russian and Ukrainian. */
	if (letters == 0 && strncmp(word, "\u2116", 3) != 0)
		fail_msg("%s: '%s' has no letter", tag, word);
}

static void
labels_are_in_form_c_and_in_the_script_of_their_language(void **state)
{
	size_t i;
	int label;

	(void)state;
	for (i = 0; labelled_tag(i) != NULL; i++)
		for (label = 0; label < NC_LABEL_COUNT; label++) {
			const char *word = nc_language_label(
			    nc_text(labelled_tag(i)), (enum nc_label)label);

			expect_normal(labelled_tag(i), word);
			expect_script(labelled_tag(i), word);
		}
}

static void
labels_are_english_only_in_english_or_where_the_word_is_the_same(void **state)
{
	/* CLDR's short minutes are "min" in all of these. */
	static const char minutes[] =
	    " fr es it pt pt-BR nl sv nb nn pl cs ca sk sr-Latn fi ms hr ";
	const char *tag;
	char padded[16];
	size_t i;
	int label;

	(void)state;
	for (i = 0; (tag = labelled_tag(i)) != NULL; i++)
		for (label = 0; label < NC_LABEL_COUNT; label++) {
			const char *word = nc_language_label(
			    nc_text(tag), (enum nc_label)label);
			bool same = strcmp(word,
					nc_language_label(nc_text("en"),
					    (enum nc_label)label)) == 0;

			(void)snprintf(padded, sizeof(padded), " %s ", tag);
			if (same && strcmp(tag, "en") != 0 &&
			    !(label == NC_LABEL_MINUTES &&
				strstr(minutes, padded) != NULL) &&
			    !(label == NC_LABEL_SOURCE &&
				strcmp(tag, "fr") == 0))
				fail_msg("%s: '%s'", tag, word);
		}
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

static void
names_are_parted_as_their_script_does(void **state)
{
	(void)state;
	assert_string_equal(nc_language_comma(nc_text("en")), ", ");
	assert_string_equal(nc_language_comma(nc_text("ar")), "\xd8\x8c ");
	assert_string_equal(nc_language_comma(nc_text("ja")), "\xe3\x80\x81");
	assert_string_equal(
	    nc_language_comma(nc_text("zh-Hant")), "\xe3\x80\x81");
	assert_string_equal(nc_language_comma(nc_text("ko-Hang")), ", ");
	assert_string_equal(nc_language_comma(nc_text("ja-Latn")), ", ");
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
	    cmocka_unit_test(
		every_news_language_has_all_labels_and_no_other_has_any),
	    cmocka_unit_test(labels_say_truly_which_language_they_are_in),
	    cmocka_unit_test(
		minutes_and_issue_have_one_place_to_fill_and_others_none),
	    cmocka_unit_test(
		labels_are_in_form_c_and_in_the_script_of_their_language),
	    cmocka_unit_test(
		labels_are_english_only_in_english_or_where_the_word_is_the_same),
	    cmocka_unit_test(a_script_subtag_comes_before_the_usual_script),
	    cmocka_unit_test(well_formed_tags_are_those_of_the_grammar),
	    cmocka_unit_test(names_are_parted_as_their_script_does),
	};

	return RUN(tests);
}
