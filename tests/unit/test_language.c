/*
 * The language tables hold what their users rely on, tags are read by RFC
 * 5646, and a text in a language without a table is not taken for its
 * neighbour.
 */
#include "unit.h"

#include "word_votes.h"
#include "utf8.h"

struct guess_case {
	const char *text;
	const char *tag;
	const char *script;
	bool rtl;
};

static const struct guess_case guess_cases[] = {
    {"The council said on Tuesday that the bridge would be closed for two "
     "weeks, because the work on it had not been finished in time.",
	"en", "Latn", false},
    {"Der Rat teilte am Dienstag mit, dass die Brücke für zwei Wochen gesperrt "
     "wird, weil die Arbeiten nicht rechtzeitig fertig wurden.",
	"de", "Latn", false},
    {"Le conseil a annoncé mardi que le pont serait fermé pendant deux "
     "semaines, parce que les travaux n’ont pas été achevés à temps.",
	"fr", "Latn", false},
    {"El consejo anunció el martes que el puente estará cerrado durante dos "
     "semanas porque las obras no se han terminado a tiempo.",
	"es", "Latn", false},
    {"Il consiglio ha annunciato martedì che il ponte sarà chiuso per due "
     "settimane, perché i lavori non sono stati finiti in tempo.",
	"it", "Latn", false},
    {"O conselho anunciou na terça-feira que a ponte estará fechada durante "
     "duas semanas, porque as obras não foram concluídas a tempo.",
	"pt", "Latn", false},
    {"De raad liet dinsdag weten dat de brug twee weken dicht gaat omdat het "
     "werk niet op tijd klaar is gekomen.",
	"nl", "Latn", false},
    {"Совет сообщил во вторник, что мост будет закрыт на две недели, потому "
     "что работы не были закончены в срок.",
	"ru", "Cyrl", false},
    {"Рада повідомила у вівторок, що міст буде закрито на два тижні, тому що "
     "роботи не були завершені вчасно, і це вже не перший раз.",
	"uk", "Cyrl", false},
    {"Съветът съобщи във вторник, че мостът ще бъде затворен за две седмици, "
     "защото работата по него не е завършена и няма да бъде до края.",
	"bg", "Cyrl", false},
    {"أعلن المجلس يوم الثلاثاء أن الجسر سوف يكون مغلقا خلال أسبوعين لأن العمل "
     "عليه لم ينته بعد، وقال إن ذلك من أجل السلامة.",
	"ar", "Arab", true},
    {"شورا اعلام کرد که پل برای دو هفته بسته خواهد بود، زیرا "
     "کار آن در این مدت تمام نشده است.",
	"fa", "Arab", true},
    {"市議会は火曜日、工事が間に合わないため橋を二週間閉鎖すると発表した。",
	"ja", "Jpan", false},
    {"市议会星期二宣布，由于工程没有按时完成，大桥将关闭两个星期。", "zh",
	"Hani", false},
    {"시의회는 화요일 공사가 끝나지 않아 다리를 두 주 동안 폐쇄한다고 밝혔다.",
	"ko", "Kore", false},
    {"Το συμβούλιο ανακοίνωσε ότι η γέφυρα θα κλείσει.", "el", "Grek", false},
    {"המועצה הודיעה ביום שלישי כי הגשר ייסגר לשבועיים.", "he", "Hebr", true},
    {"สภาเมืองประกาศปิดสะพานสองสัปดาห์", "th", "Thai", false},
    {"THE COUNCIL SAID THAT IT HAD NOT BEEN ASKED FOR THE MONEY.", "en", "Latn",
	false},
    /* No table: by script at best. */
    {"Baraza lilitangaza Jumanne kwamba daraja litafungwa kwa muda wa wiki "
     "mbili kwa sababu kazi haijakamilika kwa wakati.",
	"und", "Latn", false},
    {"परिषद ने मंगलवार को कहा कि पुल दो सप्ताह के लिए बंद रहेगा।", "und", "Deva",
	false},
    /* Two languages in equal parts. */
    {"the of and that was with for der und die mit dem nicht von", "und",
	"Latn", false},
    /* One function word among many names. */
    {"Karsk Lessing Velmora Tamber Dorran Orle Vall Brandt with Renn Aubry "
     "Serrat Tolliver Quist Abelard Voss Salt Aumann Keita",
	"und", "Latn", false},
    {"12, 13; 14 - 2021 ...", "und", "Zyyy", false},
    {"", "und", "Zyyy", false},
};

static void
each_language_is_told_from_the_others(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(guess_cases) / sizeof(*guess_cases); i++) {
		const struct guess_case *expected = &guess_cases[i];
		struct newsconv_text text = nc_text(expected->text);
		struct nc_language_guess guess;

		nc_language_guess(&text, 1, &guess);
		assert_string_equal(guess.tag, expected->tag);
		assert_string_equal(guess.script, expected->script);
		assert_int_equal(guess.rtl, expected->rtl);
		assert_in_range(guess.confidence, 0, 100);
		if (strcmp(guess.tag, "und") == 0)
			assert_in_range(guess.confidence, 0, 20);
		else
			assert_in_range(guess.confidence, 60, 100);
	}
}

static void
english_prose_is_english_with_high_confidence(void **state)
{
	static const struct newsconv_text nothing = {"", 0};
	struct newsconv_text texts[3];
	struct nc_language_guess guess;

	(void)state;
	texts[0] = nc_text("Council votes to keep the bus");
	texts[1] = nothing;
	texts[2] = nc_text("The bus, which links the station with the hospital "
			   "and the estates on the hill, had been due to stop "
			   "at the end of the month. About two hundred people "
			   "use it on a weekday, most of them on their way to "
			   "or from work, and they will be able to do so until "
			   "the end of May.");
	nc_language_guess(texts, 3, &guess);
	assert_string_equal(guess.tag, "en");
	assert_in_range(guess.confidence, 90, 100);
}

static void
broken_utf8_does_not_stop_the_guess(void **state)
{
	struct newsconv_text text = nc_text(
	    "\xff\xfe The men said that it was\xc3 not for them to "
	    "say\xe2\x80");
	struct nc_language_guess guess;

	(void)state;
	nc_language_guess(&text, 1, &guess);
	assert_string_equal(guess.tag, "en");
}

static void
only_the_first_64_kib_decide(void **state)
{
	static const char german[] = "der und die mit dem von nicht ";
	static const char english[] = "the and with from that not were ";
	size_t size = 1 << 20, used = 0;
	char *bytes = malloc(size);
	struct newsconv_text text = {bytes, size};
	struct nc_language_guess guess;

	(void)state;
	assert_non_null(bytes);
	while (used < size) {
		const char *words = used < 65536 ? german : english;
		size_t count = strlen(words);

		if (count > size - used)
			count = size - used;
		memcpy(bytes + used, words, count);
		used += count;
	}
	nc_language_guess(&text, 1, &guess);
	assert_string_equal(guess.tag, "de");
	free(bytes);
}

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

static void
every_function_word_is_found_for_its_language(void **state)
{
	static struct nc_word_votes votes;
	const struct nc_language *language;
	size_t i, k;

	(void)state;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++) {
		assert_true(nc_word_votes_build(&votes, language->script));
		for (k = 0; language->words[k] != NULL; k++) {
			struct newsconv_text word = nc_text(language->words[k]);
			const struct nc_word_entry *entry = NULL;

			do {
				entry = nc_word_votes_find(&votes, word, entry);
				assert_non_null(entry);
			} while (entry->language != i);
		}
		assert_null(nc_word_votes_find(&votes, nc_text("zzz"), NULL));
		assert_null(nc_word_votes_find(&votes, nc_text(""), NULL));
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
	    cmocka_unit_test(each_language_is_told_from_the_others),
	    cmocka_unit_test(english_prose_is_english_with_high_confidence),
	    cmocka_unit_test(broken_utf8_does_not_stop_the_guess),
	    cmocka_unit_test(only_the_first_64_kib_decide),
	    cmocka_unit_test(function_words_are_sorted_and_in_lower_case),
	    cmocka_unit_test(every_function_word_is_found_for_its_language),
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
