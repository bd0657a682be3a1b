/* The stylesheet of our books. */
#ifndef NC_EPUB_STYLE_H
#define NC_EPUB_STYLE_H

extern const char nc_epub_style[];

#endif
