/*
 * Events are kept as they are, with the strings that are lent for one call
 * only behind them:
 *
 *	'f' struct newsconv_finding, part, text, expected, peer
 *	'p' struct newsconv_record, id, type, uri, date, digest, two SHA-256
 */
#include <string.h>

#include "verify_events.h"

enum { FINDING_STRINGS = 4, PART_STRINGS = 7 };

void
nc_events_hand_on(const struct newsconv_verify_options *to,
    const struct newsconv_verify_event *event)
{
	if (to->callback != NULL)
		to->callback(event, to->context);
}

static void
tell_finding(
    const struct nc_events *events, const struct newsconv_finding *finding)
{
	const struct newsconv_verify_event event = {
	    .type = NEWSCONV_VERIFY_FINDING, .finding = finding};

	nc_events_hand_on(events->to, &event);
}

static void
tell_part(const struct nc_events *events, const struct newsconv_record *part)
{
	const struct newsconv_verify_event event = {
	    .type = NEWSCONV_VERIFY_PART, .file = events->file, .part = part};

	nc_events_hand_on(events->to, &event);
}

static void
finding_strings(
    struct newsconv_finding *finding, const char **strings[FINDING_STRINGS])
{
	strings[0] = &finding->part;
	strings[1] = &finding->text;
	strings[2] = &finding->expected;
	strings[3] = &finding->peer;
}

static void
part_strings(struct newsconv_record *part, const char **strings[PART_STRINGS])
{
	strings[0] = &part->id;
	strings[1] = &part->type;
	strings[2] = &part->uri;
	strings[3] = &part->date;
	strings[4] = &part->digest;
	strings[5] = &part->stored_sha256;
	strings[6] = &part->sha256;
}

/* False: there is no room, and none of it is kept. */
static bool
keep(struct nc_events *events, char tag, const void *data, size_t size,
    const char **strings[], size_t count)
{
	struct nc_buffer *kept = &events->kept;
	size_t before = kept->size, i;

	nc_buffer_byte(kept, (unsigned char)tag);
	nc_buffer_add(kept, data, size);
	for (i = 0; i < count; i++) {
		const char *string = *strings[i] == NULL ? "" : *strings[i];

		nc_buffer_add(kept, string, strlen(string) + 1);
	}
	if (!kept->too_large && !kept->out_of_memory)
		return true;
	kept->too_large = kept->out_of_memory = false;
	kept->size = before;
	return false;
}

/* Whether it is told at once: it is its turn, or has become it. */
static bool
is_direct(struct nc_events *events)
{
	if (events->direct)
		return true;
	if (events->wait == NULL) {
		events->lost++;
		return false;
	}
	events->wait(events->context);
	nc_events_flush(events);
	return true;
}

void
nc_events_finding(const struct newsconv_finding *finding, void *context)
{
	struct nc_events *events = context;
	struct newsconv_finding copy = *finding;
	const char **strings[FINDING_STRINGS];

	finding_strings(&copy, strings);
	if (!events->direct &&
	    keep(events, 'f', finding, sizeof(*finding), strings,
		FINDING_STRINGS))
		return;
	if (is_direct(events))
		tell_finding(events, finding);
}

void
nc_events_part(const struct newsconv_record *part, void *context)
{
	struct nc_events *events = context;
	struct newsconv_record copy = *part;
	const char **strings[PART_STRINGS];

	part_strings(&copy, strings);
	if (!events->direct &&
	    keep(events, 'p', part, sizeof(*part), strings, PART_STRINGS))
		return;
	if (is_direct(events))
		tell_part(events, part);
}

/* Point the strings at what stands at `next`; returns what is behind them. */
static const char *
point(const char **strings[], size_t count, const char *next)
{
	size_t i;

	for (i = 0; i < count; i++) {
		*strings[i] = next;
		next += strlen(next) + 1;
	}
	return next;
}

void
nc_events_flush(struct nc_events *events)
{
	const char *next = events->kept.data;
	const char *end = next == NULL ? NULL : next + events->kept.size;
	const char **strings[PART_STRINGS];
	struct newsconv_finding finding;
	struct newsconv_record part;

	events->direct = true;
	while (next != end) {
		if (*next++ == 'f') {
			memcpy(&finding, next, sizeof(finding));
			finding_strings(&finding, strings);
			next = point(
			    strings, FINDING_STRINGS, next + sizeof(finding));
			tell_finding(events, &finding);
		} else {
			memcpy(&part, next, sizeof(part));
			part_strings(&part, strings);
			next = point(
			    strings, PART_STRINGS, next + sizeof(part));
			tell_part(events, &part);
		}
	}
	nc_buffer_free(&events->kept);
}

void
nc_events_free(struct nc_events *events)
{
	nc_buffer_free(&events->kept);
}
