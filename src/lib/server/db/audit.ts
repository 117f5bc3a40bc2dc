import type { Actor } from '../../domain/actor.ts';
import type { AuditAction, AuditEntry } from '../../domain/audit.ts';
import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';

interface Entry {
	action: AuditAction;
	/** The thing's own name. Never a resident's, never a ticket. */
	detail: string;
	dropInId?: string;
}

/** Writes down who of the staff changed what; nobody, when the house did it itself. */
export async function writeDown(
	trx: Trx,
	{ action, detail, dropInId }: Entry,
	actor: Actor | { staffId: string } | null,
	now: Instant
): Promise<void> {
	const staffId = actor !== null && 'staffId' in actor ? actor.staffId : null;
	await trx
		.insertInto('audit')
		.values({
			id: newId(),
			created_at: now,
			staff_id: staffId,
			drop_in_id: dropInId ?? null,
			action,
			detail: detail.slice(0, 200)
		})
		.execute();
}

/** The record, newest first, before the entry `before` if given. */
export async function auditLog(
	db: Reader,
	{ limit, before }: { limit: number; before?: string }
): Promise<AuditEntry[]> {
	const newest = db
		.selectFrom('audit')
		.leftJoin('staff', 'staff.id', 'audit.staff_id')
		.leftJoin('drop_in_text', (join) =>
			join.onRef('drop_in_text.drop_in_id', '=', 'audit.drop_in_id').on('locale', '=', 'en')
		)
		.select(['audit.id', 'audit.created_at', 'audit.action', 'audit.detail', 'staff.name', 'drop_in_text.title'])
		.orderBy('audit.created_at', 'desc')
		.orderBy('audit.id', 'desc')
		.limit(limit);
	// Many were written at one moment: those go by their ids.
	const older = newest.where((eb) => {
		const then = eb
			.selectFrom('audit as entry')
			.select('entry.created_at')
			.where('entry.id', '=', before ?? '');
		return eb.or([
			eb('audit.created_at', '<', then),
			eb.and([eb('audit.created_at', '=', then), eb('audit.id', '<', before ?? '')])
		]);
	});
	const rows = await (before === undefined ? newest : older).execute();
	return rows.map((row) => ({
		id: row.id,
		at: row.created_at,
		who: row.name,
		action: row.action,
		detail: row.detail,
		dropIn: row.title
	}));
}
