/** Why there is no picture. `denied`: whoever set the tablet up has to allow it; `away`: in use elsewhere, or unplugged. */
export type NoPicture = 'denied' | 'none' | 'away';

export type Opened = { ok: true; camera: Camera } | { ok: false; why: NoPicture };

/** A camera that is on. */
export interface Camera {
	stream: MediaStream;
	/** It looks at whoever sees its picture. */
	mirrored: boolean;
	/** The light beside it; null where it has none. */
	torch: ((on: boolean) => Promise<void>) | null;
	/** The ids of the others, to choose one. */
	others: string[];
	off(): void;
}

/** Says whether this tablet has a camera it may be asked for, now and whenever that changes. Asks for no permission. */
export function watchCameras(tell: (has: boolean) => void): () => void {
	// Without HTTPS there is no such thing.
	const media = navigator.mediaDevices as MediaDevices | undefined;
	async function look(): Promise<void> {
		const devices = await media?.enumerateDevices().catch(() => []);
		tell(devices?.some(({ kind }) => kind === 'videoinput') ?? false);
	}
	void look();
	media?.addEventListener('devicechange', look);
	return () => media?.removeEventListener('devicechange', look);
}

/** Turns on a camera by its id; without one, or when that has gone, the one that looks at whoever stands there. */
export async function openCamera(chosen: string | null): Promise<Opened> {
	const first = await open(chosen === null ? { facingMode: 'user' } : { deviceId: { exact: chosen } });
	return first.ok || chosen === null || first.why === 'denied' ? first : open({ facingMode: 'user' });
}

async function open(which: MediaTrackConstraints): Promise<Opened> {
	try {
		const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 } };
		const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video });
		return { ok: true, camera: await cameraOf(stream) };
	} catch (error) {
		return { ok: false, why: whyNot(error) };
	}
}

async function cameraOf(stream: MediaStream): Promise<Camera> {
	const [track] = stream.getVideoTracks();
	const own = track?.getSettings().deviceId;
	const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
	const cameras = devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId);
	const at = own === undefined ? -1 : cameras.indexOf(own);
	return {
		stream,
		mirrored: track?.getSettings().facingMode !== 'environment',
		torch: track && hasTorch(track) ? (on) => lightUp(track, on) : null,
		// From the one after this on, so that pressing again and again comes round to each.
		others: [...cameras.slice(at + 1), ...cameras.slice(0, Math.max(0, at))],
		off: () => stream.getTracks().forEach((one) => one.stop())
	};
}

function hasTorch(track: MediaStreamTrack): boolean {
	return (track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
}

async function lightUp(track: MediaStreamTrack, on: boolean): Promise<void> {
	await track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}

function whyNot(error: unknown): NoPicture {
	const name = error instanceof DOMException ? error.name : '';
	if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
	return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'away';
}
