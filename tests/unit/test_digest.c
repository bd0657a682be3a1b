/* Digests and encodings against the examples of their specifications. */
#include "unit.h"

#include "digest.h"

static void
digests_are_those_of_the_standards(void **state)
{
	/* RFC 1321, A.5; FIPS 180 examples for "abc". */
	static const struct {
		enum nc_algorithm algorithm;
		const char *hex;
	} cases[] = {
	    {NC_MD5, "900150983cd24fb0d6963f7d28e17f72"},
	    {NC_SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
	    {NC_SHA224,
		"23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9d"
		"a7"},
	    {NC_SHA384,
		"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b60"
		"5a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
	    {NC_SHA256,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff"
		"61f20015ad"},
	    {NC_SHA512,
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eee"
		"e64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643c"
		"e80e2a9ac94fa54ca49f"},
	};
	unsigned char value[NC_DIGEST_MAX];
	char hex[2 * NC_DIGEST_MAX + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		nc_digest_of(cases[i].algorithm, "abc", 3, value);
		nc_hex(hex, value, nc_digest_size(cases[i].algorithm));
		assert_string_equal(hex, cases[i].hex);
	}
}

static void
base32_is_that_of_rfc_4648(void **state)
{
	static const struct {
		const char *plain;
		const char *encoded;
	} cases[] = {{"", ""}, {"f", "MY======"}, {"fo", "MZXQ===="},
	    {"foo", "MZXW6==="}, {"foob", "MZXW6YQ="}, {"fooba", "MZXW6YTB"},
	    {"foobar", "MZXW6YTBOI======"}};
	unsigned char decoded[16];
	char encoded[32];
	size_t i, size;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		nc_base32(encoded, (const unsigned char *)cases[i].plain,
		    strlen(cases[i].plain));
		assert_string_equal(encoded, cases[i].encoded);
		size = nc_base32_decode(
		    decoded, sizeof(decoded), encoded, strlen(encoded));
		assert_int_equal(size, strlen(cases[i].plain));
		assert_memory_equal(decoded, cases[i].plain, size);
	}
}

static void
malformed_encodings_are_refused(void **state)
{
	unsigned char decoded[4];

	(void)state;
	assert_int_equal(nc_hex_value('9'), 9);
	assert_int_equal(nc_hex_value('a'), nc_hex_value('A'));
	assert_int_equal(nc_hex_value('F'), 15);
	assert_int_equal(nc_hex_value('g'), -1);
	assert_int_equal(nc_hex_decode(decoded, 4, "abc", 3), SIZE_MAX);
	assert_int_equal(nc_hex_decode(decoded, 4, "zz", 2), SIZE_MAX);
	assert_int_equal(nc_hex_decode(decoded, 1, "aabb", 4), SIZE_MAX);
	assert_int_equal(nc_base32_decode(decoded, 4, "M1", 2), SIZE_MAX);
	assert_int_equal(nc_base32_decode(decoded, 4, "MZ", 2), SIZE_MAX);
	assert_int_equal(nc_base64_decode(decoded, 4, "!!!!", 4), SIZE_MAX);
	assert_int_equal(nc_base64_decode(decoded, 2, "Zm9v", 4), SIZE_MAX);
	assert_int_equal(nc_base64_decode(decoded, 4, "Zm9v", 4), 3);
}

static void
uuid5_is_that_of_rfc_9562(void **state)
{
	/* RFC 9562, A.4 uses the DNS namespace; this is the URL one, as
	 * Python's uuid.uuid5(uuid.NAMESPACE_URL, ...) gives it. */
	char urn[NC_URN_UUID_SIZE];

	(void)state;
	nc_uuid5_urn(urn, nc_namespace_url, "http://www.example.com/", 23);
	assert_string_equal(
	    urn, "urn:uuid:fcde3c85-2270-590f-9e7c-ee003d65e0e2");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(digests_are_those_of_the_standards),
	    cmocka_unit_test(base32_is_that_of_rfc_4648),
	    cmocka_unit_test(malformed_encodings_are_refused),
	    cmocka_unit_test(uuid5_is_that_of_rfc_9562),
	};

	return RUN(tests);
}
