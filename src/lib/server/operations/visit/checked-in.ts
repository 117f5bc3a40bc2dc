import type { TicketNumber } from '../../../domain/ticket.ts';
import type { HowToCall } from '../../../domain/visit.ts';

/** What a person is told at the door: their number and how they are called. Never an agency. */
export interface CheckedIn {
	visitId: string;
	number: TicketNumber;
	howToCall: HowToCall;
	/** Checked in before: the same is said again. */
	again: boolean;
	/** Nothing chosen yet: a welcomer helps. */
	helpChoosing: boolean;
	/** Where they are called to just now, when the screen says so too. */
	table?: number;
}
