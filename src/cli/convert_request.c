/*
 * The options of newsconv convert, as a table, and whatever can be refused
 * before a file is opened.
 */
#include <fcntl.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "convert_request.h"
#include "values.h"

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
    "                       - is standard output; FOLDER/ gets a file for "
    "each\n"
    "                       article\n"
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
    "  -j, --jobs N         threads; else as many as there are processors\n"
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
    "A book (EPUB) is told by\n";

static const char usage_inputs[] =
    "      --identifier TEXT\n"
    "                       else a URN made of its URL, or of its articles\n"
    "\n"
    "INPUT is a dump, a folder, a packed dump (tar, zip, 7z, JSON Lines, WET), "
    "what\n"
    "newsconv made (JSON, EPUB), or - for standard input. Several articles "
    "go\n"
    "into one output: a chapter, a line or records for each. Times come from\n"
    "SOURCE_DATE_EPOCH, never from the clock: the same input gives the same "
    "bytes.\n"
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
	fputs(book_usage, stdout);
	fputs(usage_inputs, stdout);
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

/* ------------------------------------------------------------------ options */

static const char *
take_author(void *context, const char *value)
{
	struct convert_request *request = context;

	request->authors[request->read.author_count++] = value;
	return NULL;
}

static const char *
take_split(void *context, const char *value)
{
	struct convert_request *request = context;

	return split_of(value, &request->read.split)
	    ? NULL
	    : "not auto, never or always";
}

static const char *
take_jobs(void *context, const char *value)
{
	struct convert_request *request = context;

	return number_of(
		   value, '\0', 1, MOST_JOBS, &request->options.threads) == NULL
	    ? "no number from 1 to 256"
	    : NULL;
}

#define IN(member) offsetof(struct convert_request, member)

static const struct option_row rows[] = {
    {"output", 'o', NULL, IN(options.output), 0, 0},
    {"to", 0, NULL, IN(to), 0, 0},
    {"force", 'f', NULL, 0, IN(write.replace), 0},
    {"title", 0, NULL, IN(read.title), 0, 0},
    {"author", 0, take_author, 0, 0, 0},
    {"date", 0, NULL, IN(read.date), 0, 0},
    {"lang", 0, NULL, IN(read.language), 0, 0},
    {"url", 0, NULL, IN(read.url), 0, 0},
    {"publisher", 0, NULL, IN(read.publisher), 0, 0},
    {"charset", 0, NULL, IN(read.charset), 0, 0},
    {"split", 0, take_split, 0, 0, 0},
    {"no-folder", 0, NULL, 0, IN(options.alone), 0},
    {"manifest", 0, NULL, 0, IN(write.manifest), 0},
    {"jobs", 'j', take_jobs, 0, 0, 0},
    BOOK_ROWS(convert_request, 0),
    BOOK_IDENTIFIER_ROW(convert_request, 0),
    {"quiet", 'q', NULL, 0, IN(quiet), 0},
    {"verbose", 'v', NULL, 0, IN(verbose), 0},
    {"help", 'h', NULL, 0, IN(help), 0},
    {"version", 'V', NULL, 0, IN(version), 0},
};

static void
note_option(void *context, const struct option_row *row, const char *value)
{
	struct convert_request *request = context;

	(void)value;
	book_request_taken(&request->book, row);
}

static const struct option_table table = {
    "", rows, sizeof(rows) / sizeof(*rows), note_option};

/* ------------------------------------------------------------------- format */

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

/*
 * A slash behind it says that it is a folder, whether it is there or not; a
 * folder that is there says so too, unless its name is that of a file.
 */
static int
is_folder(const char *output)
{
	size_t size = strlen(output);
	struct stat status;

	if (size > 0 && output[size - 1] == '/')
		return 1;
	return newsconv_format_for_path(output) == NULL &&
	    stat(output, &status) == 0 && S_ISDIR(status.st_mode);
}

/* 0, or the exit status. */
static int
format_by_path(struct convert_request *request,
    const struct newsconv_format *by_path, const char *names)
{
	const char *output = request->options.output;

	request->options.format = by_path;
	if (by_path != NULL)
		return 0;
	if (strcmp(output, "-") == 0)
		return wrong_usage(
		    "", "standard output needs a format: --to %s", names);
	if (request->options.separate)
		return wrong_usage("",
		    "%s: a folder tells no format; use --to %s", output, names);
	return wrong_usage(
	    "", "%s: the suffix tells no format; use --to %s", output, names);
}

/* 0, or the exit status. */
static int
choose_format(struct convert_request *request)
{
	const struct newsconv_format *by_path = NULL;
	char names[128];

	list_formats(names, sizeof(names));
	request->options.separate = is_folder(request->options.output);
	if (!request->options.separate)
		by_path = newsconv_format_for_path(request->options.output);
	if (request->to == NULL)
		return format_by_path(request, by_path, names);
	request->options.format = newsconv_format_for_name(request->to);
	if (request->options.format == NULL)
		return wrong_usage("", "--to %s: no such format; there are %s",
		    request->to, names);
	/* "--to warc -o x.warc.gz": the suffix says which of the two. */
	if (by_path != NULL && refines(by_path, request->options.format))
		request->options.format = by_path;
	return 0;
}

/* ------------------------------------------------------------------- checks */

static int
is_book(const struct convert_request *request)
{
	return strcmp(request->options.format->name, "epub") == 0;
}

/* The first input that is a folder, or NULL. */
static const char *
folder_among(const struct newsconv_convert_options *options)
{
	struct stat status;
	size_t i;

	for (i = 0; i < options->input_count; i++)
		if (strcmp(options->inputs[i], "-") != 0 &&
		    stat(options->inputs[i], &status) == 0 &&
		    S_ISDIR(status.st_mode))
			return options->inputs[i];
	return NULL;
}

/* What is said of one article, where there are several inputs, or a folder. */
static int
settle_several(struct convert_request *request, const char *folder)
{
	const struct newsconv_convert_options *options = &request->options;
	char what[64];

	if (options->input_count > 1)
		snprintf(what, sizeof(what), "there are %zu inputs",
		    options->input_count);
	else
		snprintf(what, sizeof(what), "the input is a folder");
	if (!options->format->holds_many && !options->separate)
		return wrong_usage("",
		    "%s: %s holds one article, %s; use jsonl", options->output,
		    options->format->name, what);
	if (request->read.url != NULL)
		return wrong_usage("", "--url names one article, %s", what);
	if (is_book(request) && !options->separate)
		request->book.options.publisher = request->read.publisher;
	if (request->read.title == NULL)
		return 0;
	if (options->separate)
		return wrong_usage("", "--title names one article, %s", what);
	if (!is_book(request))
		return wrong_usage("",
		    "--title: with %s only a book has a "
		    "title",
		    folder == NULL ? "several inputs" : "a folder");
	request->write.title = request->read.title;
	request->read.title = NULL;
	return 0;
}

/* Options that speak of one article or of the whole. */
static int
settle_title(struct convert_request *request)
{
	const char *folder = folder_among(&request->options);

	if (request->options.input_count > 1 || folder != NULL)
		return settle_several(request, folder);
	if (is_book(request) && !request->options.separate)
		request->write.title = request->read.title;
	return 0;
}

/* 0, or the exit status. */
static int
settle_book(struct convert_request *request)
{
	const char *problem;

	if (request->book.given != NULL && !is_book(request))
		return wrong_usage("", "--%s is of books, and %s is none",
		    request->book.given, request->options.format->name);
	if (request->book.options.identifier != NULL &&
	    request->options.separate)
		return wrong_usage("",
		    "--identifier names one book, there may "
		    "be several");
	/* Drawing takes ten times as long as all the rest of a small book. */
	problem = book_request_settle(&request->book,
	    request->options.separate ? NEWSCONV_COVER_TEXT
				      : NEWSCONV_COVER_AUTO);
	if (problem != NULL)
		return wrong_usage("", "%s", problem);
	if (is_book(request))
		request->write.book = &request->book.options;
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

static int
count_standard_input(const struct newsconv_convert_options *options)
{
	int times = 0;
	size_t i;

	for (i = 0; i < options->input_count; i++)
		times += strcmp(options->inputs[i], "-") == 0;
	return times;
}

/* 0, or the exit status. */
static int
check_output(const struct convert_request *request)
{
	const char *output = request->options.output;

	if (request->write.manifest && strcmp(output, "-") == 0)
		return wrong_usage(
		    "", "--manifest stands beside a file, and -o - is none");
	if (request->write.manifest && request->options.separate)
		return wrong_usage("",
		    "--manifest stands beside one file, and "
		    "a folder gets several");
	if (request->options.format->binary && is_terminal(output))
		return wrong_usage("", "%s is a terminal, and %s is not text",
		    strcmp(output, "-") == 0 ? "standard output" : output,
		    request->options.format->name);
	return 0;
}

/* 0, or the exit status: what can be refused before any file is opened. */
static int
check_request(struct convert_request *request)
{
	const struct newsconv_convert_options *options = &request->options;
	struct newsconv_error error;
	int status;

	if (options->input_count == 0)
		return wrong_usage("", "no input given");
	if (options->output == NULL)
		return wrong_usage("", "no output given; use -o FILE");
	if (options->output[0] == '\0')
		return wrong_usage("", "\"\": the output has no name");
	if (count_standard_input(options) > 1)
		return wrong_usage("", "standard input can be read once only");
	status = choose_format(request);
	if (status == 0)
		status = read_source_date("", &request->write.time);
	if (status == 0)
		status = settle_title(request);
	if (status == 0)
		status = settle_book(request);
	if (status != 0)
		return status;
	if (newsconv_read_options_check(&request->read, &error) < 0)
		return wrong_usage("", "%s", error.text);
	return check_output(request);
}

/* ------------------------------------------------------------ begin and end */

static int
init(struct convert_request *request, int argc)
{
	int status;

	memset(request, 0, sizeof(*request));
	newsconv_convert_options_init(&request->options);
	newsconv_write_options_init(&request->write);
	request->read.size = sizeof(request->read);
	status = book_request_init(&request->book, argc);
	request->authors = calloc((size_t)argc, sizeof(*request->authors));
	if (status == 0 && request->authors == NULL) {
		message("out of memory");
		status = EXIT_TRY_AGAIN;
	}
	request->read.authors = request->authors;
	request->options.read = &request->read;
	request->options.write = &request->write;
	return status;
}

int
convert_request_parse(
    struct convert_request *request, int argc, char **argv, int *status)
{
	*status = init(request, argc);
	if (*status == 0)
		*status = take_options(&table, request, argc, argv);
	if (*status != 0)
		return 0;
	if (request->help || request->version) {
		*status = request->help ? help() : version();
		return 0;
	}
	request->options.inputs = (const char *const *)(argv + optind);
	request->options.input_count = (size_t)(argc - optind);
	*status = check_request(request);
	return *status == 0;
}

void
convert_request_free(struct convert_request *request)
{
	book_request_free(&request->book);
	free(request->authors);
}
