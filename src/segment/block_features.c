/* Measuring blocks. */
#include <stdlib.h>
#include <string.h>

#include "block_features.h"
#include "byline.h"
#include "utf8.h"

enum {
	SHORT_COLUMNS = 160, /* a marked line is not longer than this */
	PROSE_COLUMNS = 80,
	WORD_SIZE = 32 /* no function word is longer */
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
closing_quote(uint32_t c)
{
	static const uint32_t quotes[] = {
	    '"', 0x201d, 0x201c, 0xbb, 0x300d, 0x300f};

	return one_of(c, quotes, sizeof(quotes) / sizeof(*quotes));
}

static bool
bullet_character(uint32_t c)
{
	static const uint32_t bullets[] = {'*', '-', 0x2022, 0x2023, 0x2043,
	    0x25aa, 0x25cf, 0x25e6, 0x2013, 0x2014, 0xb7, 0x30fb, 0x25a0};

	return one_of(c, bullets, sizeof(bullets) / sizeof(*bullets));
}

static bool
separator_character(uint32_t c)
{
	static const uint32_t separators[] = {
	    '|', '>', '/', 0xb7, 0x2022, 0x203a, 0xbb, 0xff5c};

	return one_of(c, separators, sizeof(separators) / sizeof(*separators));
}

#define HASH_SEED UINT64_C(0xcbf29ce484222325) /* FNV-1a */
#define HASH_FACTOR UINT64_C(0x100000001b3)

/* What one walk over the characters gathers. */
struct walk {
	uint32_t first;
	uint32_t second;
	uint32_t third;
	uint32_t last;
	uint32_t before_last;
	size_t characters;
	size_t letters;
	size_t digits;
	size_t closing_quotes;
	size_t wide;
	unsigned clock; /* how much of "12:34" stands right before */
	char word[WORD_SIZE];
	size_t word_size;
	uint64_t hash;
};

/* The four steps of a time of day: digit, sign, digit, digit. */
static void
follow_clock(struct nc_features *features, struct walk *walk, uint32_t c)
{
	bool digit = nc_is_digit(c);

	if (digit && walk->clock >= 2)
		walk->clock++;
	else if (digit)
		walk->clock = 1;
	else if (walk->clock == 1 && (c == ':' || c == 'h'))
		walk->clock = 2;
	else
		walk->clock = 0;
	if (walk->clock == 4) {
		features->clock = true;
		walk->clock = 1;
	}
}

static int
compare_word(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

/* At the end of a word: is it a function word? */
static void
end_word(struct nc_features *features, struct walk *walk,
    const struct nc_language *language)
{
	if (walk->word_size > 0 && walk->word_size < WORD_SIZE &&
	    language != NULL) {
		walk->word[walk->word_size] = '\0';
		features->stop_words += bsearch(walk->word, language->words,
					    language->word_count,
					    sizeof(*language->words),
					    compare_word) != NULL;
	}
	walk->word_size = 0;
}

static void
add_to_word(struct walk *walk, uint32_t c)
{
	if (walk->word_size + 4 < WORD_SIZE)
		walk->word_size += nc_utf8_encode(
		    c, walk->word + walk->word_size);
	else
		walk->word_size = WORD_SIZE;
}

static bool
comma(uint32_t c)
{
	return c == ',' || c == 0x60c || c == 0x3001 || c == 0xff0c;
}

/* What needs no more than the character. */
static void
count_kind(struct nc_features *features, struct walk *walk, uint32_t c)
{
	bool letter = nc_is_letter(c), digit = nc_is_digit(c);

	walk->letters += letter;
	walk->digits += digit;
	walk->wide += nc_width(c) == 2;
	walk->closing_quotes += closing_quote(c);
	features->uppers += nc_is_upper(c);
	features->commas += comma(c);
	features->at_sign |= c == '@';
	features->copyright |= c == 0xa9;
	if (letter || digit)
		walk->hash = (walk->hash ^ (digit ? '0' : nc_lower(c))) *
		    HASH_FACTOR;
}

static void
count_character(struct nc_features *features, struct walk *walk, uint32_t c,
    uint32_t previous)
{
	if (walk->characters == 0)
		walk->first = c;
	else if (walk->characters == 1)
		walk->second = c;
	else if (walk->characters == 2)
		walk->third = c;
	walk->characters++;
	if (nc_is_space(c)) {
		if (nc_sentence_end(previous))
			features->sentences++;
		if (separator_character(previous))
			features->separators++;
		return;
	}
	if (walk->characters == 1 || nc_is_space(previous)) {
		features->words++;
		features->capitalised += nc_is_upper(c);
	}
	/* Wide scripts: a sentence's end needs no blank behind it. */
	if (previous >= 0x3002 && nc_sentence_end(previous))
		features->sentences++;
	count_kind(features, walk, c);
	walk->before_last = walk->last;
	walk->last = c;
}

static void
walk_text(struct nc_features *features, struct walk *walk,
    struct newsconv_text text, const struct nc_language *language)
{
	size_t i = 0, length;
	uint32_t c, previous = ' ';

	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		features->columns += nc_width(c);
		count_character(features, walk, c, previous);
		follow_clock(features, walk, c);
		if (nc_is_letter(c))
			add_to_word(walk, nc_lower(c));
		else
			end_word(features, walk, language);
		previous = c;
		i += length;
	}
	end_word(features, walk, language);
	/* Two wide characters are about a word. */
	features->words += walk->wide / 2;
}

static void
read_walk(struct nc_features *features, const struct walk *walk)
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
	    (walk->first == '>' || closing_quote(walk->last) ||
		closing_quote(walk->before_last)) &&
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
	features->characters = (unsigned)walk->letters;
	features->digits = (unsigned)walk->digits;
	features->hash = walk->hash;
}

/* What is left of a date line without date, marker and weekday is little. */
static bool
little_beside_date(const struct nc_features *features,
    const struct nc_fold *fold, const struct nc_languages *languages)
{
	const struct nc_marks *marks = &features->marks;
	size_t marker = marks->prefix[NC_MARKER_DATE], letters = 0, i, j;
	const char *const *day;
	uint32_t c;

	if (marks->prefix[NC_MARKER_MODIFIED] > marker)
		marker = marks->prefix[NC_MARKER_MODIFIED];
	i = marker;
	while (i < fold->size) {
		size_t length, skipped = 0;

		if (i >= features->date_found.start &&
		    i < features->date_found.end) {
			i = features->date_found.end;
			continue;
		}
		for (j = 0; j < languages->count && skipped == 0; j++)
			for (day = languages->tables[j]->weekdays; *day != NULL;
			     day++)
				if (strncmp(fold->text + i, *day,
					strlen(*day)) == 0 &&
				    !nc_fold_inside_word(fold, i) &&
				    strlen(*day) > skipped)
					skipped = strlen(*day);
		length = nc_utf8_decode(fold->text + i, fold->size - i, &c);
		if (length == 0)
			break;
		if (skipped > 0)
			length = skipped;
		else
			letters += nc_is_letter(c);
		i += length;
	}
	return letters <= 12;
}

static void
find_dates(struct nc_features *features, const struct nc_fold *fold,
    const struct nc_languages *languages)
{
	if (features->columns > 300)
		return;
	features->date = nc_date_find(
	    &features->date_found, fold, 0, languages);
	features->date_only = features->date && fold->whole &&
	    features->columns <= SHORT_COLUMNS &&
	    little_beside_date(features, fold, languages);
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

void
nc_features_measure(struct nc_features *features, struct newsconv_text text,
    const struct nc_languages *languages)
{
	const struct nc_language *own = languages->count > 0 &&
		languages->tables[0]->word_count > 0
	    ? languages->tables[0]
	    : NULL;
	struct nc_fold fold;
	struct walk walk;

	memset(features, 0, sizeof(*features));
	memset(&walk, 0, sizeof(walk));
	walk.hash = HASH_SEED;
	features->stop_known = own != NULL;
	walk_text(features, &walk, text, own);
	read_walk(features, &walk);
	features->terminal = nc_text_ends_sentence(text);
	features->sentences += features->terminal;
	features->name_like = nc_name_like(text);
	features->address = is_address(text, features);
	nc_fold(&fold, text);
	nc_marks_find(&features->marks, languages, &fold);
	features->signature = is_signature(features, &fold, text);
	features->boilerplate = is_boilerplate(features);
	features->prose = !features->boilerplate && features->letters &&
	    ((features->columns >= PROSE_COLUMNS && features->terminal) ||
		features->columns >= 3 * PROSE_COLUMNS);
	features->core_score = core_score(features);
	find_dates(features, &fold, languages);
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
