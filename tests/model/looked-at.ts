import type { Rep } from '#lib/domain/actor.ts';
import { addSeconds, type Instant } from '#lib/domain/instant.ts';
import { creditAt } from '#lib/domain/queue.ts';
import type { Database } from '#lib/server/db/change.ts';
import { lineOf } from '#lib/server/db/stops.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { type Hall, OPENS } from '../support/hall.ts';
import { AGENCIES, type Agency, REPS } from './hall-model.ts';

/** How one place in line stands, in the model's words. */
export interface Seen {
	visit: number;
	agency: Agency;
	state: string;
	calls: number;
	parks: number;
	desk: number | null;
}

/** A real hall as it can be looked at: what is written in its database, in the model's words. */
export class LookedAt {
	now = 0;
	visits: string[] = [];
	protected db: Database;
	protected hall: Hall;
	protected desks: { id: string; rep: number }[] = [];
	private agencyOf: Map<string, Agency>;

	constructor(db: Database, hall: Hall) {
		this.db = db;
		this.hall = hall;
		this.agencyOf = new Map(AGENCIES.map((agency) => [hall.agencies[agency]!.attendanceId, agency]));
	}

	/** Every place in line as it stands in the database. */
	async seen(): Promise<Seen[]> {
		const rows = await this.db.read
			.selectFrom('stop')
			.select(['id', 'visit_id', 'attendance_id', 'state', 'calls', 'parks', 'desk_id'])
			.where('drop_in_id', '=', this.hall.dropInId)
			.orderBy('id')
			.execute();
		return rows.map((row) => ({
			visit: this.visits.indexOf(row.visit_id),
			agency: this.agencyOf.get(row.attendance_id)!,
			state: row.state,
			calls: row.calls,
			parks: row.parks,
			desk: row.desk_id === null ? null : this.desks.findIndex(({ id }) => id === row.desk_id)
		}));
	}

	/** At how many tables at once one person has been at most, by what is written down of what happened. */
	async mostTablesAtOnce(): Promise<number> {
		const changes = await this.db.read
			.selectFrom('stop_change')
			.innerJoin('stop', 'stop.id', 'stop_change.stop_id')
			.select(['stop.visit_id', 'stop_change.stop_id', 'stop_change.became'])
			.where('stop.drop_in_id', '=', this.hall.dropInId)
			.orderBy('stop_change.id')
			.execute();
		const at = new Map<string, Set<string>>();
		let most = 0;
		for (const { visit_id: visit, stop_id: stop, became } of changes) {
			const tables = at.get(visit) ?? new Set();
			if (became === 'called' || became === 'serving') tables.add(stop);
			else tables.delete(stop);
			at.set(visit, tables);
			most = Math.max(most, tables.size);
		}
		return most;
	}

	/** Every number that was given out. */
	async numbers(): Promise<string[]> {
		const rows = await this.db.read
			.selectFrom('ticket')
			.select('number')
			.where('drop_in_id', '=', this.hall.dropInId)
			.execute();
		return rows.map(({ number }) => number);
	}

	/** How often each thing was done to places in line, by the record. */
	async changesByHow(): Promise<Record<string, number>> {
		const rows = await this.db.read
			.selectFrom('stop_change')
			.select(({ fn }) => ['how', fn.countAll<number>().as('count')])
			.where('drop_in_id', '=', this.hall.dropInId)
			.groupBy('how')
			.execute();
		return Object.fromEntries(rows.map(({ how, count }) => [how, Number(count)]));
	}

	/** How every visit stands: here, or how it ended. */
	async people(): Promise<string[]> {
		const rows = await this.db.read
			.selectFrom('visit')
			.select(['id', 'state', 'left_how'])
			.where('drop_in_id', '=', this.hall.dropInId)
			.execute();
		return this.visits.map((id) => {
			const row = rows.find((one) => one.id === id);
			return row?.left_how ?? row?.state ?? 'nowhere';
		});
	}

	/** Credit of everybody in an agency's line, in minutes, by visit. */
	async credits(agency: Agency): Promise<Map<number, number>> {
		const line = await lineOf(this.db.read, this.hall.agencies[agency]!.attendanceId, {
			headStart: 30,
			priorityRate: 2
		});
		return new Map(line.map((place) => [this.visits.indexOf(place.visitId), creditAt(place, this.at())]));
	}

	/** What a rep's page says of why the person at their desk was next, in seconds since the doors opened. */
	async reasonAt(rep: number): Promise<{ why: string; since: number; from?: number } | null> {
		const desk = { ...this.dropIn(), deskId: this.desk(rep), locale: 'en' };
		const reason = (await deskView(this.db, desk, this.rep(rep), this.at()))?.person?.reason;
		if (!reason) return null;
		const since = secondsIn(reason.since);
		return 'from' in reason ? { why: reason.why, since, from: secondsIn(reason.from) } : { why: reason.why, since };
	}

	/** The table of whoever is at a rep's desk: drawn at random, so that no model can know it. */
	async tableAt(rep: number): Promise<string | null> {
		const person = await this.personAt(this.desk(rep));
		return person?.table_id ?? null;
	}

	protected async personAt(deskId: string) {
		return this.db.read
			.selectFrom('stop')
			.selectAll()
			.where('desk_id', '=', deskId)
			.where('state', 'in', ['called', 'serving'])
			.executeTakeFirst();
	}

	protected desk(rep: number): string {
		return this.desks.findLast((desk) => desk.rep === rep)?.id ?? '';
	}

	protected rep(index: number): Rep {
		const agency = REPS[index]!;
		const before = REPS.slice(0, index).filter((other) => other === agency).length;
		return this.hall.agencies[agency]!.reps[before]!;
	}

	protected dropIn(): { dropInId: string } {
		return { dropInId: this.hall.dropInId };
	}

	protected at(): Instant {
		return addSeconds(OPENS, this.now);
	}
}

function secondsIn(instant: Instant): number {
	return (Date.parse(instant) - Date.parse(OPENS)) / 1000;
}
