/*
 * The options of newsconv verify, as a table: what each is called, whether it
 * has a value, and where that goes.
 */
#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "option_table.h"
#include "values.h"
#include "verify_request.h"

enum { MOST_SHOWN = 1000000, USUALLY_SHOWN = 10 };

static const struct value_word levels[] = {
    {"structure", 1u << NEWSCONV_LEVEL_STRUCTURE},
    {"digests", 1u << NEWSCONV_LEVEL_DIGESTS},
    {"canonical", 1u << NEWSCONV_LEVEL_CANONICAL},
    {"manifest", 1u << NEWSCONV_LEVEL_MANIFEST},
    {NULL, 0},
};

static const struct value_word colors[] = {
    {"auto", COLOR_AUTO},
    {"always", COLOR_ALWAYS},
    {"never", COLOR_NEVER},
    {NULL, 0},
};

static const struct value_word sandboxes[] = {
    {"auto", SANDBOX_AUTO},
    {"require", SANDBOX_REQUIRE},
    {"off", SANDBOX_OFF},
    {NULL, 0},
};

#define LIMIT(member) offsetof(struct newsconv_limits, member)

static const struct value_word limits[] = {
    {"header-size", LIMIT(header_size)},
    {"entries", LIMIT(entries)},
    {"entry-size", LIMIT(entry_size)},
    {"ratio", LIMIT(ratio)},
    {"text-size", LIMIT(text_size)},
    {"depth", LIMIT(depth)},
    {NULL, 0},
};

#undef LIMIT

/* ------------------------------------------------------------------- values */

static const char *
take_report(void *context, const char *value)
{
	struct verify_request *request = context;

	request->kind = report_kind_of(value);
	return request->kind == NULL ? "not text, jsonl, csv or premis" : NULL;
}

static const char *
take_levels(void *context, const char *value)
{
	struct verify_request *request = context;

	request->options.levels = values_of(levels, value);
	return request->options.levels == 0
	    ? "not a list of structure, digests, canonical, manifest"
	    : NULL;
}

static const char *
take_color(void *context, const char *value)
{
	struct verify_request *request = context;
	const struct value_word *found = value_of(colors, value, strlen(value));

	if (found == NULL)
		return "not auto, always or never";
	request->color = (enum color_mode)found->value;
	return NULL;
}

static const char *
take_sandbox(void *context, const char *value)
{
	struct verify_request *request = context;
	const struct value_word *found = value_of(
	    sandboxes, value, strlen(value));

	if (found == NULL)
		return "not auto, require or off";
	request->sandbox = (enum sandbox_mode)found->value;
	return NULL;
}

static const char *
take_jobs(void *context, const char *value)
{
	struct verify_request *request = context;

	if (number_of(value, '\0', 1, MOST_JOBS, &request->options.threads) ==
	    NULL)
		return "no number from 1 to 256";
	return NULL;
}

static const char *
take_max_findings(void *context, const char *value)
{
	struct verify_request *request = context;
	unsigned number;

	if (number_of(value, '\0', 0, MOST_SHOWN, &number) == NULL)
		return "no number from 0, which means all, to 1000000";
	request->max_findings = number;
	return NULL;
}

static const char *
take_limit(void *context, const char *value)
{
	struct verify_request *request = context;
	size_t size = strcspn(value, "=");
	const struct value_word *found = value_of(limits, value, size);
	uint64_t limit;

	if (found == NULL || value[size] == '\0')
		return "not NAME=SIZE with header-size, entries, entry-size, "
		       "ratio, text-size or depth";
	if (!size_of(value + size + 1, &limit))
		return "no size such as 500, 64K or 1GiB";
	memcpy((char *)&request->options.limits + found->value, &limit,
	    sizeof(limit));
	return NULL;
}

/* ------------------------------------------------------------------ options */

#define IN(member) offsetof(struct verify_request, member)

static const struct option_row rows[] = {
    {"report", 0, take_report, 0, 0, 0},
    {"output", 'o', NULL, IN(output), 0, 0},
    {"records", 0, NULL, 0, IN(options.parts), 0},
    {"max-findings", 0, take_max_findings, 0, 0, 0},
    {"color", 0, take_color, 0, 0, 0},
    {"levels", 0, take_levels, 0, 0, 0},
    {"schema", 0, NULL, IN(options.schema), 0, 0},
    {"limit", 0, take_limit, 0, 0, 0},
    {"jobs", 'j', take_jobs, 0, 0, 0},
    {"sandbox", 0, take_sandbox, 0, 0, 0},
    {"quiet", 'q', NULL, 0, IN(quiet), 0},
    {"verbose", 'v', NULL, 0, IN(verbose), 0},
    {"help", 'h', NULL, 0, IN(help), 0},
};

#undef IN

static const char usage[] =
    "Usage: newsconv verify [OPTION...] PATH...\n"
    "\n"
    "Check archives, newsconv's or another tool's: are they well formed, do\n"
    "their digests match, are they what newsconv writes of their content, are\n"
    "they what a manifest says? The four answers are given for each file; "
    "what\n"
    "was found has a code, which newsconv-findings(7) explains.\n"
    "\n"
    "PATH: EPUB, WARC, JSON and JSON Lines, WACZ, BagIt bags, manifests and\n"
    "lists of checksums, folders of these; - is standard input. The kind is\n"
    "told by the content, not by the suffix.\n"
    "\n"
    "      --report FORM      text, jsonl, csv or premis; else text\n"
    "  -o, --output FILE      write the report there\n"
    "      --records          say of each record and entry what was answered\n"
    "      --max-findings N   of one code in one file, for text and premis;\n"
    "                         0 is all; else 10\n"
    "      --color WHEN       auto, always, never\n"
    "\n"
    "      --levels LIST      ask only these, of structure, digests, "
    "canonical,\n"
    "                         manifest\n"
    "      --schema FILE      a JSON Schema that JSON and JSON Lines must "
    "meet\n"
    "      --limit NAME=SIZE  a ceiling for hostile archives: header-size,\n"
    "                         entries, entry-size, ratio, text-size, depth\n"
    "  -j, --jobs N           threads; else as many as there are processors\n"
    "      --sandbox HOW      auto: where the kernel has Landlock; require; "
    "off\n"
    "  -q, --quiet            print nothing: the exit status says all\n"
    "  -v, --verbose          say how it was checked\n"
    "  -h, --help             this text\n"
    "\n"
    "Exit status: 0 all sound; 1 an archive is damaged or breaks its "
    "standard;\n"
    "2 one could not be checked, or there was nothing to check; 64 wrong "
    "usage;\n"
    "75 could not be checked, trying again may help. 1 wins over 2.\n";

/* As a shell would take them, and as they are safe to print. */
static char *
arguments_text(int argc, char **argv)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789._-/=,:+@%";
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	int i;

	if (stream == NULL)
		return NULL;
	for (i = 0; i < argc; i++) {
		const char *quote = argv[i][strspn(argv[i], plain)] != '\0'
		    ? "'"
		    : "";

		fprintf(stream, "%s%s", i > 0 ? " " : "", quote);
		print_name(stream, argv[i]);
		fputs(quote, stream);
	}
	if (fclose(stream) != 0) {
		free(text);
		return NULL;
	}
	return text;
}

static const struct option_table table = {
    "verify ", rows, sizeof(rows) / sizeof(*rows), NULL};

/* 0, or the exit status. */
static int
take_arguments(struct verify_request *request, int argc, char **argv)
{
	int status = take_options(&table, request, argc, argv);

	if (status != 0)
		return status;
	request->options.paths = (const char *const *)(argv + optind);
	request->options.path_count = (size_t)(argc - optind);
	return 0;
}

static int
reads_standard_input_twice(const struct newsconv_verify_options *options)
{
	size_t times = 0, i;

	for (i = 0; i < options->path_count; i++)
		times += strcmp(options->paths[i], "-") == 0;
	return times > 1;
}

/* 0, or the exit status: what can be refused before any file is opened. */
static int
check_request(struct verify_request *request)
{
	if (request->options.path_count == 0)
		return wrong_usage("verify ", "no archive given");
	if (reads_standard_input_twice(&request->options))
		return wrong_usage(
		    "verify ", "standard input can be read once only");
	if (request->output != NULL && request->output[0] == '\0')
		return wrong_usage("verify ", "\"\": the report has no name");
	if (request->output != NULL && strcmp(request->output, "-") == 0)
		request->output = NULL;
	return read_source_date("verify ", &request->time);
}

int
verify_request_parse(
    struct verify_request *request, int argc, char **argv, int *status)
{
	memset(request, 0, sizeof(*request));
	newsconv_verify_options_init(&request->options);
	request->kind = &report_text;
	request->max_findings = USUALLY_SHOWN;
	request->time = NEWSCONV_TIME_UNKNOWN;
	/* getopt_long() changes the order. */
	request->arguments = arguments_text(argc, argv);
	if (request->arguments == NULL) {
		message("out of memory");
		*status = EXIT_TRY_AGAIN;
		return 0;
	}
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
verify_request_free(struct verify_request *request)
{
	free(request->arguments);
}
