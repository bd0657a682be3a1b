/* Encodings of style sheets. */
#include "content_recipe.h"

/* The style sheet of the book is these bytes, with NUL bytes in them. */
static void
expect_bytes(const void *bytes, size_t size, const char *code)
{
	struct zip zip;
	size_t i;

	zip_begin(&zip);
	for (i = 0; i < SOUND_PARTS; i++) {
		if (strcmp(sound_book[i].name, "EPUB/style.css") == 0)
			zip_add(&zip, sound_book[i].name, bytes, size, NULL);
		else
			zip_text(&zip, sound_book[i].name, sound_book[i].text);
	}
	zip_end(&zip);
	expect("book.epub", false, zip.bytes.data, zip.bytes.size, code);
	zip_free(&zip);
}

#define BYTES(text) text, sizeof(text) - 1

static void
utf16_is_read_and_warned_of(void **state)
{
	(void)state;
	expect_bytes(BYTES("\xff\xfep\0{\0}\0"), "CSS-003");
	expect_bytes(BYTES("\xfe\xff\0p\0{\0}"), "CSS-003");
	expect_bytes(BYTES("\xff\xfep\0{\0"), "CSS-008");
	expect_bytes(BYTES("\xfe\xff\0p\0{"), "CSS-008");
	expect_bytes(BYTES("\xff\xfe\x3d\xd8\x00\xde{\0}\0"), "CSS-003");
	expect_bytes(BYTES("\xff\xfe\x3d\xd8"), "CSS-003");
}

static void
other_encodings_are_refused(void **state)
{
	(void)state;
	expect_bytes(BYTES("@charset \"ISO-8859-1\"; p{}"), "CSS-004");
	expect_bytes(BYTES("@charset \"utf-8"), "CSS-008");
	expect_bytes(BYTES("p{} /* \xe4 */"), "CSS-004");
	expect_bytes(BYTES("@charset \"utf-8\"; p{}"), NULL);
	expect_bytes(BYTES("\xef\xbb\xbf@charset \"UTF-8\"; p{}"), NULL);
}

/* What one book's sheet was found to be says nothing of another's. */
static void
a_sheet_is_known_again_only_where_all_is_equal(void **state)
{
	static const struct made old = {
	    .edits = {{"</manifest>",
		"<item id=\"css\" href=\"s.css\" media-type=\"text/css\"/>"
		"</manifest>"}},
	    .parts = {{"s.css", "p { direction: rtl }"}},
	};
	static const struct made importing = {
	    .edits = {{"</manifest>",
		"<item id=\"s\" href=\"s.css\" media-type=\"text/css\"/>"
		"<item id=\"t\" href=\"t.css\" media-type=\"text/css\"/>"
		"</manifest>"}},
	    .parts = {{"EPUB/t.css", "p { top: 0 }"},
		{"EPUB/s.css", "@import url(t.css);"}},
	};

	(void)state;
	expect_bytes(BYTES("p { top: 0 }"), NULL);
	expect_bytes(BYTES("p { top: 0 }"), NULL);
	expect_bytes(BYTES("p { top: 0 ]"), "CSS-008");
	expect_bytes(BYTES("p { top: 0 ]"), "CSS-008");
	expect_bytes(BYTES("p { top: 0 } }"), "CSS-008");
	/* The rules of EPUB 2 are others. */
	expect_old(&old, 1);
	expect_bytes(BYTES("p { direction: rtl }"), "CSS-001");
	/* There is another file beside the sheet. */
	expect_made(&importing, 1);
	expect_bytes(BYTES("@import url(t.css);"), "EPUB-029");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(utf16_is_read_and_warned_of),
	    cmocka_unit_test(other_encodings_are_refused),
	    cmocka_unit_test(a_sheet_is_known_again_only_where_all_is_equal),
	};

	return RUN(tests);
}
