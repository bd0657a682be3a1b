/* The few things that more than one format needs. */
#include "error.h"
#include "utf8.h"
#include "writer.h"

struct newsconv_text
nc_article_title(const struct newsconv_article *article)
{
	struct newsconv_text title =
	    article->fields[NEWSCONV_FIELD_HEADLINE].value.text;
	size_t i;

	if (title.size > 0)
		return title;
	title = article->dump.source.name;
	for (i = title.size; i > 1; i--)
		if (title.data[i - 1] == '.') {
			title.size = i - 1;
			break;
		}
	title = nc_trim(title);
	if (title.size == 0 || nc_text_equals(title, "-"))
		return nc_text("newsconv");
	return title;
}

int
nc_piece_set_bytes(struct nc_piece *piece, const struct nc_buffer *bytes,
    struct newsconv_error *error)
{
	struct newsconv_text *text = nc_arena_alloc(
	    piece->arena, sizeof(*text));

	if (text != NULL)
		text->data = nc_arena_copy(
		    piece->arena, bytes->data, bytes->size);
	if (text == NULL || text->data == NULL)
		return nc_error_memory(error);
	text->size = bytes->size;
	piece->data = text;
	return NEWSCONV_OK;
}

int
nc_piece_append_bytes(void *state, struct nc_sink *sink,
    const struct nc_piece *piece, struct newsconv_error *error)
{
	const struct newsconv_text *text = piece->data;

	(void)state;
	return nc_sink_write(sink, text->data, text->size, error);
}
