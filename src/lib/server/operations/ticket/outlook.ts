import type { Instant } from '../../../domain/instant.ts';
import { whoIsNext } from '../../../domain/queue.ts';
import type { Range } from '../../../domain/range.ts';
import type { Database } from '../../db/change.ts';
import { attendancesOnCall } from '../../db/desks.ts';
import { dropInById } from '../../db/drop-ins.ts';
import { lineOf, visitsAtTables } from '../../db/stops.ts';

/** What others' doings mean for somebody who waits. */
export interface Outlook {
	/** Nobody is before them in some line with an open desk: never said in which. */
	next: boolean;
	/** Minutes until their call; null when nobody can tell. */
	wait: Range | null;
}

/**
 * Who is next at a drop-in, in whatever line: visits, never in which. Not for each moment: who looks again and again
 * would follow in it how every line moves (DESIGN 7).
 */
export async function nextInLines(db: Database, dropInId: string, now: Instant): Promise<Set<string>> {
	const dropIn = await dropInById(db.read, dropInId, 'en');
	if (dropIn?.state !== 'open' && dropIn?.state !== 'closing') return new Set();
	const busy = await visitsAtTables(db.read, dropInId, now);
	const onCall = await attendancesOnCall(db.read, dropInId);
	const lines = await Promise.all(onCall.map((attendanceId) => lineOf(db.read, attendanceId, dropIn)));
	return new Set(lines.flatMap((line) => whoIsNext(line, busy, now)?.visitId ?? []));
}
