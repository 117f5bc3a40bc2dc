import { tick } from 'svelte';
import { isLanguageCode, type LanguageCode } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Kiosk } from '#lib/kiosk/kiosk.svelte.ts';
import { nameOf, readableIn } from '#lib/kiosk/readable.ts';
import { isTouched } from '#lib/kiosk/session.ts';
import { Speech } from '#lib/kiosk/speech.svelte.ts';

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

	$effect(() => {
		void screen;
		if (wanted) void tick().then(() => read(false));
		else if (!isAsked) speech.stop();
	});

	// Whoever plugs headphones in wants to hear something.
	$effect(() => {
		const media = navigator.mediaDevices as MediaDevices | undefined;
		let before = Infinity;
		async function look(): Promise<void> {
			const devices = await media?.enumerateDevices().catch(() => []);
			const outputs = devices?.filter(({ kind }) => kind === 'audiooutput').length ?? 0;
			if (outputs > before) offer();
			before = outputs;
		}
		void look();
		media?.addEventListener('devicechange', look);
		return () => media?.removeEventListener('devicechange', look);
	});

	return {
		get speaking() {
			return speech.speaking;
		},
		speaks: () => speech.speaks(kiosk.session.locale),
		/** The button below every screen: asks first, then stops, or says it again with what is private. */
		press(): void {
			if (kiosk.session.speech === 'off') kiosk.set({ over: 'speech' });
			else if (speech.speaking) speech.stop();
			else read(true);
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
		/** Somebody moved to something: its name, and whether it is chosen. */
		focus({ target }: FocusEvent): void {
			if (kiosk.session.speech !== 'on' || !(target instanceof HTMLElement)) return;
			if (target.matches('button, input, a') && target.matches(':focus-visible'))
				say([named(target)], languageIn(target));
		},
		/** Something was chosen, or taken back. */
		change({ target }: Event): void {
			if (kiosk.session.speech === 'on' && target instanceof HTMLInputElement && target.type !== 'text')
				say([named(target)]);
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

	function read(ifAsked: boolean): void {
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

function named(target: HTMLElement): string {
	const name = nameOf(target);
	if (!(target instanceof HTMLInputElement) || target.type === 'text') return name;
	return `${name}: ${target.checked ? m.kiosk_speech_chosen() : m.kiosk_speech_not_chosen()}`;
}

/** A language's name is said in that language. */
function languageIn(target: HTMLElement): LanguageCode | undefined {
	const code = target.closest<HTMLElement>('[lang]')?.lang ?? '';
	return isLanguageCode(code) ? code : undefined;
}
