/* newsconv inspect INPUT...: what was found in a dump, line by line. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli.h"

static const struct option long_options[] = {
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char usage[] =
    "Usage: newsconv inspect INPUT...\n"
    "\n"
    "Show what newsconv finds in each dump: first the fields, then every\n"
    "segment with its lines, what it was taken for, how sure that is (in\n"
    "hundredths), and how its text begins. Nothing is written.\n"
    "\n"
    "  -h, --help   this text\n"
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
	const struct newsconv_language *language = newsconv_article_language(
	    article);
	const struct newsconv_author *authors;
	size_t count, i;

	printf("%-10s ", "file");
	print_name(stdout, input);
	putchar('\n');
	printf("%-10s %zu bytes, %.*s\n", "source", source->bytes.size,
	    (int)source->charset.size, source->charset.data);
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
	}
}

int
command_inspect(int argc, char **argv)
{
	int failed = EXIT_SOUND;
	int c, done = 0;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "h", long_options, NULL)) != -1) {
		if (c != 'h')
			return wrong_option("inspect ", argv);
		fputs(usage, stdout);
		return finish_output(EXIT_SOUND);
	}
	if (optind == argc)
		return wrong_usage("inspect ", "no input given");
	for (; optind < argc; optind++) {
		struct newsconv_article *article = NULL;
		struct newsconv_error error;

		if (newsconv_article_read(
			&article, argv[optind], NULL, &error) < 0) {
			fflush(stdout);
			message_error(&error);
			failed = worse_status(failed, status_of(&error));
			continue;
		}
		if (done > 0)
			putchar('\n');
		print_fields(argv[optind], article);
		print_segments(article);
		newsconv_article_free(article);
		done++;
	}
	if (failed != EXIT_SOUND && done > 0)
		failed = EXIT_FINDINGS;
	return finish_output(failed);
}
