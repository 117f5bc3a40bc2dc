import { type BoardCall, SHOWN_MINUTES } from '../../../domain/board.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import type { Hours } from '../../../domain/window.ts';
import { boardSettings, isAnyoneOnABreak } from '../../db/boards.ts';
import { callsOnScreen } from '../../db/calls.ts';
import type { Database } from '../../db/change.ts';
import { dropInById } from '../../db/drop-ins.ts';
import { numberAt } from '../../db/tickets.ts';

export interface BoardView {
	doors: 'before' | 'open' | 'over';
	/** When the doors open. */
	opensAt: Instant;
	/** The hub's zone, for the clock. */
	zone: string;
	/** Whether some tables are on a break; never which, never how many (UX W1). */
	onBreak: boolean;
	/** The codes of the languages in which the hall hears calls: the same for every call (UX P3). */
	speech: string[];
	/** When the hall hears nothing. */
	quiet: Hours | null;
	calls: BoardCall[];
}

/**
 * What the wall screen shows: ticket and table of those called on the screen, the last call first (DESIGN 3.2).
 * Never a name, an agency, an id, or anybody who is called another way. Null when there is no such drop-in.
 */
export async function boardView(db: Database, dropInId: string, now: Instant): Promise<BoardView | null> {
	const dropIn = await dropInById(db.read, dropInId, 'en');
	if (dropIn === null) return null;
	const { state, startsAt: opensAt } = dropIn;
	const doors =
		state === 'draft' || state === 'published' ? 'before' : state === 'open' || state === 'closing' ? 'open' : 'over';
	const [settings, onBreak, calls] = await Promise.all([
		boardSettings(db.read, dropInId),
		isAnyoneOnABreak(db.read, dropInId),
		callsOf(db, dropInId, now)
	]);
	return { doors, opensAt, zone: dropIn.hub.zone, onBreak, ...settings, calls };
}

/**
 * A call stays as it was announced: a lost ticket replaced meanwhile would tell whoever watches, or holds the old paper,
 * which number took its place. The welcomer who replaces it says where to go.
 */
async function callsOf(db: Database, dropInId: string, now: Instant): Promise<BoardCall[]> {
	const open = await callsOnScreen(db.read, dropInId, addMinutes(now, -SHOWN_MINUTES));
	const calls = await Promise.all(
		open.map(async ({ visitId, table, calledAt, firstCalledAt }) => ({
			number: await numberAt(db.read, visitId, firstCalledAt),
			table,
			calledAt
		}))
	);
	return calls.filter((call): call is BoardCall => call.number !== null);
}
