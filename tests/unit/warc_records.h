/*
 * A sound WARC file of every type of record, as a recipe to be spoilt.  Digests
 * are computed for what is there: $SHA1{text} in a recipe becomes the digest of
 * the text, $LENGTH{ and } around a block its length, so that one fault does
 * not bring a second one.
 */
#ifndef WARC_RECORDS_H
#define WARC_RECORDS_H

#include "recipe.h"

#include "digest.h"

#define UUID(n) "<urn:uuid:7d3c0000-0000-5000-8000-0000000000" n ">"
#define DATE "WARC-Date: 2024-03-01T08:00:00Z\r\n"
#define RECORD(type, n) \
	"WARC/1.1\r\nWARC-Type: " type \
	"\r\nWARC-Record-ID: " UUID(n) "\r\n" DATE
#define BLOCK(text) "Content-Length: $LENGTH{" text "}\r\n\r\n" text "\r\n\r\n"
#define HTML_TYPE "Content-Type: text/html\r\n"
#define HTTP_TYPE "Content-Type: application/http;msgtype=response\r\n"
#define TARGET "WARC-Target-URI: http://example.org/ferry\r\n"
#define PAGE "<p>The ferry runs again.</p>\n"
#define ANSWER "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" PAGE
#define IDENTICAL \
	"http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

#define R_INFO \
	RECORD("warcinfo", "01") \
	"WARC-Filename: a.warc\r\n" \
	"Content-Type: application/warc-fields\r\n" BLOCK( \
	    "software: none/1.0\r\nformat: WARC File Format 1.1\r\n")
#define R_RESPONSE \
	RECORD("response", "02") \
	TARGET HTTP_TYPE \
	    "WARC-IP-Address: 192.0.2.7\r\n" \
	    "WARC-Warcinfo-ID: " UUID( \
		"01") "\r\n" \
		      "WARC-Block-Digest: sha1:$SHA1{" ANSWER "}\r\n" \
		      "WARC-Payload-Digest: sha1:$SHA1{" PAGE "}\r\n" \
		      "WARC-Identified-Payload-Type: text/html\r\n" BLOCK( \
			  ANSWER)
#define R_REQUEST \
	RECORD("request", "03") \
	TARGET \
	"Content-Type: application/http;msgtype=request\r\n" \
	"WARC-Concurrent-To: " UUID("02") "\r\n" BLOCK( \
	    "GET /ferry HTTP/1.1\r\nHost: example.org\r\n\r\n")
#define R_METADATA \
	RECORD("metadata", "04") \
	TARGET \
	"Content-Type: application/warc-fields\r\n" \
	"WARC-Refers-To: " UUID("02") "\r\n" BLOCK( \
	    "via: http://example.org/\r\nfetchTimeMs: 12\r\n")
#define R_RESOURCE \
	RECORD("resource", "05") \
	"WARC-Target-URI: urn:example:ferry\r\n" HTML_TYPE \
	"WARC-Block-Digest: sha1:$SHA1{" PAGE "}\r\n" \
	"WARC-Payload-Digest: sha1:$SHA1{" PAGE "}\r\n" BLOCK(PAGE)
#define R_REVISIT \
	"WARC/1.1\r\nWARC-Type: revisit\r\n" \
	"WARC-Record-ID: " UUID( \
	    "06") "\r\n" \
		  "WARC-Date: 2024-03-02T08:00:00Z\r\n" TARGET HTTP_TYPE \
		  "WARC-Profile: " IDENTICAL "\r\n" \
		  "WARC-Refers-To: " UUID( \
		      "02") "\r\n" \
			    "WARC-Refers-To-Target-URI: " \
			    "http://example.org/ferry\r\n" \
			    "WARC-Refers-To-Date: 2024-03-01T08:00:00Z\r\n" \
			    "WARC-Truncated: length\r\n" \
			    "WARC-Payload-Digest: sha1:$SHA1{" PAGE \
			    "}\r\n" BLOCK("HTTP/1.1 200 OK\r\nAge: 1\r\n\r\n")
#define R_CONVERSION \
	RECORD("conversion", "07") \
	TARGET \
	"Content-Type: text/plain\r\n" \
	"WARC-Refers-To: " UUID("02") "\r\n" \
				      "WARC-Block-Digest: sha256:$SHA256{The " \
				      "ferry runs again.\n}\r\n" BLOCK( \
					  "The ferry runs again.\n")
/* One resource in three segments. */
#define R_FIRST \
	RECORD("resource", "08") \
	"WARC-Target-URI: urn:example:long\r\n" HTML_TYPE \
	"WARC-Segment-Number: 1\r\n" \
	"WARC-Payload-Digest: sha1:$SHA1{<p>one, two, three</p>}\r\n" BLOCK( \
	    "<p>one, ")
#define R_SECOND \
	RECORD("continuation", "09") \
	"WARC-Target-URI: urn:example:long\r\n" \
	"WARC-Segment-Number: 2\r\n" \
	"WARC-Segment-Origin-ID: " UUID("08") "\r\n" BLOCK("two, ")
#define R_THIRD \
	RECORD("continuation", "10") \
	"WARC-Target-URI: urn:example:long\r\n" \
	"WARC-Segment-Number: 3\r\n" \
	"WARC-Segment-Total-Length: 22\r\n" \
	"WARC-Segment-Origin-ID: " UUID("08") "\r\n" BLOCK("three</p>")

enum { SOUND_RECORDS = 10 };
static const char *const sound_records[SOUND_RECORDS] = {R_INFO, R_RESPONSE,
    R_REQUEST, R_METADATA, R_RESOURCE, R_REVISIT, R_CONVERSION, R_FIRST,
    R_SECOND, R_THIRD};

/* ------------------------------------------------------------------ recipes */

static inline void
add_digest(struct nc_buffer *made, enum nc_algorithm algorithm,
    const char *text, size_t size)
{
	unsigned char value[NC_DIGEST_MAX];
	char written[2 * NC_DIGEST_MAX + 1];

	nc_digest_of(algorithm, text, size, value);
	if (algorithm == NC_SHA1)
		nc_base32(written, value, nc_digest_size(algorithm));
	else
		nc_hex(written, value, nc_digest_size(algorithm));
	nc_buffer_text(made, written);
}

/* The recipe with what is computed in its place. */
static inline void
make_record(struct nc_buffer *made, const char *recipe)
{
	static const struct {
		const char *sign;
		int kind; /* -1: the length */
	} signs[] = {{"$LENGTH{", -1}, {"$SHA1{", NC_SHA1},
	    {"$SHA256{", NC_SHA256}, {"$MD5{", NC_MD5}, {"$SHA512{", NC_SHA512},
	    {"$SHA384{", NC_SHA384}, {"$SHA224{", NC_SHA224}};

	while (*recipe != '\0') {
		const char *end = strchr(recipe, '}');
		size_t i, size = 0;

		for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
			size = strlen(signs[i].sign);
			if (strncmp(recipe, signs[i].sign, size) == 0)
				break;
		}
		if (i == sizeof(signs) / sizeof(signs[0])) {
			nc_buffer_byte(made, (unsigned char)*recipe++);
			continue;
		}
		assert_non_null(end);
		recipe += size;
		size = (size_t)(end - recipe);
		if (signs[i].kind < 0)
			nc_buffer_format(made, "%zu", size);
		else
			add_digest(made, (enum nc_algorithm)signs[i].kind,
			    recipe, size);
		recipe = end + 1;
	}
}

static inline void
add_gzip_member(struct nc_buffer *bytes, const char *data, size_t size)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    6);
	size_t room = libdeflate_gzip_compress_bound(compressor, size);
	char *packed = malloc(room);

	assert_non_null(packed);
	size = libdeflate_gzip_compress(compressor, data, size, packed, room);
	assert_true(size > 0);
	nc_buffer_add(bytes, packed, size);
	free(packed);
	libdeflate_free_compressor(compressor);
}

/* Add a record made by a recipe, as a member of its own if `gzip`. */
static inline void
add_recipe(struct nc_buffer *bytes, const char *recipe, bool gzip)
{
	struct nc_buffer made = NC_BUFFER(RECIPE_MAX);

	make_record(&made, recipe);
	if (gzip)
		add_gzip_member(bytes, made.data, made.size);
	else
		nc_buffer_add(bytes, made.data, made.size);
	nc_buffer_free(&made);
}

/* The recipe with the first `old` in it replaced; the caller frees it. */
static inline char *
changed(const char *recipe, const char *old, const char *new)
{
	const char *place = strstr(recipe, old);
	size_t size = strlen(recipe) + strlen(new) + 1;
	char *text = malloc(size);

	assert_non_null(text);
	if (place == NULL)
		fail_msg("%s is not in the recipe", old);
	snprintf(text, size, "%.*s%s%s", (int)(place - recipe), recipe, new,
	    place + strlen(old));
	return text;
}

#endif
