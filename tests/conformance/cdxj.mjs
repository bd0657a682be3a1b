// Hold an archive's index against the one that warcio.js makes of its volumes:
//
//	cdxj.mjs ARCHIVE...
//
// ARCHIVE is a directory with archive/ and indexes/.  Each resource and revisit
// has one line, the same as warcio.js's but for what the two tools write
// differently: it writes a media type with its parameters, and a digest without
// its algorithm.  Its lines of conversions and metadata have no counterpart:
// they would stand for the dump, whose URI and date they share.
// Prints "ok ARCHIVE" or "not ok ARCHIVE: why" for each.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { CDXIndexer } = createRequire(import.meta.url)('warcio');
const FIELDS = ['urlkey', 'timestamp', 'url', 'mime', 'digest', 'length',
    'offset', 'filename', 'warc-type'];

async function theirLines(folder) {
	const indexer = new CDXIndexer({ format: 'cdxj', fields: FIELDS });
	const files = readdirSync(folder).map((filename) => ({ filename,
	    reader: createReadStream(join(folder, filename)) }));
	const lines = [];
	for await (const line of indexer.iterIndex(files)) {
		if (line['warc-type'] !== 'resource' &&
		    line['warc-type'] !== 'revisit')
			continue;
		delete line['warc-type'];
		line.mime = line.mime.split(';')[0];
		line.digest = `sha256:${line.digest}`;
		line.length = `${line.length}`;
		line.offset = `${line.offset}`;
		lines.push(line);
	}
	return lines;
}

function ourLines(folder) {
	const lines = [];
	let before = Buffer.alloc(0);
	for (const name of readdirSync(folder)) {
		const text = readFileSync(join(folder, name), 'utf8');
		for (const line of text.trimEnd().split('\n')) {
			const [, urlkey, timestamp, rest] =
			    /^(\S+) (\d{14}) (\{.*\})$/.exec(line);
			const bytes = Buffer.from(line);
			if (Buffer.compare(before, bytes) >= 0)
				throw new Error(`${line} is not in order`);
			before = bytes;
			lines.push({ urlkey, timestamp, ...JSON.parse(rest) });
		}
	}
	return lines;
}

// Of the bytes as they lie in the volume.
function checkRecordDigest(folder, line) {
	const start = Number(line.offset), end = start + Number(line.length);
	const bytes = readFileSync(join(folder, line.filename))
	    .subarray(start, end);
	const digest = createHash('sha256').update(bytes).digest('hex');
	if (line.recordDigest !== `sha256:${digest}`)
		throw new Error(`${line.url} has another recordDigest`);
	delete line.recordDigest;
}

const key = (line) => JSON.stringify(FIELDS.map((field) => line[field]));

async function check(archive) {
	const volumes = join(archive, 'archive');
	const ours = ourLines(join(archive, 'indexes'));
	const theirs = await theirLines(volumes);
	for (const line of ours)
		checkRecordDigest(volumes, line);
	const found = new Set(ours.map(key));
	for (const line of theirs)
		if (!found.delete(key(line)))
			throw new Error(`no line ${key(line)}`);
	if (found.size > 0)
		throw new Error(`warcio.js has no ${[...found][0]}`);
	if (ours.length === 0)
		throw new Error('the index is empty');
}

for (const archive of process.argv.slice(2)) {
	try {
		await check(archive);
		console.log(`ok ${archive}`);
	} catch (error) {
		console.log(`not ok ${archive}: ${error.message}`);
	}
}
