/*
 * A text is laid out in one size, 100 pixels to the em, in boxes as wide as if
 * it were another, and drawn scaled: fonts are looked for and shaped once, and
 * nothing is rounded, so that lines break alike in all sizes.
 *
 * Which fonts are taken must not depend on the locale, by which fontconfig and
 * Pango choose where nothing else decides.  So families are named, those of the
 * text's own language first, and what is written in a script that is not the
 * language's own gets a language of that script.
 */
#ifdef NC_COVER_PANGO

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "cover_layout.h"
#include "utf8.h"

enum { EM = 100, FAMILIES_SIZE = 1024, HALVINGS = 6, BREAKING = 74 };

/* How far Latin letters reach above and below the line, by their size. */
static const double ascent = 0.76, descent = 0.24;

/* The families of a language: "Noto Serif " and "Noto Sans " before it. */
static const struct {
	const char *tags; /* beginnings of tags, by blanks */
	const char *serif, *sans;
} families[] = {
    {"zh-hk zh-mo zh-hant-hk zh-hant-mo yue", "Noto Serif CJK HK",
	"Noto Sans CJK HK"},
    {"zh-tw zh-hant", "Noto Serif CJK TC", "Noto Sans CJK TC"},
    {"zh wuu", "Noto Serif CJK SC", "Noto Sans CJK SC"},
    {"ja", "Noto Serif CJK JP", "Noto Sans CJK JP"},
    {"ko", "Noto Serif CJK KR", "Noto Sans CJK KR"},
    {"ur", "Noto Nastaliq Urdu", "Noto Nastaliq Urdu"},
    {"ar fa ps sd ug ckb ku-arab", "Noto Naskh Arabic", "Noto Sans Arabic"},
    {"he yi", "Noto Serif Hebrew", "Noto Sans Hebrew"},
    {"hi mr ne sa kok", "Noto Serif Devanagari", "Noto Sans Devanagari"},
    {"bn as", "Noto Serif Bengali", "Noto Sans Bengali"},
    {"ta", "Noto Serif Tamil", "Noto Sans Tamil"},
    {"te", "Noto Serif Telugu", "Noto Sans Telugu"},
    {"kn", "Noto Serif Kannada", "Noto Sans Kannada"},
    {"ml", "Noto Serif Malayalam", "Noto Sans Malayalam"},
    {"gu", "Noto Serif Gujarati", "Noto Sans Gujarati"},
    {"pa", "Noto Serif Gurmukhi", "Noto Sans Gurmukhi"},
    {"si", "Noto Serif Sinhala", "Noto Sans Sinhala"},
    {"th", "Noto Serif Thai", "Noto Sans Thai"},
    {"lo", "Noto Serif Lao", "Noto Sans Lao"},
    {"km", "Noto Serif Khmer", "Noto Sans Khmer"},
    {"my", "Noto Serif Myanmar", "Noto Sans Myanmar"},
    {"ka", "Noto Serif Georgian", "Noto Sans Georgian"},
    {"hy", "Noto Serif Armenian", "Noto Sans Armenian"},
    {"am ti", "Noto Serif Ethiopic", "Noto Sans Ethiopic"},
};

/* Those behind them, of whatever else stands in the text. */
static const char serif_families[] =
    "Noto Serif,Noto Naskh Arabic,Noto Serif Hebrew,Noto Serif Devanagari,"
    "Noto Serif Bengali,Noto Serif Tamil,Noto Serif Thai,Noto Serif CJK SC,"
    "DejaVu Serif,serif";
static const char sans_families[] =
    "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,"
    "Noto Sans Bengali,Noto Sans Tamil,Noto Sans Thai,Noto Sans CJK SC,"
    "DejaVu Sans,sans-serif";

/* A language of each script, for what is not written in the text's own. */
static const struct {
	PangoScript script;
	const char *tag;
} script_languages[] = {
    {PANGO_SCRIPT_LATIN, "en"},
    {PANGO_SCRIPT_ARABIC, "ar"},
    {PANGO_SCRIPT_ARMENIAN, "hy"},
    {PANGO_SCRIPT_BENGALI, "bn"},
    {PANGO_SCRIPT_BOPOMOFO, "zh-tw"},
    {PANGO_SCRIPT_CYRILLIC, "ru"},
    {PANGO_SCRIPT_DEVANAGARI, "hi"},
    {PANGO_SCRIPT_ETHIOPIC, "am"},
    {PANGO_SCRIPT_GEORGIAN, "ka"},
    {PANGO_SCRIPT_GREEK, "el"},
    {PANGO_SCRIPT_GUJARATI, "gu"},
    {PANGO_SCRIPT_GURMUKHI, "pa"},
    {PANGO_SCRIPT_HAN, "zh-cn"},
    {PANGO_SCRIPT_HANGUL, "ko"},
    {PANGO_SCRIPT_HEBREW, "he"},
    {PANGO_SCRIPT_HIRAGANA, "ja"},
    {PANGO_SCRIPT_KANNADA, "kn"},
    {PANGO_SCRIPT_KATAKANA, "ja"},
    {PANGO_SCRIPT_KHMER, "km"},
    {PANGO_SCRIPT_LAO, "lo"},
    {PANGO_SCRIPT_MALAYALAM, "ml"},
    {PANGO_SCRIPT_MYANMAR, "my"},
    {PANGO_SCRIPT_ORIYA, "or"},
    {PANGO_SCRIPT_SINHALA, "si"},
    {PANGO_SCRIPT_TAMIL, "ta"},
    {PANGO_SCRIPT_TELUGU, "te"},
    {PANGO_SCRIPT_THAI, "th"},
    {PANGO_SCRIPT_TIBETAN, "bo"},
};

/* Whether the tag is the beginning, or goes on behind it with "-". */
static bool
tag_begins(const char *tag, const char *beginning, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (nc_ascii_lower(tag[i]) != beginning[i])
			return false;
	return tag[size] == '\0' || tag[size] == '-';
}

static bool
tag_is_of(const char *tag, const char *tags)
{
	while (*tags != '\0') {
		size_t size = strcspn(tags, " ");

		if (tag_begins(tag, tags, size))
			return true;
		tags += size + strspn(tags + size, " ");
	}
	return false;
}

static void
name_families(char target[FAMILIES_SIZE], const char *tag, bool serif)
{
	const char *others = serif ? serif_families : sans_families;
	size_t i;

	for (i = 0; i < sizeof(families) / sizeof(*families); i++) {
		if (!tag_is_of(tag, families[i].tags))
			continue;
		snprintf(target, FAMILIES_SIZE, "%s,%s",
		    serif ? families[i].serif : families[i].sans, others);
		return;
	}
	snprintf(target, FAMILIES_SIZE, "%s", others);
}

bool
nc_setter_init(struct nc_setter *setter, const char *tag, bool rtl)
{
	const struct nc_pango *pango = setter->pango;
	cairo_font_options_t *options = pango->cairo_font_options_create();

	if (pango->cairo_font_options_status(options) != CAIRO_STATUS_SUCCESS) {
		pango->cairo_font_options_destroy(options);
		return false;
	}
	pango->cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango->cairo_font_options_set_hint_style(
	    options, CAIRO_HINT_STYLE_NONE);
	pango->cairo_font_options_set_hint_metrics(
	    options, CAIRO_HINT_METRICS_OFF);
	setter->tag = tag;
	setter->rtl = rtl;
	setter->language = pango->pango_language_from_string(tag);
	setter->context = pango->pango_font_map_create_context(
	    pango->pango_cairo_font_map_get_default());
	pango->pango_cairo_context_set_font_options(setter->context, options);
	pango->cairo_font_options_destroy(options);
	pango->pango_context_set_round_glyph_positions(setter->context, FALSE);
	pango->pango_context_set_language(setter->context, setter->language);
	pango->pango_context_set_base_dir(
	    setter->context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	return true;
}

void
nc_setter_clear(struct nc_setter *setter)
{
	if (setter->context != NULL)
		setter->pango->g_object_unref(setter->context);
	setter->context = NULL;
}

static const char *
language_of(PangoScript script)
{
	size_t i;

	for (i = 0; i < sizeof(script_languages) / sizeof(*script_languages);
	     i++)
		if (script_languages[i].script == script)
			return script_languages[i].tag;
	return NULL;
}

/* Chinese characters beside kana are Japanese. */
static bool
has_kana(struct newsconv_text line)
{
	size_t at, length;
	uint32_t c;

	for (at = 0; at < line.size; at += length) {
		length = nc_utf8_decode(line.data + at, line.size - at, &c);
		if (length == 0)
			return false;
		if (c >= 0x3041 && c <= 0x30ff)
			return true;
	}
	return false;
}

static void
set_language(const struct nc_pango *pango, PangoAttrList *list, const char *tag,
    size_t start, size_t end)
{
	PangoAttribute *attribute = pango->pango_attr_language_new(
	    pango->pango_language_from_string(tag));

	attribute->start_index = (guint)start;
	attribute->end_index = (guint)end;
	pango->pango_attr_list_insert(list, attribute);
}

/* Languages for the parts that are not in a script of the text's own. */
static void
set_languages(PangoLayout *layout, const struct nc_setter *setter,
    struct newsconv_text line)
{
	const struct nc_pango *pango = setter->pango;
	PangoAttrList *list = pango->pango_attr_list_new();
	PangoScriptIter *part = pango->pango_script_iter_new(
	    line.data, (int)line.size);
	bool kana = has_kana(line);
	bool unknown = tag_is_of(setter->tag, "und mul zxx");

	do {
		const char *start, *end, *tag;
		PangoScript script;

		pango->pango_script_iter_get_range(part, &start, &end, &script);
		if (!unknown &&
		    pango->pango_language_includes_script(
			setter->language, script))
			continue;
		tag = script == PANGO_SCRIPT_HAN && kana ? "ja"
							 : language_of(script);
		if (tag != NULL)
			set_language(pango, list, tag,
			    (size_t)(start - line.data),
			    (size_t)(end - line.data));
	} while (pango->pango_script_iter_next(part));
	pango->pango_script_iter_free(part);
	pango->pango_layout_set_attributes(layout, list);
	pango->pango_attr_list_unref(list);
}

static void
set_font(PangoLayout *layout, const struct nc_setter *setter,
    const struct nc_type *type)
{
	const struct nc_pango *pango = setter->pango;
	PangoFontDescription *font = pango->pango_font_description_new();
	char names[FAMILIES_SIZE];

	name_families(names, setter->tag, type->serif);
	pango->pango_font_description_set_family(font, names);
	pango->pango_font_description_set_weight(
	    font, type->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango->pango_font_description_set_absolute_size(
	    font, (double)EM * PANGO_SCALE);
	pango->pango_layout_set_font_description(layout, font);
	pango->pango_font_description_free(font);
}

static PangoLayout *
new_layout(const struct nc_setter *setter, const struct nc_type *type,
    struct newsconv_text line)
{
	const struct nc_pango *pango = setter->pango;
	PangoLayout *layout = pango->pango_layout_new(setter->context);

	pango->pango_layout_set_auto_dir(layout, FALSE);
	pango->pango_layout_set_alignment(
	    layout, setter->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	pango->pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	pango->pango_layout_set_line_spacing(layout, (float)type->leading);
	set_font(layout, setter, type);
	pango->pango_layout_set_text(layout, line.data, (int)line.size);
	set_languages(layout, setter, line);
	return layout;
}

/* How a text fits: with its words, some of them broken, or not at all. */
enum fit { WHOLE, BROKEN, TOO_LONG };

/* In pixels of a size; `width` is that of the longest line. */
struct extent {
	double top, bottom, width;
	int lines;
};

/*
 * Lay it out as if it had that size.  A line is as high as its letters, but
 * for what all lines have, so that they stand in equal distances whether or
 * not there is a "g" in them.
 */
static struct extent
measure(const struct nc_pango *pango, PangoLayout *layout, double size,
    double width)
{
	double scale = size / EM / PANGO_SCALE, baseline;
	PangoRectangle ink, logical;
	struct extent extent;

	pango->pango_layout_set_width(layout, (int)floor(width / scale));
	pango->pango_layout_get_extents(layout, &ink, &logical);
	baseline = pango->pango_layout_get_baseline(layout) * scale;
	extent.lines = pango->pango_layout_get_line_count(layout);
	extent.width = logical.width * scale;
	extent.top = fmin(ink.y * scale, baseline - ascent * size);
	extent.bottom = (ink.y + ink.height) * scale;
	if (extent.lines == 1)
		extent.bottom = fmax(extent.bottom, baseline + descent * size);
	return extent;
}

static bool
fits(const struct extent *extent, const struct nc_type *type, double width,
    double height)
{
	return extent->bottom - extent->top <= height &&
	    extent->width <= width + 1 &&
	    (type->most_lines == 0 || extent->lines <= type->most_lines);
}

/*
 * The largest size in which it fits; else the smallest.  Words are kept whole
 * while letters are large; a text with one that is too long even then would
 * else be set the smallest for it.
 */
static double
fit(const struct nc_pango *pango, PangoLayout *layout,
    const struct nc_type *type, double width, double height, enum fit *how)
{
	const short *size;

	for (size = type->sizes;; size++) {
		struct extent extent;

		*how = WHOLE;
		pango->pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		extent = measure(pango, layout, *size, width);
		if (extent.width > width + 1 && *size <= BREAKING) {
			*how = BROKEN;
			pango->pango_layout_set_wrap(
			    layout, PANGO_WRAP_WORD_CHAR);
			extent = measure(pango, layout, *size, width);
		}
		if (fits(&extent, type, width, height))
			return *size;
		*how = TOO_LONG;
		if (size[1] == 0)
			return *size;
	}
}

/* What does not fit is cut at its end; words too long are broken. */
static void
cut(const struct nc_pango *pango, PangoLayout *layout,
    const struct nc_type *type, double size, double height)
{
	pango->pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango->pango_layout_set_height(layout,
	    type->most_lines > 0
		? -type->most_lines
		: (int)floor(height / size * EM) * PANGO_SCALE);
	pango->pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
}

/* The narrowest box in which it has no more lines than in this one. */
static double
balance(const struct nc_pango *pango, PangoLayout *layout, double size,
    double width)
{
	struct extent widest = measure(pango, layout, size, width);
	double enough = width, narrow = width / 2;
	int i;

	if (widest.lines == 1)
		return width;
	for (i = 0; i < HALVINGS; i++) {
		double middle = (enough + narrow) / 2;
		struct extent extent = measure(pango, layout, size, middle);

		if (extent.lines == widest.lines && extent.width <= middle + 1)
			enough = middle;
		else
			narrow = middle;
	}
	return enough;
}

void
nc_set_text(struct nc_set_text *set, const struct nc_setter *setter,
    const struct nc_type *type, struct newsconv_text line, double width,
    double height)
{
	const struct nc_pango *pango = setter->pango;
	PangoLayout *layout = new_layout(setter, type, line);
	enum fit how;
	double size = fit(pango, layout, type, width, height, &how);
	double box = width;
	struct extent extent;

	if (how == TOO_LONG)
		cut(pango, layout, type, size, height);
	else if (how == WHOLE && type->balanced)
		box = balance(pango, layout, size, width);
	extent = measure(pango, layout, size, box);
	set->layout = layout;
	set->scale = size / EM;
	set->x = setter->rtl ? width - box : 0;
	set->y = -extent.top;
	set->height = extent.bottom - extent.top;
	set->missing = pango->pango_layout_get_unknown_glyphs_count(layout) > 0;
}

void
nc_set_text_clear(struct nc_set_text *set, const struct nc_setter *setter)
{
	if (set->layout != NULL)
		setter->pango->g_object_unref(set->layout);
	set->layout = NULL;
}

#else

/* Built without Pango: see cover_draw.c. */
typedef int nc_no_cover_layout;

#endif
