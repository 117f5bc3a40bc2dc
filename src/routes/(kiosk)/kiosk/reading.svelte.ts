import { tick, untrack } from 'svelte';
import { isLanguageCode, type LanguageCode } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { WARNING_SECONDS } from '#lib/kiosk/idle.ts';
import type { Kiosk } from '#lib/kiosk/kiosk.svelte.ts';
import { nameOf, readableIn } from '#lib/kiosk/readable.ts';
import { isTouched } from '#lib/kiosk/session.ts';
import { Speech } from '#lib/kiosk/speech.svelte.ts';

/** A press so soon after the last word was meant to stop it, in milliseconds. */
const TOO_LATE = 1_000;

/**
 * Reads each new screen aloud once somebody asked for it, and whatever they move to with keys (UX K5). What is private is
 * read only on *Read again*. Call while the tablet's component is being made.
 */
export function reading(kiosk: Kiosk) {
	const speech = new Speech();

	// A new screen, or new words on it: not each thing that is chosen or typed there.
	const screen = $derived.by(() => {
		const { step, over, missing, asked, locale } = kiosk.session;
		return [step, over, missing, asked, locale].join(' ');
	});
	const wanted = $derived(kiosk.session.speech === 'on');
	const isAsked = $derived(kiosk.session.over === 'speech');

	let withPrivate = false;
	$effect(() => {
		void screen;
		if (wanted && !untrack(() => speech.speaks(kiosk.session.locale)))
			untrack(() => kiosk.set({ over: 'speech', speech: 'off' }));
		else if (wanted) void tick().then(() => read(false));
		else if (!isAsked) speech.stop();
	});
	$effect(() => {
		if (kiosk.notice !== '' && untrack(() => wanted)) void tick().then(() => say(textOf('main [role=status]')));
	});

	return {
		get speaking() {
			return speech.speaking;
		},
		speaks: () => speech.speaks(kiosk.session.locale),
		/** The button below every screen: asks first, then stops, or says it again with what is private. */
		press(): void {
			if (speech.speaking) {
				speech.stop();
				if (kiosk.session.speech === 'on') kiosk.set({ speech: 'held' });
			} else if (kiosk.session.speech === 'off' || !speech.speaks(kiosk.session.locale)) kiosk.set({ over: 'speech' });
			else if (performance.now() - speech.endedAt < TOO_LATE) return;
			else if (kiosk.session.speech === 'on') read(true);
			else {
				withPrivate = true;
				kiosk.set({ speech: 'on' });
			}
		},
		offer,
		/** A key on the first screen, before anything was touched, with nothing under it that it would press. */
		key(event: KeyboardEvent): void {
			const onControl = event.target instanceof Element && event.target.closest('button, input, a') !== null;
			if ((event.key !== 'Enter' && event.key !== ' ') || onControl) return;
			// The same press would press what then has the focus.
			event.preventDefault();
			offer();
		},
		/** Somebody moved to something with keys: its name. */
		focus({ target }: FocusEvent): void {
			if (!wanted || !(target instanceof HTMLElement)) return;
			if (target.matches('button, input, a') && target.matches(':focus-visible'))
				say([nameOf(target)], languageIn(target));
		},
		/** Something was chosen, or taken back. What it was is not said: a finger knows it, and keys have heard it. */
		change({ target }: Event): void {
			if (!wanted || !(target instanceof HTMLInputElement) || target.type === 'text') return;
			say([target.checked ? m.kiosk_speech_chosen() : m.kiosk_speech_not_chosen()]);
		},
		/** That the screen is about to be cleared, for whoever listens. */
		warn(): void {
			if (kiosk.session.speech !== 'off') say([m.kiosk_idle_title(), m.kiosk_idle_text({ seconds: WARNING_SECONDS })]);
		}
	};

	/** Asks aloud whether to read aloud, for whoever cannot see that it is asked. */
	function offer(): void {
		if (isTouched(kiosk.session) || !speech.speaks(kiosk.session.locale)) return;
		kiosk.set({ over: 'speech' });
		void tick().then(() => {
			document.querySelector<HTMLElement>('main .ways button')?.focus();
			say([m.kiosk_speech_title(), m.kiosk_speech_near(), m.kiosk_speech_key()]);
		});
	}

	function read(again: boolean): void {
		const ifAsked = again || withPrivate;
		withPrivate = false;
		const main = document.querySelector('main');
		if (!main) return;
		const isTicket = kiosk.session.step === 'ticket' && kiosk.session.over === null;
		const hint = isTicket && !ifAsked ? [m.kiosk_speech_private()] : [];
		say([...hint, ...readableIn(main, ifAsked)]);
	}

	function say(sentences: readonly string[], locale = kiosk.session.locale): void {
		void speech.say(sentences, locale);
	}
}

function textOf(selector: string): string[] {
	const said = document.querySelector<HTMLElement>(selector)?.innerText.replace(/\s+/g, ' ').trim();
	return said ? [said] : [];
}

/** A language's name is said in that language. */
function languageIn(target: HTMLElement): LanguageCode | undefined {
	const code = target.closest<HTMLElement>('[lang]')?.lang ?? '';
	return isLanguageCode(code) ? code : undefined;
}
