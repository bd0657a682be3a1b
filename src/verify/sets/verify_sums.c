/*
 * Lists of digests: as files, whose lines must be what they seem, and as sets,
 * which confirm the files beside them.  A list does not claim to be complete:
 * a file that it lacks is worth a note, a file that it has must be there.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "file_digests.h"
#include "sums_line.h"
#include "utf8.h"
#include "verify_lines.h"
#include "verify_set.h"
#include "verify_sums.h"

enum {
	/* So many lines may be damaged at the front of a list that is one. */
	LINES_TRIED = 16,
	/* So many listed files are asked for that equal a new one. */
	EQUALS_TRIED = 256
};

struct sums {
	unsigned algorithms; /* of all entries */
};

/* A list's line reader. */
struct reader {
	struct nc_lines lines;
	struct nc_line at;
	struct nc_sums_line line;
	int algorithm;
	char *stem;
};

static int
reader_open(struct reader **reader, const struct nc_verify *verify,
    const char *name, struct newsconv_error *error)
{
	struct reader *made = calloc(1, sizeof(*made));
	size_t stem = 0;
	int result;

	if (made == NULL)
		return nc_error_memory(error);
	if (!nc_sums_name(name, &made->algorithm, &stem))
		made->algorithm = -1;
	if (stem > 0)
		made->stem = strndup(name, stem);
	result = nc_lines_open(&made->lines, verify, false, error);
	if (result < 0) {
		free(made->stem);
		free(made);
		return result;
	}
	*reader = made;
	return NEWSCONV_OK;
}

static void
reader_close(struct reader *reader)
{
	nc_lines_close(&reader->lines);
	free(reader->stem);
	free(reader);
}

/* The next line that is not blank or a comment. */
static int
next_line(struct reader *reader, enum nc_line_kind *kind,
    struct newsconv_error *error)
{
	int result;

	do {
		result = nc_lines_next(&reader->lines, &reader->at, error);
		if (result != NEWSCONV_OK)
			return result;
		*kind = nc_sums_parse(&reader->line, reader->at.text,
		    reader->stem, reader->algorithm);
	} while (*kind == NC_LINE_NOTHING);
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------- as a file */

static int
look_at_list(const struct nc_verify *verify, const char *name, bool *is_list,
    struct newsconv_error *error)
{
	enum nc_line_kind kind = NC_LINE_FAULT;
	struct reader *reader;
	int algorithm, tries = 0, result;
	size_t stem;

	*is_list = false;
	if (!nc_sums_name(nc_last_part(nc_text(name)).data, &algorithm, &stem))
		return NEWSCONV_OK;
	result = reader_open(
	    &reader, verify, nc_last_part(nc_text(name)).data, error);
	if (result < 0)
		return result;
	while (result == NEWSCONV_OK && tries++ < LINES_TRIED &&
	    kind == NC_LINE_FAULT)
		result = next_line(reader, &kind, error);
	reader_close(reader);
	*is_list = kind == NC_LINE_ENTRY || kind == NC_LINE_ALGORITHM;
	return result < 0 ? result : NEWSCONV_OK;
}

bool
nc_is_sums(const struct nc_verify *verify, const char *name)
{
	bool is_list;

	return look_at_list(verify, name, &is_list, NULL) == NEWSCONV_OK &&
	    is_list;
}

static void
report_line(const struct nc_verify *verify, const struct reader *reader,
    enum nc_finding_code code, const char *text)
{
	const struct nc_place place = {
	    .offset = reader->at.offset, .line = (long)reader->at.number};

	nc_report(verify, code, &place, "%s", text);
}

static void
tell_line(const struct nc_verify *verify, const struct reader *reader,
    enum nc_line_kind kind)
{
	char hex[2 * NC_DIGEST_MAX + 1] = "";
	struct newsconv_record part = {.index = reader->at.number - 1,
	    .id = kind == NC_LINE_FAULT ? "" : reader->line.path,
	    .type = "digest",
	    .uri = "",
	    .date = "",
	    .offset = reader->at.offset,
	    .length = reader->at.text.size,
	    .digest = hex,
	    .stored_sha256 = "",
	    .sha256 = ""};

	if (kind == NC_LINE_FAULT)
		report_line(verify, reader, NC_SUMS_LINE,
		    reader->at.cut ? "the line is too long"
				   : reader->line.fault);
	else if (kind == NC_LINE_ALGORITHM)
		report_line(verify, reader, NC_SUMS_ALGORITHM,
		    "the algorithm is not one of ours");
	else if (!nc_path_below(reader->line.path))
		report_line(verify, reader, NC_SUMS_OUTSIDE, reader->line.path);
	if (kind == NC_LINE_ENTRY)
		nc_hex(hex, reader->line.digest,
		    nc_digest_size(reader->line.algorithm));
	nc_part_done(verify, &part);
}

/* What is to be said of the list as a whole. */
static void
tell_list(const struct nc_verify *verify, uint64_t entries, bool weak, bool cr)
{
	if (entries == 0)
		nc_finding(verify, NC_SUMS_NOTHING, "", 0,
		    "the list lists nothing that can be checked");
	else if (weak)
		nc_finding(verify, NC_SUMS_WEAK, "", 0,
		    "there are digests by MD5 or SHA-1 only");
	if (cr)
		nc_finding(verify, NC_SUMS_CRLF, "", 0, "lines end with CR LF");
}

int
nc_verify_sums(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct reader *reader;
	enum nc_line_kind kind;
	uint64_t entries = 0;
	bool weak = true, cr = false;
	int result = reader_open(
	    &reader, verify, nc_last_part(nc_text(verify->name)).data, error);

	if (result < 0)
		return result;
	while ((result = next_line(reader, &kind, error)) == NEWSCONV_OK) {
		tell_line(verify, reader, kind);
		entries += kind == NC_LINE_ENTRY;
		cr = cr || reader->at.cr;
		if (kind == NC_LINE_ENTRY && reader->line.algorithm != NC_MD5 &&
		    reader->line.algorithm != NC_SHA1)
			weak = false;
	}
	reader_close(reader);
	if (result < 0)
		return result;
	tell_list(verify, entries, weak, cr);
	return NEWSCONV_OK;
}

/* ----------------------------------------------------------------- as a set */

static bool
marks(const char *name)
{
	int algorithm;
	size_t stem;

	return nc_sums_name(name, &algorithm, &stem);
}

/* Inside a bag, the bag is what counts. */
static bool
in_bag(const struct nc_set *set)
{
	const struct nc_set *around;

	for (around = set->parent; around != NULL; around = around->parent) {
		if (around->kind->format != NULL &&
		    strcmp(around->kind->format, "bagit") == 0)
			return true;
	}
	return false;
}

static int
add_entry(struct nc_set *set, const struct reader *reader,
    struct newsconv_error *error)
{
	struct sums *sums = set->state;
	struct nc_listed entry = {.path = reader->line.path,
	    .path_size = reader->line.path_size,
	    .size = UINT64_MAX,
	    .line = reader->at.number,
	    .has_digest = true,
	    .algorithm = reader->line.algorithm};

	memcpy(entry.digest, reader->line.digest, sizeof(entry.digest));
	sums->algorithms |= 1u << entry.algorithm;
	return nc_listing_add(set->listing, &entry, error);
}

static int
read_list(struct nc_set *set, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	struct reader *reader;
	enum nc_line_kind kind;
	int result = reader_open(&reader, verify, set->mark, error);

	if (result < 0)
		return result;
	while ((result = next_line(reader, &kind, error)) == NEWSCONV_OK) {
		/* What cannot be used is told of the list as a file. */
		if (kind != NC_LINE_ENTRY || !nc_path_below(reader->line.path))
			continue;
		result = add_entry(set, reader, error);
		if (result < 0)
			break;
	}
	reader_close(reader);
	return result < 0 ? result : NEWSCONV_OK;
}

static void
close_set(struct nc_set *set)
{
	nc_listing_free(set->listing);
	free(set->state);
	set->listing = NULL;
	set->state = NULL;
}

static int
open_set(struct nc_set *set, struct newsconv_error *error)
{
	struct nc_verify verify = *set->verify;
	bool is_list = false;
	int result;

	if (in_bag(set))
		return NEWSCONV_END;
	result = nc_open_below(
	    set->folder, set->mark, &verify.descriptor, &verify.size, error);
	if (result != NEWSCONV_OK)
		return result;
	result = look_at_list(&verify, set->mark, &is_list, error);
	if (result < 0 || !is_list) {
		close(verify.descriptor);
		return result < 0 ? result : NEWSCONV_END;
	}
	set->state = calloc(1, sizeof(struct sums));
	result = set->state == NULL ? nc_error_memory(error) : NEWSCONV_OK;
	if (result == NEWSCONV_OK)
		result = nc_listing_new(&set->listing, set->scratch, error);
	if (result == NEWSCONV_OK)
		result = read_list(set, &verify, error);
	close(verify.descriptor);
	return result;
}

/* Whether the list speaks for its folder, not for one file only. */
static bool
is_whole(const struct nc_set *set)
{
	int algorithm;
	size_t stem = 0;

	nc_sums_name(set->mark, &algorithm, &stem);
	return stem == 0;
}

static int
expect(
    struct nc_set *set, struct nc_set_file *file, struct newsconv_error *error)
{
	const struct sums *sums = set->state;
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	while ((result = nc_listing_find(set->listing, file->path, &cursor,
		    &entry, error)) == NEWSCONV_OK)
		file->digests |= 1u << entry.algorithm;
	if (result < 0)
		return result;
	/* It may be a listed one under another name. */
	if (file->digests == 0 && !set->partial && is_whole(set) &&
	    !marks(file->path))
		file->digests = sums->algorithms;
	return NEWSCONV_OK;
}

/* The file against one entry. */
static void
compare(const struct nc_verify *verify, struct nc_set_file *file,
    const struct nc_listed *entry)
{
	char hex[2 * NC_DIGEST_MAX + 1], wanted[2 * NC_DIGEST_MAX + 1];
	const unsigned char *value = file->values->value[entry->algorithm];
	size_t size = nc_digest_size(entry->algorithm);
	struct nc_place place = {.part = ""};

	if ((file->values->which & 1u << entry->algorithm) == 0) {
		nc_finding(verify, NC_SUMS_UNREADABLE, "", 0,
		    "listed, and could not be looked at");
		return;
	}
	verify->summary->digests++;
	if (memcmp(value, entry->digest, size) == 0) {
		nc_answer(verify, NEWSCONV_LEVEL_MANIFEST, NEWSCONV_ANSWER_YES);
		if (file->fixity != NEWSCONV_CHANGED)
			file->fixity = NEWSCONV_CONFIRMED;
		return;
	}
	nc_hex(hex, value, size);
	nc_hex(wanted, entry->digest, size);
	place.expected = wanted;
	nc_report(verify, NC_SUMS_CHANGED, &place, "its %s is %s",
	    nc_algorithm_name(entry->algorithm), hex);
	file->fixity = NEWSCONV_CHANGED;
}

/*
 * Look for the listed file that a new one is, by its digest.  Whether that one
 * is still there is asked of the folder, so that it need not be awaited.
 */
static int
find_equal(struct nc_set *set, struct nc_set_file *file, char *path,
    struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0, tried = 0;
	enum nc_algorithm algorithm = 0;
	int result;

	while ((file->values->which & 1u << algorithm) == 0)
		algorithm++;
	while ((result = nc_listing_find_digest(set->listing, algorithm,
		    file->values->value[algorithm], &cursor, &entry, error)) ==
		NEWSCONV_OK &&
	    tried++ < EQUALS_TRIED) {
		bool there = nc_exists_below(set->folder, entry.path);

		if (!there && (entry.marks & NC_MARK_SEEN) != 0)
			continue; /* another file is that one */
		memcpy(path, entry.path, entry.path_size + 1);
		file->fixity = there ? NEWSCONV_DUPLICATE : NEWSCONV_MOVED;
		if (there)
			continue;
		nc_listing_mark(set->listing, entry.number, NC_MARK_SEEN);
		break;
	}
	return result < 0 ? result : NEWSCONV_OK;
}

static int
judge_new(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	char path[NC_LISTED_PATH_MAX + 1];
	int result = NEWSCONV_OK;

	file->fixity = NEWSCONV_NEW;
	/* Nothing is said by two files being empty. */
	if (file->size > 0)
		result = find_equal(set, file, path, error);
	if (result < 0)
		return result;
	if (file->fixity == NEWSCONV_MOVED)
		nc_finding(verify, NC_SUMS_MOVED, "", 0, "listed as %s", path);
	else if (file->fixity == NEWSCONV_DUPLICATE)
		nc_finding(verify, NC_SUMS_DUPLICATE, "", 0,
		    "not listed, and equal to %s", path);
	else
		nc_finding(
		    verify, NC_SUMS_NEW, "", 0, "not listed in %s", set->mark);
	return NEWSCONV_OK;
}

static int
seen(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0;
	bool listed = false;
	int result;

	while ((result = nc_listing_find(set->listing, file->path, &cursor,
		    &entry, error)) == NEWSCONV_OK) {
		listed = true;
		nc_listing_mark(set->listing, entry.number, NC_MARK_SEEN);
		compare(verify, file, &entry);
	}
	if (result < 0 || listed || set->partial || !is_whole(set) ||
	    marks(file->path) || file->values->which == 0)
		return result < 0 ? result : NEWSCONV_OK;
	return judge_new(set, verify, file, error);
}

/* Mark all entries of a path; whether it was seen before. */
static int
mark_path(struct nc_set *set, const char *path, bool *before,
    struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	*before = false;
	while ((result = nc_listing_find(set->listing, path, &cursor, &entry,
		    error)) == NEWSCONV_OK) {
		*before = *before || (entry.marks & NC_MARK_SEEN) != 0;
		nc_listing_mark(set->listing, entry.number, NC_MARK_SEEN);
	}
	return result < 0 ? result : NEWSCONV_OK;
}

static int
end_set(struct nc_set *set, struct newsconv_error *error)
{
	char path[NC_LISTED_PATH_MAX + 1];
	struct nc_listed entry;
	size_t cursor = 0;
	bool before;
	int result;

	while ((result = nc_listing_next(
		    set->listing, &cursor, &entry, error)) == NEWSCONV_OK) {
		if ((entry.marks & NC_MARK_SEEN) != 0)
			continue;
		memcpy(path, entry.path, entry.path_size + 1);
		result = mark_path(set, path, &before, error);
		if (result < 0)
			return result;
		if (before)
			continue;
		if (nc_exists_below(set->folder, path))
			nc_set_absent(set, path, NEWSCONV_FIXITY_NONE,
			    NC_SUMS_UNREADABLE,
			    "listed in %s, and not looked at", set->mark);
		else
			nc_set_absent(set, path, NEWSCONV_MISSING,
			    NC_SUMS_MISSING, "listed in %s, and not there",
			    set->mark);
	}
	return result < 0 ? result : NEWSCONV_OK;
}

const struct nc_set_kind nc_set_sums = {.marks = marks,
    .open = open_set,
    .expect = expect,
    .seen = seen,
    .end = end_set,
    .close = close_set};
