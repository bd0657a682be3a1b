/* The cursor stands at the line of a file, whose records come behind it. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "outputs_before.h"
#include "scan.h"
#include "utf8.h"

struct nc_outputs_before {
	FILE *lines; /* NULL: there are none, or no more */
	char *path;
	struct nc_arena *arena; /* of the line it stands at */
	char *line;
	size_t room;
	struct newsconv_text text; /* the line with its end */
	struct newsconv_text name; /* of the file */
	uint64_t bytes, records;
	char sha256[65];
};

static void
stop(struct nc_outputs_before *before)
{
	if (before->lines != NULL)
		fclose(before->lines);
	before->lines = NULL;
}

/* The next line; false at the end, and where reading fails. */
static bool
next_line(struct nc_outputs_before *before)
{
	ssize_t size = getline(&before->line, &before->room, before->lines);

	if (size <= 0 || before->line[size - 1] != '\n') {
		stop(before);
		return false;
	}
	before->text.data = before->line;
	before->text.size = (size_t)size;
	return true;
}

static bool
is_of_kind(struct newsconv_text text, const char *kind)
{
	static const char front[] = "{\"line\":\"";
	size_t size = strlen(kind);

	return text.size > sizeof(front) - 1 + size &&
	    memcmp(text.data, front, sizeof(front) - 1) == 0 &&
	    memcmp(text.data + sizeof(front) - 1, kind, size) == 0 &&
	    text.data[sizeof(front) - 1 + size] == '"';
}

/* False if it is not as we write it: then it is not taken. */
static bool
parse_file(struct nc_outputs_before *before)
{
	struct newsconv_text text = before->text;
	struct nc_scan scan;

	text.size--;
	nc_scan_begin(&scan, before->arena, text);
	nc_scan_open(&scan, '{');
	nc_scan_need(&scan, "line");
	nc_scan_text(&scan);
	nc_scan_need(&scan, "path");
	before->name = nc_scan_text(&scan);
	nc_scan_need(&scan, "bytes");
	before->bytes = nc_scan_number(&scan, UINT64_MAX);
	nc_scan_need(&scan, "sha256");
	if (!nc_scan_digest(&scan, before->sha256))
		return false;
	nc_scan_need(&scan, "sha512");
	nc_scan_text(&scan);
	if (nc_scan_key(&scan, "format"))
		nc_scan_text(&scan);
	if (nc_scan_key(&scan, "mediaType"))
		nc_scan_text(&scan);
	before->records = 0;
	if (nc_scan_key(&scan, "records"))
		before->records = nc_scan_number(&scan, UINT64_MAX);
	nc_scan_close(&scan, '}');
	return nc_scan_end(&scan, NULL) == NEWSCONV_OK;
}

/* To the next file's line that is one, from the line it stands at. */
static int
find_file(struct nc_outputs_before *before, struct newsconv_error *error)
{
	while (before->lines != NULL) {
		if (is_of_kind(before->text, "file")) {
			nc_arena_free(before->arena);
			before->arena = nc_arena_new((size_t)1 << 24);
			if (before->arena == NULL)
				return nc_error_memory(error);
			if (parse_file(before))
				return NEWSCONV_OK;
		}
		next_line(before);
	}
	return NEWSCONV_OK;
}

int
nc_outputs_before_open(struct nc_outputs_before **result_before,
    const char *path, struct newsconv_error *error)
{
	struct nc_outputs_before *before = calloc(1, sizeof(*before));
	int result = NEWSCONV_OK;

	if (before == NULL)
		return nc_error_memory(error);
	before->path = strdup(path);
	before->lines = fopen(path, "re");
	if (before->path == NULL)
		result = nc_error_memory(error);
	else if (before->lines != NULL && next_line(before))
		result = find_file(before, error);
	if (result < 0)
		nc_outputs_before_close(before);
	else
		*result_before = before;
	return result;
}

void
nc_outputs_before_close(struct nc_outputs_before *before)
{
	if (before == NULL)
		return;
	stop(before);
	nc_arena_free(before->arena);
	free(before->line);
	free(before->path);
	free(before);
}

static int
skip_file(struct nc_outputs_before *before, struct newsconv_error *error)
{
	return next_line(before) ? find_file(before, error) : NEWSCONV_OK;
}

/* Its line, and those of the records behind it. */
static int
copy_file(struct nc_outputs_before *before, struct nc_output_list *listing,
    struct newsconv_error *error)
{
	uint64_t records = 0;
	int result = nc_output_list_take_over(listing, before->text, error);

	while (result == NEWSCONV_OK && next_line(before) &&
	    is_of_kind(before->text, "record")) {
		records++;
		result = nc_output_list_take_over(listing, before->text, error);
	}
	if (result == NEWSCONV_OK && records != before->records)
		result = nc_error_set(error, NEWSCONV_INVALID,
		    "has %llu records of a file that has %llu",
		    (unsigned long long)records,
		    (unsigned long long)before->records);
	return result < 0 ? nc_error_where(error, result, before->path)
			  : result;
}

int
nc_outputs_before_take(struct nc_outputs_before *before, const char *path,
    uint64_t size, struct nc_output_list *listing,
    struct nc_listed_file *listed, struct newsconv_error *error)
{
	struct newsconv_text wanted = nc_text(path);
	int result = NEWSCONV_OK;

	while (before->lines != NULL && result == NEWSCONV_OK &&
	    nc_text_compare(before->name, wanted) < 0)
		result = skip_file(before, error);
	if (result < 0)
		return result;
	if (before->lines == NULL || before->bytes != size ||
	    nc_text_compare(before->name, wanted) != 0)
		return NEWSCONV_END;
	listed->bytes = size;
	listed->records = before->records;
	memcpy(listed->sha256, before->sha256, sizeof(listed->sha256));
	result = copy_file(before, listing, error);
	if (result == NEWSCONV_OK)
		nc_output_list_count(listing, listed->records);
	return result < 0 ? result : find_file(before, error);
}
