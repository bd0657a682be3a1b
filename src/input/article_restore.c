/*
 * Telling what newsconv wrote from dumps.  A dump may begin with a brace, or be
 * about JSON; only an object that names a schema of ours is one of ours.
 */
#include "article_restore.h"
#include "bytes.h"

/* ------------------------------------------------------------------- JSON */

/* A walk over the text of an object's members, as far as it is there. */
struct walk {
	const char *next, *end;
};

static bool
skip_blanks(struct walk *walk)
{
	while (walk->next < walk->end &&
	    (*walk->next == ' ' || *walk->next == '\t' || *walk->next == '\r' ||
		*walk->next == '\n'))
		walk->next++;
	return walk->next < walk->end;
}

static bool
take_byte(struct walk *walk, char byte)
{
	if (!skip_blanks(walk) || *walk->next != byte)
		return false;
	walk->next++;
	return true;
}

/* What stands between the quotes, with its escapes. */
static bool
take_string(struct walk *walk, struct newsconv_text *string)
{
	if (!take_byte(walk, '"'))
		return false;
	string->data = walk->next;
	while (walk->next < walk->end && *walk->next != '"')
		walk->next += *walk->next == '\\' ? 2 : 1;
	if (walk->next >= walk->end)
		return false;
	string->size = (size_t)(walk->next - string->data);
	walk->next++;
	return true;
}

/* Past a value, to the comma behind it. */
static bool
skip_value(struct walk *walk)
{
	struct newsconv_text string;
	size_t depth = 0;

	while (skip_blanks(walk)) {
		switch (*walk->next) {
		case '"':
			if (!take_string(walk, &string))
				return false;
			continue;
		case '{':
		case '[':
			depth++;
			break;
		case '}':
		case ']':
			if (depth-- == 0)
				return false;
			break;
		case ',':
			if (depth == 0)
				return true;
			break;
		}
		walk->next++;
	}
	return false;
}

static bool
begins_with(struct newsconv_text text, const char *beginning)
{
	size_t size = strlen(beginning);

	return text.size >= size && memcmp(text.data, beginning, size) == 0;
}

/* A record without its book cannot be restored, but is no dump either. */
static bool
is_ours(struct newsconv_text schema)
{
	return begins_with(schema, "newsconv-article/") ||
	    begins_with(schema, "newsconv-record/");
}

static bool
is_json(struct newsconv_text bytes)
{
	struct walk walk = {bytes.data, bytes.data + bytes.size};
	struct newsconv_text name, value;

	if (begins_with(bytes, "\xef\xbb\xbf"))
		walk.next += 3;
	if (!take_byte(&walk, '{'))
		return false;
	do {
		if (!take_string(&walk, &name) || !take_byte(&walk, ':'))
			return false;
		if (name.size == 6 && memcmp(name.data, "schema", 6) == 0)
			return take_string(&walk, &value) && is_ours(value);
	} while (skip_value(&walk) && take_byte(&walk, ','));
	return false;
}

/* ------------------------------------------------------------------- EPUB */

/* OCF 3.3, 4.2.2: `mimetype` comes first, stored; some writers add fields. */
static bool
is_epub(struct newsconv_text bytes)
{
	const unsigned char *header = (const unsigned char *)bytes.data;
	struct newsconv_text content;
	size_t extra;

	if (bytes.size < 38 || memcmp(header, "PK\3\4", 4) != 0 ||
	    nc_le16(header + 26) != 8 ||
	    memcmp(header + 30, "mimetype", 8) != 0)
		return false;
	extra = nc_le16(header + 28);
	if (bytes.size - 38 < extra)
		return false;
	content.data = bytes.data + 38 + extra;
	content.size = bytes.size - 38 - extra;
	return begins_with(content, "application/epub+zip");
}

enum nc_restorable
nc_restorable(struct newsconv_text bytes)
{
	if (is_epub(bytes))
		return NC_RESTORABLE_EPUB;
	return is_json(bytes) ? NC_RESTORABLE_JSON : NC_RESTORABLE_NONE;
}
