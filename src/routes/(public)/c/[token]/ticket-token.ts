import { createHash } from 'node:crypto';
import { TOKEN_ALPHABET } from '#lib/domain/reference.ts';

/**
 * The token under which one phone holds the ticket of one QR: always the same for the two, so that a double tap and
 * a second scan land on the same ticket. Nobody can work it out without the phone's own secret of 130 bits.
 */
export function ticketToken(deviceSecret: string, claim: string): string {
	const bytes = createHash('sha256').update(`ticket ${deviceSecret} ${claim}`).digest().subarray(0, 26);
	return Array.from(bytes, (byte) => TOKEN_ALPHABET[byte % 32]).join('');
}
