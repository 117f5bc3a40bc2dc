import type { HowToCall } from '../../../domain/visit.ts';
import type { Reader } from '../../db/change.ts';
import { boardIsPaired } from '../../db/devices.ts';
import { isFollowed } from '../../db/links.ts';
import type { VisitRow } from '../../db/schema.ts';

/** How a person really hears of a call: fetched is also whose phone follows no ticket, and who would watch a screen that is not there. */
export async function howCalled(db: Reader, visit: VisitRow): Promise<HowToCall> {
	if (visit.how_to_call !== 'phone') return howTold(db, visit.drop_in_id, visit.how_to_call);
	return (await isFollowed(db, visit)) ? 'phone' : 'fetch';
}

/** What a person who wants to be called like this is told of it while they wait: to watch no screen where there is none. */
export async function howTold(db: Reader, dropInId: string, wish: HowToCall): Promise<HowToCall> {
	return wish === 'screen' && !(await boardIsPaired(db, dropInId)) ? 'fetch' : wish;
}
