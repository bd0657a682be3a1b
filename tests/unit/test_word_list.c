/* The words of a dump, for hyphens at line ends. */
#include "unit.h"

#include "input.h"
#include "word_list.h"

static struct newsconv_text
text_of(const char *string)
{
	struct newsconv_text text = {string, strlen(string)};

	return text;
}

static void
words_are_known_whole_by_ending_and_by_hyphen(void **state)
{
	static const char bytes[] =
	    "The Colonies of bees, long-distance flights;\n"
	    "the result, Größe, and a re-\n"
	    "sult of it.\n";
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct newsconv_text copy = {
	    nc_arena_copy(arena, bytes, strlen(bytes)), strlen(bytes)};
	struct nc_word_list *list;
	struct nc_dump dump;

	(void)state;
	memset(&dump, 0, sizeof(dump));
	assert_int_equal(nc_input_decode(&dump, arena, copy, NULL, NULL), 0);
	list = nc_word_list_new(&dump);
	assert_non_null(list);
	assert_true(nc_word_list_whole(list, text_of("colo"), text_of("nies")));
	assert_true(nc_word_list_whole(list, text_of("Re"), text_of("sults")));
	assert_true(nc_word_list_whole(list, text_of("dis"), text_of("tan")));
	assert_true(nc_word_list_whole(list, text_of("grö"), text_of("ße")));
	assert_false(nc_word_list_whole(list, text_of("be"), text_of("es")) &&
	    nc_word_list_whole(list, text_of("be"), text_of("e")));
	assert_false(nc_word_list_whole(list, text_of("co"), text_of("ton")));
	assert_true(nc_word_list_hyphenated(
	    list, text_of("long"), text_of("distance")));
	assert_false(
	    nc_word_list_hyphenated(list, text_of("re"), text_of("sult")));
	nc_word_list_free(list);
	nc_word_list_free(NULL);
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_known_whole_by_ending_and_by_hyphen),
	};

	return RUN(tests);
}
