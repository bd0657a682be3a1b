/*
 * The cover: a block of one colour with the series, a rule and the headline,
 * and below it a strip of paper with who wrote it, when and for whom.
 *
 * Text is drawn as coverage, 0 to 255, in the one plane that becomes the
 * picture: it is mapped onto a ramp from the block's colour to paper's.  On the
 * strip the ramp runs the other way.  Sixteen steps are what electronic paper
 * shows, and four bits a pixel.
 */
#include <stdlib.h>

#include "cover.h"
#include "cover_layout.h"
#include "cover_text.h"
#include "error.h"
#include "hash.h"
#include "png_out.h"

#ifdef NC_COVER_PANGO

enum {
	MARGIN = 112,
	TEXT_WIDTH = NC_COVER_WIDTH - 2 * MARGIN,
	STRIP_ONE_LINE = 208, /* height of the paper */
	STRIP_LINE = 76,      /* that each further line adds */
	STRIP_MARGIN = 72,
	RULE_WIDTH = 128,
	RULE_HEIGHT = 8,
	STEPS = 16,
	TITLE_LENGTH = 500, /* in characters; more cannot be set anyway */
	LINE_LENGTH = 200,
	TAG_SIZE = 64,
	LINE_CEILING = 64 * 1024
};

/* How much of the ink: in print a lighter weight would say the same. */
static const double full = 1.0, muted = 0.8;

static const unsigned char paper[3] = {0xfb, 0xf8, 0xf1};

/* Dark enough for paper on them to be read by anyone: at least 7 to 1. */
static const unsigned char inks[][3] = {
    {0x1c, 0x36, 0x5a}, /* navy */
    {0x1f, 0x4b, 0x3a}, /* fir */
    {0x6e, 0x1f, 0x2b}, /* burgundy */
    {0x4a, 0x27, 0x4f}, /* aubergine */
    {0x12, 0x4a, 0x55}, /* petrol */
    {0x5c, 0x37, 0x20}, /* umber */
    {0x2d, 0x32, 0x3a}, /* graphite */
    {0x2f, 0x2e, 0x6b}, /* indigo */
    {0x45, 0x49, 0x1e}, /* olive */
    {0x80, 0x2f, 0x21}, /* brick */
    {0x69, 0x28, 0x53}, /* plum */
    {0x2b, 0x47, 0x63}, /* slate */
};

static const short title_sizes[] = {
    176, 160, 144, 130, 118, 108, 98, 90, 82, 74, 68, 62, 56, 50, 45, 40, 0};
static const short series_sizes[] = {54, 50, 46, 42, 38, 0};
static const short author_sizes[] = {50, 46, 42, 38, 34, 0};
static const short small_sizes[] = {40, 36, 32, 0};

static const struct nc_type title_type = {
    .serif = true,
    .bold = true,
    .sizes = title_sizes,
    .leading = 0.9,
    .balanced = true,
};
static const struct nc_type series_type = {
    .bold = true, .sizes = series_sizes, .most_lines = 2, .leading = 1.0};
static const struct nc_type author_type = {
    .bold = true, .sizes = author_sizes, .most_lines = 2, .leading = 1.0};
static const struct nc_type small_type = {
    .sizes = small_sizes, .most_lines = 1, .leading = 1.0};

/* A cover while it is drawn. */
struct drawing {
	const struct nc_pango *pango;
	struct nc_setter setter;
	cairo_surface_t *surface;
	cairo_t *cairo;
	unsigned char *plane; /* the coverage, then the picture */
	struct nc_buffer line;
	double y; /* where the next text goes */
};

static void
draw_text(const struct drawing *drawing, const struct nc_set_text *set,
    double x, double y, double strength)
{
	const struct nc_pango *pango = drawing->pango;
	cairo_t *cairo = drawing->cairo;

	pango->cairo_identity_matrix(cairo);
	pango->cairo_translate(cairo, x + set->x, y + set->y);
	pango->cairo_scale(cairo, set->scale, set->scale);
	pango->cairo_move_to(cairo, 0, 0);
	pango->cairo_set_source_rgba(cairo, 0, 0, 0, strength);
	pango->pango_cairo_layout_path(cairo, set->layout);
	pango->cairo_fill(cairo);
}

/* One of the short texts, and `gap` behind it; nothing if there is none. */
static int
draw_line(struct drawing *drawing, struct newsconv_text text,
    const struct nc_type *type, double strength, double gap,
    struct newsconv_error *error)
{
	struct nc_set_text set;
	int result = nc_cover_text(&drawing->line, text, LINE_LENGTH, error);

	if (result < 0 || drawing->line.size == 0)
		return result;
	nc_set_text(&set, &drawing->setter, type,
	    (struct newsconv_text){drawing->line.data, drawing->line.size},
	    TEXT_WIDTH, NC_COVER_HEIGHT);
	if (!set.missing) {
		draw_text(drawing, &set, MARGIN, drawing->y, strength);
		drawing->y += set.height + gap;
	}
	nc_set_text_clear(&set, &drawing->setter);
	return NEWSCONV_OK;
}

static void
draw_rule(struct drawing *drawing, bool rtl)
{
	const struct nc_pango *pango = drawing->pango;
	double x = rtl ? NC_COVER_WIDTH - MARGIN - RULE_WIDTH : MARGIN;

	pango->cairo_identity_matrix(drawing->cairo);
	pango->cairo_set_source_rgba(drawing->cairo, 0, 0, 0, muted);
	pango->cairo_rectangle(
	    drawing->cairo, x, (int)drawing->y, RULE_WIDTH, RULE_HEIGHT);
	pango->cairo_fill(drawing->cairo);
	drawing->y += RULE_HEIGHT;
}

/* END if no font has its letters. */
static int
draw_title(struct drawing *drawing, const struct nc_cover *cover, double bottom,
    struct newsconv_error *error)
{
	struct nc_set_text set;
	int result = nc_cover_text(
	    &drawing->line, cover->title, TITLE_LENGTH, error);

	if (result < 0)
		return result;
	if (drawing->line.size == 0)
		return NEWSCONV_END;
	nc_set_text(&set, &drawing->setter, &title_type,
	    (struct newsconv_text){drawing->line.data, drawing->line.size},
	    TEXT_WIDTH, bottom - drawing->y);
	result = set.missing ? NEWSCONV_END : NEWSCONV_OK;
	if (!set.missing)
		draw_text(drawing, &set, MARGIN, drawing->y, full);
	nc_set_text_clear(&set, &drawing->setter);
	return result;
}

/* Without a series its source stands above, as on a newspaper. */
static int
draw_block(struct drawing *drawing, const struct nc_cover *cover, double bottom,
    struct newsconv_error *error)
{
	bool series = cover->series.size > 0;
	int result;

	drawing->y = MARGIN;
	result = draw_line(drawing, series ? cover->series : cover->source,
	    &series_type, full, 20, error);
	if (result == NEWSCONV_OK)
		result = draw_line(
		    drawing, cover->issue, &small_type, muted, 20, error);
	if (result != NEWSCONV_OK)
		return result;
	drawing->y += drawing->y > MARGIN ? 16 : 0;
	draw_rule(drawing, cover->rtl);
	drawing->y += 72;
	return draw_title(drawing, cover, bottom - MARGIN * 3 / 4, error);
}

/* Where the strip begins: it is as high as its lines want it. */
static int
find_strip(const struct nc_cover *cover)
{
	int lines = (cover->authors.size > 0) + (cover->date.size > 0) +
	    (cover->series.size > 0 && cover->source.size > 0);

	return lines > 0
	    ? NC_COVER_HEIGHT - STRIP_ONE_LINE - STRIP_LINE * (lines - 1)
	    : NC_COVER_HEIGHT;
}

static int
draw_strip(struct drawing *drawing, const struct nc_cover *cover, int top,
    struct newsconv_error *error)
{
	bool series = cover->series.size > 0;
	int result;

	drawing->y = top + STRIP_MARGIN;
	result = draw_line(
	    drawing, cover->authors, &author_type, full, 28, error);
	if (result == NEWSCONV_OK)
		result = draw_line(
		    drawing, cover->date, &small_type, muted, 22, error);
	if (result == NEWSCONV_OK && series)
		result = draw_line(
		    drawing, cover->source, &small_type, muted, 0, error);
	return result;
}

/* From coverage to numbers of the palette, whose last one is paper. */
static void
map(unsigned char *plane, size_t strip_top)
{
	unsigned char on_block[256], on_strip[256];
	size_t i, block = strip_top * NC_COVER_WIDTH;
	size_t all = (size_t)NC_COVER_WIDTH * NC_COVER_HEIGHT;

	for (i = 0; i < 256; i++) {
		on_block[i] = (unsigned char)((i * (STEPS - 1) + 127) / 255);
		on_strip[i] = (unsigned char)(STEPS - 1 - on_block[i]);
	}
	for (i = 0; i < block; i++)
		plane[i] = on_block[plane[i]];
	for (; i < all; i++)
		plane[i] = on_strip[plane[i]];
}

/* Covers of a series look alike; without one, those of a source. */
static const unsigned char *
choose_ink(const struct nc_cover *cover)
{
	struct newsconv_text name = cover->series;
	uint64_t hash;

	if (name.size == 0)
		name = cover->source;
	if (name.size == 0)
		name = cover->title;
	hash = nc_hash(name.data, name.size);
	return inks[(hash ^ hash >> 32) % (sizeof(inks) / sizeof(*inks))];
}

static int
write_picture(const struct drawing *drawing, const struct nc_cover *cover,
    struct nc_buffer *png, struct newsconv_error *error)
{
	unsigned char palette[STEPS][3];
	const unsigned char *ink = choose_ink(cover);
	struct nc_picture picture = {
	    .width = NC_COVER_WIDTH,
	    .height = NC_COVER_HEIGHT,
	    .pixels = drawing->plane,
	    .palette = palette,
	    .colours = STEPS,
	};
	int step, i;

	for (step = 0; step < STEPS; step++)
		for (i = 0; i < 3; i++)
			palette[step][i] = (unsigned char)(ink[i] +
			    (paper[i] - ink[i]) * step / (STEPS - 1));
	return nc_png_write(&picture, png, error);
}

static int
draw_all(struct drawing *drawing, const struct nc_cover *cover,
    struct nc_buffer *png, struct newsconv_error *error)
{
	int strip_top = find_strip(cover);
	int result = draw_block(drawing, cover, strip_top, error);

	if (result == NEWSCONV_OK && strip_top < NC_COVER_HEIGHT)
		result = draw_strip(drawing, cover, strip_top, error);
	if (result != NEWSCONV_OK)
		return result;
	drawing->pango->cairo_surface_flush(drawing->surface);
	if (drawing->pango->cairo_status(drawing->cairo) !=
	    CAIRO_STATUS_SUCCESS)
		return nc_error_memory(error);
	map(drawing->plane, (size_t)strip_top);
	return write_picture(drawing, cover, png, error);
}

/* The tag as a string; what is too long to be one is of no language. */
static void
copy_tag(char target[TAG_SIZE], struct newsconv_text tag)
{
	if (tag.size == 0 || tag.size >= TAG_SIZE)
		tag = (struct newsconv_text){"und", 3};
	memcpy(target, tag.data, tag.size);
	target[tag.size] = '\0';
}

int
nc_cover_draw(const struct nc_cover *cover, struct nc_buffer *png,
    struct newsconv_error *error)
{
	struct drawing drawing = {
	    .pango = nc_pango(), .line = NC_BUFFER(LINE_CEILING)};
	const struct nc_pango *pango = drawing.pango;
	char tag[TAG_SIZE];
	int result;

	if (pango == NULL)
		return NEWSCONV_END;
	drawing.plane = calloc(NC_COVER_HEIGHT, NC_COVER_WIDTH);
	if (drawing.plane == NULL)
		return nc_error_memory(error);
	copy_tag(tag, cover->language);
	drawing.setter.pango = pango;
	drawing.surface = pango->cairo_image_surface_create_for_data(
	    drawing.plane, CAIRO_FORMAT_A8, NC_COVER_WIDTH, NC_COVER_HEIGHT,
	    NC_COVER_WIDTH);
	drawing.cairo = pango->cairo_create(drawing.surface);
	if (nc_setter_init(&drawing.setter, tag, cover->rtl))
		result = draw_all(&drawing, cover, png, error);
	else
		result = nc_error_memory(error);
	nc_setter_clear(&drawing.setter);
	pango->cairo_destroy(drawing.cairo);
	pango->cairo_surface_destroy(drawing.surface);
	nc_buffer_free(&drawing.line);
	free(drawing.plane);
	return result;
}

#else

/* Built without Pango. */
int
nc_cover_draw(const struct nc_cover *cover, struct nc_buffer *png,
    struct newsconv_error *error)
{
	(void)cover;
	(void)png;
	(void)error;
	return NEWSCONV_END;
}

#endif
