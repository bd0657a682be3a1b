/*
 * POSIX has dlsym() give functions as void *, which C does not convert: the
 * pointer's bytes are copied.
 */
#include <dlfcn.h>
#include <string.h>

#include "symbol.h"

bool
nc_symbol(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol != NULL;
}
