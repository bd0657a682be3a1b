/*
 * Reads dumps that others made: none may crash, hang or lose a byte, and what
 * is written of them has to verify clean.
 *
 *	corpus DIRECTORY STEP FILE-WITH-PATHS
 *
 * Every path is read, every STEP-th also written in each format to DIRECTORY
 * and checked.  Prints a line for each fault, then a summary; a time limit of
 * ten seconds a file ends the program.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accounting.h"
#include "newsconv.h"

enum { SECONDS = 10 };

static const char *path_now = "";

static void
show_finding(const struct newsconv_finding *finding, void *context)
{
	(void)context;
	printf("%s: %s %s: %s\n", path_now, finding->code, finding->part,
	    finding->text);
}

static int
write_and_verify(const struct newsconv_article *article, const char *target)
{
	struct newsconv_write_options options;
	struct newsconv_output *output = NULL;
	struct newsconv_summary summary;
	struct newsconv_error error;
	int result;

	newsconv_write_options_init(&options);
	options.replace = 1;
	result = newsconv_output_open(&output, target,
	    newsconv_format_for_path(target), &options, &error);
	if (result == 0)
		result = newsconv_output_add(output, article, &error);
	if (result == 0)
		result = newsconv_output_finish(output, &error);
	newsconv_output_free(output);
	if (result == 0)
		result = newsconv_verify(
		    target, show_finding, NULL, &summary, &error);
	if (result < 0) {
		printf("%s: %s: %s\n", path_now, error.where, error.text);
		return 0;
	}
	return summary.errors + summary.warnings == 0;
}

/* Cut wherever a sign could mean it: no line is lost. */
static int
try_split(const char *path)
{
	struct newsconv_articles *articles = NULL;
	struct newsconv_read_options options;
	struct newsconv_error error;
	const char *fault;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.split = NEWSCONV_SPLIT_ALWAYS;
	if (newsconv_articles_read(&articles, path, &options, &error) < 0) {
		printf("%s: split: %s\n", path, error.text);
		return 0;
	}
	fault = accounting_fault_of_all(articles);
	if (fault != NULL)
		printf("%s: split: %s\n", path, fault);
	newsconv_articles_free(articles);
	return fault == NULL;
}

static int
try_file(const char *path, const char *directory, int write)
{
	static const char *const names[] = {"it.epub", "it.json", "it.warc.gz"};
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	const char *fault;
	int good, result;
	size_t i;

	path_now = path;
	alarm(SECONDS);
	result = newsconv_article_read(&article, path, NULL, &error);
	if (result < 0) {
		printf("%s: %s\n", path, error.text);
		return 0;
	}
	fault = accounting_fault(article);
	if (fault != NULL)
		printf("%s: %s\n", path, fault);
	good = fault == NULL;
	good &= try_split(path);
	for (i = 0; write && i < sizeof(names) / sizeof(names[0]); i++) {
		char target[4096];

		snprintf(target, sizeof(target), "%s/%s", directory, names[i]);
		good &= write_and_verify(article, target);
	}
	newsconv_article_free(article);
	return good;
}

int
main(int argc, char **argv)
{
	char path[4096];
	unsigned long step, count = 0, written = 0, bad = 0;
	FILE *list;

	if (argc != 4 || (list = fopen(argv[3], "r")) == NULL)
		return 64;
	step = strtoul(argv[2], NULL, 10);
	while (fgets(path, sizeof(path), list) != NULL) {
		int write = step > 0 && count % step == 0;

		path[strcspn(path, "\n")] = '\0';
		bad += !try_file(path, argv[1], write);
		written += write ? 1 : 0;
		count++;
	}
	fclose(list);
	printf("%lu read, %lu written, %lu bad\n", count, written, bad);
	return count == 0 || bad > 0;
}
