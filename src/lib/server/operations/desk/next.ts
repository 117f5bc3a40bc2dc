import type { Instant } from '../../../domain/instant.ts';
import { type Place, whoIsNext } from '../../../domain/queue.ts';
import { type BeforeCall, splitNeeds } from '../../../domain/visit.ts';
import type { Reader } from '../../db/change.ts';
import { visitById } from '../../db/visits.ts';

/**
 * Of the one whom this rep would call now, what the table makes ready: language, interpreter, needs and how many. Null
 * when there is nobody to call. Whoever becomes "not ready" is not described any more, whatever the cause (DESIGN 3.4).
 */
export async function describeNext(
	db: Reader,
	line: readonly Place[],
	{ busy, now, passedBy }: { busy: ReadonlySet<string>; now: Instant; passedBy: string | null }
): Promise<BeforeCall | null> {
	const next = whoIsNext(line, busy, now, passedBy);
	const visit = next && (await visitById(db, next.visitId));
	if (!visit) return null;
	return {
		size: visit.party,
		language: visit.language,
		needs: splitNeeds(visit.needs),
		interpreter: visit.interpreter
	};
}
