/* All members of a file as text, for comparing. */
#ifndef LISTING_H
#define LISTING_H

#include "tree.h"

#include "members.h"

static struct newsconv_error listing_error;

/*
 * A line each: "number name|text", or "number name! reason"; then what ended
 * it, if something did.  `given` adds what is given.
 */
static inline char *
list_members(
    const char *path, const struct nc_members_options *options, bool given)
{
	static struct nc_buffer text = NC_BUFFER((size_t)1 << 30);
	struct nc_entry entry = {.path = path};
	struct nc_members *members = NULL;
	struct nc_member *member = NULL;
	int result;

	nc_buffer_clear(&text);
	nc_buffer_text(&text, "");
	memset(&listing_error, 0, sizeof(listing_error));
	result = nc_members_open(&members, &entry, options, &listing_error);
	while (result == NEWSCONV_OK) {
		result = nc_members_next(members, &member, &listing_error);
		if (result != NEWSCONV_OK)
			break;
		nc_buffer_format(
		    &text, "%llu ", (unsigned long long)member->number);
		nc_buffer_add(&text, member->name.data, member->name.size);
		nc_buffer_text(&text, member->problem < 0 ? "! " : "|");
		if (member->problem < 0)
			nc_buffer_text(&text, member->reason);
		else
			nc_buffer_add(
			    &text, member->bytes.data, member->bytes.size);
		assert_int_equal(
		    member->problem < 0, member->reason[0] != '\0');
		if (given && member->given.url != NULL)
			nc_buffer_format(&text, " <%s>", member->given.url);
		if (given && member->given.title != NULL)
			nc_buffer_format(&text, " '%s'", member->given.title);
		if (given && member->given.language != NULL)
			nc_buffer_format(&text, " %s", member->given.language);
		if (given && member->given.fetched != NEWSCONV_TIME_UNKNOWN)
			nc_buffer_format(
			    &text, " %lld", (long long)member->given.fetched);
		nc_buffer_byte(&text, '\n');
		nc_member_free(member);
	}
	nc_members_free(members);
	if (result < 0)
		nc_buffer_format(&text, "%d %s: %s", result,
		    listing_error.where, listing_error.text);
	return text.data;
}

static inline char *
list_file(const char *path)
{
	static const struct nc_members_options options;

	return list_members(path, &options, false);
}

#endif
