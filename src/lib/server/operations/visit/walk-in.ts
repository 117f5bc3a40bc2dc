import type { Kiosk, Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { clampArrival, MAX_PARTY, type Party } from '../../../domain/visit.ts';
import { answeredTopics } from '../../db/attendances.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce, keepAnswer } from '../../db/commands.ts';
import { leaveDoorNote } from '../../db/door-notes.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { howTold } from '../desk/how-called.ts';
import { admit, type ArrivalIds, type LineWanted } from './admit.ts';
import type { CheckedIn } from './checked-in.ts';
import { mayComeIn } from './may-come-in.ts';

export interface WalkIn extends ArrivalIds {
	commandId: string;
	dropInId: string;
	/** Topics ticked; none when the person is not sure, and a welcomer helps. */
	topicIds: string[];
	party: Party;
	/** The person said they need to be seen sooner; a welcomer confirms. A welcomer who says so confirms at once. */
	priorityAsked: boolean;
	arrivedAt: Instant;
	/** A welcomer lets them in after the last check-in all the same. */
	late?: boolean;
}

/**
 * Lets a walk-in in, without a name, a phone or an email, in every line they want at once.
 * Refuses: a drop-in that is not open or takes nobody new, a topic nobody here answers, a party of none or more than twelve.
 */
export async function walkIn(
	db: Database,
	input: WalkIn,
	actor: Kiosk | Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	if (input.party.size < 1 || input.party.size > MAX_PARTY) return refuse('party_invalid', { field: 'party' });
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce<CheckedIn>(
			trx,
			{ id: input.commandId, dropInId: dropIn.id, kind: 'walk-in' },
			actor,
			now
		);
		if (before) return before.answer === null ? refuse('not_allowed') : done({ ...before.answer, again: true });
		const arrivedAt = clampArrival(input.arrivedAt, dropIn.opened_at ?? dropIn.starts_at, now);
		const may = await mayComeIn(trx, dropIn, { arrivedAt, late: input.late }, actor, now);
		if (!may.ok) return may;
		const lines = await linesFor(trx, dropIn.id, input.topicIds, now);
		if (lines === null) return refuse('topic_unknown', { field: 'topics' });
		const confirmed = actor.kind === 'welcomer' ? 'confirmed' : 'asked';
		const admitted = await admit(
			trx,
			db.codes,
			{
				visitId: input.visitId,
				number: input.number,
				claim: input.claim,
				dropInId: dropIn.id,
				bookingId: null,
				deviceId: actor.kind === 'kiosk' ? actor.deviceId : null,
				party: input.party,
				priority: input.priorityAsked ? confirmed : 'none',
				arrivedAt,
				lines
			},
			rulesOf(dropIn),
			now
		);
		if (!admitted.ok) return admitted;
		const note = { dropInId: dropIn.id, visitId: input.visitId };
		if (lines.length === 0) await leaveDoorNote(trx, { ...note, kind: 'help_choosing' }, now);
		if (input.priorityAsked && actor.kind === 'kiosk')
			await leaveDoorNote(trx, { ...note, kind: 'priority_asked' }, now);
		const answer: CheckedIn = {
			visitId: input.visitId,
			number: admitted.number,
			howToCall: await howTold(trx, dropIn.id, input.party.howToCall),
			again: false,
			helpChoosing: lines.length === 0
		};
		await keepAnswer(trx, input.commandId, answer);
		return done(answer);
	});
}

/** One line for each agency the topics lead to; null when a topic leads to nobody who is still to be here. */
export async function linesFor(
	trx: Trx,
	dropInId: string,
	topicIds: readonly string[],
	now: Instant
): Promise<LineWanted[] | null> {
	const wanted = [...new Set(topicIds)];
	if (wanted.length === 0) return [];
	const rows = (await answeredTopics(trx, dropInId, now)).filter((row) => wanted.includes(row.topicId));
	if (rows.length !== wanted.length) return null;
	const attendanceIds = [...new Set(rows.map((row) => row.attendanceId))];
	return attendanceIds.map((attendanceId) => ({
		attendanceId,
		windowId: null,
		topicIds: rows.filter((row) => row.attendanceId === attendanceId).map((row) => row.topicId)
	}));
}
