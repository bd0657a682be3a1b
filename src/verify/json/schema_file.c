/* A schema of the user's, which is an option: what is wrong with it is too. */
#include "error.h"
#include "file.h"
#include "json_schema.h"

enum { SIZE_LIMIT = 4 * 1024 * 1024 };

int
nc_json_schema_read(struct nc_json_schema **schema, const char *path,
    struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_LIMIT);
	struct newsconv_text text;
	int result = nc_file_read(&buffer, path, error);

	if (result == NEWSCONV_OK) {
		text.data = buffer.data == NULL ? "" : buffer.data;
		text.size = buffer.size;
		result = nc_json_schema_compile(schema, text, error);
	}
	nc_buffer_free(&buffer);
	if (result < 0)
		nc_error_where(error, result, path);
	if (result < 0 && result != NEWSCONV_NO_MEMORY) {
		result = NEWSCONV_BAD_VALUE;
		if (error != NULL)
			error->code = result;
	}
	return result;
}
