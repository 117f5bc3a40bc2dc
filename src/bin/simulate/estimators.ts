import { creditAt } from '../../lib/domain/credit.ts';
import type { StopNow, VisitNow } from '../../lib/domain/hall.ts';
import type { Known } from '../../lib/domain/known.ts';
import type { Lived } from './moment.ts';

/** Minutes one stop still waits for its call, by a rule of thumb. */
type Estimate = (stop: StopNow) => number;

export const rivals = ['ql', 'les', 'hol', 'history'] as const;
export type Rival = (typeof rivals)[number];

/**
 * The estimators a hall could use instead, each as its source has it, from what is known at one moment. Of an estimated
 * whole wait, what somebody has waited already is taken off; before the first call LES says what the history says, and
 * before the first turn is over QL counts with the typical minutes. Sources: Ibrahim & Whitt, Real-time delay estimation
 * based on delay history, Manufacturing & Service Operations Management 11 (2009) 397-415; Ibrahim, Sharing delay
 * information in service systems: a literature survey, Queueing Systems 89 (2018) 49-79.
 * @param past mean wait for a call at each agency, over other days
 */
export function estimators(
	known: Known,
	lived: readonly Lived[],
	past: ReadonlyMap<string, number>
): Record<Rival, Estimate> {
	const { now, desks, visits } = known.hall;
	const lines = Map.groupBy(visits.flatMap(waiting), ({ agencyId }) => agencyId);
	const called = lived.filter(({ calledAt }) => calledAt !== null && calledAt <= now);
	const agencies = new Map(
		known.agencies.map(({ agencyId, typicalMinutes }) => {
			const own = called.filter((stop) => stop.agencyId === agencyId);
			const last = own.toSorted((a, b) => (b.calledAt ?? 0) - (a.calledAt ?? 0))[0];
			const line = (lines.get(agencyId) ?? []).toSorted((a, b) => creditAt(b, now) - creditAt(a, now));
			const [head] = line;
			const over = own.filter(({ endedAt }) => endedAt <= now);
			return [
				agencyId,
				{
					ahead: new Map(line.map(({ stopId }, i) => [stopId, i])),
					desks: desks.filter((desk) => desk.agencyId === agencyId).length,
					turn:
						over.length === 0
							? typicalMinutes
							: over.reduce((sum, { calledAt, endedAt }) => sum + endedAt - (calledAt ?? endedAt), 0) / over.length,
					les: last ? (last.calledAt ?? now) - last.arrivedAt : null,
					hol: head ? now - head.arrivedAt : null
				}
			] as const;
		})
	);
	const rest = (whole: number, { arrivedAt }: StopNow) => Math.max(0, whole - (now - arrivedAt));
	const usual = (stop: StopNow) => past.get(stop.agencyId) ?? 0;
	return {
		ql(stop) {
			const agency = agencies.get(stop.agencyId);
			if (!agency || agency.desks === 0) return usual(stop);
			return (((agency.ahead.get(stop.stopId) ?? 0) + 1) * agency.turn) / agency.desks;
		},
		les: (stop) => rest(agencies.get(stop.agencyId)?.les ?? usual(stop), stop),
		hol: (stop) => rest(agencies.get(stop.agencyId)?.hol ?? usual(stop), stop),
		history: (stop) => rest(usual(stop), stop)
	};
}

function waiting({ stops }: VisitNow): StopNow[] {
	return stops.filter(({ state }) => state === 'waiting');
}
