/*
 * The report for spreadsheets (RFC 4180): a line for each finding, record and
 * file, all with the same columns, in which what a line does not say is empty.
 * A name from an archive must not become a formula: a first character that
 * would begin one is escaped as what cannot be printed is.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "report.h"

/* In the order of the header line. */
enum column {
	TYPE,
	NAME,
	PART,
	OFFSET,
	UNPACKED_OFFSET,
	LINE,
	CODE,
	SEVERITY,
	LEVEL,
	FOUND,
	EXPECTED,
	CLAUSE,
	ADVICE,
	EPUBCHECK,
	VERDICT,
	FIXITY,
	FORMAT,
	SIZE,
	SHA256,
	PARTS,
	COMPARED,
	STRUCTURE,
	DIGESTS,
	CANONICAL,
	MANIFEST,
	COLUMNS
};

static const char *const headings[COLUMNS] = {"type", "file", "part", "offset",
    "unpacked_offset", "line", "code", "severity", "level", "found", "expected",
    "clause", "advice", "epubcheck", "verdict", "fixity", "format", "size",
    "sha256", "parts", "digests_compared", "structure", "digests", "canonical",
    "manifest"};

struct row {
	const char *cells[COLUMNS]; /* NULL: empty */
	char numbers[COLUMNS][24];
};

static void
set_number(struct row *row, enum column column, uint64_t number)
{
	snprintf(row->numbers[column], sizeof(row->numbers[column]), "%" PRIu64,
	    number);
	row->cells[column] = row->numbers[column];
}

static void
set_offset(struct row *row, enum column column, uint64_t offset)
{
	if (offset != NEWSCONV_NO_OFFSET)
		set_number(row, column, offset);
}

static void
set_answers(struct row *row, const enum newsconv_answer *answers)
{
	int level;

	for (level = 0; level < NEWSCONV_LEVELS; level++)
		row->cells[STRUCTURE + level] = answer_word(answers[level]);
}

/* Quoted where RFC 4180, 2.6 asks for it; on one line in any case. */
static void
put_cell(FILE *stream, const char *cell)
{
	int quoted = strpbrk(cell, "\",") != NULL;
	char shown[512];
	size_t left;

	if (quoted)
		putc('"', stream);
	if (strchr("=+-@", cell[0]) != NULL && cell[0] != '\0' &&
	    cell[1] != '\0')
		fprintf(stream, "\\x%02x", (unsigned char)*cell++);
	for (left = strlen(cell); left > 0;) {
		size_t taken = newsconv_printable(
		    shown, sizeof(shown), cell, left);
		const char *byte;

		for (byte = shown; *byte != '\0'; byte++) {
			if (*byte == '"')
				putc('"', stream);
			putc(*byte, stream);
		}
		cell += taken;
		left -= taken;
	}
	if (quoted)
		putc('"', stream);
}

static void
put_row(struct report *report, const char *const *cells)
{
	int i;

	for (i = 0; i < COLUMNS; i++) {
		if (i > 0)
			putc(',', report->stream);
		if (cells[i] != NULL)
			put_cell(report->stream, cells[i]);
	}
	fputs("\r\n", report->stream);
}

static int
csv_begin(struct report *report)
{
	put_row(report, headings);
	return 0;
}

static void
csv_finding(struct report *report, const struct newsconv_finding *finding)
{
	struct row row = {.cells = {[TYPE] = "finding",
			      [NAME] = finding->file,
			      [PART] = finding->part,
			      [CODE] = finding->code,
			      [SEVERITY] = severity_word(finding->severity),
			      [LEVEL] = level_word(finding->level),
			      [FOUND] = finding->text,
			      [EXPECTED] = finding->expected,
			      [CLAUSE] = finding->clause,
			      [ADVICE] = finding->advice,
			      [EPUBCHECK] = finding->peer}};

	set_offset(&row, OFFSET, finding->offset);
	set_offset(&row, UNPACKED_OFFSET, finding->inner_offset);
	if (finding->line > 0)
		set_number(&row, LINE, (uint64_t)finding->line);
	put_row(report, row.cells);
}

static void
csv_part(
    struct report *report, const char *file, const struct newsconv_record *part)
{
	struct row row = {.cells = {[TYPE] = "record",
			      [NAME] = file,
			      [PART] = part->id,
			      [FORMAT] = part->type,
			      [SHA256] = part->sha256}};

	set_offset(&row, OFFSET, part->offset);
	set_number(&row, SIZE, part->size);
	set_answers(&row, part->answers);
	put_row(report, row.cells);
}

static void
csv_file(struct report *report, const struct newsconv_file_result *result)
{
	struct row row = {.cells = {[TYPE] = "file",
			      [NAME] = result->file,
			      [VERDICT] = verdict_word(result->verdict),
			      [FIXITY] = fixity_word(result->fixity),
			      [FORMAT] = format_word(result),
			      [SHA256] = result->sha256}};

	if (result->error != NULL)
		row.cells[FOUND] = result->error->text;
	set_number(&row, SIZE, result->size);
	set_number(&row, PARTS, result->summary.parts);
	set_number(&row, COMPARED, result->summary.digests);
	set_answers(&row, result->summary.answers);
	put_row(report, row.cells);
}

static void
csv_end(struct report *report, const struct newsconv_verify_total *total)
{
	(void)report;
	(void)total;
}

const struct report_kind report_csv = {
    "csv", csv_begin, csv_finding, csv_part, csv_file, csv_end};
