# newsconv verify, of the folders and packages that newsconv archive writes.

## an_archive_that_grew_is_sound
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news; cp samples/council.txt news/again.txt
$ (cd news && tar cf packed.tar council.txt harbour.txt && gzip -k harbour.txt)
$ newsconv archive -q --to warc,jsonl,epub news -o out
$ echo more >>news/council.txt; rm news/harbour.txt; cp samples/german.txt news
$ SOURCE_DATE_EPOCH=1600000001 newsconv archive -q --to warc,jsonl,epub news -o out
$ newsconv verify out | grep -e MANIFEST- -e INDEX- -e SUMS-
[1]
$ newsconv verify out | grep '^out: ' | sed 's/ [1-9][0-9]* digests/ N digests/'
out: sound: archive, N digests; structure -, digests yes, canonical -, manifest yes

## joined_shards_are_an_archive
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/*.txt news
$ for i in 1 2 3; do newsconv archive -q --shard $i/3 news -o shard-$i; done
$ newsconv merge -q shard-? -o all
$ newsconv verify -q all; newsconv verify -q shard-2

## what_contradicts_itself_is_found
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q --no-manifest news -o sound; cp samples/german.txt news
$ SOURCE_DATE_EPOCH=1600000001 newsconv archive -q --no-manifest news -o sound
$ codes() { newsconv verify it 2>/dev/null | grep -o -e 'MANIFEST-0[0-9]*' -e 'INDEX-0[0-9]*' | sort -u | tr '\n' ' '; echo; }
$ change() { rm -rf it; cp -r sound it; sed -i "$2" "it/$1"; codes; }
$ cp -r sound it; codes

$ change history.jsonl 's/"run":1,/"ran":1,/'
MANIFEST-040 MANIFEST-041 MANIFEST-042 
$ change history.jsonl 2s/\"run\":2/\"run\":7/
MANIFEST-041 
$ change history.jsonl 1d
MANIFEST-041 MANIFEST-042 
$ change manifest.jsonl 's/"articles":1/"articles":2/'
MANIFEST-042 
$ rm -rf it; cp -r sound it; rm it/jsonl/*-00001.jsonl; codes
MANIFEST-043 
$ rm -rf it; cp -r sound it; mkdir it/unfinished; echo >it/unfinished/state.json; codes
MANIFEST-044 
$ change manifest.jsonl 's/"status":"archived"/"status":"eaten"/'
MANIFEST-042 MANIFEST-045 
$ change manifest.jsonl '1{h;d};${p;x}'
MANIFEST-042 MANIFEST-046 
$ change manifest.jsonl '1s/"offset":/"offset":9/'
MANIFEST-042 MANIFEST-047 
$ change manifest.jsonl '1s/"sha256":"../"sha256":"zz/; 2s/"date":"20/"date":"19/'
MANIFEST-042 MANIFEST-045 MANIFEST-048 
$ change indexes/index.cdxj '1s/"offset":"/"offset":"9/'
INDEX-010 
$ change indexes/index.cdxj '1{h;d};${p;x}'
INDEX-004 

## a_package_is_sound_and_its_faults_are_found
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q news -o press.wacz
$ newsconv verify press.wacz | sed 's/ [1-9][0-9]* / N /g'
press.wacz: sound (confirmed): wacz, N parts, N digests; structure yes, digests yes, canonical yes, manifest yes
$ cp press.wacz other.zip; newsconv verify other.zip | grep -o 'sound: wacz'
sound: wacz
$ printf X | dd of=press.wacz bs=1 seek=700 conv=notrunc 2>/dev/null
$ newsconv verify press.wacz | grep -o -e 'WACZ-0[0-9]*' -e 'MANIFEST-01[0-9]' -e 'ZIP-030' | sort -u
MANIFEST-010
WACZ-010
ZIP-030
