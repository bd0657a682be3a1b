/* Digests are read in every form that programs write them in. */
#include "unit.h"

#include "utf8.h"
#include "warc_digest.h"

/* All of the empty text, by RFC 1321 and FIPS 180-4. */
static void
every_form_of_a_digest_is_read(void **state)
{
	static const struct {
		const char *text;
		enum nc_algorithm algorithm;
	} cases[] = {
	    {"md5:d41d8cd98f00b204e9800998ecf8427e", NC_MD5},
	    {"MD5:D41D8CD98F00B204E9800998ECF8427E", NC_MD5},
	    {"md5:2QOYZWMPACZAJ2MABGMOZ6CCPY======", NC_MD5},
	    {"md5:2qoyzwmpaczaj2mabgmoz6ccpy", NC_MD5},
	    {"md5:1B2M2Y8AsgTpgAmY7PhCfg==", NC_MD5},
	    {"md5:1B2M2Y8AsgTpgAmY7PhCfg", NC_MD5},
	    {"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", NC_SHA1},
	    {"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", NC_SHA1},
	    {"SHA-1:3i42h3s6nnfq2msvx7xzkyayscx5qbyj", NC_SHA1},
	    {"sha_1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=", NC_SHA1},
	    {"sha1:2jmj7l5rSw0yVb_vlWAYkK_YBwk", NC_SHA1},
	    {"SHA_256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
	     "7852b855",
		NC_SHA256},
	    {"sha-256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", NC_SHA256},
	    {"sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====",
		NC_SHA256},
	    {"sha2-256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ",
		NC_SHA256},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nc_warc_stated stated;
		unsigned char value[NC_DIGEST_MAX];

		if (nc_warc_stated_read(&stated, nc_text(cases[i].text)) !=
		    NC_STATED_OK)
			fail_msg("not read: %s", cases[i].text);
		assert_int_equal(stated.algorithm, cases[i].algorithm);
		nc_digest_of(cases[i].algorithm, "", 0, value);
		assert_memory_equal(
		    stated.value, value, nc_digest_size(cases[i].algorithm));
	}
}

static void
what_is_no_digest_is_told_from_what_is_not_known(void **state)
{
	struct nc_warc_stated stated;

	(void)state;
	assert_int_equal(nc_warc_stated_read(&stated, nc_text("blake3:00")),
	    NC_STATED_UNKNOWN);
	assert_int_equal(nc_warc_stated_read(
			     &stated, nc_text("averylongnameofanalgorithm:00")),
	    NC_STATED_UNKNOWN);
	assert_int_equal(
	    nc_warc_stated_read(&stated, nc_text("sha1:00")), NC_STATED_FORM);
	assert_int_equal(nc_warc_stated_read(&stated,
			     nc_text("md5:d41d8cd98f00b204e9800998ecf8427g")),
	    NC_STATED_FORM);
	assert_false(stated.known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_form_of_a_digest_is_read),
	    cmocka_unit_test(what_is_no_digest_is_told_from_what_is_not_known),
	};

	return RUN(tests);
}
