/*
 * Cleaning what was given.  Metadata of other programs is often a little wrong:
 * an IRI for a URL, "en_US" for a tag, a line end in a title.  What can be put
 * right without guessing is; the words themselves are kept beside it.
 */
#include <stdio.h>
#include <strings.h>

#include "error.h"
#include "given_values.h"
#include "language.h"
#include "timestamp.h"
#include "url.h"
#include "utf8.h"

enum { LONGEST_VALUE = 8192, LONGEST_TAG = 64, MOST_AUTHORS = 256 };

void
nc_given_init(struct nc_given *given)
{
	memset(given, 0, sizeof(*given));
	given->fetched = NEWSCONV_TIME_UNKNOWN;
}

/* --------------------------------------------------------------------- text */

/* What one character becomes: itself, a blank, or nothing. */
static void
add_character(struct nc_buffer *line, uint32_t c, size_t length)
{
	char bytes[4];

	if (length == 0)
		c = 0xfffd;
	if (c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x2028 || c == 0x2029)
		c = ' ';
	else if (nc_is_control(c))
		return;
	if (c == ' ' && (line->size == 0 || line->data[line->size - 1] == ' '))
		return;
	nc_buffer_add(line, bytes, nc_utf8_encode(c, bytes));
}

int
nc_given_line(
    const char **line, struct nc_arena *arena, struct newsconv_text value)
{
	struct nc_buffer clean = NC_BUFFER(LONGEST_VALUE);
	struct newsconv_text text;
	size_t i = 0;
	int result;

	*line = NULL;
	while (i < value.size && !clean.too_large) {
		uint32_t c = 0;
		size_t length = nc_utf8_decode(
		    value.data + i, value.size - i, &c);

		add_character(&clean, c, length);
		i += length == 0 ? 1 : length;
	}
	result = nc_buffer_check(&clean, NULL);
	text = nc_trim((struct newsconv_text){clean.data, clean.size});
	if (result == NEWSCONV_OK && text.size > 0) {
		*line = nc_arena_copy(arena, text.data, text.size);
		if (*line == NULL)
			result = NEWSCONV_NO_MEMORY;
	}
	nc_buffer_free(&clean);
	return result == NEWSCONV_NO_MEMORY ? result : NEWSCONV_OK;
}

/* --------------------------------------------------------------------- URLs */

static bool
stands_for_itself(const char *c, size_t left)
{
	static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789-._~!$&'()*+,;=:@/?#";

	if (*c == '%')
		return left > 2 && strspn(c + 1, "0123456789abcdefABCDEF") >= 2;
	return *c != '\0' && strchr(kept, *c) != NULL;
}

/*
 * An IRI as RFC 3987, 3.1, makes a URI of it, but for the host, which has to
 * be one already.
 */
static int
set_url(const char **url, struct nc_arena *arena, struct newsconv_text value)
{
	struct nc_buffer encoded = NC_BUFFER(NC_URL_LIMIT);
	size_t slashes = 0, i;
	int result = NEWSCONV_OK;

	value = nc_trim(value);
	/* WARC 1.0 wrote them so. */
	if (value.size > 1 && value.data[0] == '<' &&
	    value.data[value.size - 1] == '>') {
		value.data++;
		value.size -= 2;
	}
	for (i = 0; i < value.size && !encoded.too_large; i++) {
		const char *c = value.data + i;

		slashes += *c == '/';
		if (slashes < 3 || stands_for_itself(c, value.size - i))
			nc_buffer_byte(&encoded, (unsigned char)*c);
		else
			nc_buffer_format(
			    &encoded, "%%%02X", (unsigned)(unsigned char)*c);
	}
	if (encoded.out_of_memory)
		result = NEWSCONV_NO_MEMORY;
	else if (!encoded.too_large && encoded.size > 0 &&
	    memchr(encoded.data, '\0', encoded.size) == NULL &&
	    nc_url_valid(encoded.data)) {
		*url = nc_arena_copy(arena, encoded.data, encoded.size);
		if (*url == NULL)
			result = NEWSCONV_NO_MEMORY;
	}
	nc_buffer_free(&encoded);
	return result;
}

/* ---------------------------------------------------------------- languages */

struct code {
	char three[4];
	char two[3];
};

static const struct code codes[] = {
#define CODE(three, two) {three, two},
#include "language_codes.def"
#undef CODE
};

/* RFC 5646, 2.2.1: where a language has two codes, the shorter one. */
static void
shorten(char *tag)
{
	size_t size = strcspn(tag, "-"), i;

	for (i = 0; size == 3 && i < sizeof(codes) / sizeof(*codes); i++) {
		if (strncasecmp(tag, codes[i].three, 3) != 0)
			continue;
		memcpy(tag, codes[i].two, 2);
		memmove(tag + 2, tag + 3, strlen(tag + 3) + 1);
		return;
	}
}

/* RFC 5646, 2.2.3: no script where it is the usual one: "en-Latn". */
static void
drop_usual_script(char *tag)
{
	char *script = strchr(tag, '-');
	struct newsconv_text language;
	size_t size;

	if (script == NULL)
		return;
	language = (struct newsconv_text){tag, (size_t)(script - tag)};
	size = strcspn(script + 1, "-");
	if (size == 4 &&
	    strncasecmp(script + 1, nc_language_script(language), 4) == 0)
		memmove(script, script + 5, strlen(script + 5) + 1);
}

static bool
says_nothing(const char *tag)
{
	static const char *const words[] = {"und", "unk", "mul", "mis", "zxx"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strncasecmp(tag, words[i], 3) == 0 &&
		    (tag[3] == '\0' || tag[3] == '-'))
			return true;
	return false;
}

/* The first of a list: "eng,fra"; "en_US", "eng_Latn". */
static int
set_language(
    const char **language, struct nc_arena *arena, struct newsconv_text value)
{
	char tag[LONGEST_TAG];
	size_t size = 0;

	value = nc_trim(value);
	while (size < value.size && size < sizeof(tag) - 1 &&
	    strchr(",; ", value.data[size]) == NULL) {
		tag[size] = value.data[size] == '_' ? '-' : value.data[size];
		size++;
	}
	tag[size] = '\0';
	shorten(tag);
	drop_usual_script(tag);
	/* Longer first subtags are reserved: it is the name of a language. */
	size = strcspn(tag, "-");
	if (size < 2 || size > 3 || says_nothing(tag) ||
	    !nc_language_tag_valid(tag))
		return NEWSCONV_OK;
	*language = nc_arena_copy(arena, tag, strlen(tag));
	return *language == NULL ? NEWSCONV_NO_MEMORY : NEWSCONV_OK;
}

/* -------------------------------------------------------------------- dates */

static int
set_timestamp(struct nc_given *given, struct nc_arena *arena,
    enum nc_given_slot slot, const struct nc_timestamp *timestamp, bool *taken)
{
	const char *copy;

	if (slot == NC_GIVEN_FETCHED) {
		*taken = timestamp->day;
		if (timestamp->day)
			given->fetched = timestamp->seconds;
		return NEWSCONV_OK;
	}
	copy = nc_arena_copy(
	    arena, timestamp->w3cdtf, strlen(timestamp->w3cdtf));
	if (copy == NULL)
		return NEWSCONV_NO_MEMORY;
	given->date = copy;
	*taken = true;
	return NEWSCONV_OK;
}

int
nc_given_set_number(struct nc_given *given, struct nc_arena *arena,
    enum nc_given_slot slot, double value, bool *taken)
{
	struct nc_timestamp timestamp;

	*taken = false;
	if ((slot != NC_GIVEN_FETCHED && slot != NC_GIVEN_DATE) ||
	    !nc_timestamp_number(&timestamp, value))
		return NEWSCONV_OK;
	return set_timestamp(given, arena, slot, &timestamp, taken);
}

/* -------------------------------------------------------------------- slots */

static int
add_author(struct nc_given *given, struct nc_arena *arena, const char *name)
{
	const char **authors;

	if (given->author_count == MOST_AUTHORS)
		return NEWSCONV_OK;
	authors = nc_arena_array(
	    arena, given->author_count + 1, sizeof(*authors));
	if (authors == NULL)
		return NEWSCONV_NO_MEMORY;
	if (given->author_count > 0)
		memcpy(authors, given->authors,
		    given->author_count * sizeof(*authors));
	authors[given->author_count++] = name;
	given->authors = authors;
	return NEWSCONV_OK;
}

static int
set_line(struct nc_given *given, struct nc_arena *arena,
    enum nc_given_slot slot, struct newsconv_text value, bool *taken)
{
	const char *line;
	int result = nc_given_line(&line, arena, value);

	*taken = line != NULL;
	if (result < 0 || line == NULL)
		return result;
	if (slot == NC_GIVEN_TITLE)
		given->title = line;
	else if (slot == NC_GIVEN_PUBLISHER)
		given->publisher = line;
	else
		result = add_author(given, arena, line);
	return result;
}

int
nc_given_set(struct nc_given *given, struct nc_arena *arena,
    enum nc_given_slot slot, struct newsconv_text value, bool *taken)
{
	struct nc_timestamp timestamp;
	const char *text = NULL;
	bool ignored;
	int result;

	if (taken == NULL)
		taken = &ignored;
	*taken = false;
	switch (slot) {
	case NC_GIVEN_FETCHED:
	case NC_GIVEN_DATE:
		if (!nc_timestamp_parse(&timestamp, value))
			return NEWSCONV_OK;
		return set_timestamp(given, arena, slot, &timestamp, taken);
	case NC_GIVEN_URL:
		result = set_url(&text, arena, value);
		given->url = text != NULL ? text : given->url;
		break;
	case NC_GIVEN_LANGUAGE:
		result = set_language(&text, arena, value);
		given->language = text != NULL ? text : given->language;
		break;
	default:
		return set_line(given, arena, slot, value, taken);
	}
	*taken = text != NULL;
	return result;
}
