/* Seeing through bidi controls: a copy without them, made only if needed. */
#include "bidi.h"
#include "utf8.h"

/* Where the first one is; the text's size when it has none. */
static size_t
first_control(struct newsconv_text text)
{
	size_t i = 0, length;
	uint32_t c;

	while (i < text.size) {
		i += nc_ascii_prefix(text.data + i, text.size - i);
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0)
			return text.size;
		if (nc_is_bidi_control(c))
			return i;
		i += length;
	}
	return text.size;
}

bool
nc_bidi_strip(struct newsconv_text text, struct nc_arena *arena,
    struct newsconv_text *plain)
{
	size_t i = first_control(text), used = i, length;
	uint32_t c;
	char *copy;

	*plain = text;
	if (i == text.size)
		return true;
	copy = nc_arena_copy(arena, text.data, text.size);
	if (copy == NULL)
		return false;
	for (; i < text.size; i += length) {
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0)
			break;
		if (nc_is_bidi_control(c) ||
		    (c == ' ' && used > 0 && copy[used - 1] == ' '))
			continue;
		memcpy(copy + used, text.data + i, length);
		used += length;
	}
	copy[used] = '\0';
	plain->data = copy;
	plain->size = used;
	*plain = nc_trim(*plain);
	return true;
}
