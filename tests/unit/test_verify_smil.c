/* Media overlays. */
#include "recipe.h"

static void
a_sound_overlay_is_sound(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		NULL},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
durations_are_stated(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "name=\"generator\"",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-069"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-069"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"duration\">10s", "duration\">15s", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-070"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
clips_end_after_they_begin(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"clipEnd=\"10s\"", "clipEnd=\"0s\"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-101"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"clipBegin=\"0s\"", "clipBegin=\" 00:11 \"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-101"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"src=\"a.mp3\"", "src=\"a.mp3#t=1\"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-102"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"clipBegin=\"0s\"", "clipBegin=\"x\"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-045"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
sounds_are_of_core_types_and_listed(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"\"audio/mpeg\"", "\"audio/wav\"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-105"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"src=\"a.mp3\"", "src=\"https://example.org/a.mp3\"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-103"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"src=\"a.mp3\"", "src=\"https://example.org/a.mp3\"", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-104"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
overlays_and_documents_know_each_other(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-108"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"article-1.xhtml#headline\"/><audio",
		     "nav.xhtml#toc\"/><audio", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-110"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo2\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mo2\" "
		     "href=\"b.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"},
		    {"EPUB/b.smil",
			"<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
			"xmlns:epub=\"http://www.idpf.org/2007/ops\" "
			"version=\"3.0\"><body><par><text "
			"src=\"nav.xhtml#toc\"/><audio src=\"a.mp3\" "
			"clipBegin=\"0s\" "
			"clipEnd=\"10s\"/></par></body></smil>"}},
		"EPUB-109"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mo2\" "
		     "href=\"b.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"},
		    {"EPUB/b.smil",
			"<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
			"xmlns:epub=\"http://www.idpf.org/2007/ops\" "
			"version=\"3.0\"><body><par><text "
			"src=\"article-1.xhtml#headline\"/><audio "
			"src=\"a.mp3\" clipBegin=\"0s\" "
			"clipEnd=\"10s\"/></par></body></smil>"}},
		"EPUB-107"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		 "href=\"article-1.xhtml\" "
		 "media-type=\"application/xhtml+xml\" media-overlay=\"ncx\"",
		 NULL}},
		{{NULL, NULL}}, "EPUB-082"},
	    {{{"media-type=\"text/css\"",
		 "media-type=\"text/css\" media-overlay=\"ncx\"", NULL}},
		{{NULL, NULL}}, "EPUB-083"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"article-1.xhtml#headline", "article-1.xhtml#xpointer(x)",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-106"},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta name=\"generator\"",
		     NULL},
		 {"<body><par>",
		     "<body><seq epub:textref=\"nav.xhtml#toc\"/><par>", NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-040"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
a_class_needs_a_style(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:duration\">10s</meta><meta "
		     "property=\"media:duration\" "
		     "refines=\"#mo\">10s</meta><meta "
		     "property=\"media:active-class\">on</meta><meta "
		     "name=\"generator\"",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		NULL},
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		  "href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\" media-overlay=\"mo\"",
		  NULL},
		 {"</manifest>",
		     "<item id=\"mo\" href=\"a.smil\" "
		     "media-type=\"application/smil+xml\"/><item id=\"mp3\" "
		     "href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>",
		     NULL},
		 {"<meta name=\"generator\"",
		     "<meta property=\"media:active-class\">on</meta><meta "
		     "name=\"generator\"",
		     NULL},
		 {"<title>Ferry runs again</title><link rel=\"stylesheet\" "
		  "type=\"text/css\" href=\"style.css\"/></head><body><article",
		     "<title>Ferry runs again</title></head><body><article",
		     NULL}},
		{{"EPUB/a.smil",
		     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
		     "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		     "version=\"3.0\"><body><par><text "
		     "src=\"article-1.xhtml#headline\"/><audio src=\"a.mp3\" "
		     "clipBegin=\"0s\" clipEnd=\"10s\"/></par></body></smil>"},
		    {"EPUB/a.mp3", "ID3"}},
		"EPUB-124"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sound_overlay_is_sound),
	    cmocka_unit_test(durations_are_stated),
	    cmocka_unit_test(clips_end_after_they_begin),
	    cmocka_unit_test(sounds_are_of_core_types_and_listed),
	    cmocka_unit_test(overlays_and_documents_know_each_other),
	    cmocka_unit_test(a_class_needs_a_style),
	};

	return RUN(tests);
}
