import { type ChildProcess, fork } from 'node:child_process';
import type { Place } from '#lib/server/db/connect.ts';
import { testKey } from '../support/databases.ts';
import type { Deed } from './deeds.ts';

/** What the crowd is asked over a pipe, and what it says back. */
export type Asked = { open: Place; key: string } | { close: true } | { deed: Deed; input: unknown; at: number };
export type Said = { done: unknown } | { threw: string };

/** Processes of their own, each with its own handle on one database, as command-line tools and several servers have. */
export interface Crowd {
	/** Every process opens the database, all at once. */
	open(place: Place): Promise<void>;
	close(): Promise<void>;
	/** Each input to one process; all begin at the same moment. Gives their answers in the same order. */
	all<T>(deed: Deed, inputs: unknown[]): Promise<T[]>;
	leave(): Promise<void>;
}

/** Long enough for a message to reach every process before the start, in milliseconds. */
const HEADWAY = 40;

export async function gather(size: number): Promise<Crowd> {
	const racers = Array.from({ length: size }, () => fork(new URL('racer.ts', import.meta.url), { execArgv: [] }));
	await Promise.all(racers.map((racer) => heard(racer)));
	const each = (asked: Asked) => Promise.all(racers.map((racer) => ask(racer, asked)));
	return {
		open: async (place) => void (await each({ open: place, key: testKey.toString('base64') })),
		close: async () => void (await each({ close: true })),
		async all<T>(deed: Deed, inputs: unknown[]) {
			if (inputs.length > size) throw new Error(`${inputs.length} deeds for ${size} processes`);
			const at = Date.now() + HEADWAY;
			return Promise.all(inputs.map((input, i) => ask(racers[i] as ChildProcess, { deed, input, at }) as Promise<T>));
		},
		async leave() {
			await Promise.all(racers.map((racer) => new Promise((gone) => racer.once('exit', gone).disconnect())));
		}
	};
}

async function ask(racer: ChildProcess, asked: Asked): Promise<unknown> {
	const answer = heard(racer);
	racer.send(asked);
	const said = await answer;
	if ('threw' in said) throw new Error(said.threw);
	return said.done;
}

function heard(racer: ChildProcess): Promise<Said> {
	return new Promise((resolve, reject) => {
		const gone = () => reject(new Error('a process ended before it answered'));
		racer.once('exit', gone);
		racer.once('message', (said) => {
			racer.off('exit', gone);
			resolve(said as Said);
		});
	});
}
