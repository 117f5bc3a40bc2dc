/** Numbers at random that come out the same again from the same seed. */
export interface Chance {
	/** From 0 up to 1. */
	even(): number;
	/** With this mean and standard deviation. */
	normal(mean: number, deviation: number): number;
	/** Never below 0, with this mean and standard deviation. */
	gamma(mean: number, deviation: number): number;
	/** Above 0 and with a long tail, with this mean and standard deviation. */
	logNormal(mean: number, deviation: number): number;
	/** Whether something of this chance happens. */
	happens(chance: number): boolean;
	/** One of these by weight. */
	oneOf<T extends { weight: number }>(choices: readonly T[]): T;
	/** The same in another order, every order equally likely. */
	shuffled<T>(list: readonly T[]): T[];
}

/** A stream of its own for each list of whole numbers: a day does not change when days before it are left out. */
export function chanceFrom(...seeds: number[]): Chance {
	const even = sfc32(seeds);
	function normal(mean: number, deviation: number): number {
		// Box and Muller, A note on the generation of random normal deviates (1958).
		return mean + deviation * Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
	}
	return {
		even,
		normal,
		gamma: (mean, deviation) => gamma((mean / deviation) ** 2, even, normal) * (deviation ** 2 / mean),
		logNormal(mean, deviation) {
			const spread = Math.log(1 + (deviation / mean) ** 2);
			return Math.exp(normal(Math.log(mean) - spread / 2, Math.sqrt(spread)));
		},
		happens: (chance) => even() < chance,
		oneOf: (choices) => oneOf(choices, even),
		shuffled: (list) => shuffled(list, even)
	};
}

/**
 * Chris Doty-Humphrey's sfc32 of PractRand (pracrand.sourceforge.net), which passes that suite's tests: four words of
 * state, a counter among them, so that every seed has a period of at least 2^32. The first rounds mix the seed in.
 */
function sfc32(seeds: readonly number[]): () => number {
	let [a, b, c, counter] = [seeds[0] ?? 0, seeds[1] ?? 0, seeds[2] ?? 0, 1];
	function next(): number {
		const t = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + t) | 0;
		return (t >>> 0) / 2 ** 32;
	}
	for (let round = 0; round < 15; round++) next();
	return next;
}

/** Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000), with their step for shapes below 1. */
function gamma(shape: number, even: () => number, normal: (mean: number, deviation: number) => number): number {
	if (shape < 1) return gamma(shape + 1, even, normal) * (1 - even()) ** (1 / shape);
	const d = shape - 1 / 3;
	for (;;) {
		const x = normal(0, 1);
		const v = (1 + x / Math.sqrt(9 * d)) ** 3;
		if (v > 0 && Math.log(1 - even()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
	}
}

function oneOf<T extends { weight: number }>(choices: readonly T[], even: () => number): T {
	let left = even() * choices.reduce((sum, { weight }) => sum + weight, 0);
	const found = choices.find(({ weight }) => (left -= weight) < 0) ?? choices.at(-1);
	if (found === undefined) throw new Error('One of nothing');
	return found;
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], even: () => number): T[] {
	const mixed = [...list];
	for (let last = mixed.length - 1; last > 0; last--) {
		const other = Math.floor(even() * (last + 1));
		[mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
	}
	return mixed;
}
