# newsconv verify.

## sound_archives_are_called_sound
$ for s in epub json jsonl warc warc.gz; do newsconv samples/harbour.txt -o it.$s; done
$ newsconv verify it.epub it.json it.jsonl it.warc it.warc.gz | sed 's/[0-9][0-9]*/N/g'
it.epub: sound: epub, N parts, N checksums compared; N errors, N warnings, N notes
it.json: sound: json, N parts, N checksums compared; N errors, N warnings, N notes
it.jsonl: sound: jsonl, N parts, N checksums compared; N errors, N warnings, N notes
it.warc: sound: warc, N parts, N checksums compared; N errors, N warnings, N notes
it.warc.gz: sound: warc, N parts, N checksums compared; N errors, N warnings, N notes
$ newsconv verify -q it.epub it.json it.jsonl it.warc it.warc.gz

## the_suffix_does_not_matter
$ newsconv samples/harbour.txt --to epub -o it.txt
$ newsconv verify it.txt | grep -o 'sound: epub'
sound: epub

## a_cut_book_is_found
$ newsconv samples/harbour.txt -o it.epub
$ head -c 2000 it.epub >cut.epub
$ newsconv verify cut.epub >found; echo $?
1
$ grep -c '^cut.epub: .*error ZIP-' found
1

## a_cut_warc_is_found
$ newsconv samples/harbour.txt -o it.warc.gz
$ head -c 2000 it.warc.gz >cut.warc.gz
$ newsconv verify cut.warc.gz >found; echo $?
1
$ grep -cE '^cut.warc.gz: .*error (WARC|GZIP)-' found
1

## a_changed_byte_of_the_dump_is_found
$ newsconv samples/harbour.txt -o it.warc
$ sed 's/harbour/Harbour/' it.warc >changed.warc
$ newsconv verify changed.warc >found; echo $?
1
$ grep -c '^changed.warc: .*error WARC-' found
5

## a_segment_that_overlaps_is_found
$ newsconv samples/harbour.txt -o it.json
$ awk '/"end":/ && !done { sub(/"end": *[0-9]+/, "\"end\": 100000"); done = 1 } { print }' it.json >bad.json
$ newsconv verify bad.json >found; echo $?
1
$ grep -c '^bad.json: .*error JSON-' found
1

## what_cannot_be_checked_is_not_called_sound
$ echo 'Just a text.' >text.txt
$ newsconv verify text.txt
! newsconv: text.txt: is neither EPUB, WARC, JSON nor JSON Lines
[2]
$ : >empty.epub
$ newsconv verify empty.epub; test $? -ne 0 && echo not sound
empty.epub: error FILE-001 at byte 0: the file is empty
    look for the program that made it: it did not finish
empty.epub: DAMAGED: epub, 0 parts, 0 checksums compared; 1 errors, 0 warnings, 0 notes
not sound
$ newsconv verify missing.epub
! newsconv: missing.epub: cannot open: No such file or directory
[2]
$ mkdir folder
$ newsconv verify folder | grep -c SET-001
1
$ newsconv verify folder >found; echo $?
2

## findings_win_over_what_cannot_be_checked
$ newsconv samples/harbour.txt -o it.epub
$ head -c 2000 it.epub >cut.epub
$ newsconv verify missing.epub cut.epub it.epub >found; echo $?
1
! newsconv: missing.epub: cannot open: No such file or directory
$ grep -c ': sound' found
1

## an_archive_is_read_from_standard_input
$ newsconv samples/harbour.txt --to warc.gz -o - | newsconv verify - | grep -o 'sound: warc'
sound: warc
