/*
 * JSON objects into structures, by tables: a row for each member says where its
 * value goes and what it has to be, so that what is read and what is refused is
 * all of one piece with the schema that the tables follow.
 */
#ifndef NC_RESTORE_MEMBERS_H
#define NC_RESTORE_MEMBERS_H

#include <jansson.h>

#include "article.h"

enum { NC_RESTORE_DEPTH = 8 };

/* Reading of one article; failing sticks, and the first failure is told. */
struct nc_restoring {
	struct newsconv_article *article;
	struct nc_arena *arena;
	uint64_t line; /* of the object's first byte, for errors */
	struct newsconv_error *error;
	int result;
	/* Where in the object: names of members, or indexes if name is NULL. */
	struct {
		const char *name;
		size_t index;
	} path[NC_RESTORE_DEPTH];
	unsigned depth;
};

struct nc_restore_row {
	const char *name;
	bool required;
	/* Of `value` into *target. */
	void (*read)(struct nc_restoring *restoring, const json_t *value,
	    void *target, const struct nc_restore_row *member);
	size_t offset;    /* of the target in the structure */
	const void *more; /* what the function wants to know */
};

/* `count` rows, for members whose `more` is an object or a list of them. */
struct nc_restore_table {
	const struct nc_restore_row *rows;
	size_t count;
	/* Of a list: its elements, before they are read, and where it goes. */
	size_t element_size;
	void (*begin)(void *element);
	size_t list_offset, count_offset; /* in struct newsconv_article */
};

/* "line 3: body[2].type " and what is wrong with it, unless one failed before. */
void nc_restore_fail(struct nc_restoring *restoring, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void nc_restore_no_memory(struct nc_restoring *restoring);

/* All members of an object; one that the table has not is refused. */
void nc_restore_object(struct nc_restoring *restoring, const json_t *value,
    const struct nc_restore_table *table, void *target);

/*
 * Functions for rows.  The target is: of an object the structure that it is in;
 * of a text struct newsconv_text; of a number what the name says.
 */
typedef void nc_restore_read(struct nc_restoring *restoring,
    const json_t *value, void *target, const struct nc_restore_row *member);

/* more: struct nc_restore_table.  Offsets of its rows are of the target. */
nc_restore_read nc_restore_members;
/* The same of each element, into a new array; the target is of no matter. */
nc_restore_read nc_restore_list;
/* One line of text without control characters; the latter not empty. */
nc_restore_read nc_restore_any_text;
nc_restore_read nc_restore_text;
nc_restore_read nc_restore_count; /* uint64_t */
nc_restore_read nc_restore_from_one;
nc_restore_read nc_restore_hundredths; /* unsigned */
nc_restore_read nc_restore_segment;    /* size_t; the segments are read */
nc_restore_read nc_restore_boolean;    /* int */
nc_restore_read nc_restore_true;       /* int: absent or true */
/* more: struct nc_names; the target is an enumeration or int. */
nc_restore_read nc_restore_name;

#endif
