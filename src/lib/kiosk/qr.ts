import { create } from 'qrcode';

/** A QR as one SVG path in a square of `size` modules, its quiet zone included. */
export interface QrDrawing {
	size: number;
	path: string;
}

/** Modules of nothing around a QR. */
const QUIET = 4;

/** Draws `text` at level M. Capitals, digits and `:/.-` only keep it small. */
export function drawQr(text: string): QrDrawing {
	const { modules } = create(text, { errorCorrectionLevel: 'M' });
	const cells = Array.from({ length: modules.size }, (_, index) => index);
	const path = cells
		.flatMap((y) => cells.filter((x) => modules.get(y, x)).map((x) => `M${x + QUIET} ${y + QUIET}h1v1h-1z`))
		.join('');
	return { size: modules.size + 2 * QUIET, path };
}

/** Where a phone claims the ticket: in capitals, which make a smaller QR. */
export function claimAddress(origin: string, claim: string): string {
	return `${origin}/c/${claim}`.toUpperCase();
}
