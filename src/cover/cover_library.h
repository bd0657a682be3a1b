/* Pango, Cairo and fontconfig, loaded when the first cover is drawn. */
#ifndef NC_COVER_LIBRARY_H
#define NC_COVER_LIBRARY_H

#ifdef NC_COVER_PANGO

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

/* Their functions that are used, by the types that their headers give them. */
#define NC_PANGO_FUNCTIONS(FUNCTION) \
	FUNCTION(FcCacheNumSubdir) \
	FUNCTION(FcCacheSubdir) \
	FUNCTION(FcConfigCreate) \
	FUNCTION(FcConfigDestroy) \
	FUNCTION(FcConfigGetCacheDirs) \
	FUNCTION(FcConfigGetFilename) \
	FUNCTION(FcConfigGetFontDirs) \
	FUNCTION(FcConfigGetFonts) \
	FUNCTION(FcDirCacheLoad) \
	FUNCTION(FcDirCacheUnload) \
	FUNCTION(FcInit) \
	FUNCTION(FcInitLoadConfig) \
	FUNCTION(FcStrFree) \
	FUNCTION(FcStrListDone) \
	FUNCTION(FcStrListNext) \
	FUNCTION(cairo_create) \
	FUNCTION(cairo_destroy) \
	FUNCTION(cairo_fill) \
	FUNCTION(cairo_font_options_create) \
	FUNCTION(cairo_font_options_destroy) \
	FUNCTION(cairo_font_options_set_antialias) \
	FUNCTION(cairo_font_options_set_hint_metrics) \
	FUNCTION(cairo_font_options_set_hint_style) \
	FUNCTION(cairo_font_options_status) \
	FUNCTION(cairo_identity_matrix) \
	FUNCTION(cairo_image_surface_create_for_data) \
	FUNCTION(cairo_move_to) \
	FUNCTION(cairo_rectangle) \
	FUNCTION(cairo_scale) \
	FUNCTION(cairo_set_source_rgba) \
	FUNCTION(cairo_status) \
	FUNCTION(cairo_surface_destroy) \
	FUNCTION(cairo_surface_flush) \
	FUNCTION(cairo_translate) \
	FUNCTION(g_object_unref) \
	FUNCTION(pango_attr_language_new) \
	FUNCTION(pango_attr_list_insert) \
	FUNCTION(pango_attr_list_new) \
	FUNCTION(pango_attr_list_unref) \
	FUNCTION(pango_cairo_context_set_font_options) \
	FUNCTION(pango_cairo_font_map_get_default) \
	FUNCTION(pango_cairo_layout_path) \
	FUNCTION(pango_context_set_base_dir) \
	FUNCTION(pango_context_set_language) \
	FUNCTION(pango_context_set_round_glyph_positions) \
	FUNCTION(pango_font_description_free) \
	FUNCTION(pango_font_description_new) \
	FUNCTION(pango_font_description_set_absolute_size) \
	FUNCTION(pango_font_description_set_family) \
	FUNCTION(pango_font_description_set_weight) \
	FUNCTION(pango_font_map_create_context) \
	FUNCTION(pango_language_from_string) \
	FUNCTION(pango_language_includes_script) \
	FUNCTION(pango_layout_get_baseline) \
	FUNCTION(pango_layout_get_extents) \
	FUNCTION(pango_layout_get_line_count) \
	FUNCTION(pango_layout_get_unknown_glyphs_count) \
	FUNCTION(pango_layout_new) \
	FUNCTION(pango_layout_set_alignment) \
	FUNCTION(pango_layout_set_attributes) \
	FUNCTION(pango_layout_set_auto_dir) \
	FUNCTION(pango_layout_set_ellipsize) \
	FUNCTION(pango_layout_set_font_description) \
	FUNCTION(pango_layout_set_height) \
	FUNCTION(pango_layout_set_line_spacing) \
	FUNCTION(pango_layout_set_text) \
	FUNCTION(pango_layout_set_width) \
	FUNCTION(pango_layout_set_wrap) \
	FUNCTION(pango_script_iter_free) \
	FUNCTION(pango_script_iter_get_range) \
	FUNCTION(pango_script_iter_new) \
	FUNCTION(pango_script_iter_next)

struct nc_pango {
#define FUNCTION(name) __typeof__(name) *name;
	NC_PANGO_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

/*
 * NULL: they are not installed, or have no fonts.  May be called on any
 * thread; what was found stays so until the process ends.
 */
const struct nc_pango *nc_pango(void);

#endif
#endif
