/* What stands before the root element of a part. */
#include "content_recipe.h"

#define TAIL \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title>" \
	"</head><body><p>x</p></body></html>"
#define PAGE(prolog) \
	{ \
		"EPUB/page.xhtml", prolog TAIL \
	}
#define LISTED \
	{ \
		{ \
			IN_MANIFEST, \
			    ITEM("page", "page.xhtml", \
				"application/xhtml+xml", "") \
		} \
	}
#define PICTURE \
	{ \
		{ \
			IN_MANIFEST, \
			    ITEM("pic", "pic.svg", "image/svg+xml", "") \
		} \
	}
#define SVG_ROOT "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"

static void
document_types_of_xhtml_are_checked(void **state)
{
	static const struct made books[] = {
	    {LISTED, {PAGE("")}, NULL},
	    {LISTED, {PAGE("<!DOCTYPE html>")}, NULL},
	    {LISTED, {PAGE("<!DOCTYPE html SYSTEM \"about:legacy-compat\">")},
		NULL},
	    {LISTED, {PAGE("<!DOCTYPE html [<!ENTITY a \"b\">]>")}, NULL},
	    {LISTED, {PAGE(DTD11)}, "XML-005"},
	    {LISTED, {PAGE("<!DOCTYPE html SYSTEM \"x.dtd\">")}, "XML-005"},
	    {LISTED, {PAGE("<!DOCTYPE html [<!ENTITY a SYSTEM \"b\">]>")},
		"XHTML-017"},
	};
	static const struct made old[] = {
	    {.edits = {{"-//W3C//DTD XHTML 1.1//EN", "FOO"}},
		.code = "XML-005"},
	    {.edits = {{DTD11, ""}}, .code = NULL},
	    {.edits = {{"</body>",
		 "<p title=\"&eacute;\">&nbsp;&mdash;</p>"
		 "</body>"}},
		.code = NULL},
	    {.edits = {{"</body>", "<p>&none;</p></body>"}}, .code = "XML-001"},
	    {.edits = {{DTD11, ""}, {"</body>", "<p>&nbsp;</p></body>"}},
		.code = "XML-001"},
	};

	(void)state;
	EXPECT_MADE(books);
	EXPECT_OLD(old);
}

static void
document_types_of_others_are_checked(void **state)
{
	static const struct made books[] = {
	    {PICTURE,
		{{"EPUB/pic.svg",
		    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
		    "\"http://www.w3.org/Graphics/SVG/1.1/DTD/"
		    "svg11.dtd\">" SVG_ROOT}},
		NULL},
	    {PICTURE,
		{{"EPUB/pic.svg",
		    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
		    "\"svg11.dtd\">" SVG_ROOT}},
		"XML-007"},
	    {PICTURE,
		{{"EPUB/pic.svg",
		    "<!DOCTYPE svg PUBLIC \"-//NISO//DTD ncx 2005-1//EN\" "
		    "\"http://www.daisy.org/z3986/2005/"
		    "ncx-2005-1.dtd\">" SVG_ROOT}},
		"XML-007"},
	};

	(void)state;
	EXPECT_MADE(books);
}

static void
encodings_and_versions_are_checked(void **state)
{
	static const struct made books[] = {
	    {LISTED, {PAGE("<?xml version=\"1.0\" encoding=\"utf-8\"?>")},
		NULL},
	    {LISTED, {PAGE("<?xml version=\"1.0\" encoding=\"us-ascii\"?>")},
		"XHTML-015"},
	    {LISTED, {PAGE("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>")},
		"XHTML-015"},
	    {PICTURE,
		{{"EPUB/pic.svg",
		    "<?xml version=\"1.0\" "
		    "encoding=\"iso-8859-1\"?>" SVG_ROOT}},
		"XHTML-015"},
	    {LISTED, {PAGE("<?xml version=\"1.1\"?>")}, "XHTML-016"},
	};

	(void)state;
	EXPECT_MADE(books);
}

/* A document of NUL bytes and letters, which no text of a recipe can be. */
static void
utf16_is_for_pictures_only(void **state)
{
	static const char page[] = TAIL;
	char wide[2 * sizeof(page)] = "\xff\xfe";
	struct zip zip;
	size_t i;

	(void)state;
	for (i = 0; i + 1 < sizeof(page); i++) {
		wide[2 + 2 * i] = page[i];
		wide[3 + 2 * i] = '\0';
	}
	zip_begin(&zip);
	for (i = 0; i < SOUND_PARTS; i++) {
		if (strcmp(sound_book[i].name, "EPUB/article-1.xhtml") == 0)
			zip_add(&zip, sound_book[i].name, wide,
			    2 * sizeof(page), NULL);
		else
			zip_text(&zip, sound_book[i].name, sound_book[i].text);
	}
	zip_end(&zip);
	expect("book.epub", false, zip.bytes.data, zip.bytes.size, "XHTML-015");
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(document_types_of_xhtml_are_checked),
	    cmocka_unit_test(document_types_of_others_are_checked),
	    cmocka_unit_test(encodings_and_versions_are_checked),
	    cmocka_unit_test(utf16_is_for_pictures_only),
	};

	return RUN(tests);
}
