/* newsconv [convert] INPUT... -o OUTPUT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "convert_request.h"

/* A run as it is told. */
struct telling {
	const struct convert_request *request;
	int failed; /* the worst status of an input */
};

/* Replacing an input would lose the dump. */
static int
output_is_input(const struct newsconv_convert_options *options)
{
	struct stat output, input;
	size_t i;

	if (strcmp(options->output, "-") == 0 ||
	    stat(options->output, &output) != 0 || !S_ISREG(output.st_mode))
		return 0;
	for (i = 0; i < options->input_count; i++) {
		if (stat(options->inputs[i], &input) == 0 &&
		    input.st_dev == output.st_dev &&
		    input.st_ino == output.st_ino) {
			message("%s: is an input and the output too; it was "
				"not replaced",
			    options->output);
			return 1;
		}
	}
	return 0;
}

static void
describe(const char *input, const struct newsconv_article *article)
{
	const struct newsconv_text headline =
	    newsconv_article_field(article, NEWSCONV_FIELD_HEADLINE)->text;
	const struct newsconv_language *language = newsconv_article_language(
	    article);
	const struct newsconv_date *date = newsconv_article_published(article);
	const struct newsconv_part *part = newsconv_article_part(article);
	char number[64] = "";

	if (part->of > 1)
		snprintf(number, sizeof(number), ": %" PRIu64 " of %" PRIu64,
		    part->number, part->of);
	message(
	    "%s%s: %s%.*s%s; %.*s; %zu author%s; %s; %zu blocks, %zu related, "
	    "%zu leftovers",
	    input, number, headline.size > 0 ? "\"" : "no headline",
	    (int)headline.size, headline.data, headline.size > 0 ? "\"" : "",
	    (int)language->tag.size, language->tag.data,
	    newsconv_article_authors(article, NULL),
	    newsconv_article_authors(article, NULL) == 1 ? "" : "s",
	    date->printed.text.size > 0 ? date->value : "no date",
	    newsconv_article_body(article, NULL),
	    newsconv_article_related(article, NULL),
	    newsconv_article_leftovers(article, NULL));
}

/* An input is left out; the message may know what helps. */
static void
tell_failed(struct telling *telling, const struct newsconv_convert_event *event)
{
	const struct newsconv_error *error = event->error;
	struct newsconv_error shown = *error;
	const char *hint = "";
	size_t used = strlen(shown.text);
	int split = event->article != NULL &&
	    newsconv_article_part(event->article)->of > 1;

	if (error->code == NEWSCONV_NO_ROOM)
		hint = split ? "; use jsonl, or --split never" : "; use jsonl";
	else if (error->code == NEWSCONV_BAD_VALUE && split)
		hint = "; use --split never";
	snprintf(shown.text + used, sizeof(shown.text) - used, "%s", hint);
	message_error(&shown);
	telling->failed = worse_status(telling->failed, status_of(error));
}

static int
tell(const struct newsconv_convert_event *event, void *context)
{
	struct telling *telling = context;
	const struct convert_request *request = telling->request;
	int verbose = request->verbose && !request->quiet;

	if (event->type == NEWSCONV_CONVERT_FAILED)
		tell_failed(telling, event);
	else if (event->type == NEWSCONV_CONVERT_ARTICLE && verbose)
		describe(event->input, event->article);
	else if (event->type == NEWSCONV_CONVERT_DUPLICATE && verbose)
		message("%s: the book has an article with this headline and "
			"body; it was left out",
		    event->input);
	return 0;
}

/* What is worth knowing of the whole, when it is done. */
static int
tell_summary(const struct telling *telling,
    const struct newsconv_convert_summary *summary)
{
	const struct convert_request *request = telling->request;
	const char *output = request->options.output;

	if (summary->duplicates > 0 && !request->quiet)
		message("%s: %" PRIu64 " article%s left out that %s in it "
			"already",
		    output, summary->duplicates,
		    summary->duplicates == 1 ? " was" : "s were",
		    summary->duplicates == 1 ? "is" : "are");
	if (summary->skipped > 0 && request->verbose && !request->quiet)
		message("%" PRIu64 " hidden files, links, sidecars or devices "
			"were no inputs",
		    summary->skipped);
	if (summary->failed == 0)
		return EXIT_SOUND;
	message("%s: holds %" PRIu64 " of %" PRIu64 " inputs", output,
	    summary->inputs - summary->failed, summary->inputs);
	return EXIT_FINDINGS;
}

static int
convert(const struct convert_request *request)
{
	struct telling telling = {request, EXIT_SOUND};
	struct newsconv_convert_options options = request->options;
	struct newsconv_convert_summary summary;
	struct newsconv_error error;

	options.callback = tell;
	options.context = &telling;
	if (newsconv_convert_run(&options, &summary, &error) >= 0)
		return tell_summary(&telling, &summary);
	/* That nothing could be used was told input by input. */
	if (error.code == NEWSCONV_EMPTY && summary.failed > 0)
		return telling.failed;
	message_error(&error);
	return status_of(&error);
}

int
command_convert(int argc, char **argv)
{
	struct convert_request request;
	int status;

	if (convert_request_parse(&request, argc, argv, &status))
		status = output_is_input(&request.options) ? EXIT_CANNOT
							   : convert(&request);
	convert_request_free(&request);
	return status;
}
