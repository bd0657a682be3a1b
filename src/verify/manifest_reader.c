/* Lines from a window on the file, each parsed by itself and let go. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "digest.h"
#include "error.h"
#include "file.h"
#include "json_value.h"
#include "manifest_reader.h"
#include "memory.h"

/* WINDOW: the longest line that is looked at; one that lists inputs may be
 * longer, and is passed over. */
enum { WINDOW = 1024 * 1024 };

struct nc_manifest_reader {
	int descriptor;
	uint64_t offset; /* of what is at `start` */
	uint64_t line;
	size_t start, end;
	bool ended;
	json_t *object; /* the strings of the item are lent from it */
	char *decoded;  /* ... or this */
	char bytes[WINDOW];
};

int
nc_manifest_reader_new(struct nc_manifest_reader **reader, int descriptor,
    struct newsconv_error *error)
{
	struct nc_manifest_reader *made = malloc(sizeof(*made));

	if (made == NULL)
		return nc_error_memory(error);
	made->descriptor = descriptor;
	made->object = NULL;
	made->decoded = NULL;
	nc_manifest_reader_seek(made, 0);
	*reader = made;
	return NEWSCONV_OK;
}

void
nc_manifest_reader_free(struct nc_manifest_reader *reader)
{
	if (reader == NULL)
		return;
	json_decref(reader->object);
	free(reader->decoded);
	free(reader);
}

void
nc_manifest_reader_seek(struct nc_manifest_reader *reader, uint64_t offset)
{
	reader->offset = offset;
	reader->line = 0;
	reader->start = reader->end = 0;
	reader->ended = false;
}

/* --------------------------------------------------------------------- lines */

static int
fill(struct nc_manifest_reader *reader, struct newsconv_error *error)
{
	size_t left = reader->end - reader->start, done;
	int result;

	memmove(reader->bytes, reader->bytes + reader->start, left);
	reader->start = 0;
	reader->end = left;
	result = nc_file_pread(reader->descriptor, reader->bytes + left,
	    sizeof(reader->bytes) - left, reader->offset + left, &done, error);
	if (result < 0)
		return result;
	reader->end += done;
	reader->ended = done < sizeof(reader->bytes) - left;
	return NEWSCONV_OK;
}

static char *
find_end(const struct nc_manifest_reader *reader)
{
	return memchr(
	    reader->bytes + reader->start, '\n', reader->end - reader->start);
}

static void
take(struct nc_manifest_reader *reader, size_t size)
{
	reader->start += size;
	reader->offset += size;
}

/* Past a line that is longer than the window. */
static int
pass_over(struct nc_manifest_reader *reader, struct newsconv_error *error)
{
	char *end = NULL;
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK && end == NULL) {
		take(reader, reader->end - reader->start);
		if (reader->ended)
			return NEWSCONV_OK;
		result = fill(reader, error);
		end = find_end(reader);
	}
	if (end != NULL)
		take(reader, (size_t)(end - reader->bytes) - reader->start + 1);
	return result;
}

/* *size is 0 for a line that is too long; it has been passed over. */
static int
next_line(struct nc_manifest_reader *reader, const char **line, size_t *size,
    struct newsconv_error *error)
{
	char *end = find_end(reader);
	int result = NEWSCONV_OK;

	if (end == NULL && !reader->ended) {
		result = fill(reader, error);
		end = find_end(reader);
	}
	if (result < 0)
		return result;
	if (reader->start == reader->end)
		return NEWSCONV_END;
	reader->line++;
	*size = 0;
	*line = reader->bytes + reader->start;
	if (end == NULL && !reader->ended)
		return pass_over(reader, error);
	*size = end == NULL ? reader->end - reader->start
			    : (size_t)(end - *line);
	take(reader, *size + (end != NULL));
	return NEWSCONV_OK;
}

/* -------------------------------------------------------------------- values */

static bool
get_number(const json_t *object, const char *key, uint64_t *number)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*number = (uint64_t)json_integer_value(value);
	return true;
}

static bool
get_digest(const json_t *object, const char *key, unsigned char target[32])
{
	const char *value = nc_json_member_text(object, key);

	return strlen(value) == 64 &&
	    nc_hex_decode(target, 32, value, 64) == 32;
}

/* RFC 3986, 2.1; NULL if it is malformed, or out of memory. */
static char *
decode_percent(const char *text)
{
	char *target = malloc(strlen(text) + 1), *at = target;

	for (; target != NULL && *text != '\0'; text++) {
		int high, low;

		if (*text != '%') {
			*at++ = *text;
			continue;
		}
		high = nc_hex_value(text[1]);
		low = high < 0 ? -1 : nc_hex_value(text[2]);
		if (low < 0 || (high == 0 && low == 0)) {
			free(target);
			return NULL;
		}
		*at++ = (char)(high << 4 | low);
		text += 2;
	}
	if (target != NULL)
		*at = '\0';
	return target;
}

static bool
get_name(struct nc_manifest_reader *reader, const char *key,
    const char *key_bytes, const char **name)
{
	const char *encoded = nc_json_member_text(reader->object, key_bytes);

	*name = nc_json_member_text(reader->object, key);
	if (encoded[0] == '\0')
		return true;
	free(reader->decoded);
	reader->decoded = decode_percent(encoded);
	if (reader->decoded == NULL)
		return false;
	*name = reader->decoded;
	return true;
}

static bool
get_file(struct nc_manifest_reader *reader, struct nc_manifest_item *item)
{
	item->kind = NC_MANIFEST_FILE;
	item->has_records = json_object_get(reader->object, "records") != NULL;
	return get_name(reader, "path", "pathBytes", &item->name) &&
	    item->name[0] != '\0' &&
	    get_number(reader->object, "bytes", &item->bytes) &&
	    (!item->has_records ||
		get_number(reader->object, "records", &item->records)) &&
	    get_digest(reader->object, "sha256", item->sha256);
}

static bool
get_record(struct nc_manifest_reader *reader, struct nc_manifest_item *item)
{
	item->kind = NC_MANIFEST_RECORD;
	item->type = nc_json_member_text(reader->object, "type");
	item->date = nc_json_member_text(reader->object, "date");
	return get_name(reader, "id", "idBytes", &item->name) &&
	    get_number(reader->object, "offset", &item->at) &&
	    get_number(reader->object, "length", &item->length) &&
	    get_digest(reader->object, "sha256", item->sha256) &&
	    get_digest(reader->object, "contentSha256", item->content);
}

static bool
get_heading(struct nc_manifest_reader *reader, struct nc_manifest_item *item)
{
	item->kind = NC_MANIFEST_HEADING;
	return strcmp(nc_json_member_text(reader->object, "format"),
		   "newsconv-outputs/1") == 0 &&
	    get_number(reader->object, "files", &item->files) &&
	    get_number(reader->object, "records", &item->records);
}

static bool
get_item(struct nc_manifest_reader *reader, struct nc_manifest_item *item)
{
	const char *kind = nc_json_member_text(reader->object, "line");

	if (strcmp(kind, "manifest") == 0)
		return get_heading(reader, item);
	if (strcmp(kind, "file") == 0)
		return get_file(reader, item);
	if (strcmp(kind, "record") == 0)
		return get_record(reader, item);
	return kind[0] != '\0';
}

uint64_t
nc_manifest_reader_offset(const struct nc_manifest_reader *reader)
{
	return reader->offset;
}

int
nc_manifest_reader_next(struct nc_manifest_reader *reader,
    struct nc_manifest_item *item, struct newsconv_error *error)
{
	uint64_t offset = reader->offset;
	const char *line;
	size_t size;
	int result = next_line(reader, &line, &size, error);

	if (result != NEWSCONV_OK)
		return result;
	memset(item, 0, sizeof(*item));
	item->kind = NC_MANIFEST_OTHER;
	item->offset = offset;
	item->line = reader->line;
	item->name = item->type = item->date = "";
	if (size == 0)
		return NEWSCONV_OK;
	json_decref(reader->object);
	reader->object = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(reader->object) || !get_item(reader, item))
		return nc_error_set(error, NEWSCONV_INVALID,
		    "line %llu is no line of a manifest of outputs",
		    (unsigned long long)item->line);
	return NEWSCONV_OK;
}
