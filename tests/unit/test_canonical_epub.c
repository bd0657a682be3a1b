/* Books of ours: the parts that we write, as our grammars have them. */
#define _XOPEN_SOURCE 700 /* nftw */

#include "ours.h"

static void
what_was_just_written_is_canonical(void **state)
{
	struct nc_buffer bytes;

	(void)state;
	ours_make(&bytes, "epub", FERRY, BRIDGE);
	ours_expect("a.epub", &bytes, NULL);
	assert_int_equal(ours_answer("a.epub", &bytes), NEWSCONV_ANSWER_YES);
	nc_buffer_free(&bytes);
}

/* The sound book of recipe.h, claimed to be ours, but for one change. */
static void
expect_claimed(const char *name, const char *old, const char *new,
    const char *added, const char *code)
{
	struct zip_fault deflated = {.deflate = true};
	struct nc_buffer text;
	struct zip zip;
	size_t i;

	zip_begin(&zip);
	for (i = 0; i < sizeof(sound_book) / sizeof(sound_book[0]); i++) {
		const struct part *part = &sound_book[i];

		memset(&text, 0, sizeof(text));
		text.ceiling = RECIPE_MAX;
		nc_buffer_text(&text, part->text);
		if (strcmp(part->name, "EPUB/package.opf") == 0)
			ours_change(&text, 1, "content=\"newsconv\"",
			    "content=\"newsconv 0.1.0 "
			    "(libdeflate " LIBDEFLATE_VERSION_STRING ")\"");
		if (strcmp(part->name, name) == 0)
			ours_change(&text, 1, old, new);
		/* What does not become shorter by it is stored. */
		zip_add(&zip, part->name, text.data, text.size,
		    text.size > 30 ? &deflated : NULL);
		nc_buffer_free(&text);
	}
	if (added != NULL)
		zip_text(&zip, added, "<x/>");
	zip_end(&zip);
	expect("a.epub", false, zip.bytes.data, zip.bytes.size, code);
	zip_free(&zip);
}

static void
a_book_in_our_form_is_ours_whoever_packed_it(void **state)
{
	(void)state;
	expect_claimed("", "", "", NULL, NULL);
}

static void
markup_that_we_do_not_write_is_found(void **state)
{
	(void)state;
	expect_claimed("EPUB/article-1.xhtml", "</body>",
	    "<table><tr><td>1</td></tr></table></body>", NULL, "XML-002");
	expect_claimed(
	    "EPUB/toc.ncx", "<navMap>", "<navMap id=\"x\">", NULL, "XML-002");
}

static void
entries_that_we_do_not_write_are_found(void **state)
{
	(void)state;
	expect_claimed("", "", "", "META-INF/more.xml", "ZIP-032");
	expect_claimed("", "", "", "EPUB/article-01.xhtml", "ZIP-032");
	expect_claimed("", "", "", "EPUB/article-x.xhtml", "ZIP-032");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_just_written_is_canonical),
	    cmocka_unit_test(a_book_in_our_form_is_ours_whoever_packed_it),
	    cmocka_unit_test(markup_that_we_do_not_write_is_found),
	    cmocka_unit_test(entries_that_we_do_not_write_are_found),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
