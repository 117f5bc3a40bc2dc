import type { Coordinator } from '../../../domain/actor.ts';
import { readLanguages } from '../../../domain/announcement-languages.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { hoursWithin } from '../../../domain/schedule.ts';
import type { Hours } from '../../../domain/window.ts';
import { writeDown } from '../../db/audit.ts';
import { setBoardSettings } from '../../db/boards.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { hubById } from '../../db/hubs.ts';
import { hoursOf } from '../../db/schedules.ts';
import type { DropInRow } from '../../db/schema.ts';

export interface BoardWanted {
	dropInId: string;
	/** The codes of the languages ticked. */
	speech: readonly string[];
	/** HH:MM in the hub's zone; both empty for no quiet time. */
	starts: string;
	ends: string;
}

/**
 * Sets in which languages the wall screens call people aloud, and when they are quiet.
 * Refuses, beside its field, a language that is not offered, a third one, and a quiet time outside the drop-in's hours.
 */
export async function setBoard(
	db: Database,
	input: BoardWanted & { offered: readonly string[] },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_state');
		const zone = (await hubById(trx, dropIn.hub_id))?.zone ?? '';
		const checked = together({
			speech: readLanguages(input.speech, input.offered, 'speech'),
			quiet: readQuiet(input, dropIn, zone)
		});
		if (!checked.ok) return checked;
		const speech = checked.read.speech.languages;
		await setBoardSettings(trx, dropIn.id, { speech, quiet: checked.read.quiet.hours });
		await writeDown(trx, { action: 'board_set', detail: speech.join(', ') || '–', dropInId: dropIn.id }, actor, now);
		return done();
	});
}

function readQuiet({ starts, ends }: BoardWanted, dropIn: DropInRow, zone: string): Result<{ hours: Hours | null }> {
	if (starts === '' && ends === '') return done({ hours: null });
	if (starts === '' || ends === '') return refuse('field_missing', { field: starts === '' ? 'starts' : 'ends' });
	const read = hoursWithin(hoursOf(dropIn), { date: dropIn.date, starts, ends }, zone);
	return read.ok ? done({ hours: { startsAt: read.startsAt, endsAt: read.endsAt } }) : read;
}
