import { type Announcements, nextTurn, nothingToSay, passOver, seeCalls } from '#lib/domain/announcement.ts';
import type { BoardCall } from '#lib/domain/board.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { chime } from './chime.svelte.ts';
import { sentenceOf } from './sentence.ts';
import type { voice } from './voice.svelte.ts';

interface Hall {
	/** The last call first. */
	shown: readonly BoardCall[];
	now: Instant;
	/** The hall's languages for which there is a voice. */
	languages: readonly LanguageCode[];
	/** Whether the hall is to hear anything: the sound is on, and it is no quiet time. */
	audible: boolean;
}

/** Lets the hall hear its calls, one thing after another: the next begins when the last is over, whatever comes meanwhile. */
export function announcer(bell: ReturnType<typeof chime>, speaker: ReturnType<typeof voice>) {
	let hall: Hall | undefined;
	let state: Announcements | undefined;
	let trial: (() => Promise<void>)[] = [];
	let busy = false;

	return {
		/** Call it whenever anything of the hall has changed. */
		see(next: Hall): void {
			hall = next;
			state ??= nothingToSay(next.shown);
			state = (next.audible ? seeCalls : passOver)(state, next.shown, next.now);
			void run();
		},
		/** Says that the sound is on, for whoever turns it up, and chimes once the bell is `ready`. Call it while something is being pressed. */
		tryOut(languages: readonly LanguageCode[], ready: Promise<void>): void {
			const words = languages.map((locale) => () => speaker.say(m.board_sound_on({}, { locale }), locale));
			trial = [...words, () => ready.then(bell.ring)];
			void run();
		},
		/** What is being said breaks off, and what waits is not said any more. */
		stop(): void {
			trial = [];
			if (state && hall) state = passOver(state, hall.shown, hall.now);
			speaker.stop();
		}
	};

	async function run(): Promise<void> {
		if (busy) return;
		busy = true;
		// One that fails is over too: the next is heard all the same.
		for (let turn = next(); turn; turn = next()) await turn().catch(() => undefined);
		busy = false;
	}

	function next(): (() => Promise<void>) | null {
		const tried = trial.shift();
		if (tried) return tried;
		if (!state || !hall) return null;
		const { state: after, turn } = nextTurn(state, hall.languages, hall.now);
		state = after;
		if (!turn) return null;
		if (turn.kind === 'chime') return bell.ring;
		const { call } = turn;
		const locale = turn.locale as LanguageCode;
		return () => speaker.say(sentenceOf(call, locale), locale);
	}
}
