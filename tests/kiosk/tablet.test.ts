import { describe, expect, it } from 'vitest';
import { readToken } from '#lib/domain/reference.ts';
import { idleAfter } from '#lib/kiosk/idle.ts';
import { newArrival, newToken } from '#lib/kiosk/ids.ts';
import { NumberBlock } from '#lib/kiosk/numbers.ts';
import { claimAddress, drawQr } from '#lib/kiosk/qr.ts';
import { send } from '#lib/kiosk/send.ts';

describe('an idle screen', () => {
	it('warns after a minute, counts half a minute down, and is gone', () => {
		expect(idleAfter(59_999)).toEqual({ state: 'here' });
		expect(idleAfter(60_000)).toEqual({ state: 'warning', left: 30 });
		expect(idleAfter(89_000)).toEqual({ state: 'warning', left: 1 });
		expect(idleAfter(90_000)).toEqual({ state: 'gone' });
	});
});

describe('what a tablet makes itself', () => {
	it('is new each time, and a token reads as one', () => {
		const [one, two] = [newArrival('472'), newArrival('472')];
		expect(one.commandId).not.toBe(two.commandId);
		expect(one.visitId).not.toBe(two.visitId);
		expect(one.claim).not.toBe(two.claim);
		expect(readToken(newToken())).not.toBeNull();
	});

	it('makes a small QR that a phone reads as the claim address', () => {
		const address = claimAddress('https://hub.example', 'ABCDEFGHIJKLMNOPQRSTUVWXY2');
		expect(address).toBe('HTTPS://HUB.EXAMPLE/C/ABCDEFGHIJKLMNOPQRSTUVWXY2');
		expect(drawQr(address).size).toBeLessThanOrEqual(29 + 8);
	});
});

describe('the tablet’s block of numbers', () => {
	it('gives each number once, and none that is on its way when the block is filled', () => {
		const block = new NumberBlock();
		block.fill(['472', '109', '655']);
		expect(block.take()).toBe('472');
		block.fill(['655', '472', '230']);
		expect([block.take(), block.take(), block.take()]).toEqual(['655', '230', null]);
	});

	it('takes back a number nobody was given, and asks for more at half a block', () => {
		const block = new NumberBlock();
		block.fill(Array.from({ length: 21 }, (_, index) => String(200 + index)));
		expect(block.runsLow).toBe(false);
		const number = block.take();
		expect(block.runsLow).toBe(true);
		block.giveBack(number);
		expect(block.runsLow).toBe(false);
	});
});

describe('sending', () => {
	it('sends the same again until it is answered, and each time says when', async () => {
		const bodies: object[] = [];
		const body = () => ({ commandId: 'a', sentAt: bodies.length });
		const sent = await send('/kiosk/walk-in', body, { post: failing(2, bodies), pause: nothing });
		expect(sent).toEqual({ state: 'answered', answer: { ok: true } });
		expect(bodies).toEqual([0, 1, 2].map((sentAt) => ({ commandId: 'a', sentAt })));
	});

	it('gives up in the end and says which it was: no connection, a fault, or a tablet that may not any more', async () => {
		expect(await send('/x', none, { post: failing(9), pause: nothing })).toEqual({ state: 'network' });
		expect(await send('/x', none, { post: status(500), pause: nothing })).toEqual({ state: 'fault' });
		expect(await send('/x', none, { post: status(401), pause: nothing })).toEqual({ state: 'unpaired' });
	});

	const none = () => ({});

	function failing(times: number, bodies: object[] = []) {
		return async (_address: string, body: object) => {
			bodies.push(body);
			if (bodies.length <= times) throw new TypeError('Failed to fetch');
			return Response.json({ ok: true });
		};
	}

	function status(code: number) {
		return async () => new Response('', { status: code });
	}

	async function nothing(): Promise<void> {}
});
