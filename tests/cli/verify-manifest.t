# newsconv verify, of what a manifest lists.

## what_is_as_it_was_is_confirmed
$ newsconv --manifest samples/harbour.txt samples/council.txt -o it.warc.gz
$ newsconv verify it.warc.gz | grep -v sound
[1]
$ newsconv verify . 2>/dev/null | grep MANIFEST
[1]

## a_changed_file_names_the_record_that_changed
$ newsconv --manifest samples/harbour.txt samples/council.txt -o it.warc
$ sed -i 's/Date: 1980-01-01T00:00:00Z/Date: 1999-01-01T00:00:00Z/; s/Council/Counsel/' it.warc
$ newsconv verify it.warc | grep -o 'MANIFEST-0[0-9]*' | sort | uniq -c | sed 's/^ *//'
1 MANIFEST-010
3 MANIFEST-024
4 MANIFEST-025

## deleted_swapped_and_repeated_records_are_named
$ newsconv --manifest samples/harbour.txt -o it.warc.gz
$ cuts=$(sed -n 's/.*"offset":\([0-9]*\),"length":\([0-9]*\).*/\1 \2/p' it.warc.gz.manifest.jsonl)
$ n=0; echo "$cuts" | while read at size; do n=$((n + 1)); tail -c +$((at + 1)) it.warc.gz | head -c $size >part.$n; done
$ codes() { newsconv verify it.warc.gz | grep -o 'MANIFEST-02[0-9]'; }
$ cat part.1 part.3 part.4 >it.warc.gz; codes
MANIFEST-020
$ cat part.1 part.2 part.4 part.3 >it.warc.gz; codes
MANIFEST-022
$ cat part.1 part.2 part.3 part.3 part.4 >it.warc.gz; codes
MANIFEST-023
$ newsconv samples/french.txt -o other.warc.gz; cat part.? other.warc.gz >it.warc.gz; codes | uniq -c | sed 's/^ *//'
4 MANIFEST-021
$ cat part.? >it.warc.gz; codes
[1]

## files_of_an_archive_are_missing_new_moved_twice_or_changed
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q --to warc,jsonl news -o out
$ found() { newsconv verify out 2>/dev/null | sed -n '/ MANIFEST-01/{s/.* //;N;s/\n *found://;p}'; }
$ cp -r out sound; found
$ rm out/jsonl/*; found
MANIFEST-011 listed in outputs.jsonl, and not there
$ rm -r out; cp -r sound out; echo mine >out/extra.txt; found
MANIFEST-012 not listed in outputs.jsonl
$ rm -r out; cp -r sound out; mv out/archive/*.warc.gz out/archive/other.warc.gz; found
MANIFEST-013 listed as archive/newsconv-20200913122640-00000.warc.gz, which is not there
$ rm -r out; cp -r sound out; cp out/archive/*.warc.gz out/archive/other.warc.gz; found
MANIFEST-014 not listed, and equal to archive/newsconv-20200913122640-00000.warc.gz
$ rm -r out; cp -r sound out; printf ' ' >>out/indexes/index.cdxj; found
MANIFEST-010 has 1565 bytes, 1564 are listed

## a_moved_file_is_found_beside_its_manifest
$ newsconv --manifest samples/harbour.txt -o it.json; mv it.json that.json
$ newsconv verify . 2>/dev/null | sed -n '/ MANIFEST-01/{s/.* //;N;s/\n *found://;p}'
MANIFEST-013 listed as it.json, which is not there

## a_damaged_manifest_is_no_manifest
$ newsconv --manifest samples/harbour.txt -o it.warc.gz
$ cp it.warc.gz.manifest.jsonl sound; mkdir dir; mv it.warc.gz dir
$ faults() { newsconv verify dir | grep -o 'MANIFEST-0[0-9]*'; }
$ head -4 sound >dir/it.warc.gz.manifest.jsonl; faults | sort -u
MANIFEST-002
MANIFEST-020
MANIFEST-021
MANIFEST-029
$ tail -n +2 sound >dir/it.warc.gz.manifest.jsonl; faults | sort -u
MANIFEST-002
MANIFEST-003
$ sed 's/"file"/"fiel/' sound >dir/it.warc.gz.manifest.jsonl; faults | head -1
MANIFEST-001
$ sed 's|"path":"|"path":"../|' sound >dir/it.warc.gz.manifest.jsonl; faults | head -1
MANIFEST-004
$ sed '4s/"sha256":"[0-9a-f]*"/"sha256":"0000000000000000000000000000000000000000000000000000000000000000"/' sound >dir/it.warc.gz.manifest.jsonl; faults | sort
MANIFEST-026
MANIFEST-029

## a_list_that_newsconv_wrote_is_sound_by_itself
$ newsconv --manifest samples/several.txt -o it.epub
$ newsconv verify SHA256SUMS | tail -n 2
3 files: 3 sound
against manifests: 2 confirmed
$ newsconv archive -q --to warc,jsonl,epub samples -o out
$ newsconv verify out/SHA256SUMS | tail -n 2 | sed 's/[0-9][0-9]*/N/g'
N files: N sound
against manifests: N confirmed
