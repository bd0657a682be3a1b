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
print_finding(const struct newsconv_finding *finding, void *context)
{
	static const char *const names[] = {[NEWSCONV_NOTE] = "note",
	    [NEWSCONV_WARNING] = "warning",
	    [NEWSCONV_ERROR] = "error"};

	(void)context;
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

static int
verify_one(const char *path, int quiet)
{
	struct newsconv_summary summary;
	struct newsconv_error error;

	if (newsconv_verify(path, print_finding, NULL, &summary, &error) < 0) {
		fflush(stdout);
		message_error(&error);
		return status_of(&error);
	}
	if (!quiet || summary.errors > 0) {
		print_name(stdout, path);
		printf(": %s: %s, %" PRIu64 " parts, %" PRIu64
		       " checksums compared; %" PRIu64 " errors, %" PRIu64
		       " warnings, %" PRIu64 " notes\n",
		    summary.errors > 0 ? "DAMAGED" : "sound", summary.format,
		    summary.parts, summary.digests, summary.errors,
		    summary.warnings, summary.notes);
	}
	return summary.errors > 0 ? EXIT_FINDINGS : EXIT_SOUND;
}

int
command_verify(int argc, char **argv)
{
	int status = EXIT_SOUND;
	int c, quiet = 0;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "qh", long_options, NULL)) != -1) {
		switch (c) {
		case 'q':
			quiet = 1;
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
	for (; optind < argc; optind++)
		status = worse_status(status, verify_one(argv[optind], quiet));
	return finish_output(status);
}
