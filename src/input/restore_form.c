/*
 * The article's JSON form: the tables below are schemas/article.schema.json,
 * member by member, in the order in which one is needed to judge the next.
 * What the model derives (counts, warnings) is held against the schema and not
 * kept.
 */
#include "restore_json.h"
#include "restore_values.h"
#include "utf8.h"

#define AT(field) offsetof(struct newsconv_article, field)
#define ROWS(table) (table), sizeof(table) / sizeof(*(table))

/* Its own number. */
static void
read_own_number(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	size_t index = restoring->path[restoring->depth - 2].index;

	(void)target;
	(void)member;
	if (!json_is_integer(value) ||
	    json_integer_value(value) != (json_int_t)index)
		nc_restore_fail(restoring, "is not %zu", index);
}

static void
read_producer_name(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	const char *text = json_string_value(value);

	(void)target;
	(void)member;
	if (text == NULL || strcmp(text, "newsconv") != 0)
		nc_restore_fail(restoring, "is not \"newsconv\"");
}

/* Known, and nothing that is kept. */
static void
read_version(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	(void)target;
	(void)member;
	if (json_string_length(value) == 0)
		nc_restore_fail(restoring, "is not a version");
}

static const char *const origins[] = {NULL, "option"};
static const struct nc_names origin_names = {ROWS(origins)};

static const char *const directions[] = {"ltr", "rtl"};
static const struct nc_names direction_names = {ROWS(directions)};

static const char *const reasons[] = {[NEWSCONV_DATE_BY_LANGUAGE] = "language",
    [NEWSCONV_DATE_BY_NEIGHBOUR] = "neighbour"};
static const struct nc_names reason_names = {ROWS(reasons)};

static const char *const warnings[] = {
    "no-headline", "no-body", "no-byline", "no-date"};
static const struct nc_names warning_names = {ROWS(warnings)};

/* Rows that many objects have, of a field at `where` in the structure. */
#define CONFIDENCE(where) \
	{ \
		"confidence", true, nc_restore_hundredths, where, NULL \
	}
#define SEGMENT(required, where) \
	{ \
		"segment", required, nc_restore_segment, where, NULL \
	}
#define ORIGIN(where) \
	{ \
		"origin", false, nc_restore_name, where, &origin_names \
	}
#define COUNT(name, where) \
	{ \
		name, true, nc_restore_count, where, NULL \
	}
#define NUMBER(name, where) \
	{ \
		name, true, nc_restore_from_one, where, NULL \
	}

static const struct nc_restore_row found_rows[] = {
    {"text", true, nc_restore_text, offsetof(struct newsconv_field, text),
	NULL},
    CONFIDENCE(offsetof(struct newsconv_field, confidence)),
    SEGMENT(true, offsetof(struct newsconv_field, segment)),
};
static const struct nc_restore_table found_field = {
    .rows = found_rows, .count = 3};

#define FIELD(read_text) \
	{ \
		{"text", true, read_text, \
		    offsetof(struct nc_field_pair, value.text), NULL}, \
		    CONFIDENCE( \
			offsetof(struct nc_field_pair, value.confidence)), \
		    SEGMENT( \
			false, offsetof(struct nc_field_pair, value.segment)), \
		    ORIGIN(offsetof(struct nc_field_pair, value.origin)), \
		{ \
			"found", false, nc_restore_members, \
			    offsetof(struct nc_field_pair, found), \
			    &found_field \
		} \
	}

static const struct nc_restore_row field_rows[] = FIELD(nc_restore_text);
static const struct nc_restore_table field = {ROWS(field_rows), 0, NULL, 0, 0};
static const struct nc_restore_row url_rows[] = FIELD(nc_restore_url);
static const struct nc_restore_table url_field = {
    ROWS(url_rows), 0, NULL, 0, 0};

static void
read_headline(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	if (!json_is_null(value))
		nc_restore_members(restoring, value, target, member);
}

static const struct nc_restore_row charset_rows[] = {
    {"name", true, nc_restore_text, AT(dump.source.charset), NULL},
    {"method", true, nc_restore_name, AT(dump.source.charset_method),
	&nc_charset_method_names},
    CONFIDENCE(AT(dump.source.charset_confidence)),
    {"bom", true, nc_restore_boolean, AT(dump.source.bom), NULL},
};
static const struct nc_restore_table charset = {
    ROWS(charset_rows), 0, NULL, 0, 0};

struct repair {
	enum newsconv_repair kind;
	uint64_t count;
};

static const struct nc_restore_row repair_rows[] = {
    {"kind", true, nc_restore_name, offsetof(struct repair, kind),
	&nc_repair_names},
    NUMBER("count", offsetof(struct repair, count)),
};
static const struct nc_restore_table repair_table = {
    ROWS(repair_rows), 0, NULL, 0, 0};

static void
read_repairs(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	uint64_t *counts = target;
	size_t i;

	(void)member;
	if (!json_is_array(value))
		nc_restore_fail(restoring, "is not an array");
	for (i = 0;
	     i < json_array_size(value) && restoring->result == NEWSCONV_OK;
	     i++) {
		struct repair repair = {0, 0};

		nc_restore_object(restoring, json_array_get(value, i),
		    &repair_table, &repair);
		if (restoring->result == NEWSCONV_OK && counts[repair.kind] > 0)
			nc_restore_fail(restoring, "has one kind twice");
		counts[repair.kind] = repair.count;
	}
}

static const struct nc_restore_row source_rows[] = {
    {"name", true, nc_restore_any_text, AT(dump.source.name), NULL},
    NUMBER("bytes", AT(source_size)),
    {"sha256", true, nc_restore_shape, AT(dump.source.sha256),
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"charset", true, nc_restore_members, 0, &charset},
    {"newlines", true, nc_restore_name, AT(dump.source.newlines),
	&nc_newlines_names},
    {"layout", true, nc_restore_name, AT(dump.source.layout), &nc_layout_names},
    {"repairs", true, read_repairs, AT(dump.source.repairs), NULL},
};
static const struct nc_restore_table source = {
    ROWS(source_rows), 0, NULL, 0, 0};

static const struct nc_restore_row part_rows[] = {
    NUMBER("number", AT(part.number)),
    NUMBER("of", AT(part.of)),
    COUNT("start", AT(part.start)),
    NUMBER("end", AT(part.end)),
    NUMBER("firstLine", AT(part.first_line)),
    NUMBER("lastLine", AT(part.last_line)),
};
static const struct nc_restore_table part = {ROWS(part_rows), 0, NULL, 0, 0};

static void
read_part(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	const struct newsconv_part *read = &restoring->article->part;

	nc_restore_members(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK &&
	    (read->of < 2 || read->number > read->of))
		nc_restore_fail(restoring, "is not one of several");
}

static const struct nc_restore_row language_rows[] = {
    {"tag", true, nc_restore_tag, AT(language.tag), NULL},
    {"script", true, nc_restore_script, AT(language.script), NULL},
    {"direction", true, nc_restore_name, AT(language.rtl), &direction_names},
    CONFIDENCE(AT(language.confidence)),
    ORIGIN(AT(language.origin)),
};
static const struct nc_restore_table language = {
    ROWS(language_rows), 0, NULL, 0, 0};

#define DATELINE fields[NEWSCONV_FIELD_DATELINE].value

static const struct nc_restore_row dateline_date_rows[] = {
    {"text", true, nc_restore_text, AT(dateline.date), NULL},
    {"value", false, nc_restore_date_value, AT(dateline.date_value), NULL},
};
static const struct nc_restore_table dateline_date = {
    ROWS(dateline_date_rows), 0, NULL, 0, 0};

static const struct nc_restore_row dateline_rows[] = {
    {"text", true, nc_restore_text, AT(DATELINE.text), NULL},
    {"place", false, nc_restore_text, AT(dateline.place), NULL},
    {"agency", false, nc_restore_text, AT(dateline.agency), NULL},
    {"date", false, nc_restore_members, 0, &dateline_date},
    CONFIDENCE(AT(DATELINE.confidence)),
    SEGMENT(true, AT(DATELINE.segment)),
};
static const struct nc_restore_table dateline = {
    ROWS(dateline_rows), 0, NULL, 0, 0};

static const struct nc_restore_row author_rows[] = {
    {"name", true, nc_restore_text, offsetof(struct newsconv_author, name.text),
	NULL},
    {"kind", true, nc_restore_name, offsetof(struct newsconv_author, kind),
	&nc_author_kind_names},
    CONFIDENCE(offsetof(struct newsconv_author, name.confidence)),
    SEGMENT(false, offsetof(struct newsconv_author, name.segment)),
    ORIGIN(offsetof(struct newsconv_author, name.origin)),
};

static void
begin_author(void *element)
{
	struct newsconv_author *author = element;

	author->name.segment = NEWSCONV_NO_SEGMENT;
}

static const struct nc_restore_table authors = {ROWS(author_rows),
    sizeof(struct newsconv_author), begin_author, AT(authors),
    AT(author_count)};
static const struct nc_restore_table authors_found = {ROWS(author_rows),
    sizeof(struct newsconv_author), begin_author, AT(authors_found),
    AT(author_found_count)};

#define DATE(name) \
	{"value", true, nc_restore_date_value, AT(name.value), NULL}, \
	    {"precision", true, nc_restore_name, AT(name.precision), \
		&nc_precision_names}, \
	    {"ambiguous", false, nc_restore_true, AT(name.ambiguous), NULL}, \
	    {"decidedBy", false, nc_restore_name, AT(name.decided_by), \
		&reason_names}, \
	    {"zone", false, nc_restore_text, AT(name.zone), NULL}, \
	    {"ofChange", false, nc_restore_true, AT(name.of_change), NULL}, \
	    {"text", true, nc_restore_text, AT(name.printed.text), NULL}, \
	    CONFIDENCE(AT(name.printed.confidence)), \
	    SEGMENT(false, AT(name.printed.segment)), \
	    ORIGIN(AT(name.printed.origin))

static const struct nc_restore_row published_rows[] = {
    DATE(published),
    {"found", false, nc_restore_members, AT(published_found.printed),
	&found_field},
};
static const struct nc_restore_table published = {
    ROWS(published_rows), 0, NULL, 0, 0};
static const struct nc_restore_row modified_rows[] = {DATE(modified)};
static const struct nc_restore_table modified = {
    ROWS(modified_rows), 0, NULL, 0, 0};

static void
read_published(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	nc_restore_members(restoring, value, target, member);
	nc_restore_check_date(restoring, &restoring->article->published);
}

static void
read_modified(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	nc_restore_members(restoring, value, target, member);
	nc_restore_check_date(restoring, &restoring->article->modified);
}

static const struct nc_restore_row dates_rows[] = {
    {"published", false, read_published, 0, &published},
    {"modified", false, read_modified, 0, &modified},
};
static const struct nc_restore_table dates = {ROWS(dates_rows), 0, NULL, 0, 0};

static void
read_block_type(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	enum newsconv_segment_type *type = target;

	nc_restore_name(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK && !nc_segment_is_body(*type))
		nc_restore_fail(restoring, "is no kind of body block");
}

/* A block is of one segment, for which the form has an array. */
static void
read_block_segments(struct nc_restoring *restoring, const json_t *value,
    void *target, const struct nc_restore_row *member)
{
	if (json_array_size(value) != 1)
		nc_restore_fail(restoring, "is not an array of one number");
	else
		nc_restore_segment(
		    restoring, json_array_get(value, 0), target, member);
}

static void
begin_block(void *element)
{
	struct newsconv_block *block = element;

	block->text = nc_text("");
}

/* Those of a record have all but the text, which comes last. */
static const struct nc_restore_row block_rows[] = {
    {"type", true, read_block_type, offsetof(struct newsconv_block, type),
	&nc_segment_names},
    {"segments", true, read_block_segments,
	offsetof(struct newsconv_block, segment), NULL},
    {"text", true, nc_restore_any_text, offsetof(struct newsconv_block, text),
	NULL},
};
static const struct nc_restore_table body = {block_rows, 3,
    sizeof(struct newsconv_block), begin_block, AT(body), AT(body_count)};
static const struct nc_restore_table body_of_record = {block_rows, 2,
    sizeof(struct newsconv_block), begin_block, AT(body), AT(body_count)};

static const struct nc_restore_row item_rows[] = {
    {"type", true, nc_restore_name, offsetof(struct newsconv_item, type),
	&nc_segment_names},
    {"label", false, nc_restore_text, offsetof(struct newsconv_item, label),
	NULL},
    {"text", true, nc_restore_any_text, offsetof(struct newsconv_item, text),
	NULL},
    {"url", false, nc_restore_printed_url, offsetof(struct newsconv_item, url),
	NULL},
    SEGMENT(true, offsetof(struct newsconv_item, segment)),
};

static void
begin_item(void *element)
{
	struct newsconv_item *item = element;

	item->label = item->url = nc_text("");
}

#define ITEMS(list, count) \
	{ \
		ROWS(item_rows), sizeof(struct newsconv_item), begin_item, \
		    AT(list), AT(count) \
	}

static const struct nc_restore_table related = ITEMS(related, related_count);
static const struct nc_restore_table notes = ITEMS(notes, note_count);
static const struct nc_restore_table leftovers = ITEMS(
    leftovers, leftover_count);

#define OF_SEGMENT(field) offsetof(struct newsconv_segment, field)

static const struct nc_restore_row segment_rows[] = {
    {"n", true, read_own_number, 0, NULL},
    {"type", true, nc_restore_name, OF_SEGMENT(type), &nc_segment_names},
    COUNT("start", OF_SEGMENT(start)),
    NUMBER("end", OF_SEGMENT(end)),
    NUMBER("firstLine", OF_SEGMENT(first_line)),
    NUMBER("lastLine", OF_SEGMENT(last_line)),
    CONFIDENCE(OF_SEGMENT(confidence)),
};
static const struct nc_restore_table segments = {ROWS(segment_rows),
    sizeof(struct newsconv_segment), NULL, AT(segments), AT(segment_count)};

static void
read_segments(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	nc_restore_list(restoring, value, target, member);
	if (restoring->result == NEWSCONV_OK &&
	    restoring->article->segment_count == 0)
		nc_restore_fail(restoring, "is empty");
}

struct stats {
	uint64_t words, characters, blocks;
};

static const struct nc_restore_row stats_rows[] = {
    COUNT("words", offsetof(struct stats, words)),
    COUNT("characters", offsetof(struct stats, characters)),
    COUNT("blocks", offsetof(struct stats, blocks)),
};
static const struct nc_restore_table stats_table = {
    ROWS(stats_rows), 0, NULL, 0, 0};

/* They are counted anew: somebody may have mended a text. */
static void
read_stats(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	struct stats stats = {0, 0, 0};

	(void)target;
	(void)member;
	nc_restore_object(restoring, value, &stats_table, &stats);
	if (restoring->result == NEWSCONV_OK &&
	    stats.blocks != restoring->article->body_count)
		nc_restore_fail(restoring, "counts %llu blocks of %zu",
		    (unsigned long long)stats.blocks,
		    restoring->article->body_count);
}

static void
read_warnings(struct nc_restoring *restoring, const json_t *value, void *target,
    const struct nc_restore_row *member)
{
	unsigned known;
	size_t i;

	(void)target;
	if (!json_is_array(value))
		nc_restore_fail(restoring, "is not an array");
	for (i = 0; i < json_array_size(value); i++)
		nc_restore_name(
		    restoring, json_array_get(value, i), &known, member);
}

static const struct nc_restore_row producer_rows[] = {
    {"name", true, read_producer_name, 0, NULL},
    {"version", true, read_version, 0, NULL},
};
static const struct nc_restore_table producer = {
    ROWS(producer_rows), 0, NULL, 0, 0};

#define FIELD_ROW(name, number) \
	{ \
		name, false, nc_restore_members, AT(fields[number]), &field \
	}

/* `schema` before all, and the segments before what points at them. */
#define ARTICLE_ROWS(schema_name, body_table) \
	{ \
		{"schema", true, nc_restore_schema, 0, schema_name}, \
		    {"id", true, nc_restore_shape, AT(id), \
			"urn:uuid:xxxxxxxx-xxxx-5xxx-xxxx-xxxxxxxxxxxx"}, \
		    {"source", true, nc_restore_members, 0, &source}, \
		    {"part", false, read_part, 0, &part}, \
		    {"language", true, nc_restore_members, 0, &language}, \
		    {"segments", true, read_segments, 0, &segments}, \
		    {"url", false, nc_restore_members, \
			AT(fields[NEWSCONV_FIELD_URL]), &url_field}, \
		    FIELD_ROW("publisher", NEWSCONV_FIELD_PUBLISHER), \
		    FIELD_ROW("section", NEWSCONV_FIELD_SECTION), \
		    {"headline", true, read_headline, \
			AT(fields[NEWSCONV_FIELD_HEADLINE]), &field}, \
		    FIELD_ROW("dek", NEWSCONV_FIELD_DEK), \
		    FIELD_ROW("byline", NEWSCONV_FIELD_BYLINE), \
		    {"dateline", false, nc_restore_members, 0, &dateline}, \
		    {"authors", true, nc_restore_list, 0, &authors}, \
		    {"authorsFound", false, nc_restore_list, 0, \
			&authors_found}, \
		    {"dates", true, nc_restore_members, 0, &dates}, \
		    {"body", true, nc_restore_list, 0, body_table}, \
		    {"related", true, nc_restore_list, 0, &related}, \
		    {"notes", true, nc_restore_list, 0, &notes}, \
		    {"leftovers", true, nc_restore_list, 0, &leftovers}, \
		    {"stats", true, read_stats, 0, NULL}, \
		    {"warnings", true, read_warnings, 0, &warning_names}, \
		{ \
			"producer", true, nc_restore_members, 0, &producer \
		} \
	}

static const struct nc_restore_row article_rows[] = ARTICLE_ROWS(
    NC_RESTORE_ARTICLE_NAME, &body);
static const struct nc_restore_row record_rows[] = ARTICLE_ROWS(
    NC_RESTORE_RECORD_NAME, &body_of_record);

const struct nc_restore_table nc_restore_forms[] = {
    [NC_RESTORE_ARTICLE] = {ROWS(article_rows), 0, NULL, 0, 0},
    [NC_RESTORE_RECORD] = {ROWS(record_rows), 0, NULL, 0, 0},
};
