/* newsconv merge SHARD... -o ARCHIVE */
#include <getopt.h>
#include <string.h>
#include <time.h>

#include "archive_request.h"
#include "cli.h"
#include "values.h"

enum { OPTION_NO_MANIFEST = 256 };

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"no-manifest", no_argument, NULL, OPTION_NO_MANIFEST},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char usage[] =
    "Usage: newsconv merge [-q] SHARD... -o ARCHIVE\n"
    "\n"
    "Join the archives that newsconv archive --shard made, all shards of one\n"
    "job, into a new one. Volumes are linked where they can be, else copied;\n"
    "the shards stay as they are.\n"
    "\n"
    "  -o, --output ARCHIVE   the directory to be made\n"
    "      --no-manifest      leave out outputs.jsonl and SHA256SUMS\n"
    "  -q, --quiet            print errors only\n"
    "  -h, --help             this text\n"
    "\n"
    "Exit status: 0 done; 2 could not be done (not an archive, not of one "
    "job,\n"
    "damaged, ARCHIVE exists); 64 wrong usage; 75 trying again can help: "
    "shards\n"
    "are missing or unfinished, which is told, or the disk is full.\n";

struct request {
	const char *output;
	int quiet;
	int no_manifest;
	int help;
};

/* 0, or the exit status. */
static int
parse(struct request *request, int argc, char **argv)
{
	int c;

	memset(request, 0, sizeof(*request));
	opterr = 0;
	while (
	    (c = getopt_long(argc, argv, "o:qh", long_options, NULL)) != -1) {
		switch (c) {
		case 'o':
			request->output = optarg;
			break;
		case OPTION_NO_MANIFEST:
			request->no_manifest = 1;
			break;
		case 'q':
			request->quiet = 1;
			break;
		case 'h':
			request->help = 1;
			break;
		default:
			return wrong_option("merge ", argv);
		}
	}
	if (request->help)
		return 0;
	if (optind == argc)
		return wrong_usage("merge ", "no shard given");
	if (request->output == NULL || request->output[0] == '\0')
		return wrong_usage("merge ", "no output given; use -o ARCHIVE");
	return 0;
}

/* What does not fit together is no wrong usage: the names were right. */
static int
tell_failure(const struct newsconv_error *error)
{
	if (error->code == NEWSCONV_INTERRUPTED)
		message("interrupted; nothing was written");
	else
		message_error(error);
	return error->code == NEWSCONV_BAD_VALUE ? EXIT_CANNOT
						 : status_of(error);
}

static int
merge(const struct request *request, char **shards, int count, int64_t now)
{
	struct watch_options watch_options = {
	    .progress = PROGRESS_NONE, .quiet = request->quiet};
	struct newsconv_archive_options options;
	struct newsconv_archive_summary summary;
	struct newsconv_error error;
	struct watch watch;
	char holder[128];
	int result;

	name_holder(holder, sizeof(holder));
	newsconv_archive_options_init(&options);
	options.output = request->output;
	options.time = now;
	options.holder = holder;
	options.no_manifest = request->no_manifest;
	options.callback = watch_event;
	options.context = &watch;
	watch_begin(&watch, &watch_options, request->output, 0);
	result = newsconv_archive_merge((const char *const *)shards,
	    (size_t)count, &options, &summary, &error);
	if (result < 0)
		return tell_failure(&error);
	watch_end(&watch, result, &summary, &error);
	/* Inputs that failed did so when the shards were made. */
	return EXIT_SOUND;
}

int
command_merge(int argc, char **argv)
{
	int64_t now = (int64_t)time(NULL);
	struct request request;
	int status = parse(&request, argc, argv);

	if (status != 0)
		return status;
	if (request.help) {
		fputs(usage, stdout);
		return finish_output(EXIT_SOUND);
	}
	status = read_source_date("merge ", &now);
	if (status != 0)
		return status;
	return finish_output(
	    merge(&request, argv + optind, argc - optind, now));
}
