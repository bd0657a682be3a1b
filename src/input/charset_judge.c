/*
 * What a charset makes of bytes, in points: do letters stand beside letters of
 * their own script and make words of some language, do quotation marks stand
 * where quotation marks stand.
 */
#include <stdlib.h>

#include "charset_judge.h"
#include "decoder.h"
#include "likeness.h"
#include "utf8.h"

/* Points; a letter that fits gives FIT. */
enum {
	FIT = NC_CHARSET_FIT,
	MISFIT = -2,
	ODD = -4,
	MIXED = -6,
	SYMBOL_IN_WORD = -8,
	MEANINGLESS = -40,
	/*
	 * What nc_likeness() gives for a letter: in the wrong charset, for a
	 * point more, and the same for a Chinese character.
	 */
	UNLIKE = 70,
	MORE_LIKE = 20,
	HAN_UNLIKE = 6,
	HAN_MORE_LIKE = 8
};

enum script {
	NO_SCRIPT,
	LATIN,
	GREEK,
	CYRILLIC,
	HEBREW,
	ARABIC,
	THAI,
	HAN,
	EAST /* Kana and Hangul */
};

static enum script
script_of(uint32_t c)
{
	static const struct {
		uint32_t last;
		enum script script;
	} ranges[] = {{0x24f, LATIN}, {0x36f, NO_SCRIPT}, {0x3ff, GREEK},
	    {0x52f, CYRILLIC}, {0x58f, NO_SCRIPT}, {0x5ff, HEBREW},
	    {0x77f, ARABIC}, {0xdff, NO_SCRIPT}, {0xe7f, THAI},
	    {0x1dff, NO_SCRIPT}, {0x1eff, LATIN}, {0x1fff, GREEK},
	    {0x2fff, NO_SCRIPT}, {0x33ff, EAST}, {0x9fff, HAN}, {0xdfff, EAST},
	    {0xfaff, HAN}, {0xfdff, ARABIC}, {0xfeff, NO_SCRIPT},
	    {0xffdc, EAST}};
	size_t i;

	if (!nc_is_letter(c))
		return NO_SCRIPT;
	for (i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c <= ranges[i].last)
			return ranges[i].script;
	return NO_SCRIPT;
}

/* Punctuation and signs that news text has, and where they may stand. */
enum sign { NO_SIGN, ANYWHERE, IN_WORD_TOO, OPENING, CLOSING };

static const struct {
	uint32_t first;
	uint32_t last;
	enum sign sign;
} signs[] = {
    {0xa0, 0xa0, IN_WORD_TOO},     /* no-break space */
    {0xa1, 0xa1, OPENING},         /* inverted exclamation mark */
    {0xa3, 0xa3, ANYWHERE},        /* pound */
    {0xa7, 0xa7, ANYWHERE},        /* section */
    {0xa9, 0xa9, ANYWHERE},        /* copyright */
    {0xab, 0xab, ANYWHERE},        /* guillemet */
    {0xad, 0xad, IN_WORD_TOO},     /* soft hyphen */
    {0xae, 0xae, ANYWHERE},        /* registered */
    {0xb0, 0xb0, ANYWHERE},        /* degree */
    {0xb2, 0xb2, ANYWHERE},        /* square */
    {0xb4, 0xb4, IN_WORD_TOO},     /* acute, for an apostrophe */
    {0xb7, 0xb7, IN_WORD_TOO},     /* middle dot */
    {0xbb, 0xbb, ANYWHERE},        /* guillemet */
    {0xbd, 0xbd, ANYWHERE},        /* one half */
    {0xbf, 0xbf, OPENING},         /* inverted question mark */
    {0x2010, 0x2014, IN_WORD_TOO}, /* hyphens and dashes */
    {0x2018, 0x2019, IN_WORD_TOO}, /* single quotes, apostrophe */
    {0x201a, 0x201a, OPENING},     /* low quotes */
    {0x201c, 0x201c, ANYWHERE},    /* it opens in English, closes in German */
    {0x201d, 0x201d, CLOSING}, {0x201e, 0x201e, OPENING},
    {0x2022, 0x2022, ANYWHERE},    /* bullet */
    {0x2026, 0x2026, IN_WORD_TOO}, /* ellipsis */
    {0x2039, 0x203a, ANYWHERE},    /* guillemets */
    {0x20ac, 0x20ac, ANYWHERE},    /* euro */
    {0x2116, 0x2116, ANYWHERE},    /* numero */
    {0x2122, 0x2122, ANYWHERE},    /* trade mark */
    {0x3001, 0x301f, IN_WORD_TOO}, /* of East Asia */
    {0xff01, 0xff60, IN_WORD_TOO}, /* full width */
};

static enum sign
sign_of(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (c <= signs[i].last)
			return c >= signs[i].first ? signs[i].sign : NO_SIGN;
	return NO_SIGN;
}

static bool
is_meaningless(uint32_t c)
{
	return c == NC_INVALID || (c >= 0x80 && c <= 0x9f) ||
	    (c & 0xfffe) == 0xfffe || (c >= 0xe000 && c <= 0xf8ff);
}

static long
judge_sign(uint32_t before, uint32_t c, uint32_t after)
{
	bool word_before = nc_is_letter(before),
	     word_after = nc_is_letter(after);
	enum sign sign = sign_of(c);

	if (sign == IN_WORD_TOO)
		return FIT / 2;
	if (word_before && word_after)
		return SYMBOL_IN_WORD;
	switch (sign) {
	case ANYWHERE:
		return FIT / 2;
	case OPENING:
		return word_before ? ODD : FIT / 2;
	case CLOSING:
		return word_after ? ODD : FIT / 2;
	default:
		return c >= 0x2500 && c <= 0x25ff ? SYMBOL_IN_WORD : MISFIT;
	}
}

/* Scripts of several languages: their letters have to make words. */
static bool
is_tabled(enum script script)
{
	return script == LATIN || script == CYRILLIC || script == ARABIC;
}

/* Latin words stand beside these, but not around them. */
static long
judge_east(uint32_t c, long points, enum script left, enum script right)
{
	/* Half-width Kana is what Latin looks like in Shift_JIS. */
	if (c >= 0xff61 && c <= 0xff9f)
		return MISFIT;
	if (left == LATIN && right == LATIN)
		return MIXED;
	return left == LATIN || right == LATIN ? 0 : points;
}

/* By its neighbours; whether they make words comes later. */
static long
judge_letter(uint32_t before, uint32_t c, uint32_t after)
{
	enum script own = script_of(c);
	enum script left = script_of(before), right = script_of(after);
	long points = is_tabled(own) || own == HAN ? 0 : FIT;

	if (own == HAN || own == EAST)
		return judge_east(c, own == HAN ? 0 : FIT, left, right);
	if ((left != NO_SCRIPT && left != own) ||
	    (right != NO_SCRIPT && right != own))
		points += MIXED;
	else if (left == NO_SCRIPT && right == NO_SCRIPT)
		points = 0;
	if (nc_is_upper(c) && nc_is_lower(before))
		points += ODD;
	if (nc_is_lower(c) && nc_is_upper(before) && nc_is_upper(after))
		points += ODD;
	/* Words in capitals are rarer: KOI8 is windows-1251 in other case. */
	if (nc_is_upper(c) && nc_is_upper(before))
		points -= 1;
	return points;
}

/* ------------------------------------------------------------ the whole */

/*
 * Three characters are in view.  Those below U+0080 come from ASCII, and give
 * no points: all candidates agree on them.
 */
struct view {
	struct nc_charset_score score;
	size_t tabled; /* letters of scripts with a table */
	size_t han;
	uint32_t before;
	uint32_t current;
	struct nc_buffer text;
	bool marks; /* some letters are in two characters */
};

static void
judge_character(struct view *view, uint32_t before, uint32_t c, uint32_t after)
{
	struct nc_charset_score *score = &view->score;
	long points;

	score->evidence++;
	if (is_meaningless(c)) {
		points = MEANINGLESS;
	} else if (nc_is_letter(c)) {
		score->letters++;
		points = judge_letter(before, c, after);
		score->latin += script_of(c) == LATIN;
		view->tabled += is_tabled(script_of(c));
		view->han += script_of(c) == HAN;
	} else {
		points = judge_sign(before, c, after);
	}
	score->misfits += points < 0;
	score->points += points;
}

static void
take(struct view *view, uint32_t c)
{
	char bytes[4];

	if (view->current >= 0x80)
		judge_character(view, view->before, view->current, c);
	view->before = view->current;
	view->current = c;
	view->marks |= c >= 0x300 && c <= 0x36f;
	nc_buffer_add(&view->text, bytes,
	    nc_utf8_encode(is_meaningless(c) ? 0xfffd : c, bytes));
}

static struct nc_likeness
likeness_of(const struct view *view)
{
	struct newsconv_text text = {view->text.data, view->text.size};
	struct nc_likeness likeness;
	char *normal = NULL;
	bool changed = false;
	size_t size;

	if (view->marks && nc_nfc(text, &normal, &size, &changed) && changed)
		text = (struct newsconv_text){normal, size};
	likeness = nc_likeness(text);
	if (changed)
		free(normal);
	return likeness;
}

/* Few words of a language are not in its table: there is a limit below. */
static void
judge_words(struct view *view)
{
	struct nc_charset_score *score = &view->score;
	struct nc_likeness likeness = likeness_of(view);
	long letters = (long)view->tabled, han = (long)view->han;
	long points = (long)likeness.points;

	score->language = likeness.tag;
	if (letters > 0) {
		score->likeness = points / letters;
		points -= UNLIKE * letters;
		score->points += points > -MORE_LIKE * letters
		    ? points / MORE_LIKE
		    : -letters;
	} else if (han > 0) {
		points -= HAN_UNLIKE * han;
		score->points += points > 0 ? points / HAN_MORE_LIKE : -2 * han;
	}
}

int
nc_charset_judge(struct nc_charset_score *score,
    const struct nc_charset *charset, struct newsconv_text sample)
{
	struct view view = {.text = NC_BUFFER(SIZE_MAX)};
	struct nc_decoder decoder;
	size_t i = 0, j, count;
	int result = nc_decoder_open(&decoder, charset, NULL);

	if (result < 0)
		return result;
	while (i < sample.size) {
		uint32_t c[NC_STEP_MAX];

		i += nc_decoder_step(
		    &decoder, sample.data + i, sample.size - i, c, &count);
		for (j = 0; j < count; j++)
			take(&view, c[j]);
	}
	/* The last one may have been cut. */
	if (view.current >= 0x80 && view.current != NC_INVALID)
		take(&view, ' ');
	nc_decoder_close(&decoder);
	result = nc_buffer_check(&view.text, NULL);
	if (result == NEWSCONV_OK)
		judge_words(&view);
	*score = view.score;
	nc_buffer_free(&view.text);
	return result;
}
