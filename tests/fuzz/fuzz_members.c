/*
 * Any bytes as a packed file: the members end, each of them owns its memory,
 * and what is given of it is fit for reading it.
 */
#define _GNU_SOURCE /* memfd_create */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "members.h"

static void
check_member(const struct nc_member *member)
{
	struct newsconv_read_options options;
	struct newsconv_error error;
	size_t sum = 0, i;

	for (i = 0; i < member->bytes.size; i++)
		sum += (unsigned char)member->bytes.data[i];
	for (i = 0; i < member->given.words.size; i++)
		sum += (unsigned char)member->given.words.data[i];
	if (member->bytes.data[member->bytes.size] != '\0' ||
	    (member->problem < 0) != (member->reason[0] != '\0'))
		abort();
	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.title = member->given.title;
	options.authors = member->given.authors;
	options.author_count = member->given.author_count;
	options.date = member->given.date;
	options.language = member->given.language;
	options.url = member->given.url;
	options.publisher = member->given.publisher;
	if (newsconv_read_options_check(&options, &error) < 0) {
		fprintf(stderr, "%s (%zu)\n", error.text, sum);
		abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct nc_members_options options = {.max_size = 1 << 20};
	struct nc_members *members = NULL;
	struct nc_member *member = NULL;
	struct nc_entry entry;
	char path[64];
	int file = memfd_create("fuzz", MFD_CLOEXEC);

	if (file < 0 || write(file, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	memset(&entry, 0, sizeof(entry));
	entry.path = path;
	if (nc_members_open(&members, &entry, &options, NULL) == NEWSCONV_OK)
		while (nc_members_next(members, &member, NULL) == NEWSCONV_OK) {
			check_member(member);
			nc_member_free(member);
		}
	nc_members_free(members);
	close(file);
	return 0;
}
