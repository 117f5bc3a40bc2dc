import type { Instant } from '../../domain/instant.ts';
import type { Codes } from '../codes.ts';
import type { Reader, Trx } from './change.ts';
import type { LinkRow } from './schema.ts';

/** What a token opens, ended or not. */
export async function linkByToken(db: Reader, codes: Codes, token: string): Promise<LinkRow | null> {
	return (
		(await db
			.selectFrom('link')
			.selectAll()
			.where('token_lookup', '=', codes.lookup('token', token))
			.executeTakeFirst()) ?? null
	);
}

interface NewLink {
	token: string;
	dropInId: string;
	purpose: 'ticket' | 'claim';
	bookingId?: string;
	visitId?: string;
}

/** Makes a token open a booking's or a visit's ticket page. A token that is known already stays as it was. */
export async function makeLink(trx: Trx, codes: Codes, link: NewLink, now: Instant): Promise<void> {
	await trx
		.insertInto('link')
		.values({
			token_lookup: codes.lookup('token', link.token),
			token_sealed: codes.seal('token', link.token),
			drop_in_id: link.dropInId,
			purpose: link.purpose,
			booking_id: link.bookingId ?? null,
			visit_id: link.visitId ?? null,
			created_at: now,
			ended_at: null
		})
		.onConflict((conflict) => conflict.column('token_lookup').doNothing())
		.execute();
}

/** Whether a phone follows this visit's ticket: one that would hear of a call. */
export async function isFollowed(db: Reader, visit: { id: string; booking_id: string | null }): Promise<boolean> {
	const row = await db
		.selectFrom('link')
		.select('token_lookup')
		.where('purpose', '=', 'ticket')
		.where('ended_at', 'is', null)
		.where((eb) =>
			eb.or([
				eb('visit_id', '=', visit.id),
				...(visit.booking_id === null ? [] : [eb('booking_id', '=', visit.booking_id)])
			])
		)
		.executeTakeFirst();
	return row !== undefined;
}

/** Ends every link of a visit and its booking: a lost ticket opens nothing any more. */
export async function endLinks(
	trx: Trx,
	of: { visitId: string; bookingId: string | null },
	now: Instant
): Promise<void> {
	await trx
		.updateTable('link')
		.set({ ended_at: now })
		.where('ended_at', 'is', null)
		.where((eb) =>
			eb.or([eb('visit_id', '=', of.visitId), ...(of.bookingId === null ? [] : [eb('booking_id', '=', of.bookingId)])])
		)
		.execute();
}

/** Ends one link. False when it had ended already, so that of two who try only one succeeds. */
export async function endLink(trx: Trx, codes: Codes, token: string, now: Instant): Promise<boolean> {
	const row = await trx
		.updateTable('link')
		.set({ ended_at: now })
		.where('token_lookup', '=', codes.lookup('token', token))
		.where('ended_at', 'is', null)
		.returning('token_lookup')
		.executeTakeFirst();
	return row !== undefined;
}

/** Ends the codes a visit was given for one phone and that no phone has used: the paper printed anew takes their place. */
export async function endClaims(trx: Trx, visitId: string, now: Instant): Promise<void> {
	await trx
		.updateTable('link')
		.set({ ended_at: now })
		.where('visit_id', '=', visitId)
		.where('purpose', '=', 'claim')
		.where('ended_at', 'is', null)
		.execute();
}
