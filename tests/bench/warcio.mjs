// A peer: one WARC.gz of a folder by warcio.js, a resource record a file.
//
//	node warcio.mjs DIRECTORY OUTPUT
import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { WARCRecord, WARCSerializer } =
	createRequire(import.meta.url)('warcio');
const [directory, output] = process.argv.slice(2);

function* files(path) {
	const entries = readdirSync(path, { withFileTypes: true });
	for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
		if (entry.isDirectory())
			yield* files(join(path, entry.name));
		else
			yield join(path, entry.name);
	}
}

const out = createWriteStream(output);
for (const path of files(directory)) {
	const bytes = readFileSync(path);
	const record = WARCRecord.create({
		url: 'file://' + path,
		date: '2021-06-12T00:00:00Z',
		type: 'resource',
		warcVersion: 'WARC/1.1',
		warcHeaders: { 'Content-Type': 'text/plain; charset=utf-8' },
	}, (async function* () { yield bytes; })());
	if (!out.write(await WARCSerializer.serialize(record, { gzip: true })))
		await once(out, 'drain');
}
out.end();
await once(out, 'finish');
