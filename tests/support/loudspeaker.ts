import type { Page } from '@playwright/test';

/** What a hall heard, in milliseconds of the page: a sentence and its language, or a note of the chime. */
export interface Sound {
	what: string;
	language: string;
	from: number;
	/** Null while it is still heard. */
	until: number | null;
}

interface Device {
	/** The languages of its voices. */
	voices: string[];
	/** How long it takes to say a sentence, in milliseconds. */
	lasts?: number;
	/** `deaf`: it takes sentences and never begins one. `refuses`: it will not speak before something is pressed. */
	/** How many sentences it takes and never begins, before it is as its habit is. */
	loses?: number;
	habit?: 'usual' | 'deaf' | 'refuses';
}

/**
 * A loudspeaker with voices for a browser that has none, which writes down what it was given. Unlike a browser's own it does
 * not make a sentence wait for the last: two given at once are heard at once.
 */
export async function withLoudspeaker(page: Page, device: Device): Promise<void> {
	await page.addInitScript(({ voices, lasts = 600, loses = 0, habit = 'usual' }: Device) => {
		const heard: Sound[] = [];
		// Not the browser's own word for it: looking at a page from a test counts there as a press.
		let pressed = false;
		let lost = 0;
		addEventListener('click', () => (pressed = true), true);
		const speaking = new Set<() => void>();
		class Utterance {
			onstart?: (event: object) => void;
			onend?: (event: object) => void;
			onerror?: (event: object) => void;
			lang = '';
			voice: object | null = null;
			text: string;
			constructor(text: string) {
				this.text = text;
			}
		}
		const own = voices.map((lang) => ({ lang, localService: true, name: lang, voiceURI: lang, default: false }));
		// One that would send the words away.
		const far = { lang: 'ar-SA', localService: false, name: 'far', voiceURI: 'far', default: false };
		const synthesis = Object.assign(new EventTarget(), {
			getVoices: () => [far, ...own],
			speak(sentence: Utterance) {
				if (habit === 'refuses' && !pressed) return void setTimeout(() => sentence.onerror?.({ error: 'not-allowed' }));
				const sound: Sound = { what: sentence.text, language: sentence.lang, from: performance.now(), until: null };
				heard.push(sound);
				if (habit === 'deaf' || lost++ < loses) return;
				setTimeout(() => sentence.onstart?.({}), 10);
				const end = (tell?: (event: object) => void, event = {}) => {
					clearTimeout(timer);
					speaking.delete(breakOff);
					sound.until = performance.now();
					tell?.(event);
				};
				const timer = setTimeout(() => end(sentence.onend), lasts);
				const breakOff = () => end(sentence.onerror, { error: 'interrupted' });
				speaking.add(breakOff);
			},
			cancel: () => speaking.forEach((breakOff) => breakOff())
		});
		Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
		Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
		const { start, stop } = OscillatorNode.prototype;
		const notes = new WeakMap<OscillatorNode, Sound>();
		const onPage = (node: OscillatorNode, at = 0) => performance.now() + (at - node.context.currentTime) * 1000;
		OscillatorNode.prototype.start = function (at) {
			const note: Sound = { what: '♪', language: '', from: onPage(this, at), until: null };
			notes.set(this, note);
			heard.push(note);
			start.call(this, at);
		};
		OscillatorNode.prototype.stop = function (at) {
			const note = notes.get(this);
			if (note) note.until = onPage(this, at);
			stop.call(this, at);
		};
		Object.assign(window, { heard });
	}, device);
}

/** Everything it was given so far, in order. */
export function heardBy(page: Page): Promise<Sound[]> {
	return page.evaluate(() => (window as unknown as { heard: Sound[] }).heard);
}

/** Two things heard at once, but for the two notes of one chime. */
export function overlaps(sounds: readonly Sound[]): string[] {
	return sounds.flatMap((sound, index) =>
		sounds
			.slice(0, index)
			.filter((before) => !(before.what === '♪' && sound.what === '♪') && (before.until ?? Infinity) > sound.from)
			.map((before) => `“${before.what}” was not over when “${sound.what}” began`)
	);
}
