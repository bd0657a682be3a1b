/*
 * Entries from stat(2).  A file that cannot be examined is an entry that says
 * so, for a batch goes on without it; only where the system itself fails (a
 * bad disk, no descriptors left) would going on leave out what is there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "entry.h"

void
nc_entry_refuse(
    struct nc_entry *entry, enum nc_entry_kind kind, const char *reason)
{
	entry->kind = kind;
	snprintf(entry->reason, sizeof(entry->reason), "%s", reason);
}

void
nc_entry_fail(struct nc_entry *entry, int sys_errno, const char *what)
{
	char words[128];

	if (strerror_r(sys_errno, words, sizeof(words)) != 0)
		snprintf(words, sizeof(words), "error %d", sys_errno);
	entry->kind = NC_ENTRY_FAILED;
	entry->sys_errno = sys_errno;
	snprintf(entry->reason, sizeof(entry->reason), "%s: %s", what, words);
}

bool
nc_entry_fatal(int sys_errno)
{
	return sys_errno == EIO || sys_errno == EMFILE || sys_errno == ENFILE ||
	    sys_errno == ENOMEM;
}

static void
name_special(struct nc_entry *entry, mode_t mode)
{
	const char *reason = "is no regular file";

	if (S_ISSOCK(mode))
		reason = "is a socket";
	else if (S_ISFIFO(mode))
		reason = "is a named pipe";
	else if (S_ISBLK(mode) || S_ISCHR(mode))
		reason = "is a device";
	nc_entry_refuse(entry, NC_ENTRY_SPECIAL, reason);
}

void
nc_entry_examine(struct nc_entry *entry, int directory, const char *name,
    bool follow, struct stat *status)
{
	if (fstatat(directory, name, status,
		follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
		nc_entry_fail(entry, errno, "cannot be examined");
		return;
	}
	if (S_ISLNK(status->st_mode)) {
		nc_entry_refuse(
		    entry, NC_ENTRY_LINK, "is a symbolic link, not followed");
	} else if (!S_ISREG(status->st_mode)) {
		name_special(entry, status->st_mode);
	} else {
		entry->kind = NC_ENTRY_FILE;
		entry->state.size = (uint64_t)status->st_size;
		entry->state.modified = (int64_t)status->st_mtim.tv_sec;
		entry->state.nanoseconds = (uint32_t)status->st_mtim.tv_nsec;
	}
}

void
nc_entry_add_sidecar(struct nc_entry *entry, const struct stat *status)
{
	entry->state.sidecar = true;
	entry->state.sidecar_size = (uint64_t)status->st_size;
	entry->state.sidecar_modified = (int64_t)status->st_mtim.tv_sec;
	entry->state.sidecar_nanoseconds = (uint32_t)status->st_mtim.tv_nsec;
}
