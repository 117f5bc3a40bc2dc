/**
 * 28 letters and digits, each the only one of its look-alikes (UX12): a person who reads
 * O or Q for 0, I or L for 1, Z for 2, S for 5, B for 8 or U for V is understood.
 */
export const REFERENCE_ALPHABET = '0123456789ACDEFGHJKMNPRTVWXY';

/** What tokens are written in: base 32 (RFC 4648). */
export const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const LOOK_ALIKES: Record<string, string> = { O: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', B: '8', U: 'V' };

/** A typed reference as it is stored, or null when it cannot be one. Case, spaces and punctuation do not matter. */
export function readReference(typed: string): string | null {
	const letters = asciiDigits(typed.normalize('NFKC'))
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '');
	const read = [...letters].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
	return read.length === 6 && [...read].every((letter) => REFERENCE_ALPHABET.includes(letter)) ? read : null;
}

/** As a person reads it out: `7KX 2MP`. */
export function showReference(reference: string): string {
	return `${reference.slice(0, 3)} ${reference.slice(3)}`;
}

/** What has been typed of a reference so far, in the groups it is printed in. Anything else stays as it is. */
export function showTyped(typed: string): string {
	return /^[\p{L}\p{N}]{4,6}$/u.test(typed) ? showReference(typed) : typed;
}

/** A scanned or typed token (26 letters of base 32), bare or at the end of an address; null when it is none. */
export function readToken(scanned: string): string | null {
	const last =
		scanned
			.trim()
			.split(/[/#?=]/)
			.at(-1) ?? '';
	const token = last.toUpperCase();
	return /^[A-Z2-7]{26}$/.test(token) ? token : null;
}

/** Arabic-Indic and Persian digits are digits too. */
export function asciiDigits(text: string): string {
	return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
