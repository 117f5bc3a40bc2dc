import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Announcements, nextTurn, nothingToSay, passOver, seeCalls, type Turn } from '#lib/domain/announcement.ts';
import { type BoardCall, isShown } from '#lib/domain/board.ts';
import { after } from '../support/lines.ts';
import { always } from '../support/runs.ts';

/** In seconds. */
const CHIME = 1;
const SENTENCE = 2.8;
const both = ['en', 'ar'];

describe('what the hall hears of calls', () => {
	it('is a chime, then the call in each language of the hall, once', () => {
		expect(heard([{ at: 1, call: '472' }], both).map(said)).toEqual(['chime', '472 en', '472 ar']);
	});

	it('is a chime alone where the hall has chosen no language', () => {
		expect(heard([{ at: 1, call: '472' }], []).map(said)).toEqual(['chime']);
	});

	it('is ten calls at once in the order they were made, in both languages, while each is still shown', () => {
		const numbers = ['231', '232', '234', '235', '237', '243', '245', '247', '253', '254'];
		const turns = heard(
			numbers.map((call, index) => ({ at: 1 + index / 100, call })),
			both
		);
		expect(turns.map(said)).toEqual(['chime', ...numbers.flatMap((one) => both.map((locale) => `${one} ${locale}`))]);
	});

	it('chimes again only after a silence', () => {
		const turns = heard(
			[
				{ at: 1, call: '231' },
				{ at: 3, call: '232' },
				{ at: 30, call: '234' }
			],
			['en']
		);
		expect(turns.map(said)).toEqual(['chime', '231 en', '232 en', 'chime', '234 en']);
	});

	it('is a call made again once more, also while it is being said', () => {
		const turns = heard(
			[
				{ at: 1, call: '472' },
				{ at: 3, call: '472' }
			],
			both
		);
		expect(turns.map(said)).toEqual(['chime', '472 en', '472 ar', '472 en', '472 ar']);
	});

	it('keeps the place of a call that is made again before its turn, and says it once', () => {
		const turns = heard(
			[
				{ at: 1, call: '231' },
				{ at: 1.1, call: '232' },
				{ at: 1.2, call: '234' },
				{ at: 2, call: '232' }
			],
			['en']
		);
		expect(turns.map(said)).toEqual(['chime', '231 en', '232 en', '234 en']);
	});

	it('does not say a call whose person sat down before its turn', () => {
		const turns = heard(
			[
				{ at: 1, call: '231' },
				{ at: 1.1, call: '232' },
				{ at: 2.5, sits: '232' }
			],
			['en']
		);
		expect(turns.map(said)).toEqual(['chime', '231 en']);
	});

	it('does not say a call that a minute has taken off the screen before its turn', () => {
		const shown = [call('231', 0)];
		const state = seeCalls(nothingToSay([]), shown, after(0));
		const { turn, state: next } = nextTurn(state, both, after(60));
		expect(turn).toBeNull();
		expect(next.waiting).toEqual([]);
	});

	it('says nothing again after a reload, when a call comes back unchanged, or of what came while all was quiet', () => {
		const shown = [call('231', 0)];
		const reloaded = seeCalls(nothingToSay(shown), shown, after(2));
		expect(reloaded.waiting).toEqual([]);
		const gone = seeCalls(reloaded, [], after(3));
		expect(seeCalls(gone, shown, after(4)).waiting).toEqual([]);
		const quiet = passOver(nothingToSay([]), shown, after(1));
		expect(seeCalls(quiet, shown, after(2)).waiting).toEqual([]);
	});

	it('says a call that was made while the connection was gone, if it is still shown', () => {
		const state = seeCalls(nothingToSay([call('231', 0)]), [call('232', 5), call('231', 0)], after(30));
		expect(state.waiting.map(({ number }) => number)).toEqual(['232']);
	});

	it('says each call at most once in each language, and falls silent only when all that is shown has been said', () => {
		always(
			fc.property(
				fc.array(happening, { maxLength: 40 }),
				fc.subarray(both, { minLength: 1 }),
				fc.double({ min: 0.5, max: 6, noNaN: true }),
				(steps, locales, lasts) => {
					const events = steps.toSorted((a, b) => a.at - b.at);
					const turns = heard(events, locales, lasts);
					const sentences = turns.flatMap(({ turn }) =>
						turn.kind === 'sentence' ? [`${turn.call.number} ${turn.call.calledAt} ${turn.locale}`] : []
					);
					expect(new Set(sentences).size).toBe(sentences.length);
					expect(sentences.length % locales.length).toBe(0);
					expect(lost(events, turns)).toEqual([]);
				}
			),
			60
		);
	});
});

type Happening = { at: number; call: string } | { at: number; sits: string };
interface Heard {
	turn: Turn;
	from: number;
	until: number;
}

const number = fc.constantFrom('231', '232', '234', '235', '237', '243', '245', '247', '253', '254');
const moment = fc.integer({ min: 0, max: 1200 }).map((tenths) => tenths / 10);
const happening: fc.Arbitrary<Happening> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ at: moment, call: number }) },
	{ weight: 1, arbitrary: fc.record({ at: moment, sits: number }) }
);

/** What a hall hears in two minutes and a half: a screen that looks ten times a second and lets one thing end before the next. */
function heard(events: readonly Happening[], locales: readonly string[], lasts = SENTENCE): Heard[] {
	let state: Announcements = nothingToSay([]);
	const turns: Heard[] = [];
	for (let tenth = 0; tenth <= 1500; tenth++) {
		const now = tenth / 10;
		state = seeCalls(state, shownAt(events, now), after(now));
		if (now < (turns.at(-1)?.until ?? 0)) continue;
		const next = nextTurn(state, locales, after(now));
		state = next.state;
		if (next.turn === null) continue;
		turns.push({ turn: next.turn, from: now, until: now + (next.turn.kind === 'chime' ? CHIME : lasts) });
	}
	return turns;
}

/** The screen at a moment, the last call first. */
function shownAt(events: readonly Happening[], now: number): BoardCall[] {
	const calls = new Map<string, BoardCall>();
	for (const event of events.filter(({ at }) => at <= now)) {
		if ('sits' in event) calls.delete(event.sits);
		else calls.set(event.call, call(event.call, event.at));
	}
	return [...calls.values()]
		.filter((one) => isShown(one, after(now)))
		.sort((a, b) => (a.calledAt < b.calledAt ? 1 : -1));
}

/** Calls that were on the screen at a moment of silence and had not been said by then. */
function lost(events: readonly Happening[], turns: readonly Heard[]): BoardCall[] {
	const begun = turns.flatMap(({ turn, from }) => (turn.kind === 'sentence' ? [{ ...turn.call, from }] : []));
	const silences = Array.from({ length: 1400 }, (_, tenth) => tenth / 10).filter(
		(now) => !turns.some(({ from, until }) => from <= now && now < until)
	);
	return silences.flatMap((now) =>
		shownAt(events, now).filter(
			({ number, calledAt }) =>
				!begun.some((said) => said.number === number && said.calledAt === calledAt && said.from <= now)
		)
	);
}

function call(number: string, at: number): BoardCall {
	return { number, table: Number(number) % 12, calledAt: after(at) };
}

function said({ turn }: Heard): string {
	return turn.kind === 'chime' ? 'chime' : `${turn.call.number} ${turn.locale}`;
}
