/*
 * Folders of invented news to measure with.  One line repeated would compress
 * to nothing, and random letters not at all; real news may not be copied here.
 * So the text has the statistics of news that count for compressing and
 * segmenting, and none of its words but those that belong to the language:
 *
 *	words	40,000, frequencies by Zipf and Mandelbrot; the first are the
 *		function words of English, the others are made of syllables and
 *		endings with the letters' English frequencies, rarer ones longer
 *	topic	each article has some words that it uses over and over, and two
 *		people who are named in full once and by surname later
 *	form	sentences of 8 to 30 words with commas, quotations and numbers,
 *		paragraphs of 1 to 4 sentences, headline, byline and date
 *	site	each of 20 sites has lines of its own below all its articles
 *
 *	news DIRECTORY COUNT BYTES
 *
 * writes COUNT files of BYTES on average (half to one and a half of it) to
 * DIRECTORY/site-NN/NNNNNNN.txt, the same ones each time.  gzip -6 makes of
 * them, as it does of English news, about two fifths: tests/bench/archive
 * prints how much.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	WORDS = 40000,
	WORD_SIZE = 24,
	SLOTS = 1 << 17,
	SITES = 20,
	SITE_LINES = 7,
	TOPIC = 60,
	LINE = 4096
};

#define ZIPF_SHIFT 2.7

static const char *const function_words[] = {"the", "of", "to", "and", "a",
    "in", "that", "for", "is", "on", "was", "said", "with", "it", "as", "at",
    "be", "by", "he", "from", "are", "have", "has", "his", "but", "an", "not",
    "will", "they", "who", "this", "had", "were", "their", "its", "been",
    "more", "or", "would", "which", "one", "we", "about", "she", "her", "I",
    "than", "there", "also", "after", "when", "new", "up", "can", "year",
    "people", "if", "all", "out", "two", "you", "last", "first", "what",
    "could", "over", "years", "time", "so", "into", "other", "some", "no",
    "him", "them", "do", "because", "most", "just", "before", "while", "now",
    "made", "only", "many", "between", "where", "during", "since", "any",
    "under", "those", "such", "against", "through", "should", "three", "then",
    "like", "being", "our", "even", "still", "may", "these", "both", "much",
    "how", "did", "well", "back", "down", "off", "get", "make", "way", "my",
    "day", "says", "your", "next", "week", "per", "around", "us", "until"};

/* Each stands as often as it is heavy. */
static const char *const onsets[] = {"", "", "", "b", "b", "c", "c", "c", "d",
    "d", "f", "f", "g", "h", "h", "l", "l", "m", "m", "n", "n", "p", "p", "p",
    "r", "r", "r", "s", "s", "s", "t", "t", "t", "v", "w", "st", "tr", "pr",
    "ch", "th", "sh", "br", "cl", "cr", "pl", "gr", "fl", "sp", "qu", "j", "k"};
static const char *const nuclei[] = {"e", "e", "e", "e", "a", "a", "a", "i",
    "i", "i", "o", "o", "o", "u", "ea", "ou", "io", "ee", "ai", "y"};
static const char *const codas[] = {"", "", "", "", "n", "n", "n", "r", "r",
    "r", "s", "s", "t", "t", "l", "l", "d", "m", "c", "ck", "nd", "nt", "st",
    "ng", "ll", "ss", "ct", "rd", "p"};
static const char *const endings[] = {"", "", "", "", "s", "s", "s", "ed", "ed",
    "ing", "ing", "er", "ers", "ly", "tion", "tions", "ment", "al", "ity",
    "ive", "ent", "ance", "able", "ous", "ate", "ist"};
static const char *const months[] = {"January", "February", "March", "April",
    "May", "June", "July", "August", "September", "October", "November",
    "December"};
static const char *const site_phrases[] = {"Share this article", "Read more",
    "Sign up for our newsletter and get the news in your inbox",
    "All rights reserved", "Follow us", "More from", "Advertisement",
    "Terms of use", "Privacy policy", "Contact the newsroom",
    "This article was updated", "Support our journalism"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define PICK(array) ((array)[below(COUNT(array))])

struct person {
	char first[WORD_SIZE];
	char last[WORD_SIZE];
	int named;
};

struct article {
	unsigned topic[TOPIC];
	struct person people[2];
	unsigned year, month, day;
};

static char words[WORDS][WORD_SIZE];
static double sums[WORDS]; /* of the frequencies up to each word */
static char sites[SITES][SITE_LINES][160];
static uint64_t state = 20211;

/* --------------------------------------------------------------- the chances */

/* splitmix64 */
static uint64_t
random_bits(void)
{
	uint64_t z = (state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static unsigned
below(size_t limit)
{
	return (unsigned)(random_bits() % limit);
}

static int
chance(unsigned hundredths)
{
	return below(100) < hundredths;
}

static unsigned
word_by_frequency(void)
{
	double wanted = (double)(random_bits() >> 11) / 9007199254740992.0 *
	    sums[WORDS - 1];
	unsigned low = 0, high = WORDS - 1;

	while (low < high) {
		unsigned middle = (low + high) / 2;

		if (sums[middle] < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ----------------------------------------------------------------- the words */

static void
make_word(char target[WORD_SIZE], unsigned syllables)
{
	size_t used = 0;

	target[0] = '\0';
	while (syllables-- > 0 && used < WORD_SIZE - 12)
		used += (size_t)sprintf(target + used, "%s%s%s", PICK(onsets),
		    PICK(nuclei), PICK(codas));
	strcpy(target + used, PICK(endings));
}

/* Whether it is new; then it is remembered. */
static int
remember(unsigned number, uint16_t slots[SLOTS])
{
	const char *byte;
	uint32_t hash = 2166136261U;

	for (byte = words[number]; *byte != '\0'; byte++)
		hash = (hash ^ (unsigned char)*byte) * 16777619U;
	for (hash %= SLOTS; slots[hash] != 0; hash = (hash + 1) % SLOTS)
		if (strcmp(words[slots[hash] - 1], words[number]) == 0)
			return 0;
	slots[hash] = (uint16_t)(number + 1);
	return 1;
}

/* Rarer words are longer. */
static unsigned
syllables_of(unsigned rank)
{
	unsigned syllables = 1;

	if (rank > 1000 && chance(45))
		syllables++;
	if (rank > 8000 && chance(45))
		syllables++;
	return syllables;
}

static void
make_words(void)
{
	static uint16_t slots[SLOTS];
	double sum = 0;
	unsigned i;

	for (i = 0; i < WORDS; i++) {
		do {
			if (i < COUNT(function_words))
				strcpy(words[i], function_words[i]);
			else
				make_word(words[i], syllables_of(i));
		} while (!remember(i, slots));
		sum += 1 / ((double)i + 1 + ZIPF_SHIFT);
		sums[i] = sum;
	}
}

static void
capital(char *word)
{
	if (word[0] >= 'a' && word[0] <= 'z')
		word[0] = (char)(word[0] - 'a' + 'A');
}

static void
make_name(char target[WORD_SIZE])
{
	char word[WORD_SIZE];

	do
		make_word(word, chance(50) ? 2 : 1);
	while (strlen(word) < 3 || strlen(word) > 10);
	capital(word);
	strcpy(target, word);
}

static void
make_sites(void)
{
	unsigned i, j;

	for (i = 0; i < SITES; i++) {
		char name[WORD_SIZE];

		make_name(name);
		for (j = 0; j + 1 < SITE_LINES; j++)
			sprintf(sites[i][j], "%s%s%s", PICK(site_phrases),
			    chance(50) ? " | The " : " - ", name);
		sprintf(sites[i][j],
		    "Copyright %u The %s. All rights reserved.",
		    2015 + below(8), name);
	}
}

/* ------------------------------------------------------------------ the text */

static size_t
put_person(char *target, struct person *person)
{
	if (person->named++ == 0)
		return (size_t)sprintf(
		    target, "%s %s", person->first, person->last);
	return (size_t)sprintf(target, "%s", person->last);
}

static size_t
put_number(char *target)
{
	switch (below(4)) {
	case 0:
		return (size_t)sprintf(target, "%u", 1990 + below(33));
	case 1:
		return (size_t)sprintf(target, "%u percent", 1 + below(99));
	case 2:
		return (size_t)sprintf(
		    target, "$%u.%u million", 1 + below(90), below(10));
	default:
		return (size_t)sprintf(target, "%u", 2 + below(5000));
	}
}

/* A word, a name or a number. */
static size_t
put_word(char *target, struct article *article, int first)
{
	size_t size;

	if (!first && chance(2))
		return put_number(target);
	if (chance(4))
		return put_person(target, &article->people[below(2)]);
	size = (size_t)sprintf(target, "%s",
	    words[chance(16) ? article->topic[below(1 + below(TOPIC))]
			     : word_by_frequency()]);
	if (first || chance(2))
		capital(target);
	return size;
}

static size_t
put_sentence(char *target, struct article *article)
{
	unsigned count = 8 + below(23), i;
	int quoted = chance(18);
	size_t used = quoted ? (size_t)sprintf(target, "\"") : 0;

	for (i = 0; i < count; i++) {
		used += put_word(target + used, article, i == 0);
		if (i + 1 < count)
			used += (size_t)sprintf(target + used, "%s",
			    i > 1 && chance(8) ? ", " : " ");
	}
	if (!quoted)
		return used + (size_t)sprintf(target + used, ".");
	used += (size_t)sprintf(target + used, ",\" ");
	used += put_person(target + used, &article->people[below(2)]);
	return used + (size_t)sprintf(target + used, " said.");
}

static void
begin_article(struct article *article)
{
	unsigned i;

	memset(article, 0, sizeof(*article));
	for (i = 0; i < TOPIC; i++)
		do
			article->topic[i] = word_by_frequency();
		while (article->topic[i] < COUNT(function_words));
	for (i = 0; i < COUNT(article->people); i++) {
		make_name(article->people[i].first);
		make_name(article->people[i].last);
	}
	article->year = 2015 + below(8);
	article->month = below(12);
	article->day = 1 + below(28);
}

static size_t
put_head(FILE *file, struct article *article)
{
	unsigned count = 6 + below(7), i;
	char line[LINE], author[2][WORD_SIZE];
	size_t used = 0;

	for (i = 0; i < count; i++)
		used += (size_t)sprintf(line + used, "%s%s",
		    words[i % 2 == 0 ? article->topic[below(TOPIC)]
				     : word_by_frequency()],
		    i + 1 < count ? " " : "");
	capital(line);
	make_name(author[0]);
	make_name(author[1]);
	return (size_t)fprintf(file, "%s\n\nBy %s %s\n\n%u %s %u\n\n", line,
	    author[0], author[1], article->day, months[article->month],
	    article->year);
}

static int
write_article(const char *path, unsigned site, size_t bytes)
{
	FILE *file = fopen(path, "wb");
	struct article article;
	size_t used;
	unsigned i;

	if (file == NULL)
		return 0;
	begin_article(&article);
	used = put_head(file, &article);
	while (used < bytes) {
		unsigned sentences = 1 + below(4);

		while (sentences-- > 0) {
			char line[LINE];

			used += put_sentence(line, &article) + 1;
			fputs(line, file);
			putc(sentences > 0 ? ' ' : '\n', file);
		}
		used += (size_t)fprintf(file, "\n");
	}
	for (i = 0; bytes > 1000 && i < SITE_LINES; i++)
		fprintf(file, "%s\n", sites[site][i]);
	return fclose(file) == 0;
}

static int
failed(const char *path)
{
	fprintf(stderr, "news: %s: %s\n", path, strerror(errno));
	return 1;
}

int
main(int argc, char **argv)
{
	unsigned long count = argc == 4 ? strtoul(argv[2], NULL, 10) : 0, i;
	unsigned long bytes = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
	char path[4096];

	if (count == 0 || bytes == 0 || strlen(argv[1]) > 4000) {
		fprintf(stderr, "usage: news DIRECTORY COUNT BYTES\n");
		return 64;
	}
	make_words();
	make_sites();
	if (mkdir(argv[1], 0777) != 0 && errno != EEXIST)
		return failed(argv[1]);
	for (i = 0; i < SITES; i++) {
		sprintf(path, "%s/site-%02lu", argv[1], i);
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			return failed(path);
	}
	for (i = 0; i < count; i++) {
		unsigned site = (unsigned)(i % SITES);

		sprintf(path, "%s/site-%02u/%07lu.txt", argv[1], site, i);
		if (!write_article(path, site, bytes / 2 + below(bytes)))
			return failed(path);
	}
	return 0;
}
