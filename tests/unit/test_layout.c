/* Blocks out of lines: what is joined, and what is left alone. */
#include "unit.h"

#include "input.h"
#include "layout.h"

struct text {
	struct nc_arena *arena;
	struct nc_dump dump;
	struct nc_layout layout;
};

static bool
is_und(struct newsconv_text word, const void *context)
{
	(void)context;
	return word.size == 3 && memcmp(word.data, "und", 3) == 0;
}

static void
lay_out(struct text *text, const char *bytes)
{
	struct newsconv_text copy;

	memset(text, 0, sizeof(*text));
	text->arena = nc_arena_new(1 << 24);
	copy.size = strlen(bytes);
	copy.data = nc_arena_copy(text->arena, bytes, copy.size);
	assert_int_equal(
	    nc_input_decode(&text->dump, text->arena, copy, NULL, NULL), 0);
	assert_true(nc_layout_find(&text->layout, &text->dump, is_und, NULL));
}

static void
wrapped_lines_are_joined_and_paragraphs_kept_apart(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    "The first paragraph is wrapped at a width\n"
	    "of about forty columns, as old mail is,\n"
	    "and it ends here.\n"
	    "\n"
	    "The second one is wrapped in the same way\n"
	    "and has no blank at its lines' ends, for\n"
	    "nobody writes one there.\n");
	assert_int_equal(text.layout.layout, NEWSCONV_LAYOUT_WRAPPED);
	assert_int_equal(text.layout.count, 2);
	assert_text(text.layout.runs[0].text,
	    "The first paragraph is wrapped at a width of about forty columns, "
	    "as old mail is, and it ends here.");
	assert_int_equal(
	    text.dump.source.repairs[NEWSCONV_REPAIR_LINE_JOIN], 4);
	nc_arena_free(text.arena);
}

static void
hyphens_of_wrapping_go_and_others_stay(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    "Das Amt hat mitgeteilt, dass die Genehmi-\n"
	    "gung erteilt wird, wenn die Bau- und die Land-\n"
	    "und Forstwirtschaft es in der Gegend von Bad-\n"
	    "Neudorf wollen, und nicht vor dem Sommer.\n"
	    "\n"
	    "Genehmigungen sind selten.\n");
	assert_int_equal(text.layout.count, 2);
	assert_text(text.layout.runs[0].text,
	    "Das Amt hat mitgeteilt, dass die Genehmigung erteilt wird, wenn "
	    "die Bau- und die Land- und Forstwirtschaft es in der Gegend von "
	    "Bad-Neudorf wollen, und nicht vor dem Sommer.");
	nc_arena_free(text.arena);
}

static void
a_hyphen_stays_where_the_document_does_not_know_the_word(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    "The weir was rebuilt by hand, and a well-\n"
	    "known engineer of the lower valley re-\n"
	    "signed over what it costs, as the long-\n"
	    "distance footpath beside it, they say.\n"
	    "\n"
	    "A longdistance and a long-distance path.\n");
	assert_text(text.layout.runs[0].text,
	    "The weir was rebuilt by hand, and a well-known engineer of the "
	    "lower valley re-signed over what it costs, as the long-distance "
	    "footpath beside it, they say.");
	assert_int_equal(
	    text.dump.source.repairs[NEWSCONV_REPAIR_HYPHEN_JOIN], 0);
	nc_arena_free(text.arena);
}

/* Prose enough that the text is known to be wrapped at 40 columns. */
#define PROSE \
	"The first paragraph is wrapped at a width\n" \
	"of about forty columns, as old mail is, so\n" \
	"that the width is known and whatever is in\n" \
	"the text below it is measured by that and\n" \
	"not by itself, which would be too little.\n\n"

static void
an_indented_line_begins_a_paragraph(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    PROSE "   Here a paragraph begins, and it is one\n"
		  "that ends on a line which is nearly full.\n"
		  "   This is another, though no blank line\n"
		  "stands between the two of them anywhere.\n");
	assert_int_equal(text.layout.count, 3);
	assert_text(text.layout.runs[2].text,
	    "This is another, though no blank line stands between the two of "
	    "them anywhere.");
	nc_arena_free(text.arena);
}

static void
entries_of_a_list_stay_apart_and_are_joined_each(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    PROSE "  * bread of the day before yesterday and\n"
		  "    butter, as far as there is any left;\n"
		  "  * all the cheese that could be bought at\n"
		  "    the market before it closed at noon;\n"
		  "\n"
		  "1. Wash the potatoes, peel them with care\n"
		  "2. Boil them, not too long, not too short\n"
		  "3. Eat them while they are as hot as that\n");
	assert_int_equal(text.layout.count, 6);
	assert_text(text.layout.runs[1].text,
	    "* bread of the day before yesterday and butter, as far as there "
	    "is "
	    "any left;");
	assert_text(text.layout.runs[5].text,
	    "3. Eat them while they are as hot as that");
	nc_arena_free(text.arena);
}

static void
verse_keeps_its_lines(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    PROSE "The miller went down to the water,\n"
		  "The water went down to the sea,\n"
		  "And nobody asked for the daughter,\n"
		  "And nobody's asking for me, you see.\n");
	assert_int_equal(text.layout.count, 5);
	nc_arena_free(text.arena);
}

static void
rules_and_fields_are_not_joined_with_text(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    PROSE "-----------------------------------------\n"
		  "Subject: The weir and those who rebuilt it\n"
		  "Date: some day in the autumn, or the next\n"
		  "Place: Orle\n");
	assert_int_equal(text.layout.count, 5);
	assert_text(text.layout.runs[2].text,
	    "Subject: The weir and those who rebuilt it");
	nc_arena_free(text.arena);
}

static void
thai_is_joined_without_a_blank_and_korean_with_one(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    "ชาวบ้านริมแม่น้ำกล่าวว่าสะพานใหม่ช่วยให้เดินทางสะดวก\n"
	    "และเด็กนักเรียนไม่ต้องรอเรือข้ามฟากในตอนเช้าอีกต่อไป\n"
	    "แม้ว่าค่าก่อสร้างจะสูงกว่าที่สภาเมืองเคยประกาศไว้เดิม\n"
	    "เล็กน้อย\n");
	assert_int_equal(text.layout.count, 1);
	assert_null(memchr(
	    text.layout.runs[0].text.data, ' ', text.layout.runs[0].text.size));
	nc_arena_free(text.arena);
	lay_out(&text,
	    "마을의 작은 극장이 십이 년 만에 다시 문을\n"
	    "열었으며 좌석은 예순 개뿐이고 의자 등받이\n"
	    "마다 기부한 사람들의 이름이 새겨져 있다고\n"
	    "한다.\n");
	assert_int_equal(text.layout.count, 1);
	assert_non_null(strstr(text.layout.runs[0].text.data, "문을 열었으며"));
	nc_arena_free(text.arena);
}

static void
wide_scripts_are_joined_without_a_blank(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    "海辺の町の小さな映画館が十二年ぶりに再び開館\n"
	    "したと、町の人たちが八日の朝に話していたが、\n"
	    "客席は六十席だけで、いすの背には寄付をした人\n"
	    "の名前が刻まれている。\n");
	assert_int_equal(text.layout.count, 1);
	assert_text(text.layout.runs[0].text,
	    "海辺の町の小さな映画館が十二年ぶりに再び開館"
	    "したと、町の人たちが八日の朝に話していたが、"
	    "客席は六十席だけで、いすの背には寄付をした人"
	    "の名前が刻まれている。");
	nc_arena_free(text.arena);
}

static void
a_page_of_single_lines_is_left_as_it_is(void **state)
{
	struct text text;

	(void)state;
	lay_out(&text,
	    "Home\nNews\nSport\nA headline of some length\n"
	    "A long paragraph that stands on one line and goes on and on and "
	    "on, far beyond the width that anybody would wrap a text at, until "
	    "it ends at last.\nAnother line\nAnd one more\nThe end\n");
	assert_int_equal(text.layout.layout, NEWSCONV_LAYOUT_LINE);
	assert_int_equal(text.layout.count, 8);
	nc_arena_free(text.arena);
}

static void
sentence_ends_are_known_behind_quotes_and_in_other_scripts(void **state)
{
	static const char *const ends[] = {"It is.", "“It is.”", "Is it?",
	    "(It is!)", "終わった。", "「終わった。」", "انتهى؟"};
	static const char *const others[] = {
	    "A headline", "It is:", "“Quoted”", "", "One, two,"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		assert_true(nc_text_ends_sentence(
		    (struct newsconv_text){ends[i], strlen(ends[i])}));
	for (i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(nc_text_ends_sentence(
		    (struct newsconv_text){others[i], strlen(others[i])}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		wrapped_lines_are_joined_and_paragraphs_kept_apart),
	    cmocka_unit_test(hyphens_of_wrapping_go_and_others_stay),
	    cmocka_unit_test(
		a_hyphen_stays_where_the_document_does_not_know_the_word),
	    cmocka_unit_test(an_indented_line_begins_a_paragraph),
	    cmocka_unit_test(entries_of_a_list_stay_apart_and_are_joined_each),
	    cmocka_unit_test(verse_keeps_its_lines),
	    cmocka_unit_test(rules_and_fields_are_not_joined_with_text),
	    cmocka_unit_test(
		thai_is_joined_without_a_blank_and_korean_with_one),
	    cmocka_unit_test(wide_scripts_are_joined_without_a_blank),
	    cmocka_unit_test(a_page_of_single_lines_is_left_as_it_is),
	    cmocka_unit_test(
		sentence_ends_are_known_behind_quotes_and_in_other_scripts),
	};

	return RUN(tests);
}
