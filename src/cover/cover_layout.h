/* Texts of a cover as Pango sets them, in the size that fits. */
#ifndef NC_COVER_LAYOUT_H
#define NC_COVER_LAYOUT_H

#ifdef NC_COVER_PANGO

#include "cover.h"
#include "cover_library.h"

/* How a kind of text is set. */
struct nc_type {
	bool serif, bold;
	const short *sizes; /* in pixels, the largest first; 0 ends */
	int most_lines;     /* of all but the smallest; 0: as many as fit */
	double leading;     /* distance of lines, by that of the font */
	bool balanced;      /* lines of about one length */
};

/* What a text is set with: one for a cover. */
struct nc_setter {
	const struct nc_pango *pango;
	PangoContext *context;
	PangoLanguage *language;
	const char *tag;
	bool rtl;
};

/* `tag` is a language in BCP 47 and stays the caller's. */
bool nc_setter_init(struct nc_setter *setter, const char *tag, bool rtl);
void nc_setter_clear(struct nc_setter *setter);

/* A text in its place: pixels, from the top left of its box. */
struct nc_set_text {
	PangoLayout *layout;
	double scale; /* of the layout */
	double x, y;  /* where it begins */
	double height;
	bool missing; /* no font has all of its characters */
};

/* Of the line, which is not empty, in a box so large. */
void nc_set_text(struct nc_set_text *set, const struct nc_setter *setter,
    const struct nc_type *type, struct newsconv_text line, double width,
    double height);
void nc_set_text_clear(struct nc_set_text *set, const struct nc_setter *setter);

#endif
#endif
