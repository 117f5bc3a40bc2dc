import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../db/change.ts';
import { linkByToken } from '../db/links.ts';
import type { LinkRow } from '../db/schema.ts';
import { lastChangedAt } from '../db/stop-changes.ts';
import { visitOfLink } from '../db/visits.ts';
import { forecastFor } from '../operations/forecast/ask.ts';
import { nextInLines, type Outlook } from '../operations/ticket/outlook.ts';
import { watcherOf } from './watch.ts';

/** What others' doings mean for the visit of a ticket's link, as it stood at the last half minute; null before it came. */
export async function outlookOf(
	db: Database,
	link: Pick<LinkRow, 'drop_in_id' | 'visit_id' | 'booking_id'>,
	now: Instant
): Promise<Outlook | null> {
	const visit = await visitOfLink(db.read, link);
	if (visit?.state !== 'here') return null;
	const { drop_in_id: dropInId } = link;
	const next = await watcherOf(db).inSteps(dropInId, 'next', () => nextInLines(db, dropInId, now));
	const changed = await lastChangedAt(db.read, visit.id);
	return { next: next.has(visit.id), wait: forecastFor(db, dropInId, visit.id, now, changed) };
}

/** The same by a ticket's token. */
export async function outlookByToken(db: Database, token: string, now: Instant): Promise<Outlook | null> {
	const link = await linkByToken(db.read, db.codes, token);
	return link && outlookOf(db, link, now);
}
