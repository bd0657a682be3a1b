/* newsconv verify ARCHIVE... */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli.h"

static const struct option long_options[] = {
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char usage[] =
    "Usage: newsconv verify [-q] ARCHIVE...\n"
    "\n"
    "Check EPUB, WARC (plain or gzip), JSON and JSON Lines archives, "
    "newsconv's\n"
    "or another tool's. The kind is told by the content, not by the suffix; -\n"
    "is standard input. Every finding is a line with its code, which\n"
    "newsconv-findings(7) explains.\n"
    "\n"
    "  -q, --quiet   print findings only, nothing for archives that are sound\n"
    "  -h, --help    this text\n"
    "\n"
    "Exit status: 0 all sound; 1 an archive is damaged or breaks its "
    "standard;\n"
    "2 one could not be checked; 64 wrong usage; 75 could not be checked,\n"
    "trying again may help. 1 wins over 2.\n";

static void
print_finding(const struct newsconv_finding *finding)
{
	static const char *const names[] = {[NEWSCONV_NOTE] = "note",
	    [NEWSCONV_WARNING] = "warning",
	    [NEWSCONV_ERROR] = "error"};

	print_name(stdout, finding->file);
	printf(": %s%s%s %s at byte %" PRIu64 ": %s", finding->part,
	    finding->part[0] == '\0' ? "" : ": ", names[finding->severity],
	    finding->code, finding->offset, finding->text);
	if (finding->clause[0] != '\0')
		printf(" [%s]", finding->clause);
	putchar('\n');
	if (finding->advice[0] != '\0' && finding->severity == NEWSCONV_ERROR)
		printf("    %s\n", finding->advice);
}

static void
print_result(const struct newsconv_file_result *result, int quiet)
{
	static const char *const names[] = {[NEWSCONV_SOUND] = "sound",
	    [NEWSCONV_DAMAGED] = "DAMAGED",
	    [NEWSCONV_UNCHECKED] = "NOT CHECKED"};
	const struct newsconv_summary *summary = &result->summary;

	if (result->error != NULL) {
		fflush(stdout);
		message_error(result->error);
		return;
	}
	if (quiet && result->verdict == NEWSCONV_SOUND)
		return;
	print_name(stdout, result->file);
	printf(": %s: %s, %" PRIu64 " parts, %" PRIu64
	       " checksums compared; %" PRIu64 " errors, %" PRIu64
	       " warnings, %" PRIu64 " notes\n",
	    names[result->verdict], summary->format, summary->parts,
	    summary->digests, summary->errors, summary->warnings,
	    summary->notes);
}

struct report {
	int quiet;
	int status;
};

static void
on_event(const struct newsconv_verify_event *event, void *context)
{
	static const int statuses[] = {[NEWSCONV_SOUND] = EXIT_SOUND,
	    [NEWSCONV_DAMAGED] = EXIT_FINDINGS,
	    [NEWSCONV_UNCHECKED] = EXIT_CANNOT};
	struct report *report = context;
	const struct newsconv_file_result *result = event->result;

	if (event->type == NEWSCONV_VERIFY_FINDING)
		print_finding(event->finding);
	if (event->type != NEWSCONV_VERIFY_FILE)
		return;
	print_result(result, report->quiet);
	report->status = worse_status(report->status,
	    result->error != NULL && result->verdict != NEWSCONV_DAMAGED
		? status_of(result->error)
		: statuses[result->verdict]);
}

int
command_verify(int argc, char **argv)
{
	struct newsconv_verify_options options;
	struct report report = {.status = EXIT_SOUND};
	struct newsconv_error error;
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "qh", long_options, NULL)) != -1) {
		switch (c) {
		case 'q':
			report.quiet = 1;
			break;
		case 'h':
			fputs(usage, stdout);
			return finish_output(EXIT_SOUND);
		default:
			return wrong_option("verify ", argv);
		}
	}
	if (optind == argc)
		return wrong_usage("verify ", "no archive given");
	newsconv_verify_options_init(&options);
	options.paths = (const char *const *)argv + optind;
	options.path_count = (size_t)(argc - optind);
	options.callback = on_event;
	options.context = &report;
	if (newsconv_verify_run(&options, NULL, &error) < 0) {
		message_error(&error);
		return status_of(&error);
	}
	return finish_output(report.status);
}
