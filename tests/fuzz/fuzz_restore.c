/*
 * Any bytes as something that newsconv wrote.  What is taken can be written:
 * the device takes the bytes after they were validated.  And what was written
 * of it reads as it was.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article_restore.h"
#include "fuzz.h"

static void
check_json(const struct newsconv_article *article)
{
	struct newsconv_string first = {NULL, 0, 0}, second = {NULL, 0, 0};
	struct newsconv_article *again = NULL;
	struct newsconv_error error;

	if (newsconv_article_json(&first, article, &error) < 0 ||
	    newsconv_article_parse(
		&again, first.data, first.size, NULL, &error) < 0 ||
	    newsconv_article_json(&second, again, &error) < 0) {
		fprintf(stderr, "%s\n", error.text);
		abort();
	}
	if (first.size != second.size ||
	    memcmp(first.data, second.data, first.size) != 0)
		abort();
	newsconv_article_free(again);
	newsconv_string_free(&first);
	newsconv_string_free(&second);
}

static void
write_as(const struct newsconv_articles *articles, const char *name)
{
	struct newsconv_write_options options;
	struct newsconv_book_options book;
	struct newsconv_output *output = NULL;
	struct newsconv_error error;
	size_t i;
	int result;

	newsconv_write_options_init(&options);
	newsconv_book_options_init(&book);
	book.cover = NEWSCONV_COVER_TEXT;
	book.keep_leftovers = 1;
	options.book = &book;
	result = newsconv_output_open(&output, "/dev/null",
	    newsconv_format_for_name(name), &options, &error);
	for (i = 0; i < newsconv_articles_count(articles) && result >= 0; i++)
		result = newsconv_output_add(
		    output, newsconv_articles_at(articles, i), &error);
	if (result >= 0)
		result = newsconv_output_finish(output, &error);
	newsconv_output_free(output);
	if (result < 0) {
		fprintf(stderr, "%s: %s: %s\n", name, error.where, error.text);
		abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct newsconv_articles *articles = NULL;
	struct newsconv_text bytes = {(const char *)data, size};
	size_t i;

	if (nc_restorable(bytes) == NC_RESTORABLE_NONE ||
	    newsconv_articles_parse(&articles, data, size, NULL, NULL) < 0)
		return 0;
	for (i = 0; i < newsconv_articles_count(articles); i++)
		check_json(newsconv_articles_at(articles, i));
	write_as(articles, "jsonl");
	write_as(articles, "epub");
	newsconv_articles_free(articles);
	return 0;
}
