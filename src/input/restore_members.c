/*
 * See restore_members.h.  Texts end up in XML and in HTTP-like headers: what has
 * no place in one line of text is refused here, once for all of them.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "error.h"
#include "restore_members.h"
#include "utf8.h"

/* Enumerations are read as such. */
_Static_assert(sizeof(enum newsconv_segment_type) == sizeof(unsigned) &&
	sizeof(int) == sizeof(unsigned),
    "enumerations have another size");

/* ----------------------------------------------------------------- failures */

static void
put_path(const struct nc_restoring *restoring, char *target, size_t size)
{
	size_t used = 0;
	unsigned i;

	target[0] = '\0';
	for (i = 0; i < restoring->depth && used < size; i++) {
		const char *name = restoring->path[i].name;
		int length = name == NULL
		    ? snprintf(target + used, size - used, "[%zu]",
			  restoring->path[i].index)
		    : snprintf(target + used, size - used, "%s%s",
			  i > 0 ? "." : "", name);

		used += length < 0 ? 0 : (size_t)length;
	}
}

void
nc_restore_fail(struct nc_restoring *restoring, const char *format, ...)
{
	char path[160], what[256];
	va_list arguments;

	if (restoring->result < 0)
		return;
	put_path(restoring, path, sizeof(path));
	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	restoring->result = nc_error_set(restoring->error, NEWSCONV_BAD_VALUE,
	    "the article of line %llu: %s %s",
	    (unsigned long long)restoring->line, path[0] == '\0' ? "it" : path,
	    what);
	if (restoring->error != NULL)
		restoring->error->line = restoring->line;
}

void
nc_restore_no_memory(struct nc_restoring *restoring)
{
	if (restoring->result == NEWSCONV_OK)
		restoring->result = nc_error_memory(restoring->error);
}

static void
enter(struct nc_restoring *restoring, const char *name, size_t index)
{
	/* How deep objects go is written in our own tables. */
	assert(restoring->depth < NC_RESTORE_DEPTH);
	restoring->path[restoring->depth].name = name;
	restoring->path[restoring->depth].index = index;
	restoring->depth++;
}

static void
leave(struct nc_restoring *restoring)
{
	restoring->depth--;
}

/* ------------------------------------------------------------ objects, lists */

static bool
in_table(const struct nc_restore_table *table, const char *name)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		if (strcmp(table->rows[i].name, name) == 0)
			return true;
	return false;
}

/* Nothing may be lost on the way back: not what is not known, either. */
static void
refuse_unknown(struct nc_restoring *restoring, const json_t *value,
    const struct nc_restore_table *table)
{
	/* jansson's iterators want an object that is not const. */
	json_t *object;
	void *iterator;
	char shown[64];

	memcpy(&object, &value, sizeof(object));
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		const char *name = json_object_iter_key(iterator);

		if (in_table(table, name))
			continue;
		nc_printable(shown, sizeof(shown), name, strlen(name));
		nc_restore_fail(
		    restoring, "has an unknown member \"%s\"", shown);
		return;
	}
}

void
nc_restore_object(struct nc_restoring *restoring, const json_t *value,
    const struct nc_restore_table *table, void *target)
{
	size_t found = 0, i;

	if (!json_is_object(value)) {
		nc_restore_fail(restoring, "is not an object");
		return;
	}
	for (i = 0; i < table->count && restoring->result == NEWSCONV_OK; i++) {
		const struct nc_restore_row *row = &table->rows[i];
		const json_t *member = json_object_get(value, row->name);

		if (member == NULL && row->required)
			nc_restore_fail(
			    restoring, "has no member \"%s\"", row->name);
		if (member == NULL)
			continue;
		found++;
		enter(restoring, row->name, 0);
		row->read(restoring, member, (char *)target + row->offset, row);
		leave(restoring);
	}
	if (restoring->result == NEWSCONV_OK && found < json_object_size(value))
		refuse_unknown(restoring, value, table);
}

void
nc_restore_members(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	nc_restore_object(restoring, value, member->more, target);
}

void
nc_restore_list(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const struct nc_restore_table *table = member->more;
	size_t count = json_array_size(value), i;
	char *article = (char *)restoring->article;
	char *elements;

	(void)target;
	if (!json_is_array(value)) {
		nc_restore_fail(restoring, "is not an array");
		return;
	}
	elements = nc_arena_array(restoring->arena, count, table->element_size);
	if (elements == NULL) {
		nc_restore_no_memory(restoring);
		return;
	}
	/* A pointer to structures of the table's kind. */
	memcpy(article + table->list_offset, &elements, sizeof(elements));
	for (i = 0; i < count && restoring->result == NEWSCONV_OK; i++) {
		void *element = elements + i * table->element_size;

		enter(restoring, NULL, i);
		if (table->begin != NULL)
			table->begin(element);
		nc_restore_object(
		    restoring, json_array_get(value, i), table, element);
		leave(restoring);
	}
	memcpy(article + table->count_offset, &count, sizeof(count));
}

/* ------------------------------------------------------------------- values */

/* jansson has seen to it that it is UTF-8 and holds no NUL byte. */
static bool
check_text(struct nc_restoring *restoring, struct newsconv_text text)
{
	size_t i = 0;

	while (i < text.size) {
		uint32_t c = 0;
		size_t length = nc_utf8_decode(
		    text.data + i, text.size - i, &c);

		if (length == 0 || nc_is_control(c)) {
			nc_restore_fail(restoring,
			    "holds a control character (U+%04X)", (unsigned)c);
			return false;
		}
		i += length;
	}
	return true;
}

void
nc_restore_any_text(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	struct newsconv_text *text = target;

	(void)member;
	if (!json_is_string(value)) {
		nc_restore_fail(restoring, "is not a string");
		return;
	}
	text->size = json_string_length(value);
	text->data = nc_arena_copy(
	    restoring->arena, json_string_value(value), text->size);
	if (text->data == NULL)
		nc_restore_no_memory(restoring);
	else
		check_text(restoring, *text);
}

void
nc_restore_text(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	struct newsconv_text *text = target;

	nc_restore_any_text(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK && text->size == 0)
		nc_restore_fail(restoring, "is empty");
}

static bool
integer(struct nc_restoring *restoring, const json_t *value, json_int_t least,
    uint64_t *number)
{
	if (!json_is_integer(value) || json_integer_value(value) < least) {
		nc_restore_fail(restoring, "is not an integer from %lld on",
		    (long long)least);
		return false;
	}
	*number = (uint64_t)json_integer_value(value);
	return true;
}

void
nc_restore_count(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	(void)member;
	integer(restoring, value, 0, target);
}

void
nc_restore_from_one(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	(void)member;
	integer(restoring, value, 1, target);
}

void
nc_restore_hundredths(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	double number = json_number_value(value);

	(void)member;
	if (!json_is_number(value) || !(number >= 0 && number <= 1))
		nc_restore_fail(restoring, "is not a number from 0 to 1");
	else
		*(unsigned *)target = (unsigned)(number * 100 + 0.5);
}

void
nc_restore_segment(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	size_t count = restoring->article->segment_count;
	uint64_t number = 0;

	(void)member;
	if (!integer(restoring, value, 0, &number))
		return;
	if (number >= count)
		nc_restore_fail(restoring,
		    "is %llu, where there are %zu segments",
		    (unsigned long long)number, count);
	else
		*(size_t *)target = (size_t)number;
}

void
nc_restore_boolean(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	(void)member;
	if (!json_is_boolean(value))
		nc_restore_fail(restoring, "is not true or false");
	else
		*(int *)target = json_is_true(value);
}

void
nc_restore_true(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	(void)member;
	if (!json_is_true(value))
		nc_restore_fail(restoring, "is not true");
	else
		*(int *)target = 1;
}

void
nc_restore_name(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const struct nc_names *names = member->more;
	const char *name = json_string_value(value);
	char shown[64] = "no string";
	size_t i;

	for (i = 0; name != NULL && i < names->count; i++) {
		if (names->names[i] == NULL ||
		    strcmp(names->names[i], name) != 0)
			continue;
		*(unsigned *)target = (unsigned)i;
		return;
	}
	if (name != NULL)
		nc_printable(shown, sizeof(shown), name, strlen(name));
	nc_restore_fail(restoring, "is %s%s%s, which it cannot be",
	    name != NULL ? "\"" : "", shown, name != NULL ? "\"" : "");
}
