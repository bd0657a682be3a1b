/*
 * Looking fields up.  The table is gone through once a record, name by name,
 * since what counts is the order of the names and not that of the record.
 */
#include <stdio.h>
#include <strings.h>

#include "error.h"
#include "fields.h"

struct field {
	enum nc_given_slot slot;
	const char *path;
	const char *beside; /* only where the object has this one too */
};

static const struct field fields[] = {
#define FIELD(slot, path) {NC_GIVEN_##slot, path, NULL},
#define BESIDE(slot, path, beside) {NC_GIVEN_##slot, path, beside},
#include "fields.def"
#undef FIELD
#undef BESIDE
};

enum { FIELD_COUNT = sizeof(fields) / sizeof(*fields) };

static const char *const slot_names[NC_GIVEN_SLOTS] = {
    [NC_GIVEN_TEXT] = "text",
    [NC_GIVEN_NAME] = "name",
    [NC_GIVEN_URL] = "url",
    [NC_GIVEN_TITLE] = "title",
    [NC_GIVEN_AUTHOR] = "author",
    [NC_GIVEN_FETCHED] = "fetched",
    [NC_GIVEN_DATE] = "date",
    [NC_GIVEN_LANGUAGE] = "language",
    [NC_GIVEN_PUBLISHER] = "publisher",
};

/* The slot that "text=body" is for, and the name; NC_GIVEN_SLOTS if none. */
static enum nc_given_slot
split_name(const char *field, const char **name)
{
	size_t size = strcspn(field, "=");
	enum nc_given_slot slot;

	*name = field + size + (field[size] == '=');
	if (**name == '\0')
		return NC_GIVEN_SLOTS;
	for (slot = 0; slot < NC_GIVEN_SLOTS; slot++)
		if (strlen(slot_names[slot]) == size &&
		    memcmp(slot_names[slot], field, size) == 0)
			break;
	return slot;
}

int
nc_fields_check(
    const struct nc_field_names *names, struct newsconv_error *error)
{
	char shown[128];
	const char *name;
	size_t i;

	for (i = 0; i < names->count; i++) {
		if (split_name(names->fields[i], &name) != NC_GIVEN_SLOTS)
			continue;
		nc_printable(shown, sizeof(shown), names->fields[i],
		    strlen(names->fields[i]));
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the field \"%s\" is not of the form WHAT=NAME, where WHAT "
		    "is text, name, url, title, author, fetched, date, "
		    "language or publisher",
		    shown);
	}
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------- finding */

static json_t *
get(json_t *object, const char *name, size_t size)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return NULL;
	json_object_foreach(
	    object, key, value) if (strncasecmp(key, name, size) == 0 &&
	    key[size] == '\0') return value;
	return NULL;
}

/* "a.b" is the field of that name, or b in a. */
static json_t *
find(json_t *object, const char *path)
{
	json_t *value = get(object, path, strlen(path));
	const char *dot = path;

	while (value == NULL && (dot = strchr(dot, '.')) != NULL) {
		json_t *inner = get(object, path, (size_t)(dot - path));

		dot++;
		if (inner != NULL)
			value = find(inner, dot);
	}
	return value;
}

/* A string, that of an object with a name, or the first of an array. */
static json_t *
string_of(json_t *value)
{
	if (json_is_array(value))
		value = json_array_get(value, 0);
	if (json_is_object(value))
		value = get(value, "name", 4);
	return json_is_string(value) ? value : NULL;
}

static struct newsconv_text
text_of(json_t *string)
{
	return (struct newsconv_text){
	    json_string_value(string), json_string_length(string)};
}

/* ----------------------------------------------------------------- taking */

/* What is being filled in. */
struct taking {
	struct nc_given *given;
	struct nc_record *record;
	struct nc_arena *arena;
	json_t *object;
	bool set[NC_GIVEN_SLOTS];
	json_t *fetched; /* the value taken for it */
};

/* "A; B" as tables have them. */
static int
add_authors(struct taking *taking, json_t *string, bool *taken)
{
	struct newsconv_text text = text_of(string);
	int result = NEWSCONV_OK;

	while (text.size > 0 && result == NEWSCONV_OK) {
		const char *end = memchr(text.data, ';', text.size);
		size_t size = end == NULL ? text.size
					  : (size_t)(end - text.data);
		bool fit;

		result = nc_given_set(taking->given, taking->arena,
		    NC_GIVEN_AUTHOR, (struct newsconv_text){text.data, size},
		    &fit);
		*taken |= fit;
		size += end != NULL;
		text.data += size;
		text.size -= size;
	}
	return result;
}

static int
take_authors(struct taking *taking, json_t *value, bool *taken)
{
	struct nc_given before = *taking->given;
	int result = NEWSCONV_OK;
	json_t *one;
	size_t i;

	/* Another's authors are not added to, they are replaced. */
	taking->given->authors = NULL;
	taking->given->author_count = 0;
	if (!json_is_array(value)) {
		one = string_of(value);
		if (one != NULL)
			result = add_authors(taking, one, taken);
	} else {
		json_array_foreach(value, i, one)
		{
			bool fit = false;

			one = string_of(one);
			if (one != NULL && result == NEWSCONV_OK)
				result = nc_given_set(taking->given,
				    taking->arena, NC_GIVEN_AUTHOR,
				    text_of(one), &fit);
			*taken |= fit;
		}
	}
	if (!*taken)
		*taking->given = before;
	return result;
}

static int
take_value(
    struct taking *taking, enum nc_given_slot slot, json_t *value, bool *taken)
{
	json_t *string;

	if (slot == NC_GIVEN_AUTHOR)
		return take_authors(taking, value, taken);
	if (json_is_number(value))
		return nc_given_set_number(taking->given, taking->arena, slot,
		    json_number_value(value), taken);
	string = string_of(value);
	if (string == NULL)
		return NEWSCONV_OK;
	return nc_given_set(
	    taking->given, taking->arena, slot, text_of(string), taken);
}

/* The text and the name are the record's, not given. */
static void
take_of_record(struct taking *taking, enum nc_given_slot slot, json_t *value,
    const char *path)
{
	if (taking->record == NULL || !json_is_string(value))
		return;
	taking->set[slot] = true;
	if (slot == NC_GIVEN_NAME) {
		taking->record->name = value;
		return;
	}
	taking->record->text = value;
	taking->record->text_field = path;
}

static int
take(struct taking *taking, enum nc_given_slot slot, const char *path,
    const char *beside)
{
	json_t *value;
	bool taken = false;
	int result;

	if (taking->set[slot] ||
	    (beside != NULL && find(taking->object, beside) == NULL))
		return NEWSCONV_OK;
	value = find(taking->object, path);
	if (value == NULL)
		return NEWSCONV_OK;
	if (slot == NC_GIVEN_TEXT || slot == NC_GIVEN_NAME) {
		take_of_record(taking, slot, value, path);
		return NEWSCONV_OK;
	}
	if (slot == NC_GIVEN_DATE && value == taking->fetched)
		return NEWSCONV_OK;
	result = take_value(taking, slot, value, &taken);
	taking->set[slot] = taken;
	if (taken && slot == NC_GIVEN_FETCHED)
		taking->fetched = value;
	return result;
}

int
nc_fields_read(struct nc_given *given, struct nc_record *record,
    struct nc_arena *arena, json_t *object, const struct nc_field_names *names)
{
	struct taking taking = {
	    .given = given, .record = record, .arena = arena, .object = object};
	int result = NEWSCONV_OK;
	size_t i;

	if (record != NULL)
		memset(record, 0, sizeof(*record));
	for (i = 0; i < names->count && result == NEWSCONV_OK; i++) {
		const char *name;
		enum nc_given_slot slot = split_name(names->fields[i], &name);

		if (slot != NC_GIVEN_SLOTS)
			result = take(&taking, slot, name, NULL);
	}
	for (i = 0; i < FIELD_COUNT && result == NEWSCONV_OK; i++)
		result = take(
		    &taking, fields[i].slot, fields[i].path, fields[i].beside);
	return result;
}

/* ---------------------------------------------------------------- parsing */

int
nc_json_read(json_t **json, struct newsconv_text text, uint64_t first_line,
    struct newsconv_error *error)
{
	json_error_t found;
	char shown[sizeof(found.text) * 2];

	/* Numbers too large for an integer are still numbers. */
	*json = json_loadb(text.data, text.size,
	    JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &found);
	if (*json != NULL)
		return NEWSCONV_OK;
	if (json_error_code(&found) == json_error_out_of_memory)
		return nc_error_memory(error);
	nc_printable(shown, sizeof(shown), found.text, strlen(found.text));
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "is not JSON: %s (line %llu, column %d)", shown,
	    (unsigned long long)(first_line + (uint64_t)found.line - 1),
	    found.column);
	if (error != NULL) {
		error->line = first_line + (uint64_t)found.line - 1;
		error->offset = (uint64_t)found.position;
	}
	return NEWSCONV_BAD_VALUE;
}
