import type { Instant } from './instant.ts';
import type { AgencyKind } from './stop.ts';

/** Somebody of the staff asks for help: where, and who is coming. Never why, and never who sits with them (UX P6). */
export interface HelpSeen {
	id: string;
	/** Where they sit now, or sat last; null for a desk that has called nobody yet and has no table of its own. */
	table: number | null;
	/** Where they sat as they asked, if that was another shared table than now. */
	askedAt: number | null;
	/** Only where the table is the agency's own: a shared one's number must go on saying nothing. */
	agency: string | null;
	/** The colleague's name, only where there is no table to go to. */
	who: string | null;
	since: Instant;
	/** Null while nobody has said that they are going; the name is null for somebody whose account has gone. */
	coming: { name: string | null } | null;
	/** Whether it is the reader who is going. */
	isMine: boolean;
}

/** What a rep sees at their own desk of the help they asked for. */
export type OwnHelp = Pick<HelpSeen, 'id' | 'since' | 'coming'>;

interface Agency {
	agencyId: string;
	kind: AgencyKind;
}

/**
 * Whether an agency's desks are told that another's desk asks for help. The police are told by their own colleagues only:
 * the button never summons them, so that nobody at a table meets a uniform by surprise (UX P6).
 */
export function hearsHelp(listener: Agency, caller: Agency): boolean {
	return listener.kind !== 'police' || listener.agencyId === caller.agencyId;
}
