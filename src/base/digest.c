/*
 * Digests by nettle: as fast as libcrypto here (both use the processor's SHA
 * instructions), without its one to two milliseconds at the start.
 */
#include <string.h>

#include <nettle/base64.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include "digest.h"

/* 6ba7b811-9dad-11d1-80b4-00c04fd430c8 */
const unsigned char nc_namespace_url[NC_UUID_SIZE] = {0x6b, 0xa7, 0xb8, 0x11,
    0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

/* 8e3c1c46-6b0f-5d0c-9f8a-7e2d5f1b9a34, ours alone and never to change */
const unsigned char nc_namespace_newsconv[NC_UUID_SIZE] = {0x8e, 0x3c, 0x1c,
    0x46, 0x6b, 0x0f, 0x5d, 0x0c, 0x9f, 0x8a, 0x7e, 0x2d, 0x5f, 0x1b, 0x9a,
    0x34};

union context {
	struct md5_ctx md5;
	struct sha1_ctx sha1;
	struct sha256_ctx sha256;
	struct sha512_ctx sha512;
};

_Static_assert(sizeof(union context) <= sizeof(((struct nc_digest *)0)->state),
    "struct nc_digest has room for every nettle context");

size_t
nc_digest_size(enum nc_algorithm algorithm)
{
	static const size_t sizes[] = {[NC_MD5] = MD5_DIGEST_SIZE,
	    [NC_SHA1] = SHA1_DIGEST_SIZE,
	    [NC_SHA224] = SHA224_DIGEST_SIZE,
	    [NC_SHA256] = SHA256_DIGEST_SIZE,
	    [NC_SHA384] = SHA384_DIGEST_SIZE,
	    [NC_SHA512] = SHA512_DIGEST_SIZE};

	return sizes[algorithm];
}

void
nc_digest_begin(struct nc_digest *digest, enum nc_algorithm algorithm)
{
	union context *context = (union context *)(void *)digest->state;

	digest->algorithm = algorithm;
	switch (algorithm) {
	case NC_MD5:
		md5_init(&context->md5);
		break;
	case NC_SHA1:
		sha1_init(&context->sha1);
		break;
	case NC_SHA224:
		sha224_init(&context->sha256);
		break;
	case NC_SHA256:
		sha256_init(&context->sha256);
		break;
	case NC_SHA384:
		sha384_init(&context->sha512);
		break;
	case NC_SHA512:
		sha512_init(&context->sha512);
		break;
	}
}

void
nc_digest_update(struct nc_digest *digest, const void *data, size_t size)
{
	union context *context = (union context *)(void *)digest->state;

	switch (digest->algorithm) {
	case NC_MD5:
		md5_update(&context->md5, size, data);
		break;
	case NC_SHA1:
		sha1_update(&context->sha1, size, data);
		break;
	case NC_SHA224:
	case NC_SHA256:
		sha256_update(&context->sha256, size, data);
		break;
	case NC_SHA384:
	case NC_SHA512:
		sha512_update(&context->sha512, size, data);
		break;
	}
}

void
nc_digest_end(struct nc_digest *digest, unsigned char *value)
{
	union context *context = (union context *)(void *)digest->state;
	size_t size = nc_digest_size(digest->algorithm);

	switch (digest->algorithm) {
	case NC_MD5:
		md5_digest(&context->md5, size, value);
		break;
	case NC_SHA1:
		sha1_digest(&context->sha1, size, value);
		break;
	case NC_SHA224:
		sha224_digest(&context->sha256, size, value);
		break;
	case NC_SHA256:
		sha256_digest(&context->sha256, size, value);
		break;
	case NC_SHA384:
		sha384_digest(&context->sha512, size, value);
		break;
	case NC_SHA512:
		sha512_digest(&context->sha512, size, value);
		break;
	}
}

void
nc_digest_of(enum nc_algorithm algorithm, const void *data, size_t size,
    unsigned char *value)
{
	struct nc_digest digest;

	nc_digest_begin(&digest, algorithm);
	nc_digest_update(&digest, data, size);
	nc_digest_end(&digest, value);
}

void
nc_hex(char *target, const unsigned char *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < size; i++) {
		target[2 * i] = digits[bytes[i] >> 4];
		target[2 * i + 1] = digits[bytes[i] & 15];
	}
	target[2 * size] = '\0';
}

void
nc_digest_end_hex(struct nc_digest *digest, char *target)
{
	unsigned char value[NC_DIGEST_MAX];
	size_t size = nc_digest_size(digest->algorithm);

	nc_digest_end(digest, value);
	nc_hex(target, value, size);
}

void
nc_sha256_hex(char target[65], struct newsconv_text bytes)
{
	struct nc_digest digest;

	nc_digest_begin(&digest, NC_SHA256);
	nc_digest_update(&digest, bytes.data, bytes.size);
	nc_digest_end_hex(&digest, target);
}

void
nc_base32(char *target, const unsigned char *bytes, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint32_t bits = 0;
	unsigned count = 0;
	size_t used = 0, i;

	for (i = 0; i < size; i++) {
		bits = bits << 8 | bytes[i];
		count += 8;
		while (count >= 5) {
			count -= 5;
			target[used++] = alphabet[bits >> count & 31];
		}
	}
	if (count > 0)
		target[used++] = alphabet[bits << (5 - count) & 31];
	while (used % 8 != 0)
		target[used++] = '=';
	target[used] = '\0';
}

int
nc_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

size_t
nc_hex_decode(unsigned char *target, size_t room, const char *text, size_t size)
{
	size_t i;

	if (size % 2 != 0 || size / 2 > room)
		return SIZE_MAX;
	for (i = 0; i < size; i += 2) {
		int high = nc_hex_value(text[i]),
		    low = nc_hex_value(text[i + 1]);

		if (high < 0 || low < 0)
			return SIZE_MAX;
		target[i / 2] = (unsigned char)(high << 4 | low);
	}
	return size / 2;
}

static int
base32_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= '2' && c <= '7')
		return c - '2' + 26;
	return -1;
}

size_t
nc_base32_decode(
    unsigned char *target, size_t room, const char *text, size_t size)
{
	uint32_t bits = 0;
	unsigned count = 0;
	size_t used = 0, i;

	while (size > 0 && text[size - 1] == '=')
		size--;
	for (i = 0; i < size; i++) {
		int value = base32_value(text[i]);

		if (value < 0)
			return SIZE_MAX;
		bits = bits << 5 | (uint32_t)value;
		count += 5;
		if (count >= 8) {
			count -= 8;
			if (used == room)
				return SIZE_MAX;
			target[used++] = (unsigned char)(bits >> count);
		}
	}
	/* What is left over must be fewer than five bits, all zero. */
	if (count >= 5 || (bits & ((1u << count) - 1)) != 0)
		return SIZE_MAX;
	return used;
}

size_t
nc_base64_decode(
    unsigned char *target, size_t room, const char *text, size_t size)
{
	struct base64_decode_ctx context;
	unsigned char whole[BASE64_DECODE_LENGTH(128)];
	size_t decoded = sizeof(whole);

	if (size > 128)
		return SIZE_MAX;
	base64_decode_init(&context);
	if (!base64_decode_update(&context, &decoded, whole, size, text) ||
	    !base64_decode_final(&context) || decoded > room)
		return SIZE_MAX;
	memcpy(target, whole, decoded);
	return decoded;
}

void
nc_uuid5_urn(char target[NC_URN_UUID_SIZE],
    const unsigned char namespace[NC_UUID_SIZE], const void *name,
    size_t name_size)
{
	unsigned char value[SHA1_DIGEST_SIZE];
	struct nc_digest digest;
	char hex[2 * NC_UUID_SIZE + 1];

	nc_digest_begin(&digest, NC_SHA1);
	nc_digest_update(&digest, namespace, NC_UUID_SIZE);
	nc_digest_update(&digest, name, name_size);
	nc_digest_end(&digest, value);
	value[6] = (value[6] & 0x0f) | 0x50; /* version 5 */
	value[8] = (value[8] & 0x3f) | 0x80; /* variant of RFC 9562 */
	nc_hex(hex, value, NC_UUID_SIZE);

	memcpy(target, "urn:uuid:", 9);
	memcpy(target + 9, hex, 8);
	target[17] = '-';
	memcpy(target + 18, hex + 8, 4);
	target[22] = '-';
	memcpy(target + 23, hex + 12, 4);
	target[27] = '-';
	memcpy(target + 28, hex + 16, 4);
	target[32] = '-';
	memcpy(target + 33, hex + 20, 12);
	target[45] = '\0';
}
