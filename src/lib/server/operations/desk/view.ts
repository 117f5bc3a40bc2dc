import type { Rep } from '../../../domain/actor.ts';
import { type Coming, comingUp, longestWait, whoWait, wholeMinutes } from '../../../domain/coming.ts';
import type { Instant } from '../../../domain/instant.ts';
import { isEligible, type Place } from '../../../domain/queue.ts';
import type { RefusalReason } from '../../../domain/refusal.ts';
import type { Outcome } from '../../../domain/stop.ts';
import type { Undoable } from '../../../domain/undo.ts';
import type { BeforeCall } from '../../../domain/visit.ts';
import { agencyOfAttendance } from '../../db/attendances.ts';
import type { Database, Reader } from '../../db/change.ts';
import { lastFinishedAt } from '../../db/desk-view.ts';
import { deskRow, freeTables, tableById } from '../../db/desks.ts';
import { dropInById, type DropIn } from '../../db/drop-ins.ts';
import type { DeskRow } from '../../db/schema.ts';
import { isTableTaken, lineOf, visitsAtTables } from '../../db/stops.ts';
import { type HelpAtDesk, helpAtDesk } from './help.ts';
import { asksFor } from './join.ts';
import { describeNext } from './next.ts';
import { describePerson, type PersonAtDesk } from './person.ts';
import { isColleagueHere, whomToPassBy } from './colleague.ts';
import { whatToUndo } from './undo.ts';

export interface DeskView {
	deskId: string;
	state: 'open' | 'paused';
	pauseReason: string | null;
	/** The desk's own table, or where the person called now is; null at shared tables between calls. */
	table: number | null;
	waiting: number;
	/** Whole minutes. */
	longestWait: number | null;
	/** The next few, as reasons only. */
	coming: Coming[];
	/** Why nobody can be called just now; null when somebody can, or somebody is here. */
	hindrance: RefusalReason | null;
	/** What to make ready for whoever would be called now; null when nobody can be, or on a break. */
	next: BeforeCall | null;
	person: PersonAtDesk | null;
	/** Whether another desk of the agency is here, to which somebody can be left. */
	colleague: boolean;
	/** The tables this agency is asked to sit in at, and since when: nothing of who is there. */
	asked: { table: number; since: Instant }[];
	/** What the rep did last, while it can be taken back. */
	undo: { act: Undoable; at: Instant; until: Instant } | null;
	/** How the last conversation at this desk ended, and its minutes. */
	before: { outcome: Outcome; minutes: number } | null;
	/** Help asked for here, and at other desks. */
	help: HelpAtDesk;
}

/** How many of those in line are told of. */
const A_FEW = 6;

/**
 * What a rep sees at their own desk. Of those who wait: how many, how long, and reasons; of the person called, what
 * helps at the table. Nothing of other agencies, no other number, no id but the desk's own (DESIGN 3.4).
 * Null for a desk that is not theirs, or closed.
 */
export async function deskView(
	db: Database,
	input: { dropInId: string; deskId: string; locale: string },
	rep: Rep,
	now: Instant
): Promise<DeskView | null> {
	const [desk, dropIn] = await Promise.all([
		deskRow(db.read, input.deskId),
		dropInById(db.read, input.dropInId, input.locale)
	]);
	if (desk === null || dropIn === null || desk.state === 'closed' || !(await isOwn(db.read, desk, dropIn, rep)))
		return null;
	const line = await lineOf(db.read, desk.attendance_id, dropIn);
	const busy = await visitsAtTables(db.read, dropIn.id, now);
	const colleague = await isColleagueHere(db.read, desk, now);
	const passedBy = await whomToPassBy(db.read, desk, now);
	const own = desk.table_id === null ? null : await tableById(db.read, desk.table_id);
	const person = await describePerson(db, { deskId: desk.id, locale: input.locale }, line);
	const before = await lastFinishedAt(db.read, desk.id);
	const last = await whatToUndo(db.read, desk, rep, now);
	const all = { line, busy, now, passedBy };
	const hindrance = person === null ? await hindranceFor(db.read, desk, dropIn, all) : null;
	const mayCall = person === null && hindrance === null && desk.state === 'open';
	return {
		deskId: desk.id,
		state: desk.state,
		pauseReason: desk.pause_reason,
		table: person?.table ?? own?.number ?? null,
		waiting: whoWait(line).length,
		longestWait: longestWait(line, now),
		coming: comingUp(line, busy, now, A_FEW, passedBy),
		hindrance,
		next: mayCall ? await describeNext(db.read, line, all) : null,
		person,
		colleague,
		asked: person === null ? (await asksFor(db.read, desk, now)).map(({ table, since }) => ({ table, since })) : [],
		undo: last && { act: last.act, at: last.at, until: last.until },
		before: before && { outcome: before.outcome, minutes: wholeMinutes(before.startedAt, before.finishedAt) },
		help: await helpAtDesk(db.read, dropIn.id, rep)
	};
}

async function isOwn(db: Reader, desk: DeskRow, dropIn: DropIn, rep: Rep): Promise<boolean> {
	if (desk.rep_id !== rep.staffId || desk.drop_in_id !== dropIn.id) return false;
	if (rep.dropInId !== null && rep.dropInId !== dropIn.id) return false;
	return (await agencyOfAttendance(db, desk.attendance_id)) === rep.agencyId;
}

/** The refusal that "Call next" would meet now, so that the page can say so beforehand. */
async function hindranceFor(
	db: Reader,
	desk: DeskRow,
	dropIn: DropIn,
	{ line, busy, now, passedBy }: { line: Place[]; busy: ReadonlySet<string>; now: Instant; passedBy: string | null }
): Promise<RefusalReason | null> {
	if (dropIn.state !== 'open' && dropIn.state !== 'closing') return 'drop_in_not_open';
	if (whoWait(line).length === 0) return 'queue_empty';
	if (!line.some((place) => isEligible(place, busy, now, passedBy))) return 'nobody_ready';
	return (await hasTable(db, desk)) ? null : 'no_table_free';
}

/** Whether the desk could call somebody to a table. At its own, another agency's conversation may go on still. */
async function hasTable(db: Reader, desk: DeskRow): Promise<boolean> {
	if (desk.table_id !== null) return !(await isTableTaken(db, desk.table_id));
	return (await freeTables(db, desk.drop_in_id, null)).length > 0;
}
