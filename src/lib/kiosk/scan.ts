import { readToken } from '../domain/reference.ts';

/** Keys that come faster than this one after another, in milliseconds, are a scanner's that plays keyboard (UX K10). */
const FASTEST_FINGERS = 80;
/** A scanner over a poor radio link stutters: a whole token is a scan even with pauses up to this, in milliseconds. */
export const LONGEST_STUTTER = 1_500;
/** Fewer keys than this are nobody's code. */
const SHORTEST = 6;

/** Keys that have come so far. */
export interface Burst {
	/** Since the last long pause. */
	readonly text: string;
	/** Where in `text` the keys begin that came without any pause. */
	readonly quickFrom: number;
	/** When the last of them came, in milliseconds. */
	readonly at: number;
}

export const noBurst: Burst = { text: '', quickFrom: 0, at: -Infinity };

/** Takes one more key in. `scanned` is the whole when the key was the Enter that a scanner sends at the end. */
export function readKey(burst: Burst, key: string, at: number): { burst: Burst; scanned: string | null } {
	// A scanner holds Shift for capitals and colons; that is no key of its own.
	if (key.length > 1 && key !== 'Enter') return { burst, scanned: null };
	const pause = at - burst.at;
	const text = pause <= LONGEST_STUTTER ? burst.text : '';
	const quickFrom = pause <= FASTEST_FINGERS ? burst.quickFrom : text.length;
	if (key !== 'Enter') return { burst: { text: text + key, quickFrom, at }, scanned: null };
	return { burst: noBurst, scanned: scannedIn(text, text.slice(quickFrom)) };
}

/** Nobody types a ticket's 26 letters by hand; anything shorter must have come at a scanner's speed. */
function scannedIn(text: string, quick: string): string | null {
	if (readToken(text) !== null) return text;
	return quick.length >= SHORTEST ? quick : null;
}

/** The Latin letter, digit or sign on a key, whatever language the tablet's keyboard is set to. */
export function latinKey({ key, code }: { key: string; code: string }): string {
	if (/^[\x20-\x7e]$/.test(key) || key.length > 1) return key;
	return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? key;
}
