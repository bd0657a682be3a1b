/*
 * See restore_values.h.  What the segmenter and the options can make of a value
 * is what is taken here: dates of the calendar, URLs that every format takes,
 * tags that are well formed.
 */
#include <stdlib.h>
#include <strings.h>

#include "calendar.h"
#include "error.h"
#include "language.h"
#include "restore_values.h"
#include "url.h"
#include "utf8.h"

enum { SCHEMA_VERSION = 1 };

/* Against a shape in which x is a lower-case hexadecimal digit. */
static bool
has_shape(const char *text, const char *shape)
{
	for (; *shape != '\0' && *text != '\0'; text++, shape++)
		if (*shape == 'x' ? strchr("0123456789abcdef", *text) == NULL
				  : *text != *shape)
			return false;
	return *shape == *text;
}

/* more: the shape.  The target has room for all that has it. */
void
nc_restore_shape(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const char *text = json_string_value(value);

	if (text == NULL || !has_shape(text, member->more))
		nc_restore_fail(restoring, "is not of the form %s",
		    (const char *)member->more);
	else
		memcpy(target, text, strlen(text) + 1);
}

/* Another schema of ours than the one that is read, or another version of it. */
static void
refuse_schema(
    struct nc_restoring *restoring, const char *found, const char *name)
{
	unsigned long long line = restoring->line;
	char shown[64];

	if (restoring->result < 0)
		return;
	nc_printable(shown, sizeof(shown), found, strlen(found));
	if (strncmp(found, name, strlen(name)) == 0)
		restoring->result = nc_error_set(restoring->error,
		    NEWSCONV_UNSUPPORTED,
		    "the article of line %llu is of the schema %s; this "
		    "version knows %s%d",
		    line, shown, name, SCHEMA_VERSION);
	else
		restoring->result = nc_error_set(restoring->error,
		    NEWSCONV_UNSUPPORTED,
		    "line %llu is a book's record of an article, whose text "
		    "is on the book's pages: read the book",
		    line);
}

void
nc_restore_schema(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const char *text = json_string_value(value), *name = member->more;
	size_t size = strlen(name);
	char *end;

	(void)target;
	if (text == NULL ||
	    (strncmp(text, name, size) != 0 &&
		strncmp(text, NC_RESTORE_RECORD_NAME,
		    strlen(NC_RESTORE_RECORD_NAME)) != 0))
		nc_restore_fail(
		    restoring, "is not \"%s%d\"", name, SCHEMA_VERSION);
	else if (strncmp(text, name, size) != 0 ||
	    strtol(text + size, &end, 10) != SCHEMA_VERSION || *end != '\0' ||
	    end != text + size + 1)
		refuse_schema(restoring, text, name);
}

void
nc_restore_tag(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	nc_restore_text(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK &&
	    !nc_language_tag_valid(json_string_value(value)))
		nc_restore_fail(restoring, "is not a BCP 47 tag");
}

void
nc_restore_script(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const char *text = json_string_value(value);
	size_t i;

	nc_restore_text(restoring, value, target, member);
	if (restoring->result < 0)
		return;
	for (i = 0; i < 4 && text[i] != '\0'; i++)
		if (i == 0 ? text[i] < 'A' || text[i] > 'Z'
			   : text[i] < 'a' || text[i] > 'z')
			break;
	if (i < 4 || text[4] != '\0')
		nc_restore_fail(restoring, "is not a script of ISO 15924");
}

/* Of an article: what options take. */
void
nc_restore_url(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	nc_restore_text(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK &&
	    !nc_url_valid(json_string_value(value)))
		nc_restore_fail(restoring,
		    "is not an absolute http or https URL, percent-encoded");
}

/* Of a related link: as printed. */
void
nc_restore_printed_url(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const char *text = json_string_value(value);

	nc_restore_text(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK &&
	    strncasecmp(text, "http://", 7) != 0 &&
	    strncasecmp(text, "https://", 8) != 0)
		nc_restore_fail(restoring, "is not an http or https URL");
}

/* ------------------------------------------------------------------- dates */

/* By precision; 0 stands for a digit. */
static const struct {
	const char *shape;
	enum newsconv_precision precision;
} date_shapes[] = {
    {"0000", NEWSCONV_PRECISION_YEAR},
    {"0000-00", NEWSCONV_PRECISION_MONTH},
    {"0000-00-00", NEWSCONV_PRECISION_DAY},
    {"0000-00-00T00:00", NEWSCONV_PRECISION_MINUTE},
    {"0000-00-00T00:00:00", NEWSCONV_PRECISION_SECOND},
};

/* How many bytes of the text have the shape; 0: not all of it. */
static size_t
shape_size(const char *text, const char *shape)
{
	size_t i;

	for (i = 0; shape[i] != '\0'; i++)
		if (shape[i] == '0' ? text[i] < '0' || text[i] > '9'
				    : text[i] != shape[i])
			return 0;
	return i;
}

static bool
zone_valid(const char *text)
{
	if (*text == '\0' || strcmp(text, "Z") == 0)
		return true;
	return (shape_size(text, "+00:00") == 6 ||
		   shape_size(text, "-00:00") == 6) &&
	    text[6] == '\0' && atoi(text + 1) <= 14 && atoi(text + 4) <= 59;
}

/* The row of date_shapes that the text has; -1: it is no date. */
static int
date_shape(const char *text)
{
	int last = (int)(sizeof(date_shapes) / sizeof(*date_shapes)) - 1, i;
	int year = atoi(text), month;
	size_t size = 0;

	for (i = last; i >= 0; i--) {
		size = shape_size(text, date_shapes[i].shape);
		if (size > 0)
			break;
	}
	if (i < 0 || year < 1)
		return -1;
	if (text[size] != '\0' && (size < 16 || !zone_valid(text + size)))
		return -1;
	month = size > 4 ? atoi(text + 5) : 1;
	if (month < 1 || month > 12)
		return -1;
	if (size > 7 &&
	    (atoi(text + 8) < 1 ||
		atoi(text + 8) > nc_days_in_month(year, month)))
		return -1;
	if (size > 10 && (atoi(text + 11) > 23 || atoi(text + 14) > 59))
		return -1;
	/* A leap second is one. */
	return size > 16 && atoi(text + 17) > 60 ? -1 : i;
}

/* Into a char[40]. */
void
nc_restore_date_value(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const char *text = json_string_value(value);

	(void)member;
	if (text == NULL || strlen(text) >= 40 || date_shape(text) < 0)
		nc_restore_fail(restoring,
		    "is no date of the form YYYY, YYYY-MM, YYYY-MM-DD or "
		    "YYYY-MM-DDThh:mm:ssZ");
	else
		memcpy(target, text, strlen(text) + 1);
}

/* What members say of each other. */
void
nc_restore_check_date(
    struct nc_restoring *restoring, const struct newsconv_date *date)
{
	if (restoring->result < 0)
		return;
	if (date_shapes[date_shape(date->value)].precision != date->precision)
		nc_restore_fail(
		    restoring, "has a precision that its value has not");
	if ((date->ambiguous != 0) != (date->decided_by != NEWSCONV_DATE_PLAIN))
		nc_restore_fail(
		    restoring, "has one of \"ambiguous\" and \"decidedBy\"");
}
