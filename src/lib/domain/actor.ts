/** Who does something. Routes make these from a sign-in or a paired device; operations trust them. */
export interface Rep {
	kind: 'rep';
	staffId: string;
	agencyId: string;
	/** Set for a day card, which is good for one drop-in. */
	dropInId: string | null;
}

export interface Welcomer {
	kind: 'welcomer';
	staffId: string;
}

export interface Coordinator {
	kind: 'coordinator';
	staffId: string;
}

export interface Kiosk {
	kind: 'kiosk';
	deviceId: string;
	dropInId: string;
}

/** Somebody on their own phone, known only by what their browser holds. */
export interface Resident {
	kind: 'resident';
	/** Look-up of the secret this browser holds, if it holds one. */
	deviceLookup: string | null;
}

export type Actor = Rep | Welcomer | Coordinator | Kiosk | Resident;

/** How an actor stands in the record of a command. */
export function actorKey(actor: Actor): string {
	if (actor.kind === 'kiosk') return `kiosk:${actor.deviceId}`;
	if (actor.kind === 'resident') return 'resident';
	return `${actor.kind}:${actor.staffId}`;
}
