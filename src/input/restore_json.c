/*
 * Objects one after another, as JSON and JSON Lines have them: each becomes an
 * article before the next is parsed, so that one tree at a time is in memory.
 */
#include "article_restore.h"
#include "error.h"
#include "restore_json.h"
#include "restored.h"
#include "utf8.h"

/* Where the reading of a file stands. */
struct cursor {
	const char *next, *end;
	uint64_t line;
};

/* Past what may stand between two objects; false: nothing is left. */
static bool
skip_blanks(struct cursor *cursor)
{
	while (cursor->next < cursor->end &&
	    strchr(" \t\r\n", *cursor->next) != NULL && *cursor->next != '\0') {
		cursor->line += *cursor->next == '\n';
		cursor->next++;
	}
	return cursor->next < cursor->end;
}

static int
refuse_text(
    const json_error_t *found, uint64_t line, struct newsconv_error *error)
{
	char shown[sizeof(found->text) * 2];

	if (json_error_code(found) == json_error_out_of_memory)
		return nc_error_memory(error);
	nc_printable(shown, sizeof(shown), found->text, strlen(found->text));
	line += found->line > 0 ? (uint64_t)found->line - 1 : 0;
	nc_error_set(error, NEWSCONV_BAD_VALUE, "is not JSON: %s (line %llu)",
	    shown, (unsigned long long)line);
	if (error != NULL)
		error->line = line;
	return NEWSCONV_BAD_VALUE;
}

/* The value at the cursor, and past it. */
static int
next_value(struct cursor *cursor, json_t **value, struct newsconv_error *error)
{
	json_error_t found;
	const char *end;

	*value = json_loadb(cursor->next, (size_t)(cursor->end - cursor->next),
	    JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &found);
	if (*value == NULL)
		return refuse_text(&found, cursor->line, error);
	end = cursor->next + found.position;
	for (; cursor->next < end; cursor->next++)
		cursor->line += *cursor->next == '\n';
	return NEWSCONV_OK;
}

static struct newsconv_article *
new_article(struct nc_arena *arena)
{
	struct nc_dump dump;

	memset(&dump, 0, sizeof(dump));
	dump.arena = arena;
	dump.source.bytes = nc_text("");
	return nc_article_new(&dump);
}

static int
read_article(struct newsconv_article **article, const json_t *value,
    uint64_t line, enum nc_restore_form form, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct nc_restoring restoring = {
	    .arena = arena, .line = line, .error = error};

	restoring.article = new_article(arena);
	if (restoring.article == NULL)
		return nc_error_memory(error);
	nc_restore_object(
	    &restoring, value, &nc_restore_forms[form], restoring.article);
	*article = restoring.article;
	return restoring.result;
}

int
nc_restore_objects(struct newsconv_article ***articles, size_t *count,
    struct newsconv_text bytes, enum nc_restore_form form,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct cursor cursor = {bytes.data, bytes.data + bytes.size, 1};
	int result = NEWSCONV_OK;

	*articles = NULL;
	*count = 0;
	if (bytes.size >= 3 && memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0)
		cursor.next += 3;
	while (result == NEWSCONV_OK && skip_blanks(&cursor)) {
		struct newsconv_article **grown = nc_arena_grow(
		    arena, *articles, *count, sizeof(*grown));
		uint64_t line = cursor.line;
		json_t *value = NULL;

		if (grown == NULL)
			return nc_error_memory(error);
		*articles = grown;
		result = next_value(&cursor, &value, error);
		if (result == NEWSCONV_OK)
			result = read_article(
			    &grown[*count], value, line, form, arena, error);
		json_decref(value);
		++*count;
	}
	return result;
}

int
nc_restore_json(struct newsconv_article ***articles, size_t *count,
    struct newsconv_text bytes, struct nc_arena *arena,
    struct newsconv_error *error)
{
	int result = nc_restore_objects(
	    articles, count, bytes, NC_RESTORE_ARTICLE, arena, error);
	size_t i;

	if (result == NEWSCONV_OK && *count == 0)
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "holds no article");
	for (i = 0; i < *count && result == NEWSCONV_OK; i++)
		result = nc_restored_seal((*articles)[i], error);
	return result;
}
