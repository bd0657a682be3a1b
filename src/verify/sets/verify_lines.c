/* A block slides over the file; a line is lent from it. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "verify_lines.h"

enum { BLOCK_SIZE = NC_LINE_MAX + 2 };

int
nc_lines_open(struct nc_lines *lines, const struct nc_verify *verify,
    bool lone_cr, struct newsconv_error *error)
{
	memset(lines, 0, sizeof(*lines));
	lines->verify = verify;
	lines->lone_cr = lone_cr;
	lines->text = lines->block = malloc(BLOCK_SIZE);
	return lines->block == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

void
nc_lines_of_text(
    struct nc_lines *lines, struct newsconv_text text, bool lone_cr)
{
	memset(lines, 0, sizeof(*lines));
	lines->lone_cr = lone_cr;
	lines->text = text.data;
	lines->end = text.size;
	lines->all = true;
}

void
nc_lines_close(struct nc_lines *lines)
{
	free(lines->block);
	lines->block = NULL;
}

/* Have a whole line in the block, or as much as there is room for. */
static int
fill(struct nc_lines *lines, struct newsconv_error *error)
{
	size_t got = 0;
	int result;

	if (lines->start > 0)
		memmove(lines->block, lines->block + lines->start,
		    lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	result = nc_verify_read(lines->verify, lines->block + lines->end,
	    BLOCK_SIZE - lines->end, lines->offset + lines->end, &got, error);
	lines->end += got;
	lines->all = got == 0;
	return result;
}

/*
 * Where the line's text ends, and *behind it the next line begins; SIZE_MAX:
 * that is not in the block.
 */
static size_t
find_end(const struct nc_lines *lines, size_t *behind)
{
	const char *text = lines->text + lines->start;
	size_t size = lines->end - lines->start;
	const char *lf = memchr(text, '\n', size);
	size_t line = lf == NULL ? size : (size_t)(lf - text);
	const char *cr = lines->lone_cr ? memchr(text, '\r', line) : NULL;

	if (cr != NULL && (size_t)(cr - text) + 1 < line) {
		*behind = (size_t)(cr - text) + 1;
		return (size_t)(cr - text);
	}
	if (lf == NULL && !lines->all)
		return SIZE_MAX;
	*behind = lf == NULL ? size : line + 1;
	return line > 0 && text[line - 1] == '\r' ? line - 1 : line;
}

/* What is left of a line that was too long. */
static int
skip_rest(struct nc_lines *lines, struct newsconv_error *error)
{
	size_t behind, end;
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK &&
	    (end = find_end(lines, &behind)) == SIZE_MAX) {
		lines->offset += lines->end - lines->start;
		lines->start = lines->end;
		result = fill(lines, error);
	}
	if (result == NEWSCONV_OK) {
		lines->start += behind;
		lines->offset += behind;
	}
	return result;
}

static int
next_long(
    struct nc_lines *lines, struct nc_line *line, struct newsconv_error *error)
{
	static const char shown[] = "(a line that is too long)";

	line->text = (struct newsconv_text){shown, sizeof(shown) - 1};
	line->cut = true;
	return skip_rest(lines, error);
}

int
nc_lines_next(
    struct nc_lines *lines, struct nc_line *line, struct newsconv_error *error)
{
	size_t behind = 0, size;
	int result;

	size = find_end(lines, &behind);
	while (size == SIZE_MAX && lines->end - lines->start < BLOCK_SIZE) {
		result = fill(lines, error);
		if (result < 0)
			return result;
		size = find_end(lines, &behind);
	}
	if (lines->all && lines->start == lines->end)
		return NEWSCONV_END;
	line->number = ++lines->number;
	line->offset = lines->offset;
	line->cut = line->cr = false;
	if (size == SIZE_MAX)
		return next_long(lines, line, error);
	line->text.data = lines->text + lines->start;
	line->text.size = size;
	line->cr = size < behind && line->text.data[size] == '\r';
	lines->start += behind;
	lines->offset += behind;
	return NEWSCONV_OK;
}
