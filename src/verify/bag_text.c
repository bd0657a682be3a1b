/*
 * The tag files that describe a bag: its declaration, its metadata, and how the
 * bytes of all of them are text.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bag.h"
#include "error.h"
#include "memory.h"
#include "utf8.h"

void
nc_bag_fault(struct nc_bag *bag, enum nc_finding_code code, const char *name,
    const struct nc_line *line, const char *format, ...)
{
	struct nc_place place = {.part = name};
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (line != NULL) {
		/* Of a packed bag it is no place in the file. */
		place.has_inner = bag->folder < 0;
		place.inner_offset = line->offset;
		place.offset = bag->folder < 0 ? NEWSCONV_NO_OFFSET
					       : line->offset;
		place.line = (long)line->number;
	}
	if (nc_finding_at(code)->severity == NEWSCONV_ERROR)
		bag->faults++;
	nc_report(bag->verify, code, &place, "%s", text);
}

/* -------------------------------------------------------------- declaration */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * "label: value".  *strict: by the letter, else with other blanks or letters.
 * False: it is not that line at all.
 */
static bool
take_field(struct newsconv_text text, const char *label,
    struct newsconv_text *value, bool *strict)
{
	size_t size = strlen(label), i = size;

	if (text.size < size || strncasecmp(text.data, label, size) != 0)
		return false;
	*strict = memcmp(text.data, label, size) == 0;
	while (i < text.size && is_blank(text.data[i]))
		i++;
	*strict = *strict && i == size;
	if (i == text.size || text.data[i] != ':')
		return false;
	size = ++i;
	while (i < text.size && is_blank(text.data[i]))
		i++;
	*strict = *strict && i == size + 1 && text.data[size] == ' ';
	value->data = text.data + i;
	value->size = text.size - i;
	while (value->size > 0 && is_blank(value->data[value->size - 1])) {
		value->size--;
		*strict = false;
	}
	return true;
}

/* M.N, both of digits only; three digits each are more than there will be. */
static bool
take_version(struct newsconv_text value, unsigned *version)
{
	unsigned numbers[2] = {0, 0}, digits[2] = {0, 0};
	size_t i, which = 0;

	for (i = 0; i < value.size; i++) {
		char c = value.data[i];

		if (c == '.' && which == 0) {
			which = 1;
			continue;
		}
		if (c < '0' || c > '9' || ++digits[which] > 3)
			return false;
		numbers[which] = numbers[which] * 10 + (unsigned)(c - '0');
	}
	*version = numbers[0] * 100 + numbers[1];
	return which == 1 && digits[0] > 0 && digits[1] > 0;
}

static enum nc_bag_encoding
encoding_of(struct newsconv_text value)
{
	static const struct {
		const char *name;
		enum nc_bag_encoding encoding;
	} names[] = {{"UTF-8", NC_BAG_UTF_8}, {"US-ASCII", NC_BAG_UTF_8},
	    {"ASCII", NC_BAG_UTF_8}, {"ISO-8859-1", NC_BAG_LATIN_1},
	    {"ISO8859-1", NC_BAG_LATIN_1}, {"LATIN1", NC_BAG_LATIN_1},
	    {"UTF-16", NC_BAG_UTF_16}, {"UTF-16LE", NC_BAG_UTF_16LE},
	    {"UTF-16BE", NC_BAG_UTF_16BE}};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (value.size == strlen(names[i].name) &&
		    strncasecmp(value.data, names[i].name, value.size) == 0)
			return names[i].encoding;
	}
	return NC_BAG_UNKNOWN;
}

static void
heed_version(
    struct nc_bag *bag, const struct nc_line *line, struct newsconv_text value)
{
	unsigned version;

	if (!take_version(value, &version)) {
		nc_bag_fault(bag, NC_BAG_DECLARATION, "bagit.txt", line,
		    "the version is \"%.*s\"", (int)value.size, value.data);
		return;
	}
	bag->version = version;
	if (version != NC_BAG_1_0 && (version < 93 || version > 97)) {
		nc_bag_fault(bag, NC_BAG_VERSION, "bagit.txt", line,
		    "the version is %.*s", (int)value.size, value.data);
		bag->version = NC_BAG_1_0;
	}
}

static void
heed_encoding(
    struct nc_bag *bag, const struct nc_line *line, struct newsconv_text value)
{
	bag->encoding = encoding_of(value);
	if (value.size == 0)
		nc_bag_fault(bag, NC_BAG_DECLARATION, "bagit.txt", line,
		    "no encoding is stated");
	else if (bag->encoding == NC_BAG_UNKNOWN)
		nc_bag_fault(bag, NC_BAG_ENCODING, "bagit.txt", line,
		    "the encoding is \"%.*s\"", (int)value.size, value.data);
}

/* The first line, the second, or one that should not be. */
static void
heed_declaration(
    struct nc_bag *bag, const struct nc_line *line, unsigned number)
{
	static const char *const labels[] = {
	    "BagIt-Version", "Tag-File-Character-Encoding"};
	struct newsconv_text value;
	bool strict = true;

	if (number > 1 || line->cut) {
		nc_bag_fault(bag, NC_BAG_DECLARATION, "bagit.txt", line,
		    "there are more than two lines");
		return;
	}
	if (!take_field(line->text, labels[number], &value, &strict)) {
		nc_bag_fault(bag, NC_BAG_DECLARATION, "bagit.txt", line,
		    "the line does not begin with %s", labels[number]);
		return;
	}
	if (number == 0)
		heed_version(bag, line, value);
	else
		heed_encoding(bag, line, value);
	if (!strict && bag->version >= NC_BAG_1_0)
		nc_bag_fault(bag, NC_BAG_DECLARATION, "bagit.txt", line,
		    "%s has other blanks or letters", labels[number]);
	else if (!strict)
		nc_bag_fault(bag, NC_BAG_DECLARATION_BLANKS, "bagit.txt", line,
		    "%s has other blanks or letters", labels[number]);
}

int
nc_bag_read_declaration(struct nc_bag *bag, const struct nc_verify *file,
    struct newsconv_error *error)
{
	struct nc_lines lines;
	struct nc_line line;
	unsigned number = 0;
	int result = nc_lines_open(&lines, file, true, error);

	if (result < 0)
		return result;
	while ((result = nc_lines_next(&lines, &line, error)) == NEWSCONV_OK) {
		if (number == 0 && line.text.size >= 3 &&
		    memcmp(line.text.data, "\xef\xbb\xbf", 3) == 0) {
			nc_bag_fault(bag, NC_BAG_BOM, "bagit.txt", &line,
			    "there is a byte order mark");
			line.text.data += 3;
			line.text.size -= 3;
		}
		if (nc_trim(line.text).size > 0)
			heed_declaration(bag, &line, number++);
	}
	nc_lines_close(&lines);
	if (result == NEWSCONV_END && number < 2)
		nc_bag_fault(bag, NC_BAG_DECLARATION, "bagit.txt", NULL,
		    "there are %u lines, not two", number);
	return result < 0 ? result : NEWSCONV_OK;
}

/* ----------------------------------------------------------------- metadata */

static bool
take_number(struct newsconv_text *text, uint64_t *number)
{
	size_t i = 0;

	*number = 0;
	while (i < text->size && i < 19 && text->data[i] >= '0' &&
	    text->data[i] <= '9')
		*number = *number * 10 + (uint64_t)(text->data[i++] - '0');
	text->data += i;
	text->size -= i;
	return i > 0;
}

static void
heed_oxum(struct nc_bag *bag, const char *name, const struct nc_line *line,
    struct newsconv_text value)
{
	struct newsconv_text left = value;
	bool good;

	if (bag->has_oxum) {
		nc_bag_fault(bag, NC_BAG_OXUM_FORM, name, line,
		    "there is more than one Payload-Oxum");
		return;
	}
	good = take_number(&left, &bag->stated_octets) && left.size > 0 &&
	    left.data[0] == '.';
	left.data += good;
	left.size -= good;
	good = good && take_number(&left, &bag->stated_files) && left.size == 0;
	bag->has_oxum = good;
	if (!good)
		nc_bag_fault(bag, NC_BAG_OXUM_FORM, name, line,
		    "Payload-Oxum is \"%.*s\"", (int)value.size, value.data);
}

static void
heed_date(struct nc_bag *bag, const char *name, const struct nc_line *line,
    struct newsconv_text value)
{
	static const char form[] = "dddd-dd-dd";
	size_t i;

	for (i = 0; i < sizeof(form) - 1 && i < value.size; i++) {
		char c = value.data[i];

		if (form[i] == '-' ? c != '-' : c < '0' || c > '9')
			break;
	}
	if (i != sizeof(form) - 1 || value.size != i)
		nc_bag_fault(bag, NC_BAG_DATE, name, line,
		    "Bagging-Date is \"%.*s\"", (int)value.size, value.data);
}

static void
heed_element(struct nc_bag *bag, const char *name, const struct nc_line *line)
{
	const char *colon = memchr(line->text.data, ':', line->text.size);
	struct newsconv_text label, value;

	if (colon == NULL || colon == line->text.data) {
		nc_bag_fault(bag, NC_BAG_INFO_LINE, name, line,
		    colon == NULL ? "there is no colon" : "there is no label");
		return;
	}
	label.data = line->text.data;
	label.size = (size_t)(colon - label.data);
	value.data = colon + 1;
	value.size = line->text.size - label.size - 1;
	if (bag->version >= NC_BAG_1_0 &&
	    (is_blank(label.data[label.size - 1]) ||
		(value.size > 0 && !is_blank(value.data[0]))))
		nc_bag_fault(bag, NC_BAG_INFO_LINE, name, line,
		    is_blank(label.data[label.size - 1])
			? "there is a blank before the colon"
			: "there is no blank behind the colon");
	label = nc_trim(label);
	value = nc_trim(value);
	if (label.size == 12 &&
	    strncasecmp(label.data, "Payload-Oxum", 12) == 0)
		heed_oxum(bag, name, line, value);
	if (label.size == 12 &&
	    strncasecmp(label.data, "Bagging-Date", 12) == 0)
		heed_date(bag, name, line, value);
	if (label.size == 18 &&
	    memcmp(label.data, "Bag-Software-Agent", 18) == 0 &&
	    value.size > 9 && memcmp(value.data, "newsconv ", 9) == 0)
		bag->own = true;
}

int
nc_bag_read_info(struct nc_bag *bag, const char *name, struct nc_lines *lines,
    struct newsconv_error *error)
{
	struct nc_line line;
	bool any = false;
	int result;

	bag->has_info = true;
	while ((result = nc_lines_next(lines, &line, error)) == NEWSCONV_OK) {
		if (nc_trim(line.text).size == 0)
			continue;
		if (!is_blank(line.text.data[0]))
			heed_element(bag, name, &line);
		else if (!any)
			nc_bag_fault(bag, NC_BAG_INFO_LINE, name, &line,
			    "the first line continues none");
		any = true;
	}
	return result < 0 ? result : NEWSCONV_OK;
}

/* ---------------------------------------------------------------- encodings */

enum { TRANSCODED_MAX = 16 * 1024 * 1024 };

static void
add_character(struct nc_buffer *buffer, uint32_t c)
{
	char encoded[4];

	nc_buffer_add(buffer, encoded, nc_utf8_encode(c, encoded));
}

/* False: a surrogate stands alone, or half a unit is left. */
static bool
from_utf_16(struct nc_buffer *buffer, const unsigned char *bytes, size_t size,
    bool little)
{
	size_t low = little ? 0 : 1, i;
	uint32_t high = 0;

	for (i = 0; i + 1 < size; i += 2) {
		uint32_t unit = (uint32_t)bytes[i + low] |
		    (uint32_t)bytes[i + 1 - low] << 8;

		if (i == 0 && unit == 0xfeff)
			continue;
		if ((high != 0) != (unit >= 0xdc00 && unit <= 0xdfff))
			return false;
		if (high != 0)
			add_character(buffer,
			    0x10000 + ((high - 0xd800) << 10) +
				(unit - 0xdc00));
		else if (unit < 0xd800 || unit > 0xdfff)
			add_character(buffer, unit);
		high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
	}
	return i == size && high == 0;
}

static bool
transcode(struct nc_buffer *target, enum nc_bag_encoding encoding,
    const unsigned char *bytes, size_t size)
{
	bool little = encoding == NC_BAG_UTF_16LE;
	size_t i;

	if (encoding == NC_BAG_UTF_16 && size >= 2)
		little = bytes[0] == 0xff && bytes[1] == 0xfe;
	if (encoding != NC_BAG_LATIN_1)
		return from_utf_16(target, bytes, size, little);
	for (i = 0; i < size; i++)
		add_character(target, bytes[i]);
	return true;
}

/* A file in another encoding is read whole, as UTF-8. */
static int
read_transcoded(struct nc_bag *bag, const char *name,
    const struct nc_verify *file, struct nc_buffer *target,
    struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER(TRANSCODED_MAX);
	size_t got = 0;
	int result;

	if (file->size > TRANSCODED_MAX / 4) {
		nc_bag_fault(bag, NC_BAG_TAG_SIZE, name, NULL,
		    "larger than %d bytes, and not in UTF-8",
		    TRANSCODED_MAX / 4);
		return NEWSCONV_END;
	}
	nc_buffer_reserve(&bytes, (size_t)file->size + 1);
	result = nc_buffer_check(&bytes, error);
	if (result == NEWSCONV_OK)
		result = nc_verify_read(
		    file, bytes.data, (size_t)file->size, 0, &got, error);
	if (result == NEWSCONV_OK &&
	    !transcode(
		target, bag->encoding, (const unsigned char *)bytes.data, got))
		nc_bag_fault(bag, NC_BAG_TEXT, name, NULL,
		    "it is not in the encoding that bagit.txt states");
	nc_buffer_free(&bytes);
	return result < 0 ? result : nc_buffer_check(target, error);
}

static int
read_lines(struct nc_bag *bag, const char *name, struct nc_lines *lines,
    struct newsconv_error *error)
{
	if (strcmp(name, "fetch.txt") == 0)
		return nc_bag_read_fetch(bag, name, lines, error);
	if (strstr(name, "manifest-") != NULL)
		return nc_bag_read_manifest(bag, name, lines, error);
	return nc_bag_read_info(bag, name, lines, error);
}

static int
read_utf_8(struct nc_bag *bag, const char *name, const struct nc_verify *file,
    struct newsconv_error *error)
{
	struct nc_lines lines;
	char front[3];
	size_t got = 0;
	int result = nc_verify_read(file, front, 3, 0, &got, error);

	if (result == NEWSCONV_OK)
		result = nc_lines_open(&lines, file, true, error);
	if (result < 0)
		return result;
	if (got == 3 && memcmp(front, "\xef\xbb\xbf", 3) == 0) {
		nc_bag_fault(
		    bag, NC_BAG_BOM, name, NULL, "there is a byte order mark");
		lines.offset = 3;
	}
	result = read_lines(bag, name, &lines, error);
	nc_lines_close(&lines);
	return result;
}

int
nc_bag_read(struct nc_bag *bag, const char *name, const struct nc_verify *file,
    struct newsconv_error *error)
{
	struct nc_buffer text = NC_BUFFER(TRANSCODED_MAX);
	struct nc_lines lines;
	int result;

	if (strcmp(name, "bagit.txt") == 0)
		return nc_bag_read_declaration(bag, file, error);
	if (bag->encoding == NC_BAG_UNKNOWN)
		return NEWSCONV_OK;
	if (bag->encoding == NC_BAG_UTF_8)
		return read_utf_8(bag, name, file, error);
	nc_buffer_text(&text, "");
	result = read_transcoded(bag, name, file, &text, error);
	if (result == NEWSCONV_OK) {
		nc_lines_of_text(
		    &lines, (struct newsconv_text){text.data, text.size}, true);
		result = read_lines(bag, name, &lines, error);
	}
	nc_buffer_free(&text);
	return result < 0 ? result : NEWSCONV_OK;
}
