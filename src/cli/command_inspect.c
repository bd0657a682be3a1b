/* newsconv inspect INPUT...: what was found in a dump, line by line. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "folders.h"

enum long_option { OPTION_SPLIT = 256, OPTION_EXPLAIN, OPTION_NO_FOLDER };

static const struct option long_options[] = {
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"no-folder", no_argument, NULL, OPTION_NO_FOLDER},
    {"split", required_argument, NULL, OPTION_SPLIT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char usage[] =
    "Usage: newsconv inspect [--explain] [--no-folder] [--split WHEN] "
    "INPUT...\n"
    "\n"
    "Show what newsconv finds in each dump: first the fields, then every\n"
    "segment with its lines, what it was taken for, how sure that is (in\n"
    "hundredths), and how its text begins. Nothing is written.\n"
    "\n"
    "      --explain      below each segment, why it was taken for that: the\n"
    "                     rule or the measures that decided, and the next\n"
    "                     best type (see newsconv-segmentation(7))\n"
    "      --no-folder    read each input without a look at the others of its\n"
    "                     directory\n"
    "      --split WHEN   tell several articles of one input apart: auto,\n"
    "                     never, always\n"
    "  -h, --help         this text\n"
    "\n"
    "Exit status: 0 done; 1 done, but for the inputs that were named; 2 not\n"
    "done; 64 wrong usage; 75 not done, trying again may help.\n";

/* How many characters of a segment's text are shown. */
enum { EXCERPT = 48 };

/* The bytes of the first EXCERPT characters. */
static int
excerpt_size(struct newsconv_text text)
{
	size_t size = 0, characters = 0;

	while (size < text.size && characters < EXCERPT) {
		size++;
		while (size < text.size &&
		    ((unsigned char)text.data[size] & 0xc0) == 0x80)
			size++;
		characters++;
	}
	return (int)size;
}

static void
print_text(const char *name, struct newsconv_text text)
{
	if (text.size > 0)
		printf("%-10s %.*s\n", name, (int)text.size, text.data);
}

static void
print_date(const char *name, const struct newsconv_date *date)
{
	if (date->printed.text.size > 0)
		printf("%-10s %s%s%s (%.*s)\n", name, date->value,
		    date->ambiguous ? " or the other way round" : "",
		    date->of_change ? ", of the last change" : "",
		    (int)date->printed.text.size, date->printed.text.data);
}

static void
print_fields(const char *input, const struct newsconv_article *article)
{
	static const struct {
		const char *name;
		enum newsconv_field_name field;
	} fields[] = {
	    {"headline", NEWSCONV_FIELD_HEADLINE},
	    {"dek", NEWSCONV_FIELD_DEK},
	    {"byline", NEWSCONV_FIELD_BYLINE},
	    {"dateline", NEWSCONV_FIELD_DATELINE},
	    {"section", NEWSCONV_FIELD_SECTION},
	};
	const struct newsconv_source *source = newsconv_article_source(article);
	const struct newsconv_part *part = newsconv_article_part(article);
	const struct newsconv_language *language = newsconv_article_language(
	    article);
	const struct newsconv_author *authors;
	size_t count, i;

	printf("%-10s ", "file");
	print_name(stdout, input);
	putchar('\n');
	/* Of an article that newsconv wrote the dump is not there. */
	if (source->bytes.size == 0)
		printf("%-10s %.*s, not at hand, %.*s\n", "source",
		    (int)source->name.size, source->name.data,
		    (int)source->charset.size, source->charset.data);
	else
		printf("%-10s %zu bytes, %.*s\n", "source", source->bytes.size,
		    (int)source->charset.size, source->charset.data);
	if (part->of > 1)
		printf("%-10s %" PRIu64 " of %" PRIu64 ", bytes %" PRIu64
		       " to %" PRIu64 "\n",
		    "article", part->number, part->of, part->start, part->end);
	printf("%-10s %.*s, %.*s, %s\n", "language", (int)language->tag.size,
	    language->tag.data, (int)language->script.size,
	    language->script.data,
	    language->rtl ? "right to left" : "left to right");
	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		print_text(fields[i].name,
		    newsconv_article_field(article, fields[i].field)->text);
	count = newsconv_article_authors(article, &authors);
	for (i = 0; i < count; i++)
		print_text("author", authors[i].name.text);
	print_date("published", newsconv_article_published(article));
	print_date("modified", newsconv_article_modified(article));
}

/* ------------------------------------------------------------ explanations */

/* Whose measure it is, if not the segment's own. */
static void
print_whose(int offset)
{
	if (offset == 1)
		printf(" of the next block");
	else if (offset == -1)
		printf(" of the block before");
	else if (offset > 1)
		printf(" of the block %d behind", offset);
	else if (offset < -1)
		printf(" of the block %d before", -offset);
}

static void
print_reasons(const struct newsconv_explanation *explanation)
{
	size_t i;

	for (i = 0; i < explanation->reason_count; i++) {
		const struct newsconv_reason *reason = &explanation->reasons[i];

		printf("%12s%-8s %s", "",
		    reason->weight > 0 ? "for" : "against", reason->meaning);
		print_whose(reason->offset);
		printf(": %s (%+.1f)\n", reason->shown, reason->weight);
	}
}

static void
print_explanation(const struct newsconv_explanation *explanation)
{
	if (explanation->rule != NULL)
		printf("%12s%-8s %s: %s\n", "", "rule", explanation->rule,
		    explanation->rule_text);
	if (explanation->alternative != NEWSCONV_SEGMENT_UNKNOWN)
		printf("%12s%-8s %s %u, by itself %+.1f\n", "", "else",
		    newsconv_segment_type_name(explanation->alternative),
		    explanation->alternative_confidence, explanation->own);
	print_reasons(explanation);
}

static void
print_segments(const struct newsconv_article *article)
{
	const struct newsconv_segment *segments;
	size_t count = newsconv_article_segments(article, &segments), i;

	for (i = 0; i < count; i++) {
		const struct newsconv_segment *segment = &segments[i];
		int shown = excerpt_size(segment->text);

		printf("%5" PRIu64 "-%-5" PRIu64 " %-15s %3u  %.*s%s\n",
		    segment->first_line, segment->last_line,
		    newsconv_segment_type_name(segment->type),
		    segment->confidence, shown, segment->text.data,
		    (size_t)shown < segment->text.size ? "..." : "");
		if (segment->explanation != NULL)
			print_explanation(segment->explanation);
	}
}

/* The exit status; *shown counts articles. */
static int
inspect(const char *input, const struct newsconv_read_options *options,
    size_t *shown)
{
	struct newsconv_articles *articles = NULL;
	const struct newsconv_article *article;
	struct newsconv_error error;
	size_t i;

	if (newsconv_articles_read(&articles, input, options, &error) < 0) {
		fflush(stdout);
		message_error(&error);
		return status_of(&error);
	}
	for (i = 0; (article = newsconv_articles_at(articles, i)) != NULL;
	     i++) {
		if ((*shown)++ > 0)
			putchar('\n');
		print_fields(input, article);
		print_segments(article);
	}
	newsconv_articles_free(articles);
	return EXIT_SOUND;
}

/* The exit status, after all inputs. */
static int
inspect_all(char *const *inputs, int count,
    struct newsconv_read_options *options, int no_folder)
{
	struct folders *folders = NULL;
	int failed = EXIT_SOUND, i;
	size_t shown = 0;

	if (!no_folder)
		failed = folders_read(&folders, inputs, count, options);
	if (failed != EXIT_SOUND)
		return failed;
	for (i = 0; i < count; i++) {
		options->folder = folders_of(folders, inputs[i]);
		failed = worse_status(
		    failed, inspect(inputs[i], options, &shown));
	}
	folders_free(folders);
	return failed != EXIT_SOUND && shown > 0 ? EXIT_FINDINGS : failed;
}

int
command_inspect(int argc, char **argv)
{
	struct newsconv_read_options options;
	int no_folder = 0, from_stdin = 0;
	int c, i;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	opterr = 0;
	while ((c = getopt_long(argc, argv, "h", long_options, NULL)) != -1) {
		switch (c) {
		case OPTION_EXPLAIN:
			options.explain = 1;
			break;
		case OPTION_NO_FOLDER:
			no_folder = 1;
			break;
		case OPTION_SPLIT:
			if (!split_of(optarg, &options.split))
				return wrong_usage("inspect ",
				    "--split %s: not auto, never or always",
				    optarg);
			break;
		case 'h':
			fputs(usage, stdout);
			return finish_output(EXIT_SOUND);
		default:
			return wrong_option("inspect ", argv);
		}
	}
	if (optind == argc)
		return wrong_usage("inspect ", "no input given");
	for (i = optind; i < argc; i++)
		from_stdin += strcmp(argv[i], "-") == 0;
	if (from_stdin > 1)
		return wrong_usage(
		    "inspect ", "standard input can be read once only");
	return finish_output(
	    inspect_all(argv + optind, argc - optind, &options, no_folder));
}
