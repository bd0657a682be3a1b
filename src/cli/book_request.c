/* Options of books: words to values, and what of them excludes what. */
#include <stdlib.h>
#include <string.h>

#include "book_request.h"
#include "cli.h"
#include "values.h"

static const struct value_word groups[] = {
    {"none", NEWSCONV_GROUP_NONE},
    {"date", NEWSCONV_GROUP_DATE},
    {"section", NEWSCONV_GROUP_SECTION},
    {"author", NEWSCONV_GROUP_AUTHOR},
    {"source", NEWSCONV_GROUP_SOURCE},
    {NULL, 0},
};

static const struct value_word orders[] = {
    {"given", NEWSCONV_ORDER_GIVEN},
    {"date", NEWSCONV_ORDER_DATE},
    {"name", NEWSCONV_ORDER_NAME},
    {NULL, 0},
};

const char book_usage[] =
    "      --series NAME    that the book is an issue of\n"
    "      --issue NUMBER   of the series, such as 12\n"
    "      --issn ISSN      of the series\n"
    "      --rights TEXT    who may do what with it\n"
    "      --subject TEXT   what it is about; may be given several times\n"
    "      --group-by WHAT  of the articles: date, section, author, source or\n"
    "                       none\n"
    "      --sort ORDER     of the articles: given, date or name\n"
    "      --vertical       Chinese, Japanese and Korean text runs down\n"
    "      --cover FILE     a PNG or JPEG\n"
    "      --text-cover     a page of text for a cover\n"
    "      --drawn-cover    a picture of title, series, date and source\n"
    "      --no-cover\n"
    "      --css FILE       a stylesheet besides the built-in one\n"
    "      --css-only FILE  a stylesheet in its place\n"
    "      --keep-leftovers what is no part of an article in an appendix of "
    "it\n"
    "      --certified-by NAME\n"
    "                       who has found it to conform to EPUB "
    "Accessibility\n";

const char *
take_subject(void *context, const char *value)
{
	struct book_request *request = context;

	request->subjects[request->options.subject_count++] = value;
	return NULL;
}

const char *
take_group(void *context, const char *value)
{
	struct book_request *request = context;
	const struct value_word *found = value_of(groups, value, strlen(value));

	if (found == NULL)
		return "not date, section, author, source or none";
	request->options.group = (enum newsconv_book_group)found->value;
	return NULL;
}

const char *
take_order(void *context, const char *value)
{
	struct book_request *request = context;
	const struct value_word *found = value_of(orders, value, strlen(value));

	if (found == NULL)
		return "not given, date or name";
	request->options.order = (enum newsconv_book_order)found->value;
	return NULL;
}

int
book_request_init(struct book_request *request, int arguments)
{
	newsconv_book_options_init(&request->options);
	request->subjects = calloc(
	    (size_t)arguments + 1, sizeof(*request->subjects));
	request->options.subjects = request->subjects;
	if (request->subjects != NULL)
		return 0;
	message("out of memory");
	return EXIT_TRY_AGAIN;
}

void
book_request_free(struct book_request *request)
{
	free(request->subjects);
}

/* A request that is of nothing else. */
struct book_alone {
	struct book_request book;
};

void
book_request_taken(struct book_request *request, const struct option_row *row)
{
	static const struct option_row rows[] = {
	    BOOK_ROWS(book_alone, 0), BOOK_IDENTIFIER_ROW(book_alone, 0)};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (request->given == NULL &&
		    strcmp(rows[i].name, row->name) == 0)
			request->given = row->name;
}

/* Of four ways to a cover one can be asked for. */
static const char *
settle_cover(struct book_request *request, enum newsconv_book_cover cover)
{
	struct newsconv_book_options *options = &request->options;
	int ways = (options->cover_file != NULL) + request->text_cover +
	    request->drawn_cover + request->no_cover;

	if (ways > 1)
		return "--cover, --text-cover, --drawn-cover, --no-cover: a "
		       "book has one cover or none";
	options->cover = options->cover_file != NULL ? NEWSCONV_COVER_FILE
	    : request->text_cover                    ? NEWSCONV_COVER_TEXT
	    : request->drawn_cover                   ? NEWSCONV_COVER_AUTO
	    : request->no_cover                      ? NEWSCONV_COVER_NONE
						     : cover;
	return NULL;
}

const char *
book_request_settle(
    struct book_request *request, enum newsconv_book_cover cover)
{
	struct newsconv_book_options *options = &request->options;

	if (options->css_file != NULL && request->only_css != NULL)
		return "--css and --css-only: a book has one stylesheet of "
		       "yours";
	if (options->series == NULL && options->issue != NULL)
		return "--issue needs the --series that it is of";
	if (options->series == NULL && options->issn != NULL)
		return "--issn needs the --series that it is of";
	if (request->only_css != NULL) {
		options->css_file = request->only_css;
		options->css_only = 1;
	}
	return settle_cover(request, cover);
}
