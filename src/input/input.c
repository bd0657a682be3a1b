/*
 * Input: what is not text is turned away, the rest gets a charset, and then
 * lines.  Nothing of the source is changed; what decoding repairs is counted.
 */
#include <string.h>

#include "binary.h"
#include "charset.h"
#include "error.h"
#include "input.h"
#include "lines.h"
#include "utf8.h"

static int
empty(size_t size, struct newsconv_error *error)
{
	if (size == 0)
		return nc_error_set(
		    error, NEWSCONV_EMPTY, "is empty (0 bytes)");
	return nc_error_set(error, NEWSCONV_EMPTY,
	    "holds nothing but white space (%zu byte%s)", size,
	    size == 1 ? "" : "s");
}

int
nc_input_decode(struct nc_dump *dump, struct nc_arena *arena,
    struct newsconv_text bytes, const char *charset,
    struct newsconv_error *error)
{
	struct newsconv_source *source = &dump->source;
	struct nc_charset_choice choice;
	int result;

	if (bytes.size == 0)
		return empty(0, error);
	result = nc_binary_magic(bytes, error);
	if (result < 0)
		return result;
	result = nc_charset_decide(&choice, arena, bytes, charset, error);
	if (result < 0)
		return result;
	if (nc_charset_unit(&choice.charset) == 1) {
		result = nc_binary_controls(bytes,
		    strncmp(choice.charset.name, "ISO-2022-", 9) == 0, error);
		if (result < 0)
			return result;
	}
	dump->arena = arena;
	source->bytes = bytes;
	source->charset = nc_text(choice.charset.name);
	source->charset_method = choice.method;
	source->charset_confidence = choice.confidence;
	source->bom = choice.mark > 0;
	result = nc_lines_split(dump, &choice, error);
	if (result < 0)
		return result;
	return dump->line_count == 0 ? empty(bytes.size, error) : NEWSCONV_OK;
}
