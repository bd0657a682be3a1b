/*
 * How often the language is right, by language and by length: windows of text
 * from the sources named, which the table in use should not have been made
 * from.
 *
 *	measure LANGUAGES TEXTS SOURCE...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "texts.h"
#include "utf8.h"

enum { LENGTHS = 5, MOST_WINDOWS = 300 };

static const size_t lengths[LENGTHS] = {20, 50, 100, 200, 1000};

struct tally {
	unsigned tried[LENGTHS];
	unsigned right[LENGTHS];
	unsigned unknown[LENGTHS];
	/* What it was taken for, at 200. */
	char wrong[8][16];
	unsigned wrong_count[8];
};

/* Of all windows: how often a confidence, by tens, was right. */
static unsigned by_confidence[11][2];

static void
note_wrong(struct tally *tally, const char *tag)
{
	size_t i;

	for (i = 0; i < 8; i++) {
		if (tally->wrong_count[i] == 0)
			snprintf(tally->wrong[i], 16, "%s", tag);
		if (strcmp(tally->wrong[i], tag) == 0) {
			tally->wrong_count[i]++;
			return;
		}
	}
}

static void
try_window(struct tally *tally, size_t length, const char *tag,
    struct newsconv_text text)
{
	struct nc_language_guess guess;

	nc_language_guess(&text, 1, &guess);
	tally->tried[length]++;
	if (strcmp(guess.tag, "und") != 0) {
		by_confidence[guess.confidence / 10][0]++;
		by_confidence[guess.confidence / 10][1] += strcmp(guess.tag,
							       tag) == 0;
	}
	if (strcmp(guess.tag, tag) == 0)
		tally->right[length]++;
	else if (strcmp(guess.tag, "und") == 0)
		tally->unknown[length]++;
	if (length == 3 && strcmp(guess.tag, tag) != 0)
		note_wrong(tally, guess.tag);
}

/* The size in bytes of so many characters; the whole, when there are fewer. */
static size_t
bytes_of(const char *text, size_t size, size_t characters)
{
	size_t i = 0;

	while (i < size && characters > 0) {
		i++;
		while (i < size && ((unsigned char)text[i] & 0xc0) == 0x80)
			i++;
		characters--;
	}
	return i;
}

/* Windows that begin and end between words, evenly spread. */
static void
try_text(struct tally *tally, const char *tag, char *text, size_t size)
{
	size_t length, i;

	for (i = 0; i < size; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	for (length = 0; length < LENGTHS; length++) {
		size_t step = size / MOST_WINDOWS + 1, at = 0;
		size_t least = lengths[length];

		while (at < size) {
			size_t start = at, taken;

			while (start < size && text[start] != ' ' &&
			    start < at + 60)
				start++;
			while (start < size &&
			    ((unsigned char)text[start] & 0xc0) == 0x80)
				start++;
			taken = bytes_of(text + start, size - start, least);
			if (start + taken >= size)
				break;
			try_window(tally, length, tag,
			    (struct newsconv_text){text + start, taken});
			at = start + (taken > step ? taken : step);
		}
	}
}

static void
print_tally(const char *tag, const struct tally *tally)
{
	size_t i;

	printf("%-8s", tag);
	for (i = 0; i < LENGTHS; i++)
		if (tally->tried[i] == 0)
			printf("      -      ");
		else
			printf(" %5.1f (%4.1f) ",
			    100.0 * tally->right[i] / tally->tried[i],
			    100.0 * tally->unknown[i] / tally->tried[i]);
	for (i = 0; i < 8 && tally->wrong_count[i] > 0; i++)
		printf(" %s:%u", tally->wrong[i], tally->wrong_count[i]);
	putchar('\n');
}

int
main(int argc, char **argv)
{
	static struct list list;
	static struct tally tallies[MOST_LANGUAGES];
	double sums[LENGTHS] = {0};
	unsigned languages[LENGTHS] = {0};
	size_t l, i;
	int s;

	if (argc < 4) {
		fputs("usage: measure LANGUAGES TEXTS SOURCE...\n", stderr);
		return 64;
	}
	list_read(&list, argv[1]);
	printf("right in a hundred (unknown), by characters\n");
	printf("%-8s", "");
	for (i = 0; i < LENGTHS; i++)
		printf(" %5zu        ", lengths[i]);
	printf(" taken for, at 200\n");
	for (l = 0; l < list.count; l++) {
		const char *tag = list.languages[l].tag;

		for (s = 3; s < argc; s++) {
			size_t size;
			char *text = text_read(argv[2], argv[s], tag, &size);

			if (text != NULL)
				try_text(&tallies[l], tag, text, size);
			free(text);
		}
		if (tallies[l].tried[0] == 0)
			continue;
		print_tally(tag, &tallies[l]);
		for (i = 0; i < LENGTHS; i++)
			if (tallies[l].tried[i] > 0) {
				sums[i] += 100.0 * tallies[l].right[i] /
				    tallies[l].tried[i];
				languages[i]++;
			}
	}
	printf("%-8s", "mean");
	for (i = 0; i < LENGTHS; i++)
		printf(" %5.2f        ", sums[i] / languages[i]);
	putchar('\n');
	for (i = 0; i < 11; i++)
		if (by_confidence[i][0] > 0)
			printf("confidence %3zu to %3zu: %6u, right %5.1f\n",
			    10 * i, 10 * i + 9, by_confidence[i][0],
			    100.0 * by_confidence[i][1] / by_confidence[i][0]);
	return 0;
}
