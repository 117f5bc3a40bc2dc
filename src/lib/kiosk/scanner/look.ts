import { readToken } from '../../domain/reference.ts';
import type { ReadCodes } from './reader.ts';

/** Between two looks at the picture, in milliseconds: a slow tablet has time for the rest of the page. */
const BREATH = 80;

/** What one look found: a ticket's code, a code that is none of ours, or nothing. */
export type Seen = { kind: 'ticket'; code: string } | { kind: 'foreign' } | { kind: 'nothing' };

/** What is in a picture's codes. Beside a foreign one (a poster, a parcel) a ticket's counts. */
export function seenIn(codes: readonly string[]): Seen {
	const code = codes.find((one) => readToken(one) !== null);
	if (code !== undefined) return { kind: 'ticket', code };
	return { kind: codes.some((one) => one !== '') ? 'foreign' : 'nothing' };
}

/**
 * Looks at a video again and again and says what it sees, until it was a ticket's code or it is stopped. A picture that cannot be read is a picture with
 * nothing in it: whatever is held before the camera, it goes on looking.
 */
export function lookAt(video: HTMLVideoElement, read: ReadCodes, tell: (seen: Seen) => void): () => void {
	let stopped = false;
	async function look(): Promise<void> {
		while (!stopped) {
			const codes = video.readyState >= video.HAVE_CURRENT_DATA ? await read(video).catch(() => []) : [];
			if (stopped) return;
			const seen = seenIn(codes);
			stopped = seen.kind === 'ticket';
			tell(seen);
			await new Promise((resolve) => setTimeout(resolve, BREATH));
		}
	}
	void look();
	return () => {
		stopped = true;
	};
}
