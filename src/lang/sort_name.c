/*
 * A name as words, the family name found from its end.  What speaks against a
 * rule is asked first: a word that is no name, a language whose names are not
 * turned, words that are known to stand elsewhere.
 */
#include "sort_name.h"
#include "utf8.h"

enum { WORDS_MOST = 8, WORD_ROOM = 64 };

enum particles { KEPT, MOVED, PART };

static const struct {
	const char *tag;
	enum particles particles;
	size_t most;
} languages[] = {
#define SORT_LANGUAGE(tag, particles, most) {tag, particles, most},
#define SORT_PARTICLE(word)
#define SORT_ARTICLE(word)
#define SORT_SUFFIX(word)
#define SORT_DOUBT_LAST(word)
#define SORT_DOUBT_FIRST(word)
#define SORT_DOUBT_ENDING(word)
#include "sort_names.def"
#undef SORT_LANGUAGE
#undef SORT_PARTICLE
#undef SORT_ARTICLE
#undef SORT_SUFFIX
#undef SORT_DOUBT_LAST
#undef SORT_DOUBT_FIRST
#undef SORT_DOUBT_ENDING
};

enum sort {
	SORT_NONE,
	SORT_PARTICLE,
	SORT_ARTICLE,
	SORT_SUFFIX,
	SORT_DOUBT_LAST,
	SORT_DOUBT_FIRST,
	SORT_DOUBT_ENDING
};

static const struct {
	const char *word;
	enum sort sort;
} known_words[] = {
#define SORT_LANGUAGE(tag, particles, most)
#define SORT_PARTICLE(word) {word, SORT_PARTICLE},
#define SORT_ARTICLE(word) {word, SORT_ARTICLE},
#define SORT_SUFFIX(word) {word, SORT_SUFFIX},
#define SORT_DOUBT_LAST(word) {word, SORT_DOUBT_LAST},
#define SORT_DOUBT_FIRST(word) {word, SORT_DOUBT_FIRST},
#define SORT_DOUBT_ENDING(word) {word, SORT_DOUBT_ENDING},
#include "sort_names.def"
};

struct word {
	struct newsconv_text text;
	bool capital; /* begins with a capital letter */
	bool initial; /* "J.", "J.-P.", "A" */
	char lower[WORD_ROOM];
};

struct words {
	struct word at[WORDS_MOST];
	size_t count;
};

static bool
is(const struct word *word, enum sort sort)
{
	size_t i;

	for (i = 0; i < sizeof(known_words) / sizeof(*known_words); i++)
		if (known_words[i].sort == sort &&
		    strcmp(known_words[i].word, word->lower) == 0)
			return true;
	return false;
}

static bool
ends_in_doubt(const struct word *word)
{
	size_t size = strlen(word->lower), i;

	for (i = 0; i < sizeof(known_words) / sizeof(*known_words); i++) {
		size_t ending = strlen(known_words[i].word);

		if (known_words[i].sort == SORT_DOUBT_ENDING && size > ending &&
		    strcmp(word->lower + size - ending, known_words[i].word) ==
			0)
			return true;
	}
	return false;
}

/* What may stand in a name besides letters, but not begin it. */
static bool
joins(uint32_t c)
{
	return c == '-' || c == '\'' || c == '.' || c == 0x2019 || c == 0x2010;
}

static bool
read_word(struct word *word)
{
	struct newsconv_text text = word->text;
	size_t at = 0, run = 0, target = 0, size;
	bool points = false, single = true;
	uint32_t c;

	for (; at < text.size; at += size) {
		size = nc_utf8_decode(text.data + at, text.size - at, &c);
		if (size == 0 || target + 4 >= WORD_ROOM)
			return false;
		target += nc_utf8_encode(nc_lower(c), word->lower + target);
		if (at == 0)
			word->capital = nc_is_upper(c);
		if (nc_is_name(c, at == 0) && !nc_is_digit(c)) {
			single &= ++run == 1;
		} else {
			if (at == 0 || !joins(c))
				return false;
			points |= c == '.';
			run = 0;
		}
	}
	word->lower[target] = '\0';
	word->initial = single;
	/* "Dr.", "Lt. Col.", "St.": who can tell? */
	return single || !points || is(word, SORT_SUFFIX);
}

static bool
read_words(struct words *words, struct newsconv_text name)
{
	size_t at = 0;

	words->count = 0;
	while (at < name.size) {
		size_t start = at;
		struct word *word;

		while (at < name.size && name.data[at] != ' ')
			at++;
		if (words->count == WORDS_MOST || at == start)
			return false;
		word = &words->at[words->count++];
		word->text.data = name.data + start;
		word->text.size = at - start;
		if (!read_word(word))
			return false;
		at++;
	}
	return true;
}

static bool
particle(const struct word *word)
{
	return is(word, SORT_PARTICLE) || is(word, SORT_ARTICLE);
}

/* Every word is a name, but for particles between the first and the last. */
static bool
plain(const struct words *words, size_t count, size_t most)
{
	size_t names = 0, i;

	for (i = 0; i < count; i++) {
		bool between = i > 0 && i + 1 < count &&
		    particle(&words->at[i]);

		if (!words->at[i].capital && !between)
			return false;
		names += !between;
	}
	return names >= 2 && names <= most && !words->at[count - 1].initial &&
	    !is(&words->at[0], SORT_DOUBT_FIRST) &&
	    !is(&words->at[count - 1], SORT_DOUBT_LAST) &&
	    !ends_in_doubt(&words->at[count - 1]);
}

static void
put(struct nc_buffer *target, const struct words *words, size_t first,
    size_t end)
{
	size_t i;

	for (i = first; i < end; i++) {
		if (i > first)
			nc_buffer_byte(target, ' ');
		nc_buffer_add(
		    target, words->at[i].text.data, words->at[i].text.size);
	}
}

/* The words [given, family) are particles that go behind the given names. */
static size_t
family_start(const struct words *words, size_t given, size_t last,
    enum particles particles)
{
	size_t at = given;

	if (particles == KEPT)
		return given;
	while (at < last && !words->at[at].capital &&
	    !(particles == PART && is(&words->at[at], SORT_ARTICLE)))
		at++;
	return at;
}

static void
put_turned(struct nc_buffer *target, const struct words *words, size_t count,
    enum particles particles)
{
	size_t last = count - 1, given = last, family;

	while (given > 1 && particle(&words->at[given - 1]))
		given--;
	family = family_start(words, given, last, particles);
	put(target, words, family, count);
	nc_buffer_text(target, ", ");
	put(target, words, 0, family);
	if (count < words->count) {
		nc_buffer_text(target, ", ");
		put(target, words, count, words->count);
	}
}

/* RFC 5646, 2.1.1: the case of a tag means nothing. */
static bool
primary_is(struct newsconv_text tag, const char *primary)
{
	size_t size = strlen(primary), i;

	if (tag.size < size || (tag.size > size && tag.data[size] != '-'))
		return false;
	for (i = 0; i < size; i++)
		if (nc_lower((unsigned char)tag.data[i]) !=
		    (unsigned char)primary[i])
			return false;
	return true;
}

bool
nc_sort_name(struct nc_buffer *target, struct newsconv_text name,
    struct newsconv_text language)
{
	const size_t language_count = sizeof(languages) / sizeof(*languages);
	struct words words;
	size_t which = 0, count;

	while (which < language_count &&
	    !primary_is(language, languages[which].tag))
		which++;
	if (which == language_count || !read_words(&words, name))
		return false;
	count = words.count;
	if (count > 2 && is(&words.at[count - 1], SORT_SUFFIX))
		count--;
	if (!plain(&words, count, languages[which].most))
		return false;
	put_turned(target, &words, count, languages[which].particles);
	return true;
}
