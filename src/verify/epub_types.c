/*
 * epub:type and the prefixes of its values (EPUB 3.3, D.1): a prefix must be
 * declared, a value without one should be in the vocabulary.
 */
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "verify_content.h"

enum { PREFIXES_MAX = 64 };

/* Those declared; more than the table holds are not told apart. */
struct prefixes {
	struct newsconv_text names[PREFIXES_MAX];
	size_t count;
	bool overflow;
};

static const char blanks[] = " \t\r\n";

/* EPUB 3.3, D.1.5: of content documents, not of the package. */
static const char *const reserved[][2] = {
    {"msv", "http://www.idpf.org/epub/vocab/structure/magazine/#"},
    {"prism",
	"http://www.prismstandard.org/specifications/3.0/"
	"PRISM_CV_Spec_3.0.htm#"},
};

static bool
is_text(struct newsconv_text text, const char *word)
{
	return strlen(word) == text.size &&
	    memcmp(text.data, word, text.size) == 0;
}

/* ------------------------------------------------------------- declarations */

static bool
is_name(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < text.size; i++) {
		char c = text.data[i];
		bool letter = nc_ascii_letter(c) || c == '_' ||
		    (unsigned char)c >= 0x80;

		if (!letter &&
		    (i == 0 || !(nc_ascii_digit(c) || c == '-' || c == '.')))
			return false;
	}
	return text.size > 0;
}

static void
syntax(const struct nc_content *content, const char *peer, const char *found,
    struct newsconv_text text)
{
	struct nc_pub *epub = content->epub;
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, content->part);
	struct nc_place place = {.part = entry->name,
	    .offset = entry->offset,
	    .line = xmlGetLineNo(content->root),
	    .peer = peer};

	nc_report(epub->verify, NC_XHTML_PREFIX_SYNTAX, &place, "%s: \"%.*s\"",
	    found, text.size > 100 ? 100 : (int)text.size, text.data);
}

static void
take_prefix(const struct nc_content *content, struct prefixes *prefixes,
    struct newsconv_text name, struct newsconv_text url)
{
	size_t i;

	if (!is_name(name))
		syntax(content, "OPF-004b", "a prefix that is no name", name);
	if (is_text(name, "_"))
		syntax(content, "OPF-007a", "the prefix _ is declared", name);
	if (is_text(url, "http://idpf.org/epub/vocab/structure/#"))
		syntax(content, "OPF-007b",
		    "the default vocabulary has a prefix", name);
	for (i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
		if (is_text(name, reserved[i][0]) &&
		    !is_text(url, reserved[i][1]))
			nc_content_report(content, NC_XHTML_PREFIX_RESERVED,
			    xmlGetLineNo(content->root), reserved[i][1],
			    "prefix \"%s\"", reserved[i][0]);
	}
	if (prefixes->count == PREFIXES_MAX)
		prefixes->overflow = true;
	else
		prefixes->names[prefixes->count++] = name;
}

/* prefix ':' space+ URL, separated by white space. */
static void
read_prefixes(const struct nc_content *content, struct prefixes *prefixes,
    const char *next)
{
	next += strspn(next, blanks);
	while (*next != '\0') {
		struct newsconv_text name = {next, strcspn(next, blanks)};
		struct newsconv_text url;

		next += name.size;
		if (name.data[name.size - 1] != ':') {
			syntax(content, "OPF-004c",
			    memchr(name.data, ':', name.size) == NULL
				? "no colon right behind a prefix"
				: "no space between a prefix and its URL",
			    name);
			return;
		}
		name.size--;
		if (name.size == 0) {
			syntax(content, "OPF-004a", "an empty prefix", name);
			return;
		}
		next += strspn(next, blanks);
		url.data = next;
		url.size = strcspn(next, blanks);
		if (url.size == 0) {
			syntax(
			    content, "OPF-005", "a prefix without a URL", name);
			return;
		}
		take_prefix(content, prefixes, name, url);
		next += url.size;
		next += strspn(next, blanks);
	}
}

/* -------------------------------------------------------------------- values */

static bool
is_declared(const struct prefixes *prefixes, struct newsconv_text prefix)
{
	size_t i;

	for (i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
		if (is_text(prefix, reserved[i][0]))
			return true;
	}
	for (i = 0; i < prefixes->count; i++) {
		if (prefixes->names[i].size == prefix.size &&
		    memcmp(prefixes->names[i].data, prefix.data, prefix.size) ==
			0)
			return true;
	}
	return prefixes->overflow;
}

static int
compare_word(const void *word, const void *line)
{
	const struct newsconv_text *text = word;
	const char *const *name = line;
	size_t length = strlen(*name);
	int order = memcmp(
	    text->data, *name, text->size < length ? text->size : length);

	if (order != 0)
		return order;
	return text->size < length ? -1 : text->size > length;
}

static bool
in_vocabulary(struct newsconv_text word)
{
	static const char *const names[] = {
#define TYPE(name) name,
#include "epub_vocabulary.def"
#undef TYPE
	};

	return bsearch(&word, names, sizeof(names) / sizeof(names[0]),
		   sizeof(names[0]), compare_word) != NULL;
}

static void
check_value(const struct nc_content *content, const struct prefixes *prefixes,
    const xmlNode *node, struct newsconv_text word)
{
	const char *colon = memchr(word.data, ':', word.size);
	int size = word.size > 100 ? 100 : (int)word.size;
	struct newsconv_text prefix = {word.data, 0};

	if (colon == NULL) {
		if (!in_vocabulary(word))
			nc_content_report(content, NC_XHTML_TYPE_UNKNOWN,
			    xmlGetLineNo(node), NULL, "\"%.*s\"", size,
			    word.data);
		return;
	}
	prefix.size = (size_t)(colon - word.data);
	if (prefix.size == 0 || prefix.size + 1 == word.size)
		nc_content_report(content, NC_XHTML_TYPE_SYNTAX,
		    xmlGetLineNo(node), NULL, "\"%.*s\"", size, word.data);
	else if (!is_declared(prefixes, prefix))
		nc_content_report(content, NC_XHTML_PREFIX, xmlGetLineNo(node),
		    NULL, "\"%.*s\"", size, word.data);
}

int
nc_epub_types_check(struct nc_content *content)
{
	const char *declared = nc_node_attribute(
	    content->root, "prefix", NC_NS_OPS);
	struct prefixes prefixes = {.count = 0};
	const xmlNode *node;

	if (declared != NULL)
		read_prefixes(content, &prefixes, declared);
	for (node = content->root; node != NULL;
	     node = nc_node_next(content->root, node)) {
		const char *next = nc_node_attribute(node, "type", NC_NS_OPS);

		while (next != NULL && next[strspn(next, blanks)] != '\0') {
			struct newsconv_text word;

			next += strspn(next, blanks);
			word.data = next;
			word.size = strcspn(next, blanks);
			check_value(content, &prefixes, node, word);
			next += word.size;
		}
	}
	return NEWSCONV_OK;
}
