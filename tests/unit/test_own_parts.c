/* The entries of a book of ours: names, kinds, order. */
#include "unit.h"

#include "own_parts.h"

static bool
part_of(const char *name, struct nc_own_part *part)
{
	const struct newsconv_text text = {name, strlen(name)};

	return nc_own_part(text, part);
}

static void
each_entry_has_its_kind_and_grammar(void **state)
{
	static const struct {
		const char *name;
		enum nc_own_kind kind;
		enum nc_schema schema;
		unsigned long number, file;
	} rows[] = {
	    {"mimetype", NC_OWN_FIXED, NC_SCHEMA_COUNT, 0, 0},
	    {"EPUB/package.opf", NC_OWN_FIXED, NC_SCHEMA_PACKAGE, 0, 0},
	    {"EPUB/own.css", NC_OWN_FIXED, NC_SCHEMA_COUNT, 0, 0},
	    {"EPUB/cover.jpg", NC_OWN_COVER, NC_SCHEMA_COUNT, 0, 0},
	    {"EPUB/cover.xhtml", NC_OWN_FIXED, NC_SCHEMA_COVER_XHTML, 0, 0},
	    {"EPUB/contents-12.xhtml", NC_OWN_CONTENTS, NC_SCHEMA_CONTENTS, 12,
		1},
	    {"EPUB/article-7.xhtml", NC_OWN_ARTICLE, NC_SCHEMA_ARTICLE_XHTML, 7,
		1},
	    {"EPUB/article-7-20.xhtml", NC_OWN_ARTICLE, NC_SCHEMA_ARTICLE_XHTML,
		7, 20},
	    {"EPUB/articles.jsonl", NC_OWN_RECORD, NC_SCHEMA_COUNT, 0, 0},
	};
	struct nc_own_part part;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(part_of(rows[i].name, &part));
		assert_int_equal(part.kind, rows[i].kind);
		assert_int_equal(part.schema, rows[i].schema);
		assert_int_equal(part.number, rows[i].number);
		assert_int_equal(part.file, rows[i].file);
	}
}

static void
other_names_are_none_of_ours(void **state)
{
	static const char *const names[] = {"", "EPUB/", "EPUB/article-.xhtml",
	    "EPUB/article-0.xhtml", "EPUB/article-01.xhtml",
	    "EPUB/article-1-1.xhtml", "EPUB/article-1-.xhtml",
	    "EPUB/article-1-02.xhtml", "EPUB/article-1.xhtmlx",
	    "EPUB/article-99999999999999999999.xhtml", "EPUB/article-1.html",
	    "EPUB/contents-1-2.xhtml", "EPUB/contents-0.xhtml",
	    "EPUB/cover.gif", "META-INF/more.xml", "article-1.xhtml"};
	struct nc_own_part part;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (part_of(names[i], &part))
			fail_msg("%s", names[i]);
	}
}

static bool
follows(const char *last, const char *name)
{
	struct nc_own_part before, part;

	assert_true(part_of(name, &part));
	if (last == NULL)
		return nc_own_part_follows(NULL, &part);
	assert_true(part_of(last, &before));
	return nc_own_part_follows(&before, &part);
}

static void
entries_stand_in_one_order_and_none_twice(void **state)
{
	static const char *const names[] = {"mimetype",
	    "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml",
	    "EPUB/toc.ncx", "EPUB/style.css", "EPUB/own.css", "EPUB/cover.png",
	    "EPUB/cover.xhtml", "EPUB/contents-1.xhtml", "EPUB/article-1.xhtml",
	    "EPUB/articles.jsonl"};
	const size_t count = sizeof(names) / sizeof(names[0]);
	size_t i, j;

	(void)state;
	for (i = 0; i < count; i++) {
		assert_int_equal(follows(NULL, names[i]), i == 0);
		for (j = 0; j < count; j++)
			assert_int_equal(follows(names[i], names[j]), i < j);
	}
	assert_false(follows("EPUB/cover.png", "EPUB/cover.jpg"));
}

static void
of_numbered_entries_none_is_left_out(void **state)
{
	(void)state;
	assert_true(follows("EPUB/article-1.xhtml", "EPUB/article-2.xhtml"));
	assert_true(follows("EPUB/article-1.xhtml", "EPUB/article-1-2.xhtml"));
	assert_true(
	    follows("EPUB/article-1-2.xhtml", "EPUB/article-1-3.xhtml"));
	assert_true(follows("EPUB/article-1-2.xhtml", "EPUB/article-2.xhtml"));
	assert_true(follows("EPUB/contents-1.xhtml", "EPUB/contents-2.xhtml"));
	assert_false(follows("EPUB/article-1.xhtml", "EPUB/article-3.xhtml"));
	assert_false(follows("EPUB/article-2.xhtml", "EPUB/article-1.xhtml"));
	assert_false(follows("EPUB/article-1.xhtml", "EPUB/article-1-3.xhtml"));
	assert_false(follows("EPUB/article-1.xhtml", "EPUB/article-2-2.xhtml"));
	assert_false(follows("EPUB/cover.xhtml", "EPUB/article-2.xhtml"));
	assert_false(follows("EPUB/cover.xhtml", "EPUB/article-1-2.xhtml"));
	assert_false(follows("EPUB/cover.xhtml", "EPUB/contents-2.xhtml"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_entry_has_its_kind_and_grammar),
	    cmocka_unit_test(other_names_are_none_of_ours),
	    cmocka_unit_test(entries_stand_in_one_order_and_none_twice),
	    cmocka_unit_test(of_numbered_entries_none_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
