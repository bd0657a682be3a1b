/* Sealing without the dump: what is derived, what is refused. */
#include "unit.h"

#include "restored.h"
#include "utf8.h"

enum { SEGMENTS = 4 };

static struct newsconv_article *
make(void)
{
	static const uint64_t starts[] = {3, 10, 20, 31};
	struct newsconv_article *article;
	struct nc_dump dump;
	size_t i;

	memset(&dump, 0, sizeof(dump));
	dump.arena = nc_arena_new(1 << 20);
	article = nc_article_new(&dump);
	assert_non_null(article);
	memset(article->dump.source.sha256, 'a', 64);
	article->source_size = 50;
	article->segments = nc_arena_array(
	    dump.arena, SEGMENTS, sizeof(*article->segments));
	article->segment_count = SEGMENTS;
	for (i = 0; i < SEGMENTS; i++) {
		article->segments[i].start = starts[i];
		article->segments[i].end = starts[i] + 7;
		article->segments[i].first_line = i + 1;
		article->segments[i].last_line = i + 1;
	}
	article->body = nc_arena_array(dump.arena, 1, sizeof(*article->body));
	article->body_count = 1;
	article->body[0].text = nc_text("One two \xe2\x80\x93 three.");
	article->body[0].segment = 2;
	nc_article_set_field(
	    article, NEWSCONV_FIELD_HEADLINE, nc_text("Headline"), 90, 0);
	return article;
}

static void
counts_range_and_texts_are_derived(void **state)
{
	struct newsconv_article *article = make();

	(void)state;
	assert_int_equal(nc_restored_seal(article, NULL), NEWSCONV_OK);
	assert_true(article->restored);
	assert_int_equal(article->words, 4);
	assert_int_equal(article->characters, 16);
	assert_int_equal(article->part.start, 3);
	assert_int_equal(article->part.end, 38);
	assert_int_equal(article->part.first_line, 1);
	assert_int_equal(article->part.last_line, 4);
	assert_text(article->segments[0].text, "Headline");
	assert_text(article->segments[1].text, "");
	assert_text(article->segments[2].text, "One two \xe2\x80\x93 three.");
	assert_text(article->dump.source.bytes, "");
	assert_int_equal(strncmp(article->source_id, "urn:uuid:", 9), 0);
	nc_article_free(article);
}

static void
segments_out_of_order_are_refused(void **state)
{
	struct newsconv_error error;
	struct newsconv_article *article;
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++) {
		article = make();
		switch (i) {
		case 0:
			article->segments[1].start = 9;
			break;
		case 1:
			article->segments[1].end = 10;
			break;
		case 2:
			article->segments[2].first_line = 1;
			break;
		case 3:
			article->segments[2].last_line = 2;
			break;
		case 4:
			article->source_size = 37;
			break;
		default:
			article->part.of = 2;
			article->part.start = 4;
			break;
		}
		assert_int_equal(
		    nc_restored_seal(article, &error), NEWSCONV_BAD_VALUE);
		nc_article_free(article);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_range_and_texts_are_derived),
	    cmocka_unit_test(segments_out_of_order_are_refused),
	};

	return RUN(tests);
}
