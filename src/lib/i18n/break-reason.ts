import { CALLED_AWAY } from '../domain/desk-break.ts';
import { m } from './paraglide/messages.js';

/** Why a desk is on a break, for whoever reads it: its code in their language, or a rep's own words. */
export function breakReason(reason: string): string {
	return reason === CALLED_AWAY ? m.desk_called_away_reason() : reason;
}
