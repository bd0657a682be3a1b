/* What a digest is the digest of: payload, transferred body, whole block. */
#include "unit.h"

#include "warc_body.h"

/* The text goes in `step` bytes at a time. */
static enum nc_warc_match
match(const char *block, bool http, const char *hashed, size_t step)
{
	struct nc_warc_body body;
	unsigned char value[NC_DIGEST_MAX];
	size_t size = strlen(block), i;
	enum nc_warc_match result;

	nc_digest_of(NC_SHA1, hashed, strlen(hashed), value);
	nc_warc_body_init(&body);
	nc_warc_body_begin(&body, NC_SHA1, http, true);
	for (i = 0; i < size; i += step)
		nc_warc_body_add(
		    &body, block + i, step < size - i ? step : size - i);
	result = nc_warc_body_match(&body, value, NULL, 20);
	nc_warc_body_free(&body);
	return result;
}

static void
expect(const char *block, bool http, const char *hashed,
    enum nc_warc_match expected)
{
	size_t step;

	for (step = 1; step < 70; step += 3)
		assert_int_equal(match(block, http, hashed, step), expected);
}

#define PLAIN "HTTP/1.1 200 OK\r\nA: b\r\n\r\n"
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n"

static void
payloads_are_told_from_what_is_around_them(void **state)
{
	(void)state;
	expect("ferry", false, "ferry", NC_MATCH_PAYLOAD);
	expect("ferry", false, "Ferry", NC_MATCH_NONE);
	expect(PLAIN "ferry", true, "ferry", NC_MATCH_PAYLOAD);
	expect(PLAIN "ferry", true, PLAIN "ferry", NC_MATCH_WHOLE);
	expect(PLAIN "ferry", true, "fern", NC_MATCH_NONE);
	expect(PLAIN, true, "", NC_MATCH_PAYLOAD);
	expect("GET / HTTP/1.1\r\nA: b\r\n", true, "", NC_MATCH_PAYLOAD);
	expect("A: b\n\nferry", true, "ferry", NC_MATCH_PAYLOAD);
}

static void
chunks_are_taken_off(void **state)
{
#define CHUNKS "3;x=\"y\"\r\nfer\r\n02\r\nry\r\n0\r\nTrailer: z\r\n\r\n"
	(void)state;
	expect(CHUNKED CHUNKS, true, "ferry", NC_MATCH_PAYLOAD);
	expect(CHUNKED CHUNKS, true, CHUNKS, NC_MATCH_TRANSFERRED);
	expect(CHUNKED CHUNKS, true, CHUNKED CHUNKS, NC_MATCH_WHOLE);
	/* Said to be in chunks, and not. */
	expect(CHUNKED "ferry", true, "ferry", NC_MATCH_TRANSFERRED);
	expect(CHUNKED "5\r\nferryX", true, "ferry", NC_MATCH_NONE);
}

static void
what_an_endless_header_hides_cannot_be_told(void **state)
{
	char *header = malloc(70001);

	(void)state;
	assert_non_null(header);
	memset(header, 'x', 70000);
	header[70000] = '\0';
	assert_int_equal(match(header, true, "ferry", 4096), NC_MATCH_UNKNOWN);
	assert_int_equal(match(header, true, header, 4096), NC_MATCH_WHOLE);
	free(header);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(payloads_are_told_from_what_is_around_them),
	    cmocka_unit_test(chunks_are_taken_off),
	    cmocka_unit_test(what_an_endless_header_hides_cannot_be_told),
	};

	return RUN(tests);
}
