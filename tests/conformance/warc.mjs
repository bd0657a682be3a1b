// Read WARC files with warcio.js and hold each record against what its header
// says: length, digests, identifiers.  A gzipped file has to have as many
// members as records.  Prints "ok FILE" or "not ok FILE: why" for each file.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { createRequire } from 'node:module';

const { WARCParser } = createRequire(import.meta.url)('warcio');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(bytes) {
	let bits = 0, value = 0, text = '';
	for (const byte of bytes) {
		value = (value << 8 | byte) & 0xffff;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			text += ALPHABET[value >> bits & 31];
		}
	}
	return text + (bits ? ALPHABET[value << 5 - bits & 31] : '');
}

// RFC 1952: members follow each other without a gap; ours have no options.
function memberCount(path) {
	const bytes = readFileSync(path);
	let at = 0, count = 0;
	while (at < bytes.length) {
		if (bytes.readUInt16BE(at) !== 0x1f8b || bytes[at + 3] !== 0)
			throw new Error(`no plain gzip header at byte ${at}`);
		const { engine } = inflateRawSync(bytes.subarray(at + 10),
		    { info: true });
		at += 10 + engine.bytesWritten + 8;
		count++;
	}
	return count;
}

function checkDigest(name, stated, bytes) {
	if (stated === null)
		return 0;
	const [algorithm, value] = stated.split(':');
	const digest = createHash(algorithm).update(bytes).digest();
	if (value !== base32(digest) && value !== digest.toString('hex'))
		throw new Error(`${name} is ${stated}, computed ` +
		    `${base32(digest)} or ${digest.toString('hex')}`);
	return 1;
}

async function checkFile(path) {
	const parser = new WARCParser(createReadStream(path));
	const ids = new Set(), types = [], references = [];
	const revisits = [], payloads = new Map();
	let digests = 0;

	for await (const record of parser) {
		const header = (name) => record.warcHeader(name) ?? null;
		const block = Buffer.from(await record.readFully(false) ?? []);
		const id = header('WARC-Record-ID');
		types.push(record.warcType);
		if (!/^<urn:uuid:[0-9a-f-]{36}>$/.test(id) || ids.has(id))
			throw new Error(`bad or repeated record id ${id}`);
		ids.add(id);
		if (block.length !== Number(header('Content-Length')))
			throw new Error(`${id}: Content-Length ` +
			    `${header('Content-Length')}, read ${block.length}`);
		digests += checkDigest('block digest',
		    header('WARC-Block-Digest'), block);
		if (record.warcType === 'revisit')
			revisits.push(record);
		else
			digests += checkDigest('payload digest',
			    header('WARC-Payload-Digest'), block);
		payloads.set(id, header('WARC-Payload-Digest'));
		for (const name of ['WARC-Refers-To', 'WARC-Warcinfo-ID',
		    'WARC-Concurrent-To'])
			if (header(name) !== null)
				references.push(header(name));
		if (record.warcType === 'metadata' &&
		    header('Content-Type') === 'application/json')
			JSON.parse(block.toString('utf8'));
	}
	/*
	 * A file of several articles is there once, before the first of them.  In
	 * an archive metadata that was given follows it, and pages are conversions
	 * or resources.
	 */
	if (!/^warcinfo( (resource|revisit)( metadata)?(( conversion| resource)? metadata)*)+$/
	    .test(types.join(' ')))
		throw new Error(`records are ${types.join(' ')}`);
	if (digests < types.length)
		throw new Error(`${digests} digests in ${types.length} records`);
	for (const id of references)
		if (!ids.has(id))
			throw new Error(`${id} is referred to and not there`);
	for (const revisit of revisits)
		if (payloads.get(revisit.warcHeader('WARC-Refers-To')) !==
		    revisit.warcPayloadDigest)
			throw new Error(`${revisit.warcHeader('WARC-Record-ID')} ` +
			    'revisits another payload');
	if (path.endsWith('.gz') && memberCount(path) !== types.length)
		throw new Error(`${memberCount(path)} members hold ` +
		    `${types.length} records`);
}

for (const path of process.argv.slice(2)) {
	try {
		await checkFile(path);
		console.log(`ok ${path}`);
	} catch (error) {
		console.log(`not ok ${path}: ${error.message}`);
	}
}
