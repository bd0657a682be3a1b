/*
 * One way out for every finding: counted in the summary, made printable, given
 * to the callback.  Severity, clause and advice come from the table, so that
 * the code which finds a fault says only what it found.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "file.h"
#include "finding.h"

/* How the tables name severities: what is unchecked is a warning. */
enum {
	SEVERITY_NOTE = NEWSCONV_NOTE,
	SEVERITY_WARNING = NEWSCONV_WARNING,
	SEVERITY_ERROR = NEWSCONV_ERROR,
	SEVERITY_UNCHECKED = NEWSCONV_WARNING
};
enum {
	UNCHECKED_NOTE,
	UNCHECKED_WARNING = 0,
	UNCHECKED_ERROR = 0,
	UNCHECKED_UNCHECKED = 1
};

static const struct newsconv_finding table[] = {
#define FINDING(name, finding_code, finding_level, finding_severity, general, \
    wanted, reference, hint, other) \
	{.code = finding_code, \
	    .severity = (enum newsconv_severity)SEVERITY_##finding_severity, \
	    .level = NEWSCONV_LEVEL_##finding_level, \
	    .unchecked = UNCHECKED_##finding_severity, \
	    .file = "", \
	    .part = "", \
	    .offset = NEWSCONV_NO_OFFSET, \
	    .inner_offset = NEWSCONV_NO_OFFSET, \
	    .text = general, \
	    .expected = wanted, \
	    .clause = reference, \
	    .advice = hint, \
	    .peer = other},
#include "findings.def"
#undef FINDING
};

const struct newsconv_finding *
nc_finding_at(size_t index)
{
	return index < NC_FINDING_COUNT ? &table[index] : NULL;
}

static void
raise(enum newsconv_answer *answer, enum newsconv_answer to)
{
	if (to > *answer)
		*answer = to;
}

void
nc_answer(const struct nc_verify *verify, enum newsconv_level level,
    enum newsconv_answer answer)
{
	raise(&verify->summary->answers[level], answer);
	if (verify->answers != NULL)
		raise(&verify->answers[level], answer);
}

static void
count(const struct nc_verify *verify, const struct newsconv_finding *finding)
{
	struct newsconv_summary *summary = verify->summary;

	switch (finding->severity) {
	case NEWSCONV_NOTE:
		summary->notes++;
		break;
	case NEWSCONV_WARNING:
		summary->warnings++;
		break;
	case NEWSCONV_ERROR:
		summary->errors++;
		nc_answer(verify, finding->level, NEWSCONV_ANSWER_NO);
		break;
	}
	if (finding->unchecked) {
		summary->unchecked++;
		nc_answer(verify, finding->level, NEWSCONV_ANSWER_UNKNOWN);
	}
}

/* The part's name with what it is inside of; safe to print. */
static void
name_part(
    const struct nc_verify *verify, char *target, size_t size, const char *part)
{
	char raw[1024];

	if (part == NULL)
		part = "";
	if (verify->inside != NULL) {
		snprintf(raw, sizeof(raw), "%s%s%s", verify->inside,
		    part[0] == '\0' ? "" : "!", part);
		part = raw;
	}
	nc_printable(target, size, part, strlen(part));
}

static void
report(const struct nc_verify *verify, enum nc_finding_code code,
    const struct nc_place *place, const char *format, va_list arguments)
{
	struct newsconv_finding finding = table[code];
	char raw[1024], text[1024], safe_part[512];

	count(verify, &finding);
	if (verify->options->callback == NULL)
		return;
	vsnprintf(raw, sizeof(raw), format, arguments);
	nc_printable(text, sizeof(text), raw, strlen(raw));
	name_part(verify, safe_part, sizeof(safe_part), place->part);
	finding.file = verify->name;
	finding.part = safe_part;
	finding.offset = verify->start + place->offset;
	if (place->has_inner)
		finding.inner_offset = place->inner_offset;
	finding.line = place->line;
	finding.text = text;
	if (place->expected != NULL)
		finding.expected = place->expected;
	if (place->peer != NULL)
		finding.peer = place->peer;
	verify->options->callback(&finding, verify->options->context);
}

void
nc_report(const struct nc_verify *verify, enum nc_finding_code code,
    const struct nc_place *place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(verify, code, place, format, arguments);
	va_end(arguments);
}

void
nc_finding(const struct nc_verify *verify, enum nc_finding_code code,
    const char *part, uint64_t offset, const char *format, ...)
{
	struct nc_place place = {.part = part, .offset = offset};
	va_list arguments;

	va_start(arguments, format);
	report(verify, code, &place, format, arguments);
	va_end(arguments);
}

void
nc_finding_again(
    const struct nc_verify *verify, const struct newsconv_finding *finding)
{
	count(verify, finding);
	if (verify->options->callback != NULL)
		verify->options->callback(finding, verify->options->context);
}

void
nc_digests_compared(const struct nc_verify *verify, uint64_t count)
{
	verify->summary->digests += count;
	nc_answer(verify, NEWSCONV_LEVEL_DIGESTS, NEWSCONV_ANSWER_YES);
}

static void
give_part(const struct nc_verify *verify, struct newsconv_record *part)
{
	const struct nc_part_observer *observer;
	char id[512];

	for (observer = verify->observers; observer != NULL;
	     observer = observer->next)
		observer->part(part, observer->context);
	if (verify->options->part == NULL)
		return;
	name_part(verify, id, sizeof(id), part->id);
	part->id = id;
	part->offset += verify->start;
	verify->options->part(part, verify->options->context);
}

void
nc_part_done(const struct nc_verify *verify, const struct newsconv_record *part)
{
	struct newsconv_record done = *part;

	verify->summary->parts++;
	nc_answer(verify, NEWSCONV_LEVEL_STRUCTURE, NEWSCONV_ANSWER_YES);
	if (verify->answers != NULL) {
		memcpy(done.answers, verify->answers, sizeof(done.answers));
		memset(verify->answers, 0, sizeof(done.answers));
	}
	give_part(verify, &done);
}

int
nc_verify_read(const struct nc_verify *verify, void *target, size_t size,
    uint64_t offset, size_t *done, struct newsconv_error *error)
{
	if (offset >= verify->size) {
		*done = 0;
		return NEWSCONV_OK;
	}
	if (size > verify->size - offset)
		size = (size_t)(verify->size - offset);
	return nc_file_pread(verify->descriptor, target, size,
	    verify->start + offset, done, error);
}

bool
nc_verify_wants(const struct nc_verify *verify, enum newsconv_level level)
{
	unsigned levels = verify->options->levels;

	return levels == 0 || (levels & 1u << level) != 0;
}

bool
nc_wants_digests(const struct nc_verify *verify)
{
	const struct nc_part_observer *observer;

	for (observer = verify->observers; observer != NULL;
	     observer = observer->next) {
		if (observer->wants_digests)
			return true;
	}
	return false;
}
