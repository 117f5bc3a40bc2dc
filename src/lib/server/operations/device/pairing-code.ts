import { createHash } from 'node:crypto';
import { REFERENCE_ALPHABET } from '../../../domain/reference.ts';
import type { Instant } from '../../../domain/instant.ts';

/**
 * The six letters and digits a device shows. They follow from its secret and the moment its asking ends, so that
 * the page can show them again although only their look-up is stored.
 */
export function pairingCode(secret: string, askedUntil: Instant): string {
	const bytes = createHash('sha256').update(`pairing ${secret} ${askedUntil}`).digest();
	return Array.from(
		{ length: 6 },
		(_, i) => REFERENCE_ALPHABET[bytes.readUInt32BE(i * 4) % REFERENCE_ALPHABET.length]
	).join('');
}
