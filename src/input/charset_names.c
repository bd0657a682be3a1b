/*
 * The names of charsets.  A name in the wild often means a superset of what
 * the standard says: texts that are called ISO-8859-1 are windows-1252, and so
 * on for the others.  The superset decodes both, so it is what we ask iconv
 * for; the first column is what we call it.
 */
#include <string.h>

#include "charset.h"

struct row {
	struct nc_charset charset;
	const char *aliases; /* space-separated */
};

#define ICONV(name, converter) \
	{ \
		name, converter, NC_ENCODING_ICONV, false \
	}

#define EAST_ASIAN(name, converter) \
	{ \
		name, converter, NC_ENCODING_EAST_ASIAN, false \
	}

static const struct row rows[] = {
    {{"UTF-8", "UTF-8", NC_ENCODING_UTF8, false}, "cp65001"},
    {{"UTF-16LE", "UTF-16LE", NC_ENCODING_UTF16, false}, "ucs-2le"},
    {{"UTF-16BE", "UTF-16BE", NC_ENCODING_UTF16, true}, "ucs-2be"},
    {{"UTF-32LE", "UTF-32LE", NC_ENCODING_UTF32, false}, "ucs-4le"},
    {{"UTF-32BE", "UTF-32BE", NC_ENCODING_UTF32, true}, "ucs-4be"},
    {{"windows-1252", "CP1252", NC_ENCODING_WINDOWS_1252, false},
	"cp1252 iso-8859-1 latin1 l1 cp819"},
    {ICONV("US-ASCII", "US-ASCII"), "ascii us ansi_x3.4-1968 iso646-us"},
    {ICONV("windows-1250", "CP1250"), "cp1250"},
    {ICONV("windows-1251", "CP1251"), "cp1251"},
    {ICONV("windows-1253", "CP1253"), "cp1253"},
    {ICONV("windows-1254", "CP1254"), "cp1254 iso-8859-9 latin5"},
    {ICONV("windows-1255", "CP1255"), "cp1255 iso-8859-8"},
    {ICONV("windows-1256", "CP1256"), "cp1256"},
    {ICONV("windows-1257", "CP1257"), "cp1257 iso-8859-13"},
    {ICONV("windows-1258", "CP1258"), "cp1258"},
    {ICONV("windows-874", "CP874"), "cp874 tis-620 iso-8859-11"},
    {ICONV("ISO-8859-2", "ISO-8859-2"), "latin2"},
    {ICONV("ISO-8859-3", "ISO-8859-3"), "latin3"},
    {ICONV("ISO-8859-4", "ISO-8859-4"), "latin4"},
    {ICONV("ISO-8859-5", "ISO-8859-5"), "cyrillic"},
    {ICONV("ISO-8859-6", "ISO-8859-6"), "arabic"},
    {ICONV("ISO-8859-7", "ISO-8859-7"), "greek"},
    {ICONV("ISO-8859-10", "ISO-8859-10"), "latin6"},
    {ICONV("ISO-8859-15", "ISO-8859-15"), "latin9"},
    {ICONV("ISO-8859-16", "ISO-8859-16"), "latin10"},
    {ICONV("KOI8-R", "KOI8-R"), "koi8"},
    {ICONV("KOI8-U", "KOI8-U"), "koi8u"},
    {ICONV("IBM852", "IBM852"), "cp852"},
    {ICONV("IBM855", "IBM855"), "cp855"},
    {ICONV("IBM862", "IBM862"), "cp862"},
    {ICONV("IBM865", "IBM865"), "cp865"},
    {ICONV("IBM866", "IBM866"), "cp866"},
    {ICONV("VISCII", "VISCII"), "csviscii"},
    {EAST_ASIAN("Shift_JIS", "CP932"), "sjis cp932 windows-31j ms_kanji"},
    {EAST_ASIAN("EUC-JP", "EUC-JP-MS"), "eucjp ujis"},
    {ICONV("ISO-2022-JP", "ISO-2022-JP"), "csiso2022jp"},
    {ICONV("ISO-2022-KR", "ISO-2022-KR"), "csiso2022kr"},
    {EAST_ASIAN("EUC-KR", "CP949"), "euckr cp949 uhc ks_c_5601-1987"},
    {EAST_ASIAN("GB18030", "GB18030"), "gbk gb2312 euc-cn cp936"},
    {EAST_ASIAN("Big5", "BIG5"), "cp950"},
    {ICONV("EUC-TW", "EUC-TW"), "euctw"},
    {ICONV("macintosh", "MACINTOSH"), "mac macroman"},
    {ICONV("MAC-CYRILLIC", "MAC-CYRILLIC"), "x-mac-cyrillic"},
};

enum { ROW_COUNT = sizeof(rows) / sizeof(*rows) };

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
counts(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* "utf8" is "UTF-8": case and punctuation do not count. */
static bool
same_name(const char *a, size_t a_size, const char *b)
{
	const char *a_end = a + a_size;

	for (;;) {
		while (a < a_end && !counts(lower(*a)))
			a++;
		while (*b != '\0' && !counts(lower(*b)))
			b++;
		if (a == a_end || *b == '\0')
			return a == a_end && *b == '\0';
		if (lower(*a++) != lower(*b++))
			return false;
	}
}

static bool
has_alias(const char *aliases, const char *name)
{
	while (*aliases != '\0') {
		size_t size = strcspn(aliases, " ");

		if (same_name(aliases, size, name))
			return true;
		aliases += size;
		aliases += strspn(aliases, " ");
	}
	return false;
}

const struct nc_charset *
nc_charset_find(const char *name)
{
	size_t i;

	for (i = 0; i < ROW_COUNT; i++) {
		const char *own = rows[i].charset.name;

		if (same_name(own, strlen(own), name) ||
		    has_alias(rows[i].aliases, name))
			return &rows[i].charset;
	}
	return NULL;
}

size_t
nc_charset_unit(const struct nc_charset *charset)
{
	switch (charset->encoding) {
	case NC_ENCODING_UTF16:
		return 2;
	case NC_ENCODING_UTF32:
		return 4;
	default:
		return 1;
	}
}

uint32_t
nc_charset_read_unit(const struct nc_charset *charset, const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;
	size_t unit = nc_charset_unit(charset), i;
	uint32_t value = 0;

	for (i = 0; i < unit; i++)
		value = value << 8 | b[charset->big_endian ? i : unit - 1 - i];
	return value;
}
