/*
 * Building and sealing an article.  The accounting is here, in the one place
 * that every road from a dump to an archive leads through: a segmenter may be
 * wrong about a line, it cannot lose one.
 */
#include <stdio.h>
#include <string.h>

#include "article.h"
#include "digest.h"
#include "error.h"
#include "swar.h"
#include "utf8.h"

static const char *const segment_names[] = {
    [NEWSCONV_SEGMENT_HEADLINE] = "headline",
    [NEWSCONV_SEGMENT_DEK] = "dek",
    [NEWSCONV_SEGMENT_BYLINE] = "byline",
    [NEWSCONV_SEGMENT_DATE] = "date",
    [NEWSCONV_SEGMENT_PARAGRAPH] = "paragraph",
    [NEWSCONV_SEGMENT_SUBHEAD] = "subhead",
    [NEWSCONV_SEGMENT_QUOTE] = "quote",
    [NEWSCONV_SEGMENT_LIST_ITEM] = "list-item",
    [NEWSCONV_SEGMENT_CAPTION] = "caption",
    [NEWSCONV_SEGMENT_RELATED] = "related",
    [NEWSCONV_SEGMENT_NOTE] = "note",
    [NEWSCONV_SEGMENT_SECTION] = "section",
    [NEWSCONV_SEGMENT_PAGE_TITLE] = "page-title",
    [NEWSCONV_SEGMENT_RELATED_HEADING] = "related-heading",
    [NEWSCONV_SEGMENT_SHARE] = "share",
    [NEWSCONV_SEGMENT_SUBSCRIBE] = "subscribe",
    [NEWSCONV_SEGMENT_COMMENTS] = "comments",
    [NEWSCONV_SEGMENT_NAVIGATION] = "navigation",
    [NEWSCONV_SEGMENT_ADVERTISEMENT] = "advertisement",
    [NEWSCONV_SEGMENT_CONSENT] = "consent",
    [NEWSCONV_SEGMENT_COPYRIGHT] = "copyright",
    [NEWSCONV_SEGMENT_TAGS] = "tags",
    [NEWSCONV_SEGMENT_SEPARATOR] = "separator",
    [NEWSCONV_SEGMENT_BOILERPLATE] = "boilerplate",
    [NEWSCONV_SEGMENT_UNKNOWN] = "unknown",
};

static const char *const precision_names[] = {
    [NEWSCONV_PRECISION_YEAR] = "year",
    [NEWSCONV_PRECISION_MONTH] = "month",
    [NEWSCONV_PRECISION_DAY] = "day",
    [NEWSCONV_PRECISION_MINUTE] = "minute",
    [NEWSCONV_PRECISION_SECOND] = "second",
};

static const char *const author_kind_names[] = {
    [NEWSCONV_AUTHOR_PERSON] = "person",
    [NEWSCONV_AUTHOR_ORGANIZATION] = "organization",
    [NEWSCONV_AUTHOR_ACCOUNT] = "account",
    [NEWSCONV_AUTHOR_UNKNOWN] = "unknown",
};

static const char *const layout_names[] = {
    [NEWSCONV_LAYOUT_BLOCK] = "block",
    [NEWSCONV_LAYOUT_LINE] = "line",
    [NEWSCONV_LAYOUT_WRAPPED] = "hard-wrapped",
};

static const char *const newlines_names[] = {
    [NEWSCONV_NEWLINES_NONE] = "none",
    [NEWSCONV_NEWLINES_LF] = "lf",
    [NEWSCONV_NEWLINES_CRLF] = "crlf",
    [NEWSCONV_NEWLINES_CR] = "cr",
    [NEWSCONV_NEWLINES_MIXED] = "mixed",
};

static const char *const charset_method_names[] = {
    [NEWSCONV_CHARSET_OPTION] = "option",
    [NEWSCONV_CHARSET_BOM] = "bom",
    [NEWSCONV_CHARSET_ASCII] = "ascii",
    [NEWSCONV_CHARSET_UTF8_VALID] = "utf-8-valid",
    [NEWSCONV_CHARSET_ZERO_BYTES] = "zero-bytes",
    [NEWSCONV_CHARSET_DETECTED] = "detected",
    [NEWSCONV_CHARSET_FALLBACK] = "fallback",
};

static const char *const repair_names[] = {
    [NEWSCONV_REPAIR_INVALID_BYTES] = "invalid-bytes",
    [NEWSCONV_REPAIR_NUL] = "nul",
    [NEWSCONV_REPAIR_CONTROL] = "control",
    [NEWSCONV_REPAIR_C1_AS_CP1252] = "c1-as-cp1252",
    [NEWSCONV_REPAIR_ZERO_WIDTH] = "zero-width",
    [NEWSCONV_REPAIR_SOFT_HYPHEN] = "soft-hyphen",
    [NEWSCONV_REPAIR_WHITE_SPACE] = "white-space",
    [NEWSCONV_REPAIR_LINE_JOIN] = "line-join",
    [NEWSCONV_REPAIR_HYPHEN_JOIN] = "hyphen-join",
    [NEWSCONV_REPAIR_NFC] = "nfc",
    [NEWSCONV_REPAIR_MOJIBAKE] = "mojibake",
    [NEWSCONV_REPAIR_LOST] = "lost",
    [NEWSCONV_REPAIR_BIDI] = "bidi",
};

#define NAMES(table) \
	{ \
		(table), sizeof(table) / sizeof(*(table)) \
	}

const struct nc_names nc_segment_names = NAMES(segment_names);
const struct nc_names nc_precision_names = NAMES(precision_names);
const struct nc_names nc_author_kind_names = NAMES(author_kind_names);
const struct nc_names nc_layout_names = NAMES(layout_names);
const struct nc_names nc_newlines_names = NAMES(newlines_names);
const struct nc_names nc_charset_method_names = NAMES(charset_method_names);
const struct nc_names nc_repair_names = NAMES(repair_names);

const char *
newsconv_segment_type_name(enum newsconv_segment_type type)
{
	if ((size_t)type >= sizeof(segment_names) / sizeof(*segment_names))
		return "unknown";
	return segment_names[type];
}

const char *
nc_precision_name(enum newsconv_precision precision)
{
	return precision_names[precision];
}

const char *
nc_author_kind_name(enum newsconv_author_kind kind)
{
	return author_kind_names[kind];
}

const char *
nc_layout_name(enum newsconv_layout layout)
{
	return layout_names[layout];
}

const char *
nc_newlines_name(enum newsconv_newlines newlines)
{
	return newlines_names[newlines];
}

const char *
nc_charset_method_name(enum newsconv_charset_method method)
{
	return charset_method_names[method];
}

const char *
nc_repair_name(enum newsconv_repair repair)
{
	return repair_names[repair];
}

bool
nc_segment_is_body(enum newsconv_segment_type type)
{
	return type >= NEWSCONV_SEGMENT_PARAGRAPH &&
	    type <= NEWSCONV_SEGMENT_CAPTION;
}

bool
nc_segment_is_leftover(enum newsconv_segment_type type)
{
	return type >= NEWSCONV_SEGMENT_SECTION;
}

struct newsconv_article *
nc_article_new(const struct nc_dump *dump)
{
	static const struct newsconv_field no_field = {
	    {"", 0}, NEWSCONV_ORIGIN_TEXT, 0, NEWSCONV_NO_SEGMENT};
	struct newsconv_article *article = nc_arena_alloc(
	    dump->arena, sizeof(*article));
	size_t i;

	if (article == NULL)
		return NULL;
	article->dump = *dump;
	article->part.number = article->part.of = 1;
	for (i = 0; i < NEWSCONV_FIELD_COUNT; i++) {
		article->fields[i].value = no_field;
		article->fields[i].found = no_field;
	}
	article->published.printed = no_field;
	article->published_found.printed = no_field;
	article->modified.printed = no_field;
	article->published.zone = article->modified.zone = nc_text("");
	article->dateline.place = article->dateline.agency =
	    article->dateline.date = nc_text("");
	article->language.tag = nc_text("und");
	article->language.script = nc_text("Zyyy");
	return article;
}

void
nc_article_free(struct newsconv_article *article)
{
	if (article != NULL && !article->borrowed)
		nc_arena_free(article->dump.arena);
}

bool
nc_article_reserve(struct newsconv_article *article, size_t count)
{
	struct newsconv_segment *segments;

	if (count <= article->segment_room)
		return true;
	segments = nc_arena_array(
	    article->dump.arena, count, sizeof(*segments));
	if (segments == NULL)
		return false;
	if (article->segment_count > 0)
		memcpy(segments, article->segments,
		    article->segment_count * sizeof(*segments));
	article->segments = segments;
	article->segment_room = count;
	return true;
}

void
nc_article_set_part(
    struct newsconv_article *article, uint64_t number, uint64_t of)
{
	article->borrowed = true;
	article->part.number = number;
	article->part.of = of;
}

size_t
nc_article_add_segment(struct newsconv_article *article,
    enum newsconv_segment_type type, size_t first_line, size_t end_line,
    struct newsconv_text text, unsigned confidence)
{
	const struct nc_line *first = &article->dump.lines[first_line];
	const struct nc_line *last = &article->dump.lines[end_line - 1];
	struct newsconv_segment *segment;

	if (article->segment_count == article->segment_room &&
	    !nc_article_reserve(article, 2 * article->segment_room + 8))
		return NEWSCONV_NO_SEGMENT;
	segment = &article->segments[article->segment_count];
	segment->type = type;
	segment->confidence = confidence;
	segment->start = first->start;
	segment->end = last->end;
	segment->first_line = first->number;
	segment->last_line = last->number;
	segment->text = text;
	return article->segment_count++;
}

void
nc_article_set_field(struct newsconv_article *article,
    enum newsconv_field_name name, struct newsconv_text text,
    unsigned confidence, size_t segment)
{
	struct newsconv_field *field = &article->fields[name].value;

	field->text = text;
	field->origin = NEWSCONV_ORIGIN_TEXT;
	field->confidence = confidence;
	field->segment = segment;
}

bool
nc_article_override_field(struct newsconv_article *article,
    enum newsconv_field_name name, const char *text)
{
	struct nc_field_pair *pair = &article->fields[name];
	size_t size = strlen(text);
	char *copy = nc_arena_copy(article->dump.arena, text, size);

	if (copy == NULL)
		return false;
	/* Of two options the second goes, and the text's word is still kept. */
	if (pair->value.origin != NEWSCONV_ORIGIN_OPTION)
		pair->found = pair->value;
	pair->value.text.data = copy;
	pair->value.text.size = size;
	pair->value.origin = NEWSCONV_ORIGIN_OPTION;
	pair->value.confidence = 100;
	pair->value.segment = NEWSCONV_NO_SEGMENT;
	return true;
}

bool
nc_article_add_author(struct newsconv_article *article,
    struct newsconv_text name, enum newsconv_author_kind kind,
    unsigned confidence, size_t segment)
{
	struct newsconv_author *authors = nc_arena_grow(article->dump.arena,
	    article->authors, article->author_count, sizeof(*authors));
	struct newsconv_author *author;

	if (authors == NULL)
		return false;
	article->authors = authors;
	author = &authors[article->author_count++];
	author->name.text = name;
	author->name.origin = segment == NEWSCONV_NO_SEGMENT
	    ? NEWSCONV_ORIGIN_OPTION
	    : NEWSCONV_ORIGIN_TEXT;
	author->name.confidence = confidence;
	author->name.segment = segment;
	author->kind = kind;
	return true;
}

bool
nc_article_add_link(struct newsconv_article *article, size_t segment,
    struct newsconv_text label, struct newsconv_text text,
    struct newsconv_text url)
{
	struct nc_link *links = nc_arena_grow(article->dump.arena,
	    article->links, article->link_count, sizeof(*links));
	struct nc_link *link;

	if (links == NULL)
		return false;
	article->links = links;
	link = &links[article->link_count++];
	link->segment = segment;
	link->label = label;
	link->text = text;
	link->url = url;
	return true;
}

static int
lost(const struct nc_line *line, struct newsconv_error *error)
{
	nc_error_set(error, NEWSCONV_LOST_TEXT,
	    "line %llu (bytes %llu to %llu) is not in exactly one segment",
	    (unsigned long long)line->number, (unsigned long long)line->start,
	    (unsigned long long)line->end);
	if (error != NULL) {
		error->line = line->number;
		error->offset = line->start;
	}
	return NEWSCONV_LOST_TEXT;
}

/* Lines and segments both run in source order: one walk over both decides. */
static int
check_accounting(
    const struct newsconv_article *article, struct newsconv_error *error)
{
	const struct newsconv_segment *segments = article->segments;
	uint64_t end = 0;
	size_t segment = 0, i;

	for (i = 0; i < article->segment_count; i++) {
		if (segments[i].start < end ||
		    segments[i].end <= segments[i].start)
			return nc_error_set(error, NEWSCONV_LOST_TEXT,
			    "segment %zu overlaps the one before or is empty",
			    i);
		end = segments[i].end;
	}
	if (end > article->dump.source.bytes.size)
		return nc_error_set(error, NEWSCONV_LOST_TEXT,
		    "the last segment ends after the source");
	for (i = 0; i < article->dump.line_count; i++) {
		const struct nc_line *line = &article->dump.lines[i];

		while (segment < article->segment_count &&
		    segments[segment].end <= line->start)
			segment++;
		if (segment == article->segment_count ||
		    segments[segment].start > line->start ||
		    segments[segment].end < line->end)
			return lost(line, error);
	}
	return NEWSCONV_OK;
}

/* Begins of words among eight bytes of ASCII; *in_word goes on. */
static unsigned
count_begins(uint64_t word, bool *in_word)
{
	uint64_t blanks = nc_swar_ascii_equal(word, ' ');
	uint64_t before = blanks << 8 | (*in_word ? 0 : 0x80);

	*in_word = blanks >> 63 == 0;
	return nc_swar_count(before & ~blanks);
}

void
nc_article_count_text(
    struct newsconv_article *article, struct newsconv_text text)
{
	size_t words = 0, characters = 0, i = 0, length;
	bool in_word = false, space;
	uint32_t c;

	for (;;) {
		while (text.size - i >= NC_SWAR) {
			uint64_t word = nc_swar_load(text.data + i);

			if (nc_swar_high(word) || nc_swar_less(word, ' '))
				break;
			words += count_begins(word, &in_word);
			characters += NC_SWAR;
			i += NC_SWAR;
		}
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0)
			break;
		space = nc_is_space(c);
		characters++;
		words += !space && !in_word;
		in_word = !space;
		i += length;
	}
	article->words += words;
	article->characters += characters;
}

/* Append to one of the article's lists of items; false: out of memory. */
static bool
add_item(struct newsconv_article *article, struct newsconv_item **items,
    size_t *count, size_t segment)
{
	struct newsconv_item *grown = nc_arena_grow(
	    article->dump.arena, *items, *count, sizeof(*grown));

	if (grown == NULL)
		return false;
	*items = grown;
	grown[*count].type = article->segments[segment].type;
	grown[*count].text = article->segments[segment].text;
	grown[*count].segment = segment;
	grown[*count].label = grown[*count].url = nc_text("");
	++*count;
	return true;
}

/* `next` is the first link that is not yet given to its item. */
static bool
add_related(struct newsconv_article *article, size_t segment, size_t *next)
{
	struct newsconv_item *item;

	if (!add_item(
		article, &article->related, &article->related_count, segment))
		return false;
	while (*next < article->link_count &&
	    article->links[*next].segment < segment)
		++*next;
	if (*next == article->link_count ||
	    article->links[*next].segment != segment)
		return true;
	item = &article->related[article->related_count - 1];
	item->label = article->links[*next].label;
	item->text = article->links[*next].text;
	item->url = article->links[*next].url;
	return true;
}

static bool
add_block(struct newsconv_article *article, size_t segment)
{
	struct newsconv_block *body = nc_arena_grow(article->dump.arena,
	    article->body, article->body_count, sizeof(*body));
	struct newsconv_block *block;

	if (body == NULL)
		return false;
	article->body = body;
	block = &body[article->body_count++];
	block->type = article->segments[segment].type;
	block->text = article->segments[segment].text;
	block->segment = segment;
	nc_article_count_text(article, block->text);
	return true;
}

/* Whether some field says what this segment says. */
static bool
pointed_at(const struct newsconv_article *article, size_t segment)
{
	size_t i;

	for (i = 0; i < NEWSCONV_FIELD_COUNT; i++)
		if (article->fields[i].value.segment == segment ||
		    article->fields[i].found.segment == segment)
			return true;
	return article->published.printed.segment == segment ||
	    article->published_found.printed.segment == segment ||
	    article->modified.printed.segment == segment;
}

static bool
sort_out(struct newsconv_article *article, size_t segment, size_t *next_link)
{
	enum newsconv_segment_type type = article->segments[segment].type;

	if (nc_segment_is_body(type))
		return add_block(article, segment);
	if (type == NEWSCONV_SEGMENT_RELATED)
		return add_related(article, segment, next_link);
	if (type == NEWSCONV_SEGMENT_NOTE)
		return add_item(
		    article, &article->notes, &article->note_count, segment);
	/* A second byline, say, is no field; its text must still be kept. */
	if (nc_segment_is_leftover(type) || !pointed_at(article, segment))
		return add_item(article, &article->leftovers,
		    &article->leftover_count, segment);
	return true;
}

/* One digest serves all articles of a file. */
static void
set_digest(struct newsconv_source *source)
{
	if (source->sha256[0] == '\0')
		nc_sha256_hex(source->sha256, source->bytes);
}

/* Of the file's bytes, and where it is one of several of its range in them. */
static void
set_ids(struct newsconv_article *article)
{
	const struct newsconv_part *part = &article->part;
	const char *sha256 = article->dump.source.sha256;
	char name[128];
	int length;

	nc_uuid5_urn(
	    article->source_id, nc_namespace_newsconv, sha256, strlen(sha256));
	memcpy(article->id, article->source_id, sizeof(article->id));
	if (part->of == 1)
		return;
	length = snprintf(name, sizeof(name), "%s %llu-%llu", sha256,
	    (unsigned long long)part->start, (unsigned long long)part->end);
	nc_uuid5_urn(article->id, nc_namespace_newsconv, name, (size_t)length);
}

void
nc_article_set_range(struct newsconv_article *article)
{
	const struct newsconv_segment *first = article->segments;
	const struct newsconv_segment *last = first + article->segment_count -
	    1;

	if (article->segment_count == 0)
		return;
	article->part.start = first->start;
	article->part.end = last->end;
	article->part.first_line = first->first_line;
	article->part.last_line = last->last_line;
}

int
nc_article_seal(struct newsconv_article *article, struct newsconv_error *error)
{
	struct newsconv_source *source = &article->dump.source;
	size_t next_link = 0, i;
	int result;

	/* A byte order mark is not white space: the first segment has it. */
	if (source->bom && article->segment_count > 0 &&
	    article->part.number == 1)
		article->segments[0].start = 0;
	result = check_accounting(article, error);
	if (result < 0)
		return result;
	for (i = 0; i < article->segment_count; i++)
		if (!sort_out(article, i, &next_link))
			return nc_error_memory(error);
	set_digest(source);
	nc_article_set_range(article);
	set_ids(article);
	return NEWSCONV_OK;
}
