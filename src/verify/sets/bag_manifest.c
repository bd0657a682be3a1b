/*
 * Manifests and fetch.txt: lines that lead to files of the bag.  A path is
 * taken only where it cannot lead out of the bag.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bag.h"
#include "error.h"
#include "file_digests.h"
#include "utf8.h"

struct path {
	char text[NC_LISTED_PATH_MAX + 1];
	size_t size;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The character that three bytes stand for: "%0A"; 0: none that may. */
static char
percent(const struct nc_bag *bag, const char *text, size_t size)
{
	int high, low;
	char c;

	if (size < 3 || text[0] != '%')
		return 0;
	high = nc_hex_value(text[1]);
	low = nc_hex_value(text[2]);
	if (high < 0 || low < 0)
		return 0;
	c = (char)(high << 4 | low);
	/* Before 1.0 a % was no character that had to be encoded. */
	return c == '\n' || c == '\r' ||
		(c == '%' && bag->version >= NC_BAG_1_0)
	    ? c
	    : 0;
}

/* Undo the encoding; *bare: a % that is not encoded. */
static void
decode(const struct nc_bag *bag, struct path *path, bool *bare)
{
	size_t i, used = 0;

	*bare = false;
	for (i = 0; i < path->size; i++) {
		char c = percent(bag, path->text + i, path->size - i);

		*bare = *bare || (c == 0 && path->text[i] == '%');
		path->text[used++] = c == 0 ? path->text[i] : c;
		i += c == 0 ? 0 : 2;
	}
	path->text[used] = '\0';
	path->size = used;
}

/*
 * Of a bag before 1.0 "%0A" may be a line feed, or just that: what is there
 * tells.  Packed bags are taken by the letter.
 */
static void
decode_path(struct nc_bag *bag, const char *name, const struct nc_line *line,
    struct path *path)
{
	bool bare;

	if (memchr(path->text, '%', path->size) == NULL)
		return;
	if (bag->version < NC_BAG_1_0 &&
	    (bag->folder < 0 || nc_exists_below(bag->folder, path->text)))
		return;
	decode(bag, path, &bare);
	if (bare && bag->version >= NC_BAG_1_0)
		nc_bag_fault(bag, NC_BAG_PERCENT, name, line, "%s", path->text);
}

/* Where another normalisation of the listed path is there, that is meant. */
static int
normalise(struct nc_bag *bag, const char *name, const struct nc_line *line,
    struct path *path, struct newsconv_error *error)
{
	struct newsconv_text text = {path->text, path->size};
	char *normal = NULL;
	size_t size;
	bool changed = false;

	if (bag->folder < 0 || nc_ascii(text.data, text.size) ||
	    nc_utf8_valid_prefix(text.data, text.size) != text.size ||
	    nc_exists_below(bag->folder, path->text))
		return NEWSCONV_OK;
	if (!nc_nfc(text, &normal, &size, &changed))
		return nc_error_memory(error);
	if (changed && size <= NC_LISTED_PATH_MAX) {
		char *copy = strndup(normal, size);

		if (copy != NULL && nc_exists_below(bag->folder, copy)) {
			memcpy(path->text, copy, size + 1);
			path->size = size;
			nc_bag_fault(bag, NC_BAG_NORMALISED, name, line, "%s",
			    path->text);
		}
		free(copy);
	}
	free(normal);
	return NEWSCONV_OK;
}

static bool
is_payload(const char *path)
{
	return strncmp(path, "data/", 5) == 0;
}

/* Whether a path may be listed there; payload or tag file, and nothing else. */
static bool
may_be_listed(const char *path, bool payload)
{
	return path[0] != '~' && path[0] != '/' && nc_path_below(path) &&
	    is_payload(path) == payload;
}

/* Take a path from a line, with what is odd about it; false: told. */
static int
take_path(struct nc_bag *bag, const char *name, const struct nc_line *line,
    struct newsconv_text text, bool payload, struct path *path,
    struct newsconv_error *error)
{
	bool dots = false;
	int result;

	while (text.size > 2 && memcmp(text.data, "./", 2) == 0) {
		text.data += 2;
		text.size -= 2;
		dots = true;
	}
	if (dots)
		nc_bag_fault(bag, NC_BAG_DOT_SLASH, name, line, "./%.*s",
		    (int)text.size, text.data);
	if (text.size > NC_LISTED_PATH_MAX ||
	    memchr(text.data, '\0', text.size) != NULL) {
		nc_bag_fault(bag, NC_BAG_PATH, name, line,
		    "the path is too long, or has a NUL byte");
		return NEWSCONV_END;
	}
	if (bag->encoding == NC_BAG_UTF_8 &&
	    nc_utf8_valid_prefix(text.data, text.size) != text.size)
		nc_bag_fault(
		    bag, NC_BAG_TEXT, name, line, "the path is not UTF-8");
	memcpy(path->text, text.data, text.size);
	path->text[text.size] = '\0';
	path->size = text.size;
	decode_path(bag, name, line, path);
	if (!may_be_listed(path->text, payload)) {
		nc_bag_fault(bag, NC_BAG_PATH, name, line, "%s", path->text);
		return NEWSCONV_END;
	}
	result = normalise(bag, name, line, path, error);
	return result;
}

/* ---------------------------------------------------------------- manifests */

/* "manifest-sha256.txt": which manifest it is; NULL: there are too many. */
static struct nc_bag_manifest *
add_manifest(struct nc_bag *bag, const char *name)
{
	struct nc_bag_manifest *manifest;
	const char *algorithm = strchr(name, '-') + 1;
	size_t size = strlen(algorithm) - 4;

	if (bag->manifest_count == NC_BAG_MANIFESTS) {
		nc_bag_fault(bag, NC_BAG_TOO_MANY, name, NULL,
		    "this one is not looked at");
		return NULL;
	}
	manifest = &bag->manifests[bag->manifest_count++];
	snprintf(manifest->name, sizeof(manifest->name), "%s", name);
	manifest->is_tag = name[0] == 't';
	manifest->algorithm = nc_algorithm_by_name(algorithm, size);
	if (manifest->algorithm < 0)
		nc_bag_fault(bag, NC_BAG_ALGORITHM, name, NULL,
		    "the algorithm is \"%.*s\"", (int)size, algorithm);
	if (manifest->is_tag)
		return manifest;
	bag->payload_manifests |= UINT64_C(1) << (bag->manifest_count - 1);
	if (manifest->algorithm >= 0)
		bag->payload_digests |= 1u << manifest->algorithm;
	return manifest;
}

/* The digest in front, and the path behind the blanks; false: malformed. */
static bool
split_line(const struct nc_bag_manifest *manifest, struct newsconv_text text,
    struct nc_listed *entry, struct newsconv_text *path, bool *asterisk)
{
	size_t digits = 0, i;

	while (digits < text.size && nc_hex_value(text.data[digits]) >= 0)
		digits++;
	for (i = digits; i < text.size && is_blank(text.data[i]); i++)
		continue;
	if (digits == 0 || i == digits || i == text.size)
		return false;
	*asterisk = text.data[i] == '*' && i + 1 < text.size;
	i += *asterisk;
	path->data = text.data + i;
	path->size = text.size - i;
	entry->has_digest = manifest->algorithm >= 0;
	if (!entry->has_digest)
		return digits % 2 == 0;
	entry->algorithm = (enum nc_algorithm)manifest->algorithm;
	return digits == 2 * nc_digest_size(entry->algorithm) &&
	    nc_hex_decode(entry->digest, NC_DIGEST_MAX, text.data, digits) ==
	    digits / 2;
}

/*
 * The standard lets digits be of either case and blanks be any: what makes the
 * lines of our own bags the only ones is how we write them.
 */
static bool
is_canonical(const struct nc_line *line)
{
	struct newsconv_text text = line->text;
	size_t i = 0;

	while (i < text.size &&
	    ((text.data[i] >= '0' && text.data[i] <= '9') ||
		(text.data[i] >= 'a' && text.data[i] <= 'f')))
		i++;
	return !line->cr && text.size > i + 2 &&
	    memcmp(text.data + i, "  ", 2) == 0 && !is_blank(text.data[i + 2]);
}

static int
heed_line(struct nc_bag *bag, const struct nc_bag_manifest *manifest,
    const struct nc_line *line, struct path *path, struct newsconv_error *error)
{
	struct nc_listed entry = {.size = UINT64_MAX,
	    .line = line->number,
	    .source = (unsigned)(manifest - bag->manifests)};
	struct newsconv_text text;
	bool asterisk = false;
	int result;

	if (line->cut ||
	    !split_line(manifest, line->text, &entry, &text, &asterisk)) {
		nc_bag_fault(bag, NC_BAG_LINE, manifest->name, line,
		    "no digest of the manifest's algorithm, blank and path");
		return NEWSCONV_OK;
	}
	if (bag->own && !is_canonical(line))
		nc_bag_fault(bag, NC_BAG_NOT_CANONICAL, manifest->name, line,
		    "other digits or blanks than newsconv writes");
	if (asterisk)
		nc_bag_fault(bag, NC_BAG_ASTERISK, manifest->name, line,
		    "*%.*s", (int)text.size, text.data);
	result = take_path(
	    bag, manifest->name, line, text, !manifest->is_tag, path, error);
	if (result != NEWSCONV_OK)
		return result < 0 ? result : NEWSCONV_OK;
	if (manifest->is_tag && strncmp(path->text, "tagmanifest-", 12) == 0)
		nc_bag_fault(bag, NC_BAG_TAG_ITSELF, manifest->name, line, "%s",
		    path->text);
	entry.path = path->text;
	entry.path_size = path->size;
	return nc_listing_add(bag->listing, &entry, error);
}

int
nc_bag_read_manifest(struct nc_bag *bag, const char *name,
    struct nc_lines *lines, struct newsconv_error *error)
{
	const struct nc_bag_manifest *manifest = add_manifest(bag, name);
	struct path *path;
	struct nc_line line;
	int result;

	if (manifest == NULL)
		return NEWSCONV_OK;
	path = malloc(sizeof(*path));
	if (path == NULL)
		return nc_error_memory(error);
	while ((result = nc_lines_next(lines, &line, error)) == NEWSCONV_OK) {
		/* Empty lines at the end are no entries to anyone. */
		if (line.text.size > 0)
			result = heed_line(bag, manifest, &line, path, error);
		if (result < 0)
			break;
	}
	free(path);
	return result < 0 ? result : NEWSCONV_OK;
}

/* ----------------------------------------------------------------- fetch.txt */

/* The next word, and the blanks behind it taken off. */
static struct newsconv_text
take_word(struct newsconv_text *text)
{
	struct newsconv_text word = {text->data, 0};
	size_t i = 0;

	while (i < text->size && !is_blank(text->data[i]))
		i++;
	word.size = i;
	while (i < text->size && is_blank(text->data[i]))
		i++;
	text->data += i;
	text->size -= i;
	return word;
}

/* RFC 3986, 3.1: a scheme and a colon. */
static bool
is_absolute(struct newsconv_text url)
{
	size_t i = 0;

	while (i < url.size &&
	    ((url.data[i] | 32) >= 'a' && (url.data[i] | 32) <= 'z'))
		i++;
	while (i > 0 && i < url.size &&
	    (((url.data[i] | 32) >= 'a' && (url.data[i] | 32) <= 'z') ||
		(url.data[i] >= '0' && url.data[i] <= '9') ||
		url.data[i] == '+' || url.data[i] == '-' || url.data[i] == '.'))
		i++;
	return i > 0 && i + 1 < url.size && url.data[i] == ':';
}

static bool
take_length(struct newsconv_text word, uint64_t *length)
{
	size_t i;

	*length = UINT64_MAX;
	if (word.size == 1 && word.data[0] == '-')
		return true;
	*length = 0;
	for (i = 0; i < word.size; i++) {
		if (word.data[i] < '0' || word.data[i] > '9' || i == 19)
			return false;
		*length = *length * 10 + (uint64_t)(word.data[i] - '0');
	}
	return word.size > 0;
}

static int
heed_fetch(struct nc_bag *bag, const char *name, const struct nc_line *line,
    struct path *path, struct newsconv_error *error)
{
	struct newsconv_text left = line->text;
	struct newsconv_text url = take_word(&left);
	struct newsconv_text length = take_word(&left);
	struct nc_listed entry = {.line = line->number, .source = NC_BAG_FETCH};
	int result;

	if (line->cut || !is_absolute(url) ||
	    !take_length(length, &entry.size) || left.size == 0) {
		nc_bag_fault(bag, NC_BAG_FETCH_LINE, name, line,
		    "no absolute URL, length and path");
		return NEWSCONV_OK;
	}
	result = take_path(bag, name, line, left, true, path, error);
	if (result != NEWSCONV_OK)
		return result < 0 ? result : NEWSCONV_OK;
	entry.path = path->text;
	entry.path_size = path->size;
	return nc_listing_add(bag->listing, &entry, error);
}

int
nc_bag_read_fetch(struct nc_bag *bag, const char *name, struct nc_lines *lines,
    struct newsconv_error *error)
{
	struct path *path = malloc(sizeof(*path));
	struct nc_line line;
	int result;

	if (path == NULL)
		return nc_error_memory(error);
	while ((result = nc_lines_next(lines, &line, error)) == NEWSCONV_OK) {
		if (line.text.size > 0)
			result = heed_fetch(bag, name, &line, path, error);
		if (result < 0)
			break;
	}
	free(path);
	return result < 0 ? result : NEWSCONV_OK;
}
