/* Datelines: what they say, and openings that only look like one. */
#include "unit.h"

#include "dateline.h"

struct datelines {
	const char *language;
	const char *paragraph;
	const char *parts; /* place|agency|date as printed; NULL: none */
};

static void
check(const struct datelines *cases, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct nc_languages languages;
		struct nc_dateline line;
		char parts[256] = "none";

		nc_languages_choose(&languages, cases[i].language);
		if (nc_dateline_parse(&line,
			(struct newsconv_text){
			    cases[i].paragraph, strlen(cases[i].paragraph)},
			&languages))
			snprintf(parts, sizeof(parts), "%.*s|%.*s|%.*s",
			    (int)line.place.size, line.place.data,
			    (int)line.agency.size, line.agency.data,
			    (int)line.date.size, line.date.data);
		if (strcmp(parts,
			cases[i].parts == NULL ? "none" : cases[i].parts) != 0)
			fail_msg("\"%s\" gave %s", cases[i].paragraph, parts);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))

static void
place_agency_and_date_stand_before_a_dash(void **state)
{
	static const struct datelines cases[] = {
	    {"en", "LONDON (Reuters) - The river rose.", "LONDON|Reuters|"},
	    {"en", "KARSK, Feb 11 (Reuters) - The union and the ministry.",
		"KARSK|Reuters|Feb 11"},
	    {"en", "KARSK, Feb 11 (Nordwire) - The union and the ministry.",
		"KARSK|Nordwire|Feb 11"},
	    {"en", "LAKE VALE, Iowa, Dec 23, 2023 (AP) — The river rose.",
		"LAKE VALE, Iowa|AP|Dec 23, 2023"},
	    {"en", "ST. JOSEPH, Mich. (AP) — The river rose.",
		"ST. JOSEPH, Mich.|AP|"},
	    {"en", "BERLIN -- The river rose.", "BERLIN||"},
	    {"fr", "PARIS, 4 juin (AFP) - La rivière est montée.",
		"PARIS|AFP|4 juin"},
	    {"fr", "PARIS, 4 juin 2021 (AFP) – La rivière est montée.",
		"PARIS|AFP|4 juin 2021"},
	    {"de", "Berlin (dpa) - Der Fluss ist gestiegen.", "Berlin|dpa|"},
	    {"de", "Berlin/Bonn (dpa/tmn) - Der Fluss ist gestiegen.",
		"Berlin/Bonn|dpa/tmn|"},
	    {"es", "Madrid, 4 jun (EFE).- El río ha subido.",
		"Madrid|EFE|4 jun"},
	    {"it", "(ANSA) - ROMA, 4 GIU - Il fiume è salito.",
		"ROMA|ANSA|4 GIU"},
	    {"it", "Roma, 4 giu. (askanews) - Il fiume è salito.",
		"Roma|askanews|4 giu"},
	    {"pt", "Lisboa, 04 jun 2021 (Lusa) – O rio subiu.",
		"Lisboa|Lusa|04 jun 2021"},
	    {"nb", "Oslo (NTB): Elva har steget.", "Oslo|NTB|"},
	    {"ru", "МОСКВА, 4 июн - РИА Новости. Река поднялась.",
		"МОСКВА||4 июн"},
	    {"ru", "МОСКВА, 4 июня. /ТАСС/. Река поднялась.",
		"МОСКВА|ТАСС|4 июня"},
	    {"hi", "नई दिल्ली, 4 जून (भाषा) नदी का जलस्तर बढ़ गया।",
		"नई दिल्ली|भाषा|4 जून"},
	    {"ar", "لندن (رويترز) - ارتفع منسوب النهر.", "لندن|رويترز|"},
	    {"id", "JAKARTA, ANTARA - Sungai meluap.", "JAKARTA|ANTARA|"},
	    {"id", "TEMPO.CO, JAKARTA - Sungai meluap.", "JAKARTA|TEMPO.CO|"},
	    {"en", "MONTGOMERY, Ala. -- The river rose.", "MONTGOMERY, Ala.||"},
	    {"tr", "ANKARA (AA) - Nehir yükseldi.", "ANKARA|AA|"},
	    {"hu", "Budapest, 2021. június 4., péntek (MTI) - A folyó.",
		"Budapest|MTI|2021. június 4"},
	};

	(void)state;
	CHECK(cases);
}

static void
in_east_asia_they_stand_in_brackets_or_end_in_a_word(void **state)
{
	static const struct datelines cases[] = {
	    {"zh", "新华社北京6月4日电 河水上涨。", "北京|新华社|6月4日"},
	    {"zh", "中新社上海2021年6月4日电（记者 张三）河水上涨。",
		"上海|中新社|2021年6月4日"},
	    {"zh", "（中央社台北4日電）河水上漲。", NULL},
	    {"zh", "（中央社台北6月4日電）河水上漲。", "台北|中央社|6月4日"},
	    {"ja", "【ソウル共同】川の水位が上がった。", "ソウル|共同|"},
	    {"ja", "【AFP＝時事】川の水位が上がった。", "|AFP＝時事|"},
	    {"ja", "【ソウル＝小池和樹】川の水位が上がった。", "ソウル||"},
	    {"ja", "［東京 ４日 ロイター］ 川の水位。", NULL},
	    {"ja", "［東京 ６月４日 ロイター］ 川の水位。",
		"東京|ロイター|６月４日"},
	    {"ko", "(서울=연합뉴스) 김철수 기자 = 강물이 불었다.",
		"서울|연합뉴스|"},
	    {"ko", "[서울=뉴시스] 김철수 기자 = 강물이 불었다.",
		"서울|뉴시스|"},
	};

	(void)state;
	CHECK(cases);
}

static void
other_openings_are_none(void **state)
{
	static const struct datelines cases[] = {
	    {"en", "The river (see map) - already high - rose again.", NULL},
	    {"en", "Residents of the town - all of them - left.", NULL},
	    {"en", "DEAR ABBY: The river rose.", NULL},
	    {"en", "[UPDATED - May 3] The river rose.", NULL},
	    {"en", "Two hundred people use it.", NULL},
	    {"de",
		"Große Aufregung am Dienstag in Elmshorn (Kreis Pinneberg) "
		"- der Fluss stieg.",
		NULL},
	    {"ja", "【サラブレッドセール（せり市場）＝馬市】川の水位。", NULL},
	    {"en", "", NULL},
	    {"en", "(", NULL},
	};

	(void)state;
	CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(place_agency_and_date_stand_before_a_dash),
	    cmocka_unit_test(
		in_east_asia_they_stand_in_brackets_or_end_in_a_word),
	    cmocka_unit_test(other_openings_are_none),
	};

	return RUN(tests);
}
