/*
 * The report for programs: JSON Lines, one object for each finding, record and
 * file as they come, the sum last, so that a report without a summary was cut
 * off.  schemas/findings.schema.json is what is promised; what is not known is
 * left out.
 */
#include <inttypes.h>

#include "json_text.h"
#include "report.h"

static void
put_member(FILE *stream, const char *name, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	fprintf(stream, ",\"%s\":", name);
	json_put_string(stream, value);
}

static void
put_number(FILE *stream, const char *name, uint64_t number)
{
	fprintf(stream, ",\"%s\":%" PRIu64, name, number);
}

static void
put_offset(FILE *stream, const char *name, uint64_t offset)
{
	if (offset != NEWSCONV_NO_OFFSET)
		put_number(stream, name, offset);
}

/* A path that is not UTF-8 stands there a second time, by its bytes. */
static void
put_file(FILE *stream, const char *type, const char *file)
{
	fprintf(stream, "{\"type\":\"%s\",\"file\":", type);
	json_put_string(stream, file);
	if (is_utf8(file))
		return;
	fputs(",\"fileBytes\":\"", stream);
	put_percent(stream, file);
	putc('"', stream);
}

static void
put_answers(FILE *stream, const enum newsconv_answer *answers)
{
	int level;

	fputs(",\"answers\":{", stream);
	for (level = 0; level < NEWSCONV_LEVELS; level++)
		fprintf(stream, "%s\"%s\":\"%s\"", level > 0 ? "," : "",
		    level_word((enum newsconv_level)level),
		    answer_word(answers[level]));
	putc('}', stream);
}

static void
jsonl_finding(struct report *report, const struct newsconv_finding *finding)
{
	FILE *stream = report->stream;

	put_file(stream, "finding", finding->file);
	put_member(stream, "code", finding->code);
	put_member(stream, "severity", severity_word(finding->severity));
	put_member(stream, "level", level_word(finding->level));
	fprintf(
	    stream, ",\"unchecked\":%s", finding->unchecked ? "true" : "false");
	put_member(stream, "part", finding->part);
	put_offset(stream, "offset", finding->offset);
	put_offset(stream, "unpackedOffset", finding->inner_offset);
	if (finding->line > 0)
		put_number(stream, "line", (uint64_t)finding->line);
	put_member(stream, "found", finding->text);
	put_member(stream, "expected", finding->expected);
	put_member(stream, "clause", finding->clause);
	put_member(stream, "advice", finding->advice);
	put_member(stream, "epubcheck", finding->peer);
	fputs("}\n", stream);
}

static void
jsonl_part(
    struct report *report, const char *file, const struct newsconv_record *part)
{
	FILE *stream = report->stream;

	put_file(stream, "record", file);
	put_number(stream, "index", part->index);
	put_member(stream, "id", part->id);
	put_member(stream, "recordType", part->type);
	put_member(stream, "uri", part->uri);
	put_member(stream, "date", part->date);
	put_offset(stream, "offset", part->offset);
	put_number(stream, "length", part->length);
	put_number(stream, "size", part->size);
	put_member(stream, "digest", part->digest);
	put_member(stream, "storedSha256", part->stored_sha256);
	put_member(stream, "sha256", part->sha256);
	put_answers(stream, part->answers);
	fputs("}\n", stream);
}

static void
jsonl_file(struct report *report, const struct newsconv_file_result *result)
{
	const struct newsconv_summary *summary = &result->summary;
	FILE *stream = report->stream;

	put_file(stream, "file", result->file);
	put_number(stream, "size", result->size);
	put_member(stream, "verdict", verdict_word(result->verdict));
	put_member(stream, "fixity", fixity_word(result->fixity));
	put_member(stream, "format", format_word(result));
	put_member(stream, "sha256", result->sha256);
	put_answers(stream, summary->answers);
	put_number(stream, "parts", summary->parts);
	put_number(stream, "digests", summary->digests);
	put_number(stream, "errors", summary->errors);
	put_number(stream, "warnings", summary->warnings);
	put_number(stream, "notes", summary->notes);
	put_number(stream, "unchecked", summary->unchecked);
	if (result->error != NULL)
		put_member(stream, "reason", result->error->text);
	fputs("}\n", stream);
}

static void
jsonl_end(struct report *report, const struct newsconv_verify_total *total)
{
	FILE *stream = report->stream;
	int i;

	fputs("{\"type\":\"summary\"", stream);
	put_member(stream, "version", newsconv_version());
	put_member(stream, "sandbox", report->settings.sandbox);
	put_number(stream, "files", total->files);
	put_number(stream, "sound", total->sound);
	put_number(stream, "damaged", total->damaged);
	put_number(stream, "unchecked", total->unchecked);
	put_number(stream, "unreadable", report->unreadable);
	put_number(stream, "skipped", report->skipped);
	put_number(stream, "parts", total->parts);
	put_number(stream, "digests", total->digests);
	put_number(stream, "errors", total->errors);
	put_number(stream, "warnings", total->warnings);
	put_number(stream, "notes", total->notes);
	for (i = NEWSCONV_FIXITY_NONE + 1; i < NEWSCONV_FIXITIES; i++)
		put_number(stream, fixity_word((enum newsconv_fixity)i),
		    total->fixity[i]);
	fputs("}\n", stream);
}

static int
jsonl_begin(struct report *report)
{
	(void)report;
	return 0;
}

const struct report_kind report_jsonl = {
    "jsonl", jsonl_begin, jsonl_finding, jsonl_part, jsonl_file, jsonl_end};
