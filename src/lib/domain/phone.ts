import { asciiDigits } from './reference.ts';

/** A piece of a text; `dial` is set where it is a telephone number: its digits, and a plus where it had one. */
export interface TextPart {
	text: string;
	dial?: string;
}

// Not a piece of a longer word, an address, a time, an amount or a postcode.
const NUMBER =
	/(?<![\p{L}\p{Nd}\p{Sc}/@_+]|\p{Nd}[:.,-])(?:\(\p{Nd}+\)|\+?\p{Nd}+)(?:(?:[ \u00A0\u202F-]| ?\(0\) ?)\p{Nd}+)*(?![\p{L}\p{Nd}/@_%]|[:.,]\p{Nd})/gu;

/** A text cut where telephone numbers begin and end: a short one in one piece (999), a longer one in groups too. Nothing is lost. */
export function phonesIn(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let done = 0;
	for (const { 0: found, index } of text.matchAll(NUMBER)) {
		const dial = dialled(found);
		if (dial === null) continue;
		if (index > done) parts.push({ text: text.slice(done, index) });
		parts.push({ text: found, dial });
		done = index + found.length;
	}
	if (done < text.length) parts.push({ text: text.slice(done) });
	return parts;
}

/** The lines of a text, without the empty ones. */
export function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

function dialled(found: string): string | null {
	const typed = asciiDigits(found);
	const plus = typed.startsWith('+');
	// The nought in "+44 (0)20" is for callers from within the country.
	const digits = (plus ? typed.replace('(0)', '') : typed).replace(/\D/g, '');
	// Groups of few digits are something else: "24 7", "10-12".
	const fewest = /^\+?\d+$/.test(typed) ? 3 : 6;
	return digits.length >= fewest && digits.length <= 15 ? (plus ? '+' : '') + digits : null;
}
