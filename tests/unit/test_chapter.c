/* The chapters of a book, and the page that an archive shows. */
#include "written_article.h"

#include "chapter.h"

enum { ARENA = 1 << 26, LONG = 600 };

struct chapter {
	struct written written;
	struct nc_markup_options options;
	struct nc_surroundings around;
	struct nc_arena *arena;
	struct nc_chapter_text text;
	struct newsconv_text document; /* of the file last filled */
};

static void
begin(struct chapter *chapter, const char *language, bool rtl,
    const char *headline)
{
	memset(chapter, 0, sizeof(*chapter));
	written_begin(&chapter->written, language, rtl, headline);
	chapter->around.language = nc_text(language);
	chapter->arena = nc_arena_new(ARENA);
	assert_non_null(chapter->arena);
}

/* The text of one file, which ends with NUL as all copies in an arena do. */
static const char *
fill(struct chapter *chapter, unsigned file)
{
	assert_int_equal(nc_chapter_fill(&chapter->text, file, &chapter->around,
			     chapter->arena, &chapter->document, NULL),
	    NEWSCONV_OK);
	assert_int_equal(
	    strlen(chapter->document.data), chapter->document.size);
	return chapter->document.data;
}

static const char *
write_all(struct chapter *chapter)
{
	assert_int_equal(
	    nc_chapter_markup(&chapter->text, &chapter->written.article,
		&chapter->options, chapter->arena, NULL),
	    NEWSCONV_OK);
	return fill(chapter, 0);
}

static void
end(struct chapter *chapter)
{
	nc_arena_free(chapter->arena);
}

static void
expect(const char *document, const char *part)
{
	if (strstr(document, part) == NULL)
		fail_msg("no \"%s\" in:\n%s", part, document);
}

static void
expect_not(const char *document, const char *part)
{
	if (strstr(document, part) != NULL)
		fail_msg("\"%s\" in:\n%s", part, document);
}

static size_t
occurrences(const char *document, const char *part)
{
	size_t count = 0;

	while ((document = strstr(document, part)) != NULL) {
		count++;
		document += strlen(part);
	}
	return count;
}

/* --------------------------------------------------------------- the parts */

static void
point_17_the_document_says_what_it_is(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "zh-Hant", false, "A & B");
	document = write_all(&chapter);
	assert_int_equal(chapter.text.file_count, 1);
	assert_ptr_equal(
	    strstr(document,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<!DOCTYPE html>\n"
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" "
		"lang=\"zh-Hant\" xml:lang=\"zh-Hant\" dir=\"ltr\">\n"
		"<head>\n<title>A &amp; B</title>\n"
		"<link rel=\"stylesheet\" type=\"text/css\" "
		"href=\"style.css\"/>\n"
		"<script type=\"application/ld+json\">{"),
	    document);
	expect_not(document, "viewport");
	end(&chapter);
}

static void
point_18_an_article_has_its_parts_in_order(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "Bridge");
	written_field(&chapter.written, NEWSCONV_FIELD_SECTION, "City", 1);
	written_field(&chapter.written, NEWSCONV_FIELD_DEK, "It is cheap", 2);
	written_field(&chapter.written, NEWSCONV_FIELD_BYLINE, "By A. B.", 3);
	written_date(&chapter.written.article.published, "3 May", "2021-05-03");
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, "One.");
	written_block(&chapter.written, NEWSCONV_SEGMENT_SUBHEAD, "Two");
	written_block(&chapter.written, NEWSCONV_SEGMENT_QUOTE, "Three.");
	written_block(&chapter.written, NEWSCONV_SEGMENT_QUOTE, "Four.");
	written_block(&chapter.written, NEWSCONV_SEGMENT_LIST_ITEM, "- Five");
	written_block(&chapter.written, NEWSCONV_SEGMENT_CAPTION, "Photo: C");
	chapter.written.notes[0].text = nc_text("Correction: no.");
	chapter.written.article.note_count = 1;
	written_related(&chapter.written, "", "Old bridge", "");
	document = write_all(&chapter);
	expect(document,
	    "<body>\n<article aria-labelledby=\"headline\">\n<header>\n"
	    "<p class=\"section\">City</p>\n"
	    "<h1 id=\"headline\">Bridge</h1>\n"
	    "<p class=\"dek\">It is cheap</p>\n"
	    "<p class=\"byline\">By A. B.</p>\n"
	    "<p class=\"date\"><span class=\"label\">Published</span> "
	    "<time datetime=\"2021-05-03\">3 May</time></p>\n"
	    "</header>\n<p>One.</p>\n<h2>Two</h2>\n"
	    "<blockquote>\n<p>Three.</p>\n<p>Four.</p>\n</blockquote>\n"
	    "<ul>\n<li>- Five</li>\n</ul>\n"
	    "<p class=\"caption\">Photo: C</p>\n"
	    "<aside class=\"related\" aria-labelledby=\"related\">\n"
	    "<h2 id=\"related\" class=\"label\">Related articles</h2>\n"
	    "<ul>\n<li>Old bridge</li>\n</ul>\n</aside>\n"
	    "<footer>\n<p class=\"note\">Correction: no.</p>\n</footer>\n"
	    "</article>\n</body>\n</html>\n");
	assert_int_equal(occurrences(document, "<h1"), 1);
	end(&chapter);
}

static void
an_article_without_anything_has_a_name(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "und", false, "");
	document = write_all(&chapter);
	expect(document, "<title>dump</title>");
	expect(document,
	    "<header>\n<h1 id=\"headline\">dump</h1>\n</header>\n"
	    "</article>\n</body>");
	end(&chapter);
}

static void
a_dateline_is_marked_and_stays_text(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH,
	    "OSLO (AP) \xe2\x80\x94 It rains.");
	written_block(
	    &chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, "OSLO (AP) again");
	written_field(&chapter.written, NEWSCONV_FIELD_DATELINE, "OSLO (AP)",
	    chapter.written.body[0].segment);
	/* A date that is in the dateline is not said twice. */
	written_date(&chapter.written.article.published, "3 May", "2021-05-03");
	chapter.written.article.published.printed.segment =
	    chapter.written.body[0].segment;
	document = write_all(&chapter);
	expect(document,
	    "<p><span class=\"dateline\">OSLO (AP)</span> "
	    "\xe2\x80\x94 It rains.</p>\n<p>OSLO (AP) again</p>");
	expect_not(document, "<time");
	end(&chapter);
}

static void
dates_that_say_what_they_are_get_no_label(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_date(&chapter.written.article.published, "Posted on 3 May",
	    "2021-05-03");
	written_date(
	    &chapter.written.article.modified, "4 May", "2016-12-31T23:59:60Z");
	document = write_all(&chapter);
	expect(document,
	    "<p class=\"date\"><time datetime=\"2021-05-03\">"
	    "Posted on 3 May</time></p>");
	/* HTML has no leap seconds. */
	expect(document,
	    "<p class=\"date\"><span class=\"label\">Updated"
	    "</span> <time datetime=\"2016-12-31\">4 May</time>");
	end(&chapter);
}

static void
a_date_in_the_byline_is_not_repeated(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_field(
	    &chapter.written, NEWSCONV_FIELD_BYLINE, "By A. B., 3 May", 7);
	written_date(&chapter.written.article.published, "3 May", "2021-05-03");
	chapter.written.article.published.printed.segment = 7;
	expect_not(write_all(&chapter), "<time");
	end(&chapter);
}

static void
authors_given_by_option_are_isolated(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "de", false, "H");
	written_field(&chapter.written, NEWSCONV_FIELD_BYLINE, "Von X", 7);
	written_author(&chapter.written, "A. B.", NEWSCONV_AUTHOR_PERSON,
	    NEWSCONV_ORIGIN_OPTION);
	written_author(&chapter.written, "\xd7\xa9", NEWSCONV_AUTHOR_PERSON,
	    NEWSCONV_ORIGIN_OPTION);
	expect(write_all(&chapter),
	    "<p class=\"byline\"><span class=\"label\">Von</span> "
	    "<bdi>A. B.</bdi>, <bdi>\xd7\xa9</bdi></p>");
	end(&chapter);
	begin(&chapter, "ja", false, "H");
	written_author(&chapter.written, "A", NEWSCONV_AUTHOR_PERSON,
	    NEWSCONV_ORIGIN_OPTION);
	written_author(&chapter.written, "B", NEWSCONV_AUTHOR_PERSON,
	    NEWSCONV_ORIGIN_OPTION);
	expect(write_all(&chapter), "<bdi>A</bdi>\xe3\x80\x81<bdi>B</bdi>");
	end(&chapter);
}

static void
words_of_ours_have_the_language_of_the_article_or_their_own(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "fr-CA", false, "H");
	written_related(&chapter.written, "", "X", "");
	expect(write_all(&chapter),
	    "<h2 id=\"related\" class=\"label\">\xc3\x80 lire aussi</h2>");
	end(&chapter);
	/* A language that we have no words of, written to the left. */
	begin(&chapter, "syr", true, "H");
	written_related(&chapter.written, "", "X", "");
	expect(write_all(&chapter),
	    "<h2 id=\"related\" class=\"label\" lang=\"en\" xml:lang=\"en\" "
	    "dir=\"ltr\">Related articles</h2>");
	end(&chapter);
}

/* -------------------------------------------------------------- directions */

#define HEBREW "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"

static void
texts_that_go_the_other_way_say_so(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "he", true, "BBC " HEBREW);
	written_field(&chapter.written, NEWSCONV_FIELD_DEK, HEBREW, 1);
	written_date(
	    &chapter.written.article.published, "3/5/2021", "2021-05-03");
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, HEBREW);
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, "Latin");
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, "12%");
	written_related(&chapter.written, "", "Latin", "");
	document = write_all(&chapter);
	expect(document, "xml:lang=\"he\" dir=\"rtl\">");
	/* For MuPDF, which does not look at <html>. */
	expect(document, "<body dir=\"rtl\">");
	expect(document, "<h1 id=\"headline\" dir=\"ltr\">BBC " HEBREW "</h1>");
	expect(document, "<p class=\"dek\">" HEBREW "</p>");
	expect(document,
	    "<time datetime=\"2021-05-03\" dir=\"ltr\">3/5/2021</time>");
	expect(document,
	    "<p>" HEBREW "</p>\n<p dir=\"ltr\">Latin</p>\n"
	    "<p>12%</p>");
	expect(document, "<li dir=\"ltr\">Latin</li>");
	end(&chapter);
	begin(&chapter, "en", false, HEBREW " on");
	document = write_all(&chapter);
	expect(document, "<h1 id=\"headline\" dir=\"rtl\">" HEBREW " on</h1>");
	end(&chapter);
}

static void
bidi_controls_stay_as_they_are(void **state)
{
	/* An override that does not end, an isolate, marks. */
	static const char text[] = "a \xe2\x80\xae"
				   "b \xe2\x81\xa7"
				   "c "
				   "\xe2\x80\x8f\xe2\x80\x8e";
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, text);
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, "d");
	expect(write_all(&chapter),
	    "<p>a \xe2\x80\xae"
	    "b \xe2\x81\xa7"
	    "c "
	    "\xe2\x80\x8f\xe2\x80\x8e</p>\n<p>d</p>");
	end(&chapter);
}

static void
lines_run_down_where_the_language_can(void **state)
{
	static const struct {
		const char *language;
		bool down;
	} rows[] = {{"ja", true}, {"zh-Hans", true}, {"zh-TW", true},
	    {"ko", true}, {"en", false}, {"ja-Latn", false}, {"mn", false},
	    {"und", false}};
	struct chapter chapter;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		begin(&chapter, rows[i].language, false, "H");
		expect_not(write_all(&chapter), "vertical");
		chapter.options.vertical = true;
		if ((strstr(write_all(&chapter),
			 "dir=\"ltr\" class=\"vertical\">") != NULL) !=
		    rows[i].down)
			fail_msg("%s", rows[i].language);
		end(&chapter);
	}
}

/* -------------------------------------------------------------- what stays */

static void
text_is_not_taken_for_markup(void **state)
{
	static const char *const same[] = {"*x* _x_ **x** `x` ~~x~~", "# x",
	    "[l](x) ![i](x) [x]: y", "\"straight\" 'quotes' -- --- ...",
	    "1. one", "7. seven", "* * *", "- - -", "=====", "\\begin{x} $x$",
	    "https://example.org/", "x@example.org", "| a | b |", "    code",
	    "{{x}} ${x} %s %n"};
	struct chapter chapter;
	const char *document;
	char line[256];
	size_t i;

	(void)state;
	begin(&chapter, "en", false, "H");
	for (i = 0; i < sizeof(same) / sizeof(*same); i++)
		written_block(
		    &chapter.written, NEWSCONV_SEGMENT_PARAGRAPH, same[i]);
	document = write_all(&chapter);
	for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
		snprintf(line, sizeof(line), "<p>%s</p>\n", same[i]);
		expect(document, line);
	}
	/* A scene break in the middle does not make two files of one. */
	assert_int_equal(chapter.text.file_count, 1);
	end(&chapter);
}

static void
what_xml_takes_for_markup_is_escaped(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_block(&chapter.written, NEWSCONV_SEGMENT_PARAGRAPH,
	    "<b>&amp;</b> ]]> <!-- --> \"");
	expect(write_all(&chapter),
	    "<p>&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt; &lt;!-- --&gt; \"</p>");
	end(&chapter);
}

/* ------------------------------------------------------------------- links */

static void
related_articles_link_into_the_book_or_out_of_it(void **state)
{
	static const char *const targets[] = {NULL, "article-7.xhtml", NULL};
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_related(&chapter.written, "Read more:", "A & B",
	    "https://example.org/?a&b=\xc3\xa9");
	written_related(
	    &chapter.written, "", "Inside", "https://example.org/2");
	written_related(&chapter.written, "", "No URL", "https://a b/");
	chapter.around.targets = targets;
	document = write_all(&chapter);
	expect(document,
	    "<li><span class=\"lead\">Read more:</span> "
	    "<a href=\"https://example.org/?a&amp;b=%C3%A9\">A &amp; B</a> "
	    "<span class=\"url\" dir=\"ltr\">"
	    "https://example.org/?a&amp;b=\xc3\xa9</span></li>\n");
	expect(document,
	    "<li><a href=\"article-7.xhtml\">Inside</a> "
	    "<span class=\"url\" dir=\"ltr\">https://example.org/2"
	    "</span></li>\n");
	expect(document,
	    "<li>No URL <span class=\"url\" dir=\"ltr\">"
	    "https://a b/</span></li>\n");
	assert_int_equal(chapter.text.url_count, 3);
	end(&chapter);
}

static void
a_link_whose_text_is_its_url_says_it_once(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_related(&chapter.written, "", "https://example.org/",
	    "https://example.org/");
	expect(write_all(&chapter),
	    "<li><a href=\"https://example.org/\">https://example.org/</a>"
	    "</li>");
	end(&chapter);
}

static void
the_source_is_linked_if_it_can_be(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_field(
	    &chapter.written, NEWSCONV_FIELD_URL, "https://example.org/1", 0);
	expect(write_all(&chapter),
	    "<footer>\n<p class=\"source\"><span class=\"label\">Source</span> "
	    "<a href=\"https://example.org/1\" dir=\"ltr\">"
	    "https://example.org/1</a></p>\n</footer>");
	written_field(&chapter.written, NEWSCONV_FIELD_URL, "https://a\\b/", 0);
	expect(write_all(&chapter),
	    "<span class=\"label\">Source</span> "
	    "<span dir=\"ltr\">https://a\\b/</span></p>");
	end(&chapter);
}

static void
a_chapter_leads_to_its_neighbours(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	chapter.around.previous.name = "article-1.xhtml";
	chapter.around.previous.title = nc_text(HEBREW);
	chapter.around.previous.language = nc_text("he");
	chapter.around.previous.rtl = true;
	chapter.around.next.name = "article-3.xhtml";
	chapter.around.next.title = nc_text("C & D");
	chapter.around.next.language = nc_text("en");
	chapter.around.contents = "nav.xhtml";
	document = write_all(&chapter);
	expect(document,
	    "</article>\n"
	    "<nav class=\"turn\" aria-label=\"Previous / Next\">\n"
	    "<p class=\"prev\"><a rel=\"prev\" href=\"article-1.xhtml\">"
	    "<span class=\"label\">Previous</span><br/>"
	    "<bdi lang=\"he\" xml:lang=\"he\" dir=\"rtl\">" HEBREW
	    "</bdi></a></p>\n"
	    "<p class=\"next\"><a rel=\"next\" href=\"article-3.xhtml\">"
	    "<span class=\"label\">Next</span><br/><bdi dir=\"ltr\">C &amp; D"
	    "</bdi></a></p>\n"
	    "<p class=\"contents\"><a href=\"nav.xhtml\">"
	    "<span class=\"label\">Contents</span></a></p>\n"
	    "</nav>\n</body>\n</html>\n");
	end(&chapter);
}

static void
the_first_has_nothing_before_it_and_one_alone_no_way_at_all(void **state)
{
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	chapter.around.contents = "nav.xhtml";
	expect_not(write_all(&chapter), "<nav");
	chapter.around.next.name = "article-2.xhtml";
	chapter.around.next.title = nc_text("N");
	chapter.around.next.language = nc_text("en");
	document = write_all(&chapter);
	expect(document, "rel=\"next\"");
	expect_not(document, "rel=\"prev\"");
	end(&chapter);
}

static void
a_long_title_is_shortened_where_it_names_another_page(void **state)
{
	static char title[1000], japanese[1001];
	struct nc_arena *arena = nc_arena_new(1 << 16);
	struct newsconv_text text;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(title) - 1; i++)
		title[i] = i % 7 == 6 ? ' ' : 'a';
	text = nc_markup_shortened(nc_text(title), 298, arena);
	/* At a blank, and not far from where it had to end. */
	assert_int_equal(text.size, 293 + 3);
	assert_memory_equal(text.data + text.size - 4, "a\xe2\x80\xa6", 4);
	/* Where there are no blanks, at a character. */
	for (i = 0; i + 3 < sizeof(japanese); i += 3)
		memcpy(japanese + i, "\xe6\x97\xa5", 3);
	text = nc_markup_shortened(nc_text(japanese), 301, arena);
	assert_int_equal(text.size, 300 + 3);
	assert_int_equal(nc_utf8_valid_prefix(text.data, text.size), text.size);
	/* A short one is the same. */
	text = nc_markup_shortened(nc_text("short"), 300, arena);
	assert_text(text, "short");
	nc_arena_free(arena);
}

/* ------------------------------------------------------------- stylesheets */

static void
stylesheets_are_ours_the_callers_or_both(void **state)
{
	static const char ours[] = "href=\"style.css\"/>";
	static const char own[] = "href=\"own.css\"/>";
	struct chapter chapter;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	chapter.options.own_css = true;
	document = write_all(&chapter);
	assert_true(strstr(document, ours) < strstr(document, own));
	expect(document, ours);
	chapter.options.only_own_css = true;
	document = write_all(&chapter);
	expect_not(document, ours);
	expect(document, own);
	end(&chapter);
}

/* --------------------------------------------------------------- leftovers */

static void
leftovers_are_an_appendix_if_they_are_wanted(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	chapter.written.leftovers[0].text = nc_text("Share");
	chapter.written.leftovers[1].text = nc_text("Log in");
	chapter.written.article.leftover_count = 2;
	expect_not(write_all(&chapter), "Share");
	chapter.options.keep_leftovers = true;
	expect(write_all(&chapter),
	    "</article>\n"
	    "<section class=\"leftovers\" aria-labelledby=\"leftovers\">\n"
	    "<h2 id=\"leftovers\" class=\"label\">Other text of the page</h2>\n"
	    "<p>Share</p>\n<p>Log in</p>\n</section>\n</body>");
	end(&chapter);
}

/* A line of zero-width characters is one, and no text is left of it. */
static void
what_has_no_text_makes_no_appendix_and_no_footer(void **state)
{
	struct chapter chapter;

	(void)state;
	begin(&chapter, "en", false, "H");
	chapter.written.leftovers[0].text = nc_text("");
	chapter.written.article.leftover_count = 1;
	chapter.written.notes[0].text = nc_text("");
	chapter.written.article.note_count = 1;
	chapter.options.keep_leftovers = true;
	expect(write_all(&chapter), "</article>\n</body>");
	expect_not(write_all(&chapter), "<footer>");
	end(&chapter);
}

/* -------------------------------------------------------------- long texts */

/* A body of `count` blocks of `size` bytes. */
static void
lengthen(struct chapter *chapter, size_t count, size_t size,
    enum newsconv_segment_type type)
{
	struct newsconv_article *article = &chapter->written.article;
	char *text = nc_arena_alloc(chapter->arena, size + 1);
	size_t i;

	article->body = nc_arena_array(
	    chapter->arena, count, sizeof(*article->body));
	assert_non_null(text);
	assert_non_null(article->body);
	memset(text, '&', size);
	for (i = 0; i < count; i++) {
		article->body[i].type = type;
		article->body[i].text = nc_text(text);
		article->body[i].segment = i;
	}
	article->body_count = count;
}

static void
point_24_long_texts_are_cut_between_blocks(void **state)
{
	struct chapter chapter;
	size_t blocks = 0, i;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "Long & longer");
	lengthen(&chapter, LONG, 1000, NEWSCONV_SEGMENT_QUOTE);
	written_related(&chapter.written, "", "R", "");
	chapter.around.next.name = "article-2.xhtml";
	chapter.around.next.title = nc_text("N");
	document = write_all(&chapter);
	/* 600 blocks of 5000 bytes. */
	assert_in_range(chapter.text.file_count, 13, 14);
	for (i = 0; i < chapter.text.file_count; i++) {
		bool last = i + 1 == chapter.text.file_count;

		document = fill(&chapter, (unsigned)i);
		assert_true(chapter.document.size <= NC_CHAPTER_MOST);
		/* None is so short that it need not have been cut. */
		assert_true(last || chapter.document.size > 200 << 10);
		blocks += occurrences(document, "<p>&amp;");
		assert_int_equal(occurrences(document, "<h1"), 1);
		assert_int_equal(occurrences(document, "id=\"headline\""), 1);
		assert_int_equal(occurrences(document, "<blockquote>"), 1);
		assert_int_equal(occurrences(document, "</blockquote>"), 1);
		assert_int_equal(occurrences(document, "<header>"), i == 0);
		assert_int_equal(occurrences(document, "ld+json"), i == 0);
		assert_int_equal(occurrences(document, "<aside"), last);
		assert_int_equal(occurrences(document, "<nav"), last);
	}
	assert_int_equal(blocks, LONG);
	expect(fill(&chapter, 1), "<title>Long &amp; longer</title>");
	expect(fill(&chapter, 1),
	    "<article aria-labelledby=\"headline\">\n"
	    "<h1 id=\"headline\" class=\"continued\"><bdi dir=\"ltr\">Long "
	    "&amp; longer</bdi> <span class=\"label\">continued</span></h1>\n"
	    "<blockquote>\n<p>&amp;");
	end(&chapter);
}

static void
a_block_that_is_too_long_stands_alone(void **state)
{
	struct chapter chapter;
	unsigned i;

	(void)state;
	begin(&chapter, "en", false, "H");
	lengthen(&chapter, 3, 300000, NEWSCONV_SEGMENT_PARAGRAPH);
	write_all(&chapter);
	/* The header, and each block. */
	assert_int_equal(chapter.text.file_count, 4);
	for (i = 1; i < 4; i++)
		assert_int_equal(occurrences(fill(&chapter, i), "<p>"), 1);
	end(&chapter);
}

static void
a_long_headline_is_not_repeated_whole(void **state)
{
	struct chapter chapter;
	char *headline;

	(void)state;
	begin(&chapter, "en", false, "");
	headline = nc_arena_alloc(chapter.arena, 300001);
	assert_non_null(headline);
	memset(headline, 'h', 300000);
	written_field(&chapter.written, NEWSCONV_FIELD_HEADLINE, headline, 0);
	lengthen(&chapter, LONG, 1000, NEWSCONV_SEGMENT_PARAGRAPH);
	write_all(&chapter);
	assert_in_range(chapter.text.file_count, 14, 15);
	fill(&chapter, 1);
	assert_true(chapter.document.size <= NC_CHAPTER_MOST);
	end(&chapter);
}

static void
leftovers_and_related_articles_are_cut_too(void **state)
{
	enum { ITEMS = 3000 };
	struct newsconv_article *article;
	struct newsconv_item *items;
	struct chapter chapter;
	size_t related = 0, leftovers = 0, i;
	const char *document;

	(void)state;
	begin(&chapter, "en", false, "H");
	article = &chapter.written.article;
	items = nc_arena_array(chapter.arena, ITEMS, sizeof(*items));
	assert_non_null(items);
	for (i = 0; i < ITEMS; i++) {
		items[i].text = nc_text("Some headline of an article");
		items[i].url = nc_text("https://example.org/some/article");
	}
	article->related = article->leftovers = items;
	article->related_count = article->leftover_count = ITEMS;
	chapter.options.keep_leftovers = true;
	write_all(&chapter);
	assert_in_range(chapter.text.file_count, 3, 6);
	for (i = 0; i < chapter.text.file_count; i++) {
		document = fill(&chapter, (unsigned)i);
		assert_true(chapter.document.size <= NC_CHAPTER_MOST);
		related += occurrences(document, "<a href=");
		leftovers += occurrences(document, "<p>Some");
		assert_int_equal(occurrences(document, "<h1"), 1);
	}
	assert_int_equal(related, ITEMS);
	assert_int_equal(leftovers, ITEMS);
	end(&chapter);
}

/* -------------------------------------------------------------------- rest */

static void
the_page_of_an_archive_is_the_dump_and_one_file(void **state)
{
	struct newsconv_text page;
	struct chapter chapter;

	(void)state;
	begin(&chapter, "he", true, "BBC");
	written_date(&chapter.written.article.published, "3 May", "2021-05-03");
	lengthen(&chapter, LONG, 1000, NEWSCONV_SEGMENT_PARAGRAPH);
	written_related(&chapter.written, "More:", "R", "https://example.org/");
	assert_int_equal(nc_article_page(&chapter.written.article,
			     chapter.arena, &page, NULL),
	    NEWSCONV_OK);
	assert_ptr_equal(
	    strstr(page.data, "<!DOCTYPE html>\n<html "), page.data);
	expect(page.data,
	    "<head>\n<meta charset=\"utf-8\"/>\n"
	    "<title>BBC</title>\n</head>\n");
	expect(page.data,
	    "<h1 id=\"headline\">BBC</h1>\n"
	    "<p class=\"date\"><time datetime=\"2021-05-03\">"
	    "3 May</time></p>\n");
	expect(page.data, "<li>R</li>\n");
	assert_int_equal(occurrences(page.data, "<p>"), LONG);
	end(&chapter);
}

/* With every amount of memory it is all there, or the lack is told. */
static void
out_of_memory_is_a_result(void **state)
{
	struct chapter chapter;
	size_t room, worked = 0;

	(void)state;
	begin(&chapter, "en", false, "H");
	written_related(&chapter.written, "", "R", "https://example.org/");
	lengthen(&chapter, LONG, 1000, NEWSCONV_SEGMENT_PARAGRAPH);
	for (room = 0; room < (size_t)1 << 24 && worked < 2;
	     room += room / 16 + 64) {
		struct nc_arena *arena = nc_arena_new(room);
		int result;

		if (arena == NULL)
			continue;
		result = nc_chapter_markup(&chapter.text,
		    &chapter.written.article, &chapter.options, arena, NULL);
		if (result == NEWSCONV_OK)
			result = nc_chapter_fill(&chapter.text,
			    chapter.text.file_count - 1, &chapter.around, arena,
			    &chapter.document, NULL);
		if (result == NEWSCONV_OK) {
			worked++;
			expect(chapter.document.data, "R</a>");
		} else {
			assert_int_equal(result, NEWSCONV_NO_MEMORY);
			assert_int_equal(worked, 0);
		}
		nc_arena_free(arena);
	}
	assert_int_equal(worked, 2);
	end(&chapter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(point_17_the_document_says_what_it_is),
	    cmocka_unit_test(point_18_an_article_has_its_parts_in_order),
	    cmocka_unit_test(an_article_without_anything_has_a_name),
	    cmocka_unit_test(a_dateline_is_marked_and_stays_text),
	    cmocka_unit_test(dates_that_say_what_they_are_get_no_label),
	    cmocka_unit_test(a_date_in_the_byline_is_not_repeated),
	    cmocka_unit_test(authors_given_by_option_are_isolated),
	    cmocka_unit_test(
		words_of_ours_have_the_language_of_the_article_or_their_own),
	    cmocka_unit_test(texts_that_go_the_other_way_say_so),
	    cmocka_unit_test(bidi_controls_stay_as_they_are),
	    cmocka_unit_test(lines_run_down_where_the_language_can),
	    cmocka_unit_test(text_is_not_taken_for_markup),
	    cmocka_unit_test(what_xml_takes_for_markup_is_escaped),
	    cmocka_unit_test(related_articles_link_into_the_book_or_out_of_it),
	    cmocka_unit_test(a_link_whose_text_is_its_url_says_it_once),
	    cmocka_unit_test(the_source_is_linked_if_it_can_be),
	    cmocka_unit_test(a_chapter_leads_to_its_neighbours),
	    cmocka_unit_test(
		the_first_has_nothing_before_it_and_one_alone_no_way_at_all),
	    cmocka_unit_test(
		a_long_title_is_shortened_where_it_names_another_page),
	    cmocka_unit_test(stylesheets_are_ours_the_callers_or_both),
	    cmocka_unit_test(leftovers_are_an_appendix_if_they_are_wanted),
	    cmocka_unit_test(what_has_no_text_makes_no_appendix_and_no_footer),
	    cmocka_unit_test(point_24_long_texts_are_cut_between_blocks),
	    cmocka_unit_test(a_block_that_is_too_long_stands_alone),
	    cmocka_unit_test(a_long_headline_is_not_repeated_whole),
	    cmocka_unit_test(leftovers_and_related_articles_are_cut_too),
	    cmocka_unit_test(the_page_of_an_archive_is_the_dump_and_one_file),
	    cmocka_unit_test(out_of_memory_is_a_result),
	};

	return RUN(tests);
}
