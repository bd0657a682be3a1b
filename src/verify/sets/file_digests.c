/* Reading is the dear part of digests on most disks: it is done once for all. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "file.h"
#include "file_digests.h"

enum { BLOCK_SIZE = 128 * 1024 };

static const char *const names[NC_ALGORITHMS] = {[NC_MD5] = "md5",
    [NC_SHA1] = "sha1",
    [NC_SHA224] = "sha224",
    [NC_SHA256] = "sha256",
    [NC_SHA384] = "sha384",
    [NC_SHA512] = "sha512"};

const char *
nc_algorithm_name(enum nc_algorithm algorithm)
{
	return (size_t)algorithm < NC_ALGORITHMS ? names[algorithm] : NULL;
}

/* Whether `word` is `name`, but for the case of letters and hyphens. */
static bool
is_name(const char *name, const char *word, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		char c = word[i];

		if (c == '-')
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '\0' || c != *name++)
			return false;
	}
	return *name == '\0';
}

int
nc_algorithm_by_name(const char *name, size_t size)
{
	int i;

	for (i = 0; i < NC_ALGORITHMS; i++) {
		if (is_name(names[i], name, size))
			return i;
	}
	return -1;
}

void
nc_digests_begin(struct nc_digests_pass *pass, unsigned which)
{
	size_t i;

	pass->which = which;
	for (i = 0; i < NC_ALGORITHMS; i++) {
		if ((which & 1u << i) != 0)
			nc_digest_begin(
			    &pass->running[i], (enum nc_algorithm)i);
	}
}

void
nc_digests_update(struct nc_digests_pass *pass, const void *data, size_t size)
{
	size_t i;

	for (i = 0; i < NC_ALGORITHMS; i++) {
		if ((pass->which & 1u << i) != 0)
			nc_digest_update(&pass->running[i], data, size);
	}
}

void
nc_digests_end(struct nc_digests_pass *pass, struct nc_file_digests *digests)
{
	size_t i;

	digests->which = pass->which;
	for (i = 0; i < NC_ALGORITHMS; i++) {
		if ((pass->which & 1u << i) != 0)
			nc_digest_end(&pass->running[i], digests->value[i]);
	}
}

int
nc_digests_of_file(int descriptor, unsigned which,
    struct nc_file_digests *digests, struct newsconv_error *error)
{
	struct nc_digests_pass pass;
	char *block = malloc(BLOCK_SIZE);
	uint64_t offset = 0;
	size_t got = 0;
	int result;

	if (block == NULL)
		return nc_error_memory(error);
	nc_digests_begin(&pass, which);
	do {
		result = nc_file_pread(
		    descriptor, block, BLOCK_SIZE, offset, &got, error);
		if (result == NEWSCONV_OK)
			nc_digests_update(&pass, block, got);
		offset += got;
	} while (result == NEWSCONV_OK && got == BLOCK_SIZE);
	free(block);
	if (result == NEWSCONV_OK)
		nc_digests_end(&pass, digests);
	return result;
}
