/*
 * Threads look at parts of one file, and what they find must come out as if one
 * had read it all: the same findings in the same order.  So each writes into a
 * log, as a check of its own, and the logs are read in order.
 */
#include <string.h>

#include "error.h"
#include "warc_log.h"

enum entry { FINDING_ENTRY, PART_ENTRY, FACT_ENTRY };

static void
add_text(struct nc_buffer *bytes, const char *text)
{
	nc_buffer_add(bytes, text, strlen(text) + 1);
}

static void
log_finding(const struct newsconv_finding *finding, void *context)
{
	struct nc_warc_log *log = context;

	nc_buffer_byte(&log->bytes, FINDING_ENTRY);
	nc_buffer_add(&log->bytes, finding, sizeof(*finding));
	add_text(&log->bytes, finding->part);
	add_text(&log->bytes, finding->text);
	add_text(&log->bytes, finding->expected);
}

static void
log_part(const struct newsconv_record *part, void *context)
{
	struct nc_warc_log *log = context;

	if (!log->wants_parts)
		return;
	nc_buffer_byte(&log->bytes, PART_ENTRY);
	nc_buffer_add(&log->bytes, part, sizeof(*part));
	add_text(&log->bytes, part->id);
	add_text(&log->bytes, part->type);
	add_text(&log->bytes, part->uri);
	add_text(&log->bytes, part->date);
	add_text(&log->bytes, part->digest);
	add_text(&log->bytes, part->stored_sha256);
	add_text(&log->bytes, part->sha256);
}

int
nc_warc_log_fact(const struct nc_warc_fact *fact, void *context,
    struct newsconv_error *error)
{
	struct nc_warc_log *log = context;

	(void)error;
	nc_buffer_byte(&log->bytes, FACT_ENTRY);
	nc_buffer_add(&log->bytes, fact, sizeof(*fact));
	return NEWSCONV_OK;
}

void
nc_warc_log_begin(
    struct nc_warc_log *log, const struct nc_verify *verify, size_t ceiling)
{
	nc_buffer_clear(&log->bytes);
	log->bytes.too_large = false;
	log->bytes.out_of_memory = false;
	log->bytes.ceiling = ceiling;
	log->wants_parts = verify->options->part != NULL ||
	    verify->observers != NULL;
	log->verify = *verify;
	log->options = *verify->options;
	log->options.callback = log_finding;
	log->options.part = NULL;
	log->options.context = log;
	log->summary = (struct newsconv_summary){.format = ""};
	memset(log->answers, 0, sizeof(log->answers));
	log->observer = (struct nc_part_observer){.part = log_part,
	    .context = log,
	    .wants_digests = nc_wants_digests(verify)};
	log->verify.options = &log->options;
	log->verify.summary = &log->summary;
	log->verify.answers = log->answers;
	log->verify.observers = &log->observer;
}

void
nc_warc_log_free(struct nc_warc_log *log)
{
	nc_buffer_free(&log->bytes);
}

/* ------------------------------------------------------------------- replay */

struct cursor {
	const struct nc_warc_log *log;
	const char *next;
	const struct nc_verify *verify;
	const struct nc_warc_replay *replay;
};

static void
take(struct cursor *cursor, void *target, size_t size)
{
	memcpy(target, cursor->next, size);
	cursor->next += size;
}

static const char *
take_text(struct cursor *cursor)
{
	const char *text = cursor->next;

	cursor->next += strlen(text) + 1;
	return text;
}

static void
replay_finding(struct cursor *cursor)
{
	struct newsconv_finding finding;

	take(cursor, &finding, sizeof(finding));
	finding.part = take_text(cursor);
	finding.text = take_text(cursor);
	finding.expected = take_text(cursor);
	finding.file = cursor->verify->name;
	if (finding.inner_offset != NEWSCONV_NO_OFFSET)
		finding.inner_offset += cursor->replay->unpacked;
	/* They are told once a file. */
	if (cursor->replay->shared_member &&
	    finding.code == nc_finding_at(NC_WARC_MEMBER_MANY)->code)
		return;
	if (cursor->replay->library_told &&
	    finding.code == nc_finding_at(NC_OWN_LIBRARY)->code)
		return;
	nc_finding_again(cursor->verify, &finding);
}

static void
replay_part(struct cursor *cursor)
{
	struct nc_verify verify = *cursor->verify;
	struct newsconv_record part;

	take(cursor, &part, sizeof(part));
	part.id = take_text(cursor);
	part.type = take_text(cursor);
	part.uri = take_text(cursor);
	part.date = take_text(cursor);
	part.digest = take_text(cursor);
	part.stored_sha256 = take_text(cursor);
	part.sha256 = take_text(cursor);
	part.index += cursor->replay->records;
	verify.answers = NULL; /* those of the part are known */
	nc_part_done(&verify, &part);
}

static int
replay_fact(struct cursor *cursor, struct newsconv_error *error)
{
	struct nc_warc_fact fact;

	take(cursor, &fact, sizeof(fact));
	return nc_warc_facts_add(cursor->replay->facts, &fact, error);
}

static int
replay_entry(struct cursor *cursor, struct newsconv_error *error)
{
	switch ((enum entry) * cursor->next++) {
	case FINDING_ENTRY:
		replay_finding(cursor);
		break;
	case PART_ENTRY:
		replay_part(cursor);
		break;
	case FACT_ENTRY:
		return replay_fact(cursor, error);
	}
	return NEWSCONV_OK;
}

/* What is counted, and not written down. */
static void
replay_summary(const struct nc_warc_log *log, const struct nc_verify *verify)
{
	size_t level;

	if (!log->wants_parts)
		verify->summary->parts += log->summary.parts;
	verify->summary->digests += log->summary.digests;
	for (level = 0; level < NEWSCONV_LEVELS; level++) {
		enum newsconv_answer answer = log->summary.answers[level];

		/* What findings answer they answered above. */
		if (answer != NEWSCONV_ANSWER_NONE)
			nc_answer(verify, (enum newsconv_level)level,
			    NEWSCONV_ANSWER_YES);
	}
}

int
nc_warc_log_replay(const struct nc_warc_log *log,
    const struct nc_verify *verify, const struct nc_warc_replay *replay,
    struct newsconv_error *error)
{
	/* Records in the log have answers of their own. */
	struct nc_verify whole = *verify;
	struct cursor cursor = {.log = log,
	    .next = log->bytes.data,
	    .verify = &whole,
	    .replay = replay};
	int result = NEWSCONV_OK;

	whole.answers = NULL;
	while (result == NEWSCONV_OK && log->bytes.size > 0 &&
	    cursor.next < log->bytes.data + log->bytes.size)
		result = replay_entry(&cursor, error);
	replay_summary(log, &whole);
	return result;
}
