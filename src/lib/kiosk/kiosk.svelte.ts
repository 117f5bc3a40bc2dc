import { readReference, readToken } from '#lib/domain/reference.ts';
import { type Refusal, refuse } from '#lib/domain/refusal.ts';
import { newArrival } from './ids.ts';
import { NumberBlock } from './numbers.ts';
import { send, type Sent } from './send.ts';
import * as sessions from './session.ts';
import type { Attempt, Said, Session, Ticket } from './session.ts';

/** What the server says of an arrival: never an agency or a topic. */
export type Answer =
	| (Pick<Ticket, 'number' | 'howToCall' | 'again' | 'helpChoosing' | 'table'> & { ok: true; follow: boolean })
	| { ok: false; refusal: Refusal };

interface Hooks {
	/** The page's data may be old: somebody new comes, or this tablet may not any more. */
	refresh(): unknown;
}

/** The kiosk in one tab: one session at a time, and what it sends. */
export class Kiosk {
	session = $state.raw<Session>(sessions.newSession());
	/** Whether the tablet has a camera that codes are read with. */
	camera = $state(false);
	/** Something the camera's screen has come to say. */
	notice = $state('');
	readonly #numbers = new NumberBlock();
	readonly #hooks: Hooks;
	#leasing = false;

	constructor(hooks: Hooks) {
		this.#hooks = hooks;
	}

	/** Takes a change of the session in: `kiosk.change(next)`. */
	change<Args extends unknown[]>(how: (session: Session, ...args: Args) => Session, ...args: Args): void {
		this.session = how(this.session, ...args);
	}

	set(more: Partial<Pick<Session, 'locale' | 'large' | 'contrast' | 'speech' | 'over'>>): void {
		this.session = { ...this.session, ...more };
	}

	/** Ends the session: nothing of the last person remains. */
	reset(): void {
		this.session = sessions.newSession();
		this.#hooks.refresh();
	}

	/** Checks in whoever holds this code, typed or scanned. */
	checkIn(code: string): Promise<void> {
		return this.#arrive({ kind: 'check-in', code, ...newArrival(null) });
	}

	/** Goes on; after the last question, asks for the ticket. */
	async next(): Promise<void> {
		const { step, said, locale } = this.session;
		if (sessions.missingIn(this.session) === null) {
			if (step === 'booking') return this.checkIn(said.typed);
			if (step === 'call') return this.#arrive({ kind: 'walk-in', said, language: locale, ...newArrival(null) });
		}
		this.change(sessions.next);
	}

	/** The same once more, with the same ids. */
	async sendAgain(): Promise<void> {
		const { attempt } = this.session;
		if (attempt) await this.#send(attempt);
	}

	/** UX K1. */
	async askPerson(): Promise<void> {
		this.session = { ...this.session, over: 'person', asked: 'asking' };
		const sent = await send<{ ok: boolean }>('/kiosk/ask', () => ({}));
		const asked = sent.state === 'answered' && sent.answer.ok ? 'coming' : 'unheard';
		this.session = { ...this.session, asked };
		if (sent.state === 'unpaired') this.#hooks.refresh();
	}

	/** Fills the block of numbers up when it runs low. Without numbers the server draws them. */
	async lease(): Promise<void> {
		if (this.#leasing || !this.#numbers.runsLow) return;
		this.#leasing = true;
		const sent = await send<{ ok: true; numbers: string[] } | { ok: false }>('/kiosk/lease', () => ({}));
		if (sent.state === 'answered' && sent.answer.ok) this.#numbers.fill(sent.answer.numbers);
		this.#leasing = false;
	}

	async #arrive(attempt: Attempt): Promise<void> {
		const readable =
			attempt.kind === 'walk-in' || readToken(attempt.code) !== null || readReference(attempt.code) !== null;
		if (readable) return this.#send({ ...attempt, number: this.#numbers.take() });
		this.change(sessions.sending, attempt);
		this.change(sessions.answered, attempt.commandId, { problem: refuse('reference_malformed').refusal });
	}

	async #send(attempt: Attempt): Promise<void> {
		this.change(sessions.sending, attempt);
		const sent = await send<Answer>(`/kiosk/${attempt.kind}`, () => bodyOf(attempt));
		this.#keepNumber(attempt, sent);
		this.change(sessions.answered, attempt.commandId, toAnswer(attempt, sent));
		// What is offered, or whether anybody new comes in, is not as this tablet thought.
		const { problem, missing } = this.session;
		const isOld = problem?.reason === 'nobody_new' || missing === 'gone';
		if (sent.state === 'unpaired' || isOld) this.#hooks.refresh();
		void this.lease();
	}

	/** A number goes back only when the server said that this arrival was not given it; unanswered, it is used up. */
	#keepNumber({ number }: Attempt, sent: Sent<Answer>): void {
		if (sent.state !== 'answered') return;
		if (!sent.answer.ok || sent.answer.again) this.#numbers.giveBack(number);
	}
}

function toAnswer({ claim }: Attempt, sent: Sent<Answer>): Parameters<typeof sessions.answered>[2] {
	if (sent.state === 'unpaired') return { problem: { reason: 'fault' } };
	if (sent.state !== 'answered') return { problem: { reason: sent.state } };
	if (!sent.answer.ok) return { problem: sent.answer.refusal };
	const { number, howToCall, again, helpChoosing, table, follow } = sent.answer;
	return { ticket: { number, howToCall, again, helpChoosing, table, claim: follow ? claim : null } };
}

function bodyOf(attempt: Attempt): object {
	const { commandId, visitId, claim, number, arrivedAt } = attempt;
	const ids = { commandId, visitId, claim, number, arrivedAt, sentAt: new Date().toISOString() };
	return attempt.kind === 'check-in'
		? { ...ids, code: attempt.code }
		: { ...ids, ...choiceOf(attempt.said), language: attempt.language };
}

function choiceOf({ topicIds, needs, interpreter, size, howToCall }: Said) {
	return {
		topicIds,
		needs: needs.filter((need) => need !== 'sooner'),
		sooner: needs.includes('sooner'),
		interpreter,
		size,
		howToCall
	};
}
