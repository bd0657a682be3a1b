/*
 * Which language a text is in: the script first, since it is certain and
 * settles many languages alone; then a vote of function words among the
 * languages of that script.  A text in a language without a table must come
 * out as unknown and not as its neighbour: so the winner has to know a good
 * share of all words, and clearly more than the next one.
 */

#include "language.h"
#include "utf8.h"
#include "word_votes.h"

enum {
	LOOKED_AT = 65536,   /* bytes; more would not change the answer */
	LONGEST_WORD = 16,   /* bytes; no function word is longer */
	WORDS_WANTED = 1500, /* votes; more would not change the answer */
	SHARE_WANTED = 10,   /* function words in a hundred */
	MARGIN_WANTED = 10,  /* hundredths of the winner's score */
	MOST_LANGUAGES = 128
};

struct range {
	uint32_t first;
	uint32_t last;
	unsigned script; /* an index of scripts[] */
};

struct script {
	const char *name;     /* ISO 15924 */
	const char *language; /* the one it settles, or NULL */
	unsigned weight; /* letters of an alphabet one character is worth */
};

enum {
	LATN,
	GREK,
	CYRL,
	ARMN,
	HEBR,
	ARAB,
	SYRC,
	THAA,
	NKOO,
	DEVA,
	BENG,
	GURU,
	GUJR,
	ORYA,
	TAML,
	TELU,
	KNDA,
	MLYM,
	SINH,
	THAI,
	LAOO,
	TIBT,
	MYMR,
	GEOR,
	ETHI,
	KHMR,
	MONG,
	HANG,
	KANA,
	HANI,
	SCRIPTS
};

static const struct script scripts[SCRIPTS] = {
    [LATN] = {"Latn", NULL, 1},
    [GREK] = {"Grek", "el", 1},
    [CYRL] = {"Cyrl", NULL, 1},
    [ARMN] = {"Armn", "hy", 1},
    [HEBR] = {"Hebr", "he", 1},
    [ARAB] = {"Arab", NULL, 1},
    [SYRC] = {"Syrc", NULL, 1},
    [THAA] = {"Thaa", "dv", 1},
    [NKOO] = {"Nkoo", "nqo", 1},
    [DEVA] = {"Deva", NULL, 1},
    [BENG] = {"Beng", NULL, 1},
    [GURU] = {"Guru", "pa", 1},
    [GUJR] = {"Gujr", "gu", 1},
    [ORYA] = {"Orya", "or", 1},
    [TAML] = {"Taml", "ta", 1},
    [TELU] = {"Telu", "te", 1},
    [KNDA] = {"Knda", "kn", 1},
    [MLYM] = {"Mlym", "ml", 1},
    [SINH] = {"Sinh", "si", 1},
    [THAI] = {"Thai", "th", 1},
    [LAOO] = {"Laoo", "lo", 1},
    [TIBT] = {"Tibt", NULL, 1},
    [MYMR] = {"Mymr", "my", 1},
    [GEOR] = {"Geor", "ka", 1},
    [ETHI] = {"Ethi", NULL, 1},
    [KHMR] = {"Khmr", "km", 1},
    [MONG] = {"Mong", "mn", 1},
    [HANG] = {"Kore", "ko", 2},
    [KANA] = {"Jpan", "ja", 2},
    [HANI] = {"Hani", "zh", 2},
};

/* Blocks of letters, by The Unicode Standard's Blocks.txt; sorted. */
static const struct range ranges[] = {
    {0x41, 0x5a, LATN},
    {0x61, 0x7a, LATN},
    {0xc0, 0x24f, LATN},
    {0x370, 0x3ff, GREK},
    {0x400, 0x52f, CYRL},
    {0x530, 0x58f, ARMN},
    {0x590, 0x5ff, HEBR},
    {0x600, 0x6ff, ARAB},
    {0x700, 0x74f, SYRC},
    {0x750, 0x77f, ARAB},
    {0x780, 0x7bf, THAA},
    {0x7c0, 0x7ff, NKOO},
    {0x860, 0x86f, SYRC},
    {0x870, 0x8ff, ARAB},
    {0x900, 0x97f, DEVA},
    {0x980, 0x9ff, BENG},
    {0xa00, 0xa7f, GURU},
    {0xa80, 0xaff, GUJR},
    {0xb00, 0xb7f, ORYA},
    {0xb80, 0xbff, TAML},
    {0xc00, 0xc7f, TELU},
    {0xc80, 0xcff, KNDA},
    {0xd00, 0xd7f, MLYM},
    {0xd80, 0xdff, SINH},
    {0xe00, 0xe7f, THAI},
    {0xe80, 0xeff, LAOO},
    {0xf00, 0xfff, TIBT},
    {0x1000, 0x109f, MYMR},
    {0x10a0, 0x10ff, GEOR},
    {0x1100, 0x11ff, HANG},
    {0x1200, 0x139f, ETHI},
    {0x1780, 0x17ff, KHMR},
    {0x1800, 0x18af, MONG},
    {0x1c90, 0x1cbf, GEOR},
    {0x1e00, 0x1eff, LATN},
    {0x1f00, 0x1fff, GREK},
    {0x2c60, 0x2c7f, LATN},
    {0x3005, 0x3007, HANI},
    {0x3040, 0x30ff, KANA},
    {0x3400, 0x4dbf, HANI},
    {0x4e00, 0x9fff, HANI},
    {0xac00, 0xd7af, HANG},
    {0xf900, 0xfaff, HANI},
    {0xfb50, 0xfdff, ARAB},
    {0xfe70, 0xfefe, ARAB},
    {0xff21, 0xff3a, LATN},
    {0xff41, 0xff5a, LATN},
    {0xff66, 0xff9f, KANA},
    {0x20000, 0x323af, HANI},
};

/* How often what was seen. */
struct census {
	uint64_t letters[SCRIPTS];
	uint64_t total;
	uint64_t words;
	/* By number of language: all hits, and those that no other shares. */
	uint64_t hits[MOST_LANGUAGES];
	uint64_t own[MOST_LANGUAGES];
};

static unsigned
script_of(uint32_t c)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	if (c == 0xd7 || c == 0xf7) /* the signs amid the Latin letters */
		return SCRIPTS;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c < ranges[middle].first)
			high = middle;
		else if (c > ranges[middle].last)
			low = middle + 1;
		else
			return ranges[middle].script;
	}
	return SCRIPTS;
}

static void
count_scripts(struct census *census, struct newsconv_text text)
{
	size_t i, length;
	uint32_t c;

	for (i = 0; i < text.size; i += length) {
		unsigned script;

		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0) {
			length = 1;
			continue;
		}
		script = script_of(c);
		if (script == SCRIPTS)
			continue;
		census->letters[script] += scripts[script].weight;
		census->total += scripts[script].weight;
	}
}

static void
vote(struct census *census, struct newsconv_text word,
    const struct nc_word_votes *votes)
{
	const struct nc_word_entry *entry = NULL;
	size_t found = 0, last = 0;

	census->words++;
	while ((entry = nc_word_votes_find(votes, word, entry)) != NULL) {
		census->hits[entry->language]++;
		found++;
		last = entry->language;
	}
	if (found == 1)
		census->own[last]++;
}

/* Words are runs of letters; "l'an" is two of them. */
static void
count_words(struct census *census, struct newsconv_text text,
    const struct nc_word_votes *votes)
{
	char word[LONGEST_WORD + 4];
	size_t size = 0, i = 0;

	while (i < text.size && census->words < WORDS_WANTED) {
		uint32_t c = 0;
		size_t length = nc_utf8_decode(
		    text.data + i, text.size - i, &c);

		i += length > 0 ? length : 1;
		if (length > 0 && nc_is_letter(c)) {
			/* A longer one stays too long to be in a list. */
			if (size <= LONGEST_WORD)
				size += nc_utf8_encode(
				    nc_lower(c), word + size);
			if (i < text.size)
				continue;
		}
		if (size > LONGEST_WORD)
			census->words++;
		else if (size > 0)
			vote(census, (struct newsconv_text){word, size}, votes);
		size = 0;
	}
}

/* Japanese is written with Chinese characters between its own. */
static unsigned
prevailing_script(struct census *census)
{
	uint64_t han = census->letters[HANI];
	unsigned best = SCRIPTS, i;

	if (census->letters[KANA] * 10 >= han)
		census->letters[KANA] += han;
	else
		census->letters[HANI] += census->letters[KANA];
	for (i = 0; i < SCRIPTS; i++)
		if (census->letters[i] > 0 &&
		    (best == SCRIPTS ||
			census->letters[i] > census->letters[best]))
			best = i;
	return best;
}

/* What only one language has counts twice. */
static uint64_t
score(const struct census *census, size_t language)
{
	return census->hits[language] + census->own[language];
}

static void
decide(const struct census *census, struct nc_language_guess *guess)
{
	size_t best = 0, i;
	uint64_t first, second = 0, margin;

	for (i = 1; i < MOST_LANGUAGES; i++)
		if (score(census, i) > score(census, best))
			best = i;
	for (i = 0; i < MOST_LANGUAGES; i++)
		if (i != best && score(census, i) > second)
			second = score(census, i);
	first = score(census, best);
	if (first == 0)
		return;
	margin = (first - second) * 100 / first;
	if (census->hits[best] * 100 < census->words * SHARE_WANTED ||
	    margin < MARGIN_WANTED)
		return;
	guess->tag = nc_language_at(best)->tag;
	guess->confidence = (unsigned)(60 + margin * 39 / 100);
	/* A handful of words can be a quotation, or chance. */
	if (first < 10)
		guess->confidence -= (unsigned)(10 - first) * 4;
}

void
nc_language_guess(const struct newsconv_text *texts, size_t count,
    struct nc_language_guess *guess)
{
	struct census census = {{0}, 0, 0, {0}, {0}};
	struct nc_word_votes votes;
	size_t looked_at = 0, end, i;
	unsigned script;

	for (end = 0; end < count && looked_at < LOOKED_AT; end++) {
		struct newsconv_text text = texts[end];

		if (text.size > LOOKED_AT - looked_at)
			text.size = LOOKED_AT - looked_at;
		count_scripts(&census, text);
		looked_at += text.size;
	}
	*guess = (struct nc_language_guess){"und", "Zyyy", false, 0};
	script = prevailing_script(&census);
	if (script == SCRIPTS)
		return;
	guess->script = scripts[script].name;
	guess->rtl = nc_script_rtl(guess->script);
	guess->confidence = 10;
	if (scripts[script].language != NULL) {
		guess->tag = scripts[script].language;
		guess->confidence = (unsigned)(census.letters[script] * 99 /
		    census.total);
		return;
	}
	if (!nc_word_votes_build(&votes, guess->script))
		return;
	for (i = 0; i < end; i++) {
		struct newsconv_text text = texts[i];

		if (text.size > looked_at)
			text.size = looked_at;
		looked_at -= text.size;
		count_words(&census, text, &votes);
	}
	decide(&census, guess);
}
