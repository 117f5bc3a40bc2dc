import type { Codes } from '../codes.ts';
import type { Reader } from './change.ts';

/** How somebody may be told that plans changed. Nothing of what they booked, or under what name. */
export interface Contact {
	phone: string | null;
	email: string | null;
	language: string;
}

/** How many live bookings of a drop-in said that it is safe to contact them. */
export async function countContacts(db: Reader, dropInId: string): Promise<number> {
	return (await safeBookings(db, dropInId)).length;
}

/** Their contacts, in an order of their own, so that it tells nothing of who booked when. */
export async function contactsOf(db: Reader, codes: Codes, dropInId: string): Promise<Contact[]> {
	const rows = await safeBookings(db, dropInId);
	return rows
		.map((row) => ({
			phone: row.phone_sealed === null ? null : codes.unseal('contact', row.phone_sealed),
			email: row.email_sealed === null ? null : codes.unseal('contact', row.email_sealed),
			language: row.language
		}))
		.sort((a, b) => `${a.email} ${a.phone}`.localeCompare(`${b.email} ${b.phone}`));
}

function safeBookings(db: Reader, dropInId: string) {
	return db
		.selectFrom('booking')
		.select(['phone_sealed', 'email_sealed', 'language'])
		.where('drop_in_id', '=', dropInId)
		.where('state', '=', 'booked')
		.where('contact_safe', '=', 1)
		.where((eb) => eb.or([eb('phone_sealed', 'is not', null), eb('email_sealed', 'is not', null)]))
		.execute();
}
