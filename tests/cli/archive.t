# newsconv archive, as a person runs it.  The time of the run is given, so that
# names and bytes are the same each time.

## a_folder_becomes_an_archive
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt samples/german.txt news
$ newsconv archive news -o out | sed 's/ *[0-9.]* kB/ N kB/'
inputs                      3
  archived                  3
  failed                    0
articles                    3
  in en                     2
  in de                     1
  no date                   1
  published        2022-10-07  to 2023-03-14
read N kB
written N kB  1 volume, 10 records
archive          out, run 1
$ (cd out && find . -type f | sort)
./SHA256SUMS
./archive/newsconv-20200913122640-00000.warc.gz
./history.jsonl
./indexes/index.cdxj
./jsonl/newsconv-20200913122640-00001.jsonl
./manifest.jsonl
./outputs.jsonl
$ newsconv verify -q out/archive/*.warc.gz
$ newsconv verify -q out/jsonl/*.jsonl

## run_again_only_what_is_new_is_added
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q news -o out
$ cp samples/german.txt news; rm news/harbour.txt
$ newsconv archive news -o out | grep -v -E '^(read|written|  published)'
inputs                      2
  archived                  1
  unchanged                 1  archived by an earlier run
  failed                    0
missing                     1  archived earlier, no longer found; kept
articles                    1
  in de                     1
archive          out, run 2
! newsconv: news/harbour.txt: is no longer found; the archive keeps it
$ ls out/archive
newsconv-20200913122640-00000.warc.gz
newsconv-20200913122640-00001.warc.gz

## an_input_that_fails_is_named_and_the_others_are_done
$ mkdir news; cp samples/council.txt news; : >news/empty.txt; printf 'GIF89a\0\0\1' >news/a.gif
$ newsconv archive news -o out >summary
! newsconv: news/a.gif: is not text: begins like a GIF image
! newsconv: news/empty.txt: is empty (0 bytes)
[1]
$ sed -n '/^inputs/,/failed/p' summary
inputs                      3
  archived                  1
  failed                    2
$ tail -n 5 summary
archive          out, run 1

What failed has "failed" and the reason in manifest.jsonl of the archive.
Mend or remove the files, and run the same command: it takes up what is new,
has changed or had failed.
$ grep -c '"status":"failed"' out/manifest.jsonl
2

## hidden_files_and_links_are_counted
$ mkdir news; cp samples/council.txt news; cp samples/harbour.txt news/.hidden.txt; ln -s council.txt news/link.txt
$ newsconv archive news -o out | sed -n '/^inputs/,/failed/p'
inputs                      3
  archived                  1
  skipped                   2  hidden files, links, devices
  failed                    0
$ newsconv archive --hidden --follow-links news -o all | sed -n '/^inputs/,/failed/p'
inputs                      3
  archived                  2
  duplicates                1  stored once, referred to
  failed                    0

## twenty_failures_are_named_and_the_rest_is_counted
$ mkdir news; for i in $(seq 10 34); do : >news/$i.txt; done; cp samples/council.txt news
$ newsconv archive -q news -o out
! newsconv: news/10.txt: is empty (0 bytes)
! newsconv: news/11.txt: is empty (0 bytes)
! newsconv: news/12.txt: is empty (0 bytes)
! newsconv: news/13.txt: is empty (0 bytes)
! newsconv: news/14.txt: is empty (0 bytes)
! newsconv: news/15.txt: is empty (0 bytes)
! newsconv: news/16.txt: is empty (0 bytes)
! newsconv: news/17.txt: is empty (0 bytes)
! newsconv: news/18.txt: is empty (0 bytes)
! newsconv: news/19.txt: is empty (0 bytes)
! newsconv: news/20.txt: is empty (0 bytes)
! newsconv: news/21.txt: is empty (0 bytes)
! newsconv: news/22.txt: is empty (0 bytes)
! newsconv: news/23.txt: is empty (0 bytes)
! newsconv: news/24.txt: is empty (0 bytes)
! newsconv: news/25.txt: is empty (0 bytes)
! newsconv: news/26.txt: is empty (0 bytes)
! newsconv: news/27.txt: is empty (0 bytes)
! newsconv: news/28.txt: is empty (0 bytes)
! newsconv: news/29.txt: is empty (0 bytes)
! newsconv: and 5 more failed: see manifest.jsonl of the archive
[1]
$ newsconv archive -q -v news -o all 2>&1 | grep -c 'is empty'
25

## quiet_says_nothing_but_what_failed
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q news -o out
$ : >news/empty.txt
$ newsconv archive -q news -o out
! newsconv: news/empty.txt: is empty (0 bytes)
[1]

## a_dry_run_writes_nothing
$ mkdir news; cp samples/council.txt samples/harbour.txt news; : >news/.hidden
$ newsconv archive --dry-run news -o out
news/.hidden: skipped: is hidden
news/council.txt: archived
news/harbour.txt: archived
inputs                      3
  archived                  2
  skipped                   1  hidden files, links, devices
  failed                    0

A dry run: nothing was written.
$ ls -A | grep -vx samples
news
$ newsconv archive -q news -o out; rm news/council.txt; echo more >>news/harbour.txt
$ newsconv archive -n news -o out | head -n 2
news/.hidden: skipped: is hidden
news/council.txt: nothing: it is missing, the archive keeps it

## what_is_said_of_an_empty_folder
$ mkdir news
$ newsconv archive news -o out
inputs                      0
  archived                  0
  failed                    0
articles                    0
read                  0 bytes
written               0 bytes
archive          out, run 1

## an_input_that_is_not_there_is_an_error
$ newsconv archive missing -o out
! newsconv: missing: cannot open: No such file or directory
[2]
$ files

## a_directory_of_others_is_not_written_into
$ mkdir out; echo mine >out/file
$ newsconv archive samples -o out
! newsconv: out: is a directory with other things in it, and no archive of newsconv
[2]
$ ls out
file

## lists_name_files
$ printf '%s\n' samples/council.txt samples/harbour.txt >list
$ newsconv archive --files-from list -o out | sed -n '/^inputs/,/failed/p'
inputs                      2
  archived                  2
  failed                    0
$ printf 'samples/council.txt\0samples/harbour.txt\0' | newsconv archive --files-from - -0 -o zero | sed -n '/^inputs/,/failed/p'
inputs                      2
  archived                  2
  failed                    0

## only_the_default_outputs_are_made_unless_asked
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q --to jsonl news -o lines; ls lines
SHA256SUMS
history.jsonl
jsonl
manifest.jsonl
outputs.jsonl
$ newsconv archive -q --to warc news -o volumes; ls volumes
SHA256SUMS
archive
history.jsonl
indexes
manifest.jsonl
outputs.jsonl
$ newsconv archive -q --to warc --records resource news -o source; gzip -dc source/archive/* | grep -a '^WARC-Type' | tr -d '\r'
WARC-Type: warcinfo
WARC-Type: resource

## the_summary_adds_up
$ mkdir -p news/sub; cp samples/*.txt news; cp samples/council.txt news/sub; : >news/empty.txt; : >news/.hidden; ln -s . news/loop
$ newsconv archive -q --progress jsonl news -o out 2>&1 >/dev/null | grep '"event":"summary"' >summary
$ number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" summary; }
$ sum=0; for part in archived duplicates unchanged packed sidecars skipped failed; do sum=$((sum + $(number $part))); done
$ test "$sum" = "$(number inputs)" && test "$sum" = "$(wc -l <out/manifest.jsonl | tr -d ' ')" && echo adds up
adds up
$ test "$(number articles)" = "$(cat out/jsonl/* | wc -l)" && echo one line an article
one line an article
$ sed 's/.*"languages":{\([^}]*\)}.*/\1/' summary | tr , '\n' | awk -F : '{ sum += $2 } END { print sum }' >languages
$ number articles | cmp - languages

## the_summary_for_people_adds_up_too
$ mkdir -p news; for i in $(seq 1100); do echo "Text $i" >news/$i.txt; done; : >news/empty.txt; : >news/.hidden
$ newsconv archive news -o out 2>/dev/null | tr -d , | awk '/^inputs/ { inputs = $2 } /^articles/ { exit } /^  / { sum += $2 } END { print inputs, sum }'
1102 1102

## progress_for_programs_is_json
$ mkdir news; cp samples/council.txt news; : >'news/em"pty.txt'
$ newsconv archive --progress jsonl news -o out 2>&1 >/dev/null | grep -v -E '"(progress|summary)"'
{"event":"start","version":"0.1.0","output":"out"}
{"event":"counted","inputsDone":0,"bytesDone":0,"inputsTotal":2,"bytesTotal":1353,"articles":0,"failed":0}
{"event":"failed","input":"news/em\"pty.txt","reason":"is empty (0 bytes)"}
$ newsconv archive --progress jsonl news -o out 2>&1 >/dev/null | grep -c '^{"event":"summary","inputs":2,.*}$'
1
$ newsconv archive --progress jsonl missing -o out
! {"event":"start","version":"0.1.0","output":"out"}
! {"event":"error","where":"missing","reason":"cannot open: No such file or directory"}
[2]

## not_a_control_character_without_a_terminal
$ newsconv archive samples -o out 2>err >summary; cat summary err | tr -d '\n' | LC_ALL=C grep -c '[[:cntrl:]]'
0
[1]

## a_second_run_is_told_who_holds_the_archive
$ mkfifo list
$ newsconv archive -q --files-from list -o out &
> exec 3>list
> while ! [ -e out/unfinished/lock ]; do sleep 0.01; done
> newsconv archive -q samples -o out 2>&1 | sed 's/process [0-9]* on .*/process N on HOST/'
> exec 3>&-
> wait
newsconv: out/unfinished/lock: another run holds it: process N on HOST

## a_signal_ends_it_cleanly_and_the_same_command_goes_on
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; for i in $(seq 2000); do { cat samples/council.txt; echo "Number $i."; } >news/$i.txt; done
$ newsconv archive -q news -o whole
$ newsconv archive -j1 --progress jsonl news -o out 2>err >/dev/null &
> while ! grep -q '"progress"' err 2>/dev/null; do :; done
> kill -TERM $!; wait $!; echo $?; tail -n 1 err
75
{"event":"error","reason":"interrupted; the same command goes on where it stopped"}
$ newsconv archive -q news -o out
$ diff -r whole out && echo the same
the same

## a_second_interrupt_ends_it_at_once
$ mkfifo list
$ env --default-signal=INT newsconv archive -q --files-from list -o out 2>err &
> while ! [ -e out/unfinished/lock ]; do sleep 0.01; done
> kill -INT $!; sleep 0.1; kill -0 $! && echo goes on
> kill -INT $!; wait $!; echo $?
goes on
130

## a_hangup_that_is_ignored_stays_so
$ mkfifo list
$ nohup newsconv archive -q --files-from list -o out 2>/dev/null &
> while ! [ -e out/unfinished/lock ]; do sleep 0.01; done
> kill -HUP $!; echo samples/council.txt >list; wait $!; echo $?
0

## on_a_terminal_a_line_is_drawn_anew_and_fits
$ mkdir news; for i in $(seq 3000); do { cat samples/council.txt; echo "Number $i."; } >news/$i.txt; done
$ script -qec 'stty cols 40; TERM=xterm newsconv archive -j1 news -o out' /dev/null </dev/null >seen
$ tr '\r' '\n' <seen | grep '%' | sed "s/$(printf '\033\\[K')//" >drawn
$ test -s drawn && awk 'length > 39' drawn
$ sed 's/[0-9,]* %/N %/; s/[0-9,]* articles*,/N articles,/; s/[0-9:]* left/N left/; s/, [0-9.]* [kM]B.s//' drawn | sort -u
N %, N articles, N left
$ tr -d '\r' <seen | sed "s/.*$(printf '\033\\[K')//" | head -n 3
inputs                  3,000
  archived              3,000
  failed                    0

## a_terminal_that_cannot_draw_gets_lines
$ script -qec 'TERM=dumb newsconv archive samples -o out' /dev/null </dev/null | LC_ALL=C grep -c "$(printf '\033')"
0
[1]

## options_that_made_it_are_in_its_history
$ newsconv archive -q -j2 --to warc --publisher "The People's Paper" samples -o out
$ grep -o '"options":"[^"]*"' out/history.jsonl
"options":"--to warc --publisher 'The People'\\''s Paper'"

## a_wacz_is_one_file_and_grows
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q news -o press.wacz
$ files
SHA256SUMS
news
press.wacz
press.wacz.manifest.jsonl
$ bsdtar -tf press.wacz | sort
archive/newsconv-20200913122640-00000.warc.gz
datapackage-digest.json
datapackage.json
history.jsonl
indexes/index.cdxj
jsonl/newsconv-20200913122640-00001.jsonl
manifest.jsonl
pages/pages.jsonl
$ cp samples/german.txt news
$ newsconv archive news -o press.wacz | grep -v -E '^(read|written|  published)'
inputs                      3
  archived                  1
  unchanged                 2  archived by an earlier run
  failed                    0
articles                    1
  in de                     1
archive          press.wacz, run 2
$ bsdtar -tf press.wacz | grep -c '^archive/.*.warc.gz'
2

## books_are_made_by_day
$ mkdir news; cp samples/council.txt samples/german.txt samples/harbour.txt news
$ newsconv archive --to warc,epub --epub-by day news -o out | grep '^written' | sed 's/.*kB//'
  1 volume, 10 records, 3 books
$ ls out/epub
2022-10-07.epub
2023-03-14.epub
books.jsonl
undated.epub
$ for book in out/epub/*.epub; do newsconv verify -q "$book" || echo damaged; done

## volumes_rotate_and_have_the_prefix
$ export SOURCE_DATE_EPOCH=1600000000
$ newsconv archive -q --volume-size 20K --prefix press samples -o out
$ ls out/archive
press-20200913122640-00000.warc.gz
press-20200913122640-00001.warc.gz
press-20200913122640-00002.warc.gz
press-20200913122640-00003.warc.gz
press-20200913122640-00004.warc.gz
press-20200913122640-00005.warc.gz

## shards_are_parts_of_the_whole
$ for i in 1 2 3; do newsconv archive -q --progress jsonl --to warc --shard $i/3 samples -o part-$i 2>&1 >/dev/null | grep -o '"archived":[0-9]*' | cut -d : -f 2; done | awk '{ sum += $1 } END { print sum }' >sum
$ ls samples | wc -l | tr -d ' ' | cmp - sum
$ cat part-*/manifest.jsonl | grep -o '"path":"[^"]*"' | sort | uniq -d
$ newsconv archive --shard 1/3 samples -o part-1 | grep -E 'inputs|unchanged|shards' | sed 's/ [0-9][0-9]*/ N/'
inputs                      N
  unchanged                 N  archived by an earlier run
other shards               N

## volumes_are_read_back_where_that_is_wanted
$ newsconv archive -q --verify samples -o out
$ ls out/archive | wc -l | tr -d ' '
1

## standard_input_is_read_each_time
$ newsconv archive -q - -o out <samples/council.txt
$ newsconv archive - -o out <samples/harbour.txt | sed -n '/^inputs/,/failed/p'
inputs                      2
  archived                  1
  packed                    1  what is in them is counted by itself
  failed                    0
$ newsconv archive - -o out <samples/harbour.txt | grep unchanged
  unchanged                 1  archived by an earlier run
$ grep -c '"status":"archived"' out/manifest.jsonl
2

## a_member_that_failed_is_told_again_though_its_file_is_as_it_was
$ mkdir news pack; cp samples/council.txt samples/harbour.txt pack; : >pack/empty.txt
$ tar -cf news/pack.tar pack/council.txt pack/empty.txt pack/harbour.txt; head -c 4000 news/pack.tar >news/cut.tar
$ newsconv archive -q news -o out 2>first
[1]
$ newsconv archive news -o out 2>second | sed -n '/^inputs/,/failed/p'
inputs                      8
  archived                  0
  unchanged                 3  archived by an earlier run
  packed                    1  what is in them is counted by itself
  failed                    4
$ cmp first second; grep -c . first
4

## a_file_that_is_named_and_not_what_it_should_be_is_no_wrong_usage
$ printf 'file;url\n' >semicolons.csv; printf 'file,url\na.txt,x,y\n' >fields.csv; echo text >text.wacz
$ newsconv archive -q samples --metadata fields.csv -o out
! newsconv: fields.csv: line 2 has more fields than the heading, which has 2
[2]
$ newsconv archive -q samples -o text.wacz
! newsconv: text.wacz: is no package of newsconv: it is too short
[2]
$ printf 'samples\0' | newsconv archive -q --files-from - -o out
! newsconv: -: is no list of lines: it holds NUL bytes
[2]

## a_dry_run_says_what_a_run_would_say
$ mkdir news other; cp samples/council.txt news; : >other/file; echo text >text.wacz; echo 'a,b' >table.csv
$ newsconv archive -q news -o press.wacz; cp press.wacz before.wacz; cp samples/german.txt news
$ newsconv archive -n news -o press.wacz | head -n 6
news/council.txt: nothing: it is as it was
news/german.txt: archived
inputs                      2
  archived                  1
  unchanged                 1  archived by an earlier run
  failed                    0
$ cmp press.wacz before.wacz; ls -A | grep press
press.wacz
press.wacz.manifest.jsonl
$ for out in other text.wacz news/council.txt; do newsconv archive -n news -o $out; echo $?; newsconv archive -q news -o $out; echo $?; done
2
2
2
2
2
2
! newsconv: other: is a directory with other things in it, and no archive of newsconv
! newsconv: other: is a directory with other things in it, and no archive of newsconv
! newsconv: text.wacz: is no package of newsconv: it is too short
! newsconv: text.wacz: is no package of newsconv: it is too short
! newsconv: news/council.txt: exists, and is no directory
! newsconv: news/council.txt: exists, and is no directory
$ newsconv archive -n news --metadata table.csv -o out
! newsconv: table.csv: has no column "file", "path" or "name"
[2]

## a_sidecar_that_is_no_json_is_named_with_its_dump
$ mkdir news; cp samples/council.txt news; echo '{bad' >news/council.json
$ newsconv archive -q news -o out
! newsconv: news/council.txt: its sidecar council.json: is not JSON: string or '}' expected near 'bad' (line 1, column 4)
[1]

## a_member_without_a_name_is_named_by_its_number
$ printf '%s\n' '{"text":"A text of its own."}' '{"text":""}' >news.jsonl
$ newsconv archive -q news.jsonl -o out
! newsconv: news.jsonl (member 2): is empty (0 bytes)
[1]
$ newsconv archive -q - -o other </dev/null
! newsconv: -: is empty (0 bytes)
[1]

## what_failed_and_is_gone_is_not_said_to_be_kept
$ mkdir news; cp samples/council.txt news; : >news/empty.txt
$ newsconv archive -q news -o out
! newsconv: news/empty.txt: is empty (0 bytes)
[1]
$ rm news/*.txt
$ newsconv archive news -o out | grep missing
missing                     1  archived earlier, no longer found; kept
! newsconv: news/council.txt: is no longer found; the archive keeps it

## a_table_that_changed_is_heeded_and_its_rows_are_known
$ mkdir news; cp samples/council.txt samples/harbour.txt news; echo '{"author":"A"}' >news/harbour.json
$ printf 'file,title\ncouncil.txt,One\nharbour.txt,Two\nnone.txt,Three\n' >table.csv
$ newsconv archive -q news --metadata table.csv -o out
$ newsconv archive news --metadata table.csv -o out | sed -n '/^inputs/,/failed/p'
inputs                      3
  archived                  0
  unchanged                 2  archived by an earlier run
  sidecars                  1  archived with what they describe
  failed                    0
! newsconv: none.txt: a row of the metadata is of no input
$ sed -i s/Two/2/ table.csv
$ newsconv archive news --metadata table.csv -o out | grep -E 'duplicates|unchanged'
  duplicates                1  stored once, referred to
  unchanged                 1  archived by an earlier run
! newsconv: none.txt: a row of the metadata is of no input
$ newsconv archive news --metadata table.csv --shard 1/2 -o shard 2>&1 >/dev/null
