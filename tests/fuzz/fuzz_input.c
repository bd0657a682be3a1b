/* Any bytes as a dump: read, segmented, sealed, accounted for. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "accounting.h"
#include "fuzz.h"

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
	return 0;
}
