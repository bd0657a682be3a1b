# newsconv verify.

## sound_archives_are_called_sound
$ for s in epub json jsonl warc warc.gz; do newsconv samples/harbour.txt -o it.$s; done
$ newsconv verify it.epub it.json it.jsonl it.warc it.warc.gz | sed -e 's/;.*//' -e 's/[0-9][0-9]*/N/g'
it.epub: sound: epub, N parts, N digests
it.json: sound: json, N part
it.jsonl: sound: jsonl, N part
it.warc: sound: warc, N parts, N digests
it.warc.gz: sound: warc, N parts, N digests

N files: N sound
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
$ grep -c '^  error ZIP-' found
1

## a_cut_warc_is_found
$ newsconv samples/harbour.txt -o it.warc.gz
$ head -c 2000 it.warc.gz >cut.warc.gz
$ newsconv verify cut.warc.gz >found; echo $?
1
$ grep -cE '^  error (WARC|GZIP)-' found
1

## a_changed_byte_of_the_dump_is_found
$ newsconv samples/harbour.txt -o it.warc
$ sed 's/harbour/Harbour/' it.warc >changed.warc
$ newsconv verify changed.warc >found; echo $?
1
$ grep -c '^  error WARC-' found
5

## a_segment_that_overlaps_is_found
$ newsconv samples/harbour.txt -o it.json
$ awk '/"end":/ && !done { sub(/"end": *[0-9]+/, "\"end\": 100000"); done = 1 } { print }' it.json >bad.json
$ newsconv verify bad.json >found; echo $?
1
$ grep -c '^  error JSON-' found
1

## what_cannot_be_checked_is_not_called_sound
$ echo 'Just a text.' >text.txt
$ newsconv verify text.txt | cut -c 1-21
text.txt: NOT CHECKED
$ newsconv verify -q text.txt
[2]
$ : >empty.epub
$ newsconv verify empty.epub >found; echo $?; grep -A1 FILE found
1
  error FILE-001
    found: the file is empty
$ newsconv verify missing.epub
missing.epub: NOT CHECKED: cannot open: No such file or directory
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
$ grep -c ': sound' found
1

## an_archive_is_read_from_standard_input
$ newsconv samples/harbour.txt --to warc.gz -o - | newsconv verify - | grep -o 'sound: warc'
sound: warc

## what_does_not_answer_the_question_was_not_checked
$ newsconv samples/harbour.txt -o it.epub; newsconv samples/harbour.txt -o it.json
$ newsconv verify --levels manifest it.epub >/dev/null
! newsconv: nothing there answers what --levels asks
[2]
$ newsconv verify -q --levels digests,canonical it.json
[2]
$ newsconv verify -q --levels digests,canonical it.json it.epub

## a_device_is_not_read_to_an_end_that_it_does_not_have
$ newsconv verify /dev/zero | grep found
    found: is a device, not a file
$ newsconv verify -q /dev/zero
[2]

## a_report_does_not_become_one_of_the_files_that_are_checked
$ mkdir -p folder/sub; newsconv samples/harbour.txt -o folder/it.epub
$ newsconv verify -o folder/sub/report.txt folder
! newsconv: folder/sub/report.txt: the report would be in a folder that is checked
[2]
$ newsconv verify -o report.txt folder; ls folder; (cd folder/sub && newsconv verify -o report.txt ..)
it.epub
sub
! newsconv: report.txt: the report would be in a folder that is checked
[2]
$ newsconv verify -o folder/report.txt folder/it.epub; cat folder/report.txt | grep -c sound
1
