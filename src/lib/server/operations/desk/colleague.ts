import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { LONG_BREAK } from '../../../domain/room.ts';
import type { Reader } from '../../db/change.ts';
import { hasColleague } from '../../db/desks.ts';
import type { DeskRow } from '../../db/schema.ts';

/** Whether the agency has another desk that calls people: open, or on a break that is not a long one yet. */
export function isColleagueHere(db: Reader, desk: DeskRow, now: Instant): Promise<boolean> {
	return hasColleague(db, desk, addMinutes(now, -LONG_BREAK));
}

/**
 * The rep whose own acquaintances this desk leaves to a colleague; null while no colleague is here: then nobody is left
 * waiting for somebody who went home.
 */
export async function whomToPassBy(db: Reader, desk: DeskRow, now: Instant): Promise<string | null> {
	return (await isColleagueHere(db, desk, now)) ? desk.rep_id : null;
}
