import { asCompared, type BoardCall } from '../../../domain/board.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Database } from '../../db/change.ts';
import { type BoardView, boardView } from './view.ts';

/**
 * What one screen's stream turns on: gives what the screen shows, for as long as it follows. Calls on the screen and what is
 * said to the whole hall move it; a person fetched or called by phone never does, nor does a call that only grew old (DESIGN 3.2).
 */
export function followedBoard(db: Database, dropInId: string): (now: Instant) => Promise<BoardView | null> {
	let compared: BoardCall[] = [];
	return async (now) => {
		const view = await boardView(db, dropInId, now);
		if (view === null) return null;
		compared = asCompared(compared, view.calls, now);
		return { ...view, calls: compared };
	};
}
