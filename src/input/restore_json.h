/* Articles from their JSON form, schemas/article.schema.json. */
#ifndef NC_RESTORE_JSON_H
#define NC_RESTORE_JSON_H

#include "restore_members.h"

/* What of an article an object holds. */
enum nc_restore_form {
	NC_RESTORE_ARTICLE,
	NC_RESTORE_RECORD /* a book's: body blocks have no text */
};

/* The form's members, by enum nc_restore_form; see restore_form.c. */
extern const struct nc_restore_table nc_restore_forms[];

/*
 * The objects of `bytes`, one after another, each with a new article in `arena`
 * that is not sealed yet: nc_restored_seal().  As nc_restore_json() fails.
 */
int nc_restore_objects(struct newsconv_article ***articles, size_t *count,
    struct newsconv_text bytes, enum nc_restore_form form,
    struct nc_arena *arena, struct newsconv_error *error);

#endif
