/* Lines: where they end, which bytes they are, what stands around them. */
#include "unit.h"

#include "input.h"

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

static struct nc_dump
decode(const char *bytes, size_t size, const char *charset)
{
	struct newsconv_text text = {nc_arena_copy(arena, bytes, size), size};
	struct nc_dump dump;
	struct newsconv_error error = {0};

	memset(&dump, 0, sizeof(dump));
	assert_non_null(text.data);
	if (nc_input_decode(&dump, arena, text, charset, &error) < 0)
		fail_msg("%s", error.text);
	return dump;
}

#define DECODE(bytes, charset) decode(bytes, sizeof(bytes) - 1, charset)

static void
line_is(const struct nc_dump *dump, size_t i, const char *text, uint64_t number,
    uint64_t start, uint64_t end)
{
	assert_in_range(i + 1, 1, dump->line_count);
	assert_text(dump->lines[i].text, text);
	assert_int_equal(dump->lines[i].number, number);
	assert_int_equal(dump->lines[i].start, start);
	assert_int_equal(dump->lines[i].end, end);
}

static void
lf_crlf_and_cr_count_lines(void **state)
{
	struct nc_dump dump = DECODE("a\nb\r\nc\rd\r\r\ne", NULL);

	(void)state;
	assert_int_equal(dump.line_count, 5);
	line_is(&dump, 0, "a", 1, 0, 1);
	line_is(&dump, 1, "b", 2, 2, 3);
	line_is(&dump, 2, "c", 3, 5, 6);
	line_is(&dump, 3, "d", 4, 7, 8);
	line_is(&dump, 4, "e", 6, 11, 12);
	assert_int_equal(dump.source.newlines, NEWSCONV_NEWLINES_MIXED);
}

/* glibc's converter forgets that it gave the accent out. */
static void
what_a_converter_holds_back_comes_out_once(void **state)
{
	struct nc_dump dump = DECODE("\xab\xc4 a\n\xa4\xab b", "EUC-JISX0213");

	(void)state;
	line_is(&dump, 0, "\xc3\xa6\xcc\x80 a", 1, 0, 4);
	line_is(&dump, 1, "\xe3\x81\x8b b", 2, 5, 9);
}

static void
other_line_ends_split_and_do_not_count(void **state)
{
	struct nc_dump dump = DECODE("a\vb\fc\xc2\x85"
				     "d\xe2\x80\xa8"
				     "e\xe2\x80\xa9"
				     "f\ng",
	    NULL);
	size_t i;

	(void)state;
	assert_int_equal(dump.line_count, 7);
	for (i = 0; i < 6; i++)
		assert_int_equal(dump.lines[i].number, 1);
	line_is(&dump, 3, "d", 1, 7, 8);
	line_is(&dump, 6, "g", 2, 17, 18);
	assert_int_equal(dump.source.newlines, NEWSCONV_NEWLINES_LF);
}

static void
the_kind_of_line_end_is_told(void **state)
{
	(void)state;
	assert_int_equal(
	    DECODE("a", NULL).source.newlines, NEWSCONV_NEWLINES_NONE);
	assert_int_equal(
	    DECODE("a\n", NULL).source.newlines, NEWSCONV_NEWLINES_LF);
	assert_int_equal(
	    DECODE("a\r\nb\r\n", NULL).source.newlines, NEWSCONV_NEWLINES_CRLF);
	assert_int_equal(
	    DECODE("a\rb", NULL).source.newlines, NEWSCONV_NEWLINES_CR);
}

static void
blank_lines_show_in_the_line_after_them(void **state)
{
	struct nc_dump dump = DECODE(
	    "\n \n\ta\n\xc2\xa0\n\xe3\x80\x80 \n\nb\nc\n\n", NULL);

	(void)state;
	assert_int_equal(dump.line_count, 3);
	assert_int_equal(dump.lines[0].blank_before, 2);
	assert_int_equal(dump.lines[0].number, 3);
	assert_int_equal(dump.lines[1].blank_before, 3);
	assert_int_equal(dump.lines[1].number, 7);
	assert_int_equal(dump.lines[2].blank_before, 0);
}

static void
an_indent_is_counted_in_columns(void **state)
{
	struct nc_dump dump = DECODE("a\n  b\n\tc\n  \td\n"
				     "\xe3\x80\x80\xe5\xb8\x82\n\xc2\xa0"
				     "e",
	    NULL);
	static const uint32_t columns[] = {0, 2, 8, 8, 2, 1};
	size_t i;

	(void)state;
	assert_int_equal(dump.line_count, 6);
	for (i = 0; i < 6; i++)
		assert_int_equal(dump.lines[i].indent, columns[i]);
}

static void
spans_leave_white_space_out_in_utf_8(void **state)
{
	/* A no-break space, an em space; the last bytes are no white space. */
	struct nc_dump dump = DECODE("\xc2\xa0 a \xe2\x80\x83\n"
				     "b\xe2\x80\x82\x80\n\xe2\x80",
	    "UTF-8");

	(void)state;
	line_is(&dump, 0, "a", 1, 3, 4);
	line_is(&dump, 1, "b\xe2\x80\x82\xef\xbf\xbd", 2, 9, 14);
	line_is(&dump, 2, "\xef\xbf\xbd", 3, 15, 17);
	dump = DECODE("a\xc2\xa0\x80", "UTF-8");
	line_is(&dump, 0, "a\xc2\xa0\xef\xbf\xbd", 1, 0, 4);
}

static void
spans_leave_white_space_out_in_utf_16(void **state)
{
	struct nc_dump dump = DECODE("\xff\xfe\x00\x30"
				     "a\0 \0\n\0\r\0\n\0\xe9\0\x28\x20"
				     "b\0\x3d\xd8\x00\xde",
	    NULL);

	(void)state;
	assert_true(dump.source.bom);
	assert_int_equal(dump.line_count, 3);
	line_is(&dump, 0, "a", 1, 4, 6);
	line_is(&dump, 1, "\xc3\xa9", 3, 14, 16);
	line_is(&dump, 2, "b\xf0\x9f\x98\x80", 3, 18, 24);
	assert_int_equal(dump.lines[1].blank_before, 1);
}

static void
half_a_code_unit_at_the_end_is_text(void **state)
{
	struct nc_dump dump = DECODE("\xff\xfe"
				     "a\0 \0 ",
	    NULL);

	(void)state;
	line_is(&dump, 0, "a \xef\xbf\xbd", 1, 2, 7);
	assert_int_equal(dump.source.repairs[NEWSCONV_REPAIR_INVALID_BYTES], 1);
}

static void
spans_leave_white_space_out_in_shift_jis(void **state)
{
	/* U+3000 is 81 40; the second line ends in 83 81, then "@". */
	struct nc_dump dump = DECODE("\x81@\x8es\x81@\x81@ \n\x83\x81@\n"
				     "\x8es\x81@\x8es",
	    "Shift_JIS");

	(void)state;
	assert_int_equal(dump.line_count, 3);
	line_is(&dump, 0, "\xe5\xb8\x82", 1, 2, 4);
	line_is(&dump, 1, "\xe3\x83\xa1@", 2, 10, 13);
	line_is(&dump, 2, "\xe5\xb8\x82\xe3\x80\x80\xe5\xb8\x82", 3, 14, 20);
	assert_int_equal(dump.lines[0].indent, 2);
}

static void
a_line_in_shift_states_is_decoded_from_its_front(void **state)
{
	struct nc_dump dump = DECODE(
	    "\033$B!!;T\033(B a \n\033$B;T\033(B\n\033$B!!\033(B\n",
	    "ISO-2022-JP");

	(void)state;
	assert_int_equal(dump.line_count, 2);
	assert_text(dump.lines[0].text, "\xe5\xb8\x82 a");
	assert_int_equal(dump.lines[0].end, 12);
	assert_text(dump.lines[1].text, "\xe5\xb8\x82");
	assert_int_equal(dump.lines[1].end, 22);
}

static void
u_0085_splits_in_unicode_only(void **state)
{
	struct nc_dump dump = DECODE("a\x85\nb", "windows-1252");

	(void)state;
	assert_int_equal(dump.line_count, 2);
	line_is(&dump, 0, "a\xe2\x80\xa6", 1, 0, 2);
	dump = DECODE("a\x85\nb", "ISO-8859-2");
	line_is(&dump, 0, "a\xe2\x80\xa6", 1, 0, 2);
}

static void
a_clean_line_stays_where_it_is(void **state)
{
	struct nc_dump dump = DECODE("x\n  L\xe2\x80\x99\xc3\xa9t\xc3\xa9 \n"
				     "two  blanks\n",
	    NULL);
	const char *source = dump.source.bytes.data;

	(void)state;
	assert_ptr_equal(dump.lines[1].text.data, source + 4);
	assert_ptr_not_equal(dump.lines[2].text.data, source + 16);
}

/* The time a quadratic step would take is far beyond any test's. */
static void
one_line_of_16_mib_and_a_million_lines_are_read(void **state)
{
	size_t size = (size_t)16 << 20, i;
	char *bytes = malloc(size);
	struct nc_dump dump;

	(void)state;
	assert_non_null(bytes);
	for (i = 0; i < size; i++)
		bytes[i] = i % 2 == 0 ? (char)0xc2 : (char)0xa0;
	bytes[0] = 'a';
	bytes[1] = 'b';
	dump = decode(bytes, size, NULL);
	line_is(&dump, 0, "ab", 1, 0, 2);
	for (i = 0; i < 2000000; i++)
		bytes[i] = i % 2 == 0 ? 'a' : '\n';
	dump = decode(bytes, 2000000, NULL);
	assert_int_equal(dump.line_count, 1000000);
	line_is(&dump, 999999, "a", 1000000, 1999998, 1999999);
	free(bytes);
}

enum { LONG_LINE = 40 };

/* A line of letters, with `insert` at `at`. */
static struct nc_dump
decode_inserted(const char *before, size_t at, const char *insert)
{
	char bytes[2 * LONG_LINE] = "";
	size_t size = strlen(insert);

	memset(bytes, 'n', LONG_LINE);
	memcpy(bytes, before, strlen(before));
	memmove(bytes + at + size, bytes + at, LONG_LINE - at);
	memcpy(bytes + at, insert, size);
	return decode(bytes, LONG_LINE + size, "UTF-8");
}

static void
a_line_end_is_seen_wherever_it_stands(void **state)
{
	static const char *const ends[] = {
	    "\n", "\r", "\r\n", "\v", "\xc2\x85", "\xe2\x80\xa8"};
	size_t at, i;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		for (at = 1; at < LONG_LINE; at++) {
			struct nc_dump dump = decode_inserted("", at, ends[i]);

			assert_int_equal(dump.line_count, 2);
			assert_int_equal(dump.lines[0].text.size, at);
			assert_int_equal(
			    dump.lines[1].start, at + strlen(ends[i]));
			assert_int_equal(
			    dump.lines[1].text.size, LONG_LINE - at);
		}
}

static void
what_needs_repair_is_seen_wherever_it_stands(void **state)
{
	static const struct {
		const char *text;
		enum newsconv_repair kind;
		size_t size; /* that is left of it */
	} cases[] = {
	    {"  ", NEWSCONV_REPAIR_WHITE_SPACE, 1},
	    {"\t", NEWSCONV_REPAIR_WHITE_SPACE, 1},
	    {"\x01", NEWSCONV_REPAIR_CONTROL, 0},
	    {"\x7f", NEWSCONV_REPAIR_CONTROL, 0},
	    {"\xc2\xad", NEWSCONV_REPAIR_SOFT_HYPHEN, 0},
	    {"\xef\xbb\xbf", NEWSCONV_REPAIR_ZERO_WIDTH, 0},
	    {"\xc3", NEWSCONV_REPAIR_INVALID_BYTES, 3},
	    {"e\xcc\x81", NEWSCONV_REPAIR_NFC, 2},
	};
	/* Behind ASCII, and behind what is not. */
	static const char *const before[] = {"", "\xc3\xa9"};
	size_t at, i, j;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (j = 0; j < sizeof(before) / sizeof(*before); j++)
			for (at = 2; at < LONG_LINE; at++) {
				struct nc_dump dump = decode_inserted(
				    before[j], at, cases[i].text);

				assert_int_equal(dump.line_count, 1);
				assert_int_equal(dump.lines[0].text.size,
				    LONG_LINE + cases[i].size);
				assert_int_equal(
				    dump.source.repairs[cases[i].kind], 1);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lf_crlf_and_cr_count_lines),
	    cmocka_unit_test(what_a_converter_holds_back_comes_out_once),
	    cmocka_unit_test(other_line_ends_split_and_do_not_count),
	    cmocka_unit_test(the_kind_of_line_end_is_told),
	    cmocka_unit_test(blank_lines_show_in_the_line_after_them),
	    cmocka_unit_test(an_indent_is_counted_in_columns),
	    cmocka_unit_test(spans_leave_white_space_out_in_utf_8),
	    cmocka_unit_test(spans_leave_white_space_out_in_utf_16),
	    cmocka_unit_test(half_a_code_unit_at_the_end_is_text),
	    cmocka_unit_test(spans_leave_white_space_out_in_shift_jis),
	    cmocka_unit_test(a_line_in_shift_states_is_decoded_from_its_front),
	    cmocka_unit_test(u_0085_splits_in_unicode_only),
	    cmocka_unit_test(a_clean_line_stays_where_it_is),
	    cmocka_unit_test(a_line_end_is_seen_wherever_it_stands),
	    cmocka_unit_test(what_needs_repair_is_seen_wherever_it_stands),
	    cmocka_unit_test(one_line_of_16_mib_and_a_million_lines_are_read),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
