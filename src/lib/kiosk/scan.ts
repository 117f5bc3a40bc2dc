/** Keys that come faster than this one after another, in milliseconds, are a scanner's that plays keyboard (UX K10). */
const FASTEST_FINGERS = 80;
/** Fewer keys than this are nobody's code. */
const SHORTEST = 6;

/** Keys that have come so far without a pause. */
export interface Burst {
	readonly text: string;
	/** When the last of them came, in milliseconds. */
	readonly at: number;
}

export const noBurst: Burst = { text: '', at: -Infinity };

/** Takes one more key in. `scanned` is the whole when the key was the Enter that a scanner sends at the end. */
export function readKey(burst: Burst, key: string, at: number): { burst: Burst; scanned: string | null } {
	// A scanner holds Shift for capitals and colons; that is no key of its own.
	if (key.length > 1 && key !== 'Enter') return { burst, scanned: null };
	const text = at - burst.at <= FASTEST_FINGERS ? burst.text : '';
	if (key !== 'Enter') return { burst: { text: text + key, at }, scanned: null };
	return { burst: noBurst, scanned: text.length >= SHORTEST ? text : null };
}

/** The Latin letter, digit or sign on a key, whatever language the tablet's keyboard is set to. */
export function latinKey({ key, code }: { key: string; code: string }): string {
	if (/^[\x20-\x7e]$/.test(key) || key.length > 1) return key;
	return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? key;
}
