# The same text in other bytes is the same article.

## line_ends_do_not_matter
$ sed 's/$/\r/' samples/council.txt >crlf.txt
$ tr '\n' '\r' <samples/council.txt >cr.txt
$ headline samples/council.txt
Council votes to keep Brackwater’s night bus running until spring
$ headline crlf.txt
Council votes to keep Brackwater’s night bus running until spring
$ headline cr.txt
Council votes to keep Brackwater’s night bus running until spring

## a_byte_order_mark_does_not_matter
$ { printf '\357\273\277'; cat samples/council.txt; } >bom.txt
$ headline bom.txt
Council votes to keep Brackwater’s night bus running until spring
$ newsconv bom.txt --to json -o - | grep -c '"bom": *true'
1

## utf_16_and_utf_32_are_read_with_and_without_a_mark
$ for c in UTF-16 UTF-16LE UTF-16BE UTF-32 UTF-32LE UTF-32BE; do
> iconv -f UTF-8 -t $c samples/council.txt >it.txt
> headline it.txt
> done
Council votes to keep Brackwater’s night bus running until spring
Council votes to keep Brackwater’s night bus running until spring
Council votes to keep Brackwater’s night bus running until spring
Council votes to keep Brackwater’s night bus running until spring
Council votes to keep Brackwater’s night bus running until spring
Council votes to keep Brackwater’s night bus running until spring

## windows_1252_is_read
$ iconv -f UTF-8 -t WINDOWS-1252 samples/german.txt >cp1252.txt
$ headline samples/german.txt
Die Mühle von Oberlohe mahlt wieder
$ headline cp1252.txt
Die Mühle von Oberlohe mahlt wieder
$ newsconv cp1252.txt --to json -o - | grep -o '"windows-1252"'
"windows-1252"

## a_charset_can_be_named
$ printf '\232ber \231l und \216pfel\n\nDas \231l wird teurer, die \216pfel werden es auch.\n' >dos.txt
$ headline --charset IBM850 dos.txt
Über Öl und Äpfel

## an_unknown_charset_is_a_usage_error
$ newsconv --charset klingon-8 samples/council.txt -o out.json
! newsconv: samples/council.txt: no charset "klingon-8" is known to iconv
[64]
$ files

## the_locale_does_not_matter
$ LC_ALL=C newsconv samples/german.txt --to json -o - >c.json
$ LC_ALL=C.UTF-8 newsconv samples/german.txt --to json -o - >utf8.json
$ LC_ALL=no_SUCH newsconv samples/german.txt --to json -o - >none.json
$ cmp c.json utf8.json && cmp c.json none.json
