/* What the other files of a folder tell of a line. */
#include "unit.h"

#include "folder.h"
#include "input.h"

#define TOP "Marholm Courier\n"
#define BOTTOM \
	"The Courier is printed on paper from the mill of Tunsdal and is " \
	"brought to every house on both sides of the fjord.\n" \
	"Kiosk and letters: Quay Street 5\n"

#define FERRY_TITLE "Ferry line to Grell Island will run all winter"
#define BAKER_TITLE "Baker of Tunsdal wins the northern rye prize"
#define LIBRARY_TITLE "Library of Vester gets back a book lent out in 1931"

static const char ferry[] = FERRY_TITLE
    " - Marholm Courier\n" FERRY_TITLE "\nBy Oda Lindqvist\n"
    "The ferry between Marholm and Grell Island will run through the winter "
    "for the first time since the line was founded, the board said.\n"
    "Two boats that were refitted last summer can break ice of up to twenty "
    "centimetres, the engineer of the board said in the harbour.\n" BAKER_TITLE
    "\n" BOTTOM;
static const char baker[] = BAKER_TITLE
    " - Marholm Courier\n" BAKER_TITLE "\nBy Pelle Aaker\n"
    "A baker from Tunsdal has won the prize for the best rye bread of the "
    "northern counties with a loaf that takes three days to make.\n"
    "Judges praised its crust and what one of them called a smell of hay and "
    "honey, and the winner said she would repair the oven.\n" BOTTOM;
static const char library[] = LIBRARY_TITLE
    " - Marholm Courier\n" LIBRARY_TITLE "\nBy Oda Lindqvist\n"
    "A guide to the mosses of the fells that was lent out in November 1931 "
    "has come back to the town library in a parcel without sender.\n"
    "The librarian has put the book into a glass case beside the door, open "
    "at the page where its reader had left a pressed leaf.\n" BOTTOM;

static struct newsconv_folder *
folder_of(const char *const *texts, size_t count)
{
	struct newsconv_folder *folder = NULL;
	size_t i;

	assert_int_equal(newsconv_folder_new(&folder, NULL), 0);
	for (i = 0; i < count; i++)
		assert_int_equal(newsconv_folder_parse(folder, texts[i],
				     strlen(texts[i]), NULL, NULL),
		    0);
	assert_int_equal(newsconv_folder_finish(folder, NULL), 0);
	return folder;
}

static struct newsconv_article *
read_in(const char *text, const struct newsconv_folder *folder)
{
	struct newsconv_read_options options;
	struct newsconv_article *article = NULL;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.folder = folder;
	assert_int_equal(newsconv_article_parse(
			     &article, text, strlen(text), &options, NULL),
	    0);
	return article;
}

static enum newsconv_segment_type
type_of(const struct newsconv_article *article, const char *start)
{
	const struct newsconv_segment *segments;
	size_t count = newsconv_article_segments(article, &segments), i;

	for (i = 0; i < count; i++)
		if (strncmp(segments[i].text.data, start, strlen(start)) == 0)
			return segments[i].type;
	fail_msg("no segment begins with \"%s\"", start);
	return NEWSCONV_SEGMENT_UNKNOWN;
}

static const char *const three[] = {ferry, baker, library};

static void
a_sentence_that_recurs_is_boilerplate(void **state)
{
	struct newsconv_folder *folder = folder_of(three, 3);
	struct newsconv_article *alone = read_in(ferry, NULL);
	struct newsconv_article *article = read_in(ferry, folder);

	(void)state;
	assert_int_equal(
	    type_of(alone, "The Courier is"), NEWSCONV_SEGMENT_PARAGRAPH);
	assert_true(
	    type_of(article, "The Courier is") >= NEWSCONV_SEGMENT_SECTION);
	assert_int_equal(
	    type_of(article, "The ferry"), NEWSCONV_SEGMENT_PARAGRAPH);
	assert_int_equal(
	    type_of(article, "Two boats"), NEWSCONV_SEGMENT_PARAGRAPH);
	newsconv_article_free(alone);
	newsconv_article_free(article);
	newsconv_folder_free(folder);
}

static void
the_headline_of_another_file_is_related(void **state)
{
	struct newsconv_folder *folder = folder_of(three, 3);
	struct newsconv_article *article = read_in(ferry, folder);

	(void)state;
	assert_int_equal(
	    type_of(article, BAKER_TITLE), NEWSCONV_SEGMENT_RELATED);
	assert_text(
	    newsconv_article_field(article, NEWSCONV_FIELD_HEADLINE)->text,
	    FERRY_TITLE);
	newsconv_article_free(article);
	newsconv_folder_free(folder);
}

static void
the_end_that_titles_share_is_the_sites_name(void **state)
{
	struct newsconv_folder *folder = folder_of(three, 3);
	struct newsconv_article *article = read_in(baker, folder);
	struct newsconv_text site, rest;

	(void)state;
	assert_text(
	    newsconv_article_field(article, NEWSCONV_FIELD_PUBLISHER)->text,
	    "Marholm Courier");
	rest = nc_folder_strip(folder,
	    (struct newsconv_text){"Rye - and more - Marholm Courier", 32},
	    &site);
	assert_text(rest, "Rye - and more");
	assert_text(site, "Marholm Courier");
	rest = nc_folder_strip(
	    folder, (struct newsconv_text){"Rye - and more", 14}, &site);
	assert_text(rest, "Rye - and more");
	assert_int_equal(site.size, 0);
	newsconv_article_free(article);
	newsconv_folder_free(folder);
}

static void
assert_same_labels(const struct newsconv_folder *a,
    const struct newsconv_folder *b, const char *text)
{
	struct newsconv_article *x = read_in(text, a), *y = read_in(text, b);
	const struct newsconv_segment *left, *right;
	size_t count = newsconv_article_segments(x, &left), i;

	assert_int_equal(newsconv_article_segments(y, &right), count);
	for (i = 0; i < count; i++) {
		assert_int_equal(left[i].type, right[i].type);
		assert_int_equal(left[i].confidence, right[i].confidence);
	}
	newsconv_article_free(x);
	newsconv_article_free(y);
}

static void
the_order_of_files_does_not_matter(void **state)
{
	static const char *const reversed[] = {library, baker, ferry};
	struct newsconv_folder *a = folder_of(three, 3);
	struct newsconv_folder *b = folder_of(reversed, 3);
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_same_labels(a, b, three[i]);
	newsconv_folder_free(a);
	newsconv_folder_free(b);
}

/* An edition that differs in a line says nothing new of the others. */
static void
editions_of_one_article_count_once(void **state)
{
	char edition[2048];
	const char *both[] = {ferry, edition};
	const char *one[] = {ferry};
	struct newsconv_folder *a, *b;

	(void)state;
	snprintf(edition, sizeof(edition), "Updated. %s", ferry);
	a = folder_of(both, 2);
	b = folder_of(one, 1);
	assert_same_labels(a, b, ferry);
	newsconv_folder_free(a);
	newsconv_folder_free(b);
}

static void
a_folder_of_nothing_tells_nothing(void **state)
{
	struct newsconv_folder *folder = folder_of(NULL, 0);
	struct newsconv_folder *bad = NULL;

	(void)state;
	assert_same_labels(folder, NULL, ferry);
	assert_int_equal(newsconv_folder_new(&bad, NULL), 0);
	assert_int_equal(
	    newsconv_folder_parse(bad, "", 0, NULL, NULL), NEWSCONV_EMPTY);
	assert_int_equal(newsconv_folder_read(bad, "none.txt", NULL, NULL),
	    NEWSCONV_READ_FAILED);
	newsconv_folder_free(folder);
	newsconv_folder_free(bad);
	newsconv_folder_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sentence_that_recurs_is_boilerplate),
	    cmocka_unit_test(the_headline_of_another_file_is_related),
	    cmocka_unit_test(the_end_that_titles_share_is_the_sites_name),
	    cmocka_unit_test(the_order_of_files_does_not_matter),
	    cmocka_unit_test(editions_of_one_article_count_once),
	    cmocka_unit_test(a_folder_of_nothing_tells_nothing),
	};

	return RUN(tests);
}
