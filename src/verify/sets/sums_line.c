/*
 * What coreutils, BSD and those who followed write, each form by the letter: a
 * line that is none of them is a fault, for a check that skips it in silence
 * leaves its file unchecked.
 */
#include <string.h>
#include <strings.h>

#include "file_digests.h"
#include "sums_line.h"

/* 32 hexadecimal digits are MD5, and so on; -1 for no length of ours. */
static int
by_length(size_t digits)
{
	static const enum nc_algorithm all[] = {
	    NC_MD5, NC_SHA1, NC_SHA224, NC_SHA256, NC_SHA384, NC_SHA512};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (2 * nc_digest_size(all[i]) == digits)
			return (int)all[i];
	}
	return -1;
}

static size_t
count_digits(struct newsconv_text text)
{
	size_t i = 0;

	while (i < text.size && nc_hex_value(text.data[i]) >= 0)
		i++;
	return i;
}

static struct newsconv_text
from(struct newsconv_text text, size_t start)
{
	text.data += start;
	text.size -= start;
	return text;
}

/* The name, with its escapes undone and "./" taken off. */
static bool
take_name(struct nc_sums_line *line, struct newsconv_text name, bool escaped)
{
	size_t i, used = 0;

	while (name.size > 2 && name.data[0] == '.' && name.data[1] == '/')
		name = from(name, 2);
	if (name.size == 0 || name.size > NC_LISTED_PATH_MAX) {
		line->fault = name.size == 0 ? "there is no file name"
					     : "the file name is too long";
		return false;
	}
	for (i = 0; i < name.size; i++) {
		char c = name.data[i];

		if (c == '\0') {
			line->fault = "there is a NUL byte in the file name";
			return false;
		}
		if (escaped && c == '\\') {
			c = ++i < name.size ? name.data[i] : '\0';
			if (c != 'n' && c != 'r' && c != '\\') {
				line->fault = "an escape is neither \\n, \\r "
					      "nor \\\\";
				return false;
			}
			c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
		}
		line->path[used++] = c;
	}
	line->path[used] = '\0';
	line->path_size = used;
	return true;
}

static bool
take_digest(struct nc_sums_line *line, struct newsconv_text hex, int algorithm)
{
	int found = by_length(hex.size);

	if (found < 0 || (algorithm >= 0 && found != algorithm)) {
		line->fault = "the digest has not as many digits as it should";
		return false;
	}
	line->algorithm = (enum nc_algorithm)found;
	return nc_hex_decode(line->digest, NC_DIGEST_MAX, hex.data, hex.size) ==
	    nc_digest_size(line->algorithm);
}

/* HEX and a name, or HEX alone. */
static enum nc_line_kind
parse_plain(struct nc_sums_line *line, struct newsconv_text text,
    const char *stem, int algorithm, bool escaped)
{
	size_t digits = count_digits(text);
	struct newsconv_text hex = {text.data, digits};
	struct newsconv_text name = from(text, digits);

	if (!take_digest(line, hex, algorithm))
		return NC_LINE_FAULT;
	if (name.size == 0 && stem != NULL) {
		name.data = stem;
		name.size = strlen(stem);
		escaped = false;
	} else if (name.size < 2 || (*name.data != ' ' && *name.data != '\t')) {
		line->fault = "no blank and name follow the digest";
		return NC_LINE_FAULT;
	} else {
		name = from(name, 1);
		if (*name.data == ' ' || *name.data == '*')
			name = from(name, 1);
	}
	return take_name(line, name, escaped) ? NC_LINE_ENTRY : NC_LINE_FAULT;
}

/* The last ") = " of the text, or SIZE_MAX: the name may hold it too. */
static size_t
find_equals(struct newsconv_text text)
{
	size_t i;

	for (i = text.size; i >= 4; i--) {
		if (memcmp(text.data + i - 4, ") = ", 4) == 0)
			return i - 4;
	}
	return SIZE_MAX;
}

/* "SHA256 (name) = HEX"; NC_LINE_NOTHING: it has not that form. */
static enum nc_line_kind
parse_tagged(struct nc_sums_line *line, struct newsconv_text text, bool escaped)
{
	const char *open = memchr(text.data, '(', text.size);
	size_t tag = open == NULL ? 0 : (size_t)(open - text.data);
	size_t equals = find_equals(text);
	struct newsconv_text name, hex;
	int algorithm;

	if (tag < 2 || text.data[tag - 1] != ' ' || equals == SIZE_MAX ||
	    equals <= tag)
		return NC_LINE_NOTHING;
	name = (struct newsconv_text){text.data + tag + 1, equals - tag - 1};
	hex = from(text, equals + 4);
	if (!take_name(line, name, escaped))
		return NC_LINE_FAULT;
	algorithm = nc_algorithm_by_name(text.data, tag - 1);
	if (algorithm < 0)
		return NC_LINE_ALGORITHM;
	if (count_digits(hex) != hex.size ||
	    !take_digest(line, hex, algorithm)) {
		line->fault = "the digest is not of its algorithm";
		return NC_LINE_FAULT;
	}
	return NC_LINE_ENTRY;
}

enum nc_line_kind
nc_sums_parse(struct nc_sums_line *line, struct newsconv_text text,
    const char *stem, int algorithm)
{
	enum nc_line_kind kind;
	size_t blanks = 0;
	bool escaped;

	line->fault = "";
	while (blanks < text.size &&
	    (text.data[blanks] == ' ' || text.data[blanks] == '\t'))
		blanks++;
	if (blanks == text.size || text.data[blanks] == '#' ||
	    text.data[blanks] == ';')
		return NC_LINE_NOTHING;
	escaped = text.data[0] == '\\';
	if (escaped)
		text = from(text, 1);
	kind = parse_tagged(line, text, escaped);
	if (kind == NC_LINE_NOTHING)
		kind = parse_plain(line, text, stem, algorithm, escaped);
	return kind;
}

/* ------------------------------------------------------------ names of lists */

/* "SHA256SUMS", "md5sum.txt", "CHECKSUMS": names of a whole list. */
static bool
is_whole(const char *name, size_t size, int *algorithm)
{
	size_t front;

	if (size > 4 && strncasecmp(name + size - 4, ".txt", 4) == 0)
		size -= 4;
	if (size > 0 && (name[size - 1] == 's' || name[size - 1] == 'S'))
		size--;
	if (size < 4 || strncasecmp(name + size - 3, "sum", 3) != 0)
		return false;
	front = size - 3;
	*algorithm = nc_algorithm_by_name(name, front);
	return *algorithm >= 0 ||
	    (front == 5 && strncasecmp(name, "check", 5) == 0);
}

/* "manifest-sha256.txt", as bags have it. */
static bool
is_manifest(const char *name, size_t size, int *algorithm)
{
	size_t front = 9;

	if (strncmp(name, "tag", 3) == 0)
		front += 3;
	if (size < front + 4 || strcmp(name + size - 4, ".txt") != 0 ||
	    strncmp(name + front - 9, "manifest-", 9) != 0)
		return false;
	*algorithm = nc_algorithm_by_name(name + front, size - 4 - front);
	return *algorithm >= 0;
}

/* "a.warc.sha256", "a.md5sum". */
static bool
is_suffix(const char *name, size_t size, int *algorithm, size_t *stem_size)
{
	const char *dot = strrchr(name, '.');
	size_t length;

	if (dot == NULL || dot == name)
		return false;
	length = size - (size_t)(dot + 1 - name);
	if (length > 4 && strncasecmp(name + size - 4, "sums", 4) == 0)
		length -= 4;
	else if (length > 3 && strncasecmp(name + size - 3, "sum", 3) == 0)
		length -= 3;
	*algorithm = nc_algorithm_by_name(dot + 1, length);
	*stem_size = (size_t)(dot - name);
	return *algorithm >= 0;
}

bool
nc_sums_name(const char *name, int *algorithm, size_t *stem_size)
{
	size_t size = strlen(name);

	*algorithm = -1;
	*stem_size = 0;
	return is_whole(name, size, algorithm) ||
	    is_manifest(name, size, algorithm) ||
	    is_suffix(name, size, algorithm, stem_size);
}
