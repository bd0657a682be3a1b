/* Any bytes as a dump: read, segmented, sealed, accounted for. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accounting.h"
#include "fuzz.h"

/* The same, cut wherever a sign could mean it. */
static void
split(const uint8_t *data, size_t size)
{
	struct newsconv_articles *articles = NULL;
	struct newsconv_read_options options;
	struct newsconv_error error;
	const char *fault = NULL;
	int result;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.split = NEWSCONV_SPLIT_ALWAYS;
	result = newsconv_articles_parse(
	    &articles, data, size, &options, &error);
	if (result == 0)
		fault = accounting_fault_of_all(articles);
	else if (result == NEWSCONV_LOST_TEXT)
		fault = error.text;
	if (fault != NULL) {
		fprintf(stderr, "split: %s\n", fault);
		abort();
	}
	newsconv_articles_free(articles);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	const char *fault;
	int result;

	result = newsconv_article_parse(&article, data, size, NULL, &error);
	if (result == NEWSCONV_LOST_TEXT) {
		fprintf(stderr, "%s\n", error.text);
		abort();
	}
	if (result < 0)
		return 0;
	fault = accounting_fault(article);
	if (fault != NULL) {
		fprintf(stderr, "%s\n", fault);
		abort();
	}
	newsconv_article_free(article);
	split(data, size);
	return 0;
}
