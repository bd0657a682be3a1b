/* Who wrote an archive by its own words, and the same compression once more. */
#include "recipe.h"

#include <libdeflate.h>

#include "canonical.h"

#define INFO(software, form) "software: " software "\r\n" form "format: x\r\n"

static struct newsconv_text
text(const char *string)
{
	struct newsconv_text result = {string, strlen(string)};

	return result;
}

static void
claim_warc(struct nc_claim *claim, const char *block, uint64_t *unchecked)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary = {.format = "warc"};
	struct nc_verify verify = {.options = &options, .summary = &summary};

	nc_claim_warc(claim, &verify, "", 0, text(block));
	*unchecked = summary.unchecked;
}

static void
a_warcinfo_says_who_wrote_it_and_with_what(void **state)
{
	struct nc_claim claim;
	uint64_t unchecked;

	(void)state;
	claim_warc(&claim,
	    INFO(
		"newsconv/0.1.0 (libdeflate 1.14, levels 6 and 1; zlib 1.2.13)",
		"newsconv-form: 2\r\n"),
	    &unchecked);
	assert_true(claim.ours);
	assert_string_equal(claim.library, "libdeflate 1.14");
	assert_string_equal(claim.large, "zlib 1.2.13");
	assert_int_equal(claim.level, 6);
	assert_int_equal(claim.derived, 1);
	claim_warc(&claim,
	    INFO("newsconv/0.1.0 (libdeflate 1.20, level 1)",
		"newsconv-form: 2\r\n"),
	    &unchecked);
	assert_string_equal(claim.library, "libdeflate 1.20");
	assert_int_equal(claim.level, 1);
	assert_int_equal(claim.derived, 1);
	claim_warc(
	    &claim, INFO("newsconv/0.1.0", "newsconv-form: 2\r\n"), &unchecked);
	assert_true(claim.ours);
	assert_string_equal(claim.library, "");
	assert_int_equal(claim.level, 0);
	assert_int_equal(unchecked, 0);
}

static void
others_and_those_from_before_claim_nothing(void **state)
{
	static const char *const blocks[] = {"", "software: newsconv/",
	    INFO("newsconv/0.1.0", ""),
	    INFO("Heritrix/3.4.0", "newsconv-form: 2\r\n"),
	    INFO("newsconvert/1", "newsconv-form: 2\r\n"),
	    "x-software: newsconv/0.1.0\r\nnewsconv-form: 2\r\n"};
	struct nc_claim claim;
	uint64_t unchecked;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		claim_warc(&claim, blocks[i], &unchecked);
		assert_false(claim.ours);
		assert_int_equal(unchecked, 0);
	}
}

static void
an_unknown_form_is_reported_and_not_judged(void **state)
{
	static const char *const forms[] = {"newsconv-form: 3\r\n",
	    "newsconv-form: 22\r\n", "newsconv-form: \r\n"};
	struct nc_claim claim;
	uint64_t unchecked;
	char block[128];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		snprintf(block, sizeof(block), "software: newsconv/9\r\n%s",
		    forms[i]);
		claim_warc(&claim, block, &unchecked);
		assert_false(claim.ours);
		assert_int_equal(unchecked, 1);
	}
}

static void
a_package_says_it_in_one_element(void **state)
{
	struct nc_claim claim;

	(void)state;
	nc_claim_epub(&claim,
	    text("<a/><meta name=\"generator\" "
		 "content=\"newsconv 0.1.0 (libdeflate 1.14)\"/>"));
	assert_true(claim.ours);
	assert_string_equal(claim.library, "libdeflate 1.14");
	nc_claim_epub(&claim,
	    text("<meta name=\"generator\" content=\"newsconv 0.1.0\"/>"));
	assert_false(claim.ours);
	nc_claim_epub(&claim,
	    text("<meta name=\"generator\" content=\"calibre (x 1)\"/>"));
	assert_false(claim.ours);
	nc_claim_epub(
	    &claim, text("<meta name=\"generator\" content=\"newsconv (x 1)"));
	assert_false(claim.ours);
	nc_claim_epub(&claim, text("<"));
	assert_false(claim.ours);
	nc_claim_epub(&claim, text(""));
	assert_false(claim.ours);
}

/* Words enough that levels differ. */
static void
make_text(struct nc_buffer *target)
{
	unsigned i, seed = 1;

	for (i = 0; i < 3000; i++) {
		seed = seed * 1103515245 + 12345;
		nc_buffer_format(target, "word%u ", seed >> 16 & 255);
	}
}

static void
only_the_same_bytes_are_the_same(void **state)
{
	struct nc_canonical *canonical = nc_canonical_new();
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    6);
	struct nc_buffer buffer = NC_BUFFER(RECIPE_MAX);
	struct newsconv_text plain, packed;
	char *room = malloc(65536);
	bool same = false;
	int level;

	(void)state;
	make_text(&buffer);
	plain.data = packed.data = buffer.data;
	plain.size = buffer.size;
	packed.data = room;
	packed.size = libdeflate_gzip_compress(
	    compressor, plain.data, plain.size, room, 65536);
	for (level = -1; level <= 13; level++) {
		assert_int_equal(nc_canonical_gzip(canonical, &same, level,
				     packed, plain, NULL),
		    NEWSCONV_OK);
		assert_int_equal(same, level == 6);
	}
	room[packed.size] = '\0';
	packed.size++;
	assert_int_equal(
	    nc_canonical_gzip(canonical, &same, 6, packed, plain, NULL),
	    NEWSCONV_OK);
	assert_false(same);
	packed.size -= 2;
	assert_int_equal(
	    nc_canonical_gzip(canonical, &same, 6, packed, plain, NULL),
	    NEWSCONV_OK);
	assert_false(same);
	packed.size = libdeflate_deflate_compress(
	    compressor, plain.data, plain.size, room, 65536);
	assert_int_equal(
	    nc_canonical_deflate(canonical, &same, packed, plain, NULL),
	    NEWSCONV_OK);
	assert_true(same);
	free(room);
	nc_buffer_free(&buffer);
	libdeflate_free_compressor(compressor);
	nc_canonical_free(canonical);
}

static void
what_does_not_become_shorter_is_known(void **state)
{
	struct nc_canonical *canonical = nc_canonical_new();
	bool shrinks = true;

	(void)state;
	assert_int_equal(
	    nc_canonical_shrinks(canonical, &shrinks, text("abc"), NULL),
	    NEWSCONV_OK);
	assert_false(shrinks);
	assert_int_equal(nc_canonical_shrinks(canonical, &shrinks,
			     text("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), NULL),
	    NEWSCONV_OK);
	assert_true(shrinks);
	nc_canonical_free(canonical);
	nc_canonical_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_warcinfo_says_who_wrote_it_and_with_what),
	    cmocka_unit_test(others_and_those_from_before_claim_nothing),
	    cmocka_unit_test(an_unknown_form_is_reported_and_not_judged),
	    cmocka_unit_test(a_package_says_it_in_one_element),
	    cmocka_unit_test(only_the_same_bytes_are_the_same),
	    cmocka_unit_test(what_does_not_become_shorter_is_known),
	};

	return RUN(tests);
}
