import type { DeviceKind } from '../../../domain/device.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { addDevice, claimLink, findAskingByCode } from '../../db/devices.ts';
import { newId } from '../../ids.ts';

interface Opened {
	token: string;
	/** New, and held by the browser that opens the link. */
	secret: string;
	/** The demo's links pair every browser they are opened in; others only the first. */
	reusable: boolean;
}

/** Pairs the browser that opened a link. */
export async function pairedByLink(
	db: Database,
	{ token, secret, reusable }: Opened,
	now: Instant
): Promise<Result<{ kind: DeviceKind }>> {
	const code = db.codes.lookup('pairing', token);
	const held = db.codes.lookup('device', secret);
	return change(db, async (trx) => {
		const link = await findAskingByCode(trx, code, now);
		if (!link) return refuse('link_ended');
		if (reusable) {
			const paired = { state: 'paired', code_lookup: null, asked_until: null, approved_at: now } as const;
			await addDevice(trx, { ...link, ...paired, id: newId(), created_at: now, secret_lookup: held });
		} else if (!(await claimLink(trx, code, held, now))) return refuse('link_ended');
		return done({ kind: link.kind });
	});
}
