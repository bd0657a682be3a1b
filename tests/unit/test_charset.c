/* Which charset bytes are in, and by what it is known. */
#include "unit.h"

#include "charset.h"

struct sample {
	const char *bytes;
	size_t size;
	const char *name;
	enum newsconv_charset_method method;
};

#define SAMPLE(bytes, name, method) \
	{ \
		bytes, sizeof(bytes) - 1, name, NEWSCONV_CHARSET_##method \
	}

static void
check(const struct sample *samples, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct newsconv_text bytes = {
		    samples[i].bytes, samples[i].size};
		struct nc_charset_choice choice;

		assert_int_equal(
		    nc_charset_decide(&choice, NULL, bytes, NULL, NULL),
		    NEWSCONV_OK);
		assert_string_equal(choice.charset.name, samples[i].name);
		assert_int_equal(choice.method, samples[i].method);
		assert_in_range(choice.confidence, 1, 100);
	}
}

#define CHECK(samples) check(samples, sizeof(samples) / sizeof(*(samples)))

static void
a_byte_order_mark_decides(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("\xef\xbb\xbfx", "UTF-8", BOM),
	    SAMPLE("\xff\xfex\0", "UTF-16LE", BOM),
	    SAMPLE("\xfe\xff\0x", "UTF-16BE", BOM),
	    SAMPLE("\xff\xfe\0\0x\0\0\0", "UTF-32LE", BOM),
	    SAMPLE("\0\0\xfe\xff\0\0\0x", "UTF-32BE", BOM),
	    /* Three code units of UTF-16, the first of them NUL. */
	    SAMPLE("\xff\xfe\0\0x\0", "UTF-16LE", BOM),
	    /* Not UTF-8, but it says that it is. */
	    SAMPLE("\xef\xbb\xbf\xe9t\xe9", "UTF-8", BOM),
	};

	(void)state;
	CHECK(samples);
}

static void
zero_bytes_tell_utf_16_and_utf_32(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("T\0h\0e\0 \0c\0a\0t\0\n\0", "UTF-16LE", ZERO_BYTES),
	    SAMPLE("\0T\0h\0e\0 \0c\0a\0t", "UTF-16BE", ZERO_BYTES),
	    SAMPLE("\x14\4\x30\4.\0 \0\x1d\4\x35\4\x42\4.\0\n\0", "UTF-16LE",
		ZERO_BYTES),
	    /* Two lines of Chinese: the line ends are the only zeros. */
	    SAMPLE("\x02\x5e\x3f\x65\x9c\x5e\xa3\x5b\x03\x5e\x02\x30\n\0"
		   "\x0e\x66\x74\x5e\x9e\x5b\xbd\x65\x02\x30\n\0",
		"UTF-16LE", ZERO_BYTES),
	    SAMPLE("T\0\0\0h\0\0\0e\0\0\0\xe9\0\0\0", "UTF-32LE", ZERO_BYTES),
	    SAMPLE("\0\0\0T\0\0\0h\0\0\0e\0\0\0\n", "UTF-32BE", ZERO_BYTES),
	};

	(void)state;
	CHECK(samples);
}

static void
stray_zero_bytes_do_not_make_utf_16(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("ab\0cd ef", "US-ASCII", ASCII),
	    SAMPLE("A line, cut\0\0\0\0 and filled up.\n", "US-ASCII", ASCII),
	    SAMPLE("Un caf\xc3\xa9\0 noir.\n", "UTF-8", UTF8_VALID),
	};

	(void)state;
	CHECK(samples);
}

static void
utf_8_comes_before_any_guess(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("plain", "US-ASCII", ASCII),
	    SAMPLE("El ni\xc3\xb1o.", "UTF-8", UTF8_VALID),
	    /* The last character is cut. */
	    SAMPLE("El ni\xc3\xb1o \xe2\x80", "UTF-8", UTF8_VALID),
	    SAMPLE("El ni\xc3\xb1o \xc3", "UTF-8", UTF8_VALID),
	    /* No cut character: there is no whole one. */
	    SAMPLE("Un caf\xe9", "windows-1252", DETECTED),
	    /* Overlong forms and surrogates are no UTF-8 (RFC 3629, 3). */
	    SAMPLE("caf\xe9, \xc0\xaf", "windows-1252", DETECTED),
	};

	(void)state;
	CHECK(samples);
}

static void
one_bad_byte_in_a_thousand_leaves_utf_8(void **state)
{
	char bytes[4000];
	struct newsconv_text text = {bytes, sizeof(bytes)};
	struct nc_charset_choice choice;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bytes); i += 2)
		memcpy(bytes + i, i % 100 == 0 ? "\xc3\xa9" : "ab", 2);
	bytes[1001] = (char)0xff;
	nc_charset_decide(&choice, NULL, text, NULL, NULL);
	assert_string_equal(choice.charset.name, "UTF-8");
	assert_true(choice.confidence < 100);
}

static void
few_quotes_of_windows_1252_are_no_damaged_utf_8(void **state)
{
	char bytes[4000];
	struct newsconv_text text = {bytes, sizeof(bytes)};
	struct nc_charset_choice choice;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = i % 6 == 5 ? ' ' : 'a';
	memcpy(bytes + 1000, "it\x92s", 4);
	nc_charset_decide(&choice, NULL, text, NULL, NULL);
	assert_string_equal(choice.charset.name, "windows-1252");
}

static void
letters_tell_charsets_apart_that_statistics_confuse(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("Un caf\xe9.", "windows-1252", DETECTED),
	    SAMPLE("Die Stra\xdf"
		   "e f\xfchrt \xfc"
		   "ber den Flu\xdf.",
		"windows-1252", DETECTED),
	    SAMPLE("He said \x93no\x94 \x96 it\x92s late.", "windows-1252",
		DETECTED),
	    SAMPLE("Vl\xe1"
		   "da v \xfater\xfd \xf8"
		   "ekla, \x9e"
		   "e zm\xec"
		   "n\xed d\xe1lni\xe8n\xed pr\xf9jezd.",
		"windows-1250", DETECTED),
	    SAMPLE("W\xb3"
		   "adze og\xb3osi\xb3y, \xbf"
		   "e \xb6wiat\xb3"
		   "a "
		   "b\xea"
		   "d\xb1 dzia\xb3"
		   "a\xe6.",
		"ISO-8859-2", DETECTED),
	    SAMPLE("\xc2\xeb\xe0\xf1\xf2\xe8 \xe3\xee\xf0\xee\xe4\xe0 "
		   "\xee\xe1\xfa\xff\xe2\xe8\xeb\xe8 \xee "
		   "\xef\xf0\xe0\xe2\xe8\xeb\xe0\xf5.",
		"windows-1251", DETECTED),
	    SAMPLE("Antradien\xe1 taryba prane\xf0\xeb, kad tiltas bus u\xfe"
		   "darytas.",
		"windows-1257", DETECTED),
	    SAMPLE("\xc7"
		   "ar\xfe"
		   "amba g\xfcn\xfc k\xf6pr\xfcn\xfcn kapal\xfd "
		   "kalaca\xf0\xfdn\xfd a\xe7\xfdklad\xfd.",
		"windows-1254", DETECTED),
	    SAMPLE("Der B\x9frgermeister sagte, die Br\x9f"
		   "cke bleibe f\x9fr l\x8angere Zeit geschlossen, weil es "
		   "M\x8angel g\x8a"
		   "be.",
		"macintosh", DETECTED),
	    SAMPLE("\xf2\xc1\xc4\xc1 \xd0\xcf\xd7\xa6\xc4\xcf\xcd\xc9\xcc\xc1, "
		   "\xdd\xcf \xcd\xa6\xd3\xd4 \xa6 \xd7'\xa7\xda\xc4 "
		   "\xda\xc1\xcb\xd2\xc9\xd4\xa6.",
		"KOI8-U", DETECTED),
	    SAMPLE("A tan\xe1"
		   "cs szerint a \x84hidat\x94 \xf5szig nem nyitj\xe1k meg, "
		   "mert a "
		   "fel\xfaj\xedt\xe1s k\xf6lts\xe9ge t\xfal nagy.",
		"windows-1250", DETECTED),
	    SAMPLE("\xf7\xcc\xc1\xd3\xd4\xc9 \xc7\xcf\xd2\xcf\xc4\xc1 "
		   "\xcf\xc2\xdf\xd1\xd7\xc9\xcc\xc9 \xcf "
		   "\xd0\xd2\xc1\xd7\xc9\xcc\xc1\xc8.",
		"KOI8-R", DETECTED),
	};

	(void)state;
	CHECK(samples);
}

static void
east_asian_charsets_are_told(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("\x8es\x82\xcd\x90V\x82\xb5\x82\xa2\x8bK\x91\xa5\x82\xf0"
		   "\x94\xad\x95\\\x82\xb5\x82\xbd\x81"
		   "B",
		"Shift_JIS", DETECTED),
	    SAMPLE("\xbb\xd4\xa4\xcf\xbf\xb7\xa4\xb7\xa4\xa4\xb5\xac\xc2\xa7"
		   "\xa4\xf2\xc8\xaf\xc9\xbd\xa4\xb7\xa4\xbf\xa1\xa3",
		"EUC-JP", DETECTED),
	    SAMPLE("\033$B;T$O\033(B\n", "ISO-2022-JP", DETECTED),
	};

	(void)state;
	CHECK(samples);
}

static void
bytes_that_fit_nothing_fall_back_on_windows_1252(void **state)
{
	static const struct sample samples[] = {
	    SAMPLE("a\x81z\x8dz", "windows-1252", FALLBACK),
	};
	struct newsconv_text bytes = {samples[0].bytes, samples[0].size};
	struct nc_charset_choice choice;

	(void)state;
	CHECK(samples);
	nc_charset_decide(&choice, NULL, bytes, NULL, NULL);
	assert_true(choice.confidence < 50);
}

static void
the_option_comes_first(void **state)
{
	static const struct {
		const char *option;
		const char *bytes;
		size_t size;
		const char *name;
		size_t mark;
	} cases[] = {
	    {"ISO-8859-1", "x", 1, "windows-1252", 0},
	    {"utf8", "\xef\xbb\xbfx", 4, "UTF-8", 3},
	    {"latin1", "\xef\xbb\xbfx", 4, "windows-1252", 0},
	    {"sjis", "x", 1, "Shift_JIS", 0},
	    {"utf-16", "\xff\xfex\0", 4, "UTF-16LE", 2},
	    {"utf-16", "\x4e\x00", 2, "UTF-16BE", 0},
	    {"UTF-16", "T\0h\0e\0 \0", 8, "UTF-16LE", 0},
	    {"CP1258", "x", 1, "windows-1258", 0},
	    /* Not in our table: as the caller wrote it. */
	    {"iso-8859-14", "x", 1, "iso-8859-14", 0},
	};
	struct nc_arena *arena = nc_arena_new(1 << 16);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_text bytes = {cases[i].bytes, cases[i].size};
		struct nc_charset_choice choice;

		assert_int_equal(nc_charset_decide(&choice, arena, bytes,
				     cases[i].option, NULL),
		    NEWSCONV_OK);
		assert_string_equal(choice.charset.name, cases[i].name);
		assert_int_equal(choice.method, NEWSCONV_CHARSET_OPTION);
		assert_int_equal(choice.mark, cases[i].mark);
	}
	nc_arena_free(arena);
}

static void
a_name_that_is_no_charset_is_refused(void **state)
{
	/* IBM037 has its line ends and blanks elsewhere. */
	static const char *const names[] = {"", "no-such-charset",
	    "UTF-8//IGNORE", "a b", "IBM037",
	    "a-name-that-is-longer-than-any-charset-ever-was"};
	struct nc_arena *arena = nc_arena_new(1 << 16);
	struct newsconv_text bytes = {"x", 1};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct nc_charset_choice choice;
		struct newsconv_error error = {0};

		assert_int_equal(
		    nc_charset_decide(&choice, arena, bytes, names[i], &error),
		    NEWSCONV_BAD_VALUE);
		assert_int_equal(error.code, NEWSCONV_BAD_VALUE);
		assert_true(error.text[0] != '\0');
	}
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_byte_order_mark_decides),
	    cmocka_unit_test(zero_bytes_tell_utf_16_and_utf_32),
	    cmocka_unit_test(stray_zero_bytes_do_not_make_utf_16),
	    cmocka_unit_test(utf_8_comes_before_any_guess),
	    cmocka_unit_test(one_bad_byte_in_a_thousand_leaves_utf_8),
	    cmocka_unit_test(few_quotes_of_windows_1252_are_no_damaged_utf_8),
	    cmocka_unit_test(
		letters_tell_charsets_apart_that_statistics_confuse),
	    cmocka_unit_test(east_asian_charsets_are_told),
	    cmocka_unit_test(bytes_that_fit_nothing_fall_back_on_windows_1252),
	    cmocka_unit_test(the_option_comes_first),
	    cmocka_unit_test(a_name_that_is_no_charset_is_refused),
	};

	return RUN(tests);
}
