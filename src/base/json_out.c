/* JSON text: brackets, commas, and the escapes RFC 8259, section 7 demands. */

#include "json_out.h"
#include "swar.h"
#include "utf8.h"

/* Past what needs no escape, which is nearly all. */
static size_t
skip_plain(struct newsconv_text text, size_t i)
{
	while (text.size - i >= NC_SWAR) {
		uint64_t word = nc_swar_load(text.data + i);

		if ((nc_swar_less(word, 0x20) | nc_swar_has(word, '"') |
			nc_swar_has(word, '\\')) != 0)
			break;
		i += NC_SWAR;
	}
	return i;
}

static void
escape(struct nc_buffer *buffer, struct newsconv_text text)
{
	size_t start = 0, i;

	for (i = skip_plain(text, 0); i < text.size; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte >= 0x20 && byte != '"' && byte != '\\')
			continue;
		nc_buffer_add(buffer, text.data + start, i - start);
		start = i + 1;
		if (byte == '"' || byte == '\\') {
			nc_buffer_byte(buffer, '\\');
			nc_buffer_byte(buffer, byte);
		} else {
			nc_buffer_format(buffer, "\\u%04x", (unsigned)byte);
		}
		i = skip_plain(text, i + 1) - 1;
	}
	nc_buffer_add(buffer, text.data + start, text.size - start);
}

static void
new_line(struct nc_json *json)
{
	unsigned i;

	if (!json->indented)
		return;
	nc_buffer_byte(json->buffer, '\n');
	for (i = 0; i < json->depth; i++)
		nc_buffer_text(json->buffer, "  ");
}

static void
begin_value(struct nc_json *json, const char *key)
{
	if (!json->first)
		nc_buffer_byte(json->buffer, ',');
	json->first = false;
	if (json->depth > 0)
		new_line(json);
	if (key == NULL)
		return;
	nc_buffer_byte(json->buffer, '"');
	nc_buffer_text(json->buffer, key);
	if (json->indented)
		nc_buffer_add(json->buffer, "\": ", 3);
	else
		nc_buffer_add(json->buffer, "\":", 2);
}

void
nc_json_open(struct nc_json *json, const char *key, char bracket)
{
	begin_value(json, key);
	nc_buffer_byte(json->buffer, (unsigned char)bracket);
	json->depth++;
	json->first = true;
}

void
nc_json_close(struct nc_json *json, char bracket)
{
	bool empty = json->first;

	json->depth--;
	json->first = false;
	if (!empty)
		new_line(json);
	nc_buffer_byte(json->buffer, (unsigned char)bracket);
}

void
nc_json_text(struct nc_json *json, const char *key, struct newsconv_text text)
{
	begin_value(json, key);
	nc_buffer_byte(json->buffer, '"');
	escape(json->buffer, text);
	nc_buffer_byte(json->buffer, '"');
}

void
nc_json_string(struct nc_json *json, const char *key, const char *string)
{
	nc_json_text(json, key, nc_text(string));
}

void
nc_json_number(struct nc_json *json, const char *key, uint64_t number)
{
	char digits[20]; /* of UINT64_MAX */
	size_t at = sizeof(digits);

	/* There are six in each segment: printf() was most of the time. */
	begin_value(json, key);
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	nc_buffer_add(json->buffer, digits + at, sizeof(digits) - at);
}

void
nc_json_boolean(struct nc_json *json, const char *key, bool value)
{
	begin_value(json, key);
	nc_buffer_text(json->buffer, value ? "true" : "false");
}

void
nc_json_null(struct nc_json *json, const char *key)
{
	begin_value(json, key);
	nc_buffer_text(json->buffer, "null");
}

void
nc_json_hundredths(struct nc_json *json, const char *key, unsigned hundredths)
{
	char text[] = {(char)(hundredths >= 100 ? '1' : '0'), '.',
	    (char)('0' + hundredths / 10 % 10), (char)('0' + hundredths % 10)};
	size_t size = sizeof(text);

	begin_value(json, key);
	if (hundredths >= 100 || hundredths == 0)
		size = 1;
	else if (hundredths % 10 == 0)
		size = 3;
	nc_buffer_add(json->buffer, text, size);
}

/* RFC 3986, 2.3, and the slash. */
bool
nc_json_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~/", c) != NULL);
}

static void
put_percent(struct nc_buffer *target, struct newsconv_text bytes)
{
	size_t i;

	for (i = 0; i < bytes.size; i++) {
		char c = bytes.data[i];

		if (nc_json_name_byte(c))
			nc_buffer_byte(target, (unsigned char)c);
		else
			nc_buffer_format(target, "%%%02X", (unsigned char)c);
	}
}

void
nc_json_name(struct nc_json *json, const char *key, const char *key_bytes,
    struct newsconv_text name)
{
	if (nc_utf8_valid_prefix(name.data, name.size) == name.size) {
		nc_json_text(json, key, name);
		return;
	}
	nc_json_string(json, key_bytes, "");
	/* Nothing in it needs an escape: it goes before the closing quote. */
	json->buffer->size -= json->buffer->size > 0;
	put_percent(json->buffer, name);
	nc_buffer_byte(json->buffer, '"');
}
