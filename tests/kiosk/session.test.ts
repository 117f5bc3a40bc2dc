import { describe, expect, it } from 'vitest';
import { refusalReasons } from '#lib/domain/refusal.ts';
import { newArrival } from '#lib/kiosk/ids.ts';
import {
	answered,
	type Attempt,
	back,
	begin,
	isTouched,
	next,
	newSession,
	say,
	sending,
	type Session,
	stillOffered,
	type Ticket,
	waysOn
} from '#lib/kiosk/session.ts';

const walkIn = begin(newSession(), 'topics');
const ticket: Ticket = {
	number: '472',
	howToCall: 'screen',
	again: false,
	helpChoosing: false,
	table: null,
	claim: null
};

describe('a walk-in', () => {
	it('goes from topics to needs to how to call, and back again with everything kept', () => {
		const asked = next(next(say(walkIn, { topicIds: ['damp'] })));
		expect(asked.step).toBe('call');
		const again = back(back(asked));
		expect(again).toMatchObject({ step: 'topics', said: { topicIds: ['damp'] } });
	});

	it('is asked which language only when an interpreter was ticked, and for the language then', () => {
		const needs = say(next(say(walkIn, { unsure: true })), { needs: ['interpreter'] });
		const which = next(needs);
		expect(which.step).toBe('interpreter');
		expect(next(which)).toMatchObject({ step: 'interpreter', missing: 'interpreter' });
		expect(next(say(which, { interpreter: 'Polish' })).step).toBe('call');
		expect(say(say(which, { interpreter: 'Polish' }), { needs: [] }).said.interpreter).toBeNull();
	});

	it('chooses at least one topic or “not sure”, and never both', () => {
		expect(next(walkIn)).toMatchObject({ step: 'topics', missing: 'topics' });
		const unsure = say(say(walkIn, { topicIds: ['damp'] }), { unsure: true });
		expect(unsure.said).toMatchObject({ topicIds: [], unsure: true });
		expect(say(unsure, { topicIds: ['damp'] }).said).toMatchObject({ topicIds: ['damp'], unsure: false });
		expect(next(unsure).step).toBe('needs');
	});

	it('is between one and twelve people', () => {
		expect(say(walkIn, { size: 0 }).said.size).toBe(1);
		expect(say(walkIn, { size: 13 }).said.size).toBe(12);
	});
});

describe('an answer', () => {
	const attempt: Attempt = { kind: 'check-in', code: '7KX2MP', ...newArrival('472') };

	it('shows the ticket and forgets what was said', () => {
		const shown = answered(
			sending(say(begin(newSession(), 'booking'), { typed: '7KX2MP' }), attempt),
			attempt.commandId,
			{
				ticket
			}
		);
		expect(shown).toMatchObject({ step: 'ticket', ticket, attempt: null, said: { typed: '' } });
	});

	it('that comes after the person has gone is shown to nobody', () => {
		const gone = newSession();
		expect(answered(gone, attempt.commandId, { ticket })).toBe(gone);
		const other = sending(gone, { ...attempt, ...newArrival('109') });
		expect(answered(other, attempt.commandId, { ticket })).toBe(other);
	});

	it('that never came keeps the attempt, to be sent again as it was', () => {
		const lost = answered(sending(newSession(), attempt), attempt.commandId, { problem: { reason: 'network' } });
		expect(lost).toMatchObject({ step: 'problem', attempt });
	});
});

it('no problem is without a way on', () => {
	for (const reason of [...refusalReasons, 'network', 'fault'] as const)
		expect(waysOn({ reason }).length).toBeGreaterThan(0);
	expect(waysOn({ reason: 'booking_cancelled' })).toContain('walk-in');
	expect(waysOn({ reason: 'drop_in_over' })).not.toContain('walk-in');
});

it('a screen counts as touched as soon as anything on it is not as the next person should find it', () => {
	expect(isTouched(newSession())).toBe(false);
	const changes: Partial<Session>[] = [
		{ locale: 'ar' },
		{ large: true },
		{ contrast: true },
		{ over: 'language' },
		{ step: 'topics' }
	];
	for (const change of changes) expect(isTouched({ ...newSession(), ...change })).toBe(true);
});

it('what has gone while somebody chose is said beside the choices, with everything else they said kept', () => {
	const attempt = { kind: 'walk-in', ...newArrival(null), said: newSession().said, language: 'en' } as const;
	const said = { ...newSession().said, topicIds: ['stays', 'goes'], size: 3 };
	const asking = sending({ ...newSession(), said, step: 'call' }, { ...attempt, said });
	const told = answered(asking, attempt.commandId, { problem: { reason: 'topic_unknown' } });
	expect(told).toMatchObject({ step: 'topics', missing: 'gone', said });
	const left = stillOffered(told, ['stays', 'other']);
	expect(left).toMatchObject({ missing: 'gone', said: { topicIds: ['stays'], size: 3 } });
	expect(stillOffered(left, ['stays'])).toBe(left);
	expect(next(left).step).toBe('needs');
});
