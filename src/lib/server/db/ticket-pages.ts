import { addMinutes, type Instant } from '../../domain/instant.ts';
import { PARK_MINUTES } from '../../domain/parking.ts';
import type { OwnStop } from '../../domain/standing.ts';
import type { Reader } from './change.ts';

/** The places in line of one visit, or of each of a drop-in, as their own visit knows them: without whose they are. */
export async function ownStops(
	db: Reader,
	of: { visitId: string } | { dropInId: string }
): Promise<(OwnStop & { visitId: string })[]> {
	const rows = await db
		.selectFrom('stop')
		.leftJoin('table', 'table.id', 'stop.table_id')
		.leftJoin('fetching', (join) =>
			join
				.onRef('fetching.stop_id', '=', 'stop.id')
				.onRef('fetching.first_called_at', '=', 'stop.first_called_at')
				.on('stop.state', '=', 'called')
		)
		.select([
			'stop.visit_id as visitId',
			'stop.state',
			'stop.joined',
			'stop.parks',
			'stop.parked_until as parkedUntil',
			'stop.called_at as calledAt',
			'table.number as table',
			'fetching.at as fetchedAt'
		])
		.where('visitId' in of ? 'stop.visit_id' : 'stop.drop_in_id', '=', 'visitId' in of ? of.visitId : of.dropInId)
		.orderBy('stop.id')
		.execute();
	return rows.map(({ fetchedAt, joined, ...row }) => ({ ...row, joined: joined === 1, fetched: fetchedAt !== null }));
}

/**
 * Until when somebody who asked for more time is not called; null when they are not away at `now`. By what they asked for,
 * and not by the lines they stand in: what is taken off meanwhile must not show.
 */
export async function awayUntil(db: Reader, visitId: string, now: Instant): Promise<Instant | null> {
	const row = await db
		.selectFrom('stop_change')
		.innerJoin('stop', 'stop.id', 'stop_change.stop_id')
		.select(['stop_change.how', 'stop_change.created_at'])
		.where('stop.visit_id', '=', visitId)
		.where('stop_change.how', 'in', ['park', 'return', 'call', 'undo'])
		.orderBy('stop_change.created_at', 'desc')
		.orderBy('stop_change.id', 'desc')
		.executeTakeFirst();
	if (row?.how !== 'park') return null;
	const until = addMinutes(row.created_at, PARK_MINUTES);
	return until > now ? until : null;
}
