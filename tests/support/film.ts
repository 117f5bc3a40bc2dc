import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a camera sees of a code: how large, how turned, how sharp, in what light. */
export interface Scene {
	/** Pixels a module of the code takes in the picture. */
	module?: number;
	/** Degrees. */
	turned?: number;
	/** How much narrower the far side is than the near one, from 0 (held straight) on. */
	tilted?: number;
	/** Radius of the blur, in pixels. */
	blur?: number;
	/** How far the hand moves sideways while one picture is taken, in pixels. */
	moved?: number;
	/** The brightest and the darkest the code gets, from 0 to 255. */
	light?: [dark: number, bright: number];
	/** A lamp mirrored in a phone's screen: its radius, in pixels. */
	glare?: number;
	/** Light on dark, as some phones show it at night. */
	inverted?: boolean;
	/** Grain of a bad camera in bad light: so many levels up or down. */
	grain?: number;
}

const WIDTH = 640;
const HEIGHT = 480;
/** Pictures in a film, and how many of them a second shows. */
const FRAMES = 6;
const RATE = 12;

/** A code as the squares of its drawing; `null` for nothing before the camera. */
export type Drawing = { size: number; dark: (x: number, y: number) => boolean } | null;

/** The drawing on a page of ours: `viewBox` and a path of squares, quiet zone included. */
export function drawingOf({ size, path }: { size: number; path: string }): Drawing {
	const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
	return { size, dark: (x, y) => dark.has(`${x} ${y}`) };
}

/** A file that Chromium plays as its camera, over and over. */
export function film(drawing: Drawing, scene: Scene = {}): string {
	const file = join(mkdtempSync(join(tmpdir(), 'one-roof-film-')), 'scene.y4m');
	const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420jpeg\n`);
	const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
	const frames = Array.from({ length: FRAMES }, (_, index) => [
		Buffer.from('FRAME\n'),
		picture(drawing, scene, index),
		grey
	]);
	writeFileSync(file, Buffer.concat([header, ...frames.flat()]));
	return file;
}

function picture(drawing: Drawing, scene: Scene, index: number): Buffer {
	const { light: [dark, bright] = [30, 225], grain = 0, glare = 0, inverted = false } = scene;
	// A hand is never quite still.
	const shake = Math.sin((index / FRAMES) * 2 * Math.PI);
	let levels = new Float32Array(WIDTH * HEIGHT);
	for (let y = 0; y < HEIGHT; y++)
		for (let x = 0; x < WIDTH; x++) {
			let lit = 0;
			for (const [dx, dy] of [
				[0.25, 0.25],
				[0.75, 0.25],
				[0.25, 0.75],
				[0.75, 0.75]
			] as const)
				lit += isLight(drawing, scene, x + dx - shake * 2, y + dy + shake) !== inverted ? 0.25 : 0;
			levels[y * WIDTH + x] = dark + (bright - dark) * lit;
		}
	const radius = Math.round(scene.blur ?? 0);
	// Three times a box is nearly what a lens out of focus does.
	for (let round = 0; round < 3 && radius > 0; round++)
		levels = smear(smear(levels, radius, 1, WIDTH), radius, WIDTH, HEIGHT);
	if (scene.moved) levels = smear(levels, Math.round(scene.moved / 2), 1, WIDTH);
	const random = chance(index + 1);
	return Buffer.from(
		levels.map((level, at) => {
			const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
			const lamp = glare > 0 ? 255 * Math.max(0, 1 - Math.hypot(x - WIDTH / 2 - 30, y - HEIGHT / 2 - 20) / glare) : 0;
			return Math.max(0, Math.min(255, level + lamp + grain * (2 * random() - 1)));
		})
	);
}

/** Whether this point of the picture is light: the paper, the wall behind it, or a light square. */
function isLight(drawing: Drawing, scene: Scene, x: number, y: number): boolean {
	if (drawing === null) return true;
	const { module = 7, turned = 0, tilted = 0 } = scene;
	const angle = (-turned * Math.PI) / 180;
	const [fromX, fromY] = [x - WIDTH / 2, y - HEIGHT / 2];
	const across = fromX * Math.cos(angle) - fromY * Math.sin(angle);
	const down = fromX * Math.sin(angle) + fromY * Math.cos(angle);
	const half = (drawing.size * module) / 2;
	const depth = 1 + (tilted * down) / half;
	const column = Math.floor((across * depth + half) / module);
	const row = Math.floor((down * depth + half) / module);
	const outside = column < 0 || row < 0 || column >= drawing.size || row >= drawing.size;
	return outside || !drawing.dark(column, row);
}

/** Each level becomes the mean of those within `radius` along one direction. */
function smear(levels: Float32Array, radius: number, step: number, length: number): Float32Array<ArrayBuffer> {
	const out = new Float32Array(levels.length);
	for (let at = 0; at < levels.length; at++) {
		const place = step === 1 ? at % WIDTH : Math.floor(at / WIDTH);
		let sum = 0;
		let count = 0;
		for (let by = -radius; by <= radius; by++)
			if (place + by >= 0 && place + by < length) {
				sum += levels[at + by * step] ?? 0;
				count += 1;
			}
		out[at] = sum / count;
	}
	return out;
}

/** The same grain each time. */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}
