import { expect, it } from 'vitest';
import { book } from '#lib/server/operations/booking/book.ts';
import { revealContacts } from '#lib/server/operations/drop-in/reveal-contacts.ts';
import { onBothEngines } from '../support/databases.ts';
import { at, makeHall } from '../support/hall.ts';
import { fillDraft, phone } from '../support/residents.ts';

onBothEngines('telling people who booked', (open) => {
	it('needs a reason, is written down, and shows only how to reach those who said it is safe', async () => {
		const db = await open();
		const hall = await makeHall(db, { capacity: 5 });
		const contact = (email: string, safe: boolean) => ({ contact: { phone: null, email: safe ? email : null, safe } });
		for (const [index, [email, safe]] of (
			[
				['sam@example.org', true],
				['kim@example.org', false]
			] as const
		).entries()) {
			const secret = await fillDraft(db, hall, ['police'], index, at(-60), contact(email, safe));
			expect(await book(db, { secret }, phone(email), at(-50))).toMatchObject({ ok: true });
		}
		const input = { dropInId: hall.dropInId, reason: '  ' };
		expect(await revealContacts(db, input, hall.coordinator, at(0))).toMatchObject({
			ok: false,
			refusal: { field: 'reason' }
		});
		expect(await db.read.selectFrom('audit').selectAll().execute()).toEqual([]);

		const shown = await revealContacts(db, { ...input, reason: 'Flood at the hub' }, hall.coordinator, at(0));
		expect(shown).toEqual({ ok: true, contacts: [{ phone: null, email: 'sam@example.org', language: 'en' }] });
		const [entry] = await db.read.selectFrom('audit').selectAll().execute();
		expect(entry).toMatchObject({
			action: 'contacts_revealed',
			staff_id: hall.coordinator.staffId,
			detail: 'Flood at the hub'
		});
	});
});
