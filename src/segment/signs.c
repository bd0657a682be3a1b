/*
 * Recognising signs.  All are told by their shape, and but for the shape of
 * press databases' exports (exports.def) without a word of any language.
 */
#include <string.h>

#include "line_breaks.h"
#include "signs.h"
#include "utf8.h"

enum {
	RULE_LEAST = 3,
	RULE_WIDE = 5,
	TITLED_COLUMNS = 100,
	TITLED_WORDS = 8,
	NUMBER_COLUMNS = 48,
	NUMBER_MOST = 1000000,
	END_COLUMNS = 64,
	KEY_COLUMNS = 28,
	KEY_WORDS = 3,
	FIELD_COLUMNS = 300,
	ACCESSION_LEAST = 15
};

#define HASH_SEED UINT64_C(0xcbf29ce484222325) /* FNV-1a */
#define HASH_FACTOR UINT64_C(0x100000001b3)

static const char *const ends[] = {
#define END(phrase) phrase,
#include "exports.def"
};

static const char *const counted[] = {
#define COUNTED(noun) noun,
#include "exports.def"
};

static const struct {
	const char *name;
	enum nc_key key;
} tags[] = {
#define HEAD_TAG(name) {name, NC_KEY_HEAD_TAG},
#define TAIL_TAG(name) {name, NC_KEY_TAIL_TAG},
#include "exports.def"
};

/* The rule's characters of a line, and where the rest of it stands. */
struct rule {
	size_t signs;
	size_t before; /* signs before the first other character */
	size_t behind; /* ... and behind the last one */
	size_t others;
	size_t kinds; /* how many different signs, 3 for more */
	uint32_t kind[2];
	uint64_t hash;
};

static void
count_sign(struct rule *rule, uint32_t c)
{
	rule->signs++;
	rule->behind++;
	rule->before += rule->others == 0;
	rule->hash = (rule->hash ^ c) * HASH_FACTOR;
	if (rule->kinds > 0 && rule->kind[0] == c)
		return;
	if (rule->kinds > 1 && rule->kind[1] == c)
		return;
	if (rule->kinds < 2)
		rule->kind[rule->kinds] = c;
	if (rule->kinds < 3)
		rule->kinds++;
}

static void
measure_rule(struct rule *rule, struct newsconv_text text)
{
	size_t i = 0, length;
	uint32_t c;

	memset(rule, 0, sizeof(*rule));
	rule->hash = HASH_SEED;
	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		i += length;
		if (nc_is_space(c))
			continue;
		if (nc_rule_character(c)) {
			count_sign(rule, c);
			continue;
		}
		if (rule->signs < RULE_LEAST)
			return;
		rule->others++;
		rule->behind = 0;
	}
}

static bool
find_rule(struct nc_mark *mark, struct newsconv_text text,
    const struct nc_features *features)
{
	struct rule rule;

	if (features->columns > TITLED_COLUMNS)
		return false;
	measure_rule(&rule, text);
	if (rule.signs < RULE_LEAST || rule.kinds > 2)
		return false;
	mark->kind = rule.hash;
	mark->wide = rule.signs >= RULE_WIDE || rule.others > 0;
	if (rule.others == 0) {
		mark->sign = NC_SIGN_RULE;
		return true;
	}
	if (rule.before < RULE_LEAST || rule.behind < RULE_LEAST ||
	    features->words > TITLED_WORDS)
		return false;
	mark->sign = NC_SIGN_TITLED;
	return true;
}

/* ----------------------------------------------------------------- numbers */

static bool
is_counted(const char *word, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(counted) / sizeof(*counted); i++)
		if (strlen(counted[i]) == size &&
		    memcmp(counted[i], word, size) == 0)
			return true;
	return false;
}

/* Words and two numbers, the first no larger than the second. */
static bool
find_number(struct nc_mark *mark, const struct nc_fold *fold)
{
	uint32_t numbers[2] = {0, 0};
	size_t count = 0, letters = 0, i = 0, start;

	mark->kind = HASH_SEED;
	while (i < fold->size) {
		char c = fold->text[i];

		start = i;
		if (c >= '0' && c <= '9') {
			if (count == 2)
				return false;
			while (i < fold->size && fold->text[i] >= '0' &&
			    fold->text[i] <= '9') {
				if (numbers[count] < NUMBER_MOST)
					numbers[count] = numbers[count] * 10 +
					    (uint32_t)(fold->text[i] - '0');
				i++;
			}
			count++;
			continue;
		}
		while (i < fold->size && fold->text[i] != ' ' &&
		    !(fold->text[i] >= '0' && fold->text[i] <= '9')) {
			mark->kind = (mark->kind ^
					 (unsigned char)fold->text[i]) *
			    HASH_FACTOR;
			letters += (unsigned char)fold->text[i] >= 'a';
			i++;
		}
		mark->counted |= is_counted(fold->text + start, i - start);
		i += i < fold->size && fold->text[i] == ' ';
	}
	mark->number = numbers[0];
	mark->of = numbers[1];
	mark->kind = (mark->kind ^ numbers[1]) * HASH_FACTOR;
	return count == 2 && letters > 0 && numbers[0] >= 1 &&
	    numbers[0] <= numbers[1] && numbers[1] >= 2 &&
	    numbers[1] < NUMBER_MOST;
}

/* -------------------------------------------------------------------- ends */

/* The phrase's "0" is any number. */
static bool
is_phrase(const struct nc_fold *fold, const char *phrase)
{
	size_t i = 0;

	for (; *phrase != '\0'; phrase++) {
		if (*phrase != '0') {
			if (i >= fold->size || fold->text[i++] != *phrase)
				return false;
			continue;
		}
		if (i >= fold->size || fold->text[i] < '0' ||
		    fold->text[i] > '9')
			return false;
		while (i < fold->size && fold->text[i] >= '0' &&
		    fold->text[i] <= '9')
			i++;
	}
	return i == fold->size;
}

/* A word, and behind it a number that letters are mixed with. */
static bool
is_accession(const struct nc_fold *fold)
{
	size_t digits = 0, letters = 0, i = 0;

	while (i < fold->size &&
	    ((unsigned char)fold->text[i] >= 0x80 ||
		(fold->text[i] >= 'a' && fold->text[i] <= 'z')))
		i++;
	if (i < 4 || fold->text[i] != ' ')
		return false;
	for (i++; i < fold->size; i++) {
		char c = fold->text[i];

		digits += c >= '0' && c <= '9';
		letters += c >= 'a' && c <= 'z';
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')))
			return false;
	}
	return digits >= 5 && letters >= 1 &&
	    digits + letters >= ACCESSION_LEAST;
}

static enum nc_sign
find_end(const struct nc_fold *fold)
{
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (is_phrase(fold, ends[i]))
			return NC_SIGN_END;
	return is_accession(fold) ? NC_SIGN_ACCESSION : NC_SIGN_NONE;
}

/* -------------------------------------------------------------------- keys */

static bool
find_tag(struct nc_mark *mark, struct newsconv_text text)
{
	size_t size = 0, i;

	while (size < text.size && text.data[size] >= 'A' &&
	    text.data[size] <= 'Z')
		size++;
	if (size < 2 || size > 3 ||
	    (size < text.size && text.data[size] != ' '))
		return false;
	for (i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strlen(tags[i].name) == size &&
		    memcmp(tags[i].name, text.data, size) == 0) {
			mark->key = (uint8_t)tags[i].key;
			mark->kind = i + 1;
			return true;
		}
	return false;
}

/* One to three words and a colon, the first of them no small letter. */
static void
find_key(struct nc_mark *mark, struct newsconv_text text)
{
	uint64_t hash = HASH_SEED;
	size_t i = 0, length, columns = 0, words = 1;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		if (c == ':' || c == 0xff1a)
			break;
		if ((i == 0 && (!nc_is_letter(c) || nc_is_lower(c))) ||
		    !(nc_is_letter(c) || c == ' ' || c == '-') ||
		    (columns += nc_width(c)) > KEY_COLUMNS)
			return;
		words += c == ' ';
		hash = (hash ^ nc_lower(c)) * HASH_FACTOR;
		i += length;
	}
	if (length == 0 || i == 0 || words > KEY_WORDS ||
	    (i + 1 < text.size && text.data[i + 1] == '/'))
		return;
	mark->key = NC_KEY_WORD;
	mark->kind = hash;
}

/* As RFC 4155 has it: "From ", an address, and the time of delivery. */
static bool
is_envelope(struct newsconv_text text, const struct nc_features *features)
{
	return text.size > 5 && memcmp(text.data, "From ", 5) == 0 &&
	    features->clock && features->digits >= 6 && features->words >= 6;
}

/* ------------------------------------------------------------------ blocks */

/* No white space but the form feed has that byte in any charset we read. */
static bool
form_feed_before(const struct nc_blocks *blocks, size_t block)
{
	const struct nc_line *line =
	    &blocks->dump.lines[blocks->layout.runs[block].first_line];
	uint64_t start = block == 0 ? 0 : line[-1].end;

	return memchr(blocks->dump.source.bytes.data + start, '\f',
		   (size_t)(line->start - start)) != NULL;
}

static void
find_sign(struct nc_mark *mark, struct newsconv_text text,
    const struct nc_features *features)
{
	struct nc_fold fold;

	if (find_rule(mark, text, features))
		return;
	mark->kind = 0;
	mark->wide = false;
	if (features->columns <= END_COLUMNS &&
	    (features->digits > 0 || features->words <= 3)) {
		nc_fold(&fold, text);
		mark->sign = (uint8_t)find_end(&fold);
		if (mark->sign != NC_SIGN_NONE)
			return;
		if (features->digits >= 2 && !features->date &&
		    features->columns <= NUMBER_COLUMNS &&
		    find_number(mark, &fold)) {
			mark->sign = NC_SIGN_NUMBER;
			return;
		}
		mark->counted = false;
		mark->kind = 0;
	}
	if (features->columns > FIELD_COLUMNS)
		return;
	if (is_envelope(text, features))
		mark->key = NC_KEY_ENVELOPE;
	else if (!find_tag(mark, text))
		find_key(mark, text);
}

static bool
counts_on(const struct nc_mark *mark, const struct nc_mark *next)
{
	return mark != NULL && mark->kind == next->kind &&
	    mark->number + 1 == next->number;
}

/* Numbers are signs where they count, or say what they count. */
static void
drop_lone_numbers(struct nc_mark *marks, size_t count)
{
	struct nc_mark *before = NULL, *last = NULL;
	size_t i;

	for (i = 0; i <= count; i++) {
		struct nc_mark *mark = i < count ? &marks[i] : NULL;

		if (mark != NULL && mark->sign != NC_SIGN_NUMBER)
			continue;
		if (last != NULL && !last->counted &&
		    !counts_on(before, last) &&
		    (mark == NULL || !counts_on(last, mark)))
			last->sign = NC_SIGN_NONE;
		before = last;
		last = mark;
	}
}

void
nc_signs_find(struct nc_mark *marks, const struct nc_blocks *blocks)
{
	size_t i;

	for (i = 0; i < blocks->layout.count; i++) {
		memset(&marks[i], 0, sizeof(marks[i]));
		marks[i].page = form_feed_before(blocks, i);
		find_sign(&marks[i], blocks->layout.runs[i].text,
		    &blocks->features[i]);
	}
	drop_lone_numbers(marks, blocks->layout.count);
}
