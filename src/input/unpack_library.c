/*
 * Loading libarchive.  It brings a dozen libraries, which would be loaded at
 * each start, for a program that mostly converts one text.  Once loaded it
 * stays, for where one packed file is there are more.
 */
#include <dlfcn.h>
#include <pthread.h>

#include "symbol.h"
#include "unpack_library.h"

static struct nc_libarchive functions;
static int loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
load(void)
{
	void *library = dlopen("libarchive.so.13", RTLD_LAZY | RTLD_LOCAL);

	if (library == NULL)
		return;
	loaded = 1;
#define FUNCTION(name) loaded &= nc_symbol(library, #name, &functions.name);
	NC_LIBARCHIVE_FUNCTIONS(FUNCTION)
#undef FUNCTION
	if (!loaded)
		dlclose(library);
}

const struct nc_libarchive *
nc_libarchive(void)
{
	pthread_once(&once, load);
	return loaded ? &functions : NULL;
}
