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
	    "Neudorf wollen, und nicht vor dem Sommer.\n");
	assert_int_equal(text.layout.count, 1);
	assert_text(text.layout.runs[0].text,
	    "Das Amt hat mitgeteilt, dass die Genehmigung erteilt wird, wenn "
	    "die Bau- und die Land- und Forstwirtschaft es in der Gegend von "
	    "Bad-Neudorf wollen, und nicht vor dem Sommer.");
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
	    cmocka_unit_test(wide_scripts_are_joined_without_a_blank),
	    cmocka_unit_test(a_page_of_single_lines_is_left_as_it_is),
	    cmocka_unit_test(
		sentence_ends_are_known_behind_quotes_and_in_other_scripts),
	};

	return RUN(tests);
}
