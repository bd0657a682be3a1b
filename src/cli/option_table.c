/* getopt_long() by a table: a long option's value is its place in it. */
#include <getopt.h>
#include <string.h>

#include "cli.h"
#include "option_table.h"

enum { FIRST_VALUE = 256 };

int
option_has_value(const struct option_row *row)
{
	return row->flag == 0;
}

static void
make_getopt_tables(const struct option_table *table,
    struct option longs[OPTIONS_MOST + 1], char shorts[2 * OPTIONS_MOST + 1])
{
	size_t used = 0;
	int i;

	memset(longs, 0, (OPTIONS_MOST + 1) * sizeof(*longs));
	for (i = 0; i < table->count; i++) {
		const struct option_row *row = &table->rows[i];

		longs[i].name = row->name;
		longs[i].has_arg = option_has_value(row) ? required_argument
							 : no_argument;
		longs[i].val = FIRST_VALUE + i;
		if (row->letter == '\0')
			continue;
		shorts[used++] = row->letter;
		if (option_has_value(row))
			shorts[used++] = ':';
	}
	shorts[used] = '\0';
}

static const struct option_row *
row_of(const struct option_table *table, int c)
{
	int i;

	if (c >= FIRST_VALUE && c < FIRST_VALUE + table->count)
		return &table->rows[c - FIRST_VALUE];
	for (i = 0; c != '\0' && i < table->count; i++)
		if (table->rows[i].letter == c)
			return &table->rows[i];
	return NULL;
}

/* 0, or the exit status. */
static int
take_option(const struct option_table *table, void *request,
    const struct option_row *row, const char *value)
{
	char *place = request;
	const char *problem = NULL;
	const int yes = 1;

	if (row->take != NULL)
		problem = row->take(request, value);
	else if (row->flag != 0)
		memcpy(place + row->flag, &yes, sizeof(yes));
	else
		memcpy(place + row->text, &value, sizeof(value));
	if (problem != NULL)
		return wrong_usage(
		    table->command, "--%s %s: %s", row->name, value, problem);
	if (table->taken != NULL)
		table->taken(request, row, value);
	return 0;
}

int
take_options(
    const struct option_table *table, void *request, int argc, char **argv)
{
	struct option longs[OPTIONS_MOST + 1];
	char shorts[2 * OPTIONS_MOST + 1];
	int c, status;

	make_getopt_tables(table, longs, shorts);
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct option_row *row = row_of(table, c);

		if (row == NULL)
			return wrong_option(table->command, argv);
		status = take_option(table, request, row, optarg);
		if (status != 0)
			return status;
	}
	return 0;
}
