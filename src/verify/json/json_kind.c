/* A kind is a line of the table: its schema, and the members that tell it. */
#include <pthread.h>
#include <string.h>

#include "error.h"
#include "json_kind.h"
#include "schemas.h"

enum { MEMBERS = 3 };

static const struct kind {
	const char *type;
	enum nc_schema schema;
	const char *members[MEMBERS]; /* all of them are there */
	const char *values; /* of the first, between blanks; or NULL */
} kinds[NC_KINDS] = {
    [NC_KIND_OTHER] = {"", NC_SCHEMA_COUNT, {NULL}, NULL},
    [NC_KIND_ARTICLE] = {"article", NC_SCHEMA_ARTICLE_JSON, {"schema"},
	" newsconv-article/1 "},
    [NC_KIND_MANIFEST] = {"manifest-line", NC_SCHEMA_MANIFEST_JSON,
	{"run", "status"}, NULL},
    [NC_KIND_HISTORY] = {"history-line", NC_SCHEMA_HISTORY_JSON,
	{"run", "manifest", "counts"}, NULL},
    [NC_KIND_BOOK] = {"book-line", NC_SCHEMA_BOOKS_JSON,
	{"book", "volume", "part"}, NULL},
    [NC_KIND_PAGES] = {"page", NC_SCHEMA_PAGES_JSON, {"format"},
	" json-pages-1.0 "},
    [NC_KIND_OUTPUT] = {"output-line", NC_SCHEMA_OUTPUTS_JSON, {"line"},
	" manifest file record input inputs leftOut "},
    [NC_KIND_RECORD] = {"record", NC_SCHEMA_RECORD_JSON, {"schema"},
	" newsconv-record/1 "},
};

static bool
is_among(const char *values, const char *value)
{
	size_t size = value == NULL ? 0 : strlen(value);
	const char *found = size == 0 ? NULL : strstr(values, value);

	return found != NULL && found > values && found[-1] == ' ' &&
	    found[size] == ' ' && strchr(value, ' ') == NULL;
}

static bool
is_of(const struct kind *kind, const json_t *value)
{
	const char *first = json_string_value(
	    json_object_get(value, kind->members[0]));
	size_t i;

	if (kind->members[0] == NULL)
		return false;
	if (kind->values != NULL && !is_among(kind->values, first))
		return false;
	for (i = 0; i < MEMBERS && kind->members[i] != NULL; i++) {
		if (json_object_get(value, kind->members[i]) == NULL)
			return false;
	}
	return true;
}

enum nc_json_kind
nc_json_kind_of(const json_t *value)
{
	size_t i;

	for (i = NC_KIND_OTHER + 1; i < NC_KINDS; i++) {
		if (is_of(&kinds[i], value))
			return (enum nc_json_kind)i;
	}
	return NC_KIND_OTHER;
}

const char *
nc_json_kind_type(enum nc_json_kind kind)
{
	return kinds[kind].type;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct nc_json_schema *compiled[NC_KINDS];

int
nc_json_kind_schema(const struct nc_json_schema **schema,
    enum nc_json_kind kind, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	pthread_mutex_lock(&lock);
	if (compiled[kind] == NULL)
		result = nc_json_schema_compile(
		    &compiled[kind], nc_schema_text(kinds[kind].schema), error);
	*schema = compiled[kind];
	pthread_mutex_unlock(&lock);
	/* It is known to compile: what fails is memory, whatever is said. */
	return result < 0 ? nc_error_memory(error) : NEWSCONV_OK;
}
