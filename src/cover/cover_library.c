/*
 * Loading Pango.  It brings two dozen libraries, which would be loaded at each
 * start, for a program that mostly has no cover to draw.  What libpangocairo
 * depends on is found through it.  Once loaded it stays: GLib's types cannot be
 * unloaded, and where one cover is drawn there may be more.
 */
#ifdef NC_COVER_PANGO

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "cover_fonts.h"
#include "cover_library.h"

static struct nc_pango functions;
static bool ready;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* POSIX has dlsym() give functions as void *, which C does not convert. */
static bool
load_function(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol != NULL;
}

static void
load(void)
{
	void *library = dlopen(
	    "libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_LOCAL);

	if (library == NULL)
		return;
	ready = true;
#define FUNCTION(name) ready &= load_function(library, #name, &functions.name);
	NC_PANGO_FUNCTIONS(FUNCTION)
#undef FUNCTION
	ready = ready && nc_cover_fonts_ready(&functions);
}

const struct nc_pango *
nc_pango(void)
{
	pthread_once(&once, load);
	return ready ? &functions : NULL;
}

#else

/* Built without Pango: see cover_draw.c. */
typedef int nc_no_cover_library;

#endif
