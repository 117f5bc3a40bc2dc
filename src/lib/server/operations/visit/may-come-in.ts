import type { Kiosk, Welcomer } from '../../../domain/actor.ts';
import { isAfterLastAdmission, whyShut } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import type { Trx } from '../../db/change.ts';
import type { DropInRow } from '../../db/schema.ts';

interface Coming {
	arrivedAt: Instant;
	/** The end of the arrival time they booked. */
	bookedUntil?: Instant | null;
	/** A welcomer lets them in after the last check-in all the same. */
	late?: boolean;
}

/**
 * Whether somebody new may come in. After the last check-in a welcomer may still decide so, which is written down:
 * who of the staff did, never whom. Refuses: not open (`drop_in_not_open`), over (`drop_in_over`), and while nobody new
 * is let in (`nobody_new`), to a welcomer beside the tick.
 */
export async function mayComeIn(
	trx: Trx,
	dropIn: DropInRow,
	{ arrivedAt, bookedUntil, late = false }: Coming,
	actor: Kiosk | Welcomer,
	now: Instant
): Promise<Result> {
	const shut = whyShut({ state: dropIn.state, deleteOn: dropIn.delete_on }, now);
	if (shut !== null) return refuse(shut);
	if (!isAfterLastAdmission(dropIn.last_admission_at, arrivedAt, bookedUntil)) return done();
	if (actor.kind !== 'welcomer') return refuse('nobody_new');
	if (!late) return refuse('nobody_new', { field: 'late' });
	await writeDown(trx, { action: 'let_in_late', detail: '', dropInId: dropIn.id }, actor, now);
	return done();
}
