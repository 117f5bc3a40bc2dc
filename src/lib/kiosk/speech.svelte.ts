import type { LanguageCode } from '../i18n/languages.ts';
import { voiceFor, voicesHere } from '../ui/voices.ts';

/** A sentence that has not ended after this long never will, in milliseconds: some browsers forget to say so. */
const ENDS = 20_000;

/**
 * Reads aloud, one sentence after another, with the tablet's own voices (UX K5). Call while a component is being made.
 */
export class Speech {
	speaking = $state(false);
	/** When it was last over by itself, in milliseconds of the page. */
	endedAt = -Infinity;
	#voices = $state.raw<readonly SpeechSynthesisVoice[]>([]);
	#turn = 0;

	constructor() {
		$effect(() => {
			const synthesis = voicesHere();
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
		return voiceFor(this.#voices, locale) !== undefined;
	}

	/** Says these instead of whatever is being said. */
	async say(sentences: readonly string[], locale: LanguageCode): Promise<void> {
		this.stop();
		const turn = this.#turn;
		const voice = voiceFor(this.#voices, locale);
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
		voicesHere()?.cancel();
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
		voicesHere()?.speak(sentence);

		function over(): void {
			clearTimeout(limit);
			resolve();
		}
	});
}
