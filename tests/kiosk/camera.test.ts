import { describe, expect, it } from 'vitest';
import { seenIn } from '#lib/kiosk/scanner/look.ts';
import { codeReader } from '#lib/kiosk/scanner/reader.ts';

const token = 'ABCDEFGHIJKLMNOPQRSTUVWXY2';
const picture = {} as ImageBitmapSource;

/** Something that reads codes, and says whose it is. */
function reads(name: string, formats: string[] | null) {
	return class {
		detect = () => Promise.resolve([{ rawValue: name }]);
		static getSupportedFormats = () =>
			formats ? Promise.resolve(formats) : Promise.reject(new DOMException('no service', 'NotSupportedError'));
	};
}

describe('what reads codes', () => {
	const fetched = () => Promise.resolve(reads('fetched', ['qr_code']));

	it.each([
		['the browser’s own where it has one', reads('own', ['aztec', 'qr_code']), 'own'],
		['one that is fetched where the browser’s own cannot read these', reads('own', ['ean_13']), 'fetched'],
		['one that is fetched where the browser’s own has nothing behind it', reads('own', null), 'fetched'],
		['one that is fetched where the browser has none', undefined, 'fetched']
	])('is %s', async (_, native, whose) => {
		const read = await codeReader(native, fetched);
		expect(await read(picture)).toEqual([whose]);
	});
});

describe('what is seen in a picture', () => {
	it('is a ticket, bare or as an address, whatever else is in it', () => {
		expect(seenIn([token])).toEqual({ kind: 'ticket', code: token });
		const address = `HTTPS://HUB.EXAMPLE/T/${token}`;
		expect(seenIn(['https://elsewhere.example', address])).toEqual({ kind: 'ticket', code: address });
	});

	it('is foreign where no ticket is in it, and nothing where no code is', () => {
		expect(seenIn(['https://elsewhere.example'])).toEqual({ kind: 'foreign' });
		expect(seenIn([])).toEqual({ kind: 'nothing' });
		expect(seenIn([''])).toEqual({ kind: 'nothing' });
	});
});
