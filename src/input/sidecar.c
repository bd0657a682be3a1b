/*
 * Reading sidecars.  One that is no JSON object fails its dump, for it was put
 * there to be heeded, and a batch that left it out would archive a guess where
 * someone had written down the truth.
 */
#include "error.h"
#include "file.h"
#include "sidecar.h"
#include "utf8.h"

enum { LARGEST = 16 << 20 };

static struct newsconv_text
without_mark(struct newsconv_text bytes)
{
	if (bytes.size >= 3 && memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0) {
		bytes.data += 3;
		bytes.size -= 3;
	}
	return bytes;
}

int
nc_sidecar_parse(struct nc_given *given, struct nc_arena *arena,
    struct newsconv_text bytes, const struct nc_field_names *names,
    struct newsconv_error *error)
{
	struct newsconv_text text = nc_trim(without_mark(bytes));
	json_t *object;
	int result;

	if (text.size == 0)
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "is no JSON: it is empty");
	result = nc_json_read(&object, text, 1, error);
	if (result < 0)
		return result;
	if (!json_is_object(object)) {
		json_decref(object);
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "is no JSON object");
	}
	result = nc_fields_read(given, NULL, arena, object, names);
	json_decref(object);
	given->words.data = nc_arena_copy(arena, text.data, text.size);
	if (result < 0 || given->words.data == NULL)
		return nc_error_memory(error);
	given->words.size = text.size;
	given->words_type = "application/json";
	return NEWSCONV_OK;
}

/* It is its dump that fails, and the dump's name that is told. */
static void
name_sidecar(const char *path, struct newsconv_error *error)
{
	const char *slash = strrchr(path, '/'),
		   *name = slash == NULL ? path : slash + 1;
	struct newsconv_error found;
	char shown[200];

	if (error == NULL)
		return;
	found = *error;
	nc_printable(shown, sizeof(shown), name, strlen(name));
	nc_error_set(
	    error, found.code, "its sidecar %s: %s", shown, found.text);
	error->sys_errno = found.sys_errno;
}

int
nc_sidecar_read(struct nc_given *given, struct nc_arena *arena,
    const char *path, const struct nc_field_names *names,
    struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER(LARGEST);
	int result = nc_file_read(&bytes, path, error);

	if (result == NEWSCONV_OK)
		result = nc_sidecar_parse(given, arena,
		    (struct newsconv_text){
			bytes.data == NULL ? "" : bytes.data, bytes.size},
		    names, error);
	nc_buffer_free(&bytes);
	if (result < 0 && result != NEWSCONV_NO_MEMORY)
		name_sidecar(path, error);
	return result < 0 ? nc_error_where(error, result, path) : NEWSCONV_OK;
}
