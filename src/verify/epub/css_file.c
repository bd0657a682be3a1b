/*
 * A style sheet that is a file of its own: in which encoding it is, before
 * what it says (CSS Syntax 3, 3.2; EPUB 3.3, 6.3.3).
 *
 * Books of one maker have one sheet among them, which takes longer to read than
 * the rest of a small book.  So the last one of which there was nothing to say
 * is known again by all its bytes, by every thread.
 */
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "utf8.h"
#include "verify_content.h"

bool
nc_is_style_sheet(const char *media_type)
{
	return strncmp(media_type, "text/css", 8) == 0 &&
	    strchr("; ", media_type[8]) != NULL;
}

static bool
begins(struct newsconv_text text, const char *bytes, size_t size)
{
	return text.size >= size && memcmp(text.data, bytes, size) == 0;
}

static unsigned
unit_at(struct newsconv_text text, size_t i, bool big)
{
	unsigned a = (unsigned char)text.data[i];
	unsigned b = (unsigned char)text.data[i + 1];

	return big ? a << 8 | b : b << 8 | a;
}

/* UTF-16 to UTF-8; what is no character becomes U+FFFD. */
static int
from_utf16(struct nc_buffer *target, struct newsconv_text text, bool big,
    struct newsconv_error *error)
{
	size_t i;

	nc_buffer_text(target, "");
	for (i = 2; i + 1 < text.size; i += 2) {
		uint32_t c = unit_at(text, i, big);
		char bytes[4];

		if (c >= 0xd800 && c <= 0xdbff && i + 3 < text.size) {
			uint32_t low = unit_at(text, i + 2, big);

			if (low >= 0xdc00 && low <= 0xdfff) {
				c = 0x10000 + ((c - 0xd800) << 10) +
				    (low - 0xdc00);
				i += 2;
			}
		}
		if (c >= 0xd800 && c <= 0xdfff)
			c = 0xfffd;
		nc_buffer_add(target, bytes, nc_utf8_encode(c, bytes));
	}
	return nc_buffer_check(target, error);
}

static int
check_utf16(struct nc_content *content, struct newsconv_text text)
{
	struct nc_buffer converted = NC_BUFFER(text.size * 2 + 16);
	int result = from_utf16(
	    &converted, text, text.data[0] == '\xfe', content->error);

	nc_content_report(content, NC_CSS_UTF16, 1, NULL, "a mark of UTF-16");
	if (result == NEWSCONV_OK) {
		text.data = converted.data;
		text.size = converted.size;
		result = nc_css_check(content, text, NC_CSS_SHEET, 1);
	}
	nc_buffer_free(&converted);
	return result;
}

/* @charset "..."; exactly so, as the first bytes. */
static void
check_charset(const struct nc_content *content, struct newsconv_text text)
{
	static const char rule[] = "@charset \"";
	const char *name = text.data + sizeof(rule) - 1, *end;
	size_t size;

	if (!begins(text, rule, sizeof(rule) - 1))
		return;
	end = memchr(name, '"', text.size - (sizeof(rule) - 1));
	size = end == NULL ? 0 : (size_t)(end - name);
	if (end == NULL || (size == 5 && strncasecmp(name, "utf-8", 5) == 0) ||
	    (size == 6 && strncasecmp(name, "utf-16", 6) == 0))
		return;
	nc_content_report(content, NC_CSS_CHARSET, 1, NULL, "@charset \"%.*s\"",
	    size > 60 ? 60 : (int)size, name);
}

/* Without a mark of UTF-16, or the one of UTF-8. */
static int
check_utf8(struct nc_content *content, struct newsconv_text text)
{
	size_t valid = nc_utf8_valid_prefix(text.data, text.size);

	check_charset(content, text);
	if (valid < text.size)
		nc_content_report(content, NC_CSS_CHARSET, 0, NULL,
		    "byte %zu is not UTF-8", valid);
	return nc_css_check(content, text, NC_CSS_SHEET, 1);
}

/* ---------------------------------------------------------------- known again */

enum { SOUND_MOST = 16 * 1024 };

static pthread_mutex_t sound_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	int version; /* of EPUB, which the rules depend on; 0: none is kept */
	size_t size;
	char bytes[SOUND_MOST];
} sound;

static bool
is_sound(const struct nc_content *content, struct newsconv_text text)
{
	bool is;

	pthread_mutex_lock(&sound_lock);
	is = sound.version == content->epub->version &&
	    sound.size == text.size &&
	    memcmp(sound.bytes, text.data, text.size) == 0;
	pthread_mutex_unlock(&sound_lock);
	return is;
}

static void
keep_sound(const struct nc_content *content, struct newsconv_text text)
{
	if (text.size > sizeof(sound.bytes))
		return;
	pthread_mutex_lock(&sound_lock);
	sound.version = content->epub->version;
	sound.size = text.size;
	memcpy(sound.bytes, text.data, text.size);
	pthread_mutex_unlock(&sound_lock);
}

/* What refers to something depends on the book that it is in. */
static int
check_unknown(struct nc_content *content, struct newsconv_text text)
{
	size_t said = 0;
	int result;

	content->said = &said;
	result = check_utf8(content, text);
	content->said = NULL;
	if (result == NEWSCONV_OK && said == 0)
		keep_sound(content, text);
	return result;
}

int
nc_css_file(struct nc_content *content, struct newsconv_text text)
{
	int result = NEWSCONV_OK;

	if (begins(text, "\xff\xfe", 2) || begins(text, "\xfe\xff", 2)) {
		result = check_utf16(content, text);
	} else {
		if (begins(text, "\xef\xbb\xbf", 3)) {
			text.data += 3;
			text.size -= 3;
		}
		if (!is_sound(content, text))
			result = check_unknown(content, text);
	}
	if (result == NEWSCONV_OK)
		nc_content_properties(content);
	return result;
}
