import { languageOf, type LanguageCode } from '../i18n/languages.ts';

/** A sentence that has not ended after this long never will, in milliseconds: some browsers forget to say so. */
const ENDS = 20_000;

/**
 * Reads aloud, one sentence after another (UX K5). Only with voices that are on this tablet: others would send every word to
 * somebody else's server. Call while a component is being made.
 */
export class Speech {
	speaking = $state(false);
	/** When it was last over by itself, in milliseconds of the page. */
	endedAt = -Infinity;
	#voices = $state.raw<readonly SpeechSynthesisVoice[]>([]);
	#turn = 0;

	constructor() {
		$effect(() => {
			const synthesis = here();
			if (!synthesis) return;
			const look = (): void => void (this.#voices = synthesis.getVoices());
			look();
			synthesis.addEventListener('voiceschanged', look);
			return () => {
				synthesis.removeEventListener('voiceschanged', look);
				this.stop();
			};
		});
	}

	/** Whether there is a voice for a language on this tablet. */
	speaks(locale: LanguageCode): boolean {
		return this.#voiceFor(locale) !== undefined;
	}

	/** Says these instead of whatever is being said. */
	async say(sentences: readonly string[], locale: LanguageCode): Promise<void> {
		this.stop();
		const turn = this.#turn;
		const voice = this.#voiceFor(locale);
		if (!voice) return;
		this.speaking = true;
		for (const sentence of sentences) {
			await spoken(sentence, voice);
			if (turn !== this.#turn) return;
		}
		this.speaking = false;
		this.endedAt = performance.now();
	}

	stop(): void {
		this.#turn += 1;
		this.speaking = false;
		here()?.cancel();
	}

	#voiceFor(locale: LanguageCode): SpeechSynthesisVoice | undefined {
		const own = this.#voices.filter(({ lang, localService }) => localService && lang.split(/[-_]/)[0] === locale);
		return own.find(({ lang }) => languageOf(locale).tag.startsWith(lang.replace('_', '-'))) ?? own[0];
	}
}

function spoken(text: string, voice: SpeechSynthesisVoice): Promise<void> {
	return new Promise((resolve) => {
		const sentence = new SpeechSynthesisUtterance(text);
		const limit = setTimeout(over, ENDS);
		sentence.voice = voice;
		sentence.lang = voice.lang;
		sentence.onend = over;
		sentence.onerror = over;
		here()?.speak(sentence);

		function over(): void {
			clearTimeout(limit);
			resolve();
		}
	});
}

function here(): SpeechSynthesis | undefined {
	return 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : undefined;
}
