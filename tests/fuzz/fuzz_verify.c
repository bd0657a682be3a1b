/* Any bytes as an archive: the check ends, whatever it finds. */
#define _GNU_SOURCE /* memfd_create */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

/* Look at every byte of what a callback is lent. */
static void
read_all(const struct newsconv_finding *finding, void *context)
{
	size_t *sum = context;

	*sum += strlen(finding->code) + strlen(finding->file) +
	    strlen(finding->part) + strlen(finding->text) +
	    strlen(finding->clause) + strlen(finding->advice);
	if (finding->severity > NEWSCONV_ERROR)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct newsconv_summary summary;
	struct newsconv_error error;
	char path[64];
	size_t sum = 0;
	int file = memfd_create("fuzz", MFD_CLOEXEC);

	if (file < 0 || write(file, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	newsconv_verify(path, read_all, &sum, &summary, &error);
	close(file);
	return 0;
}
