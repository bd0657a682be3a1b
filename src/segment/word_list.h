/*
 * The words of a dump, for telling whether a word that was broken at the end
 * of a line stands elsewhere in one piece.
 */
#ifndef NC_WORD_LIST_H
#define NC_WORD_LIST_H

#include "dump.h"

struct nc_word_list;

/* NULL when out of memory. */
struct nc_word_list *nc_word_list_new(const struct nc_dump *dump);
void nc_word_list_free(struct nc_word_list *list);

/*
 * Whether left and right together are a word of the dump, or differ from one
 * by an ending: a longer word that begins so, or a shorter one, of five letters
 * at least, that reaches beyond the hyphen.
 */
bool nc_word_list_whole(const struct nc_word_list *list,
    struct newsconv_text left, struct newsconv_text right);

/* Whether left, a hyphen, and right stand so within a line. */
bool nc_word_list_hyphenated(const struct nc_word_list *list,
    struct newsconv_text left, struct newsconv_text right);

#endif
