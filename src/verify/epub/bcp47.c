/*
 * Language tags by the grammar of RFC 5646, 2.1:
 *
 *	language [-extlang] [-script] [-region] *(-variant) *(-extension)
 *	[-x-private use], or x-private use alone, or a grandfathered one
 */
#include <string.h>
#include <strings.h>

#include "bcp47.h"

/* The irregular ones; the regular ones fit the grammar. */
static const char *const grandfathered[] = {"en-GB-oed", "i-ami", "i-bnn",
    "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo",
    "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL",
    "sgn-CH-DE"};

/* A subtag: where it is, how long, what it is made of. */
struct subtag {
	const char *text;
	unsigned length;
	bool letters; /* only */
	bool digits;  /* only */
};

/* The subtag at *tag, which moves behind it; false: none, or malformed. */
static bool
next(const char **tag, struct subtag *subtag)
{
	const char *text = *tag;

	memset(subtag, 0, sizeof(*subtag));
	subtag->text = text;
	subtag->letters = subtag->digits = true;
	for (; *text != '\0' && *text != '-'; text++) {
		bool letter = (*text >= 'a' && *text <= 'z') ||
		    (*text >= 'A' && *text <= 'Z');
		bool digit = *text >= '0' && *text <= '9';

		if (!letter && !digit)
			return false;
		subtag->letters &= letter;
		subtag->digits &= digit;
		subtag->length++;
	}
	if (subtag->length == 0 || subtag->length > 8)
		return false;
	/* A hyphen at the end leaves an empty subtag, which is malformed. */
	*tag = *text == '-' ? text + 1 : text;
	return text[0] == '\0' || text[1] != '\0';
}

enum place { LANGUAGE, EXTLANG, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE };

/* Where in the tag this subtag can stand at the earliest; -1: nowhere. */
static int
place_of(const struct subtag *subtag, enum place after, unsigned language)
{
	unsigned length = subtag->length;

	if (after == EXTENSION && length > 1)
		return EXTENSION;
	if (length == 1)
		return subtag->text[0] == 'x' || subtag->text[0] == 'X'
		    ? PRIVATE
		    : EXTENSION;
	if (length == 3 && subtag->letters && after <= EXTLANG && language <= 3)
		return EXTLANG;
	if (length == 4 && subtag->letters && after < SCRIPT)
		return SCRIPT;
	if (((length == 2 && subtag->letters) ||
		(length == 3 && subtag->digits)) &&
	    after < REGION)
		return REGION;
	if (length >= 5 ||
	    (length == 4 && subtag->text[0] >= '0' && subtag->text[0] <= '9'))
		return after <= VARIANT ? (int)VARIANT : -1;
	return -1;
}

static bool
follows(const char *tag, unsigned language)
{
	enum place place = LANGUAGE;
	unsigned extlangs = 0;
	bool single = false; /* an x or an extension that has nothing yet */

	while (*tag != '\0') {
		struct subtag subtag;
		int found;

		if (!next(&tag, &subtag))
			return false;
		if (place == PRIVATE) {
			single = false;
			continue;
		}
		if (single && subtag.length == 1)
			return false;
		found = place_of(&subtag, place, language);
		if (found < 0 || (found == EXTLANG && ++extlangs > 3))
			return false;
		place = (enum place)found;
		single = subtag.length == 1;
	}
	return !single;
}

bool
nc_bcp47_tag(const char *tag)
{
	struct subtag subtag;
	size_t i;

	for (i = 0; i < sizeof(grandfathered) / sizeof(grandfathered[0]); i++) {
		if (strcasecmp(tag, grandfathered[i]) == 0)
			return true;
	}
	if (!next(&tag, &subtag))
		return false;
	if (subtag.length == 1 &&
	    (subtag.text[0] == 'x' || subtag.text[0] == 'X')) {
		if (*tag == '\0')
			return false;
		while (*tag != '\0') {
			if (!next(&tag, &subtag))
				return false;
		}
		return true;
	}
	return subtag.letters && subtag.length >= 2 &&
	    follows(tag, subtag.length);
}
