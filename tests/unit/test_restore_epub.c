/* Books read again, and what is no book of ours, or one that was changed. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "pack.h"

#include "article_json.h"
#include "article_restore.h"
#include "restore_fixture.h"

#define PAGE_HEAD \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n" \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><article>\n"
#define PAGE_TAIL "</article></body></html>\n"

static const char first_page[] = PAGE_HEAD
    "<header><h1>Given</h1></header>"
    "<p><span class=\"dateline\">KYIV, May 3 (X)</span> \xe2\x80\x93 One.</p>"
    "<h2>Two &amp;amp; &lt;i&gt;</h2>" PAGE_TAIL;
static const char second_page[] = PAGE_HEAD
    "<h1 class=\"continued\">Given</h1>"
    "<blockquote><p>\xe2\x80\x9cThree\xe2\x80\x9d</p></blockquote>"
    "<ul><li>* four</li></ul><p class=\"caption\">Five</p>" PAGE_TAIL;

enum { RECORD = 1, FIRST, SECOND, THIRD, ENTRIES };

struct restored {
	struct nc_arena *arena;
	struct newsconv_article **articles;
	size_t count;
	struct newsconv_error error;
	int result;
};

static void
restore_bytes(struct restored *restored, struct newsconv_text bytes)
{
	memset(restored, 0, sizeof(*restored));
	restored->arena = nc_arena_new(1 << 26);
	assert_non_null(restored->arena);
	restored->result = nc_restore_epub(&restored->articles,
	    &restored->count, bytes, restored->arena, &restored->error);
}

/* The book of two articles, but that one of its entries has that text. */
static void
restore(struct restored *restored, size_t changed, const char *text)
{
	struct pack_entry entries[ENTRIES] = {
	    {.name = "mimetype", .text = "application/epub+zip"},
	    {.name = "EPUB/articles.jsonl",
		.text = FIXTURE_RECORD "\n" FIXTURE_RECORD "\n"},
	    {.name = "EPUB/article-1.xhtml", .text = first_page},
	    {.name = "EPUB/article-1-2.xhtml", .text = second_page},
	    {.name = "EPUB/article-2.xhtml"},
	};
	char whole[4096];
	struct newsconv_text bytes;
	char *data;

	/* The same in one file, as a page in pieces may be put together. */
	snprintf(whole, sizeof(whole), "%.*s%s",
	    (int)(strlen(first_page) - strlen(PAGE_TAIL)), first_page,
	    second_page + strlen(PAGE_HEAD));
	entries[THIRD].text = whole;
	if (changed != 0 && text == NULL)
		entries[changed].name = "EPUB/other";
	else if (changed != 0)
		entries[changed].text = text;
	pack("book.epub", "zip", NULL, "zip:compression=deflate", entries,
	    ENTRIES);
	data = tree_read("book.epub", &bytes.size);
	bytes.data = data;
	restore_bytes(restored, bytes);
	free(data);
}

static void
records_and_pages_are_the_articles(void **state)
{
	struct restored restored;
	size_t i;

	(void)state;
	restore(&restored, 0, NULL);
	if (restored.result < 0)
		fail_msg("%s: %s", restored.error.where, restored.error.text);
	assert_int_equal(restored.count, 2);
	for (i = 0; i < 2; i++) {
		struct nc_buffer line = NC_BUFFER(1 << 20);

		nc_article_json(&line, restored.articles[i], false);
		assert_string_equal(line.data, FIXTURE);
		nc_buffer_free(&line);
	}
	nc_arena_free(restored.arena);
}

static void
what_does_not_fit_names_its_place(void **state)
{
	static const struct {
		size_t entry;
		const char *text; /* NULL: it is not there */
		int result;
		const char *where, *said;
	} cases[] = {
	    {RECORD, NULL, NEWSCONV_UNSUPPORTED, "",
		"it has no EPUB/articles.jsonl"},
	    {RECORD, "", NEWSCONV_BAD_VALUE, "EPUB/articles.jsonl",
		"no article"},
	    {RECORD, FIXTURE, NEWSCONV_BAD_VALUE, "EPUB/articles.jsonl",
		"schema is not \"newsconv-record/1\""},
	    {RECORD,
		FIXTURE_HEAD("newsconv-record/1") FIXTURE_BODY FIXTURE_TAIL,
		NEWSCONV_BAD_VALUE, "EPUB/articles.jsonl",
		"unknown member \"text\""},
	    {RECORD, "{", NEWSCONV_BAD_VALUE, "EPUB/articles.jsonl",
		"not JSON"},
	    {RECORD, FIXTURE_RECORD "\n" FIXTURE_RECORD "\n" FIXTURE_RECORD,
		NEWSCONV_BAD_VALUE, "EPUB/article-3.xhtml", "0 of 5 blocks"},
	    {RECORD, FIXTURE_RECORD "\n", NEWSCONV_BAD_VALUE,
		"EPUB/article-2.xhtml", "no line of EPUB/articles.jsonl"},
	    {FIRST, NULL, NEWSCONV_BAD_VALUE, "EPUB/article-1.xhtml",
		"0 of 5 blocks"},
	    {SECOND, NULL, NEWSCONV_BAD_VALUE, "EPUB/article-1.xhtml",
		"2 of 5 blocks"},
	    {FIRST, "<html", NEWSCONV_BAD_VALUE, "EPUB/article-1.xhtml",
		"not XML"},
	    {SECOND, first_page, NEWSCONV_BAD_VALUE, "EPUB/article-1-2.xhtml",
		"block 3 is of the type paragraph, that of the record quote"},
	    {THIRD, first_page, NEWSCONV_BAD_VALUE, "EPUB/article-2.xhtml",
		"2 of 5 blocks"},
	};
	struct restored restored;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		restore(&restored, cases[i].entry, cases[i].text);
		assert_int_equal(restored.result, cases[i].result);
		assert_string_equal(restored.error.where, cases[i].where);
		if (strstr(restored.error.text, cases[i].said) == NULL)
			fail_msg("%zu: %s", i, restored.error.text);
		nc_arena_free(restored.arena);
	}
}

/* What its directory says is enough: nothing is unpacked. */
static void
a_page_that_is_blown_up_is_refused(void **state)
{
	static const char name[] = "EPUB/article-2.xhtml";
	static const unsigned char size[] = {1, 0, 0, 16};
	struct restored restored;
	struct newsconv_text bytes;
	char *data;
	size_t at;

	(void)state;
	restore(&restored, 0, NULL);
	nc_arena_free(restored.arena);
	data = tree_read("book.epub", &bytes.size);
	at = bytes.size - strlen(name);
	while (memcmp(data + at, name, strlen(name)) != 0)
		at--;
	/* APPNOTE 4.3.12: 22 bytes before the name. */
	memcpy(data + at - 22, size, sizeof(size));
	bytes.data = data;
	restore_bytes(&restored, bytes);
	assert_int_equal(restored.result, NEWSCONV_TOO_LARGE);
	assert_string_equal(restored.error.where, name);
	assert_non_null(strstr(restored.error.text, "268435457"));
	nc_arena_free(restored.arena);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records_and_pages_are_the_articles),
	    cmocka_unit_test(what_does_not_fit_names_its_place),
	    cmocka_unit_test(a_page_that_is_blown_up_is_refused),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
