/*
 * newsconv --stream: a path a line in, "key TAB json" a line out, for programs
 * that start many of us and share out the work: Hadoop Streaming, Spark's
 * pipe(), xargs.  They tell by the exit status whether what came out is whole,
 * so that a closed pipe is an error of the output and no silent end.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "values.h"

enum long_option {
	OPTION_TO = 256,
	OPTION_LANG,
	OPTION_PUBLISHER,
	OPTION_CHARSET,
	OPTION_SPLIT,
	OPTION_MAX_SIZE
};

static const struct option long_options[] = {
    {"to", required_argument, NULL, OPTION_TO},
    {"null", no_argument, NULL, '0'},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"publisher", required_argument, NULL, OPTION_PUBLISHER},
    {"charset", required_argument, NULL, OPTION_CHARSET},
    {"split", required_argument, NULL, OPTION_SPLIT},
    {"max-size", required_argument, NULL, OPTION_MAX_SIZE},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char usage[] =
    "Usage: newsconv --stream [OPTION...] <PATHS >LINES\n"
    "\n"
    "Read a path a line from standard input, and write a line for each "
    "article\n"
    "to standard output: the path as it was given, a tab, and the article as\n"
    "JSON. Several articles of a file are a line each; \"part\" tells which.\n"
    "The lines are in the order of the paths.\n"
    "\n"
    "  -0, --null           paths end with NUL, not with a line end\n"
    "      --to FORMAT      json, the only one so far\n"
    "      --lang TAG       the language of all of them, such as en or pt-BR\n"
    "      --publisher NAME\n"
    "      --charset NAME   of the files; else it is found out\n"
    "      --split WHEN     tell several articles of one file apart: auto,\n"
    "                       never, always\n"
    "      --max-size SIZE  of a file: 500, 64K, 256M; larger ones fail\n"
    "  -q, --quiet          name what failed, and leave out the counts\n"
    "  -h, --help           this text\n"
    "\n"
    "Exit status: 0 done; 1 done, but for the inputs that were named; 64 "
    "wrong\n"
    "usage; 75 input or output failed, a closed pipe included.\n";

struct stream {
	struct newsconv_read_options read;
	int end_of_path; /* '\n' or '\0' */
	int quiet;
	struct newsconv_string json; /* of one article */
	uint64_t paths;
	uint64_t failed;
	uint64_t articles;
};

/* 1: a run is wanted; 0: *status is all there is to do. */
static int
parse_arguments(struct stream *stream, int argc, char **argv, int *status)
{
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "0qh", long_options, NULL)) != -1) {
		switch (c) {
		case '0':
			stream->end_of_path = '\0';
			break;
		case OPTION_TO:
			if (strcmp(optarg, "json") == 0)
				break;
			*status = wrong_usage("--stream ",
			    "--to %s: a stream is of json", optarg);
			return 0;
		case OPTION_LANG:
			stream->read.language = optarg;
			break;
		case OPTION_PUBLISHER:
			stream->read.publisher = optarg;
			break;
		case OPTION_CHARSET:
			stream->read.charset = optarg;
			break;
		case OPTION_SPLIT:
			if (split_of(optarg, &stream->read.split))
				break;
			*status = wrong_usage("--stream ",
			    "--split %s: not auto, never or always", optarg);
			return 0;
		case OPTION_MAX_SIZE:
			if (size_of(optarg, &stream->read.max_size))
				break;
			*status = wrong_usage("--stream ",
			    "--max-size %s: no size such as 500, 64K or 256M",
			    optarg);
			return 0;
		case 'q':
			stream->quiet = 1;
			break;
		case 'h':
			fputs(usage, stdout);
			*status = finish_output(EXIT_SOUND);
			return 0;
		default:
			*status = wrong_option("--stream ", argv);
			return 0;
		}
	}
	if (optind == argc)
		return 1;
	*status = wrong_usage("--stream ",
	    "%s: paths are read from standard input", argv[optind]);
	return 0;
}

/*
 * A key is the path as given; only what would end the key or the line is
 * written as messages write it.
 */
static void
put_key(const char *path)
{
	for (; *path != '\0'; path++) {
		if ((unsigned char)*path < ' ' || *path == 0x7f)
			printf("\\x%02x", (unsigned)(unsigned char)*path);
		else
			putchar(*path);
	}
}

static int
put_articles(struct stream *stream, const char *path,
    const struct newsconv_articles *articles, struct newsconv_error *error)
{
	const struct newsconv_article *article;
	size_t i;

	for (i = 0; (article = newsconv_articles_at(articles, i)) != NULL;
	     i++) {
		int result = newsconv_article_json(
		    &stream->json, article, error);

		if (result < 0)
			return result;
		put_key(path);
		putchar('\t');
		fwrite(stream->json.data, 1, stream->json.size, stdout);
		putchar('\n');
		stream->articles++;
	}
	return NEWSCONV_OK;
}

/*
 * The exit status; not 0 where no further path can be read or written.  What
 * was written is flushed: who waits for the line of a path before giving the
 * next one gets it.
 */
static int
stream_path(struct stream *stream, const char *path)
{
	struct newsconv_articles *articles = NULL;
	struct newsconv_error error;
	int result;

	stream->paths++;
	result = newsconv_articles_read(&articles, path, &stream->read, &error);
	if (result == NEWSCONV_OK)
		result = put_articles(stream, path, articles, &error);
	newsconv_articles_free(articles);
	if (result < 0) {
		stream->failed++;
		message_error(&error);
	}
	if (result == NEWSCONV_NO_MEMORY)
		return EXIT_TRY_AGAIN;
	return finish_output(EXIT_SOUND);
}

/* What cannot be a path fails by itself. */
static int
check_path(struct stream *stream, const char *path, size_t size)
{
	const char *problem = NULL;

	if (strlen(path) != size)
		problem = "holds a NUL byte, which no path can";
	else if (strcmp(path, "-") == 0)
		problem = "standard input holds the paths";
	if (problem == NULL)
		return 1;
	stream->paths++;
	stream->failed++;
	message("%s: %s", path, problem);
	return 0;
}

static int
stream_all(struct stream *stream)
{
	size_t capacity = 0;
	char *line = NULL;
	int status = EXIT_SOUND;
	ssize_t size;

	while (status == EXIT_SOUND &&
	    (errno = 0,
		size = getdelim(&line, &capacity, stream->end_of_path, stdin)) >
		0) {
		if (line[size - 1] == stream->end_of_path)
			line[--size] = '\0';
		if (stream->end_of_path == '\n' && size > 0 &&
		    line[size - 1] == '\r')
			line[--size] = '\0';
		if (size > 0 && check_path(stream, line, (size_t)size))
			status = stream_path(stream, line);
	}
	if (status == EXIT_SOUND && !feof(stdin)) {
		message("standard input: cannot read: %s", strerror(errno));
		status = EXIT_TRY_AGAIN;
	}
	free(line);
	return status;
}

int
command_stream(int argc, char **argv)
{
	struct stream stream = {.end_of_path = '\n'};
	struct newsconv_error error;
	int status = EXIT_SOUND;

	stream.read.size = sizeof(stream.read);
	if (!parse_arguments(&stream, argc, argv, &status))
		return status;
	if (newsconv_read_options_check(&stream.read, &error) < 0)
		return wrong_usage("--stream ", "%s", error.text);
	signal(SIGPIPE, SIG_IGN);
	status = stream_all(&stream);
	newsconv_string_free(&stream.json);
	if (!stream.quiet)
		message("%" PRIu64 " paths: %" PRIu64 " articles, %" PRIu64
			" failed",
		    stream.paths, stream.articles, stream.failed);
	if (status == EXIT_SOUND && stream.failed > 0)
		status = EXIT_FINDINGS;
	return status;
}
