/*
 * Language tags as RFC 5646 writes them: whether one is well-formed, and
 * which script its language is usually written in.  Registered meaning is not
 * checked; tags come from callers, who know their language.
 */
#include <string.h>

#include "language.h"
#include "utf8.h"

struct usual_script {
	const char *script;
	const char *tags; /* primary subtags between blanks */
};

static const struct usual_script usual_scripts[] = {
    {"Latn",
	" af az br bs ca ceb cs cy da de en eo es et eu fi fil fo fr fy ga "
	"gd gl ha hr ht hu id ig is it jv ku la lb lt lv mg mi ms mt nb nl "
	"nn no ny oc om pl pt ro rw sk sl sn so sq st su sv sw tk tl tn tr "
	"uz vi xh yo zu "},
    {"Cyrl", " ba be bg kk ky mk mn ru sr tg tt uk "},
    {"Arab",
	" acm aeb apc ar ary arz azb ckb fa glk ks lrc mzn pnb prs ps sd skr "
	"ug ur "},
    {"Deva", " hi mr ne sa "},
    {"Beng", " as bn "},
    {"Hebr", " he iw ji yi "},
    {"Ethi", " am ti "},
    {"Hani", " yue zh "},
    {"Jpan", " ja "},
    {"Kore", " ko "},
    {"Grek", " el "},
    {"Armn", " hy "},
    {"Geor", " ka "},
    {"Thai", " th "},
    {"Laoo", " lo "},
    {"Khmr", " km "},
    {"Mymr", " my "},
    {"Sinh", " si "},
    {"Taml", " ta "},
    {"Telu", " te "},
    {"Knda", " kn "},
    {"Mlym", " ml "},
    {"Gujr", " gu "},
    {"Guru", " pa "},
    {"Orya", " or "},
    {"Tibt", " bo dz "},
    {"Thaa", " dv "},
    {"Syrc", " aii arc syr "},
    {"Nkoo", " nqo "},
    /* Written by some, usual for none: only a tag that names them has them. */
    {"Hans", ""},
    {"Hant", ""},
    {"Rohg", " rhg "},
    {"Samr", " sam "},
    {"Adlm", ""},
    {"Mong", ""},
    {"Tfng", ""},
    {"Cher", ""},
};

static const size_t usual_script_count = sizeof(usual_scripts) /
    sizeof(usual_scripts[0]);

static const char *const rtl_scripts[] = {
    "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Mand", "Samr", "Rohg"};

/* RFC 5646, 2.1: the irregular ones; the regular ones match the grammar. */
static const char *const irregular_tags[] = {"en-gb-oed", "i-ami", "i-bnn",
    "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo",
    "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl",
    "sgn-ch-de"};

/* One subtag, as classes of characters and a size; size 0 ends the tag. */
struct subtag {
	const char *text;
	size_t size;
	size_t letters;
	size_t digits;
};

static struct subtag
subtag_at(const char *text)
{
	struct subtag subtag = {text, 0, 0, 0};

	while (text[subtag.size] != '\0' && text[subtag.size] != '-') {
		unsigned char c = (unsigned char)text[subtag.size++];

		subtag.digits += c >= '0' && c <= '9';
		subtag.letters += (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z');
	}
	return subtag;
}

/* After the hyphen; an empty one behind the last, or behind "a-". */
static struct subtag
subtag_next(struct subtag subtag)
{
	const char *end = subtag.text + subtag.size;

	return subtag_at(*end == '-' ? end + 1 : end);
}

static bool
only_letters(struct subtag subtag, size_t low, size_t high)
{
	return subtag.size >= low && subtag.size <= high &&
	    subtag.letters == subtag.size;
}

static bool
alphanumeric(struct subtag subtag, size_t low, size_t high)
{
	return subtag.size >= low && subtag.size <= high &&
	    subtag.letters + subtag.digits == subtag.size;
}

static bool
is_script(struct subtag subtag)
{
	return only_letters(subtag, 4, 4);
}

static bool
is_region(struct subtag subtag)
{
	return only_letters(subtag, 2, 2) ||
	    (subtag.size == 3 && subtag.digits == 3);
}

static bool
is_variant(struct subtag subtag)
{
	return alphanumeric(subtag, 5, 8) ||
	    (alphanumeric(subtag, 4, 4) && subtag.text[0] >= '0' &&
		subtag.text[0] <= '9');
}

static bool
is_private(struct subtag subtag)
{
	return subtag.size == 1 && nc_lower((unsigned char)*subtag.text) == 'x';
}

/* The language and what extends it: "zh", "zh-cmn"; an empty one if none. */
static struct subtag
skip_language(struct subtag subtag)
{
	bool extensible = subtag.size < 4;
	int i;

	subtag = subtag_next(subtag);
	for (i = 0; i < 3 && extensible && only_letters(subtag, 3, 3); i++)
		subtag = subtag_next(subtag);
	return subtag;
}

/* A singleton wants at least one subtag behind it. */
static bool
skip_extension(struct subtag *subtag, size_t low)
{
	struct subtag next = subtag_next(*subtag);

	if (!alphanumeric(next, low, 8))
		return false;
	while (alphanumeric(next, low, 8))
		next = subtag_next(next);
	*subtag = next;
	return true;
}

static bool
is_irregular(const char *tag)
{
	size_t i, k;

	for (i = 0; i < sizeof(irregular_tags) / sizeof(*irregular_tags); i++) {
		const char *known = irregular_tags[i];

		for (k = 0; known[k] != '\0'; k++)
			if (nc_lower((unsigned char)tag[k]) !=
			    (unsigned char)known[k])
				break;
		if (known[k] == '\0' && tag[k] == '\0')
			return true;
	}
	return false;
}

bool
nc_language_tag_valid(const char *tag)
{
	struct subtag subtag = subtag_at(tag);
	size_t size = strlen(tag);

	if (is_irregular(tag))
		return true;
	/* An empty subtag would look like the end. */
	if (size == 0 || tag[size - 1] == '-' || strstr(tag, "--") != NULL)
		return false;
	if (!is_private(subtag)) {
		if (!only_letters(subtag, 2, 8))
			return false;
		subtag = skip_language(subtag);
	}
	if (is_script(subtag))
		subtag = subtag_next(subtag);
	if (is_region(subtag))
		subtag = subtag_next(subtag);
	while (is_variant(subtag))
		subtag = subtag_next(subtag);
	while (alphanumeric(subtag, 1, 1) && !is_private(subtag))
		if (!skip_extension(&subtag, 2))
			return false;
	if (is_private(subtag) && !skip_extension(&subtag, 1))
		return false;
	return subtag.size == 0;
}

bool
nc_script_rtl(const char *script)
{
	size_t i;

	for (i = 0; i < sizeof(rtl_scripts) / sizeof(*rtl_scripts); i++)
		if (strcmp(script, rtl_scripts[i]) == 0)
			return true;
	return false;
}

static bool
same(struct subtag subtag, const char *name)
{
	size_t i;

	if (strlen(name) != subtag.size)
		return false;
	for (i = 0; i < subtag.size; i++)
		if (nc_lower((unsigned char)subtag.text[i]) !=
		    nc_lower((unsigned char)name[i]))
			return false;
	return true;
}

/* The script a tag names itself, as in "sr-Latn-RS". */
static const char *
named_script(struct subtag language)
{
	struct subtag subtag = skip_language(language);
	size_t i;

	if (!is_script(subtag))
		return NULL;
	for (i = 0; i < usual_script_count; i++)
		if (same(subtag, usual_scripts[i].script))
			return usual_scripts[i].script;
	return NULL;
}

static const char *
usual_script(struct subtag language)
{
	char wanted[8]; /* blank, 3 letters, blank */
	size_t i;

	if (!only_letters(language, 2, 3))
		return NULL;
	wanted[0] = ' ';
	for (i = 0; i < language.size; i++)
		wanted[i + 1] = (char)nc_lower((unsigned char)language.text[i]);
	wanted[i + 1] = ' ';
	wanted[i + 2] = '\0';
	for (i = 0; i < usual_script_count; i++)
		if (strstr(usual_scripts[i].tags, wanted) != NULL)
			return usual_scripts[i].script;
	return NULL;
}

const char *
nc_language_script(struct newsconv_text tag)
{
	char text[32] = ""; /* language and script stand in the first 20 */
	size_t size = tag.size < sizeof(text) - 1 ? tag.size : sizeof(text) - 1;
	struct subtag language;
	const char *script;

	memcpy(text, tag.data, size);
	language = subtag_at(text);
	script = named_script(language);
	if (script == NULL)
		script = usual_script(language);
	return script != NULL ? script : "Zyyy";
}

const char *
nc_language_comma(struct newsconv_text tag)
{
	static const struct {
		const char *script;
		const char *comma;
	} commas[] = {
	    {"Arab", "\xd8\x8c "},
	    {"Ethi", "\xe1\x8d\xa3 "},
	    {"Hani", "\xe3\x80\x81"},
	    {"Hans", "\xe3\x80\x81"},
	    {"Hant", "\xe3\x80\x81"},
	    {"Jpan", "\xe3\x80\x81"},
	};
	const char *script = nc_language_script(tag);
	size_t i;

	for (i = 0; i < sizeof(commas) / sizeof(*commas); i++)
		if (strcmp(script, commas[i].script) == 0)
			return commas[i].comma;
	return ", ";
}
