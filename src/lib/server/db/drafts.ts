import type { Answers } from '../../domain/booking.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Codes } from '../codes.ts';
import type { Reader, Trx } from './change.ts';
import type { DraftRow } from './schema.ts';

/** A booking in progress. */
export interface Draft {
	id: string;
	dropInId: string;
	/** Empty again once it is booked. */
	answers: Answers | null;
	/** What it has become. */
	bookingId: string | null;
}

/** The draft a browser's secret opens; null when there is none or it has ended by `now`. */
export async function draftBySecret(db: Reader, codes: Codes, secret: string, now: Instant): Promise<Draft | null> {
	const row = await db
		.selectFrom('draft')
		.selectAll()
		.where('secret_lookup', '=', codes.lookup('draft', secret))
		.where('expires_at', '>', now)
		.executeTakeFirst();
	return row ? toDraft(codes, row) : null;
}

export async function insertDraft(
	trx: Trx,
	codes: Codes,
	draft: { id: string; dropInId: string; secret: string; answers: Answers; expiresAt: Instant },
	now: Instant
): Promise<void> {
	await trx
		.insertInto('draft')
		.values({
			id: draft.id,
			created_at: now,
			drop_in_id: draft.dropInId,
			secret_lookup: codes.lookup('draft', draft.secret),
			secret_sealed: codes.seal('draft', draft.secret),
			answers_sealed: codes.seal('draft', JSON.stringify(draft.answers)),
			booking_id: null,
			expires_at: draft.expiresAt
		})
		.execute();
}

/** Keeps a draft until `expiresAt` and gives it, locked; null when there is none, it has ended, or it is booked. */
export async function holdDraft(
	trx: Trx,
	codes: Codes,
	secret: string,
	now: Instant,
	expiresAt: Instant
): Promise<Draft | null> {
	const row = await trx
		.updateTable('draft')
		.set({ expires_at: expiresAt })
		.where('secret_lookup', '=', codes.lookup('draft', secret))
		.where('expires_at', '>', now)
		.where('booking_id', 'is', null)
		.returningAll()
		.executeTakeFirst();
	return row ? toDraft(codes, row) : null;
}

export async function writeAnswers(trx: Trx, codes: Codes, draftId: string, answers: Answers): Promise<void> {
	await trx
		.updateTable('draft')
		.set({ answers_sealed: codes.seal('draft', JSON.stringify(answers)) })
		.where('id', '=', draftId)
		.execute();
}

/** Marks a draft as booked and forgets its answers: the booking has them now. */
export async function settleDraft(trx: Trx, draftId: string, bookingId: string): Promise<void> {
	await trx.updateTable('draft').set({ booking_id: bookingId, answers_sealed: '' }).where('id', '=', draftId).execute();
}

export async function deleteDraft(trx: Trx, codes: Codes, secret: string): Promise<void> {
	await trx.deleteFrom('draft').where('secret_lookup', '=', codes.lookup('draft', secret)).execute();
}

/** Forgets the drafts a booking came from or was to be changed by, and the record that they were sent. */
export async function deleteDraftsOf(trx: Trx, codes: Codes, booking: { id: string; dropInId: string }): Promise<void> {
	const rows = await trx.selectFrom('draft').selectAll().where('drop_in_id', '=', booking.dropInId).execute();
	// Which booking a change is of stands only among its sealed answers.
	const ids = rows
		.map((row) => toDraft(codes, row))
		.filter((draft) => draft.bookingId === booking.id || draft.answers?.replaces === booking.id)
		.map(({ id }) => id);
	if (ids.length === 0) return;
	await trx.deleteFrom('draft').where('id', 'in', ids).execute();
	await trx.deleteFrom('command').where('id', 'in', ids).execute();
}

export async function forgetOldDrafts(trx: Trx, now: Instant): Promise<void> {
	await trx.deleteFrom('draft').where('expires_at', '<=', now).execute();
}

function toDraft(codes: Codes, row: DraftRow): Draft {
	const answers = row.answers_sealed === '' ? null : (JSON.parse(codes.unseal('draft', row.answers_sealed)) as Answers);
	return { id: row.id, dropInId: row.drop_in_id, answers, bookingId: row.booking_id };
}
