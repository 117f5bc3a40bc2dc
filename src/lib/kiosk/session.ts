import type { Refusal, RefusalReason } from '#lib/domain/refusal.ts';
import type { HowToCall, Need } from '#lib/domain/visit.ts';
import { MAX_PARTY } from '#lib/domain/visit.ts';
import { baseLanguage, type LanguageCode } from '#lib/i18n/languages.ts';
import type { ArrivalIds } from './ids.ts';

export type Step =
	'start' | 'scan' | 'booking' | 'topics' | 'needs' | 'interpreter' | 'call' | 'sending' | 'ticket' | 'problem';

/** `sooner`: cannot wait long. In general words; a welcomer confirms it. */
export type KioskNeed = Exclude<Need, 'other'> | 'sooner';

/** What one person has said so far. */
export interface Said {
	/** A reference, as typed. */
	typed: string;
	topicIds: readonly string[];
	/** Not sure what to choose: a welcomer helps. */
	unsure: boolean;
	needs: readonly KioskNeed[];
	interpreter: string | null;
	size: number;
	howToCall: HowToCall | null;
}

/** One arrival on its way to the server. Sent again, it is the same. */
export type Attempt = ArrivalIds &
	({ kind: 'check-in'; code: string } | { kind: 'walk-in'; said: Said; language: LanguageCode });

export interface Ticket {
	number: string;
	howToCall: HowToCall;
	/** Checked in before: the same is said again. */
	again: boolean;
	helpChoosing: boolean;
	/** Where they are called to just now. */
	table: number | null;
	/** Token of the QR for one's own phone; null when there is none to give. */
	claim: string | null;
}

/** Why it did not work: what the server refused, or that it could not be asked. */
export interface Problem extends Omit<Refusal, 'reason'> {
	reason: RefusalReason | 'network' | 'fault';
}

/** `gone`: something chosen is not to be had any more. */
export type Missing = 'typed' | 'topics' | 'gone' | 'interpreter' | 'call';

/** Everything the kiosk knows of one person. It lives in memory and ends whole: a new one is all defaults (UX K8, K9). */
export interface Session {
	readonly locale: LanguageCode;
	readonly large: boolean;
	readonly contrast: boolean;
	/** Whether each screen is read aloud (UX K5); `held`: it was stopped, and can be asked for again. */
	readonly speech: 'off' | 'on' | 'held';
	readonly step: Step;
	/** Shown instead of the step, which stays as it was. */
	readonly over: 'language' | 'person' | 'speech' | null;
	/** How asking for a person went. */
	readonly asked: 'asking' | 'coming' | 'unheard';
	readonly said: Said;
	/** What the person has to do before they can go on. */
	readonly missing: Missing | null;
	readonly attempt: Attempt | null;
	readonly ticket: Ticket | null;
	readonly problem: Problem | null;
}

const nothingSaid: Said = {
	typed: '',
	topicIds: [],
	unsure: false,
	needs: [],
	interpreter: null,
	size: 1,
	howToCall: null
};

export function newSession(): Session {
	return {
		locale: baseLanguage,
		large: false,
		contrast: false,
		speech: 'off',
		step: 'start',
		over: null,
		asked: 'asking',
		said: nothingSaid,
		missing: null,
		attempt: null,
		ticket: null,
		problem: null
	};
}

/** Whether somebody has left anything on the screen that the next person should not find. */
export function isTouched(session: Session): boolean {
	const fresh = newSession();
	return (Object.keys(fresh) as (keyof Session)[]).some((key) => key !== 'asked' && session[key] !== fresh[key]);
}

export function begin(session: Session, step: 'scan' | 'booking' | 'topics'): Session {
	return { ...session, step, over: null, said: nothingSaid, missing: null, attempt: null, problem: null };
}

/** Takes in what was ticked or typed. "Not sure" and topics exclude each other; a language needs the interpreter ticked. */
export function say(session: Session, more: Partial<Said>): Session {
	const said = { ...session.said, ...more };
	if (more.unsure) said.topicIds = [];
	if (more.topicIds && more.topicIds.length > 0) said.unsure = false;
	if (!said.needs.includes('interpreter')) said.interpreter = null;
	said.size = Math.min(MAX_PARTY, Math.max(1, said.size));
	return { ...session, said, missing: null };
}

/** What is missing on this step before one can go on. */
export function missingIn({ step, said }: Session): Missing | null {
	if (step === 'booking' && said.typed.trim() === '') return 'typed';
	if (step === 'topics' && said.topicIds.length === 0 && !said.unsure) return 'topics';
	if (step === 'interpreter' && said.interpreter === null) return 'interpreter';
	if (step === 'call' && said.howToCall === null) return 'call';
	return null;
}

/** What to say of it, as a new thing each time the person tries to go on without. */
export function missingFrom(session: Session, words: () => string): { text: string } | null {
	return session.missing === null ? null : { text: words() };
}

const after: Partial<Record<Step, Step>> = { topics: 'needs', needs: 'call', interpreter: 'call' };
const before: Partial<Record<Step, Step>> = {
	scan: 'start',
	booking: 'start',
	topics: 'start',
	needs: 'topics',
	interpreter: 'needs',
	call: 'needs'
};

export function next(session: Session): Session {
	const missing = missingIn(session);
	if (missing) return { ...session, missing };
	const asksLanguage = session.step === 'needs' && session.said.needs.includes('interpreter');
	return to(session, asksLanguage ? 'interpreter' : (after[session.step] ?? session.step));
}

export function back(session: Session): Session {
	return to(session, before[session.step] ?? 'start');
}

/** Back to the step where a problem can be put right, with everything said still there. */
export function to(session: Session, step: Step): Session {
	return { ...session, step, over: null, missing: null, problem: null };
}

export function sending(session: Session, attempt: Attempt): Session {
	return { ...session, step: 'sending', over: null, attempt, missing: null, problem: null, ticket: null };
}

/** An answer to what was sent. One that comes after the person has gone is for nobody. */
export function answered(
	session: Session,
	commandId: string,
	answer: { ticket: Ticket } | { problem: Problem }
): Session {
	if (session.attempt?.commandId !== commandId) return session;
	if ('ticket' in answer)
		return { ...session, step: 'ticket', said: nothingSaid, attempt: null, ticket: answer.ticket };
	// Beside the question it belongs to, with everything else they said kept.
	if (answer.problem.reason === 'topic_unknown') return { ...to(session, 'topics'), missing: 'gone', attempt: null };
	return { ...session, step: 'problem', problem: answer.problem };
}

/** Lets go of chosen topics that are not offered any more, and says so. */
export function stillOffered(session: Session, offered: readonly string[]): Session {
	const topicIds = session.said.topicIds.filter((id) => offered.includes(id));
	if (topicIds.length === session.said.topicIds.length) return session;
	return { ...session, said: { ...session.said, topicIds }, missing: 'gone' };
}

/** A way on from a problem, besides asking a person. */
export type WayOn = 'again' | 'retype' | 'walk-in' | 'start';

const ways: Partial<Record<Problem['reason'], WayOn[]>> = {
	network: ['again'],
	fault: ['again'],
	reference_malformed: ['retype', 'walk-in'],
	reference_unknown: ['retype', 'walk-in'],
	wrong_day: ['walk-in'],
	booking_cancelled: ['walk-in'],
	visit_left: ['walk-in']
};

/** No problem is a dead end (DESIGN 3.10): these, and always *ask a person*. */
export function waysOn(problem: Problem): WayOn[] {
	return ways[problem.reason] ?? ['start'];
}
