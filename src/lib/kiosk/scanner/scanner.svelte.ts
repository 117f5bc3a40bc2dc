import { type Camera, openCamera } from './camera.ts';
import { lookAt, type Seen } from './look.ts';
import { codeReader } from './reader.ts';

/** How long a foreign code is spoken of after it was last seen, in milliseconds: time to read it, whatever the hand does. */
const SAID = 4_000;
/** Looked at for so long without a code, it helps to say what may help, in milliseconds. */
const SLOW = 6_000;

interface Hooks {
	/** A ticket's code, as it was read. Nothing more is looked at. */
	found(code: string): void;
	/** There is no camera to look through here: it is not allowed, or not there. */
	blind(): void;
}

/** Looks through the tablet's camera for a ticket's code while its screen is shown. No picture leaves it. */
export class Scanner {
	state = $state<'starting' | 'looking' | 'foreign' | 'away'>('starting');
	camera = $state.raw<Camera | null>(null);
	lit = $state(false);
	/** Nothing was found for a while. */
	isSlow = $state(false);
	#round = $state(0);
	#chosen: string | null = null;
	#foreignAt = -Infinity;
	#since = Infinity;
	readonly #hooks: Hooks;

	constructor(hooks: Hooks) {
		this.#hooks = hooks;
	}

	/** For the video the picture is shown in: on with it, off without it, and anew at each `again`. */
	watch = (video: HTMLVideoElement): (() => void) => {
		void this.#round;
		let off = (): void => {};
		let over = false;
		const isOver = (): boolean => over;
		void this.#start(video, isOver).then((stop) => {
			if (over) stop();
			else off = stop;
		});
		return () => {
			over = true;
			off();
		};
	};

	again(): void {
		this.#round += 1;
	}

	/** Turns to the tablet's next camera. The next person begins with the usual one. */
	other(): void {
		const [next] = this.camera?.others ?? [];
		if (next === undefined) return;
		this.#chosen = next;
		this.again();
	}

	light(): void {
		this.lit = !this.lit;
		void this.camera?.torch?.(this.lit).catch(() => (this.lit = false));
	}

	/** Gives what turns it off. */
	async #start(video: HTMLVideoElement, isOver: () => boolean): Promise<() => void> {
		this.state = 'starting';
		this.lit = false;
		const nothing = (): void => {};
		// First what reads, however long it takes to fetch: a camera that is on is one that is looked through.
		const read = await codeReader().catch(() => null);
		if (isOver()) return nothing;
		if (read === null) {
			this.state = 'away';
			return nothing;
		}
		const opened = await openCamera(this.#chosen);
		if (isOver()) return opened.ok ? opened.camera.off : nothing;
		if (!opened.ok) {
			if (opened.why === 'away') this.state = 'away';
			else this.#hooks.blind();
			return nothing;
		}
		const { camera } = opened;
		this.camera = camera;
		video.srcObject = camera.stream;
		// Refused where the page is hidden meanwhile; it goes on by itself.
		void video.play().catch(() => {});
		this.state = 'looking';
		this.#since = performance.now();
		const stopLooking = lookAt(video, read, (seen) => this.#see(seen));
		camera.stream.getVideoTracks()[0]?.addEventListener('ended', () => (this.state = 'away'));
		return () => {
			stopLooking();
			camera.off();
			video.srcObject = null;
			this.camera = null;
		};
	}

	#see(seen: Seen): void {
		const now = performance.now();
		if (seen.kind === 'ticket') return this.#hooks.found(seen.code);
		if (seen.kind === 'foreign') this.#foreignAt = now;
		this.isSlow = now - this.#since > SLOW;
		if (this.state === 'looking' || this.state === 'foreign')
			this.state = now - this.#foreignAt < SAID ? 'foreign' : 'looking';
	}
}
