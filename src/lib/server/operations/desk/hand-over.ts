import { actorKey, type Rep } from '../../../domain/actor.ts';
import { earlierOf, type Instant } from '../../../domain/instant.ts';
import { liftedTo, rateFor, startCredit } from '../../../domain/queue.ts';
import { done, refuse, type Result, together } from '../../../domain/refusal.ts';
import { isLive } from '../../../domain/stop.ts';
import { readText } from '../../../domain/words.ts';
import type { Codes } from '../../codes.ts';
import type { Database, Trx } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DropInRow, StopRow, VisitRow } from '../../db/schema.ts';
import { handedTo } from '../../db/shared-visits.ts';
import { saveStop } from '../../db/stops.ts';
import { type CreditedStop, stopsOfVisit } from '../../db/stops-of-visit.ts';
import { visitById } from '../../db/visits.ts';
import { joinLine } from '../visit/admit.ts';
import { reactivate } from '../visit/reactivate.ts';
import { type AtDesk, atDesk } from './at-desk.ts';
import { chosenAgency, consented, otherAgency } from './consent.ts';

export interface HandOver extends AtDesk {
	agencyId: string;
	/** The person said yes. */
	consent: boolean;
	/** A few words for the rep who calls them; empty for none. */
	note: string;
	/** The person agreed to its being said who sends them. */
	namesSender: boolean;
}

/** The longest note, in characters. */
export const LONGEST_NOTE = 280;

/**
 * Puts the person at the desk in another agency's line, as if they had asked for it when they checked in, without a head
 * start; the conversation goes on. Write-only: whoever was in that line already keeps what is better there, and the
 * answer is the same. Twice is once, but for more words, or where the place was given up meanwhile. Refuses: without the person's yes, a note of more than 280 characters, an agency
 * that has gone or is the rep's own, somebody who is not being served.
 */
export async function handOver(db: Database, input: HandOver, actor: Rep, now: Instant): Promise<Result> {
	const form = together({
		agency: chosenAgency(input.agencyId),
		consent: consented(input.consent),
		note: readText(input.note, { field: 'note', longest: LONGEST_NOTE, optional: true })
	});
	if (!form.ok) return form;
	return atDesk(db, { input, kind: 'hand-over', actor, now }, async (trx, { stop: from, dropIn }) => {
		if (from.state !== 'serving') return refuse('stop_moved_on');
		const wanted = { agencyId: input.agencyId, ownAttendanceId: from.attendance_id };
		const there = await otherAgency(trx, dropIn, wanted, now);
		if (!there.ok) return there;
		const sent = { note: form.read.note.text, names: input.namesSender };
		await hand(trx, db.codes, { from, to: there.agency.attendanceId, sent }, dropIn, actor, now);
		return done();
	});
}

interface Handed {
	from: StopRow;
	/** The attendance of the receiving agency. */
	to: string;
	sent: { note: string; names: boolean };
}

async function hand(
	trx: Trx,
	codes: Codes,
	{ from, to, sent }: Handed,
	dropIn: DropInRow,
	actor: Rep,
	now: Instant
): Promise<void> {
	const by = { how: 'handOver', actor: actorKey(actor), now };
	const visit = await visitById(trx, from.visit_id);
	const known = await handedTo(trx, { visitId: from.visit_id, actor: by.actor, since: from.started_at ?? now });
	if (visit === null) return;
	if (
		known.some(({ attendanceId }) => attendanceId === to) &&
		(await hasBeenSaid(trx, codes, { from, to, sent }, dropIn))
	)
		return;
	const stop = await placeIn(trx, visit, to, dropIn, actor, now);
	const least = startCredit(visit.arrived_at, rateFor(visit.priority, rulesOf(dropIn)));
	const { credit, asOf, rate } = liftedTo(stop.credit, least, now);
	const next = {
		state: stop.row.state,
		credit,
		as_of: asOf,
		rate,
		arrived_at: earlierOf(stop.row.arrived_at, visit.arrived_at),
		handed_over_from: from.id,
		consent_at: now,
		...noteFor(codes, stop.row, from, sent)
	};
	await saveStop(trx, stop.row, next, by);
	// Of the rep's own stop too this is what they did last: an older act is not taken back past it.
	await saveStop(trx, from, { state: from.state }, { ...by, how: 'sent' });
}

/** Whether what is handed over again stands there already: a place in that line, with these words or with none. */
async function hasBeenSaid(trx: Trx, codes: Codes, { from, to, sent }: Handed, dropIn: DropInRow): Promise<boolean> {
	const stops = await stopsOfVisit(trx, from.visit_id, rulesOf(dropIn));
	const there = stops.find(({ row }) => row.attendance_id === to && isLive(row.state))?.row;
	if (!there) return false;
	const earlier = there.note_sealed === null ? '' : codes.unseal('note', there.note_sealed);
	return earlier.split('\n\n').includes(sent.note) || sent.note === '';
}

/** The person's place in that line: the one they have, the one they missed, or a new one. */
async function placeIn(
	trx: Trx,
	visit: VisitRow,
	attendanceId: string,
	dropIn: DropInRow,
	actor: Rep,
	now: Instant
): Promise<CreditedStop> {
	const rules = rulesOf(dropIn);
	const all = (await stopsOfVisit(trx, visit.id, rules)).filter(({ row }) => row.attendance_id === attendanceId);
	const known = all.find(({ row }) => isLive(row.state)) ?? all.find(({ row }) => row.state === 'no_show');
	if (known) await reactivate(trx, visit, known, rules, actor, now);
	const { id: visitId, drop_in_id: dropInId, arrived_at: arrivedAt, priority } = visit;
	const line = { attendanceId, topicIds: [], windowId: null };
	const id = known?.row.id ?? (await joinLine(trx, { visitId, dropInId, arrivedAt, priority }, line, rules, now));
	const stop = (await stopsOfVisit(trx, visit.id, rules)).find(({ row }) => row.id === id);
	if (!stop) throw new Error('a place that was just taken is gone');
	return stop;
}

/** The note for that agency. Of two senders' notes both stay, and neither sender is named. */
function noteFor(
	codes: Codes,
	stop: StopRow,
	from: StopRow,
	sent: Handed['sent']
): Pick<StopRow, 'note_sealed' | 'sender_named'> {
	const earlier = stop.note_sealed === null ? '' : codes.unseal('note', stop.note_sealed);
	const note = [earlier, sent.note].filter((text) => text !== '').join('\n\n');
	const isFirst = stop.handed_over_from === null || earlier === '';
	const isSame = stop.handed_over_from === from.id;
	const names = isSame ? sent.names || stop.sender_named === 1 : sent.names && isFirst;
	return { note_sealed: note === '' ? null : codes.seal('note', note), sender_named: names ? 1 : 0 };
}
