/*
 * The forms of the report behind one interface, and the words they share.  A
 * form is a file of its own and a line in `kinds`.
 */
#include <string.h>

#include "report.h"

static int
begin_nothing(struct report *report)
{
	(void)report;
	return 0;
}

static void
no_finding(struct report *report, const struct newsconv_finding *finding)
{
	(void)report;
	(void)finding;
}

static void
no_part(
    struct report *report, const char *file, const struct newsconv_record *part)
{
	(void)report;
	(void)file;
	(void)part;
}

static void
no_file(struct report *report, const struct newsconv_file_result *result)
{
	(void)report;
	(void)result;
}

static void
no_end(struct report *report, const struct newsconv_verify_total *total)
{
	(void)report;
	(void)total;
}

/* For --quiet: the exit status says all. */
const struct report_kind report_none = {
    "none", begin_nothing, no_finding, no_part, no_file, no_end};

static const struct report_kind *const kinds[] = {
    &report_text, &report_jsonl, &report_csv, &report_premis};

const struct report_kind *
report_kind_of(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}

int
report_begin(struct report *report, const struct report_kind *kind,
    const struct report_settings *settings, FILE *stream)
{
	memset(report, 0, sizeof(*report));
	report->kind = kind;
	report->settings = *settings;
	report->stream = stream;
	kept_begin(&report->kept, settings->max_findings);
	return kind->begin(report);
}

static void
count_unchecked(
    struct report *report, const struct newsconv_file_result *result)
{
	if (result->verdict != NEWSCONV_UNCHECKED || result->error == NULL)
		return;
	if (result->error->code == NEWSCONV_UNSUPPORTED)
		report->skipped++;
	else
		report->unreadable++;
}

void
report_event(struct report *report, const struct newsconv_verify_event *event)
{
	switch (event->type) {
	case NEWSCONV_VERIFY_FINDING:
		report->kind->finding(report, event->finding);
		break;
	case NEWSCONV_VERIFY_PART:
		report->kind->part(report, event->file, event->part);
		break;
	case NEWSCONV_VERIFY_FILE:
		count_unchecked(report, event->result);
		report->kind->file(report, event->result);
		break;
	}
}

int
report_end(struct report *report, const struct newsconv_verify_total *total)
{
	report->kind->end(report, total);
	return report->failed ? -1 : 0;
}

void
report_free(struct report *report)
{
	kept_free(&report->kept);
	if (report->later != NULL)
		fclose(report->later);
	report->later = NULL;
}

const char *
severity_word(enum newsconv_severity severity)
{
	static const char *const words[] = {[NEWSCONV_NOTE] = "note",
	    [NEWSCONV_WARNING] = "warning",
	    [NEWSCONV_ERROR] = "error"};

	return words[severity];
}

const char *
level_word(enum newsconv_level level)
{
	static const char *const words[] = {
	    [NEWSCONV_LEVEL_STRUCTURE] = "structure",
	    [NEWSCONV_LEVEL_DIGESTS] = "digests",
	    [NEWSCONV_LEVEL_CANONICAL] = "canonical",
	    [NEWSCONV_LEVEL_MANIFEST] = "manifest"};

	return words[level];
}

const char *
answer_word(enum newsconv_answer answer)
{
	static const char *const words[] = {[NEWSCONV_ANSWER_NONE] = "none",
	    [NEWSCONV_ANSWER_YES] = "yes",
	    [NEWSCONV_ANSWER_UNKNOWN] = "unknown",
	    [NEWSCONV_ANSWER_NO] = "no"};

	return words[answer];
}

const char *
verdict_word(enum newsconv_verdict verdict)
{
	static const char *const words[] = {[NEWSCONV_SOUND] = "sound",
	    [NEWSCONV_DAMAGED] = "damaged",
	    [NEWSCONV_UNCHECKED] = "unchecked"};

	return words[verdict];
}

const char *
fixity_word(enum newsconv_fixity fixity)
{
	static const char *const words[] = {[NEWSCONV_FIXITY_NONE] = "",
	    [NEWSCONV_CONFIRMED] = "confirmed",
	    [NEWSCONV_CHANGED] = "changed",
	    [NEWSCONV_MISSING] = "missing",
	    [NEWSCONV_NEW] = "new",
	    [NEWSCONV_MOVED] = "moved",
	    [NEWSCONV_DUPLICATE] = "duplicate"};

	return words[fixity];
}

const char *
format_word(const struct newsconv_file_result *result)
{
	const char *format = result->summary.format;

	return format == NULL ? "" : format;
}
