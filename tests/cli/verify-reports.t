# What newsconv verify says, where, and how it may be asked.

## what_was_found_stands_below_its_file_and_advice_once
$ newsconv samples/harbour.txt -o it.warc
$ sed 's/harbour/Harbour/' it.warc >changed.warc
$ newsconv verify changed.warc | grep -v urn: | sed 's/, .*digests NO.*/.../; s/[0-9a-f]\{64\}/HEX/'
changed.warc: DAMAGED: warc...
    found: the block has the digest HEX
    expected: HEX
    found: the block has the digest HEX
    expected: HEX
    found: the block has the digest HEX
    expected: HEX
    clause: WARC 1.1, 5.8
    advice: the record was damaged or changed
    found: the payload has another digest
    expected: sha256:HEX
    found: the payload has another digest
    expected: sha256:HEX
    clause: WARC 1.1, 5.9
    advice: the record was damaged or changed
$ newsconv verify changed.warc | grep -c urn:
5

## of_many_findings_of_a_code_some_are_shown_and_all_counted
$ newsconv samples/harbour.txt -o it.warc
$ sed 's/harbour/Harbour/' it.warc >changed.warc
$ newsconv verify --max-findings 1 changed.warc | grep -e ' more of' -e '; . errors' | sed 's/,.*;/;/'
changed.warc: DAMAGED: warc; 5 errors
  and 2 more of WARC-020
  and 1 more of WARC-021
$ newsconv verify --max-findings 0 changed.warc | grep -c '^  error WARC-020'
3

## the_sum_stands_below_several_files
$ newsconv samples/harbour.txt -o it.warc
$ sed 's/harbour/Harbour/' it.warc >changed.warc
$ echo text >text.txt
$ newsconv verify changed.warc it.warc text.txt missing.epub | tail -n 3

4 files: 1 sound, 1 damaged, 1 unreadable, 1 of no known kind
5 findings: 5 errors

## errors_come_before_notes
$ newsconv samples/harbour.txt -o it.warc.gz
$ head -c 2000 it.warc.gz >cut.warc.gz
$ newsconv verify cut.warc.gz | grep -oE '^  (error|warning|note)' | uniq
  error
  note

## quiet_prints_nothing_at_all
$ newsconv samples/harbour.txt -o it.epub
$ head -c 2000 it.epub >cut.epub
$ newsconv verify -q it.epub
$ newsconv verify -q cut.epub
[1]
$ newsconv verify --quiet missing.epub
[2]
$ newsconv verify --quiet --report jsonl cut.epub
[1]

## a_quiet_run_writes_the_report_it_was_asked_for
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify -q -o report.txt it.epub
$ cut -d, -f1 report.txt
it.epub: sound: epub

## colors_are_for_terminals
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify it.epub | grep -c "$(printf '\033')"
0
[1]
$ newsconv verify --color=always it.epub | grep -c "$(printf '\033')"
1
$ TERM=xterm; export TERM
$ on_terminal newsconv verify it.epub | grep -c "$(printf '\033')"
1
$ NO_COLOR=1 on_terminal newsconv verify it.epub | grep -c "$(printf '\033')"
0
[1]
$ on_terminal newsconv verify --color never it.epub | grep -c "$(printf '\033')"
0
[1]

## json_lines_end_with_the_summary
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify --report jsonl --sandbox off it.epub | cut -c 1-31
{"type":"file","file":"it.epub"
{"type":"summary","version":"0.

## records_are_told_when_they_are_asked_for
$ newsconv samples/harbour.txt -o it.warc
$ newsconv verify --records it.warc | tail -n 1 | cut -d, -f1
it.warc: sound: warc

## csv_has_a_header_line
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify --report csv it.epub | cut -d, -f 1,2,15 | tr -d '\r'
type,file,verdict
file,it.epub,sound

## premis_is_equal_for_equal_times
$ newsconv samples/harbour.txt -o it.epub
$ SOURCE_DATE_EPOCH=0 newsconv verify --report premis it.epub >one
$ sleep 1.1
$ SOURCE_DATE_EPOCH=0 newsconv verify --report premis it.epub >two
$ cmp one two && grep -c 1970-01-01T00:00:00Z one
2

## a_report_in_a_file_is_whole_or_not_there
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify -o report.txt it.epub && cut -d, -f1 report.txt
it.epub: sound: epub
$ newsconv verify --report csv -o report.txt it.epub && head -c 9 report.txt; echo
type,file
$ newsconv verify -o none/report.txt it.epub
! newsconv: none/report.txt: cannot write the report: No such file or directory
[2]
$ (ulimit -f 0; newsconv verify -o report.txt it.epub); echo $?
75
$ head -c 9 report.txt; echo
type,file
$ ls -A | grep -c '^\.report'
0
[1]

## an_archive_is_not_replaced_by_its_report
$ newsconv samples/harbour.txt -o it.epub
$ ln it.epub same.epub
$ newsconv verify it.epub -o same.epub
! newsconv: it.epub: is an input and the report too; it was not replaced
[2]
$ newsconv verify -q it.epub

## a_report_keeps_to_the_umask
$ newsconv samples/harbour.txt -o it.epub
$ umask 027; newsconv verify -o report.txt it.epub; stat -c %a report.txt
640

## a_run_that_is_ended_leaves_no_part_of_a_report
$ mkfifo pipe
$ (newsconv verify -o report.txt pipe & sleep 0.5; kill $!; wait $!) 2>/dev/null; echo $?
143
$ files
pipe

## a_full_disk_is_told
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify it.epub >/dev/full
! newsconv: standard output: cannot write: No space left on device
[75]
$ newsconv verify -o /dev/full it.epub
! newsconv: /dev/full: cannot write the report: No space left on device
[75]

## the_sandbox_can_be_required_and_left
$ newsconv samples/harbour.txt -o it.epub
$ newsconv verify --sandbox=off -v it.epub | cut -d, -f1
it.epub: sound: epub
$ newsconv verify --sandbox off --report jsonl it.epub | grep -o '"sandbox":"[a-z]*'
"sandbox":"off

## a_run_in_the_sandbox_finds_the_same
$ for s in epub json warc.gz; do newsconv samples/harbour.txt -o it.$s; done
$ head -c 2000 it.epub >cut.epub
$ newsconv verify --sandbox off it.* cut.epub >off
[1]
$ newsconv verify it.* cut.epub >auto
[1]
$ cmp off auto

## what_cannot_be_meant_is_refused
$ newsconv verify
! newsconv: no archive given (see newsconv verify --help)
[64]
$ newsconv verify --report xml it.epub
! newsconv: --report xml: not text, jsonl, csv or premis (see newsconv verify --help)
[64]
$ newsconv verify --levels all it.epub
! newsconv: --levels all: not a list of structure, digests, canonical, manifest (see newsconv verify --help)
[64]
$ newsconv verify --limit depth it.epub
! newsconv: --limit depth: not NAME=SIZE with header-size, entries, entry-size, ratio, text-size or depth (see newsconv verify --help)
[64]
$ newsconv verify --limit height=3 it.epub
! newsconv: --limit height=3: not NAME=SIZE with header-size, entries, entry-size, ratio, text-size or depth (see newsconv verify --help)
[64]
$ newsconv verify --limit depth=much it.epub
! newsconv: --limit depth=much: no size such as 500, 64K or 1GiB (see newsconv verify --help)
[64]
$ newsconv verify -j 0 it.epub
! newsconv: --jobs 0: no number from 1 to 256 (see newsconv verify --help)
[64]
$ newsconv verify --max-findings some it.epub
! newsconv: --max-findings some: no number from 0, which means all, to 1000000 (see newsconv verify --help)
[64]
$ newsconv verify --color blue it.epub
! newsconv: --color blue: not auto, always or never (see newsconv verify --help)
[64]
$ newsconv verify --sandbox maybe it.epub
! newsconv: --sandbox maybe: not auto, require or off (see newsconv verify --help)
[64]
$ newsconv verify -o '' it.epub
! newsconv: "": the report has no name (see newsconv verify --help)
[64]
$ newsconv verify - -
! newsconv: standard input can be read once only (see newsconv verify --help)
[64]
$ newsconv verify --wrong it.epub
! newsconv: --wrong: unknown option, or its value is missing or not wanted (see newsconv verify --help)
[64]
$ SOURCE_DATE_EPOCH=x newsconv verify it.epub
! newsconv: SOURCE_DATE_EPOCH: "x" is no number of seconds since 1970 (up to the year 9999) (see newsconv verify --help)
[64]
