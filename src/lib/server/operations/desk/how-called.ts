import type { HowToCall } from '../../../domain/visit.ts';
import type { Reader } from '../../db/change.ts';
import { isFollowed } from '../../db/links.ts';
import type { VisitRow } from '../../db/schema.ts';

/** How a person really hears of a call: whose phone follows no ticket is fetched. */
export async function howCalled(db: Reader, visit: VisitRow): Promise<HowToCall> {
	if (visit.how_to_call !== 'phone') return visit.how_to_call;
	return (await isFollowed(db, visit)) ? 'phone' : 'fetch';
}
