/* Making members: for the readers of all kinds of files. */
#ifndef NC_MEMBER_H
#define NC_MEMBER_H

#include "fields.h"
#include "members.h"

/* NULL: out of memory. */
struct nc_member *nc_member_new(const char *name, size_t name_size);
/* The buffer's bytes become the member's; false: out of memory. */
bool nc_member_adopt(struct nc_member *member, struct nc_buffer *bytes);
/* The problem that stands in the error. */
void nc_member_fail(
    struct nc_member *member, const struct newsconv_error *error);
void nc_member_refuse(struct nc_member *member, int problem, const char *format,
    ...) __attribute__((format(printf, 3, 4)));
/* options->max_size, or what stands for 0. */
uint64_t nc_members_limit(const struct nc_members_options *options);

#endif
