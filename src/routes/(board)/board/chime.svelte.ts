/**
 * Two notes, made here, for a new call: the same for everybody. Browsers stay silent until somebody has pressed
 * something once, so `on` says whether the hall would hear it.
 */
export function chime() {
	let on = $state(false);
	let sound: AudioContext | undefined;

	return {
		get on() {
			return on;
		},
		/** Call it while something is being pressed. */
		async turnOn() {
			sound ??= new AudioContext();
			await sound.resume();
			on = sound.state === 'running';
			sound.onstatechange = () => (on = sound?.state === 'running');
			ring();
		},
		async turnOff() {
			await sound?.suspend();
		},
		ring
	};

	function ring(): void {
		if (sound?.state !== 'running') return;
		note(sound, 659.25, 0);
		note(sound, 523.25, 0.35);
	}
}

/** One struck note, fading over a second and a half. `after` in seconds. */
function note(sound: AudioContext, hertz: number, after: number): void {
	const from = sound.currentTime + after;
	const tone = sound.createOscillator();
	const loudness = sound.createGain();
	tone.frequency.value = hertz;
	loudness.gain.setValueAtTime(0.0001, from);
	loudness.gain.exponentialRampToValueAtTime(0.6, from + 0.02);
	loudness.gain.exponentialRampToValueAtTime(0.0001, from + 1.5);
	tone.connect(loudness).connect(sound.destination);
	tone.start(from);
	tone.stop(from + 1.6);
}
