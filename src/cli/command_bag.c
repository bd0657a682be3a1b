/* newsconv bag DIR -o BAG */
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "values.h"

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"metadata", required_argument, NULL, 'm'},
    {"algorithm", required_argument, NULL, 'a'},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char usage[] =
    "Usage: newsconv bag [OPTION]... FOLDER -o BAG\n"
    "\n"
    "Make a bag (BagIt 1.0, RFC 8493) of a folder: a copy with digests of all\n"
    "its files, in a new place. The folder is only read; each copy is read "
    "back.\n"
    "\n"
    "  -o, --output BAG             the folder to be made\n"
    "  -m, --metadata LABEL=VALUE   a line of bag-info.txt; may be repeated\n"
    "  -a, --algorithm NAME         sha512, sha256, sha1 or md5; may be "
    "repeated\n"
    "                               (sha512 and sha256)\n"
    "  -q, --quiet                  print errors only\n"
    "  -h, --help                   this text\n"
    "\n"
    "Exit status: 0 done; 1 something in the folder cannot be in a bag, and "
    "is\n"
    "named; 2 could not be done (BAG exists); 64 wrong usage; 75 could not be\n"
    "done, trying again may help. Then there is no BAG.\n";

struct request {
	struct newsconv_bag_options options;
	const char **algorithms;
	const char **metadata;
	int quiet;
	int help;
};

static volatile sig_atomic_t stopped;

static void
on_signal(int number)
{
	(void)number;
	stopped = 1;
}

static int
stop(void *context)
{
	(void)context;
	return stopped;
}

static void
note(const char *path, const char *text, void *context)
{
	const struct request *request = context;

	if (!request->quiet)
		message("%s: %s", path[0] == '\0' ? "." : path, text);
}

/* 0, or the exit status. */
static int
parse(struct request *request, int argc, char **argv)
{
	struct newsconv_bag_options *options = &request->options;
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "o:m:a:qh", long_options, NULL)) !=
	    -1) {
		switch (c) {
		case 'o':
			options->bag = optarg;
			break;
		case 'm':
			request->metadata[options->metadata_count++] = optarg;
			break;
		case 'a':
			request->algorithms[options->algorithm_count++] =
			    optarg;
			break;
		case 'q':
			request->quiet = 1;
			break;
		case 'h':
			request->help = 1;
			return 0;
		default:
			return wrong_option("bag ", argv);
		}
	}
	if (optind != argc - 1)
		return wrong_usage("bag ",
		    optind == argc ? "no folder given"
				   : "more than one folder given");
	if (options->bag == NULL || options->bag[0] == '\0')
		return wrong_usage("bag ", "no output given; use -o BAG");
	options->source = argv[optind];
	return 0;
}

/* A link or a name that a bag cannot have is a finding about the folder. */
static int
tell_failure(const struct newsconv_error *error)
{
	if (error->code == NEWSCONV_INTERRUPTED) {
		message("interrupted; nothing was left behind");
		return EXIT_TRY_AGAIN;
	}
	message_error(error);
	if (error->code == NEWSCONV_UNSUPPORTED)
		return EXIT_FINDINGS;
	return status_of(error);
}

static int
make(struct request *request)
{
	const struct newsconv_bag_options *options = &request->options;
	const struct sigaction action = {.sa_handler = on_signal};
	struct newsconv_bag_summary summary;
	struct newsconv_error error;

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	if (newsconv_bag_make(options, &summary, &error) < 0)
		return tell_failure(&error);
	if (request->quiet)
		return EXIT_SOUND;
	print_name(stdout, options->bag);
	printf(": %" PRIu64 " files, %" PRIu64 " bytes\n", summary.files,
	    summary.bytes);
	return EXIT_SOUND;
}

static int
run(struct request *request, int argc, char **argv)
{
	int status = parse(request, argc, argv);

	if (status != 0)
		return status;
	if (request->help) {
		fputs(usage, stdout);
		return finish_output(EXIT_SOUND);
	}
	request->options.time = (int64_t)time(NULL);
	status = read_source_date("bag ", &request->options.time);
	if (status != 0)
		return status;
	return finish_output(make(request));
}

int
command_bag(int argc, char **argv)
{
	struct request request = {.quiet = 0};
	int status;

	newsconv_bag_options_init(&request.options);
	request.algorithms = calloc((size_t)argc, sizeof(char *));
	request.metadata = calloc((size_t)argc, sizeof(char *));
	request.options.algorithms = request.algorithms;
	request.options.metadata = request.metadata;
	request.options.note = note;
	request.options.stop = stop;
	request.options.context = &request;
	if (request.algorithms == NULL || request.metadata == NULL) {
		message("out of memory");
		status = EXIT_TRY_AGAIN;
	} else {
		status = run(&request, argc, argv);
	}
	free(request.algorithms);
	free(request.metadata);
	return status;
}
