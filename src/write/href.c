/*
 * URLs as dumps print them into URLs that may be linked.  A reading system, a
 * store or EPUBCheck refuses a book for one bad link (RSC-020), so that what is
 * doubtful stays text.  Safe is to percent-encode what cannot mean anything
 * else: letters beyond ASCII in path, query and fragment, and the characters
 * that are not allowed there bare.
 */
#include <string.h>

#include "digest.h"
#include "href.h"
#include "url.h"
#include "utf8.h"

/*
 * Not "\", which WHATWG reads as "/"; a stray "%" only means itself.
 */
#define ENCODED "\"<>[]^`{|} "

static bool
stray_percent(struct newsconv_text text, size_t i)
{
	return text.data[i] == '%' &&
	    (text.size - i < 3 || nc_hex_value(text.data[i + 1]) < 0 ||
		nc_hex_value(text.data[i + 2]) < 0);
}

/* Behind scheme and host; 0 when the text does not begin with these. */
static size_t
path_start(struct newsconv_text text)
{
	const char *slashes = text.size > 8 ? memchr(text.data, '/', 7) : NULL;
	size_t i;

	if (slashes == NULL || slashes[1] != '/')
		return 0;
	for (i = (size_t)(slashes - text.data) + 2; i < text.size; i++)
		if (strchr("/?#", text.data[i]) != NULL)
			break;
	return i;
}

static char *
encode(struct newsconv_text text, size_t start, struct nc_arena *arena)
{
	static const char digits[] = "0123456789ABCDEF";
	char *target = nc_arena_alloc(arena, 3 * text.size + 1), *end = target;
	bool fragment = false;
	size_t i;

	if (target == NULL)
		return NULL;
	for (i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		bool encoded = byte >= 0x80 || stray_percent(text, i) ||
		    strchr(ENCODED, byte) != NULL || (byte == '#' && fragment);

		fragment |= byte == '#';
		if (i < start || !encoded) {
			*end++ = (char)byte;
			continue;
		}
		*end++ = '%';
		*end++ = digits[byte / 16];
		*end++ = digits[byte % 16];
	}
	return target;
}

bool
nc_href(struct newsconv_text printed, struct nc_arena *arena,
    struct newsconv_text *href)
{
	size_t start;
	char *url;

	*href = (struct newsconv_text){"", 0};
	if (printed.size > NC_URL_LIMIT ||
	    memchr(printed.data, '\0', printed.size) != NULL)
		return true;
	start = path_start(printed);
	if (start == 0)
		return true;
	url = encode(printed, start, arena);
	if (url == NULL)
		return false;
	if (nc_url_valid(url))
		*href = nc_text(url);
	return true;
}
