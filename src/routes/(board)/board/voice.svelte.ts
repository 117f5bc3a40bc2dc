import type { LanguageCode } from '#lib/i18n/languages.ts';
import { voiceFor, voicesHere } from '#lib/ui/voices.ts';

/** How long a sentence may take to begin, and then to end, in milliseconds: some browsers forget to say that it is over. */
const BEGINS = 5_000;
const ENDS = 15_000;
/** A language of which so many sentences in a row came to nothing has no voice, until it is tried again, in milliseconds. */
const MISSES = 3;
const REST = 60_000;

/**
 * The browser's own voices, for the calls.
 * Call while a component is being made.
 */
export function voice() {
	let voices = $state.raw<readonly SpeechSynthesisVoice[]>([]);
	let failed = $state.raw<readonly LanguageCode[]>([]);
	let refused = $state(false);
	let misses: Partial<Record<LanguageCode, number>> = {};
	let rests: ReturnType<typeof setTimeout>[] = [];
	// Browsers drop the events of a sentence that nobody holds.
	let saying: SpeechSynthesisUtterance | undefined;

	$effect(() => {
		const synthesis = voicesHere();
		if (!synthesis) return;
		const look = () => {
			voices = synthesis.getVoices();
			forget();
		};
		look();
		synthesis.addEventListener('voiceschanged', look);
		return () => {
			synthesis.removeEventListener('voiceschanged', look);
			synthesis.cancel();
			forget();
		};
	});

	return {
		/** Whether the browser would not speak before something is pressed. */
		get refused() {
			return refused;
		},
		/** Whether there is a voice for a language, as far as is known. */
		speaks: (locale: LanguageCode) => !failed.includes(locale) && voiceFor(voices, locale) !== undefined,
		/** Forgets what went wrong. Call it while something is being pressed. */
		tryAgain() {
			forget();
			refused = false;
		},
		stop: () => voicesHere()?.cancel(),
		say
	};

	function forget(): void {
		failed = [];
		misses = {};
		rests.forEach(clearTimeout);
		rests = [];
	}

	/** One sentence may be lost to a voice that has just woken. After a rest one try is enough to know. */
	function missed(locale: LanguageCode): void {
		const count = (misses[locale] ?? 0) + 1;
		misses[locale] = count;
		if (count < MISSES) return;
		failed = [...failed, locale];
		rests.push(setTimeout(() => (failed = failed.filter((one) => one !== locale)), REST));
	}

	/** Says a sentence and waits until it is over. Where there is no voice, it is over at once. */
	function say(text: string, locale: LanguageCode): Promise<void> {
		const chosen = voiceFor(voices, locale);
		if (!chosen) return Promise.resolve();
		return new Promise((resolve) => {
			const sentence = new SpeechSynthesisUtterance(text);
			let limit = setTimeout(giveUp, BEGINS);
			sentence.voice = chosen;
			sentence.lang = chosen.lang;
			sentence.onstart = () => {
				clearTimeout(limit);
				limit = setTimeout(giveUp, ENDS);
			};
			sentence.onend = () => {
				misses[locale] = 0;
				over();
			};
			sentence.onerror = ({ error }) => {
				if (error === 'not-allowed') refused = true;
				else if (error !== 'canceled' && error !== 'interrupted') missed(locale);
				over();
			};
			saying = sentence;
			voicesHere()?.speak(sentence);

			function giveUp(): void {
				missed(locale);
				voicesHere()?.cancel();
				over();
			}
			function over(): void {
				clearTimeout(limit);
				if (saying === sentence) saying = undefined;
				resolve();
			}
		});
	}
}
