/*
 * The payload of application/http is the body without its chunks (WARC 1.1,
 * 6.3.2), but common programs hash it with them, and some hash all of the
 * block: each is computed, so that the one which matches can be named.
 */
#include <string.h>
#include <strings.h>

#include "warc_body.h"

enum { HTTP_HEADER_MAX = 64 * 1024 };

void
nc_warc_body_init(struct nc_warc_body *body)
{
	memset(body, 0, sizeof(*body));
	body->header.ceiling = HTTP_HEADER_MAX;
}

void
nc_warc_body_free(struct nc_warc_body *body)
{
	nc_buffer_free(&body->header);
}

void
nc_warc_body_begin(struct nc_warc_body *body, enum nc_algorithm algorithm,
    bool http, bool has_whole)
{
	body->http = http;
	body->has_whole = has_whole;
	body->in_body = false;
	body->chunked = false;
	body->chunk = NC_CHUNK_SIZE;
	body->chunk_left = 0;
	body->chunk_digits = 0;
	body->size = 0;
	nc_buffer_clear(&body->header);
	body->header.too_large = false;
	if (has_whole)
		nc_digest_begin(&body->whole, algorithm);
	if (http) {
		nc_digest_begin(&body->raw, algorithm);
		nc_digest_begin(&body->dechunked, algorithm);
	}
}

static bool
says_chunked(const struct nc_buffer *header)
{
	static const char name[] = "transfer-encoding:";
	const char *line = header->data, *end = header->data + header->size;

	while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		const char *stop;

		line++;
		if ((size_t)(end - line) < sizeof(name) ||
		    strncasecmp(line, name, sizeof(name) - 1) != 0)
			continue;
		stop = memchr(line, '\n', (size_t)(end - line));
		for (; stop != NULL && line + 7 <= stop; line++) {
			if (strncasecmp(line, "chunked", 7) == 0)
				return true;
		}
		return false;
	}
	return false;
}

/* One byte of what is not data; the last chunk has size 0. */
static void
chunk_byte(struct nc_warc_body *body, char c)
{
	int digit = nc_hex_value(c);

	switch (body->chunk) {
	case NC_CHUNK_SIZE:
		if (digit >= 0 && ++body->chunk_digits <= 15) {
			body->chunk_left = body->chunk_left * 16 +
			    (uint64_t)digit;
			break;
		}
		if (digit >= 0 || body->chunk_digits == 0) {
			body->chunk = NC_CHUNK_BROKEN;
			break;
		}
		body->chunk = NC_CHUNK_EXTENSION;
		/* fall through */
	case NC_CHUNK_EXTENSION:
		if (c == '\n')
			body->chunk = body->chunk_left > 0 ? NC_CHUNK_DATA
							   : NC_CHUNK_DONE;
		break;
	case NC_CHUNK_DATA_END:
		body->chunk_digits = 0;
		if (c == '\n')
			body->chunk = NC_CHUNK_SIZE;
		else if (c != '\r')
			body->chunk = NC_CHUNK_BROKEN;
		break;
	default:
		break;
	}
}

static void
dechunk(struct nc_warc_body *body, const char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size && body->chunk != NC_CHUNK_DONE &&
	    body->chunk != NC_CHUNK_BROKEN) {
		size_t length = size - i;

		if (body->chunk != NC_CHUNK_DATA) {
			chunk_byte(body, bytes[i++]);
			continue;
		}
		if (length > body->chunk_left)
			length = (size_t)body->chunk_left;
		nc_digest_update(&body->dechunked, bytes + i, length);
		i += length;
		body->chunk_left -= length;
		if (body->chunk_left == 0)
			body->chunk = NC_CHUNK_DATA_END;
	}
}

/* The header ends with an empty line; each line ends in CR LF or LF alone. */
static bool
header_ended(const struct nc_buffer *header)
{
	const char *end = header->data + header->size;

	return (header->size >= 2 && memcmp(end - 2, "\n\n", 2) == 0) ||
	    (header->size >= 3 && memcmp(end - 3, "\n\r\n", 3) == 0);
}

/* Takes what belongs to the header; returns how much that is. */
static size_t
add_header(struct nc_warc_body *body, const char *bytes, size_t size)
{
	size_t i = 0;

	while (!body->in_body && !body->header.too_large && i < size) {
		const char *end = memchr(bytes + i, '\n', size - i);
		size_t stop = end == NULL ? size : (size_t)(end - bytes) + 1;

		nc_buffer_add(&body->header, bytes + i, stop - i);
		i = stop;
		if (end != NULL && !body->header.too_large &&
		    body->header.data != NULL && header_ended(&body->header)) {
			body->in_body = true;
			body->chunked = says_chunked(&body->header);
		}
	}
	return i;
}

void
nc_warc_body_add(struct nc_warc_body *body, const char *bytes, size_t size)
{
	size_t i = 0;

	if (body->has_whole)
		nc_digest_update(&body->whole, bytes, size);
	if (body->http && !body->in_body)
		i = add_header(body, bytes, size);
	if (!body->http || !body->in_body || i == size)
		return;
	body->size += size - i;
	nc_digest_update(&body->raw, bytes + i, size - i);
	if (body->chunked)
		dechunk(body, bytes + i, size - i);
}

static bool
is_of(struct nc_digest *digest, const unsigned char *value)
{
	unsigned char found[NC_DIGEST_MAX];

	nc_digest_end(digest, found);
	return memcmp(found, value, nc_digest_size(digest->algorithm)) == 0;
}

enum nc_warc_match
nc_warc_body_match(struct nc_warc_body *body, const unsigned char *value,
    const unsigned char *whole, size_t size)
{
	unsigned char computed[NC_DIGEST_MAX];
	bool is_whole;

	if (body->has_whole) {
		nc_digest_end(&body->whole, computed);
		whole = computed;
	}
	is_whole = memcmp(whole, value, size) == 0;
	if (!body->http)
		return is_whole ? NC_MATCH_PAYLOAD : NC_MATCH_NONE;
	if (body->header.too_large)
		return is_whole ? NC_MATCH_WHOLE : NC_MATCH_UNKNOWN;
	if (body->chunked && body->chunk != NC_CHUNK_BROKEN &&
	    is_of(&body->dechunked, value))
		return NC_MATCH_PAYLOAD;
	if (is_of(&body->raw, value))
		return body->chunked ? NC_MATCH_TRANSFERRED : NC_MATCH_PAYLOAD;
	return is_whole ? NC_MATCH_WHOLE : NC_MATCH_NONE;
}
