import { REFERENCE_ALPHABET, TOKEN_ALPHABET } from '../domain/reference.ts';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto';

/** What a code is for. The purpose goes into its look-up and seal, so a code of one kind never opens another. */
export type Purpose =
	| 'token'
	| 'reference'
	| 'secret'
	| 'device'
	| 'pairing'
	| 'day-card'
	| 'invitation'
	| 'draft'
	| 'name'
	| 'contact'
	| 'note'
	| 'throttle'
	| 'door';

/** Makes codes, and keeps them so that a stolen database opens nothing: an HMAC to find one, a sealed copy to print it again. */
export interface Codes {
	/** 130 bits in base 32: 26 characters. */
	token(): string;
	/** 6 letters and digits of an alphabet of 28 without look-alikes (UX12). */
	reference(): string;
	/** What is stored to find `code` again. */
	lookup(purpose: Purpose, code: string): string;
	/** AES-256-GCM, base64url. */
	seal(purpose: Purpose, text: string): string;
	/** @throws when `sealed` was not made with this key and purpose. */
	unseal(purpose: Purpose, sealed: string): string;
	/** A whole number from 0 up to, not including, `limit`. */
	below(limit: number): number;
}

/** @param key 32 bytes that live outside the database. */
export function codesFrom(key: Buffer): Codes {
	if (key.length !== 32) throw new Error('The key must be 32 bytes');
	const keys = new Map<string, Buffer>();
	function derived(use: 'lookup' | 'seal', purpose: Purpose): Buffer {
		const name = `${use} ${purpose}`;
		const known = keys.get(name);
		if (known) return known;
		const made = Buffer.from(hkdfSync('sha256', key, 'one-roof', name, 32));
		keys.set(name, made);
		return made;
	}
	return {
		token: () => letters(TOKEN_ALPHABET, 26),
		reference: () => letters(REFERENCE_ALPHABET, 6),
		lookup: (purpose, code) => createHmac('sha256', derived('lookup', purpose)).update(code).digest('base64url'),
		seal(purpose, text) {
			const iv = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', derived('seal', purpose), iv);
			const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
			return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
		},
		unseal(purpose, sealed) {
			const all = Buffer.from(sealed, 'base64url');
			// A shorter tag would be taken too, and be easier to forge.
			const decipher = createDecipheriv('aes-256-gcm', derived('seal', purpose), all.subarray(0, 12), {
				authTagLength: 16
			});
			decipher.setAuthTag(all.subarray(12, 28));
			return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8');
		},
		below: (limit) => randomInt(limit)
	};
}

function letters(alphabet: string, length: number): string {
	return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
