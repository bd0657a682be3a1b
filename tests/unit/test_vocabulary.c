/* Properties and their prefixes. */
#include "recipe.h"

static void
prefixes_are_declared_by_the_grammar(void **state)
{
	static const struct change_of_book changes[] = {
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own: https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		NULL},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own:https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-047"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-047"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own : https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-047"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\": https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-047"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"1: https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-047"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own: https://example.org/%x\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-047"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own: https:example.org\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		NULL},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own: \" xml:lang=\"en\" dir=\"ltr\"><metadata",
		"EPUB-047"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
some_prefixes_are_reserved(void **state)
{
	static const struct change_of_book changes[] = {
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"_: https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-048"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own: http://idpf.org/epub/vocab/package/item/#\" "
		"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"EPUB-049"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"own: http://purl.org/dc/elements/1.1/\" "
		"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"EPUB-050"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"prefix=\"media: https://example.org/ns#\" xml:lang=\"en\" "
		"dir=\"ltr\"><metadata",
		"EPUB-051"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
properties_are_of_a_vocabulary(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"unheard-of\">x</meta><meta "
		"name=\"generator\"",
		"EPUB-054"},
	    {"<meta name=\"generator\"",
		"<meta property=\"a11y:unheard-of\">x</meta><meta "
		"name=\"generator\"",
		"EPUB-054"},
	    {"<meta name=\"generator\"",
		"<meta property=\"schema:unheard-of\">x</meta><meta "
		"name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<meta property=\"own:thing\">x</meta><meta name=\"generator\"",
		"EPUB-052"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:\">x</meta><meta name=\"generator\"",
		"EPUB-053"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:a dcterms:b\">x</meta><meta "
		"name=\"generator\"",
		"EPUB-055"},
	    {"<meta name=\"generator\"",
		"<meta property=\"meta-auth\">x</meta><meta name=\"generator\"",
		"EPUB-056"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
a_declared_prefix_may_be_used(void **state)
{
	static const struct book books[] = {
	    {{{"xml:lang=\"en\" dir=\"ltr\"><metadata",
		  "prefix=\"own: https://example.org/ns#\" xml:lang=\"en\" "
		  "dir=\"ltr\"><metadata",
		  NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"own:thing\">x</meta><meta "
		     "name=\"generator\"",
		     NULL}},
		{{NULL, NULL}}, NULL},
	    {{{"xml:lang=\"en\" dir=\"ltr\"><metadata",
		  "prefix=\"r: http://www.idpf.org/vocab/rendition/#\" "
		  "xml:lang=\"en\" dir=\"ltr\"><metadata",
		  NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"r:unheard-of\">x</meta><meta "
		     "name=\"generator\"",
		     NULL}},
		{{NULL, NULL}}, "EPUB-054"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(prefixes_are_declared_by_the_grammar),
	    cmocka_unit_test(some_prefixes_are_reserved),
	    cmocka_unit_test(properties_are_of_a_vocabulary),
	    cmocka_unit_test(a_declared_prefix_may_be_used),
	};

	return RUN(tests);
}
