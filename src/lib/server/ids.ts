import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** When the id made last was made, in ms, and its count within that millisecond: the one thing ids must remember. */
let last = { ms: 0, count: 0 };

/**
 * A UUIDv7: of those one process makes, each sorts after the one before, within a millisecond too (RFC 9562, 6.2,
 * method 1). It tells when, so it never crosses a wall between agencies.
 */
export function newId(): string {
	last = after(last, Date.now());
	const time = last.ms.toString(16).padStart(12, '0');
	const count = last.count.toString(16).padStart(3, '0');
	// The variant and 62 random bits, as a UUIDv4 ends too.
	return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${randomUUID().slice(19)}`;
}

/** Eight letters for the page and the log of one fault, easy to read out. */
export function newFaultId(): string {
	return randomBytes(5).toString('hex').slice(0, 8).toUpperCase();
}

/** A count begins anywhere in the lower half of its 12 bits; a full one, or a clock put back, borrows from the time to come. */
function after({ ms, count }: typeof last, now: number): typeof last {
	if (now <= ms && count < 0xfff) return { ms, count: count + 1 };
	return { ms: Math.max(now, ms + 1), count: randomInt(0x800) };
}
