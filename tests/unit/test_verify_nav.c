/* The navigation document. */
#include "recipe.h"

static void
lists_have_their_form(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2><ol><li><a "
		"href=\"article-1.xhtml\">x</a></li></ol></nav></body>",
		NULL},
	    {"</nav></body>", "</nav><nav><p>anything</p></nav></body>", NULL},
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2></nav></body>",
		"EPUB-093"},
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2><ol></ol></nav></body>",
		"EPUB-093"},
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2><ol><li><a "
		"href=\"article-1.xhtml\">x</a></li></ol><p>y</p></nav></body>",
		"EPUB-093"},
	    {"</nav></body>",
		"</nav><nav "
		"epub:type=\"lot\"><h2>x</h2><ol><li><b>x</b></li></ol></nav></"
		"body>",
		"EPUB-093"},
	    {"</nav></body>",
		"</nav><nav "
		"epub:type=\"lot\"><h2>x</h2><ol><li><span>x</span></li></ol></"
		"nav></body>",
		"EPUB-093"},
	    {"</nav></body>",
		"</nav><nav "
		"epub:type=\"lot\"><h2>x</h2><ol><li><span>x</span><ol><li><a "
		"href=\"article-1.xhtml\">x</a></li></ol></li></ol></nav></"
		"body>",
		NULL},
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2><ol><li><a "
		"href=\"article-1.xhtml\">x</a> y</li></ol></nav></body>",
		"EPUB-093"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
lists_have_labels(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><ol><li><a "
		"href=\"article-1.xhtml\">x</a></li></ol></nav></body>",
		"EPUB-094"},
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2><ol><li><a "
		"href=\"article-1.xhtml\"></a></li></ol></nav></body>",
		"EPUB-036"},
	    {"</nav></body>",
		"</nav><nav epub:type=\"lot\"><h2>x</h2><ol><li><a "
		"href=\"article-1.xhtml\" "
		"aria-label=\"x\"></a></li></ol></nav></body>",
		NULL},
	    {"</nav></body>", "</nav><h2></h2></body>", "EPUB-036"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
each_list_is_there_once(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</nav></body>",
		"</nav><nav epub:type=\"landmarks\"><ol><li><a "
		"epub:type=\"toc\" href=\"#toc\">x</a></li></ol></nav></body>",
		"EPUB-095"},
	    {"</nav></body>",
		"</nav><nav epub:type=\"toc\"><ol><li><a "
		"href=\"article-1.xhtml\">x</a></li></ol></nav></body>",
		"EPUB-026"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
landmarks_say_what_they_are(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<a epub:type=\"toc\" href=\"#toc\">", "<a href=\"#toc\">",
		"EPUB-100"},
	    {"<a epub:type=\"bodymatter\" href=\"article-1.xhtml#headline\">",
		"<a epub:type=\"bodymatter toc\" href=\"#TOC\">", "EPUB-100"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
links_stay_in_the_publication(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<li><a href=\"article-1.xhtml\">",
		"<li><a href=\"https://example.org/\">", "EPUB-098"},
	    {"<li><a href=\"article-1.xhtml\">",
		"<li><a href=\"nav.xhtml\">x</a></li><li><a "
		"href=\"article-1.xhtml\">",
		"EPUB-099"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
page_lists_are_flat(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</nav></body>",
		"</nav><nav epub:type=\"page-list\"><ol><li><a "
		"href=\"article-1.xhtml\">1</a><ol><li><a "
		"href=\"article-1.xhtml\">x</a></li></ol></li></ol></nav></"
		"body>",
		"EPUB-097"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
hidden_is_hidden(void **state)
{
	static const struct change_of_book changes[] = {
	    {"hidden=\"hidden\"", "hidden=\"yes\"", "EPUB-096"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_have_their_form),
	    cmocka_unit_test(lists_have_labels),
	    cmocka_unit_test(each_list_is_there_once),
	    cmocka_unit_test(landmarks_say_what_they_are),
	    cmocka_unit_test(links_stay_in_the_publication),
	    cmocka_unit_test(page_lists_are_flat),
	    cmocka_unit_test(hidden_is_hidden),
	};

	return RUN(tests);
}
