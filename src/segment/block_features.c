/* Measuring blocks. */
#include <stdlib.h>
#include <string.h>

#include "block_features.h"
#include "byline.h"
#include "utf8.h"
#include "walk.h"

enum {
	SHORT_COLUMNS = 160, /* a marked line is not longer than this */
	PROSE_COLUMNS = 80
};

static bool
one_of(uint32_t c, const uint32_t *set, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (set[i] == c)
			return true;
	return false;
}

static bool
opening_quote(uint32_t c)
{
	static const uint32_t quotes[] = {
	    '"', 0x201c, 0x201e, 0xab, 0x300c, 0x300e};

	return one_of(c, quotes, sizeof(quotes) / sizeof(*quotes));
}

static bool
bullet_character(uint32_t c)
{
	static const uint32_t bullets[] = {'*', '-', 0x2022, 0x2023, 0x2043,
	    0x25aa, 0x25cf, 0x25e6, 0x2013, 0x2014, 0xb7, 0x30fb, 0x25a0};

	return one_of(c, bullets, sizeof(bullets) / sizeof(*bullets));
}

/* The closing quotes among them that end a quotation. */
static bool
closes_quote(uint32_t c)
{
	static const uint32_t quotes[] = {
	    '"', 0x201d, 0x201c, 0xbb, 0x300d, 0x300f};

	return one_of(c, quotes, sizeof(quotes) / sizeof(*quotes));
}

static void
read_walk(struct nc_features *features, const struct nc_walk *walk)
{
	bool numbered = nc_is_digit(walk->first) &&
	    (walk->second == '.' || walk->second == ')' ||
		(nc_is_digit(walk->second) &&
		    (walk->third == '.' || walk->third == ')')));

	features->ends_colon = walk->last == ':' || walk->last == 0xff1a;
	features->bullet = (bullet_character(walk->first) &&
			       nc_is_space(walk->second)) ||
	    walk->first == 0x2022 || (numbered && walk->letters > 0);
	features->quoted = walk->characters > 2 &&
	    (opening_quote(walk->first) || walk->first == '>') &&
	    (walk->first == '>' || closes_quote(walk->last) ||
		closes_quote(walk->before_last)) &&
	    walk->closing_quotes <= 2;
	features->bracketed = (walk->first == '(' || walk->first == '[' ||
				  walk->first == 0xff08) &&
	    (walk->last == ')' || walk->last == ']' || walk->last == 0xff09 ||
		(walk->before_last == ')' && walk->last == '.'));
	features->letters = walk->letters > 0;
	features->lower_start = nc_is_lower(walk->first);
	features->upper_start = !features->lower_start;
	features->digit_start = nc_is_digit(walk->first);
	features->quote_start = opening_quote(walk->first);
	features->ellipsis = walk->last == 0x2026 ||
	    (walk->last == '.' && walk->before_last == '.');
	features->question = walk->last == '?' || walk->last == 0xff1f;
	features->clock = walk->clock;
	features->at_sign = walk->at_sign;
	features->copyright = walk->copyright;
	features->columns = (uint32_t)walk->columns;
	features->words = (uint32_t)walk->words;
	features->sentences = (uint32_t)walk->sentences;
	features->commas = (uint32_t)walk->commas;
	features->digits = (uint32_t)walk->digits;
	features->characters = (uint32_t)walk->letters;
	features->uppers = (uint32_t)walk->uppers;
	features->capitalised = (uint32_t)walk->capitalised;
	features->stop_words = (uint32_t)walk->function_words;
	features->separators = (uint32_t)walk->separators;
	features->hash = walk->hash;
}

/* The longest name of a weekday that stands at `at`; its size, or 0. */
static size_t
weekday_at(
    const struct nc_fold *fold, size_t at, const struct nc_languages *languages)
{
	const char *const *day;
	size_t longest = 0, i;

	if (nc_fold_inside_word(fold, at))
		return 0;
	for (i = 0; i < languages->count && longest == 0; i++)
		for (day = languages->tables[i]->weekdays; *day != NULL; day++)
			if ((*day)[0] == fold->text[at] &&
			    strlen(*day) > longest &&
			    strncmp(fold->text + at, *day, strlen(*day)) == 0)
				longest = strlen(*day);
	return longest;
}

/* What is left of a date line without date, marker and weekday is little. */
static bool
little_beside_date(const struct nc_features *features,
    const struct nc_date_found *date, const struct nc_fold *fold,
    const struct nc_languages *languages)
{
	const struct nc_marks *marks = &features->marks;
	size_t marker = marks->prefix[NC_MARKER_DATE], letters = 0, i, length;
	uint32_t c;

	if (marks->prefix[NC_MARKER_MODIFIED] > marker)
		marker = marks->prefix[NC_MARKER_MODIFIED];
	for (i = marker; i < fold->size; i += length) {
		if (i >= date->start && i < date->end) {
			length = date->end - i;
			continue;
		}
		length = weekday_at(fold, i, languages);
		if (length > 0)
			continue;
		length = nc_utf8_decode(fold->text + i, fold->size - i, &c);
		if (length == 0)
			break;
		letters += nc_is_letter(c);
	}
	return letters <= 12;
}

static void
find_dates(struct nc_features *features, struct nc_date_found *date,
    const struct nc_fold *fold, const struct nc_languages *languages)
{
	if (features->columns > 300)
		return;
	features->date = nc_date_find(date, fold, 0, languages);
	features->date_only = features->date && fold->whole &&
	    features->columns <= SHORT_COLUMNS &&
	    little_beside_date(features, date, fold, languages);
}

/* A byline's marker and behind it a name, or a login. */
static bool
is_signature(const struct nc_features *features, const struct nc_fold *fold,
    struct newsconv_text text)
{
	size_t marker = features->marks.prefix[NC_MARKER_BYLINE];
	struct newsconv_text rest = text;

	if (marker == 0 || marker >= fold->size || !fold->whole ||
	    features->sentences > 0)
		return false;
	rest.data += fold->origin[marker];
	rest.size -= fold->origin[marker];
	rest = nc_trim(rest);
	return nc_name_like(rest) ||
	    (rest.size > 0 && memchr(rest.data, ' ', rest.size) == NULL &&
		memchr(rest.data, '_', rest.size) != NULL);
}

static bool
is_address(struct newsconv_text text, const struct nc_features *features)
{
	if (features->words > 2 || text.size < 2)
		return false;
	return text.data[0] == '@' || memchr(text.data, '@', text.size) ||
	    (text.size > 7 && strncmp(text.data, "http", 4) == 0) ||
	    (text.size > 4 && strncmp(text.data, "www.", 4) == 0);
}

bool
nc_features_marked(const struct nc_features *features, enum nc_marker marker)
{
	return features->marks.whole[marker] > 0 ||
	    (features->marks.prefix[marker] > 0 &&
		features->columns <= SHORT_COLUMNS);
}

bool
nc_features_known(const struct nc_features *features)
{
	size_t i;

	for (i = 0; i < NC_MARKER_KINDS; i++)
		if (features->marks.whole[i] > 0)
			return true;
	return false;
}

static bool
is_boilerplate(const struct nc_features *features)
{
	static const enum nc_marker kinds[] = {NC_MARKER_SHARE,
	    NC_MARKER_SUBSCRIBE, NC_MARKER_COMMENTS, NC_MARKER_NAVIGATION,
	    NC_MARKER_ADVERTISEMENT, NC_MARKER_CONSENT, NC_MARKER_COPYRIGHT,
	    NC_MARKER_TAGS};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (nc_features_marked(features, kinds[i]))
			return true;
		/* Such phrases inside a long line may be quoted. */
		if (features->marks.inside[kinds[i]] > 0 &&
		    features->columns <= 400 && features->sentences <= 4)
			return true;
	}
	return false;
}

static float
core_score(const struct nc_features *features)
{
	float length = (float)features->columns / 100;

	if (features->boilerplate)
		return -0.8f;
	if (features->prose)
		return length > 5 ? 5 : length;
	if (features->columns >= 40 && features->terminal)
		return 0.4f;
	return -0.35f;
}

/* Whether it is worth while to ask nc_name_like(), which walks again. */
static bool
may_be_name(const struct nc_walk *walk)
{
	size_t words = walk->words - walk->wide / 2;

	return words >= 2 && words <= 4 && walk->digits == 0;
}

void
nc_features_measure(struct nc_features *features, struct nc_date_found *date,
    struct newsconv_text text, const struct nc_languages *languages)
{
	const struct nc_word_set *own = languages->function_words.count > 0
	    ? &languages->function_words
	    : NULL;
	struct nc_fold fold;
	struct nc_walk walk;

	memset(features, 0, sizeof(*features));
	features->stop_known = own != NULL;
	nc_walk(&walk, text, own);
	read_walk(features, &walk);
	features->terminal = nc_text_ends_sentence(text);
	features->sentences += features->terminal;
	features->name_like = may_be_name(&walk) && nc_name_like(text);
	features->address = is_address(text, features);
	nc_fold(&fold, text);
	nc_marks_find(&features->marks, languages, &fold);
	features->signature = is_signature(features, &fold, text);
	features->boilerplate = is_boilerplate(features);
	features->prose = !features->boilerplate && features->letters &&
	    ((features->columns >= PROSE_COLUMNS && features->terminal) ||
		features->columns >= 3 * PROSE_COLUMNS);
	features->core_score = core_score(features);
	find_dates(features, date, &fold, languages);
}

void
nc_features_core(const struct nc_features *features, size_t count,
    size_t *first, size_t *end)
{
	float best = 0, sum = 0;
	size_t start = 0, i;

	*first = *end = 0;
	for (i = 0; i < count; i++) {
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += features[i].core_score;
		if (sum > best) {
			best = sum;
			*first = start;
			*end = i + 1;
		}
	}
}
