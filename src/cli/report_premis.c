/*
 * The report for repositories: PREMIS 3.0 in XML.  Each file is an object; each
 * check of it an event, "fixity check" for digests and manifest, "validation"
 * for structure and canonical form, in the words of the Library of Congress's
 * vocabularies; newsconv is the agent.
 *
 * The schema has all objects before all events: events wait in a nameless file.
 * Identifiers are made of what they identify, so that a report of the same
 * files and time is the same report.
 */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "json_text.h"
#include "report.h"

#define VOCABULARY "http://id.loc.gov/vocabulary/preservation/"

enum { TIME_SIZE = sizeof("9999-12-31T23:59:59Z") };

/* ------------------------------------------------------------------- writing */

/* One line of characters that XML 1.0 allows. */
static void
put_text(FILE *stream, const char *text)
{
	char shown[512];
	size_t left = strlen(text);

	while (left > 0) {
		size_t taken = newsconv_printable(
		    shown, sizeof(shown), text, left);
		const char *byte;

		for (byte = shown; *byte != '\0'; byte++) {
			if (*byte == '<')
				fputs("&lt;", stream);
			else if (*byte == '>')
				fputs("&gt;", stream);
			else if (*byte == '&')
				fputs("&amp;", stream);
			else if (*byte == '"')
				fputs("&quot;", stream);
			else
				putc(*byte, stream);
		}
		text += taken;
		left -= taken;
	}
}

static void
put_element(FILE *stream, const char *name, const char *text)
{
	fprintf(stream, "<%s>", name);
	put_text(stream, text);
	fprintf(stream, "</%s>\n", name);
}

/* A term of a vocabulary, with the URI that says which. */
static void
put_term(FILE *stream, const char *name, const char *uri, const char *term)
{
	fprintf(stream, "<%s valueURI=\"" VOCABULARY "%s\">%s</%s>\n", name,
	    uri, term, name);
}

static void
put_identifier(FILE *stream, const char *name, const char *urn)
{
	fprintf(stream,
	    "<%sIdentifier>\n<%sIdentifierType>UUID</%sIdentifierType>\n"
	    "<%sIdentifierValue>%s</%sIdentifierValue>\n",
	    name, name, name, name, urn + strlen("urn:uuid:"), name);
}

static void
end_identifier(FILE *stream, const char *name)
{
	fprintf(stream, "</%sIdentifier>\n", name);
}

/* The id of `what` the report speaks of, of a file if `file` is not "". */
static void
id_of(char target[NEWSCONV_UUID_SIZE], const char *what, const char *file,
    const char *rest)
{
	char all[2 * NEWSCONV_UUID_SIZE + 64], name[NEWSCONV_UUID_SIZE];

	/* A path has no limit: its own id stands for it. */
	newsconv_uuid(name, file, strlen(file));
	snprintf(all, sizeof(all), "premis %s %s %s", what, name, rest);
	newsconv_uuid(target, all, strlen(all));
}

static void
agent_id(char target[NEWSCONV_UUID_SIZE])
{
	id_of(target, "agent", "", newsconv_version());
}

static void
time_text(const struct report *report, char target[TIME_SIZE])
{
	time_t seconds = (time_t)report->settings.time;
	struct tm tm;

	if (gmtime_r(&seconds, &tm) == NULL ||
	    strftime(target, TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		strcpy(target, "1970-01-01T00:00:00Z");
}

/* ------------------------------------------------------------------- objects */

/* A bag or an archive is a set of files: the standard's representation. */
static int
is_set(const struct newsconv_file_result *result)
{
	static const char *const formats[] = {
	    "bagit", "bag", "archive", "set", "folder"};
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(format_word(result), formats[i]) == 0)
			return 1;
	return 0;
}

static void
put_fixity(FILE *stream, const char *sha256)
{
	if (sha256[0] == '\0')
		return;
	fputs("<fixity>\n", stream);
	put_term(stream, "messageDigestAlgorithm",
	    "cryptographicHashFunctions/sha256", "SHA-256");
	put_element(stream, "messageDigest", sha256);
	put_element(stream, "messageDigestOriginator", "newsconv");
	fputs("</fixity>\n", stream);
}

static void
put_characteristics(FILE *stream, const struct newsconv_file_result *result)
{
	const char *format = format_word(result);

	fputs("<objectCharacteristics>\n", stream);
	fputs("<compositionLevel>0</compositionLevel>\n", stream);
	put_fixity(stream, result->sha256);
	if (result->fixity != NEWSCONV_MISSING &&
	    (result->error == NULL || result->size > 0))
		fprintf(stream, "<size>%" PRIu64 "</size>\n", result->size);
	fputs("<format>\n<formatDesignation>\n", stream);
	put_element(
	    stream, "formatName", format[0] == '\0' ? "unknown" : format);
	fputs("</formatDesignation>\n</format>\n", stream);
	fputs("</objectCharacteristics>\n", stream);
}

/* The path is bytes; a URI says which ones. */
static void
put_storage(FILE *stream, const char *file)
{
	fputs("<storage>\n<contentLocation>\n", stream);
	put_element(stream, "contentLocationType", "URI");
	fputs("<contentLocationValue>", stream);
	put_percent(stream, file);
	fputs("</contentLocationValue>\n", stream);
	fputs("</contentLocation>\n</storage>\n", stream);
}

static void
put_object(FILE *stream, const struct newsconv_file_result *result,
    const char id[NEWSCONV_UUID_SIZE])
{
	fprintf(stream, "<object xsi:type=\"%s\">\n",
	    is_set(result) ? "representation" : "file");
	put_identifier(stream, "object", id);
	end_identifier(stream, "object");
	if (!is_set(result))
		put_characteristics(stream, result);
	put_element(stream, "originalName", result->file);
	put_storage(stream, result->file);
	fputs("</object>\n", stream);
}

/* -------------------------------------------------------------------- events */

/* Which questions an event answers. */
struct check {
	const char *type;
	const char *uri;
	enum newsconv_level levels[2];
};

static const struct check checks[] = {
    {"fixity check", "eventType/fix",
	{NEWSCONV_LEVEL_DIGESTS, NEWSCONV_LEVEL_MANIFEST}},
    {"validation", "eventType/val",
	{NEWSCONV_LEVEL_STRUCTURE, NEWSCONV_LEVEL_CANONICAL}},
};

static int
belongs(const struct check *check, enum newsconv_level level)
{
	return level == check->levels[0] || level == check->levels[1];
}

static enum newsconv_answer
answer_of(const struct check *check, const struct newsconv_file_result *result)
{
	const enum newsconv_answer *answers = result->summary.answers;
	enum newsconv_answer first = answers[check->levels[0]];
	enum newsconv_answer second = answers[check->levels[1]];

	return first > second ? first : second;
}

static uint64_t
warnings_of(const struct report *report, const struct check *check)
{
	uint64_t warnings = 0;
	size_t i;

	for (i = 0; i < report->kept.count; i++) {
		const struct kept_code *code = &report->kept.codes[i];

		if (code->severity == NEWSCONV_WARNING && code->first != NULL &&
		    belongs(check, code->first->finding.level))
			warnings += code->count;
	}
	return warnings;
}

/* The vocabulary has three outcomes; what could not be checked is none. */
static void
put_outcome(FILE *stream, enum newsconv_answer answer, uint64_t warnings)
{
	if (answer == NEWSCONV_ANSWER_NO)
		put_term(stream, "eventOutcome", "eventOutcome/fai", "fail");
	else if (answer != NEWSCONV_ANSWER_YES)
		put_element(stream, "eventOutcome", "could not be checked");
	else if (warnings > 0)
		put_term(stream, "eventOutcome", "eventOutcome/war", "warning");
	else
		put_term(stream, "eventOutcome", "eventOutcome/suc", "success");
}

static void
begin_note(FILE *stream)
{
	fputs("<eventOutcomeDetail>\n<eventOutcomeDetailNote>", stream);
}

static void
end_note(FILE *stream)
{
	fputs("</eventOutcomeDetailNote>\n</eventOutcomeDetail>\n", stream);
}

static void
put_answers_note(FILE *stream, const struct check *check,
    const struct newsconv_file_result *result)
{
	int i;

	begin_note(stream);
	for (i = 0; i < 2; i++)
		fprintf(stream, "%s%s: %s", i > 0 ? "; " : "",
		    level_word(check->levels[i]),
		    answer_word(result->summary.answers[check->levels[i]]));
	if (belongs(check, NEWSCONV_LEVEL_MANIFEST) &&
	    result->fixity != NEWSCONV_FIXITY_NONE)
		fprintf(stream, " (%s)", fixity_word(result->fixity));
	end_note(stream);
}

static void
put_finding_note(FILE *stream, const struct newsconv_finding *finding)
{
	begin_note(stream);
	fprintf(
	    stream, "%s %s", severity_word(finding->severity), finding->code);
	if (finding->part[0] != '\0') {
		putc(' ', stream);
		put_text(stream, finding->part);
	}
	if (finding->offset != NEWSCONV_NO_OFFSET)
		fprintf(stream, " at byte %" PRIu64, finding->offset);
	fputs(": ", stream);
	put_text(stream, finding->text);
	if (finding->clause[0] != '\0') {
		fputs(" [", stream);
		put_text(stream, finding->clause);
		putc(']', stream);
	}
	end_note(stream);
}

static void
put_code_notes(
    const struct report *report, FILE *stream, const struct check *check)
{
	const struct kept_finding *at;
	size_t i;

	for (i = 0; i < report->kept.count; i++) {
		const struct kept_code *code = &report->kept.codes[i];

		if (code->first == NULL ||
		    !belongs(check, code->first->finding.level))
			continue;
		for (at = code->first; at != NULL; at = at->next)
			put_finding_note(stream, &at->finding);
		if (code->count == code->kept)
			continue;
		begin_note(stream);
		fprintf(stream, "and %" PRIu64 " more of %s",
		    code->count - code->kept, code->code);
		end_note(stream);
	}
}

static void
put_detail(const struct report *report, FILE *stream)
{
	fputs("<eventDetailInformation>\n<eventDetail>", stream);
	fprintf(stream,
	    "program: newsconv; version: %s; arguments: ", newsconv_version());
	put_text(stream, report->settings.arguments);
	fputs("</eventDetail>\n</eventDetailInformation>\n", stream);
}

static void
put_links(FILE *stream, const char object[NEWSCONV_UUID_SIZE])
{
	char agent[NEWSCONV_UUID_SIZE];

	agent_id(agent);
	put_identifier(stream, "linkingAgent", agent);
	put_term(stream, "linkingAgentRole", "eventRelatedAgentRole/exe",
	    "executing program");
	end_identifier(stream, "linkingAgent");
	put_identifier(stream, "linkingObject", object);
	put_term(stream, "linkingObjectRole", "eventRelatedObjectRole/sou",
	    "source");
	end_identifier(stream, "linkingObject");
}

static void
put_event(const struct report *report, const struct check *check,
    const struct newsconv_file_result *result, enum newsconv_answer answer,
    const char object[NEWSCONV_UUID_SIZE])
{
	char id[NEWSCONV_UUID_SIZE], time[TIME_SIZE];
	FILE *stream = report->later;

	time_text(report, time);
	id_of(id, check->type, result->file, time);
	fputs("<event>\n", stream);
	put_identifier(stream, "event", id);
	end_identifier(stream, "event");
	put_term(stream, "eventType", check->uri, check->type);
	put_element(stream, "eventDateTime", time);
	put_detail(report, stream);
	fputs("<eventOutcomeInformation>\n", stream);
	put_outcome(stream, answer, warnings_of(report, check));
	put_answers_note(stream, check, result);
	if (result->error != NULL) {
		begin_note(stream);
		put_text(stream, result->error->text);
		end_note(stream);
	}
	put_code_notes(report, stream, check);
	fputs("</eventOutcomeInformation>\n", stream);
	put_links(stream, object);
	fputs("</event>\n", stream);
}

/* --------------------------------------------------------------------- kinds */

static int
premis_begin(struct report *report)
{
	report->later = tmpfile();
	if (report->later == NULL)
		return -1;
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<premis xmlns=\"http://www.loc.gov/premis/v3\"\n"
	      "\txmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
	      "\txsi:schemaLocation=\"http://www.loc.gov/premis/v3 "
	      "https://www.loc.gov/standards/premis/v3/premis-v3-0.xsd\"\n"
	      "\tversion=\"3.0\">\n",
	    report->stream);
	return 0;
}

static void
premis_finding(struct report *report, const struct newsconv_finding *finding)
{
	kept_add(&report->kept, finding);
}

static void
premis_part(
    struct report *report, const char *file, const struct newsconv_record *part)
{
	(void)report;
	(void)file;
	(void)part;
}

static void
premis_file(struct report *report, const struct newsconv_file_result *result)
{
	char id[NEWSCONV_UUID_SIZE];
	size_t i;

	id_of(id, "object", result->file, result->sha256);
	put_object(report->stream, result, id);
	kept_sort(&report->kept);
	for (i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		enum newsconv_answer answer = answer_of(&checks[i], result);

		/* What could not be read was to be validated. */
		if (answer != NEWSCONV_ANSWER_NONE ||
		    strcmp(checks[i].type, "validation") == 0)
			put_event(report, &checks[i], result, answer, id);
	}
	kept_clear(&report->kept);
}

static void
put_agent(FILE *stream)
{
	char id[NEWSCONV_UUID_SIZE];

	agent_id(id);
	fputs("<agent>\n", stream);
	put_identifier(stream, "agent", id);
	end_identifier(stream, "agent");
	put_element(stream, "agentName", "newsconv verify");
	put_term(stream, "agentType", "agentType/sof", "software");
	put_element(stream, "agentVersion", newsconv_version());
	fputs("</agent>\n", stream);
}

/* An object there must be, even if there was nothing to look at. */
static void
put_nothing(FILE *stream, const char *arguments)
{
	char id[NEWSCONV_UUID_SIZE];

	id_of(id, "nothing", arguments, "");
	fputs("<object xsi:type=\"intellectualEntity\">\n", stream);
	put_identifier(stream, "object", id);
	end_identifier(stream, "object");
	put_element(stream, "originalName", "nothing was checked");
	fputs("</object>\n", stream);
}

static void
premis_end(struct report *report, const struct newsconv_verify_total *total)
{
	char block[4096];
	size_t size;

	if (total->files == 0)
		put_nothing(report->stream, report->settings.arguments);
	/* rewind() would forget that something was not written. */
	if (fflush(report->later) != 0 || ferror(report->later) ||
	    fseek(report->later, 0, SEEK_SET) != 0) {
		report->failed = 1;
		return;
	}
	while ((size = fread(block, 1, sizeof(block), report->later)) > 0)
		fwrite(block, 1, size, report->stream);
	report->failed = ferror(report->later) != 0;
	put_agent(report->stream);
	fputs("</premis>\n", report->stream);
}

const struct report_kind report_premis = {"premis", premis_begin,
    premis_finding, premis_part, premis_file, premis_end};
