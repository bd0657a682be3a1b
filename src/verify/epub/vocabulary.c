/*
 * Vocabularies and prefixes, see vocabulary.h.  A property without prefix, or
 * with one that EPUB reserves for a vocabulary of its own, must be defined; one
 * of somebody else's vocabulary is none of our business, but its prefix must be
 * declared.
 */
#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "error.h"
#include "utf8.h"
#include "vocabulary.h"
#include "xml_grammar.h"

enum { DEPRECATED = 1 };

static const struct property {
	enum nc_property_use use;
	const char *prefix;
	const char *name;
	unsigned flags;
	const char *types;
} properties[] = {
#define PROPERTY(use, prefix, name, flags, types) \
	{NC_PROPERTY_##use, prefix, name, flags, types},
#include "vocabularies.def"
#undef PROPERTY
};

/* EPUB 3.3, D.1.4: those that need no declaration. */
static const struct reserved {
	const char *prefix;
	const char *uri;
	bool closed; /* all of its properties are in our table */
} reserved[] = {
    {"a11y", "http://www.idpf.org/epub/vocab/package/a11y/#", true},
    {"dcterms", "http://purl.org/dc/terms/", false},
    {"marc", "http://id.loc.gov/vocabulary/", false},
    {"media", "http://www.idpf.org/epub/vocab/overlays/#", true},
    {"onix", "http://www.editeur.org/ONIX/book/codelists/current.html#", false},
    {"rendition", "http://www.idpf.org/vocab/rendition/#", true},
    {"schema", "http://schema.org/", false},
    {"xsd", "http://www.w3.org/2001/XMLSchema#", false},
};

enum { RESERVED = sizeof(reserved) / sizeof(reserved[0]) };

/* The default vocabularies, which must not be given a prefix. */
static const char *const defaults[] = {
    "http://idpf.org/epub/vocab/package/item/#",
    "http://idpf.org/epub/vocab/package/itemref/#",
    "http://idpf.org/epub/vocab/package/link/#",
    "http://idpf.org/epub/vocab/package/meta/#",
    "http://idpf.org/epub/vocab/structure/#"};

/* ------------------------------------------------------------- declarations */

struct reading {
	struct nc_pub *epub;
	size_t part;
	long line;
	struct nc_prefixes *prefixes;
	struct newsconv_error *error;
};

static const struct reserved *
find_reserved(const char *prefix)
{
	size_t i;

	for (i = 0; i < RESERVED; i++) {
		if (strcmp(reserved[i].prefix, prefix) == 0)
			return &reserved[i];
	}
	return NULL;
}

static bool
is_default(const char *uri)
{
	size_t i;

	for (i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		if (strcmp(defaults[i], uri) == 0)
			return true;
	}
	return false;
}

/* EPUB 3.3, D.1.3: what must not be declared. */
static bool
may_declare(const struct reading *reading, const char *prefix, const char *uri)
{
	const struct reserved *known = find_reserved(prefix);

	if (strcmp(prefix, "_") == 0) {
		nc_pub_finding(reading->epub, NC_EPUB_PREFIX_UNDERSCORE,
		    reading->part, reading->line, "\"_\"");
		return false;
	}
	if (is_default(uri)) {
		nc_pub_finding(reading->epub, NC_EPUB_PREFIX_DEFAULT,
		    reading->part, reading->line, "\"%.100s\" for <%.200s>",
		    prefix, uri);
		return false;
	}
	if (strncmp(uri, "http://purl.org/dc/elements/1.1/", 32) == 0)
		nc_pub_finding(reading->epub, NC_EPUB_PREFIX_DC, reading->part,
		    reading->line, "\"%.100s\" for <%.200s>", prefix, uri);
	if (known != NULL && strcmp(known->uri, uri) != 0)
		nc_pub_finding(reading->epub, NC_EPUB_PREFIX_RESERVED,
		    reading->part, reading->line, "\"%.100s\" for <%.200s>",
		    prefix, uri);
	return true;
}

/* RFC 3986, 2: characters that no URI has, and signs that encode nothing. */
static bool
is_uri(const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\"<>\\^`{|}", *text) != NULL)
			return false;
		if (*text == '%' &&
		    (nc_hex_value(text[1]) < 0 || nc_hex_value(text[2]) < 0))
			return false;
	}
	return true;
}

static int
declare(const struct reading *reading, struct newsconv_text prefix,
    struct newsconv_text uri)
{
	struct nc_prefixes *prefixes = reading->prefixes;
	struct nc_arena *arena = reading->epub->arena;
	const char *name = nc_arena_copy(arena, prefix.data, prefix.size);
	const char *target = nc_arena_copy(arena, uri.data, uri.size);

	if (name == NULL || target == NULL)
		return nc_error_memory(reading->error);
	if (!nc_is_ncname(name)) {
		nc_pub_finding(reading->epub, NC_EPUB_PREFIX_SYNTAX,
		    reading->part, reading->line,
		    "\"%.100s\" cannot be a prefix", name);
		return NEWSCONV_OK;
	}
	if (!is_uri(target))
		nc_pub_finding(reading->epub, NC_EPUB_PREFIX_SYNTAX,
		    reading->part, reading->line, "\"%.200s\" is no URL",
		    target);
	if (!may_declare(reading, name, target))
		return NEWSCONV_OK;
	prefixes->list = nc_arena_grow(
	    arena, prefixes->list, prefixes->count, sizeof(*prefixes->list));
	if (prefixes->list == NULL)
		return nc_error_memory(reading->error);
	prefixes->list[prefixes->count].prefix = name;
	prefixes->list[prefixes->count].uri = target;
	prefixes->count++;
	return NEWSCONV_OK;
}

static void
syntax(const struct reading *reading, const char *what, const char *at)
{
	nc_pub_finding(reading->epub, NC_EPUB_PREFIX_SYNTAX, reading->part,
	    reading->line, "%s at \"%.60s\"", what, at);
}

/*
 * EPUB 3.3, D.1.3: mappings, with white space between them, of a prefix, a
 * colon, at least one space, and a URL.
 */
int
nc_prefixes_read(struct nc_pub *epub, size_t part, long line, const char *value,
    struct nc_prefixes *prefixes, struct newsconv_error *error)
{
	static const char blanks[] = " \t\r\n";
	const struct reading reading = {.epub = epub,
	    .part = part,
	    .line = line,
	    .prefixes = prefixes,
	    .error = error};
	const char *next = value;
	int result = NEWSCONV_OK;

	while (next != NULL && result == NEWSCONV_OK) {
		struct newsconv_text prefix, uri;
		size_t space;

		next += strspn(next, blanks);
		if (*next == '\0')
			break;
		prefix.data = next;
		prefix.size = strcspn(next, ": \t\r\n");
		next += prefix.size;
		if (*next != ':') {
			syntax(&reading, "no colon follows the prefix",
			    prefix.data);
			next += strspn(next, blanks);
			if (*next != ':')
				continue;
			next++;
			prefix.size = 0;
		} else {
			next++;
			if (prefix.size == 0)
				syntax(&reading, "an empty prefix", next);
		}
		space = strspn(next, blanks);
		if (space == 0)
			syntax(&reading, "no space follows the colon", next);
		next += space;
		uri.data = next;
		uri.size = strcspn(next, blanks);
		next += uri.size;
		if (uri.size == 0)
			syntax(&reading, "no URL", prefix.data);
		else if (prefix.size > 0)
			result = declare(&reading, prefix, uri);
	}
	return result;
}

/* --------------------------------------------------------------- properties */

struct check {
	const struct nc_pub *epub;
	size_t part;
	long line;
	const struct nc_prefixes *prefixes;
	enum nc_property_use use;
	const char *media_type;
};

static bool
type_allowed(const char *types, const char *type)
{
	if (types[0] == '\0' || type == NULL)
		return true;
	if (strcmp(types, "image/") == 0)
		return strncmp(type, types, 6) == 0;
	return nc_pub_has_word(types, type);
}

static void
check_known(const struct check *check, const char *vocabulary, const char *name,
    const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		const struct property *property = &properties[i];

		if (property->use != check->use ||
		    strcmp(property->prefix, vocabulary) != 0 ||
		    strcmp(property->name, name) != 0)
			continue;
		if ((property->flags & DEPRECATED) != 0)
			nc_pub_finding(check->epub, NC_EPUB_PROPERTY_DEPRECATED,
			    check->part, check->line, "\"%.200s\"", word);
		if (!type_allowed(property->types, check->media_type))
			nc_pub_finding(check->epub, NC_EPUB_PROPERTY_TYPE,
			    check->part, check->line,
			    "\"%.100s\" on the type \"%.100s\"", word,
			    check->media_type);
		return;
	}
	nc_pub_finding(check->epub, NC_EPUB_PROPERTY_UNKNOWN, check->part,
	    check->line, "\"%.200s\"", word);
}

static const char *
declared_uri(const struct check *check, const char *prefix)
{
	size_t i;

	for (i = check->prefixes->count; i > 0; i--) {
		if (strcmp(check->prefixes->list[i - 1].prefix, prefix) == 0)
			return check->prefixes->list[i - 1].uri;
	}
	return NULL;
}

static void
check_prefixed(const struct check *check, const char *prefix, const char *name,
    const char *word)
{
	const struct reserved *known = find_reserved(prefix);
	const char *uri = declared_uri(check, prefix);
	size_t i;

	if (uri == NULL && known == NULL) {
		nc_pub_finding(check->epub, NC_EPUB_PREFIX_UNDECLARED,
		    check->part, check->line, "\"%.200s\"", word);
		return;
	}
	for (i = 0; i < RESERVED && uri != NULL; i++) {
		known = NULL;
		if (strcmp(reserved[i].uri, uri) == 0) {
			known = &reserved[i];
			break;
		}
	}
	if (known != NULL && known->closed)
		check_known(check, known->prefix, name, word);
}

/* Of a longer word only so much is looked at. */
enum { WORD_SIZE = 512 };

/* One word, NUL-terminated and ours to write to. */
static void
check_word(const struct check *check, char word[WORD_SIZE])
{
	char copy[WORD_SIZE], *colon;

	strcpy(copy, word);
	colon = strchr(word, ':');
	if (colon == NULL) {
		check_known(check, "", word, copy);
		return;
	}
	*colon = '\0';
	if (word[0] == '\0' || colon[1] == '\0')
		nc_pub_finding(check->epub, NC_EPUB_PROPERTY_SYNTAX,
		    check->part, check->line, "\"%.200s\"", copy);
	else
		check_prefixed(check, word, colon + 1, copy);
}

void
nc_properties_check(const struct nc_pub *epub, size_t part, long line,
    const struct nc_prefixes *prefixes, enum nc_property_use use,
    const char *value, bool list, const char *media_type)
{
	static const char blanks[] = " \t\r\n";
	const struct check check = {.epub = epub,
	    .part = part,
	    .line = line,
	    .prefixes = prefixes,
	    .use = use,
	    .media_type = media_type};
	const char *next = value;

	if (value == NULL)
		return;
	next += strspn(next, blanks);
	if (!list && next[strcspn(next, blanks)] != '\0' &&
	    next[strcspn(next, blanks) +
		strspn(next + strcspn(next, blanks), blanks)] != '\0') {
		nc_pub_finding(epub, NC_EPUB_PROPERTY_LIST, part, line,
		    "\"%.200s\"", value);
		return;
	}
	while (*next != '\0') {
		size_t size = strcspn(next, blanks);
		size_t kept = size < WORD_SIZE ? size : WORD_SIZE - 1;
		char word[WORD_SIZE];

		memcpy(word, next, kept);
		word[kept] = '\0';
		check_word(&check, word);
		next += size;
		next += strspn(next, blanks);
	}
}
