/* A user's program: only the installed header, as newsconv(3) shows it. */
#include <newsconv.h>
#include <stdio.h>
#include <string.h>

static void
print_finding(const struct newsconv_finding *finding, void *context)
{
	(void)context;
	printf("%s: %s\n", finding->code, finding->text);
}

int
main(int argc, char **argv)
{
	struct newsconv_article *article = NULL;
	struct newsconv_output *output = NULL;
	struct newsconv_summary summary;
	struct newsconv_error error;
	int result;

	if (argc != 3)
		return 64;
	if (strcmp(newsconv_version(), NEWSCONV_VERSION) != 0) {
		fprintf(stderr, "the header is of %s, the library of %s\n",
		    NEWSCONV_VERSION, newsconv_version());
		return 1;
	}
	result = newsconv_article_read(&article, argv[1], NULL, &error);
	if (result == 0)
		result = newsconv_output_open(&output, argv[2],
		    newsconv_format_for_path(argv[2]), NULL, &error);
	if (result == 0)
		result = newsconv_output_add(output, article, &error);
	if (result == 0)
		result = newsconv_output_finish(output, &error);
	newsconv_output_free(output);
	newsconv_article_free(article);
	if (result == 0)
		result = newsconv_verify(
		    argv[2], print_finding, NULL, &summary, &error);
	if (result < 0) {
		fprintf(stderr, "%s: %s\n", error.where, error.text);
		return 2;
	}
	return summary.errors > 0;
}
