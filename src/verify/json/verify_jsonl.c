/*
 * JSON Lines: a text a line, and nothing is kept of a line when it ends.  The
 * bytes of a short line are gathered for the tree that is made of it; those of a
 * long one are read again.
 *
 * In a file of ours all lines are of one kind, so that what no longer looks like
 * the others is damage and not a stranger.
 */
#include <stdlib.h>

#include "digest.h"
#include "error.h"
#include "verify_json.h"

enum { READ_SIZE = 64 * 1024, DEPTH_MAX = 256, GATHERED_MAX = 1024 * 1024 };

struct lines {
	const struct nc_verify *verify;
	struct nc_json_scan scan;
	struct nc_buffer buffer; /* the line, unless it is long */
	bool is_long, goes_on;
	uint64_t offset; /* of the line */
	uint64_t size;   /* so far, without its end */
	uint64_t number; /* of the lines before */
	uint64_t blank;  /* ... of which hold nothing */
	bool digests;    /* someone wants them */
	struct nc_digest content;
	enum nc_json_kind kind; /* of the lines before */
	uint64_t others;        /* lines of no known kind */
	uint64_t first_other, first_other_offset;
	struct newsconv_error *error;
};

static void
begin_line(struct lines *lines, uint64_t offset)
{
	nc_buffer_clear(&lines->buffer);
	lines->is_long = false;
	lines->goes_on = true;
	lines->offset = offset;
	lines->size = 0;
	nc_json_scan_begin(&lines->scan);
	if (lines->digests)
		nc_digest_begin(&lines->content, NC_SHA256);
}

static int
add_bytes(struct lines *lines, const char *bytes, size_t size)
{
	lines->size += size;
	if (lines->digests)
		nc_digest_update(&lines->content, bytes, size);
	if (lines->goes_on)
		lines->goes_on = nc_json_scan_feed(&lines->scan, bytes, size);
	lines->is_long |= lines->size > GATHERED_MAX;
	if (lines->is_long)
		return NEWSCONV_OK;
	nc_buffer_add(&lines->buffer, bytes, size);
	return nc_buffer_check(&lines->buffer, lines->error);
}

/* Of its stored bytes, the line end is one. */
static void
give_part(const struct lines *lines, const struct nc_json_nature *nature,
    bool has_end)
{
	char stored[2 * NC_DIGEST_MAX + 1] = "", content[sizeof(stored)] = "";
	struct newsconv_record part = {.index = lines->number - 1,
	    .id = nature->id,
	    .type = nc_json_type(nature),
	    .uri = "",
	    .date = "",
	    .offset = lines->offset,
	    .length = lines->size + has_end,
	    .size = lines->size,
	    .digest = "",
	    .stored_sha256 = stored,
	    .sha256 = content};

	if (lines->digests) {
		struct nc_digest whole = lines->content, plain = lines->content;

		if (has_end)
			nc_digest_update(&whole, "\n", 1);
		nc_digest_end_hex(&whole, stored);
		nc_digest_end_hex(&plain, content);
	}
	nc_part_done(lines->verify, &part);
}

/* Nothing but white space: no value has begun, and nothing was wrong. */
static bool
is_blank(const struct lines *lines)
{
	return lines->goes_on && lines->scan.memory == 0 &&
	    !lines->scan.has_mark;
}

static void
count_other(struct lines *lines)
{
	nc_answer(
	    lines->verify, NEWSCONV_LEVEL_STRUCTURE, NEWSCONV_ANSWER_UNKNOWN);
	if (lines->others++ > 0)
		return;
	lines->first_other = lines->number;
	lines->first_other_offset = lines->offset;
}

static int
judge_line(struct lines *lines, const char *part, struct nc_json_nature *nature)
{
	const struct nc_verify *verify = lines->verify;
	const struct nc_json_place place = {.verify = verify,
	    .part = part,
	    .offset = lines->offset,
	    .plain = true,
	    .line = (long)lines->number};
	const struct nc_json_text text = {.scan = &lines->scan,
	    .bytes = lines->is_long ? NULL : lines->buffer.data,
	    .size = lines->is_long ? 0 : lines->buffer.size};
	uint64_t errors = verify->summary->errors;
	uint64_t unchecked = verify->summary->unchecked;
	int result;

	if (is_blank(lines)) {
		struct nc_place where = {
		    .part = part, .offset = lines->offset, .line = place.line};

		lines->blank++;
		nc_report(verify, NC_JSON_BLANK_LINE, &where, "a blank line");
		return NEWSCONV_OK;
	}
	if (lines->goes_on)
		nc_json_scan_end(&lines->scan);
	result = nc_json_judge(&place, &text, nature, lines->error);
	if (nature->kind != NC_KIND_OTHER && nature->schema == NULL)
		lines->kind = nature->kind;
	else if (result == NEWSCONV_OK && nature->schema == NULL &&
	    verify->summary->errors == errors &&
	    verify->summary->unchecked == unchecked)
		count_other(lines);
	return result;
}

static int
end_line(struct lines *lines, bool has_end)
{
	const struct nc_verify *verify = lines->verify;
	/* A file in a package has the schema of its kind. */
	struct nc_json_nature nature = {.must_be_article = verify->options->own,
	    .wanted = lines->kind,
	    .schema = verify->inside == NULL ? verify->options->schema : NULL};
	char part[32];
	int result;

	lines->number++;
	snprintf(
	    part, sizeof(part), "line %llu", (unsigned long long)lines->number);
	result = judge_line(lines, part, &nature);
	if (result == NEWSCONV_OK)
		give_part(lines, &nature, has_end);
	return result;
}

static int
take_bytes(struct lines *lines, const char *bytes, size_t size, uint64_t base)
{
	size_t start = 0;

	while (start < size) {
		const char *end = memchr(bytes + start, '\n', size - start);
		size_t stop = end == NULL ? size : (size_t)(end - bytes);
		int result = add_bytes(lines, bytes + start, stop - start);

		if (result < 0 || end == NULL)
			return result;
		result = end_line(lines, true);
		if (result < 0)
			return result;
		start = stop + 1;
		begin_line(lines, base + start);
	}
	return NEWSCONV_OK;
}

/*
 * Nothing asks for a line end behind the last line; ours have it, and a file
 * that is cut there is not what was written.
 */
static int
end_file(struct lines *lines, uint64_t offset)
{
	const struct nc_verify *verify = lines->verify;
	struct nc_place where = {.part = "", .offset = offset};
	int result = NEWSCONV_OK;

	if (lines->size > 0) {
		result = end_line(lines, false);
		where.line = (long)lines->number;
		nc_report(verify,
		    lines->kind != NC_KIND_OTHER &&
			    nc_verify_wants(verify, NEWSCONV_LEVEL_CANONICAL)
			? NC_JSON_LINE_CUT
			: NC_JSON_NO_LINE_END,
		    &where, "line %llu does not end",
		    (unsigned long long)lines->number);
	}
	if (result == NEWSCONV_OK && lines->number == lines->blank)
		nc_report(
		    verify, NC_JSON_NO_RECORD, &where, "all of it is blank");
	if (result == NEWSCONV_OK && lines->others > 0) {
		where.offset = lines->first_other_offset;
		where.line = (long)lines->first_other;
		nc_report(verify, NC_JSON_SYNTAX_ONLY, &where,
		    "the members of %llu lines tell of no kind that is known",
		    (unsigned long long)lines->others);
	}
	return result;
}

int
nc_verify_jsonl(const struct nc_verify *verify, struct newsconv_error *error)
{
	uint64_t depth = verify->options->limits.depth, offset = 0;
	struct lines lines = {.verify = verify,
	    .scan = {.depth_max = depth == 0 ? DEPTH_MAX : depth},
	    .buffer = NC_BUFFER(2 * GATHERED_MAX),
	    .digests = nc_wants_digests(verify),
	    .error = error};
	char *bytes = malloc(READ_SIZE);
	size_t done = 0;
	int result = bytes == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	begin_line(&lines, 0);
	while (result == NEWSCONV_OK) {
		result = nc_verify_read(
		    verify, bytes, READ_SIZE, offset, &done, error);
		if (result < 0 || done == 0)
			break;
		result = take_bytes(&lines, bytes, done, offset);
		offset += done;
	}
	if (result == NEWSCONV_OK)
		result = end_file(&lines, offset);
	nc_buffer_free(&lines.buffer);
	nc_json_scan_free(&lines.scan);
	free(bytes);
	return result;
}
