/*
 * A table of metadata: CSV as RFC 4180 has it, or with tabs or semicolons in
 * place of commas.  The file stays in memory as it is; a row is taken apart
 * when its dump turns up, and becomes an object that goes through the same map
 * of fields as a sidecar.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <strings.h>

#include "error.h"
#include "file.h"
#include "metadata_table.h"
#include "path_list.h"
#include "utf8.h"

enum { MOST_COLUMNS = 1000, LONGEST_FIELD = 1 << 24 };

static const size_t largest_table = (size_t)4 << 30;

static const char *const key_columns[] = {
    "file", "path", "name", "filename", "file_name"};

struct row {
	size_t start; /* of its bytes */
	uint64_t line;
	struct newsconv_text key;
	const char *shown; /* what the table calls it */
	atomic_bool used;
};

struct nc_table {
	struct nc_arena *arena;
	struct nc_buffer bytes;
	char separator;
	size_t column_count;
	char **columns;
	size_t key_column;
	struct row *rows;
	size_t row_count;
	size_t row_capacity;
	struct row **sorted; /* by key */
};

/* ------------------------------------------------------- taking rows apart */

struct cursor {
	const char *next;
	const char *end;
	uint64_t line;
	char separator;
};

/* Up to the quote that closes the field; two of them are one. */
static int
take_quoted(struct cursor *cursor, struct nc_buffer *field,
    struct newsconv_error *error)
{
	uint64_t line = cursor->line;

	for (cursor->next++; cursor->next < cursor->end; cursor->next++) {
		if (*cursor->next == '"') {
			cursor->next++;
			if (cursor->next == cursor->end || *cursor->next != '"')
				return NEWSCONV_OK;
		}
		cursor->line += *cursor->next == '\n';
		nc_buffer_byte(field, (unsigned char)*cursor->next);
	}
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "the quote of line %llu is not closed", (unsigned long long)line);
	if (error != NULL)
		error->line = line;
	return NEWSCONV_BAD_VALUE;
}

static bool
at_line_end(const struct cursor *cursor)
{
	return cursor->next == cursor->end || *cursor->next == '\n' ||
	    *cursor->next == '\r';
}

static void
skip_line_end(struct cursor *cursor)
{
	if (cursor->next < cursor->end && *cursor->next == '\r')
		cursor->next++;
	if (cursor->next < cursor->end && *cursor->next == '\n')
		cursor->next++;
	cursor->line++;
}

/* The next field of the row; *last: the row ends behind it. */
static int
take_field(struct cursor *cursor, struct nc_buffer *field, bool *last,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	nc_buffer_clear(field);
	nc_buffer_text(field, "");
	if (cursor->next < cursor->end && *cursor->next == '"')
		result = take_quoted(cursor, field, error);
	while (!at_line_end(cursor) && *cursor->next != cursor->separator)
		nc_buffer_byte(field, (unsigned char)*cursor->next++);
	*last = at_line_end(cursor);
	if (*last)
		skip_line_end(cursor);
	else
		cursor->next++;
	return result < 0 ? result : nc_buffer_check(field, error);
}

static struct cursor
cursor_at(const struct nc_table *table, size_t start, uint64_t line)
{
	return (struct cursor){table->bytes.data + start,
	    table->bytes.data + table->bytes.size, line, table->separator};
}

/* ---------------------------------------------------------------- reading */

/* A tab if the heading has one, else a comma, else a semicolon. */
static char
find_separator(const struct nc_buffer *bytes)
{
	size_t size = strcspn(bytes->data, "\r\n");

	if (memchr(bytes->data, '\t', size) != NULL)
		return '\t';
	if (memchr(bytes->data, ',', size) == NULL &&
	    memchr(bytes->data, ';', size) != NULL)
		return ';';
	return ',';
}

static bool
find_key_column(struct nc_table *table)
{
	size_t i, k;

	for (i = 0; i < sizeof(key_columns) / sizeof(*key_columns); i++)
		for (k = 0; k < table->column_count; k++)
			if (strcasecmp(table->columns[k], key_columns[i]) ==
			    0) {
				table->key_column = k;
				return true;
			}
	return false;
}

static int
read_heading(
    struct nc_table *table, struct cursor *cursor, struct newsconv_error *error)
{
	struct nc_buffer field = NC_BUFFER(LONGEST_FIELD);
	bool last = false;
	int result = NEWSCONV_OK;

	table->columns = nc_arena_array(
	    table->arena, MOST_COLUMNS, sizeof(*table->columns));
	if (table->columns == NULL)
		result = nc_error_memory(error);
	while (result == NEWSCONV_OK && !last) {
		struct newsconv_text name;

		if (table->column_count == MOST_COLUMNS) {
			result = nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "has more than %d columns", MOST_COLUMNS);
			break;
		}
		result = take_field(cursor, &field, &last, error);
		if (result < 0)
			break;
		name = nc_trim((struct newsconv_text){field.data, field.size});
		table->columns[table->column_count] = nc_arena_copy(
		    table->arena, name.data, name.size);
		if (table->columns[table->column_count++] == NULL)
			result = nc_error_memory(error);
	}
	nc_buffer_free(&field);
	if (result == NEWSCONV_OK && !find_key_column(table))
		result = nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "has no column \"file\", \"path\" or \"name\"");
	return result;
}

static struct row *
add_row(struct nc_table *table)
{
	size_t capacity = table->row_capacity < 64 ? 64
						   : 2 * table->row_capacity;
	struct row *rows;
	size_t size;

	if (table->row_count < table->row_capacity)
		return &table->rows[table->row_count++];
	if (!nc_size_multiply(capacity, sizeof(*rows), &size))
		return NULL;
	rows = realloc(table->rows, size);
	if (rows == NULL)
		return NULL;
	table->rows = rows;
	table->row_capacity = capacity;
	return &table->rows[table->row_count++];
}

static int
set_key(struct nc_table *table, struct row *row, const struct nc_buffer *field,
    struct newsconv_error *error)
{
	struct nc_buffer key = NC_BUFFER(LONGEST_FIELD);
	char shown[256];
	bool absolute;

	nc_buffer_text(&key, "");
	nc_path_key(&key, field->data, &absolute);
	nc_printable(shown, sizeof(shown), field->data, field->size);
	row->shown = nc_arena_copy(table->arena, shown, strlen(shown));
	row->key.size = key.size;
	if (nc_buffer_check(&key, NULL) == NEWSCONV_OK)
		row->key.data = nc_arena_copy(table->arena, key.data, key.size);
	nc_buffer_free(&key);
	return row->key.data == NULL || row->shown == NULL
	    ? nc_error_memory(error)
	    : NEWSCONV_OK;
}

static int
wrong_count(uint64_t line, size_t count, struct newsconv_error *error)
{
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "line %llu has more fields than the heading, which has %zu",
	    (unsigned long long)line, count);
	if (error != NULL)
		error->line = line;
	return NEWSCONV_BAD_VALUE;
}

static int
read_row(struct nc_table *table, struct cursor *cursor, struct nc_buffer *field,
    struct newsconv_error *error)
{
	struct row *row = add_row(table);
	bool last = false;
	size_t column;
	int result;

	if (row == NULL)
		return nc_error_memory(error);
	memset(row, 0, sizeof(*row));
	row->start = (size_t)(cursor->next - table->bytes.data);
	row->line = cursor->line;
	for (column = 0; !last; column++) {
		result = take_field(cursor, field, &last, error);
		if (result < 0)
			return result;
		if (column == table->column_count)
			return wrong_count(row->line, column, error);
		if (column == table->key_column)
			result = set_key(table, row, field, error);
		if (result < 0)
			return result;
	}
	/* Of no file: no dump will ask for it, and it is told as unused. */
	if (row->key.data == NULL) {
		row->key = nc_text("");
		row->shown = "";
	}
	return NEWSCONV_OK;
}

static int
read_rows(struct nc_table *table, struct newsconv_error *error)
{
	struct nc_buffer field = NC_BUFFER(LONGEST_FIELD);
	struct cursor cursor;
	size_t mark = 0;
	int result;

	if (table->bytes.size >= 3 &&
	    memcmp(table->bytes.data, "\xef\xbb\xbf", 3) == 0)
		mark = 3;
	table->separator = find_separator(&table->bytes);
	cursor = cursor_at(table, mark, 1);
	result = read_heading(table, &cursor, error);
	while (result == NEWSCONV_OK && cursor.next < cursor.end) {
		if (at_line_end(&cursor))
			skip_line_end(&cursor);
		else
			result = read_row(table, &cursor, &field, error);
	}
	nc_buffer_free(&field);
	return result;
}

static int
compare_rows(const void *a, const void *b)
{
	const struct row *first = *(struct row *const *)a;
	const struct row *second = *(struct row *const *)b;

	return nc_text_compare(first->key, second->key);
}

static int
sort_rows(struct nc_table *table, struct newsconv_error *error)
{
	size_t i;

	table->sorted = calloc(table->row_count + 1, sizeof(*table->sorted));
	if (table->sorted == NULL)
		return nc_error_memory(error);
	for (i = 0; i < table->row_count; i++)
		table->sorted[i] = &table->rows[i];
	qsort(table->sorted, table->row_count, sizeof(*table->sorted),
	    compare_rows);
	for (i = 1; i < table->row_count; i++) {
		const struct row *row = table->sorted[i];

		if (row->key.size > 0 &&
		    compare_rows(&table->sorted[i - 1], &table->sorted[i]) == 0)
			return nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "lines %llu and %llu are both of \"%s\"",
			    (unsigned long long)table->sorted[i - 1]->line,
			    (unsigned long long)row->line, row->shown);
	}
	return NEWSCONV_OK;
}

int
nc_table_read(struct nc_table **result, const char *path,
    const char *const *fields, size_t field_count, struct newsconv_error *error)
{
	struct nc_field_names names = {fields, field_count};
	int code = nc_fields_check(&names, error);
	struct nc_table *table;

	if (code < 0)
		return code;
	table = calloc(1, sizeof(*table));
	if (table == NULL)
		return nc_error_memory(error);
	table->bytes = (struct nc_buffer)NC_BUFFER(largest_table);
	table->arena = nc_arena_new(largest_table);
	code = table->arena == NULL ? nc_error_memory(error)
				    : nc_file_read(&table->bytes, path, error);
	nc_buffer_text(&table->bytes, "");
	if (code == NEWSCONV_OK)
		code = nc_buffer_check(&table->bytes, error);
	if (code == NEWSCONV_OK)
		code = read_rows(table, error);
	if (code == NEWSCONV_OK)
		code = sort_rows(table, error);
	if (code < 0) {
		nc_table_free(table);
		return nc_error_where(error, code, path);
	}
	*result = table;
	return NEWSCONV_OK;
}

void
nc_table_free(struct nc_table *table)
{
	if (table == NULL)
		return;
	nc_arena_free(table->arena);
	nc_buffer_free(&table->bytes);
	free(table->rows);
	free(table->sorted);
	free(table);
}

const char *
nc_table_unused(const struct nc_table *table, size_t *row)
{
	while (*row < table->row_count) {
		const struct row *next = &table->rows[(*row)++];

		if (!atomic_load(&next->used))
			return next->shown;
	}
	return NULL;
}

/* ---------------------------------------------------------------- applying */

static struct row *
find_key(const struct nc_table *table, struct newsconv_text key)
{
	size_t low = 0, high = table->row_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct row *row = table->sorted[middle];
		int order = nc_text_compare(key, row->key);

		if (order == 0)
			return row;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* The key, or as much of its end as the table says. */
static struct row *
find_row(const struct nc_table *table, struct newsconv_text key)
{
	struct row *row = NULL;
	const char *slash;

	while (key.size > 0) {
		row = find_key(table, key);
		slash = memchr(key.data, '/', key.size);
		if (row != NULL || slash == NULL)
			break;
		key.size -= (size_t)(slash + 1 - key.data);
		key.data = slash + 1;
	}
	return row;
}

/* A field as a string of JSON; what is not UTF-8 becomes U+FFFD. */
static json_t *
string_of(const struct nc_buffer *field)
{
	struct nc_buffer clean = NC_BUFFER(SIZE_MAX);
	json_t *string;
	size_t i = 0;

	if (nc_utf8_valid_prefix(field->data, field->size) == field->size)
		return json_stringn(field->data, field->size);
	while (i < field->size) {
		size_t valid = nc_utf8_valid_prefix(
		    field->data + i, field->size - i);

		nc_buffer_add(&clean, field->data + i, valid);
		i += valid;
		if (i < field->size) {
			nc_buffer_text(&clean, "\xef\xbf\xbd");
			i++;
		}
	}
	string = nc_buffer_check(&clean, NULL) < 0
	    ? NULL
	    : json_stringn(clean.data, clean.size);
	nc_buffer_free(&clean);
	return string;
}

/* The row as an object; empty fields say nothing. */
static json_t *
object_of(const struct nc_table *table, const struct row *row)
{
	struct cursor cursor = cursor_at(table, row->start, row->line);
	struct nc_buffer field = NC_BUFFER(LONGEST_FIELD);
	json_t *object = json_object();
	bool last = object == NULL;
	size_t i;

	for (i = 0; i < table->column_count && !last; i++) {
		if (take_field(&cursor, &field, &last, NULL) < 0 ||
		    (field.size > 0 &&
			json_object_set_new(object, table->columns[i],
			    string_of(&field)) != 0)) {
			json_decref(object);
			object = NULL;
			break;
		}
	}
	nc_buffer_free(&field);
	return object;
}

/* What the table says, beside what a sidecar said. */
static int
add_words(struct nc_given *given, struct nc_arena *arena, json_t *object)
{
	struct nc_buffer words = NC_BUFFER(SIZE_MAX);
	char *text = json_dumps(object, JSON_COMPACT);
	int result = NEWSCONV_NO_MEMORY;

	if (text == NULL)
		return result;
	if (given->words.size > 0) {
		nc_buffer_text(&words, "{\"sidecar\":");
		nc_buffer_add(&words, given->words.data, given->words.size);
		nc_buffer_text(&words, ",\"table\":");
	}
	nc_buffer_text(&words, text);
	if (given->words.size > 0)
		nc_buffer_text(&words, "}");
	if (nc_buffer_check(&words, NULL) == NEWSCONV_OK) {
		given->words.data = nc_arena_copy(
		    arena, words.data, words.size);
		given->words.size = words.size;
		given->words_type = "application/json";
		if (given->words.data != NULL)
			result = NEWSCONV_OK;
	}
	free(text);
	nc_buffer_free(&words);
	return result;
}

int
nc_table_apply(const struct nc_table *table, struct nc_given *given,
    struct nc_arena *arena, struct newsconv_text key,
    const struct nc_field_names *names, struct newsconv_error *error)
{
	struct row *row = table == NULL ? NULL : find_row(table, key);
	json_t *object;
	int result;

	if (row == NULL)
		return NEWSCONV_OK;
	atomic_store(&row->used, true);
	object = object_of(table, row);
	if (object == NULL)
		return nc_error_memory(error);
	result = nc_fields_read(given, NULL, arena, object, names);
	if (result == NEWSCONV_OK)
		result = add_words(given, arena, object);
	json_decref(object);
	return result < 0 ? nc_error_memory(error) : NEWSCONV_OK;
}

bool
nc_table_has(const struct nc_table *table, struct newsconv_text key)
{
	struct row *row = table == NULL ? NULL : find_row(table, key);

	if (row != NULL)
		atomic_store(&row->used, true);
	return row != NULL;
}
