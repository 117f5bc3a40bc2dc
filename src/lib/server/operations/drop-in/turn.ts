import type { Coordinator } from '../../../domain/actor.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import { type DropInState, mayBecome } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { updateDropIn } from '../../db/schedules.ts';
import type { DropInRow } from '../../db/schema.ts';

interface Turn {
	becomes: DropInState;
	action: AuditAction;
	/** What must be so before, and what else changes. */
	first?: (trx: Trx, dropIn: DropInRow) => Promise<Result<{ set?: Partial<DropInRow> }>>;
}

/** Takes a drop-in from its state to another, as the domain allows, and writes down who did. */
export async function turn(
	db: Database,
	dropInId: string,
	{ becomes, action, first }: Turn,
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, dropInId, async (trx, dropIn) => {
		if (!mayBecome(dropIn.state, becomes)) return refuse('drop_in_state');
		const ready = first ? await first(trx, dropIn) : done<{ set?: Partial<DropInRow> }>({});
		if (!ready.ok) return ready;
		await updateDropIn(trx, dropIn.id, { ...ready.set, state: becomes });
		await writeDown(trx, { action, detail: '', dropInId: dropIn.id }, actor, now);
		return done();
	});
}
