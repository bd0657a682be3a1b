/*
 * application/warc-fields is *named-field (WARC 1.1, 4): the lines of a header
 * without its first.  The block of a metadata record may have any format (6.6),
 * so that one without a single colon is more likely text with the wrong label
 * than damaged fields.
 */
#include <string.h>

#include "utf8.h"
#include "warc_fields.h"
#include "warc_forms.h"

static bool
is_folded(const char *line, const char *end)
{
	return line < end && (line[0] == ' ' || line[0] == '\t');
}

static bool
is_field(const char *line, const char *end)
{
	const char *colon = memchr(line, ':', (size_t)(end - line));
	struct newsconv_text name = {line, 0};

	if (colon == NULL)
		return false;
	name.size = (size_t)(colon - line);
	return nc_warc_is_token(name);
}

static bool
has_controls(const char *line, const char *end)
{
	for (; line < end; line++) {
		unsigned char c = (unsigned char)*line;

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return true;
	}
	return false;
}

/* What is wrong with a line; NULL: nothing.  An empty line ends the fields. */
static const char *
fault_of(const char *line, const char *end, bool first)
{
	if (line == end)
		return NULL;
	if (has_controls(line, end))
		return "a line has control characters";
	if (is_folded(line, end))
		return first ? "the first line is folded" : NULL;
	return is_field(line, end) ? NULL : "a line is no field";
}

static void
check_lines(const struct nc_warc_record *record, struct newsconv_text block)
{
	const char *line = block.data, *end = line + block.size;
	bool bare = false, first = true;

	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		const char *last, *fault;

		if (stop == NULL)
			stop = end;
		last = stop > line && stop[-1] == '\r' ? stop - 1 : stop;
		bare |= stop == end || last == stop;
		fault = fault_of(line, last, first);
		if (fault != NULL) {
			struct newsconv_text text = {
			    line, (size_t)(last - line)};

			nc_warc_report_text(
			    record, NC_WARC_FIELDS_BLOCK, fault, text);
			return;
		}
		first = false;
		line = stop == end ? end : stop + 1;
	}
	if (bare)
		nc_warc_report(record, NC_WARC_FIELDS_LINE_END, NULL,
		    "a line does not end in CR LF");
}

void
nc_warc_fields_check(
    const struct nc_warc_record *record, struct newsconv_text block)
{
	if (nc_utf8_valid_prefix(block.data, block.size) != block.size)
		nc_warc_report(
		    record, NC_WARC_FIELDS_BLOCK, NULL, "it is not UTF-8");
	else if (record->type == NC_WARC_METADATA && block.size > 0 &&
	    memchr(block.data, ':', block.size) == NULL)
		nc_warc_report(record, NC_WARC_NO_FIELDS, NULL,
		    "not one line of the block is a field");
	else
		check_lines(record, block);
}
