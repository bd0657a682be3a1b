/*
 * Names of entries, as a table: those that are always the same, and those that
 * have numbers.  The writer has its own, in src/write/book.h.
 */
#include <limits.h>
#include <string.h>

#include "own_parts.h"
#include "utf8.h"

static const struct fixed {
	const char *name;
	enum nc_own_kind kind;
	enum nc_schema schema;
} fixed[] = {
    {"mimetype", NC_OWN_FIXED, NC_SCHEMA_COUNT},
    {"META-INF/container.xml", NC_OWN_FIXED, NC_SCHEMA_CONTAINER},
    {"EPUB/package.opf", NC_OWN_FIXED, NC_SCHEMA_PACKAGE},
    {"EPUB/nav.xhtml", NC_OWN_FIXED, NC_SCHEMA_NAV},
    {"EPUB/toc.ncx", NC_OWN_FIXED, NC_SCHEMA_NCX},
    {"EPUB/style.css", NC_OWN_FIXED, NC_SCHEMA_COUNT},
    {"EPUB/own.css", NC_OWN_FIXED, NC_SCHEMA_COUNT},
    {"EPUB/cover.png", NC_OWN_COVER, NC_SCHEMA_COUNT},
    {"EPUB/cover.jpg", NC_OWN_COVER, NC_SCHEMA_COUNT},
    {"EPUB/cover.xhtml", NC_OWN_FIXED, NC_SCHEMA_COVER_XHTML},
};

enum {
	FIXED = sizeof(fixed) / sizeof(fixed[0]),
	CONTENTS_PLACE = FIXED,
	ARTICLE_PLACE,
	RECORD_PLACE
};

static const char record_name[] = "EPUB/articles.jsonl";
static const char suffix[] = ".xhtml";

/* Takes `word` from the text's beginning. */
static bool
take_word(struct newsconv_text *text, const char *word)
{
	size_t size = strlen(word);

	if (text->size < size || memcmp(text->data, word, size) != 0)
		return false;
	text->data += size;
	text->size -= size;
	return true;
}

/* A number from 1, without zeros before it. */
static bool
take_number(struct newsconv_text *text, unsigned long *number)
{
	*number = 0;
	if (text->size == 0 || text->data[0] == '0')
		return false;
	while (text->size > 0 && text->data[0] >= '0' && text->data[0] <= '9') {
		unsigned digit = (unsigned)(text->data[0] - '0');

		if (*number > (UINT_MAX - digit) / 10)
			return false;
		*number = 10 * *number + digit;
		text->data++;
		text->size--;
	}
	return *number > 0;
}

/* "EPUB/contents-2.xhtml", "EPUB/article-12.xhtml", "EPUB/article-12-2.xhtml" */
static bool
is_numbered(struct newsconv_text name, struct nc_own_part *part)
{
	if (take_word(&name, "EPUB/contents-")) {
		part->kind = NC_OWN_CONTENTS;
		part->schema = NC_SCHEMA_CONTENTS;
		part->place = CONTENTS_PLACE;
	} else if (take_word(&name, "EPUB/article-")) {
		part->kind = NC_OWN_ARTICLE;
		part->schema = NC_SCHEMA_ARTICLE_XHTML;
		part->place = ARTICLE_PLACE;
	} else {
		return false;
	}
	part->file = 1;
	if (!take_number(&name, &part->number))
		return false;
	if (part->kind == NC_OWN_ARTICLE && take_word(&name, "-") &&
	    (!take_number(&name, &part->file) || part->file == 1))
		return false;
	return nc_text_equals(name, suffix);
}

bool
nc_own_part(struct newsconv_text name, struct nc_own_part *part)
{
	unsigned i;

	memset(part, 0, sizeof(*part));
	for (i = 0; i < FIXED; i++) {
		if (!nc_text_equals(name, fixed[i].name))
			continue;
		part->kind = fixed[i].kind;
		part->schema = fixed[i].schema;
		part->place = i;
		return true;
	}
	if (nc_text_equals(name, record_name)) {
		part->kind = NC_OWN_RECORD;
		part->schema = NC_SCHEMA_COUNT;
		part->place = RECORD_PLACE;
		return true;
	}
	return is_numbered(name, part);
}

bool
nc_own_part_follows(
    const struct nc_own_part *last, const struct nc_own_part *part)
{
	if (last == NULL || part->kind != last->kind ||
	    (part->kind != NC_OWN_ARTICLE && part->kind != NC_OWN_CONTENTS))
		return (last == NULL ? part->place == 0
				     : part->place > last->place) &&
		    part->number <= 1 && part->file <= 1 &&
		    !(last != NULL && last->kind == NC_OWN_COVER &&
			part->kind == NC_OWN_COVER);
	if (part->number == last->number)
		return part->file == last->file + 1;
	return part->number == last->number + 1 && part->file == 1;
}
