/* newsconv [convert] INPUT... -o OUTPUT */
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "folders.h"
#include "values.h"

struct request {
	const char *output;
	const char *to;
	const struct newsconv_format *format;
	int verbose;
	int quiet;
	int no_folder;
	const char **authors; /* room for one an argument */
	struct newsconv_read_options read;
	struct newsconv_write_options write;
	char **inputs;
	int input_count;
	struct folders *folders; /* or NULL */
};

enum long_option {
	OPTION_TO = 256,
	OPTION_TITLE,
	OPTION_AUTHOR,
	OPTION_DATE,
	OPTION_LANG,
	OPTION_URL,
	OPTION_PUBLISHER,
	OPTION_CHARSET,
	OPTION_SPLIT,
	OPTION_NO_FOLDER,
	OPTION_MANIFEST
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"to", required_argument, NULL, OPTION_TO},
    {"force", no_argument, NULL, 'f'},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"author", required_argument, NULL, OPTION_AUTHOR},
    {"date", required_argument, NULL, OPTION_DATE},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"url", required_argument, NULL, OPTION_URL},
    {"publisher", required_argument, NULL, OPTION_PUBLISHER},
    {"charset", required_argument, NULL, OPTION_CHARSET},
    {"split", required_argument, NULL, OPTION_SPLIT},
    {"no-folder", no_argument, NULL, OPTION_NO_FOLDER},
    {"manifest", no_argument, NULL, OPTION_MANIFEST},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static const char usage_head[] =
    "Usage: newsconv [convert] [OPTION...] INPUT... -o OUTPUT\n"
    "       newsconv verify PATH...\n"
    "       newsconv inspect INPUT...\n"
    "       newsconv archive INPUT... -o ARCHIVE\n"
    "       newsconv merge SHARD... -o ARCHIVE\n"
    "       newsconv bag FOLDER -o BAG\n"
    "       newsconv --stream <PATHS >LINES\n"
    "\n"
    "Turn plain-text dumps of news articles into a validated archive.\n"
    "\n"
    "  -o, --output FILE    where to write; the suffix tells the format, and\n"
    "                       - is standard output\n"
    "      --to FORMAT      the format, whatever the suffix\n"
    "  -f, --force          replace an output that exists\n"
    "      --manifest       also write OUTPUT.manifest.jsonl, and SHA256SUMS "
    "in\n"
    "                       its folder: what was made, to verify it by\n"
    "      --charset NAME   of the inputs; else it is found out\n"
    "      --split WHEN     tell several articles of one input apart: auto,\n"
    "                       never, always\n"
    "      --no-folder      read each input without a look at the others of "
    "its\n"
    "                       directory\n"
    "  -v, --verbose        say what was found in each input\n"
    "  -q, --quiet          say nothing but errors\n"
    "  -h, --help           this text\n"
    "  -V, --version        the version\n"
    "\n"
    "What the text says is replaced by\n"
    "      --title TEXT     headline; of several articles, title of the book\n"
    "      --author NAME    may be given several times\n"
    "      --date DATE      YYYY, YYYY-MM, YYYY-MM-DD, YYYY-MM-DDThh:mm:ssZ\n"
    "      --lang TAG       BCP 47, such as en or pt-BR\n"
    "      --url URL        where the article was published\n"
    "      --publisher NAME\n"
    "\n"
    "INPUT - is standard input. Several articles go into one output: a "
    "chapter,\n"
    "a line or records for each. Times come from SOURCE_DATE_EPOCH, never "
    "from\n"
    "the clock: the same input gives the same bytes.\n"
    "\n"
    "Formats:\n";

static const char usage_tail[] =
    "\n"
    "Exit status: 0 done; 1 done, but for the inputs that were named; 2 not\n"
    "done; 64 wrong usage; 75 not done, trying again may help.\n";

static int
help(void)
{
	const struct newsconv_format *format;
	size_t i;

	fputs(usage_head, stdout);
	for (i = 0; (format = newsconv_format_at(i)) != NULL; i++)
		printf("  %-8s %-16s %s\n", format->name, format->suffixes,
		    format->standard);
	fputs(usage_tail, stdout);
	return finish_output(EXIT_SOUND);
}

static int
version(void)
{
	printf("newsconv %s\n", newsconv_version());
	return finish_output(EXIT_SOUND);
}

/* 1: a run is wanted; 0: *status is all there is to do. */
static int
parse_arguments(struct request *request, int argc, char **argv, int *status)
{
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "o:fqvhV", long_options, NULL)) !=
	    -1) {
		switch (c) {
		case 'o':
			request->output = optarg;
			break;
		case OPTION_TO:
			request->to = optarg;
			break;
		case 'f':
			request->write.replace = 1;
			break;
		case OPTION_TITLE:
			request->read.title = optarg;
			break;
		case OPTION_AUTHOR:
			request->authors[request->read.author_count++] = optarg;
			break;
		case OPTION_DATE:
			request->read.date = optarg;
			break;
		case OPTION_LANG:
			request->read.language = optarg;
			break;
		case OPTION_URL:
			request->read.url = optarg;
			break;
		case OPTION_PUBLISHER:
			request->read.publisher = optarg;
			break;
		case OPTION_CHARSET:
			request->read.charset = optarg;
			break;
		case OPTION_NO_FOLDER:
			request->no_folder = 1;
			break;
		case OPTION_MANIFEST:
			request->write.manifest = 1;
			break;
		case OPTION_SPLIT:
			if (split_of(optarg, &request->read.split))
				break;
			*status = wrong_usage("",
			    "--split %s: not auto, never or always", optarg);
			return 0;
		case 'q':
			request->quiet = 1;
			break;
		case 'v':
			request->verbose = 1;
			break;
		case 'h':
			*status = help();
			return 0;
		case 'V':
			*status = version();
			return 0;
		default:
			*status = wrong_option("", argv);
			return 0;
		}
	}
	request->inputs = argv + optind;
	request->input_count = argc - optind;
	return 1;
}

static void
list_formats(char *target, size_t size)
{
	const struct newsconv_format *format;
	size_t used = 0, i;

	for (i = 0; (format = newsconv_format_at(i)) != NULL; i++)
		used += (size_t)snprintf(target + used, size - used, "%s%s",
		    i > 0 ? ", " : "", format->name);
}

/* "warc.gz" is a kind of "warc", and not the other way round. */
static int
refines(const struct newsconv_format *special,
    const struct newsconv_format *general)
{
	size_t size = strlen(general->name);

	return strncmp(special->name, general->name, size) == 0 &&
	    special->name[size] == '.';
}

/* 0, or the exit status. */
static int
choose_format(struct request *request)
{
	const struct newsconv_format *by_path;
	char names[128];

	list_formats(names, sizeof(names));
	by_path = newsconv_format_for_path(request->output);
	if (request->to == NULL) {
		request->format = by_path;
		if (by_path != NULL)
			return 0;
		if (strcmp(request->output, "-") == 0)
			return wrong_usage("",
			    "standard output needs a format: --to %s", names);
		return wrong_usage("",
		    "%s: the suffix tells no format; use --to %s",
		    request->output, names);
	}
	request->format = newsconv_format_for_name(request->to);
	if (request->format == NULL)
		return wrong_usage("", "--to %s: no such format; there are %s",
		    request->to, names);
	/* "--to warc -o x.warc.gz": the suffix says which of the two. */
	if (by_path != NULL && refines(by_path, request->format))
		request->format = by_path;
	return 0;
}

/* Options that speak of one article or of the whole. */
static int
settle_title(struct request *request)
{
	int is_book = strcmp(request->format->name, "epub") == 0;

	if (request->input_count == 1) {
		if (is_book)
			request->write.title = request->read.title;
		return 0;
	}
	if (!request->format->holds_many)
		return wrong_usage("",
		    "%s: %s holds one article, there are %d inputs; use jsonl",
		    request->output, request->format->name,
		    request->input_count);
	if (request->read.url != NULL)
		return wrong_usage("",
		    "--url names one article, there are %d inputs",
		    request->input_count);
	if (request->read.title == NULL)
		return 0;
	if (!is_book)
		return wrong_usage(
		    "", "--title: with several inputs only a book has a title");
	request->write.title = request->read.title;
	request->read.title = NULL;
	return 0;
}

static int
is_terminal(const char *path)
{
	struct stat status;
	int descriptor, terminal;

	if (strcmp(path, "-") == 0)
		return isatty(STDOUT_FILENO);
	if (stat(path, &status) != 0 || !S_ISCHR(status.st_mode))
		return 0;
	descriptor = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (descriptor < 0)
		return 0;
	terminal = isatty(descriptor);
	close(descriptor);
	return terminal;
}

/* 0, or the exit status: what can be refused before any file is opened. */
static int
check_request(struct request *request)
{
	struct newsconv_error error;
	int i, from_stdin = 0, status;

	if (request->input_count == 0)
		return wrong_usage("", "no input given");
	if (request->output == NULL)
		return wrong_usage("", "no output given; use -o FILE");
	if (request->output[0] == '\0')
		return wrong_usage("", "\"\": the output has no name");
	for (i = 0; i < request->input_count; i++)
		from_stdin += strcmp(request->inputs[i], "-") == 0;
	if (from_stdin > 1)
		return wrong_usage("", "standard input can be read once only");
	status = choose_format(request);
	if (status == 0)
		status = read_source_date("", &request->write.time);
	if (status == 0)
		status = settle_title(request);
	if (status != 0)
		return status;
	if (request->write.manifest && strcmp(request->output, "-") == 0)
		return wrong_usage(
		    "", "--manifest stands beside a file, and -o - is none");
	if (newsconv_read_options_check(&request->read, &error) < 0)
		return wrong_usage("", "%s", error.text);
	if (request->format->binary && is_terminal(request->output))
		return wrong_usage("", "%s is a terminal, and %s is not text",
		    strcmp(request->output, "-") == 0 ? "standard output"
						      : request->output,
		    request->format->name);
	return 0;
}

/* Replacing an input would lose the dump. */
static int
output_is_input(const struct request *request)
{
	struct stat output, input;
	int i;

	if (strcmp(request->output, "-") == 0 ||
	    stat(request->output, &output) != 0 || !S_ISREG(output.st_mode))
		return 0;
	for (i = 0; i < request->input_count; i++) {
		if (stat(request->inputs[i], &input) == 0 &&
		    input.st_dev == output.st_dev &&
		    input.st_ino == output.st_ino) {
			message("%s: is an input and the output too; it was "
				"not replaced",
			    request->output);
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

/* 0, or the exit status: what was said of one article, and there are several. */
static int
check_articles(const struct request *request, const char *input, size_t count)
{
	const char *option = NULL;

	if (request->read.url != NULL)
		option = "--url";
	else if (request->read.title != NULL && request->write.title == NULL)
		option = "--title";
	if (count == 1)
		return 0;
	if (!request->format->holds_many) {
		message("%s: holds %zu articles, %s holds one; use jsonl, or "
			"--split never",
		    input, count, request->format->name);
		return EXIT_CANNOT;
	}
	if (option == NULL)
		return 0;
	message("%s: %s names one article, there are %zu; use --split never",
	    input, option, count);
	return EXIT_WRONG_USAGE;
}

/* Why an input is left out, for the manifest. */
struct reason {
	char text[512];
};

/* The articles of an input, or NULL, the exit status in *item and why. */
static struct newsconv_articles *
read_input(const struct request *request, const char *input, int *item,
    struct reason *reason)
{
	struct newsconv_read_options options = request->read;
	struct newsconv_articles *articles = NULL;
	struct newsconv_error error;

	options.folder = folders_of(request->folders, input);
	if (newsconv_articles_read(&articles, input, &options, &error) < 0) {
		message_error(&error);
		*item = status_of(&error);
		snprintf(reason->text, sizeof(reason->text), "%s", error.text);
		return NULL;
	}
	*item = check_articles(
	    request, input, newsconv_articles_count(articles));
	if (*item == EXIT_SOUND)
		return articles;
	snprintf(reason->text, sizeof(reason->text),
	    "holds several articles where one was said to be");
	newsconv_articles_free(articles);
	return NULL;
}

/*
 * Read and add one input.  *item gets the status of an input that failed
 * alone; a failure of the output itself is returned, as its exit status.
 */
static int
add_input(struct newsconv_output *output, const struct request *request,
    const char *input, int *item)
{
	struct reason reason;
	struct newsconv_articles *articles = read_input(
	    request, input, item, &reason);
	const struct newsconv_article *article;
	struct newsconv_error error;
	int result = NEWSCONV_OK;
	size_t i;

	if (articles == NULL)
		result = newsconv_output_leave_out(
		    output, input, reason.text, &error);
	for (i = 0; articles != NULL && result == NEWSCONV_OK &&
	     (article = newsconv_articles_at(articles, i)) != NULL;
	     i++) {
		if (request->verbose && !request->quiet)
			describe(input, article);
		result = newsconv_output_add(output, article, &error);
	}
	newsconv_articles_free(articles);
	if (result == NEWSCONV_OK)
		return 0;
	message_error(&error);
	return status_of(&error);
}

static int
convert(const struct request *request)
{
	struct newsconv_output *output = NULL;
	struct newsconv_error error;
	int failed = EXIT_SOUND;
	int done = 0, status = EXIT_SOUND, i;

	if (newsconv_output_open(&output, request->output, request->format,
		&request->write, &error) < 0) {
		message_error(&error);
		return status_of(&error);
	}
	for (i = 0; i < request->input_count && status == EXIT_SOUND; i++) {
		int item = EXIT_SOUND;

		status = add_input(output, request, request->inputs[i], &item);
		failed = worse_status(failed, item);
		done += item == EXIT_SOUND;
	}
	if (status == EXIT_SOUND && done == 0) {
		status = failed;
	} else if (status == EXIT_SOUND) {
		if (newsconv_output_finish(output, &error) < 0) {
			message_error(&error);
			status = status_of(&error);
		} else if (failed != EXIT_SOUND) {
			status = EXIT_FINDINGS;
			message("%s: holds %d of %d inputs", request->output,
			    done, request->input_count);
		}
	}
	newsconv_output_free(output);
	return status;
}

int
command_convert(int argc, char **argv)
{
	struct request request;
	int status = EXIT_SOUND;

	memset(&request, 0, sizeof(request));
	newsconv_write_options_init(&request.write);
	request.read.size = sizeof(request.read);
	request.authors = calloc((size_t)argc, sizeof(*request.authors));
	if (request.authors == NULL) {
		message("out of memory");
		return EXIT_TRY_AGAIN;
	}
	request.read.authors = request.authors;
	if (!parse_arguments(&request, argc, argv, &status))
		goto out;
	status = check_request(&request);
	if (status != 0)
		goto out;
	if (output_is_input(&request)) {
		status = EXIT_CANNOT;
		goto out;
	}
	if (!request.no_folder)
		status = folders_read(&request.folders, request.inputs,
		    request.input_count, &request.read);
	if (status == EXIT_SOUND)
		status = convert(&request);
out:
	folders_free(request.folders);
	free(request.authors);
	return status;
}
