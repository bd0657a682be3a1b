/*
 * What the caller says of a book: checked before anything is written, where
 * each value still has a name, and copied, for the book is finished later.
 */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "digest.h"
#include "error.h"
#include "options.h"

/* A text of the options, where it is and what messages call it. */
struct text_option {
	size_t place;
	const char *name;
};

static const struct text_option texts[] = {
    {offsetof(struct newsconv_book_options, title), "title"},
    {offsetof(struct newsconv_book_options, series), "series"},
    {offsetof(struct newsconv_book_options, issue), "issue"},
    {offsetof(struct newsconv_book_options, issn), "ISSN"},
    {offsetof(struct newsconv_book_options, identifier), "identifier"},
    {offsetof(struct newsconv_book_options, publisher), "publisher"},
    {offsetof(struct newsconv_book_options, rights), "rights"},
    {offsetof(struct newsconv_book_options, certified_by), "certifier"},
};

static const size_t paths[] = {
    offsetof(struct newsconv_book_options, cover_file),
    offsetof(struct newsconv_book_options, css_file),
};

void
newsconv_book_options_init(struct newsconv_book_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
}

/* A copy in place of what the pointer at `place` names. */
static int
copy_string(struct newsconv_book_options *options, size_t place,
    struct nc_arena *arena, struct newsconv_error *error)
{
	char *at = (char *)options + place;
	const char *given;

	memcpy(&given, at, sizeof(given));
	if (given == NULL)
		return NEWSCONV_OK;
	given = nc_arena_copy(arena, given, strlen(given));
	memcpy(at, &given, sizeof(given));
	return given == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
copy_texts(struct newsconv_book_options *options, struct nc_arena *arena,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *text;

		result = copy_string(options, texts[i].place, arena, error);
		memcpy(&text, (char *)options + texts[i].place, sizeof(text));
		if (result == NEWSCONV_OK && text != NULL)
			result = nc_options_check_text(
			    texts[i].name, text, error);
		if (result < 0)
			return result;
	}
	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		result = copy_string(options, paths[i], arena, error);
		if (result < 0)
			return result;
	}
	return result;
}

static int
copy_subjects(struct newsconv_book_options *options, struct nc_arena *arena,
    struct newsconv_error *error)
{
	const char **subjects = nc_arena_array(
	    arena, options->subject_count, sizeof(*subjects));
	size_t i;

	if (subjects == NULL)
		return nc_error_memory(error);
	for (i = 0; i < options->subject_count; i++) {
		const char *given = options->subjects[i];
		int result = nc_options_check_text("subject", given, error);

		if (result < 0)
			return result;
		subjects[i] = nc_arena_copy(arena, given, strlen(given));
		if (subjects[i] == NULL)
			return nc_error_memory(error);
	}
	options->subjects = subjects;
	return NEWSCONV_OK;
}

/* ISO 3297: seven digits, weighed from 8 to 2, and what makes it 0 modulo 11. */
static bool
is_issn(const char *issn)
{
	unsigned sum = 0, weight = 8;
	size_t i;

	if (strlen(issn) != sizeof("1234-5679") - 1 || issn[4] != '-')
		return false;
	for (i = 0; issn[i] != '\0'; i++) {
		if (i == 4)
			continue;
		if (issn[i] >= '0' && issn[i] <= '9')
			sum += weight * (unsigned)(issn[i] - '0');
		else if (i == 8 && issn[i] == 'X')
			sum += 10;
		else
			return false;
		weight--;
	}
	return sum % 11 == 0;
}

/* RFC 9562, 4, by EPUBCheck (OPF-085): no other name begins with "urn:uuid:". */
static bool
is_identifier(const char *text)
{
	static const char prefix[] = "urn:uuid:";
	static const char form[] = "00000000-0000-0000-0000-000000000000";
	size_t i;

	if (strncasecmp(text, prefix, sizeof(prefix) - 1) != 0)
		return true;
	text += sizeof(prefix) - 1;
	for (i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == '0' ? nc_hex_value(text[i]) < 0
				   : text[i] != form[i])
			return false;
	return text[i] == '\0';
}

static int
bad(struct newsconv_error *error, const char *what)
{
	return nc_error_set(error, NEWSCONV_BAD_VALUE, "%s", what);
}

static int
check_identifier(
    const struct newsconv_book_options *options, struct newsconv_error *error)
{
	if (options->identifier == NULL || is_identifier(options->identifier))
		return NEWSCONV_OK;
	return nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "the identifier \"%s\" is not a UUID behind urn:uuid:",
	    options->identifier);
}

static int
check_series(
    const struct newsconv_book_options *options, struct newsconv_error *error)
{
	if (options->issn != NULL && !is_issn(options->issn))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the ISSN \"%s\" is not eight digits with a hyphen in "
		    "their middle of which the last one checks the others",
		    options->issn);
	if (options->series == NULL && options->issue != NULL)
		return bad(error, "an issue needs the series that it is of");
	if (options->series == NULL && options->issn != NULL)
		return bad(error, "an ISSN needs the series that it is of");
	return NEWSCONV_OK;
}

static int
check_choices(
    const struct newsconv_book_options *options, struct newsconv_error *error)
{
	if ((unsigned)options->group > NEWSCONV_GROUP_SOURCE)
		return bad(error, "no such way to group articles");
	if ((unsigned)options->order > NEWSCONV_ORDER_NAME)
		return bad(error, "no such order of articles");
	if ((unsigned)options->cover > NEWSCONV_COVER_NONE)
		return bad(error, "no such cover");
	if ((options->cover == NEWSCONV_COVER_FILE) !=
	    (options->cover_file != NULL))
		return bad(error,
		    options->cover_file == NULL
			? "the cover is a file, and none is named"
			: "a file is named for the cover, which is none");
	if (options->css_only != 0 && options->css_file == NULL)
		return bad(
		    error, "no stylesheet is named that could stand alone");
	return NEWSCONV_OK;
}

int
nc_options_book(struct newsconv_book_options *options,
    const struct newsconv_book_options *given, struct nc_arena *arena,
    struct newsconv_error *error)
{
	int result;

	newsconv_book_options_init(options);
	if (given != NULL && given->size > 0)
		memcpy(options, given,
		    given->size < sizeof(*options) ? given->size
						   : sizeof(*options));
	options->size = sizeof(*options);
	result = copy_texts(options, arena, error);
	if (result == NEWSCONV_OK)
		result = copy_subjects(options, arena, error);
	if (result == NEWSCONV_OK)
		result = check_identifier(options, error);
	if (result == NEWSCONV_OK)
		result = check_series(options, error);
	return result < 0 ? result : check_choices(options, error);
}
