/* What decided, by a toy model and as users of the library get it. */
#include "toy.h"

#include "explain.h"

/* The one of this measure and offset. */
static const struct newsconv_reason *
find_reason(const struct newsconv_reason *reasons, size_t count,
    const char *measure, int offset)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(reasons[i].measure, measure) == 0 &&
		    reasons[i].offset == offset)
			return &reasons[i];
	fail_msg("nothing of %s at %d", measure, offset);
	return NULL;
}

static void
a_measure_speaks_for_half_of_what_its_opposite_would_change(void **state)
{
	struct newsconv_reason reasons[NC_REASONS];
	const struct newsconv_reason *reason;
	struct toy toy;
	size_t count;

	(void)state;
	toy_open(&toy);
	count = nc_explain(reasons, &toy.model, &toy.observations, 0,
	    NC_KIND_HEADLINE, NC_KIND_BODY);
	assert_int_equal(count, 2);
	/* Were it long, 3 for the body would come and 2 go. */
	reason = find_reason(reasons, count, "columns", 0);
	assert_true(reason->weight == 2.5);
	assert_int_equal(reason->value, TOY_SHORT);
	assert_string_equal(reason->meaning, "columns");
	assert_string_equal(reason->shown, "13");
	reason = find_reason(reasons, count, "columns", 1);
	assert_true(reason->weight == 1);
	assert_int_equal(reason->value, TOY_LONG);
	/* The strongest first. */
	assert_int_equal(reasons[0].offset, 0);
	toy_close(&toy);
}

static void
what_speaks_for_one_speaks_against_the_other(void **state)
{
	struct newsconv_reason reasons[NC_REASONS];
	struct toy toy;
	size_t count;

	(void)state;
	toy_open(&toy);
	count = nc_explain(reasons, &toy.model, &toy.observations, 1,
	    NC_KIND_HEADLINE, NC_KIND_BODY);
	assert_int_equal(count, 1);
	assert_true(reasons[0].weight == -1.5);
	count = nc_explain(reasons, &toy.model, &toy.observations, 1,
	    NC_KIND_BODY, NC_KIND_HEADLINE);
	assert_int_equal(count, 1);
	assert_true(reasons[0].weight == 1.5);
	/* Of neither kind anything is said. */
	count = nc_explain(reasons, &toy.model, &toy.observations, 1,
	    NC_KIND_DATE, NC_KIND_DEK);
	assert_int_equal(count, 0);
	toy_close(&toy);
}

static void
no_rule_leaves_an_explanation_alone(void **state)
{
	struct newsconv_explanation explanation = {0};

	(void)state;
	nc_explain_rule(&explanation, NC_RULE_QUOTE);
	assert_string_equal(explanation.rule, "quote");
	assert_non_null(explanation.rule_text);
	nc_explain_rule(&explanation, NC_RULE_NONE);
	assert_string_equal(explanation.rule, "quote");
	nc_explain_rule(NULL, NC_RULE_QUOTE);
}

/* ------------------------------------------------------------ the public way */

static struct newsconv_articles *
parse(const char *text, int explain)
{
	struct newsconv_read_options options;
	struct newsconv_articles *articles = NULL;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.explain = explain;
	assert_int_equal(newsconv_articles_parse(
			     &articles, text, strlen(text), &options, NULL),
	    0);
	return articles;
}

#define PARAGRAPH \
	"The bus will stop at the end of the month, the council said on" \
	" Tuesday, because the money for it has run out.\n\n"
#define ARTICLE(title) \
	title " for the bridge over the river\n\nBy Ada Miller\n\n" \
	      "14 March 2023\n\n" PARAGRAPH PARAGRAPH PARAGRAPH

static void
without_being_asked_for_there_are_none(void **state)
{
	struct newsconv_articles *articles = parse(ARTICLE("A plan"), 0);
	const struct newsconv_segment *segments;
	size_t count = newsconv_article_segments(
		   newsconv_articles_at(articles, 0), &segments),
	       i;

	(void)state;
	for (i = 0; i < count; i++)
		assert_null(segments[i].explanation);
	newsconv_articles_free(articles);
}

static void
each_segment_of_each_article_is_explained(void **state)
{
	struct newsconv_articles *articles = parse(
	    ARTICLE("A plan") "=== Article 2 ===\n\n" ARTICLE("Money"), 1);
	const struct newsconv_article *article;
	const struct newsconv_segment *segments;
	size_t count, i, j, boundaries = 0;

	(void)state;
	for (i = 0; (article = newsconv_articles_at(articles, i)) != NULL;
	     i++) {
		count = newsconv_article_segments(article, &segments);
		for (j = 0; j < count; j++) {
			const struct newsconv_explanation *explanation =
			    segments[j].explanation;

			assert_non_null(explanation);
			assert_in_range(segments[j].confidence +
				explanation->alternative_confidence,
			    0, 100);
			if (explanation->rule != NULL)
				boundaries += strcmp(explanation->rule,
						  "boundary") == 0;
		}
	}
	assert_int_equal(i, 2);
	assert_int_equal(boundaries, 1);
	newsconv_articles_free(articles);
}

static void
a_rule_that_told_the_type_is_named(void **state)
{
	struct newsconv_articles *articles = parse(
	    "A plan for the bridge\n\n" PARAGRAPH, 1);
	const struct newsconv_segment *segments;

	(void)state;
	newsconv_article_segments(newsconv_articles_at(articles, 0), &segments);
	assert_int_equal(segments[0].type, NEWSCONV_SEGMENT_HEADLINE);
	assert_string_equal(segments[0].explanation->rule, "brief");
	/* It left no other type. */
	assert_int_equal(
	    segments[0].explanation->alternative, NEWSCONV_SEGMENT_UNKNOWN);
	newsconv_articles_free(articles);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_measure_speaks_for_half_of_what_its_opposite_would_change),
	    cmocka_unit_test(what_speaks_for_one_speaks_against_the_other),
	    cmocka_unit_test(no_rule_leaves_an_explanation_alone),
	    cmocka_unit_test(without_being_asked_for_there_are_none),
	    cmocka_unit_test(each_segment_of_each_article_is_explained),
	    cmocka_unit_test(a_rule_that_told_the_type_is_named),
	};

	return RUN(tests);
}
