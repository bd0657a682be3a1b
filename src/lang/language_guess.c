/*
 * Which language a text is in: the script first, since it is certain and
 * settles many languages alone; then the n-grams of words among the languages
 * of that script.  A long text is looked at in places spread over it, as many
 * as it takes to be sure: the rest would not change the answer.
 */
#include <string.h>

#include "grams.h"
#include "language.h"
#include "utf8.h"

enum {
	MOST_TEXTS = 2048,
	/* Up to this many bytes everything is looked at. */
	SHORT = 640,
	/* Lines of menus and names say less than prose. */
	PROSE = 60,
	WINDOW = 88,
	MOST_WINDOWS = 24,
	/* Between the first and the second, in natural logarithms. */
	CERTAIN = 60,
	/* See is_foreign(). */
	LETTERS_TO_FIT = 30,
	FIT = 225,
	GOOD_FIT = 300,
	FAR_APART = 16,
	APART = 4,
	LEAST_APART = 1,
	/* Of the language, when only how it is written is in doubt. */
	LEAST_SURE = 75
};

/* What has been seen so far. */
struct view {
	struct nc_script_census census;
	struct nc_gram_sums sums;
};

static void
look(struct view *view, struct newsconv_text text)
{
	struct nc_gram_reader reader = {
	    text.data, text.data + text.size, &view->census};
	struct nc_gram_word word;
	struct nc_gram_hashes hashes;

	while (nc_gram_read(&reader, &word)) {
		nc_gram_hash(&hashes, &word);
		nc_gram_add(&view->sums, hashes.items, hashes.count);
	}
}

/* The two likeliest languages of a script; SIZE_MAX for none. */
struct ranking {
	size_t first;
	size_t second;
	uint32_t margin; /* in units of NC_GRAM_UNITS */
};

static struct ranking
rank(const struct view *view, enum nc_script script)
{
	struct ranking ranking = {SIZE_MAX, SIZE_MAX, 0};
	const uint32_t *points = view->sums.points;
	size_t i;

	for (i = 0; i < nc_gram_language_count; i++) {
		if (nc_gram_languages[i].letters != script)
			continue;
		if (ranking.first == SIZE_MAX ||
		    points[i] > points[ranking.first]) {
			ranking.second = ranking.first;
			ranking.first = i;
		} else if (ranking.second == SIZE_MAX ||
		    points[i] > points[ranking.second]) {
			ranking.second = i;
		}
	}
	if (ranking.second != SIZE_MAX)
		ranking.margin = points[ranking.first] - points[ranking.second];
	return ranking;
}

static bool
is_certain(const struct view *view)
{
	unsigned share;
	enum nc_script script = nc_script_prevailing(&view->census, &share);
	struct ranking ranking = rank(view, script);

	return ranking.first != SIZE_MAX &&
	    (ranking.second == SIZE_MAX ||
		ranking.margin >= CERTAIN * NC_GRAM_UNITS);
}

/* ------------------------------------------------------------- sampling */

/* The texts that count, laid end to end. */
struct strip {
	const struct newsconv_text *texts;
	size_t count;
	size_t ends[MOST_TEXTS]; /* of each, in the strip */
	size_t total;
};

static void
lay_out(struct strip *strip, const struct newsconv_text *texts, size_t count,
    size_t least)
{
	size_t i;

	strip->texts = texts;
	strip->count = count < MOST_TEXTS ? count : MOST_TEXTS;
	strip->total = 0;
	for (i = 0; i < strip->count; i++) {
		if (texts[i].size >= least)
			strip->total += texts[i].size;
		strip->ends[i] = strip->total;
	}
}

/* Which text the place is in. */
static size_t
find_text(const struct strip *strip, size_t place)
{
	size_t low = 0, high = strip->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strip->ends[middle] <= place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
begins_character(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* From a blank on, or from any character where there is no blank near. */
static struct newsconv_text
cut_window(struct newsconv_text text, size_t start)
{
	size_t end, i;

	while (start > 0 && !begins_character(text.data[start]))
		start--;
	for (i = start; start > 0 && i < text.size && i < start + 40; i++)
		if (text.data[i] == ' ') {
			start = i;
			break;
		}
	end = text.size - start > WINDOW ? start + WINDOW : text.size;
	while (end < text.size && text.data[end] != ' ' &&
	    (end < start + WINDOW + 40 || !begins_character(text.data[end])))
		end++;
	return (struct newsconv_text){text.data + start, end - start};
}

static void
look_here_and_there(struct view *view, const struct strip *strip)
{
	size_t i;

	for (i = 0; i < MOST_WINDOWS; i++) {
		/* Steps of the golden ratio leave no large gap. */
		uint32_t step = (uint32_t)(i + 1) * 0x9e3779b9u;
		size_t place = (size_t)((uint64_t)step * (strip->total >> 8) >>
		    24);
		size_t at = find_text(strip, place);
		struct newsconv_text text = strip->texts[at];

		look(view,
		    cut_window(text, place - (strip->ends[at] - text.size)));
		if (i % 2 == 1 && is_certain(view))
			return;
	}
}

static void
look_at_all(struct view *view, const struct newsconv_text *texts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		look(view, texts[i]);
}

/* ------------------------------------------------------------- deciding */

/*
 * How often the first language is right, in hundredths, by how far the second
 * is behind it: measured on texts of other sources than the table is made of
 * (tests/language/README.md), in natural logarithms.
 */
static const struct {
	uint32_t margin;
	unsigned confidence;
} measured[] = {
    {4, 75}, {6, 85}, {8, 91}, {11, 95}, {15, 97}, {25, 98}, {40, 99}};

static unsigned
confidence_of(uint32_t margin)
{
	unsigned confidence = 0;
	size_t i;

	for (i = 0; i < sizeof(measured) / sizeof(*measured); i++)
		if (margin >= measured[i].margin * NC_GRAM_UNITS)
			confidence = measured[i].confidence;
	return confidence;
}

static uint64_t
count_letters(const struct view *view)
{
	uint64_t count = 0;
	size_t i;

	for (i = 0; i < NC_SCRIPTS; i++)
		count += view->census.letters[i];
	return count;
}

/*
 * A text in a language that is not in the table is like none of those that
 * are: its n-grams are rare in all, or about as frequent in two.  The limits
 * are for a hundred letters, in natural logarithms.
 */
static bool
is_foreign(const struct view *view, const struct ranking *ranking,
    enum nc_script script)
{
	uint64_t letters = count_letters(view);
	uint64_t fit = 100 * (uint64_t)view->sums.points[ranking->first] /
	    NC_GRAM_UNITS / (letters + 1);
	uint64_t apart = 100 * (uint64_t)ranking->margin / NC_GRAM_UNITS /
	    (letters + 1);
	bool alphabet = script == NC_SCRIPT_LATN || script == NC_SCRIPT_CYRL;

	if (alphabet && letters >= LETTERS_TO_FIT && fit < FIT)
		return apart < FAR_APART;
	if (alphabet && letters >= LETTERS_TO_FIT && fit < GOOD_FIT)
		return apart < APART;
	return apart < LEAST_APART;
}

/* Chinese in its two ways of writing is told by few characters. */
static bool
same_language(const struct ranking *ranking)
{
	const char *first = nc_gram_languages[ranking->first].tag;
	const char *second = nc_gram_languages[ranking->second].tag;
	size_t size = strcspn(first, "-");

	return size == strcspn(second, "-") && memcmp(first, second, size) == 0;
}

static void
decide(const struct view *view, enum nc_script script, unsigned share,
    struct nc_language_guess *guess)
{
	struct ranking ranking = rank(view, script);
	unsigned confidence;

	if (ranking.first == SIZE_MAX)
		return;
	if (ranking.second == SIZE_MAX) {
		guess->tag = nc_gram_languages[ranking.first].tag;
		guess->confidence = share > 99 ? 99 : share;
		return;
	}
	confidence = confidence_of(ranking.margin);
	if (same_language(&ranking))
		confidence = confidence > LEAST_SURE ? confidence : LEAST_SURE;
	else if (confidence == 0 || is_foreign(view, &ranking, script))
		return;
	guess->tag = nc_gram_languages[ranking.first].tag;
	guess->script = nc_gram_languages[ranking.first].script;
	guess->confidence = confidence;
}

void
nc_language_guess(const struct newsconv_text *texts, size_t count,
    struct nc_language_guess *guess)
{
	struct view view;
	struct strip strip;
	enum nc_script script;
	unsigned share;

	memset(&view, 0, sizeof(view));
	lay_out(&strip, texts, count, 0);
	if (strip.total <= SHORT) {
		look_at_all(&view, texts, strip.count);
	} else {
		lay_out(&strip, texts, count, PROSE);
		if (strip.total <= SHORT)
			lay_out(&strip, texts, count, 1);
		look_here_and_there(&view, &strip);
	}
	*guess = (struct nc_language_guess){"und", "Zyyy", false, 0};
	script = nc_script_prevailing(&view.census, &share);
	if (script == NC_SCRIPTS)
		return;
	guess->script = nc_script_name(script);
	guess->confidence = 10;
	decide(&view, script, share, guess);
	guess->rtl = nc_script_rtl(guess->script);
}
