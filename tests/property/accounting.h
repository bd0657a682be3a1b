/*
 * Whether the segments of an article account for every byte of its source:
 * written from the public header alone, so that it judges the library and does
 * not repeat it.
 */
#ifndef TEST_ACCOUNTING_H
#define TEST_ACCOUNTING_H

#include "newsconv.h"

/* NULL if they do, else what is wrong, in a static buffer. */
const char *accounting_fault(const struct newsconv_article *article);
/* The same of all articles of one source together. */
const char *accounting_fault_of_all(const struct newsconv_articles *articles);

#endif
