/** How long the two notes are heard, in milliseconds. */
const LASTS = 1_300;
/** How long a browser may take to wake its sound, in milliseconds. */
const PATIENCE = 1_000;
/** Where this browser keeps that its sound was turned on. */
const KEPT = 'one-roof-board-sound';

/**
 * Two notes, made here, for a new call: the same for everybody. Browsers stay silent until somebody has pressed
 * something once, so `on` says whether the hall would hear it. Call while a component is being made.
 */
export function chime() {
	let on = $state(false);
	let sound: AudioContext | undefined;

	// Turned on before the page was loaded anew: where the browser wants a press first, one anywhere will do.
	$effect(() => {
		if (!wasOn()) return;
		const wake = () => void start();
		wake();
		addEventListener('click', wake, { once: true });
		return () => removeEventListener('click', wake);
	});

	return {
		get on() {
			return on;
		},
		/** Call it while something is being pressed. */
		async turnOn() {
			keep(true);
			await start();
		},
		async turnOff() {
			keep(false);
			await sound?.suspend();
		},
		/** Rings if the hall would hear it, and waits until it is over. */
		async ring(): Promise<void> {
			if (sound?.state !== 'running') return;
			note(sound, 659.25, 0);
			note(sound, 523.25, 0.35);
			await new Promise((resolve) => setTimeout(resolve, LASTS));
		}
	};

	async function start(): Promise<void> {
		if (!sound) {
			sound = new AudioContext();
			sound.onstatechange = () => (on = sound?.state === 'running');
		}
		// It may never answer: then nothing is heard, and nothing waits for it.
		await Promise.race([sound.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
		on = sound.state === 'running';
	}
}

/** One struck note, fading in less than a second. `after` in seconds. */
function note(sound: AudioContext, hertz: number, after: number): void {
	const from = sound.currentTime + after;
	const tone = sound.createOscillator();
	const loudness = sound.createGain();
	tone.frequency.value = hertz;
	loudness.gain.setValueAtTime(0.0001, from);
	loudness.gain.exponentialRampToValueAtTime(0.6, from + 0.02);
	loudness.gain.exponentialRampToValueAtTime(0.0001, from + 0.85);
	tone.connect(loudness).connect(sound.destination);
	tone.start(from);
	tone.stop(from + 0.9);
}

function wasOn(): boolean {
	try {
		return localStorage.getItem(KEPT) === 'on';
	} catch {
		return false;
	}
}

/** Where the browser keeps nothing, it has to be turned on again after each start. */
function keep(isOn: boolean): void {
	try {
		localStorage.setItem(KEPT, isOn ? 'on' : 'off');
	} catch {
		return;
	}
}
