import { expect, it } from 'vitest';
import { asPaired, devicesOf, findDevice } from '#lib/server/db/devices.ts';
import { approvePairing } from '#lib/server/operations/device/approve-pairing.ts';
import { askPairing } from '#lib/server/operations/device/ask-pairing.ts';
import { findPairing } from '#lib/server/operations/device/find-pairing.ts';
import { makeLink } from '#lib/server/operations/device/make-link.ts';
import { pairedByLink } from '#lib/server/operations/device/paired-by-link.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { at, makeHall } from '../support/hall.ts';
import { onBothEngines } from '../support/databases.ts';

onBothEngines('a tablet', (open) => {
	it('shows the same code until it is approved, then works, and stops when it is revoked', async () => {
		const db = await open();
		const { dropInId, coordinator } = await makeHall(db);
		const secret = db.codes.token();
		const kind = 'kiosk';
		expect(await findPairing(db, { kind, secret }, at(0))).toBeNull();
		const asked = await askPairing(db, { kind, secret }, at(0));
		if (!asked.ok) throw new Error(asked.refusal.reason);
		expect(await findPairing(db, { kind, secret }, at(5))).toEqual({
			state: 'asking',
			code: asked.code,
			until: at(15)
		});
		const typed = ` ${asked.code.slice(0, 3).toLowerCase()}-${asked.code.slice(3)} `;
		const approved = await approvePairing(db, { code: typed, name: 'Left of the door', dropInId }, coordinator, at(6));
		if (!approved.ok) throw new Error(approved.refusal.reason);
		const device = { id: approved.deviceId, kind, dropInId, name: 'Left of the door' };
		expect(await findPairing(db, { kind, secret }, at(100))).toEqual({ state: 'paired', device });
		expect(await findPairing(db, { kind: 'board', secret }, at(100))).toBeNull();
		expect(await revoke(db, { deviceId: device.id }, coordinator, at(101))).toEqual({ ok: true });
		expect(await findPairing(db, { kind, secret }, at(101))).toEqual({ state: 'revoked' });
		expect(asPaired(await findDevice(db.read, db.codes.lookup('device', secret)))).toBeNull();
		expect(await revoke(db, { deviceId: device.id }, coordinator, at(102))).toMatchObject({
			refusal: { reason: 'device_unknown' }
		});
	});

	it('is not paired by a code that ran out, was used, is another one or is none', async () => {
		const db = await open();
		const { dropInId, coordinator } = await makeHall(db);
		const asked = await askPairing(db, { kind: 'board', secret: db.codes.token() }, at(0));
		if (!asked.ok) throw new Error(asked.refusal.reason);
		const approve = (code: string, minute: number) =>
			approvePairing(db, { code, name: 'Wall', dropInId }, coordinator, at(minute));
		const no = { ok: false, refusal: { reason: 'pairing_code_unknown', field: 'code' } };
		expect(await approve(asked.code, 15)).toEqual(no);
		expect(await approve('000000', 1)).toEqual(no);
		expect(await approve('<script>', 1)).toEqual(no);
		expect(await approve(asked.code, 14)).toMatchObject({ ok: true, kind: 'board' });
		expect(await approve(asked.code, 14)).toEqual(no);
	});

	it('is known to a stolen database neither by its secret nor by its code', async () => {
		const db = await open();
		const secret = db.codes.token();
		const asked = await askPairing(db, { kind: 'kiosk', secret }, at(0));
		if (!asked.ok) throw new Error(asked.refusal.reason);
		const stored = JSON.stringify(await db.read.selectFrom('device').selectAll().execute());
		expect(stored).not.toContain(secret);
		expect(stored).not.toContain(asked.code);
	});

	it('is paired by a link once, by the first of two that open it together', async () => {
		const db = await open();
		const { dropInId, coordinator } = await makeHall(db);
		const link = await makeLink(db, { kind: 'board', dropInId, name: 'Wall', minutes: 60 }, coordinator.staffId, at(0));
		if (!link.ok) throw new Error(link.refusal.reason);
		const secrets = [db.codes.token(), db.codes.token()];
		const opened = await Promise.all(
			secrets.map((secret) => pairedByLink(db, { token: link.token, secret, reusable: false }, at(1)))
		);
		expect(opened.filter((one) => one.ok)).toEqual([{ ok: true, kind: 'board' }]);
		expect(opened.filter((one) => !one.ok)).toEqual([{ ok: false, refusal: { reason: 'link_ended' } }]);
	});

	it('is paired by a link of the demo as often as it is opened, and not after it ran out', async () => {
		const db = await open();
		const { dropInId } = await makeHall(db);
		const before = (await devicesOf(db.read, dropInId)).length;
		const link = await makeLink(db, { kind: 'kiosk', dropInId, name: 'Demo', minutes: 60 }, null, at(0));
		if (!link.ok) throw new Error(link.refusal.reason);
		const again = (minute: number) =>
			pairedByLink(db, { token: link.token, secret: db.codes.token(), reusable: true }, at(minute));
		expect([await again(1), await again(2)]).toEqual([
			{ ok: true, kind: 'kiosk' },
			{ ok: true, kind: 'kiosk' }
		]);
		expect(await again(61)).toMatchObject({ refusal: { reason: 'link_ended' } });
		expect(await devicesOf(db.read, dropInId)).toHaveLength(before + 2);
	});
});
