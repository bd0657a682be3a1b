/*
 * Fontconfig prints to standard error when it has no configuration, or must
 * list fonts and cannot keep the list, and Pango ends the process when there is
 * no font at all.  A library may do neither: what would lead there is asked
 * first, of functions that say nothing.
 */
#ifdef NC_COVER_PANGO

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cover_fonts.h"

/* Folders of fonts lie in each other; links could make that endless. */
enum { DEEPEST = 16 };

/*
 * That there is a file of configuration, with something in it.  It is asked of
 * an empty configuration: without one it would be read to answer that.
 */
static bool
configured(const struct nc_pango *pango)
{
	FcConfig *empty = pango->FcConfigCreate();
	FcChar8 *name = NULL;
	struct stat status;
	bool found = false;

	if (empty != NULL)
		name = pango->FcConfigGetFilename(empty, NULL);
	if (name != NULL)
		found = stat((const char *)name, &status) == 0 &&
		    S_ISREG(status.st_mode) && status.st_size > 0;
	if (name != NULL)
		pango->FcStrFree(name);
	if (empty != NULL)
		pango->FcConfigDestroy(empty);
	return found;
}

/* That what is in the folder, and below it, is listed already. */
static bool
listed(const struct nc_pango *pango, FcConfig *config, const FcChar8 *folder,
    int depth)
{
	FcCache *cache;
	bool all = true;
	int i;

	if (access((const char *)folder, F_OK) != 0)
		return true;
	cache = pango->FcDirCacheLoad(folder, config, NULL);
	if (cache == NULL)
		return false;
	for (i = 0; all && i < pango->FcCacheNumSubdir(cache); i++)
		all = depth < DEEPEST &&
		    listed(pango, config, pango->FcCacheSubdir(cache, i),
			depth + 1);
	pango->FcDirCacheUnload(cache);
	return all;
}

static bool
all_listed(const struct nc_pango *pango, FcConfig *config)
{
	FcStrList *folders = pango->FcConfigGetFontDirs(config);
	const FcChar8 *folder;
	bool all = folders != NULL;

	while (all && (folder = pango->FcStrListNext(folders)) != NULL)
		all = listed(pango, config, folder, 0);
	if (folders != NULL)
		pango->FcStrListDone(folders);
	return all;
}

/* That files can be put there, if need be after making the folder. */
static bool
can_be_filled(const char *folder)
{
	char path[PATH_MAX];
	char *slash;

	if (snprintf(path, sizeof(path), "%s", folder) >= (int)sizeof(path))
		return false;
	while (access(path, F_OK) != 0) {
		slash = strrchr(path, '/');
		if (slash == NULL || slash == path)
			return false;
		*slash = '\0';
	}
	return access(path, W_OK) == 0;
}

/* That a list can be kept: of several folders for lists one is enough. */
static bool
list_can_be_kept(const struct nc_pango *pango, FcConfig *config)
{
	FcStrList *folders = pango->FcConfigGetCacheDirs(config);
	const FcChar8 *folder;
	bool some = false;

	while (!some && folders != NULL &&
	    (folder = pango->FcStrListNext(folders)) != NULL)
		some = can_be_filled((const char *)folder);
	if (folders != NULL)
		pango->FcStrListDone(folders);
	return some;
}

bool
nc_cover_fonts_ready(const struct nc_pango *pango)
{
	FcConfig *config;
	const FcFontSet *fonts;
	bool quiet;

	if (!configured(pango))
		return false;
	config = pango->FcInitLoadConfig();
	if (config == NULL)
		return false;
	quiet = list_can_be_kept(pango, config) || all_listed(pango, config);
	pango->FcConfigDestroy(config);
	if (!quiet || !pango->FcInit())
		return false;
	fonts = pango->FcConfigGetFonts(NULL, FcSetSystem);
	return fonts != NULL && fonts->nfont > 0;
}

#else

/* Built without Pango: see cover_draw.c. */
typedef int nc_no_cover_fonts;

#endif
