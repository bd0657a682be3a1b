/* Functions of a library that is loaded when it is needed. */
#ifndef NC_SYMBOL_H
#define NC_SYMBOL_H

#include <stdbool.h>

/*
 * The function `name` of what dlopen(3) gave, into the function pointer that
 * `function` points at, which is of the right type; false: it has none.
 */
bool nc_symbol(void *library, const char *name, void *function);

#endif
