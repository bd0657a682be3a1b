/*
 * Deciding the charset, from what is certain to what is likely: the caller's
 * word, a byte order mark, zero bytes, ASCII, UTF-8.  UTF-8 comes before any
 * guess by statistics, since other text hardly ever is valid UTF-8, and since
 * such guesses take valid UTF-8 with few accents for something else.
 */
#include <string.h>

#include "charset.h"
#include "decoder.h"
#include "error.h"
#include "utf8.h"

enum { LONGEST_NAME = 40 };

struct mark {
	const char *bytes;
	size_t size;
	const char *name;
};

/* UTF-32LE before UTF-16LE, whose mark is the front of its own. */
static const struct mark marks[] = {
    {"\xef\xbb\xbf", 3, "UTF-8"},
    {"\xff\xfe\0\0", 4, "UTF-32LE"},
    {"\0\0\xfe\xff", 4, "UTF-32BE"},
    {"\xff\xfe", 2, "UTF-16LE"},
    {"\xfe\xff", 2, "UTF-16BE"},
};

enum { MARK_COUNT = sizeof(marks) / sizeof(*marks) };

static const struct mark *
find_mark(struct newsconv_text bytes)
{
	size_t i;

	for (i = 0; i < MARK_COUNT; i++) {
		if (bytes.size < marks[i].size ||
		    memcmp(bytes.data, marks[i].bytes, marks[i].size) != 0)
			continue;
		/* UTF-16 that begins with NUL, if it cannot be UTF-32. */
		if (marks[i].size == 4 && bytes.size % 4 != 0)
			continue;
		return &marks[i];
	}
	return NULL;
}

/* The mark's size if it is the one of this charset. */
static size_t
mark_size(const struct nc_charset *charset, struct newsconv_text bytes)
{
	size_t i;

	for (i = 0; i < MARK_COUNT; i++)
		if (strcmp(marks[i].name, charset->name) == 0 &&
		    bytes.size >= marks[i].size &&
		    memcmp(bytes.data, marks[i].bytes, marks[i].size) == 0)
			return marks[i].size;
	return 0;
}

/* iconv gives a meaning to "", "//TRANSLIT" and the like: not for us. */
static bool
is_name(const char *name)
{
	size_t size = strlen(name);

	return size > 0 && size <= LONGEST_NAME &&
	    strspn(name,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789-_.:+()") == size;
}

/*
 * UTF-16 and UTF-32 without a byte order in the name: by the mark, by the zero
 * bytes, or big-endian, as RFC 2781, 4.3, wants it.
 */
static const struct nc_charset *
find_unordered(const char *name, struct newsconv_text bytes)
{
	static const char *const names[][2] = {
	    {"UTF-16", "UTF-16BE"},
	    {"UTF16", "UTF-16BE"},
	    {"UCS-2", "UTF-16BE"},
	    {"UTF-32", "UTF-32BE"},
	    {"UTF32", "UTF-32BE"},
	    {"UCS-4", "UTF-32BE"},
	};
	const struct mark *mark = find_mark(bytes);
	const struct nc_charset *charset, *wide = NULL;
	size_t i, j;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		for (j = 0; name[j] != '\0' && names[i][0][j] != '\0'; j++)
			if ((name[j] & ~0x20) != (names[i][0][j] & ~0x20))
				break;
		if (name[j] != '\0' || names[i][0][j] != '\0')
			continue;
		charset = nc_charset_find(names[i][1]);
		if (mark != NULL)
			wide = nc_charset_find(mark->name);
		else
			nc_charset_wide(&wide, bytes);
		if (wide != NULL && wide->encoding == charset->encoding)
			return wide;
		return charset;
	}
	return NULL;
}

static int
decide_option(struct nc_charset_choice *choice, struct nc_arena *arena,
    struct newsconv_text bytes, const char *option,
    struct newsconv_error *error)
{
	const struct nc_charset *known;
	struct nc_decoder decoder;
	char printable[2 * LONGEST_NAME];
	int result;

	nc_printable(printable, sizeof(printable), option, strlen(option));
	if (!is_name(option))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "\"%s\" is no name of a charset", printable);
	known = find_unordered(option, bytes);
	if (known == NULL)
		known = nc_charset_find(option);
	if (known != NULL) {
		choice->charset = *known;
	} else {
		const char *name = nc_arena_copy(arena, option, strlen(option));

		if (name == NULL)
			return nc_error_memory(error);
		choice->charset.name = name;
		choice->charset.converter = name;
		choice->charset.encoding = NC_ENCODING_ICONV;
	}
	result = nc_decoder_open(&decoder, &choice->charset, error);
	if (result < 0)
		return result;
	nc_decoder_close(&decoder);
	choice->method = NEWSCONV_CHARSET_OPTION;
	choice->confidence = 100;
	choice->mark = mark_size(&choice->charset, bytes);
	return NEWSCONV_OK;
}

static void
choose(struct nc_charset_choice *choice, const char *name,
    enum newsconv_charset_method method, unsigned confidence)
{
	choice->charset = *nc_charset_find(name);
	choice->method = method;
	choice->confidence = confidence;
}

/* ISO-2022 is ASCII to the eye: its shifts are escape sequences (RFC 1468). */
static bool
is_iso_2022(const char **name, struct newsconv_text bytes)
{
	static const char *const shifts[][2] = {
	    {"\033$B", "ISO-2022-JP"},
	    {"\033$@", "ISO-2022-JP"},
	    {"\033(J", "ISO-2022-JP"},
	    {"\033$)C", "ISO-2022-KR"},
	};
	const char *escape = bytes.data;
	size_t left = bytes.size, i;

	while ((escape = memchr(escape, '\033', left)) != NULL) {
		left = bytes.size - (size_t)(escape - bytes.data);
		for (i = 0; i < sizeof(shifts) / sizeof(*shifts); i++) {
			size_t size = strlen(shifts[i][0]);

			if (left < size ||
			    memcmp(escape, shifts[i][0], size) != 0)
				continue;
			*name = shifts[i][1];
			return true;
		}
		escape++;
		left--;
	}
	return false;
}

/* Text in ASCII, which is UTF-8 that has not needed it yet. */
static void
decide_ascii(struct nc_charset_choice *choice, struct newsconv_text bytes)
{
	const char *name;

	if (is_iso_2022(&name, bytes)) {
		choose(choice, name, NEWSCONV_CHARSET_DETECTED, 95);
		return;
	}
	choose(choice, "UTF-8", NEWSCONV_CHARSET_ASCII, 100);
	choice->charset.name = "US-ASCII";
}

/*
 * UTF-8 with some broken places is still UTF-8 if whole characters are many
 * more than bad bytes, and those at most one in a thousand bytes.  The last
 * character may be cut.  With no whole character at all, the bad bytes are
 * more likely letters or quotes of another charset.
 */
static bool
is_utf8(struct newsconv_text bytes, unsigned *confidence)
{
	struct nc_charset utf8 = *nc_charset_find("UTF-8");
	struct nc_decoder decoder;
	size_t i = 0, whole = 0, bad = 0;

	*confidence = 100;
	if (nc_utf8_valid_prefix(bytes.data, bytes.size) == bytes.size)
		return true;
	nc_decoder_open(&decoder, &utf8, NULL);
	while (i < bytes.size) {
		unsigned char first = (unsigned char)bytes.data[i];
		uint32_t c[NC_STEP_MAX];
		size_t count, used;

		used = nc_decoder_step(
		    &decoder, bytes.data + i, bytes.size - i, c, &count);
		i += used;
		whole += c[0] != NC_INVALID && c[0] >= 0x80;
		if (c[0] != NC_INVALID)
			continue;
		if (i < bytes.size || first < 0xc2 || first > 0xf4)
			bad += used;
	}
	*confidence = bad == 0 ? 95 : 90;
	return whole > 0 &&
	    (bad == 0 ||
		(whole >= 4 * bad &&
		    (bad <= bytes.size / 1000 || whole >= 20 * bad)));
}

int
nc_charset_decide(struct nc_charset_choice *choice, struct nc_arena *arena,
    struct newsconv_text bytes, const char *option,
    struct newsconv_error *error)
{
	const struct mark *mark = find_mark(bytes);
	const struct nc_charset *wide;
	unsigned confidence;

	memset(choice, 0, sizeof(*choice));
	if (option != NULL)
		return decide_option(choice, arena, bytes, option, error);
	if (mark != NULL) {
		choose(choice, mark->name, NEWSCONV_CHARSET_BOM, 100);
		choice->mark = mark->size;
	} else if (nc_charset_wide(&wide, bytes)) {
		choose(choice, wide->name, NEWSCONV_CHARSET_ZERO_BYTES, 95);
	} else if (nc_ascii(bytes.data, bytes.size)) {
		decide_ascii(choice, bytes);
	} else if (is_utf8(bytes, &confidence)) {
		choose(
		    choice, "UTF-8", NEWSCONV_CHARSET_UTF8_VALID, confidence);
	} else {
		return nc_charset_legacy(choice, bytes, error);
	}
	return NEWSCONV_OK;
}
