/*
 * Digests and what is written from them: hexadecimal, base32, UUIDs.  The one
 * room that knows which library computes them.
 */
#ifndef NC_DIGEST_H
#define NC_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

enum nc_algorithm {
	NC_MD5,
	NC_SHA1,
	NC_SHA224,
	NC_SHA256,
	NC_SHA384,
	NC_SHA512
};

enum { NC_DIGEST_MAX = 64, NC_UUID_SIZE = 16 };

struct nc_digest {
	enum nc_algorithm algorithm;
	_Alignas(16) unsigned char state[256];
};

/* In bytes: 16, 20, 28, 32, 48, 64. */
size_t nc_digest_size(enum nc_algorithm algorithm);
void nc_digest_begin(struct nc_digest *digest, enum nc_algorithm algorithm);
void nc_digest_update(struct nc_digest *digest, const void *data, size_t size);
/* Writes nc_digest_size() bytes. */
void nc_digest_end(struct nc_digest *digest, unsigned char *value);
/* The same in lower-case hexadecimal: 2 * nc_digest_size() + 1 bytes. */
void nc_digest_end_hex(struct nc_digest *digest, char *target);
/* All three in one. */
void nc_digest_of(enum nc_algorithm algorithm, const void *data, size_t size,
    unsigned char *value);
/* SHA-256 in lower-case hexadecimal. */
void nc_sha256_hex(char target[65], struct newsconv_text bytes);

/* Lower case, NUL-terminated: 2 * size + 1 bytes. */
void nc_hex(char *target, const unsigned char *bytes, size_t size);
/* RFC 4648 upper case with padding, NUL-terminated: 8 * ((size + 4) / 5) + 1. */
void nc_base32(char *target, const unsigned char *bytes, size_t size);
/* 0 to 15, or -1 when it is no hexadecimal digit. */
int nc_hex_value(char c);
/* Bytes written to target, which has room for `room`; SIZE_MAX if malformed. */
size_t nc_hex_decode(
    unsigned char *target, size_t room, const char *text, size_t size);
size_t nc_base32_decode(
    unsigned char *target, size_t room, const char *text, size_t size);
size_t nc_base64_decode(
    unsigned char *target, size_t room, const char *text, size_t size);

/*
 * RFC 9562, 5.5: version 5 (SHA-1) UUID of `name` in a namespace, as
 * "urn:uuid:xxxxxxxx-xxxx-5xxx-xxxx-xxxxxxxxxxxx".
 */
enum { NC_URN_UUID_SIZE = 9 + 36 + 1 };
extern const unsigned char nc_namespace_url[NC_UUID_SIZE]; /* RFC 9562, 6.6 */
extern const unsigned char nc_namespace_newsconv[NC_UUID_SIZE];
void nc_uuid5_urn(char target[NC_URN_UUID_SIZE],
    const unsigned char namespace[NC_UUID_SIZE], const void *name,
    size_t name_size);

#endif
