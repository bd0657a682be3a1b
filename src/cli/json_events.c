/*
 * The events of a batch as JSON Lines (RFC 8259), one object a line, each with
 * its kind in "event".  newsconv-archive(1) lists them; the names here and
 * there are the interface, so that new ones may be added and none changes.
 */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "json_events.h"

/* What is not printable has become \xNN by then; its backslash is one. */
static void
put_string(FILE *stream, const char *string)
{
	size_t left = strlen(string);
	char shown[1024];

	putc('"', stream);
	while (left > 0) {
		size_t taken = newsconv_printable(
		    shown, sizeof(shown), string, left);
		const char *byte;

		for (byte = shown; *byte != '\0'; byte++) {
			if (*byte == '"' || *byte == '\\')
				putc('\\', stream);
			putc(*byte, stream);
		}
		string += taken;
		left -= taken;
	}
	putc('"', stream);
}

static void
put_member(FILE *stream, const char *name, const char *value)
{
	fprintf(stream, ",\"%s\":", name);
	put_string(stream, value);
}

static void
put_number(FILE *stream, const char *name, uint64_t number)
{
	fprintf(stream, ",\"%s\":%" PRIu64, name, number);
}

static void
end_event(FILE *stream)
{
	fputs("}\n", stream);
	fflush(stream);
}

void
json_start(FILE *stream, const char *output)
{
	fputs("{\"event\":\"start\"", stream);
	put_member(stream, "version", newsconv_version());
	put_member(stream, "output", output);
	end_event(stream);
}

/* Totals are left out while they are not known. */
static void
put_place(FILE *stream, const struct newsconv_archive_event *event, double left)
{
	put_number(stream, "inputsDone", event->inputs_done);
	put_number(stream, "bytesDone", event->bytes_done);
	if (event->inputs_total > 0) {
		put_number(stream, "inputsTotal", event->inputs_total);
		put_number(stream, "bytesTotal", event->bytes_total);
	}
	if (event->summary != NULL) {
		put_number(stream, "articles", event->summary->articles);
		put_number(stream, "failed", event->summary->failed);
	}
	if (left >= 0)
		fprintf(stream, ",\"secondsLeft\":%.0f", left);
}

void
json_event(
    FILE *stream, const struct newsconv_archive_event *event, double left)
{
	static const struct {
		enum newsconv_archive_event_type type;
		const char *name;
		const char *text; /* what its text is; NULL: of no input */
	} names[] = {
	    {NEWSCONV_EVENT_COUNTED, "counted", NULL},
	    {NEWSCONV_EVENT_PROGRESS, "progress", NULL},
	    {NEWSCONV_EVENT_FAILED, "failed", "reason"},
	    {NEWSCONV_EVENT_MISSING, "missing", ""},
	    {NEWSCONV_EVENT_WOULD, "would", "text"},
	    {NEWSCONV_EVENT_NOTE, "note", "text"},
	};
	size_t i = 0;

	while (names[i].type != event->type)
		if (++i == sizeof(names) / sizeof(*names))
			return;
	fprintf(stream, "{\"event\":\"%s\"", names[i].name);
	if (names[i].text == NULL)
		put_place(stream, event, left);
	else if (event->input != NULL && event->input[0] != '\0')
		put_member(stream, "input", event->input);
	if (names[i].text != NULL && names[i].text[0] != '\0')
		put_member(stream, names[i].text, event->text);
	end_event(stream);
}

/* The members that are numbers, by their places. */
#define AT(member) offsetof(struct newsconv_archive_summary, member)

static const struct {
	const char *name;
	size_t place;
} counts[] = {
    {"inputs", AT(inputs)},
    {"archived", AT(archived)},
    {"duplicates", AT(duplicates)},
    {"unchanged", AT(unchanged)},
    {"packed", AT(packed)},
    {"sidecars", AT(sidecars)},
    {"skipped", AT(skipped)},
    {"failed", AT(failed)},
    {"changed", AT(changed)},
    {"missing", AT(missing)},
    {"notForUs", AT(not_for_us)},
    {"temporary", AT(temporary)},
    {"articles", AT(articles)},
    {"withoutHeadline", AT(without_headline)},
    {"withoutDate", AT(without_date)},
    {"withoutByline", AT(without_byline)},
    {"withoutBody", AT(without_body)},
    {"bytesRead", AT(bytes_read)},
    {"bytesWritten", AT(bytes_written)},
    {"volumes", AT(volumes)},
    {"records", AT(records)},
    {"books", AT(books)},
    {"nsReading", AT(time_reading)},
    {"nsSegmenting", AT(time_segmenting)},
    {"nsEncoding", AT(time_encoding)},
    {"nsCompressing", AT(time_compressing)},
    {"nsAppending", AT(time_appending)},
};

#undef AT

static void
put_languages(FILE *stream, const struct newsconv_archive_summary *summary)
{
	const size_t most = sizeof(summary->languages) /
	    sizeof(*summary->languages);
	size_t i;

	fputs(",\"languages\":{", stream);
	for (i = 0; i < most && summary->languages[i].articles > 0; i++) {
		if (i > 0)
			putc(',', stream);
		put_string(stream, summary->languages[i].tag);
		fprintf(stream, ":%" PRIu64, summary->languages[i].articles);
	}
	putc('}', stream);
}

void
json_summary(FILE *stream, const struct newsconv_archive_summary *summary)
{
	size_t i;

	fputs("{\"event\":\"summary\"", stream);
	for (i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		uint64_t number;

		memcpy(&number, (const char *)summary + counts[i].place,
		    sizeof(number));
		put_number(stream, counts[i].name, number);
	}
	if (summary->first_date[0] != '\0') {
		put_member(stream, "firstDate", summary->first_date);
		put_member(stream, "lastDate", summary->last_date);
	}
	put_languages(stream, summary);
	put_number(stream, "run", summary->run);
	fprintf(stream, ",\"resumed\":%s", summary->resumed ? "true" : "false");
	end_event(stream);
}

void
json_error(FILE *stream, const struct newsconv_error *error)
{
	fputs("{\"event\":\"error\"", stream);
	if (error->where[0] != '\0')
		put_member(stream, "where", error->where);
	put_member(stream, "reason", error->text);
	end_event(stream);
}
