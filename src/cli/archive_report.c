/*
 * The summary of a batch, for people: what became of the inputs, what kind of
 * articles they were, where the archive is, and what to do about failures.  The
 * indented counts under "inputs" add up to it.  What is zero and as usual is
 * left out.
 */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "archive_report.h"
#include "cli.h"
#include "progress.h"

enum { MOST_LANGUAGES = 8 };

static void
put_row(FILE *stream, const char *name, uint64_t number, const char *remark)
{
	char shown[NUMBER_SIZE];

	fprintf(stream, "%-16s %12s%s%s\n", name, number_shown(shown, number),
	    remark[0] != '\0' ? "  " : "", remark);
}

/* ------------------------------------------------------------------- inputs */

#define AT(member) offsetof(struct newsconv_archive_summary, member)

/* Every input is in one of these. */
static const struct {
	const char *name;
	size_t place;
	int always;
	const char *remark;
} fates[] = {
    {"  archived", AT(archived), 1, ""},
    {"  duplicates", AT(duplicates), 0, "stored once, referred to"},
    {"  unchanged", AT(unchanged), 0, "archived by an earlier run"},
    {"  packed", AT(packed), 0, "what is in them is counted by itself"},
    {"  sidecars", AT(sidecars), 0, "archived with what they describe"},
    {"  skipped", AT(skipped), 0, "hidden files, links, devices"},
    {"  failed", AT(failed), 1, ""},
};

#undef AT

static void
put_inputs(FILE *stream, const struct newsconv_archive_summary *summary)
{
	size_t i;

	put_row(stream, "inputs", summary->inputs, "");
	for (i = 0; i < sizeof(fates) / sizeof(*fates); i++) {
		uint64_t number;

		memcpy(&number, (const char *)summary + fates[i].place,
		    sizeof(number));
		if (number > 0 || fates[i].always)
			put_row(stream, fates[i].name, number, fates[i].remark);
	}
	if (summary->changed > 0)
		put_row(stream, "changed", summary->changed,
		    "of these, known to an earlier run otherwise");
	if (summary->missing > 0)
		put_row(stream, "missing", summary->missing,
		    "archived earlier, no longer found; kept");
	if (summary->not_for_us > 0)
		put_row(stream, "other shards", summary->not_for_us, "");
}

/* ----------------------------------------------------------------- articles */

static void
put_languages(FILE *stream, const struct newsconv_archive_summary *summary)
{
	const size_t most = sizeof(summary->languages) /
	    sizeof(*summary->languages);
	uint64_t others = 0;
	size_t i, shown = 0;

	for (i = 0; i < most && summary->languages[i].articles > 0; i++) {
		char name[32];

		if (shown == MOST_LANGUAGES ||
		    strcmp(summary->languages[i].tag, "*") == 0) {
			others += summary->languages[i].articles;
			continue;
		}
		snprintf(
		    name, sizeof(name), "  in %s", summary->languages[i].tag);
		put_row(stream, name, summary->languages[i].articles,
		    strcmp(summary->languages[i].tag, "und") == 0
			? "the language was not found out"
			: "");
		shown++;
	}
	if (others > 0)
		put_row(stream, "  in others", others, "");
}

static void
put_articles(FILE *stream, const struct newsconv_archive_summary *summary)
{
	const struct {
		const char *name;
		uint64_t number;
	} lacks[] = {
	    {"  no headline", summary->without_headline},
	    {"  no date", summary->without_date},
	    {"  no byline", summary->without_byline},
	    {"  no body", summary->without_body},
	};
	size_t i;

	put_row(stream, "articles", summary->articles, "");
	put_languages(stream, summary);
	for (i = 0; i < sizeof(lacks) / sizeof(*lacks); i++)
		if (lacks[i].number > 0)
			put_row(stream, lacks[i].name, lacks[i].number, "");
	if (summary->first_date[0] != '\0')
		fprintf(stream, "%-16s %12s  to %s\n", "  published",
		    summary->first_date, summary->last_date);
}

/* ------------------------------------------------------------ what was done */

static void
put_count(FILE *stream, const char *before, uint64_t count, const char *thing)
{
	char number[NUMBER_SIZE];

	if (count > 0)
		fprintf(stream, "%s%s %s%s", before,
		    number_shown(number, count), thing, count == 1 ? "" : "s");
}

static void
put_bytes(FILE *stream, const struct newsconv_archive_summary *summary)
{
	char number[NUMBER_SIZE];

	fprintf(stream, "%-16s %12s\n", "read",
	    bytes_shown(number, (double)summary->bytes_read));
	fprintf(stream, "%-16s %12s", "written",
	    bytes_shown(number, (double)summary->bytes_written));
	put_count(stream, "  ", summary->volumes, "volume");
	put_count(stream, summary->volumes > 0 ? ", " : "  ", summary->records,
	    "record");
	put_count(
	    stream, summary->volumes > 0 ? ", " : "  ", summary->books, "book");
	putc('\n', stream);
}

static void
put_times(FILE *stream, const struct newsconv_archive_summary *summary)
{
	const struct {
		const char *name;
		uint64_t time;
	} stages[] = {
	    {"reading", summary->time_reading},
	    {"segmenting", summary->time_segmenting},
	    {"encoding",
		summary->time_encoding > summary->time_compressing
		    ? summary->time_encoding - summary->time_compressing
		    : 0},
	    {"compressing", summary->time_compressing},
	    {"appending", summary->time_appending},
	};
	const size_t count = sizeof(stages) / sizeof(*stages);
	double all = 0;
	size_t i;

	for (i = 0; i < count; i++)
		all += (double)stages[i].time;
	if (all <= 0)
		return;
	fprintf(stream, "%-16s %10.2f s ", "time of threads", all / 1e9);
	for (i = 0; i < count; i++)
		fprintf(stream, "%s %s %.0f %%", i > 0 ? "," : "",
		    stages[i].name, (double)stages[i].time * 100 / all);
	putc('\n', stream);
}

static void
put_advice(FILE *stream, const struct newsconv_archive_summary *summary)
{
	char number[NUMBER_SIZE];

	if (summary->failed == 0)
		return;
	fputs("\nWhat failed has \"failed\" and the reason in manifest.jsonl "
	      "of the archive.\n",
	    stream);
	if (summary->temporary > 0)
		fprintf(stream,
		    "For %s of them trying again can help: run the same "
		    "command once more.\n",
		    number_shown(number, summary->temporary));
	if (summary->temporary < summary->failed)
		fputs("Mend or remove the files, and run the same command: it "
		      "takes up what is new,\nhas changed or had failed.\n",
		    stream);
}

void
print_report(FILE *stream, const struct newsconv_archive_summary *summary,
    const struct report_options *options)
{
	put_inputs(stream, summary);
	if (options->dry_run) {
		fputs("\nA dry run: nothing was written.\n", stream);
		return;
	}
	put_articles(stream, summary);
	put_bytes(stream, summary);
	if (options->verbose)
		put_times(stream, summary);
	fprintf(stream, "%-16s ", "archive");
	print_name(stream, options->output);
	fprintf(stream, ", run %u%s\n", summary->run,
	    summary->resumed ? ", which had been interrupted" : "");
	put_advice(stream, summary);
}
