/* JSON, one indented object, and JSON Lines, one object a line. */
#include "article_json.h"
#include "writer.h"

/* Two gigabytes: a dump is at most a fraction of that by default. */
#define PIECE_CEILING ((size_t)1 << 31)

static int
encode(struct nc_piece *piece, const struct newsconv_article *article,
    const struct nc_encoding *encoding, struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(PIECE_CEILING);
	int result;

	nc_article_json(&buffer, article, !encoding->format->compact);
	nc_buffer_byte(&buffer, '\n');
	result = nc_buffer_check(&buffer, error);
	if (result == NEWSCONV_OK)
		result = nc_piece_set_bytes(piece, &buffer, error);
	nc_buffer_free(&buffer);
	return result;
}

const struct nc_format nc_format_json = {
    .shown = {.name = "json",
	.suffixes = ".json",
	.media_type = "application/json",
	.standard = "RFC 8259, schemas/article.schema.json",
	.holds_many = 0,
	.binary = 0},
    .verify_as = "json",
    .independent = true,
    .encode = encode,
    .append = nc_piece_append_bytes,
};

const struct nc_format nc_format_jsonl = {
    .shown = {.name = "jsonl",
	.suffixes = ".jsonl .ndjson",
	.media_type = "application/jsonl",
	.standard = "RFC 8259, one object a line",
	.holds_many = 1,
	.binary = 0},
    .verify_as = "jsonl",
    .compact = true,
    .independent = true,
    .encode = encode,
    .append = nc_piece_append_bytes,
};
