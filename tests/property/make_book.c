/*
 * One book of the files whose names come in, by the public functions alone:
 *
 *	find ... | make_book BOOK THREADS GROUP
 *
 * GROUP is a number of enum newsconv_book_group.  Prints how many articles it
 * has and how many were duplicates.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsconv.h"

struct making {
	struct newsconv_output *output;
	unsigned articles, duplicates;
};

static int
add_file(struct making *making, const char *path, struct newsconv_error *error)
{
	struct newsconv_articles *articles;
	int result = newsconv_articles_read(&articles, path, NULL, error);
	size_t i;

	if (result < 0)
		return result;
	for (i = 0; i < newsconv_articles_count(articles) && result >= 0; i++) {
		result = newsconv_output_add(
		    making->output, newsconv_articles_at(articles, i), error);
		making->articles += result == NEWSCONV_OK;
		making->duplicates += result == NEWSCONV_ALREADY;
	}
	newsconv_articles_free(articles);
	return result;
}

static int
add_all(struct making *making, struct newsconv_error *error)
{
	char line[4096];
	int result = NEWSCONV_OK;

	while (result >= 0 && fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		result = add_file(making, line, error);
	}
	return result;
}

int
main(int argc, char **argv)
{
	struct making making = {0};
	struct newsconv_book_options book;
	struct newsconv_write_options options;
	struct newsconv_error error = {0};
	int result;

	if (argc != 4)
		return 2;
	newsconv_book_options_init(&book);
	book.cover = NEWSCONV_COVER_TEXT;
	book.group = (enum newsconv_book_group)atoi(argv[3]);
	newsconv_write_options_init(&options);
	options.book = &book;
	options.threads = (unsigned)atoi(argv[2]);
	options.time = 1600000000;
	result = newsconv_output_open(&making.output, argv[1],
	    newsconv_format_for_name("epub"), &options, &error);
	if (result == NEWSCONV_OK)
		result = add_all(&making, &error);
	if (result >= 0)
		result = newsconv_output_finish(making.output, &error);
	newsconv_output_free(making.output);
	if (result < 0) {
		fprintf(stderr, "%s: %s\n", error.where, error.text);
		return 1;
	}
	printf(
	    "%u articles, %u duplicates\n", making.articles, making.duplicates);
	return 0;
}
