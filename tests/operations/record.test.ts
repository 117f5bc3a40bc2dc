import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { auditLog, writeDown } from '#lib/server/db/audit.ts';
import { change } from '#lib/server/db/change.ts';
import { onBothEngines } from '../support/databases.ts';
import { at } from '../support/hall.ts';

onBothEngines('the record', (open) => {
	it('is read newest first, page after page, in whatever order it was written down', async () => {
		const db = await open();
		const minutes = [5, 1, 9, 1, 3];
		for (const minute of minutes)
			await change(db, async (trx) => {
				await writeDown(trx, { action: 'closed', detail: String(minute) }, null, at(minute));
				return done();
			});
		const read: string[] = [];
		let before: string | undefined;
		for (;;) {
			const page = await auditLog(db.read, { limit: 2, ...(before ? { before } : {}) });
			read.push(...page.map(({ detail }) => detail));
			before = page.at(-1)?.id;
			if (page.length < 2) break;
		}
		expect(read).toEqual(['9', '5', '3', '1', '1']);
	});
});
