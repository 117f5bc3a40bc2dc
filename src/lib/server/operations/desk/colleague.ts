import type { Reader } from '../../db/change.ts';
import { hasColleague } from '../../db/desks.ts';
import type { DeskRow } from '../../db/schema.ts';

/**
 * The rep whose own acquaintances this desk leaves to a colleague; null while no other desk of the agency is there: then
 * nobody is left waiting for a colleague who went home.
 */
export async function whomToPassBy(db: Reader, desk: DeskRow): Promise<string | null> {
	return (await hasColleague(db, desk)) ? desk.rep_id : null;
}
