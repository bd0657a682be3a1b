/* Filling in an entry from what the system says of a file. */
#ifndef NC_ENTRY_H
#define NC_ENTRY_H

#include <sys/stat.h>

#include "inputs.h"

/* Not to be read, for the reason given. */
void nc_entry_refuse(
    struct nc_entry *entry, enum nc_entry_kind kind, const char *reason);
/* NC_ENTRY_FAILED: "cannot open: No such file or directory". */
void nc_entry_fail(struct nc_entry *entry, int sys_errno, const char *what);
/*
 * Kind and state of what `name` in `directory` (as openat() has it) is.  With
 * `follow`, links are what they lead to.  *status is set unless it failed.
 */
void nc_entry_examine(struct nc_entry *entry, int directory, const char *name,
    bool follow, struct stat *status);
/* The state of the sidecar, part of that of its dump. */
void nc_entry_add_sidecar(struct nc_entry *entry, const struct stat *status);
/* Errors after which no name can be trusted to be all there is. */
bool nc_entry_fatal(int sys_errno);

#endif
