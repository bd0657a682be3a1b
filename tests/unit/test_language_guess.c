/*
 * A text is told to be in its language and in no other, and one in a language
 * that is not in the table is not taken for its neighbour.
 */
#include "unit.h"

#include "grams.h"
#include "language.h"
#include "likeness.h"
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
	"Hans", false},
    {"시의회는 화요일 공사가 끝나지 않아 다리를 두 주 동안 폐쇄한다고 밝혔다.",
	"ko", "Kore", false},
    {"Το συμβούλιο ανακοίνωσε ότι η γέφυρα θα κλείσει.", "el", "Grek", false},
    {"המועצה הודיעה ביום שלישי כי הגשר ייסגר לשבועיים.", "he", "Hebr", true},
    {"สภาเมืองประกาศปิดสะพานสองสัปดาห์", "th", "Thai", false},
    {"THE COUNCIL SAID THAT IT HAD NOT BEEN ASKED FOR THE MONEY.", "en", "Latn",
	false},
    {"Rada oświadczyła we wtorek, że most będzie zamknięty przez dwa tygodnie, "
     "ponieważ prace nie zostały ukończone na czas.",
	"pl", "Latn", false},
    {"Rada v úterý oznámila, že most bude dva týdny uzavřen, protože práce "
     "nebyly dokončeny včas.",
	"cs", "Latn", false},
    {"Rada v utorok oznámila, že most bude dva týždne zatvorený, pretože práce "
     "neboli dokončené načas.",
	"sk", "Latn", false},
    {"Svet je v torek sporočil, da bo most dva tedna zaprt, ker dela niso bila "
     "končana pravočasno.",
	"sl", "Latn", false},
    {"Consiliul a anunțat marți că podul va fi închis timp de două săptămâni, "
     "pentru că lucrările nu au fost terminate la timp.",
	"ro", "Latn", false},
    {"A tanács kedden közölte, hogy a hidat két hétre lezárják, mert a "
     "munkálatokat nem fejezték be időben.",
	"hu", "Latn", false},
    {"Valtuusto kertoi tiistaina, että silta suljetaan kahdeksi viikoksi, "
     "koska työt eivät valmistuneet ajoissa.",
	"fi", "Latn", false},
    {"Linnavolikogu teatas teisipäeval, et sild suletakse kaheks nädalaks, "
     "sest tööd ei saanud õigeks ajaks valmis.",
	"et", "Latn", false},
    {"Dome otrdien paziņoja, ka tilts būs slēgts divas nedēļas, jo darbi nav "
     "pabeigti laikā.",
	"lv", "Latn", false},
    {"Taryba antradienį pranešė, kad tiltas bus uždarytas dvi savaites, nes "
     "darbai nebuvo baigti laiku.",
	"lt", "Latn", false},
    {"Kommunen meddelade på tisdagen att bron stängs i två veckor eftersom "
     "arbetet inte har blivit klart i tid.",
	"sv", "Latn", false},
    {"Byrådet oplyste tirsdag, at broen bliver lukket i to uger, fordi "
     "arbejdet ikke er blevet færdigt til tiden. Det er anden gang på et år.",
	"da", "Latn", false},
    {"Kommunestyret opplyste tirsdag at broen blir stengt i to uker fordi "
     "arbeidet ikke er ferdig i tide. Det er andre gang på bare ett år, og "
     "mange av innbyggerne er ikke fornøyde med hvordan saken er løst.",
	"nb", "Latn", false},
    {"Kommunestyret opplyste tysdag at brua vert stengd i to veker fordi "
     "arbeidet ikkje er ferdig i tide. Det er andre gongen på berre eitt år, "
     "og mange av innbyggjarane er ikkje nøgde med korleis saka er løyst.",
	"nn", "Latn", false},
    {"Bæjarráð tilkynnti á þriðjudag að brúin yrði lokuð í tvær vikur vegna "
     "þess að verkinu lauk ekki á réttum tíma.",
	"is", "Latn", false},
    {"Die raad het Dinsdag gesê dat die brug vir twee weke gesluit sal wees "
     "omdat die werk nie betyds klaar was nie.",
	"af", "Latn", false},
    {"El consell va anunciar dimarts que el pont estarà tancat durant dues "
     "setmanes perquè les obres no s'han acabat a temps.",
	"ca", "Latn", false},
    {"Këshilli njoftoi të martën se ura do të jetë e mbyllur për dy javë, "
     "sepse punimet nuk kanë përfunduar në kohë.",
	"sq", "Latn", false},
    {"Belediye meclisi salı günü, çalışmalar zamanında bitmediği için köprünün "
     "iki hafta kapalı kalacağını açıkladı.",
	"tr", "Latn", false},
    {"Dewan kota mengumumkan pada hari Selasa bahwa jembatan itu akan ditutup "
     "selama dua minggu karena pekerjaan belum selesai, sehingga warga harus "
     "memakai jalan lain untuk pergi bekerja.",
	"id", "Latn", false},
    {"Hội đồng thành phố hôm thứ Ba cho biết cây cầu sẽ bị đóng cửa trong hai "
     "tuần vì công việc chưa hoàn thành đúng hạn.",
	"vi", "Latn", false},
    {"Baraza lilitangaza Jumanne kwamba daraja litafungwa kwa muda wa wiki "
     "mbili kwa sababu kazi haijakamilika kwa wakati.",
	"sw", "Latn", false},
    {"Udalak asteartean jakinarazi zuen zubia bi astez itxita egongo dela, "
     "lanak ez direlako garaiz amaitu.",
	"eu", "Latn", false},
    {"Cyhoeddodd y cyngor ddydd Mawrth y bydd y bont ar gau am bythefnos am "
     "nad oedd y gwaith wedi ei orffen mewn pryd.",
	"cy", "Latn", false},
    {"Савет је у уторак саопштио да ће мост бити затворен две недеље јер "
     "радови нису завршени на време.",
	"sr", "Cyrl", false},
    {"Советот во вторникот соопшти дека мостот ќе биде затворен две недели, "
     "бидејќи работите не се завршени на време.",
	"mk", "Cyrl", false},
    {"Савет паведаміў у аўторак, што мост будзе зачынены на два тыдні, таму "
     "што работы не былі скончаны ў час.",
	"be", "Cyrl", false},
    {"Кеңес сейсенбі күні жұмыс уақытында аяқталмағандықтан көпір екі аптаға "
     "жабылады деп хабарлады.",
	"kk", "Cyrl", false},
    {"کونسل نے منگل کو کہا کہ پل دو ہفتوں کے لیے بند رہے گا کیونکہ کام وقت پر "
     "مکمل نہیں ہوا۔",
	"ur", "Arab", true},
    {"परिषद ने मंगलवार को कहा कि पुल दो सप्ताह के लिए बंद रहेगा क्योंकि काम समय पर "
     "पूरा नहीं हुआ।",
	"hi", "Deva", false},
    {"परिषदेने मंगळवारी सांगितले की काम वेळेत पूर्ण न झाल्यामुळे पूल दोन आठवडे बंद "
     "राहील.",
	"mr", "Deva", false},
    {"পরিষদ মঙ্গলবার জানিয়েছে, কাজ সময়মতো শেষ না হওয়ায় সেতুটি দুই সপ্তাহ বন্ধ "
     "থাকবে।",
	"bn", "Beng", false},
    {"市議會星期二宣布，由於工程沒有按時完成，大橋將關閉兩個星期。", "zh-Hant",
	"Hant", false},
    {"மன்றம் செவ்வாய்க்கிழமை பாலம் மூடப்படும் என்று கூறியது.", "ta", "Taml", false},
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
		if (strcmp(guess.tag, expected->tag) != 0)
			fail_msg("%s: %s", expected->text, guess.tag);
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
a_long_text_is_looked_at_all_over(void **state)
{
	static const char german[] =
	    "Der Rat hat am Abend mit allen Stimmen gegen den Plan gestimmt. ";
	static const char english[] =
	    "The council has voted against the plan in the evening. ";
	size_t size = 1 << 20, used = 0;
	char *bytes = malloc(size);
	struct newsconv_text text = {bytes, size};
	struct nc_language_guess guess;

	(void)state;
	assert_non_null(bytes);
	while (used < size) {
		const char *words = used < size / 20 ? english : german;
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

/* Menus and names around an article are no prose. */
static void
long_lines_count_for_more_than_short_ones(void **state)
{
	static const char *const menu[] = {"Home", "Sport", "Business",
	    "Weather", "Opinion", "Sign in", "More", "Share", "Contact us"};
	struct newsconv_text texts[200];
	struct nc_language_guess guess;
	size_t i;

	(void)state;
	for (i = 0; i < 200; i++)
		texts[i] = nc_text(menu[i % 9]);
	for (i = 50; i < 60; i++)
		texts[i] = nc_text(
		    "Rada v úterý oznámila, že most bude dva týdny uzavřen, "
		    "protože práce nebyly dokončeny včas a město na ně nemá "
		    "peníze.");
	nc_language_guess(texts, 200, &guess);
	assert_string_equal(guess.tag, "cs");
}

static void
the_same_text_gives_the_same_answer_in_capitals(void **state)
{
	struct newsconv_text text = nc_text(
	    "DER RAT TEILTE MIT, DASS DIE BRÜCKE FÜR ZWEI WOCHEN GESPERRT "
	    "WIRD, WEIL DIE ARBEITEN NICHT FERTIG WURDEN.");
	struct nc_language_guess guess;

	(void)state;
	nc_language_guess(&text, 1, &guess);
	assert_string_equal(guess.tag, "de");
}

/* Each language of the table is in the group of its letters. */
static void
every_language_of_the_table_has_a_script(void **state)
{
	size_t i;

	(void)state;
	assert_in_range(nc_gram_language_count, 100, NC_GRAM_LANGUAGES - 1);
	for (i = 0; i < nc_gram_language_count; i++) {
		const struct nc_gram_language *one = &nc_gram_languages[i];

		assert_true(nc_language_tag_valid(one->tag));
		assert_int_equal(strlen(one->script), 4);
		if (one->letters == NC_SCRIPT_HANI)
			continue;
		assert_string_equal(nc_script_name(one->letters), one->script);
		assert_string_equal(
		    nc_language_script(nc_text(one->tag)), one->script);
	}
}

/* The same bytes, read as windows-1257 and as windows-1252. */
static void
words_in_the_wrong_charset_are_less_like_a_language(void **state)
{
	struct nc_likeness right = nc_likeness(
	    nc_text("pranešė, kad tiltas bus uždarytas, nes trūksta pinigų"));
	struct nc_likeness wrong = nc_likeness(
	    nc_text("praneðë, kad tiltas bus uþdarytas, nes trûksta pinigø"));

	(void)state;
	assert_string_equal(right.tag, "lt");
	assert_true(right.points > 2 * wrong.points);
	assert_int_equal(nc_likeness(nc_text("plain ASCII")).points, 0);
	assert_int_equal(nc_likeness(nc_text("")).points, 0);
	assert_string_equal(nc_likeness(nc_text("")).tag, "und");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_language_is_told_from_the_others),
	    cmocka_unit_test(english_prose_is_english_with_high_confidence),
	    cmocka_unit_test(broken_utf8_does_not_stop_the_guess),
	    cmocka_unit_test(a_long_text_is_looked_at_all_over),
	    cmocka_unit_test(long_lines_count_for_more_than_short_ones),
	    cmocka_unit_test(the_same_text_gives_the_same_answer_in_capitals),
	    cmocka_unit_test(every_language_of_the_table_has_a_script),
	    cmocka_unit_test(
		words_in_the_wrong_charset_are_less_like_a_language),
	};

	return RUN(tests);
}
