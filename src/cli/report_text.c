/*
 * The report for people: a line for each file with the answers to the four
 * questions, below it what was found, worst first, and a sum at the end.  What
 * a code means and what to do about it is said once a file and code.
 */
#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "progress.h"
#include "report.h"

enum color { PLAIN, GOOD, BAD, DOUBTFUL, FAINT };

static void
turn(const struct report *report, enum color color)
{
	static const char *const codes[] = {[PLAIN] = "\033[0m",
	    [GOOD] = "\033[32m",
	    [BAD] = "\033[1;31m",
	    [DOUBTFUL] = "\033[33m",
	    [FAINT] = "\033[2m"};

	if (report->settings.color)
		fputs(codes[color], report->stream);
}

static void
put_colored(const struct report *report, enum color color, const char *word)
{
	if (color != PLAIN)
		turn(report, color);
	fputs(word, report->stream);
	if (color != PLAIN)
		turn(report, PLAIN);
}

/* "1,234 errors", behind `before`; nothing of nothing. */
static int
put_count(const struct report *report, const char *before, uint64_t count,
    const char *thing)
{
	char number[NUMBER_SIZE];

	if (count == 0)
		return 0;
	fprintf(report->stream, "%s%s %s%s", before,
	    number_shown(number, count), thing, count == 1 ? "" : "s");
	return 1;
}

/* --------------------------------------------------------------- one finding */

static void
put_place(const struct report *report, const struct newsconv_finding *finding)
{
	FILE *stream = report->stream;
	char number[NUMBER_SIZE];

	if (finding->part[0] != '\0') {
		putc(' ', stream);
		print_name(stream, finding->part);
	}
	/* What is said of the file as a whole has no better place than 0. */
	if (finding->offset != NEWSCONV_NO_OFFSET &&
	    (finding->offset > 0 || finding->part[0] != '\0'))
		fprintf(stream, " at byte %s",
		    number_shown(number, finding->offset));
	if (finding->inner_offset != NEWSCONV_NO_OFFSET)
		fprintf(stream, ", unpacked %s",
		    number_shown(number, finding->inner_offset));
	if (finding->line > 0)
		fprintf(stream, ", line %ld", finding->line);
}

static void
put_said(const struct report *report, const char *what, const char *text)
{
	if (text[0] == '\0')
		return;
	fputs("    ", report->stream);
	put_colored(report, FAINT, what);
	print_name(report->stream, text);
	putc('\n', report->stream);
}

static void
put_finding(const struct report *report, const struct newsconv_finding *finding)
{
	static const enum color colors[] = {[NEWSCONV_NOTE] = PLAIN,
	    [NEWSCONV_WARNING] = DOUBTFUL,
	    [NEWSCONV_ERROR] = BAD};

	fputs("  ", report->stream);
	put_colored(report, colors[finding->severity],
	    severity_word(finding->severity));
	fprintf(report->stream, " %s", finding->code);
	put_place(report, finding);
	putc('\n', report->stream);
	put_said(report, "found: ", finding->text);
}

/* Where all of a code are expected to be the same it is said once. */
static int
same_expected(const struct kept_code *code)
{
	const struct kept_finding *at;

	for (at = code->first; at != NULL; at = at->next)
		if (strcmp(at->finding.expected,
			code->first->finding.expected) != 0)
			return 0;
	return 1;
}

static void
put_code(const struct report *report, const struct kept_code *code)
{
	int once = same_expected(code);
	const struct kept_finding *at;
	char number[NUMBER_SIZE];

	for (at = code->first; at != NULL; at = at->next) {
		put_finding(report, &at->finding);
		if (!once)
			put_said(report, "expected: ", at->finding.expected);
	}
	if (code->count > code->kept)
		fprintf(report->stream, "  and %s more of %s\n",
		    number_shown(number, code->count - code->kept), code->code);
	if (code->first == NULL)
		return;
	if (once)
		put_said(report, "expected: ", code->first->finding.expected);
	put_said(report, "clause: ", code->first->finding.clause);
	put_said(report, "advice: ", code->first->finding.advice);
}

/* ------------------------------------------------------------------ one file */

static void
put_answers(const struct report *report, const enum newsconv_answer *answers)
{
	static const struct {
		const char *word;
		enum color color;
	} words[] = {[NEWSCONV_ANSWER_NONE] = {"-", PLAIN},
	    [NEWSCONV_ANSWER_YES] = {"yes", PLAIN},
	    [NEWSCONV_ANSWER_UNKNOWN] = {"not checkable", DOUBTFUL},
	    [NEWSCONV_ANSWER_NO] = {"NO", BAD}};
	int level;

	for (level = 0; level < NEWSCONV_LEVELS; level++) {
		fprintf(report->stream, "%s%s ", level == 0 ? "" : ", ",
		    level_word((enum newsconv_level)level));
		put_colored(report, words[answers[level]].color,
		    words[answers[level]].word);
	}
}

static void
put_verdict(
    const struct report *report, const struct newsconv_file_result *result)
{
	static const struct {
		const char *word;
		enum color color;
	} words[] = {[NEWSCONV_SOUND] = {"sound", GOOD},
	    [NEWSCONV_DAMAGED] = {"DAMAGED", BAD},
	    [NEWSCONV_UNCHECKED] = {"NOT CHECKED", DOUBTFUL}};

	print_name(report->stream, result->file);
	fputs(": ", report->stream);
	put_colored(
	    report, words[result->verdict].color, words[result->verdict].word);
	if (result->fixity != NEWSCONV_FIXITY_NONE)
		fprintf(report->stream, " (%s)", fixity_word(result->fixity));
}

/* Of what is of no kind there may still be a manifest's word. */
static int
has_answers(const struct newsconv_file_result *result)
{
	int level;

	for (level = 0; level < NEWSCONV_LEVELS; level++)
		if (result->summary.answers[level] != NEWSCONV_ANSWER_NONE)
			return 1;
	return format_word(result)[0] != '\0';
}

static void
put_summary(
    const struct report *report, const struct newsconv_file_result *result)
{
	const struct newsconv_summary *summary = &result->summary;
	const char *before = ": ";

	if (format_word(result)[0] != '\0') {
		fprintf(report->stream, "%s%s", before, format_word(result));
		put_count(report, ", ", summary->parts, "part");
		put_count(report, ", ", summary->digests, "digest");
		before = "; ";
	}
	if (has_answers(result)) {
		fputs(before, report->stream);
		put_answers(report, summary->answers);
		before = "; ";
	}
	if (put_count(report, before, summary->errors, "error"))
		before = "; ";
	if (put_count(report, before, summary->warnings, "warning"))
		before = "; ";
	if (put_count(report, before, summary->notes, "note"))
		before = "; ";
	/* Where it was is what the line begins with. */
	if (result->error != NULL) {
		fputs(before, report->stream);
		print_name(report->stream, result->error->text);
	}
	putc('\n', report->stream);
}

static void
text_file(struct report *report, const struct newsconv_file_result *result)
{
	char number[NUMBER_SIZE];
	size_t i;

	put_verdict(report, result);
	put_summary(report, result);
	kept_sort(&report->kept);
	for (i = 0; i < report->kept.count; i++)
		put_code(report, &report->kept.codes[i]);
	if (report->kept.others > 0)
		fprintf(report->stream, "  and %s more findings\n",
		    number_shown(number, report->kept.others));
	kept_clear(&report->kept);
}

static void
text_finding(struct report *report, const struct newsconv_finding *finding)
{
	kept_add(&report->kept, finding);
}

static void
text_part(
    struct report *report, const char *file, const struct newsconv_record *part)
{
	char number[NUMBER_SIZE];

	print_name(report->stream, file);
	fprintf(report->stream, ": %s", number_shown(number, part->index));
	if (part->offset != NEWSCONV_NO_OFFSET)
		fprintf(report->stream, " at byte %s",
		    number_shown(number, part->offset));
	if (part->type[0] != '\0') {
		putc(' ', report->stream);
		print_name(report->stream, part->type);
	}
	if (part->id[0] != '\0') {
		putc(' ', report->stream);
		print_name(report->stream, part->id);
	}
	fputs("; ", report->stream);
	put_answers(report, part->answers);
	putc('\n', report->stream);
}

/* ------------------------------------------------------------------- the sum */

static void
put_fixity(
    const struct report *report, const struct newsconv_verify_total *total)
{
	char number[NUMBER_SIZE];
	const char *before = "against manifests: ";
	int i;

	for (i = NEWSCONV_FIXITY_NONE + 1; i < NEWSCONV_FIXITIES; i++) {
		if (total->fixity[i] == 0)
			continue;
		fprintf(report->stream, "%s%s %s", before,
		    number_shown(number, total->fixity[i]),
		    fixity_word((enum newsconv_fixity)i));
		before = ", ";
	}
	if (before[0] == ',')
		putc('\n', report->stream);
}

static void
text_end(struct report *report, const struct newsconv_verify_total *total)
{
	const struct {
		const char *word;
		uint64_t count;
	} rows[] = {{"sound", total->sound}, {"damaged", total->damaged},
	    {"not checked",
		total->unchecked - report->unreadable - report->skipped},
	    {"unreadable", report->unreadable},
	    {"of no known kind", report->skipped}};
	uint64_t findings = total->errors + total->warnings + total->notes;
	const char *before = ": ";
	char number[NUMBER_SIZE];
	size_t i;

	/* Of one file the line says it all. */
	if (total->files < 2)
		return;
	putc('\n', report->stream);
	put_count(report, "", total->files, "file");
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (rows[i].count == 0)
			continue;
		fprintf(report->stream, "%s%s %s", before,
		    number_shown(number, rows[i].count), rows[i].word);
		before = ", ";
	}
	putc('\n', report->stream);
	put_fixity(report, total);
	if (findings == 0)
		return;
	put_count(report, "", findings, "finding");
	before = ": ";
	if (put_count(report, before, total->errors, "error"))
		before = ", ";
	if (put_count(report, before, total->warnings, "warning"))
		before = ", ";
	put_count(report, before, total->notes, "note");
	putc('\n', report->stream);
}

static int
text_begin(struct report *report)
{
	(void)report;
	return 0;
}

const struct report_kind report_text = {
    "text", text_begin, text_finding, text_part, text_file, text_end};
