/*
 * The stylesheet, for reading systems as they are: no calc() or var() (Adobe's
 * engine drops the sheet), no font size on body and small margins (Kobo), both
 * break-* and page-break-*, and [hidden] said again for those that print the
 * landmarks.
 */
#include "epub_style.h"

const char nc_epub_style[] =
    "body { margin: 0 1em; line-height: 1.4; widows: 2; orphans: 2; }\n"
    "h1 { font-size: 1.6em; line-height: 1.2; margin: 1em 0 0.5em;\n"
    "  break-after: avoid; page-break-after: avoid; }\n"
    "h2 { font-size: 1.15em; line-height: 1.3; margin: 1.5em 0 0.4em;\n"
    "  break-after: avoid; page-break-after: avoid; }\n"
    "p { margin: 0 0 0.8em; }\n"
    "blockquote { margin: 1em 1.5em; font-style: italic; }\n"
    "ul { margin: 0 0 0.8em; padding: 0 1.2em; }\n"
    "article > ul { list-style-type: none; padding: 0 0.6em; }\n"
    "li { margin: 0 0 0.4em; }\n"
    "header { margin: 0 0 1.5em; border-bottom: 1px solid currentColor;\n"
    "  break-after: avoid; page-break-after: avoid; }\n"
    "footer { margin: 1.5em 0 0; font-size: 0.9em; }\n"
    ".section { font-size: 0.9em; letter-spacing: 0.05em; margin: 1em 0 0; }\n"
    ".dek { font-size: 1.1em; font-style: italic; }\n"
    ".byline { font-weight: bold; margin: 0 0 0.2em; }\n"
    ".date { font-size: 0.9em; margin: 0 0 0.4em; }\n"
    ".caption { font-size: 0.9em; font-style: italic; margin: 0 1em 1em; }\n"
    ".note { font-style: italic; }\n"
    ".source { word-wrap: break-word; }\n"
    ".related { margin: 2em 0 0; border-top: 1px solid currentColor;\n"
    "  break-inside: avoid; page-break-inside: avoid; }\n"
    "nav ol { list-style-type: none; padding: 0; }\n"
    "[hidden] { display: none; }\n";
