/** Something to measure: does `count` pieces of work, and says what they are compared with. */
export interface Contender {
	name: string;
	/** The contender in the same table whose rate counts as 1. */
	against: string;
	count: number;
	/** Done before each run, and not timed. */
	prepare?(): Promise<void>;
	run(count: number): Promise<void> | void;
}

export interface Measured {
	name: string;
	perSecond: number;
	ratio: number;
	against: string;
}

/** Every contender once each round, in turn, so that a busy moment of the machine hits all of them. Rates are medians. */
export async function measure(contenders: Contender[], rounds = 5): Promise<Measured[]> {
	const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const { name, count, prepare, run } of contenders) {
			progress(`${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}: ${name}`);
			await prepare?.();
			const began = performance.now();
			await run(count);
			if (round > 0) rates.get(name)?.push((count * 1000) / (performance.now() - began));
		}
	}
	progress('');
	const rate = (name: string) => median(rates.get(name) ?? []);
	return contenders.map(({ name, against }) => ({
		name,
		against,
		perSecond: rate(name),
		ratio: rate(name) / rate(against)
	}));
}

export function table(title: string, rows: Measured[]): string {
	const wide = Math.max(...rows.map(({ name }) => name.length));
	const lines = rows.map(({ name, perSecond, ratio, against }) => {
		const figure = Math.round(perSecond).toLocaleString('en').padStart(9);
		return `  ${name.padEnd(wide)} ${figure} /s  ${name === against ? '(the measure)' : `${ratio.toFixed(2)} × ${against}`}`;
	});
	return [title, ...lines, ''].join('\n');
}

function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

/** One line that writes itself over; nothing where nobody watches. */
function progress(text: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
	else if (text !== '') process.stderr.write(`${text}\n`);
}
