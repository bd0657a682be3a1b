/*
 * Loading Pango.  It brings two dozen libraries, which would be loaded at each
 * start, for a program that mostly has no cover to draw.  What libpangocairo
 * depends on is found through it.  Once loaded it stays: GLib's types cannot be
 * unloaded, and where one cover is drawn there may be more.
 */
#ifdef NC_COVER_PANGO

#include <dlfcn.h>
#include <pthread.h>

#include "cover_fonts.h"
#include "cover_library.h"
#include "symbol.h"

static struct nc_pango functions;
static bool ready;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
load(void)
{
	void *library = dlopen(
	    "libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_LOCAL);

	if (library == NULL)
		return;
	ready = true;
#define FUNCTION(name) ready &= nc_symbol(library, #name, &functions.name);
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
