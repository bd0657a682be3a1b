/* Input as a whole: what is refused, what is repaired, what is recorded. */
#include "unit.h"

#include "input.h"
#include "utf8.h"

static struct nc_arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = nc_arena_new((size_t)256 << 20);
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	nc_arena_free(arena);
	return 0;
}

static int
try(struct nc_dump *dump, const char *bytes, size_t size, const char *charset,
    struct newsconv_error *error)
{
	struct newsconv_text text = {nc_arena_copy(arena, bytes, size), size};

	assert_non_null(text.data);
	memset(dump, 0, sizeof(*dump));
	memset(error, 0, sizeof(*error));
	return nc_input_decode(dump, arena, text, charset, error);
}

static void
refused(const char *bytes, size_t size, int result, const char *words)
{
	struct nc_dump dump;
	struct newsconv_error error;

	assert_int_equal(try(&dump, bytes, size, NULL, &error), result);
	assert_int_equal(error.code, result);
	assert_string_equal(error.text, words);
}

#define REFUSED(bytes, result, words) \
	refused(bytes, sizeof(bytes) - 1, result, words)

static void
what_holds_nothing_is_empty(void **state)
{
	(void)state;
	REFUSED("", NEWSCONV_EMPTY, "is empty (0 bytes)");
	REFUSED("\n", NEWSCONV_EMPTY, "holds nothing but white space (1 byte)");
	REFUSED("  \r\n\t\xc2\xa0\xe3\x80\x80\f\n", NEWSCONV_EMPTY,
	    "holds nothing but white space (12 bytes)");
	REFUSED("\xef\xbb\xbf", NEWSCONV_EMPTY,
	    "holds nothing but white space (3 bytes)");
	REFUSED("\xff\xfe\n\0 \0", NEWSCONV_EMPTY,
	    "holds nothing but white space (6 bytes)");
}

static void
binary_files_are_named(void **state)
{
	(void)state;
	REFUSED("\x89PNG\r\n\x1a\n....", NEWSCONV_BINARY,
	    "is not text: begins like a PNG image");
	REFUSED("\x7f"
		"ELF\2\1\1",
	    NEWSCONV_BINARY, "is not text: begins like an ELF program");
	REFUSED("%PDF-1.7\n", NEWSCONV_BINARY,
	    "is not text: begins like a PDF document");
	REFUSED("PK\3\4\n", NEWSCONV_BINARY,
	    "is not text: begins like a ZIP archive");
	REFUSED("\x1f\x8b\b", NEWSCONV_BINARY,
	    "is not text: begins like a gzip file");
	REFUSED("RIFF\x24\0\0\0WAVE", NEWSCONV_BINARY,
	    "is not text: begins like a RIFF file");
}

static void
words_that_are_magic_numbers_are_words(void **state)
{
	static const char *const texts[] = {"MZ is a pair of letters.",
	    "BMW sold more cars.", "RIFF is a word.", "ID3 tags are old.",
	    "The ftyp box", "GIF images are old."};
	struct nc_dump dump;
	struct newsconv_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(
		    try(&dump, texts[i], strlen(texts[i]), NULL, &error),
		    NEWSCONV_OK);
}

static void
many_control_characters_are_not_text(void **state)
{
	char bytes[1024];

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	memset(bytes + 100, 1, 23);
	refused(bytes, sizeof(bytes), NEWSCONV_BINARY,
	    "is not text: 23 of the first 512 bytes are control characters");
	memset(bytes, 'a', sizeof(bytes));
	memset(bytes + 600, 1, 100);
	refused(bytes, sizeof(bytes), NEWSCONV_BINARY,
	    "is not text: 100 of its 1024 bytes are control characters");
}

struct repair {
	const char *bytes;
	size_t size;
	const char *charset;
	const char *text;
	enum newsconv_repair kind;
	uint64_t count;
};

#define REPAIR(bytes, charset, text, kind, count) \
	{ \
		bytes, sizeof(bytes) - 1, charset, text, \
		    NEWSCONV_REPAIR_##kind, count \
	}

static const struct repair repairs[] = {
    REPAIR("a\xff"
	   "b\xe2\x80"
	   "c",
	"UTF-8",
	"a\xef\xbf\xbd"
	"b\xef\xbf\xbd"
	"c",
	INVALID_BYTES, 2),
    REPAIR("\xed\xa0\x80", "UTF-8", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
	INVALID_BYTES, 3),
    REPAIR("a\x81"
	   "b",
	"windows-1252",
	"a\xef\xbf\xbd"
	"b",
	INVALID_BYTES, 1),
    REPAIR("\0\xd8"
	   "a\0",
	"UTF-16LE",
	"\xef\xbf\xbd"
	"a",
	INVALID_BYTES, 1),
    REPAIR("\x8e\n", "Shift_JIS", "\xef\xbf\xbd", INVALID_BYTES, 1),
    REPAIR("a\0b\0", NULL, "ab", NUL, 2),
    REPAIR("a\1\x1b\x7f"
	   "b",
	NULL, "ab", CONTROL, 3),
    REPAIR("a\xef\xbf\xbf\xef\xb7\x90"
	   "b\xc2\x81",
	NULL, "ab", CONTROL, 3),
    REPAIR("it\xc2\x92s \xc2\x80", NULL, "it\xe2\x80\x99s \xe2\x82\xac",
	C1_AS_CP1252, 2),
    REPAIR("a\x93", "ISO-8859-2", "a\xe2\x80\x9c", C1_AS_CP1252, 1),
    REPAIR("a\xef\xbb\xbf\xe2\x81\xa0 b", NULL, "a b", ZERO_WIDTH, 2),
    REPAIR("so\xc2\xad"
	   "ft",
	NULL, "soft", SOFT_HYPHEN, 1),
    REPAIR("  a  b\tc d \t", NULL, "a b c d", WHITE_SPACE, 2),
    REPAIR("a \0 b", NULL, "a b", WHITE_SPACE, 1),
    REPAIR("a\xc2\xa0\xe3\x80\x80 b", NULL, "a\xc2\xa0\xe3\x80\x80 b",
	WHITE_SPACE, 0),
    REPAIR("cafe\xcc\x81", NULL, "caf\xc3\xa9", NFC, 1),
    REPAIR("caf\xc3\xa9", NULL, "caf\xc3\xa9", NFC, 0),
    /* Two Jamo that make a syllable; the Kelvin sign is a K. */
    REPAIR("\xe1\x84\x92\xe1\x85\xa1", NULL, "\xed\x95\x98", NFC, 1),
    REPAIR("5 \xe2\x84\xaa", NULL, "5 K", NFC, 1),
    /* UTF-8 that was read as windows-1252: once, twice, and in places. */
    REPAIR("CafÃ© dâ€™Ã‰tÃ©", NULL, "Café d’Été", MOJIBAKE, 4),
    REPAIR("l'Ã©tÃƒÂ©", NULL, "l'été", MOJIBAKE, 4),
    REPAIR("Ð\xc2\x9fÑ€Ð¸Ð²ÐµÑ‚", NULL, "Привет", MOJIBAKE, 6),
    REPAIR(
	"Die StraÃŸe — für alle", NULL, "Die Straße — für alle", MOJIBAKE, 1),
    REPAIR("ï»¿It was", NULL, "It was", MOJIBAKE, 1),
    REPAIR("Ã\xc2\x81rbol", NULL, "Árbol", MOJIBAKE, 1),
    /* ... as windows-1251, as windows-1250. */
    REPAIR("РЎРѕРІРµС‚ СЃРѕРѕР±С‰РёР», С‡С‚Рѕ РјРѕСЃС‚ Р·Р°РєСЂС‹С‚", NULL,
	"Совет сообщил, что мост закрыт", MOJIBAKE, 25),
    REPAIR("Rada Ĺ™ekla, Ĺľe pĹ™Ă­ĹˇtĂ­ tĂ˝den zaÄŤne", NULL,
	"Rada řekla, že příští týden začne", MOJIBAKE, 8),
    REPAIR("РОССИЯ И США: «СССР» — ЕЁ РЁВ", NULL,
	"РОССИЯ И США: «СССР» — ЕЁ РЁВ", MOJIBAKE, 0),
    /* Text that only looks like it. */
    REPAIR("«Ô», «Â», CAFÉ», IRMÃ», à « é »", NULL,
	"«Ô», «Â», CAFÉ», IRMÃ», à « é »", MOJIBAKE, 0),
    REPAIR("at the café”—which", NULL, "at the café”—which", MOJIBAKE, 0),
    REPAIR("DÉJÀ…", NULL, "DÉJÀ…", MOJIBAKE, 0),
    REPAIR("was \xef\xbf\xbd lost", NULL, "was \xef\xbf\xbd lost", LOST, 1),
    REPAIR("a\xe2\x80\xae"
	   "b\xe2\x80\xac",
	NULL, "ab", BIDI, 2),
    REPAIR("\u05d0\u200f! \u2067a\u2069", NULL, "\u05d0! a", BIDI, 3),
    /* Joiners inside Persian words, and between emoji, are text. */
    REPAIR("می\xe2\x80\x8cشود", NULL, "می\xe2\x80\x8cشود", ZERO_WIDTH, 0),
    REPAIR("می\xe2\x80\x8c شود\xe2\x80\x8c", NULL, "می شود", ZERO_WIDTH, 2),
    REPAIR("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", NULL,
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", ZERO_WIDTH, 0),
    REPAIR("ภาษา\xe2\x80\x8bไทย", NULL, "ภาษา\xe2\x80\x8bไทย", ZERO_WIDTH, 0),
    REPAIR("and\xe2\x80\x8b so", NULL, "and so", ZERO_WIDTH, 1),
    REPAIR("a\xe1\xa0\x8e"
	   "b",
	NULL, "ab", ZERO_WIDTH, 1),
};

static void
each_repair_is_made_and_counted(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(repairs) / sizeof(*repairs); i++) {
		const struct repair *repair = &repairs[i];
		struct nc_dump dump;
		struct newsconv_error error;

		if (try(&dump, repair->bytes, repair->size, repair->charset,
			&error) < 0)
			fail_msg("case %zu: %s", i, error.text);
		assert_int_equal(dump.line_count, 1);
		assert_text(dump.lines[0].text, repair->text);
		assert_int_equal(
		    dump.source.repairs[repair->kind], repair->count);
	}
}

static void
a_line_of_nothing_visible_is_kept_without_text(void **state)
{
	struct nc_dump dump;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    try(&dump, "a\n\0\0\n\xef\xbb\xbf\nb", 10, NULL, &error),
	    NEWSCONV_OK);
	assert_int_equal(dump.line_count, 4);
	assert_int_equal(dump.lines[1].text.size, 0);
	assert_non_null(dump.lines[1].text.data);
	assert_int_equal(dump.lines[1].start, 2);
	assert_int_equal(dump.lines[1].end, 4);
	assert_int_equal(dump.lines[2].text.size, 0);
	assert_int_equal(dump.lines[3].blank_before, 0);
}

static void
letters_that_need_joiners_keep_them(void **state)
{
	static const char persian[] =
	    "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb4\xd9\x88\xd8\xaf";
	struct nc_dump dump;
	struct newsconv_error error;

	(void)state;
	try(&dump, persian, sizeof(persian) - 1, NULL, &error);
	assert_text(dump.lines[0].text, persian);
}

/* Sorting the marks would take hours: they are left in their order. */
static void
a_million_combining_marks_do_not_stop_the_program(void **state)
{
	size_t count = 1000000, i;
	char *bytes = malloc(2 * count);
	struct nc_dump dump;
	struct newsconv_error error;

	(void)state;
	assert_non_null(bytes);
	for (i = 0; i < count; i++)
		memcpy(
		    bytes + 2 * i, i < count / 2 ? "\xcc\x81" : "\xcc\x96", 2);
	assert_int_equal(
	    try(&dump, bytes, 2 * count, NULL, &error), NEWSCONV_OK);
	assert_int_equal(dump.lines[0].text.size, 2 * count);
	free(bytes);
}

static void
the_source_is_described_and_unchanged(void **state)
{
	static const char bytes[] = "\xef\xbb\xbf  One\0line \r\n";
	struct nc_dump dump;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    try(&dump, bytes, sizeof(bytes) - 1, NULL, &error), NEWSCONV_OK);
	assert_int_equal(dump.source.bytes.size, sizeof(bytes) - 1);
	assert_memory_equal(dump.source.bytes.data, bytes, sizeof(bytes) - 1);
	assert_text(dump.source.charset, "UTF-8");
	assert_int_equal(dump.source.charset_method, NEWSCONV_CHARSET_BOM);
	assert_int_equal(dump.source.charset_confidence, 100);
	assert_int_equal(dump.source.bom, 1);
	assert_int_equal(dump.source.newlines, NEWSCONV_NEWLINES_CRLF);
	assert_int_equal(dump.lines[0].start, 5);
	assert_int_equal(dump.lines[0].end, 13);
}

static void
no_charset_of_that_name_is_a_bad_value(void **state)
{
	struct nc_dump dump;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    try(&dump, "a", 1, "klingon", &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(
	    error.text, "no charset \"klingon\" is known to iconv");
}

static void
no_room_in_the_arena_is_a_result(void **state)
{
	struct nc_arena *small = nc_arena_new(64);
	struct newsconv_text bytes = {"a\nb\nc\nd\ne\n", 10};
	struct nc_dump dump;
	struct newsconv_error error = {0};

	(void)state;
	memset(&dump, 0, sizeof(dump));
	assert_int_equal(nc_input_decode(&dump, small, bytes, NULL, &error),
	    NEWSCONV_NO_MEMORY);
	nc_arena_free(small);
}

/* Whatever the bytes: text that XML 1.0, 2.2, allows, spans in order. */
static void
any_bytes_give_legal_text_and_ordered_spans(void **state)
{
	static const char *const charsets[] = {NULL, "UTF-8", "UTF-16BE",
	    "UTF-32LE", "Shift_JIS", "GB18030", "ISO-2022-JP", "KOI8-R"};
	uint32_t seed = 1;
	size_t round, i, j;

	(void)state;
	for (round = 0; round < 400; round++) {
		const char *charset = charsets[round % 8];
		struct nc_dump dump;
		struct newsconv_error error;
		char bytes[256];
		uint64_t end = 0;

		for (i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525 + 1013904223;
			/* Fewer control characters than chance has. */
			bytes[i] = (char)(seed >> 24 | (i % 3 ? 0x40 : 0x20));
			if ((seed >> 16) % 16 == 0)
				bytes[i] = '\n';
		}
		if (try(&dump, bytes, sizeof(bytes), charset, &error) < 0)
			continue;
		for (i = 0; i < dump.line_count; i++) {
			struct newsconv_text text = dump.lines[i].text;
			uint32_t c;
			size_t length;

			assert_true(dump.lines[i].start >= end);
			assert_true(dump.lines[i].end > dump.lines[i].start);
			end = dump.lines[i].end;
			for (j = 0; j < text.size; j += length) {
				length = nc_utf8_decode(
				    text.data + j, text.size - j, &c);
				assert_int_not_equal(length, 0);
				assert_true(c >= 0x20 && c != 0x7f);
				assert_true(c < 0x80 || c > 0x9f);
				assert_true((c & 0xfffe) != 0xfffe);
			}
		}
		assert_true(end <= sizeof(bytes));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_holds_nothing_is_empty),
	    cmocka_unit_test(binary_files_are_named),
	    cmocka_unit_test(words_that_are_magic_numbers_are_words),
	    cmocka_unit_test(many_control_characters_are_not_text),
	    cmocka_unit_test(each_repair_is_made_and_counted),
	    cmocka_unit_test(a_line_of_nothing_visible_is_kept_without_text),
	    cmocka_unit_test(letters_that_need_joiners_keep_them),
	    cmocka_unit_test(a_million_combining_marks_do_not_stop_the_program),
	    cmocka_unit_test(the_source_is_described_and_unchanged),
	    cmocka_unit_test(no_charset_of_that_name_is_a_bad_value),
	    cmocka_unit_test(no_room_in_the_arena_is_a_result),
	    cmocka_unit_test(any_bytes_give_legal_text_and_ordered_spans),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
