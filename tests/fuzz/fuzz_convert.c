/*
 * Any bytes as a dump, through every writer.  The device takes the bytes after
 * they were validated, so that a writer that does not meet its own schema shows
 * as NEWSCONV_INVALID.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static void
write_as(const struct newsconv_article *article,
    const struct newsconv_format *format)
{
	struct newsconv_output *output = NULL;
	struct newsconv_error error;
	int result;

	result = newsconv_output_open(
	    &output, "/dev/null", format, NULL, &error);
	if (result == 0)
		result = newsconv_output_add(output, article, &error);
	if (result == 0)
		result = newsconv_output_finish(output, &error);
	newsconv_output_free(output);
	if (result < 0) {
		fprintf(stderr, "%s: %s: %s\n", format->name, error.where,
		    error.text);
		abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct newsconv_format *format;
	struct newsconv_article *article = NULL;
	size_t i;

	if (newsconv_article_parse(&article, data, size, NULL, NULL) < 0)
		return 0;
	for (i = 0; (format = newsconv_format_at(i)) != NULL; i++)
		write_as(article, format);
	newsconv_article_free(article);
	return 0;
}
