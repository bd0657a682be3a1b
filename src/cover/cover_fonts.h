/* Whether there are fonts, asked so that fontconfig has nothing to say. */
#ifndef NC_COVER_FONTS_H
#define NC_COVER_FONTS_H

#ifdef NC_COVER_PANGO

#include <stdbool.h>

#include "cover_library.h"

bool nc_cover_fonts_ready(const struct nc_pango *pango);

#endif
#endif
