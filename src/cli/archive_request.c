/*
 * The options of newsconv archive, as a table: what each is called, whether it
 * has a value, and where that goes.  Whatever can be refused is refused here,
 * before a file is touched: a batch that runs for a night should not find out
 * in the morning what it was asked for.
 */
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive_request.h"
#include "cli.h"
#include "option_table.h"
#include "values.h"

enum { MOST_SHARDS = 1000000, MOST_PREFIX = 64 };

static const struct value_word outputs[] = {
    {"warc", NEWSCONV_ARCHIVE_WARC},
    {"jsonl", NEWSCONV_ARCHIVE_JSONL},
    {"epub", NEWSCONV_ARCHIVE_EPUB},
    {NULL, 0},
};

static const struct value_word records[] = {
    {"resource", NEWSCONV_RECORD_RESOURCE},
    {"conversion", NEWSCONV_RECORD_CONVERSION},
    {"view", NEWSCONV_RECORD_VIEW},
    {"metadata", NEWSCONV_RECORD_METADATA},
    {NULL, 0},
};

static const struct value_word books[] = {
    {"article", NEWSCONV_BOOK_ARTICLE},
    {"folder", NEWSCONV_BOOK_FOLDER},
    {"day", NEWSCONV_BOOK_DAY},
    {"all", NEWSCONV_BOOK_ALL},
    {NULL, 0},
};

static const struct value_word progress_modes[] = {
    {"auto", PROGRESS_AUTO},
    {"terminal", PROGRESS_TERMINAL},
    {"plain", PROGRESS_PLAIN},
    {"jsonl", PROGRESS_JSONL},
    {"none", PROGRESS_NONE},
    {NULL, 0},
};

/* ------------------------------------------------------------------- values */

static const char *
take_list(void *context, const char *value)
{
	struct archive_request *request = context;

	request->lists[request->options.list_count++] = value;
	return NULL;
}

static const char *
take_field(void *context, const char *value)
{
	struct archive_request *request = context;
	const char *equals = strchr(value, '=');

	if (equals == NULL || equals == value || equals[1] == '\0')
		return "not of the form text=body";
	request->fields[request->options.field_count++] = value;
	return NULL;
}

static const char *
take_outputs(void *context, const char *value)
{
	struct archive_request *request = context;

	request->options.outputs = values_of(outputs, value);
	return request->options.outputs == 0 ? "not a list of warc, jsonl, epub"
					     : NULL;
}

/* The dump's own record is always there, said or not. */
static const char *
take_records(void *context, const char *value)
{
	struct archive_request *request = context;

	request->options.records = values_of(records, value);
	if (request->options.records == 0)
		return "not a list of resource, conversion, view, metadata";
	request->options.records |= NEWSCONV_RECORD_RESOURCE;
	return NULL;
}

static const char *
take_book(void *context, const char *value)
{
	struct archive_request *request = context;
	const struct value_word *found = value_of(books, value, strlen(value));

	if (found == NULL)
		return "not article, folder, day or all";
	request->options.book = (enum newsconv_archive_book)found->value;
	return NULL;
}

static const char *
take_progress(void *context, const char *value)
{
	struct archive_request *request = context;
	const struct value_word *found = value_of(
	    progress_modes, value, strlen(value));

	if (found == NULL)
		return "not auto, terminal, plain, jsonl or none";
	request->watch.progress = (enum progress_mode)found->value;
	return NULL;
}

static const char *
take_volume_size(void *context, const char *value)
{
	struct archive_request *request = context;

	if (!size_of(value, &request->options.volume_size))
		return "no size such as 500M, 1GiB or 2G";
	return NULL;
}

static const char *
take_checkpoint(void *context, const char *value)
{
	struct archive_request *request = context;

	if (!size_of(value, &request->options.checkpoint))
		return "no size such as 1M, 64M or 1GiB";
	return NULL;
}

static const char *
take_max_size(void *context, const char *value)
{
	struct archive_request *request = context;

	if (!size_of(value, &request->read.max_size))
		return "no size such as 500, 64K or 256M";
	return NULL;
}

/* It begins the names of files that go into indexes and URLs. */
static const char *
take_prefix(void *context, const char *value)
{
	struct archive_request *request = context;
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789._-";

	if (value[0] == '\0' || value[0] == '.' ||
	    value[strspn(value, allowed)] != '\0' ||
	    strlen(value) > MOST_PREFIX)
		return "not up to 64 letters, digits, \".\", \"_\" and \"-\"";
	request->options.prefix = value;
	return NULL;
}

static const char *
take_jobs(void *context, const char *value)
{
	struct archive_request *request = context;

	if (number_of(value, '\0', 1, MOST_JOBS, &request->options.threads) ==
	    NULL)
		return "no number from 1 to 256";
	return NULL;
}

static const char *
take_shard(void *context, const char *value)
{
	struct archive_request *request = context;
	struct newsconv_archive_options *options = &request->options;
	const char *slash = number_of(
	    value, '/', 1, MOST_SHARDS, &options->shard);

	if (slash == NULL ||
	    number_of(slash + 1, '\0', options->shard, MOST_SHARDS,
		&options->shards) == NULL)
		return "not I/N, a part of so many, such as 1/8";
	return NULL;
}

static const char *
take_split(void *context, const char *value)
{
	struct archive_request *request = context;

	if (!split_of(value, &request->read.split))
		return "not auto, never or always";
	return NULL;
}

/* ------------------------------------------------------------------ options */

#define IN(member) offsetof(struct archive_request, member)

/* The last column: what it changes is part of the archive's history. */
static const struct option_row rows[] = {
    {"output", 'o', NULL, IN(options.output), 0, 0},
    {"files-from", 0, take_list, 0, 0, 0},
    {"null", '0', NULL, 0, IN(options.null_separated), 0},
    {"follow-links", 0, NULL, 0, IN(options.follow_links), 1},
    {"hidden", 0, NULL, 0, IN(options.hidden), 1},
    {"metadata", 0, NULL, IN(options.metadata), 0, 1},
    {"field", 0, take_field, 0, 0, 1},
    {"to", 0, take_outputs, 0, 0, 1},
    {"records", 0, take_records, 0, 0, 1},
    {"epub-by", 0, take_book, 0, 0, 1},
    BOOK_ROWS(archive_request, 1),
    {"volume-size", 0, take_volume_size, 0, 0, 1},
    {"prefix", 0, take_prefix, 0, 0, 1},
    {"fast", 0, NULL, 0, IN(options.fast), 1},
    {"checksum", 0, NULL, 0, IN(options.checksum), 1},
    {"jobs", 'j', take_jobs, 0, 0, 0},
    {"checkpoint", 0, take_checkpoint, 0, 0, 0},
    {"no-manifest", 0, NULL, 0, IN(options.no_manifest), 1},
    {"verify", 0, NULL, 0, IN(options.verify), 0},
    {"shard", 0, take_shard, 0, 0, 0}, /* told by the history itself */
    {"again", 0, NULL, 0, IN(options.again), 0},
    {"dry-run", 'n', NULL, 0, IN(options.dry_run), 0},
    {"discard-unfinished", 0, NULL, 0, IN(options.discard), 0},
    {"lang", 0, NULL, IN(read.language), 0, 1},
    {"publisher", 0, NULL, IN(read.publisher), 0, 1},
    {"charset", 0, NULL, IN(read.charset), 0, 1},
    {"split", 0, take_split, 0, 0, 1},
    {"max-size", 0, take_max_size, 0, 0, 1},
    {"progress", 0, take_progress, 0, 0, 0},
    {"quiet", 'q', NULL, 0, IN(watch.quiet), 0},
    {"verbose", 'v', NULL, 0, IN(watch.verbose), 0},
    {"help", 'h', NULL, 0, IN(help), 0},
};

static const char usage[] =
    "Usage: newsconv archive [OPTION...] INPUT... -o ARCHIVE\n"
    "\n"
    "Turn folders of dumps, lists of files and packed dumps into one archive\n"
    "that replays, verifies and grows. Run it again to add what is new or has\n"
    "changed, or to go on after an interruption.\n"
    "\n"
    "Inputs: directories, dumps, packed dumps (tar, zip, 7z, JSON Lines, "
    "WET),\n"
    "and - for standard input\n"
    "      --files-from FILE  paths, one a line; - is standard input; may be\n"
    "                         given several times\n"
    "  -0, --null             these paths end with NUL, not with a line end\n"
    "      --follow-links     symbolic links are what they point to\n"
    "      --hidden           names that begin with a dot are inputs too\n"
    "      --metadata FILE    CSV or TSV with URL, date, title... by file "
    "name\n"
    "      --field NAME=KEY   in records and sidecars KEY means NAME, such "
    "as\n"
    "                         text=body; may be given several times\n"
    "\n"
    "Output\n"
    "  -o, --output ARCHIVE   a directory, or NAME.wacz\n"
    "      --to LIST          of warc, jsonl, epub; else warc,jsonl\n"
    "      --records LIST     of resource, conversion, view, metadata: what "
    "a\n"
    "                         WARC holds of each article\n"
    "      --epub-by WHAT     a book for each article, folder or day, or one "
    "of\n"
    "                         all\n"
    "      --series NAME, --issue NUMBER, --issn ISSN, --rights TEXT,\n"
    "      --subject TEXT, --group-by WHAT, --sort ORDER, --vertical,\n"
    "      --cover FILE, --text-cover, --drawn-cover, --no-cover, --css FILE,\n"
    "      --css-only FILE, --keep-leftovers, --certified-by NAME\n"
    "                         of each book, as newsconv(1) has them\n"
    "      --volume-size SIZE of a WARC, such as 500M; else 1GiB\n"
    "      --prefix NAME      of the names of files; else newsconv\n"
    "      --fast             compress quickly rather than well\n"
    "\n"
    "Reading\n"
    "      --lang TAG         the language of all, such as en or pt-BR\n"
    "      --publisher NAME   of all\n"
    "      --charset NAME     of all; else it is found out\n"
    "      --split WHEN       tell several articles of one dump apart: auto,\n"
    "                         never, always\n"
    "      --max-size SIZE    of a dump; larger ones fail; else 256M\n"
    "\n"
    "The run\n"
    "  -j, --jobs N           threads; else as many as there are processors\n"
    "      --checksum         tell changed files by their bytes, not their "
    "time\n"
    "      --checkpoint SIZE  how much may be written before the next state "
    "that an\n"
    "                         interrupted run goes on from; else 64M\n"
    "      --no-manifest      leave out outputs.jsonl and SHA256SUMS, which "
    "list\n"
    "                         every file of the archive and its records\n"
    "      --verify           read the new volumes back before they get "
    "their\n"
    "                         names\n"
    "      --shard I/N        part I of N, for other runs to do the others;\n"
    "                         newsconv merge joins them\n"
    "      --again            look at the inputs of a shard that is done "
    "once more\n"
    "      --discard-unfinished\n"
    "                         begin anew where an unfinished run had other\n"
    "                         options\n"
    "  -n, --dry-run          say what would be done, and do nothing\n"
    "      --progress HOW     auto, terminal, plain (a line every ten "
    "seconds),\n"
    "                         jsonl (for programs), none\n"
    "  -q, --quiet            say nothing but what failed\n"
    "  -v, --verbose          name all that failed, not the first twenty, and\n"
    "                         say what took the time\n"
    "  -h, --help             this text\n"
    "\n"
    "Exit status: 0 done; 1 done, but for the inputs that were named; 2 not\n"
    "done; 64 wrong usage; 75 interrupted, locked, or an input or output "
    "error:\n"
    "the same command goes on where it stopped.\n";

/* No shell would take it for anything but itself. */
static int
is_plain(const char *word)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789._-/=,:+@%";

	return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

/*
 * The options that made the archive what it is, as they were given: not the
 * number of threads, nor how the run was watched, for the bytes depend on
 * neither.
 */
static void
tell_option(void *context, const struct option_row *row, const char *value)
{
	struct archive_request *request = context;
	char *end = request->options_text + strlen(request->options_text);

	book_request_taken(&request->book, row);
	if (!row->told)
		return;
	end += sprintf(
	    end, "%s--%s", end > request->options_text ? " " : "", row->name);
	if (!option_has_value(row))
		return;
	*end++ = ' ';
	if (is_plain(value)) {
		strcpy(end, value);
		return;
	}
	*end++ = '\'';
	for (; *value != '\0'; value++)
		end += sprintf(end, *value == '\'' ? "'\\''" : "%c", *value);
	strcpy(end, "'");
}

static const struct option_table table = {
    "archive ", rows, sizeof(rows) / sizeof(*rows), tell_option};

/* 0, or the exit status. */
static int
take_arguments(struct archive_request *request, int argc, char **argv)
{
	int status = take_options(&table, request, argc, argv);

	if (status != 0)
		return status;
	request->options.inputs = (const char *const *)(argv + optind);
	request->options.input_count = (size_t)(argc - optind);
	return 0;
}

/* ------------------------------------------------------------------- checks */

static size_t
times_standard_input(const struct newsconv_archive_options *options)
{
	size_t times = 0, i;

	for (i = 0; i < options->input_count; i++)
		times += strcmp(options->inputs[i], "-") == 0;
	for (i = 0; i < options->list_count; i++)
		times += strcmp(options->lists[i], "-") == 0;
	return times;
}

static int
is_wacz(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t size = strlen(name);

	return size > 5 && strcmp(name + size - 5, ".wacz") == 0;
}

/* What contradicts itself; NULL when nothing does. */
static const char *
contradiction(struct archive_request *request)
{
	struct newsconv_archive_options *options = &request->options;
	unsigned wanted = options->outputs;
	int has_volumes = wanted == 0 || is_wacz(options->output) ||
	    (wanted & NEWSCONV_ARCHIVE_WARC) != 0;

	if (options->null_separated && options->list_count == 0)
		return "-0 is for the paths of --files-from";
	if ((wanted & NEWSCONV_ARCHIVE_EPUB) != 0 && !has_volumes)
		return "books are made of the dumps in WARC volumes: "
		       "--to warc,epub";
	if ((options->records != 0 || options->volume_size != 0) &&
	    !has_volumes)
		return "--records and --volume-size are for --to warc";
	if (options->book != NEWSCONV_BOOK_ARTICLE &&
	    (wanted & NEWSCONV_ARCHIVE_EPUB) == 0)
		return "--epub-by is for --to epub";
	if (request->book.given != NULL &&
	    (wanted & NEWSCONV_ARCHIVE_EPUB) == 0)
		return "what is said of books is for --to epub";
	options->books = &request->book.options;
	return book_request_settle(&request->book, NEWSCONV_COVER_TEXT);
}

/* 0, or the exit status: what can be refused before any file is opened. */
static int
check_request(struct archive_request *request)
{
	struct newsconv_archive_options *options = &request->options;
	struct newsconv_error error;
	const char *problem = NULL;
	int64_t given = NEWSCONV_TIME_UNKNOWN;
	int status;

	if (options->input_count == 0 && options->list_count == 0)
		problem = "no input given";
	else if (options->output == NULL)
		problem = "no output given; use -o ARCHIVE";
	else if (options->output[0] == '\0')
		problem = "\"\": the output has no name";
	else if (strcmp(options->output, "-") == 0)
		problem = "-o -: an archive is a directory or a WACZ file";
	else if (times_standard_input(options) > 1)
		problem = "standard input can be read once only";
	else
		problem = contradiction(request);
	if (problem != NULL)
		return wrong_usage("archive ", "%s", problem);
	if (newsconv_read_options_check(&request->read, &error) < 0)
		return wrong_usage("archive ", "%s", error.text);
	status = read_source_date("archive ", &given);
	options->time_for_all = given != NEWSCONV_TIME_UNKNOWN;
	if (options->time_for_all)
		options->time = given;
	return status;
}

void
name_holder(char *target, size_t size)
{
	char host[65] = "";

	if (gethostname(host, sizeof(host) - 1) != 0 || host[0] == '\0')
		strcpy(host, "this machine");
	snprintf(target, size, "process %ld on %s", (long)getpid(), host);
}

/* Room for what tell_option() makes: four bytes for each, and what is between. */
static size_t
options_text_size(int argc, char **argv)
{
	size_t size = 1;
	int i;

	for (i = 0; i < argc; i++)
		size += 4 * strlen(argv[i]) + 64;
	return size;
}

int
archive_request_parse(
    struct archive_request *request, int argc, char **argv, int *status)
{
	memset(request, 0, sizeof(*request));
	newsconv_archive_options_init(&request->options);
	request->read.size = sizeof(request->read);
	request->lists = calloc((size_t)argc, sizeof(*request->lists));
	request->fields = calloc((size_t)argc, sizeof(*request->fields));
	request->options_text = calloc(options_text_size(argc, argv), 1);
	*status = book_request_init(&request->book, argc);
	if (*status != 0)
		return 0;
	if (request->lists == NULL || request->fields == NULL ||
	    request->options_text == NULL) {
		message("out of memory");
		*status = EXIT_TRY_AGAIN;
		return 0;
	}
	request->options.lists = request->lists;
	request->options.fields = request->fields;
	request->options.read = &request->read;
	request->options.options_text = request->options_text;
	name_holder(request->holder, sizeof(request->holder));
	request->options.holder = request->holder;
	*status = take_arguments(request, argc, argv);
	if (*status == 0 && request->help) {
		fputs(usage, stdout);
		*status = finish_output(EXIT_SOUND);
		return 0;
	}
	if (*status == 0)
		*status = check_request(request);
	return *status == 0;
}

void
archive_request_free(struct archive_request *request)
{
	free(request->lists);
	free(request->fields);
	free(request->options_text);
	book_request_free(&request->book);
}
