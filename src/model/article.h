/*
 * The article model: what the segmenter builds and every writer reads.
 *
 * Building goes in one direction: nc_article_new() takes over the dump and its
 * arena, segments are added in source order, then the fields that point at
 * them, then nc_article_seal() checks the accounting and derives the rest.
 * A sealed article is const and may cross threads.
 */
#ifndef NC_ARTICLE_H
#define NC_ARTICLE_H

#include "dump.h"

/* A field that an option replaced keeps what was found in `found`. */
struct nc_field_pair {
	struct newsconv_field value;
	struct newsconv_field found;
};

/* What a related segment's text is made of. */
struct nc_link {
	size_t segment;
	struct newsconv_text label;
	struct newsconv_text text;
	struct newsconv_text url;
};

struct newsconv_article {
	struct nc_dump dump; /* of several articles, the lines of this one */
	struct newsconv_part part;
	bool borrowed;        /* the arena is one of several articles */
	bool restored;        /* from JSON or a book: the dump is not at hand */
	uint64_t source_size; /* then: how many bytes the dump has */
	char id[46];          /* urn:uuid: and 36 characters */
	char source_id[46];   /* the same of the whole file */
	struct newsconv_language language;
	struct nc_field_pair fields[NEWSCONV_FIELD_COUNT];
	struct newsconv_date published;
	struct newsconv_date published_found; /* when an option replaced it */
	struct newsconv_date modified;
	struct newsconv_dateline dateline;
	struct nc_link *links; /* by segment */
	size_t link_count;
	struct newsconv_author *authors;
	size_t author_count;
	struct newsconv_author *authors_found; /* when options replaced them */
	size_t author_found_count;
	struct newsconv_segment *segments;
	size_t segment_count;
	size_t segment_room;
	/* Derived from the segments by nc_article_seal(). */
	struct newsconv_block *body;
	size_t body_count;
	struct newsconv_item *related;
	size_t related_count;
	struct newsconv_item *notes;
	size_t note_count;
	struct newsconv_item *leftovers;
	size_t leftover_count;
	uint64_t
	    words; /* of the body, as Unicode-aware white space splits it */
	uint64_t characters; /* code points of the body */
};

/*
 * A new article in the dump's arena, which it takes over: nc_article_free()
 * frees both.  NULL when out of memory (the dump stays the caller's).
 */
struct newsconv_article *nc_article_new(const struct nc_dump *dump);

/* Room for `count` segments in all; false: out of memory. */
bool nc_article_reserve(struct newsconv_article *article, size_t count);
/*
 * Append a segment of the dump's lines [first, end), whose text is `text`
 * (in the arena or the dump, NUL not needed).  Returns its number, or
 * NEWSCONV_NO_SEGMENT when out of memory.
 */
size_t nc_article_add_segment(struct newsconv_article *article,
    enum newsconv_segment_type type, size_t first_line, size_t end_line,
    struct newsconv_text text, unsigned confidence);

/* A field found in the text; `text` must live in the arena. */
void nc_article_set_field(struct newsconv_article *article,
    enum newsconv_field_name name, struct newsconv_text text,
    unsigned confidence, size_t segment);
/* The same for a value given by the caller, copied; false: out of memory. */
bool nc_article_override_field(struct newsconv_article *article,
    enum newsconv_field_name name, const char *text);
/* False when out of memory. */
bool nc_article_add_author(struct newsconv_article *article,
    struct newsconv_text name, enum newsconv_author_kind kind,
    unsigned confidence, size_t segment);

/*
 * The parts of a related segment, whose texts must live in the arena; links
 * are added in the order of their segments.  False when out of memory.
 */
bool nc_article_add_link(struct newsconv_article *article, size_t segment,
    struct newsconv_text label, struct newsconv_text text,
    struct newsconv_text url);

/*
 * That it is the `number`th of `of` articles of its file, and shares the arena
 * with them, which nc_article_free() then leaves alone.
 */
void nc_article_set_part(
    struct newsconv_article *article, uint64_t number, uint64_t of);

/*
 * Check the accounting (every line of the dump in exactly one segment,
 * segments ordered and disjoint), derive id, body, related, notes, leftovers
 * and counts.  Fails with NEWSCONV_LOST_TEXT, _NO_MEMORY.
 */
int nc_article_seal(
    struct newsconv_article *article, struct newsconv_error *error);

void nc_article_free(struct newsconv_article *article);

/* What sealing derives, for those that seal otherwise: restored.h. */
/* Words are what white space separates; characters are code points. */
void nc_article_count_text(
    struct newsconv_article *article, struct newsconv_text text);
/* The part's range: from the first segment to the last. */
void nc_article_set_range(struct newsconv_article *article);

/* Names of the JSON form by value: for its readers ... */
struct nc_names {
	const char *const *names;
	size_t count;
};

extern const struct nc_names nc_segment_names;
extern const struct nc_names nc_precision_names;
extern const struct nc_names nc_author_kind_names;
extern const struct nc_names nc_layout_names;
extern const struct nc_names nc_newlines_names;
extern const struct nc_names nc_charset_method_names;
extern const struct nc_names nc_repair_names;

/* ... and for writers and `inspect`. */
const char *nc_precision_name(enum newsconv_precision precision);
const char *nc_author_kind_name(enum newsconv_author_kind kind);
const char *nc_layout_name(enum newsconv_layout layout);
const char *nc_newlines_name(enum newsconv_newlines newlines);
const char *nc_charset_method_name(enum newsconv_charset_method method);
const char *nc_repair_name(enum newsconv_repair repair);
bool nc_segment_is_body(enum newsconv_segment_type type);
bool nc_segment_is_leftover(enum newsconv_segment_type type);

#endif
