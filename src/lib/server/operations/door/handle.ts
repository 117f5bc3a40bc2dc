import { addMinutes, type Instant } from '../../../domain/instant.ts';
import type { Codes } from '../../codes.ts';

/** Minutes a welcomer may act on somebody after finding them. */
const GOOD_FOR = 20;

interface Common {
	dropInId: string;
	/** Who found them: nobody else can use it. */
	staffId: string;
}

/** The ids of an arrival, made when the page is shown, so that a double tap lands on the same ticket. */
export interface ArrivalHandle extends Common {
	kind: 'arrival';
	commandId: string;
	visitId: string;
	claim: string;
	/** The booking that was found; null for a walk-in. */
	bookingId: string | null;
}

export interface TicketHandle extends Common {
	kind: 'ticket';
	visitId: string;
	/** Token of the QR to print, when there is one. */
	claim: string | null;
	/** Makes a lost ticket's replacement happen once. */
	commandId: string;
}

/** What was chosen on the picture card and typed so far, on its way to the walk-in form. */
export interface CardHandle extends Common {
	kind: 'card';
	entries: Record<string, string | string[] | boolean>;
}

interface Handles {
	arrival: ArrivalHandle;
	ticket: TicketHandle;
	card: CardHandle;
}

export type Handle = Handles[keyof Handles];

/**
 * Whom a welcomer has before them, sealed: it says nothing in an address or a page, ends by itself,
 * and is good for the one who looked them up only.
 */
export function sealHandle(codes: Codes, handle: Handle, now: Instant): string {
	return codes.seal('door', JSON.stringify({ ...handle, until: addMinutes(now, GOOD_FOR) }));
}

/** What a handle stands for; null when it is none, has ended, or is somebody else's or of another kind. */
export function openHandle<K extends keyof Handles>(
	codes: Codes,
	sealed: string,
	wanted: { kind: K; staffId: string; dropInId: string },
	now: Instant
): Handles[K] | null {
	const opened = unsealed<Handles[K]>(codes, sealed);
	if (opened === null || opened.until < now) return null;
	return opened.kind === wanted.kind && opened.staffId === wanted.staffId && opened.dropInId === wanted.dropInId
		? opened
		: null;
}

function unsealed<T extends Handle>(codes: Codes, sealed: string): (T & { until: Instant }) | null {
	try {
		return JSON.parse(codes.unseal('door', sealed)) as T & { until: Instant };
	} catch {
		return null;
	}
}
