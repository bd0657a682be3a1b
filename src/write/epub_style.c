/*
 * The stylesheet, for reading systems as they are.  Adobe's engine, which Kobo
 * and many others have, drops a whole sheet for one thing it does not know: so
 * there is no at-rule, no function, no combinator but the blank, and what is
 * beyond CSS 2 stands in declarations that can be passed over.  Attribute
 * selectors, which the oldest do not have, are at the end.
 *
 * No colour is set but that of links, to that of the text: day, night and sepia
 * are the reader's.  No font, no size of the body: so are they.  No italics, no
 * letter spacing, no capitals: most scripts have none of these, and what is
 * told apart by them is not told apart in Arabic, Hindi or Japanese.  Nothing
 * has a left or a right that has not both, but where dir is asked.  What HTML
 * says itself is said again where some do not know it: [hidden], sections.
 */
#include "epub_style.h"

/* Languages whose letters are taller than Latin's, or carry more. */
#define TALL(rest) \
	"[lang|=ar]" rest ", [lang|=fa]" rest ", [lang|=ps]" rest \
	", [lang|=sd]" rest ", [lang|=ug]" rest ", [lang|=ckb]" rest \
	", [lang|=he]" rest ", [lang|=yi]" rest ", [lang|=hi]" rest \
	", [lang|=mr]" rest ", [lang|=ne]" rest ", [lang|=bn]" rest \
	", [lang|=pa]" rest ", [lang|=gu]" rest ", [lang|=or]" rest \
	", [lang|=ta]" rest ", [lang|=te]" rest ", [lang|=kn]" rest \
	", [lang|=ml]" rest ", [lang|=si]" rest ", [lang|=th]" rest \
	", [lang|=lo]" rest ", [lang|=km]" rest ", [lang|=my]" rest \
	", [lang|=am]" rest ", [lang|=ja]" rest ", [lang|=zh]" rest \
	", [lang|=ko]" rest

#define NO_BREAK_BEHIND "break-after: avoid; page-break-after: avoid; "
#define NO_BREAK_INSIDE "break-inside: avoid; page-break-inside: avoid; "
#define NO_HYPHENS \
	"-webkit-hyphens: manual; -epub-hyphens: manual; " \
	"adobe-hyphenate: none; hyphens: manual; "
#define HYPHENS "-webkit-hyphens: auto; -epub-hyphens: auto; hyphens: auto; "

const char nc_epub_style[] =
    /* Said again for those that know HTML 4. */
    "article, aside, footer, header, nav, section { display: block; }\n"
    /* Text. */
    "body { margin: 0 1em; line-height: 1.45; widows: 2; orphans: 2; }\n"
    "p { margin: 0 0 0.8em; " HYPHENS "}\n"
    "h1, h2 { font-weight: bold; " NO_HYPHENS NO_BREAK_BEHIND "}\n"
    "h1 { font-size: 1.6em; line-height: 1.25; margin: 0.8em 0 0.5em; }\n"
    "h2 { font-size: 1.15em; margin: 1.6em 0 0.5em; }\n"
    "a { color: inherit; }\n"
    "blockquote { margin: 1.2em 1.5em; font-size: 1.05em; }\n"
    "ul { margin: 0 0 0.8em; padding: 0 1.2em; }\n"
    /* Items of the dump begin with their own bullets and numbers. */
    "article ul { list-style-type: none; }\n"
    "li { margin: 0 0 0.4em; text-indent: -0.8em; " HYPHENS "}\n"
    "nav li, .entries li, .related li { text-indent: 0; }\n"
    ".caption { font-size: 0.85em; margin: 0 1.5em 1.2em; }\n"
    ".dateline { font-weight: bold; }\n"
    /* The header. */
    "header { margin: 0 0 1.4em; padding: 0 0 0.4em; "
    "border-bottom: 1px solid; " NO_BREAK_BEHIND "}\n"
    "header p { " NO_HYPHENS "}\n"
    ".section { font-size: 0.85em; font-weight: bold; "
    "margin: 0.8em 0 0; }\n"
    ".dek { font-size: 1.15em; margin: 0 0 0.8em; }\n"
    ".byline { font-weight: bold; margin: 0 0 0.2em; }\n"
    ".date { font-size: 0.85em; margin: 0 0 0.2em; }\n"
    ".continued { font-size: 1.15em; border-bottom: 1px solid; }\n"
    ".continued .label { font-weight: normal; }\n"
    /* Behind the text. */
    ".related, footer, .leftovers, .turn { margin: 2em 0 0; "
    "padding: 0.8em 0 0; border-top: 1px solid; }\n"
    ".related h2, .leftovers h2 { margin: 0 0 0.5em; font-size: 1em; }\n"
    ".related ul { list-style-type: disc; }\n"
    ".lead { font-weight: bold; }\n"
    ".url, .source a, .source span { word-wrap: break-word; "
    "overflow-wrap: break-word; " NO_HYPHENS "}\n"
    ".url { display: block; font-size: 0.8em; }\n"
    "footer { font-size: 0.85em; }\n"
    ".leftovers { font-size: 0.85em; }\n"
    ".turn { font-size: 0.9em; }\n"
    ".turn p { " NO_BREAK_INSIDE NO_HYPHENS "}\n"
    ".turn a { font-weight: bold; text-decoration: none; }\n"
    ".turn .prev .label, .turn .next .label { font-weight: normal; "
    "font-size: 0.85em; }\n"
    /* The contents. */
    "nav ol, .entries { list-style-type: none; margin: 0; padding: 0; }\n"
    "nav ol ol { margin: 0.4em 0 0; padding: 0 1.2em; }\n"
    ".book { font-weight: bold; margin: 0.8em 0 0; }\n"
    ".edition { font-size: 0.85em; margin: 0; }\n"
    ".group { border-bottom: 1px solid; }\n"
    ".entries li { margin: 0 0 1.2em; " NO_BREAK_INSIDE "}\n"
    ".entries p { margin: 0; " NO_HYPHENS "}\n"
    ".entries .headline { font-weight: bold; font-size: 1.1em; }\n"
    ".entries .headline a { text-decoration: none; }\n"
    ".entries .dek { font-size: 1em; margin: 0.2em 0 0; }\n"
    ".entries .meta { font-size: 0.85em; margin: 0.2em 0 0; }\n"
    ".entries .date { font-size: 1em; }\n"
    ".entries .minutes { white-space: nowrap; }\n"
    /* A cover without a picture. */
    ".cover { margin: 20% 1em 0; text-align: center; }\n"
    ".cover h1 { font-size: 2em; margin: 0.8em 0; text-align: center; "
    "border-top: 3px solid; border-bottom: 1px solid; "
    "padding: 0.6em 0; }\n"
    ".cover p { margin: 0 0 0.4em; " NO_HYPHENS "}\n"
    ".cover-series { font-size: 1.2em; font-weight: bold; }\n"
    /* Lines that run down: what was above is on the right. */
    ".vertical { -webkit-writing-mode: vertical-rl; "
    "-epub-writing-mode: vertical-rl; writing-mode: vertical-rl; }\n"
    ".vertical body { margin: 1em 0; }\n"
    ".vertical p { margin: 0 0 0 0.8em; }\n"
    ".vertical h1 { margin: 0 0.8em 0 0.5em; }\n"
    ".vertical h2 { margin: 0 1.6em 0 0.5em; }\n"
    ".vertical blockquote { margin: 1.5em 1.2em; }\n"
    ".vertical ul, .vertical ol ol { margin: 0 0 0 0.8em; "
    "padding: 1.2em 0; }\n"
    ".vertical header { margin: 0 0 0 1.4em; padding: 0 0 0 0.4em; "
    "border-bottom: 0; border-left: 1px solid; }\n"
    ".vertical .related, .vertical footer, .vertical .leftovers, "
    ".vertical .turn { margin: 0 2em 0 0; padding: 0 0.8em 0 0; "
    "border-top: 0; border-right: 1px solid; }\n"
    ".vertical .related h2, .vertical .leftovers h2 { "
    "margin: 0 0 0 0.5em; }\n"
    ".vertical .group, .vertical .continued { border-bottom: 0; "
    "border-left: 1px solid; }\n"
    ".vertical .entries li { margin: 0 0 0 1.2em; }\n"
    ".vertical .entries p { margin: 0 0 0 0.2em; }\n"
    ".vertical .caption { margin: 1.5em 0 1.5em 1.2em; }\n"
    ".vertical .cover { margin: 1em 20% 1em 0; }\n"
    /* From here on for those that know attributes in selectors. */
    "[hidden] { display: none; }\n"
    /* clang-format off */
    TALL("") " { line-height: 1.7; }\n"
    TALL(" body") " { line-height: 1.7; }\n"
    TALL(" h1") " { line-height: 1.45; }\n"
    "[lang|=ur], [lang|=ur] body, [lang|=ur] h1 { line-height: 2; }\n";
/* clang-format on */
