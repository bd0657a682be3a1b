/* libarchive, loaded when the first packed file turns up. */
#ifndef NC_UNPACK_LIBRARY_H
#define NC_UNPACK_LIBRARY_H

#include <archive.h>
#include <archive_entry.h>

/* Its functions that are used, by the types that its headers give them. */
#define NC_LIBARCHIVE_FUNCTIONS(FUNCTION) \
	FUNCTION(archive_read_new) \
	FUNCTION(archive_read_free) \
	FUNCTION(archive_read_support_filter_all) \
	FUNCTION(archive_read_support_format_raw) \
	FUNCTION(archive_read_support_format_tar) \
	FUNCTION(archive_read_support_format_zip_seekable) \
	FUNCTION(archive_read_support_format_zip_streamable) \
	FUNCTION(archive_read_support_format_7zip) \
	FUNCTION(archive_read_set_format_option) \
	FUNCTION(archive_read_open) \
	FUNCTION(archive_read_open_fd) \
	FUNCTION(archive_read_next_header) \
	FUNCTION(archive_read_data) \
	FUNCTION(archive_error_string) \
	FUNCTION(archive_set_error) \
	FUNCTION(archive_entry_pathname) \
	FUNCTION(archive_entry_pathname_utf8) \
	FUNCTION(archive_entry_filetype) \
	FUNCTION(archive_entry_hardlink) \
	FUNCTION(archive_entry_mtime) \
	FUNCTION(archive_entry_mtime_is_set) \
	FUNCTION(archive_entry_is_encrypted)

struct nc_libarchive {
#define FUNCTION(name) __typeof__(name) *name;
	NC_LIBARCHIVE_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

/* NULL: it is not installed.  May be called on any thread. */
const struct nc_libarchive *nc_libarchive(void);

#endif
