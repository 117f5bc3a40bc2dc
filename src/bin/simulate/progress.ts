import type { WriteStream } from 'node:tty';

/** Says on standard error how far the work is: a bar that redraws itself, or a line for each tenth where nobody watches. */
export interface Progress {
	/** So many of `of` are done. */
	at(done: number, of: number): void;
	end(): void;
}

export function showProgress(what: string, out: Pick<WriteStream, 'write' | 'isTTY'>, watched = out.isTTY): Progress {
	let told = -1;
	return {
		at(done, of) {
			const part = of === 0 ? 1 : done / of;
			const step = Math.floor(part * (watched ? 100 : 10));
			if (step === told) return;
			told = step;
			out.write(watched ? `\r${what} ${bar(part)} ${Math.floor(part * 100)}%` : `${what}: ${step * 10}%\n`);
		},
		end() {
			if (watched) out.write('\r\u001b[2K');
		}
	};
}

const WIDTH = 30;

function bar(part: number): string {
	const full = Math.round(part * WIDTH);
	return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
}
