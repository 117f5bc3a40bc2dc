import { TOKEN_ALPHABET } from '#lib/domain/reference.ts';

/** What a tablet makes itself for one arrival, so that it can ask again and again and change nothing (DESIGN 7). */
export interface ArrivalIds {
	commandId: string;
	visitId: string;
	/** Token of the QR to follow on one's own phone: 130 bits in base 32. */
	claim: string;
	/** From the tablet's block; null to be given one. */
	number: string | null;
	/** UTC ISO text, by the tablet's clock. */
	arrivedAt: string;
}

/** Ids for an arrival now. */
export function newArrival(number: string | null, now = new Date()): ArrivalIds {
	return {
		commandId: crypto.randomUUID(),
		visitId: crypto.randomUUID(),
		claim: newToken(),
		number,
		arrivedAt: now.toISOString()
	};
}

/** 26 letters of base 32, from the browser's own source of chance. */
export function newToken(): string {
	// 256 is a multiple of 32, so every letter is as likely as any other.
	return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => TOKEN_ALPHABET[byte % 32]).join('');
}
