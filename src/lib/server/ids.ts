import { randomBytes, randomUUIDv7 } from 'node:crypto';

/** A UUIDv7: rows made later sort later. It tells when, so it never crosses a wall between agencies. */
export function newId(): string {
	return randomUUIDv7();
}

/** Eight letters for the page and the log of one fault, easy to read out. */
export function newFaultId(): string {
	return randomBytes(5).toString('hex').slice(0, 8).toUpperCase();
}
