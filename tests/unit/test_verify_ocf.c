/* META-INF and file names. */
#include "recipe.h"

static void
rootfiles_have_paths(void **state)
{
	static const struct change_of_book changes[] = {
	    {"full-path=\"EPUB/package.opf\" ", "", "EPUB-117"},
	    {"full-path=\"EPUB/package.opf\"",
		"full-path=\"EPUB/../EPUB/package.opf\"", NULL},
	    {"</rootfiles>",
		"<rootfile full-path=\"x.pdf\" "
		"media-type=\"application/pdf\"/></rootfiles>",
		"EPUB-045"},
	    {"</rootfiles>", "</rootfiles><colour/>", "EPUB-039"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
fonts_may_be_obfuscated_and_nothing_else(void **state)
{
	static const struct book books[] = {
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.otf\" "
		 "media-type=\"font/otf\"/></manifest>",
		 NULL}},
		{{"EPUB/f.otf", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"http://www.idpf.org/2008/embedding\"/"
			"><e:CipherData><e:CipherReference "
			"URI=\"EPUB/f.otf\"/></e:CipherData></"
			"e:EncryptedData></encryption>"}},
		NULL},
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.otf\" "
		 "media-type=\"font/otf\"/></manifest>",
		 NULL}},
		{{"EPUB/f.otf", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"http://www.idpf.org/2008/embedding\"/"
			"><e:CipherData><e:CipherReference "
			"URI=\"EPUB/f.otf\"/></"
			"e:CipherData><e:EncryptionProperties><e:"
			"EncryptionProperty><c:Compression "
			"xmlns:c=\"http://www.idpf.org/2016/"
			"encryption#compression\" Method=\"8\" "
			"OriginalLength=\"1\"/></e:EncryptionProperty></"
			"e:EncryptionProperties></e:EncryptedData></"
			"encryption>"}},
		NULL},
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.txt\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{"EPUB/f.txt", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"http://www.idpf.org/2008/embedding\"/"
			"><e:CipherData><e:CipherReference "
			"URI=\"EPUB/f.txt\"/></e:CipherData></"
			"e:EncryptedData></encryption>"}},
		"EPUB-115"},
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.otf\" "
		 "media-type=\"font/otf\"/></manifest>",
		 NULL}},
		{{"EPUB/f.otf", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"urn:x\"/><e:CipherData><e:CipherReference "
			"URI=\"EPUB/f.otf\"/></e:CipherData></"
			"e:EncryptedData></encryption>"}},
		"EPUB-114"},
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.otf\" "
		 "media-type=\"font/otf\"/></manifest>",
		 NULL}},
		{{"EPUB/f.otf", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"http://ns.adobe.com/pdf/enc#RC\"/"
			"><e:CipherData><e:CipherReference "
			"URI=\"EPUB/f.otf\"/></e:CipherData></"
			"e:EncryptedData></encryption>"}},
		NULL},
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.txt\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{"EPUB/f.txt", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"http://ns.adobe.com/pdf/enc#RC\"/"
			"><e:CipherData><e:CipherReference "
			"URI=\"EPUB/f.txt\"/></e:CipherData></"
			"e:EncryptedData></encryption>"}},
		"EPUB-114"},
	    {{{"</manifest>",
		 "<item id=\"f\" href=\"f.otf\" "
		 "media-type=\"font/otf\"/></manifest>",
		 NULL}},
		{{"EPUB/f.otf", "x"},
		    {"META-INF/encryption.xml",
			"<encryption "
			"xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
			"container\" "
			"xmlns:e=\"http://www.w3.org/2001/04/"
			"xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
			"Algorithm=\"http://www.idpf.org/2008/embedding\"/"
			"><e:CipherData><e:CipherReference "
			"URI=\"EPUB/none.otf\"/></e:CipherData></"
			"e:EncryptedData></encryption>"}},
		"EPUB-029"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
encryption_has_its_form(void **state)
{
	static const struct book books[] = {
	    {{{NULL, NULL, NULL}},
		{{"META-INF/encryption.xml", "<encryption/>"}}, "EPUB-113"},
	    {{{NULL, NULL, NULL}},
		{{"META-INF/encryption.xml",
		    "<encryption "
		    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"/"
		    ">"}},
		"EPUB-113"},
	    {{{NULL, NULL, NULL}},
		{{"META-INF/encryption.xml",
		    "<encryption "
		    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" "
		    "xmlns:e=\"http://www.w3.org/2001/04/"
		    "xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
		    "Algorithm=\"http://www.idpf.org/2008/embedding\"/"
		    "><e:CipherData><e:CipherReference "
		    "URI=\"EPUB/style.css\"/></"
		    "e:CipherData><e:EncryptionProperties><e:"
		    "EncryptionProperty><c:Compression "
		    "xmlns:c=\"http://www.idpf.org/2016/"
		    "encryption#compression\" Method=\"3\" "
		    "OriginalLength=\"1\"/></e:EncryptionProperty></"
		    "e:EncryptionProperties></e:EncryptedData></encryption>"}},
		"EPUB-113"},
	    {{{NULL, NULL, NULL}},
		{{"META-INF/encryption.xml",
		    "<encryption "
		    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" "
		    "xmlns:e=\"http://www.w3.org/2001/04/"
		    "xmlenc#\"><e:EncryptedData><e:EncryptionMethod "
		    "Algorithm=\"http://www.idpf.org/2008/embedding\"/"
		    "><e:CipherData><e:CipherReference "
		    "URI=\"EPUB/style.css\"/></"
		    "e:CipherData><e:EncryptionProperties><e:"
		    "EncryptionProperty><c:Compression "
		    "xmlns:c=\"http://www.idpf.org/2016/"
		    "encryption#compression\" Method=\"8\" "
		    "OriginalLength=\"\"/></e:EncryptionProperty></"
		    "e:EncryptionProperties></e:EncryptedData></encryption>"}},
		"EPUB-113"},
	    {{{NULL, NULL, NULL}}, {{"META-INF/signatures.xml", "<a/>"}},
		"EPUB-131"},
	    {{{NULL, NULL, NULL}}, {{"META-INF/own.xml", "<a>"}}, NULL},
	    {{{NULL, NULL, NULL}}, {{"META-INF/rights.xml", "<a>"}}, "XML-001"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
resources_are_not_in_meta_inf(void **state)
{
	static const struct book books[] = {
	    {{{"</manifest>",
		 "<item id=\"x\" href=\"../META-INF/x.txt\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{"META-INF/x.txt", "x"}}, "EPUB-116"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
names_are_those_that_all_systems_hold(void **state)
{
	static const struct book books[] = {
	    {{{NULL, NULL, NULL}}, {{"EPUB/a b", "x"}}, "EPUB-121"},
	    {{{NULL, NULL, NULL}}, {{"EPUB/a.", "x"}}, "EPUB-120"},
	    {{{NULL, NULL, NULL}}, {{"EPUB/a*", "x"}}, "EPUB-035"},
	    {{{NULL, NULL, NULL}},
		{{"EPUB/"
		  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaaaa",
		    "x"}},
		"EPUB-123"},
	    {{{NULL, NULL, NULL}}, {{"EPUB/d\xc3\xa9", "x"}}, "EPUB-122"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
other_encodings_are_found(void **state)
{
	static const struct book books[] = {
	    {{{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container",
		 "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<container",
		 NULL}},
		{{NULL, NULL}}, "XML-008"},
	    {{{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container",
		 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE "
		 "container SYSTEM \"x\">\n<container",
		 NULL}},
		{{NULL, NULL}}, "XML-007"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

/* Where mimetype stands and how: first, stored, by itself. */
static void
mimetype_is_first_and_stored(void **state)
{
	const struct zip_fault deflated = {.deflate = true};
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "a.txt", "x");
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "EPUB-001");
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "EPUB-005");
	zip_free(&zip);
	zip_begin(&zip);
	zip_add(&zip, "mimetype", "application/epub+zip", 20, &deflated);
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "EPUB-002");
	zip_free(&zip);
}

static void
utf16_is_a_warning(void **state)
{
	static const char text[] = "<?xml version='1.0'?><a/>";
	char wide[2 * sizeof(text)];
	struct zip zip;
	size_t i;

	(void)state;
	wide[0] = '\xff';
	wide[1] = '\xfe';
	for (i = 0; i + 1 < sizeof(text); i++) {
		wide[2 + 2 * i] = text[i];
		wide[3 + 2 * i] = '\0';
	}
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "META-INF/rights.xml", wide, sizeof(wide), NULL);
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "XML-009");
	zip_free(&zip);
}

static void
folders_roots_and_types_are_looked_at(void **state)
{
	static const struct book books[] = {
	    {{{NULL, NULL, NULL}}, {{"EPUB/folder/", ""}}, "EPUB-037"},
	    {{{"<container ", "<box ", NULL}, {"</container>", "</box>", NULL}},
		{{NULL, NULL}}, "XML-003"},
	    {{{"<!DOCTYPE html>",
		 "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" "
		 "\"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">",
		 NULL}},
		{{NULL, NULL}}, "XML-005"},
	    {{{"<dc:date>2024-03-01", "<dc:date>in March", NULL}},
		{{NULL, NULL}}, "EPUB-038"},
	    {{{"href=\"nav.xhtml\" media-type=\"application/xhtml+xml\"",
		 "href=\"nav.xhtml\" media-type=\"image/svg+xml\"", NULL}},
		{{NULL, NULL}}, "EPUB-025"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rootfiles_have_paths),
	    cmocka_unit_test(fonts_may_be_obfuscated_and_nothing_else),
	    cmocka_unit_test(encryption_has_its_form),
	    cmocka_unit_test(resources_are_not_in_meta_inf),
	    cmocka_unit_test(names_are_those_that_all_systems_hold),
	    cmocka_unit_test(other_encodings_are_found),
	    cmocka_unit_test(mimetype_is_first_and_stored),
	    cmocka_unit_test(utf16_is_a_warning),
	    cmocka_unit_test(folders_roots_and_types_are_looked_at),
	};

	return RUN(tests);
}
