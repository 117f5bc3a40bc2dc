import { drawLonger, type Gamma, lnGamma, survival, type Uniform } from './gamma.ts';

/**
 * How long conversations take at one agency, learnt from today: a Gamma distribution whose shape and mean are not known.
 * Before anything is seen, the agency's typical minutes count as {@link PRIOR_TALKS} conversations of that mean
 * (for a given shape k the mean is inverse-Gamma, the conjugate prior: Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6).
 * A conversation that is over counts by the density; one that still goes on after c minutes by how likely it is to last
 * longer than c, which is right-censoring (Cox & Oakes, Analysis of Survival Data, 1984). That product has no closed
 * form, so it is summed over a grid of shapes and means: exact but for the grid.
 */
export interface Talk {
	/** From sitting down to getting up, or until now. */
	minutes: number;
	over: boolean;
	/** Their rep said that it takes long. */
	long?: boolean;
}

/** What is believed of one agency's pace: possible distributions and how likely each is. */
export interface Belief {
	paces: readonly Gamma[];
	/** Sums of the likelihoods up to and including each; the last is 1. */
	upTo: readonly number[];
}

/** As many conversations as the agency's typical minutes are worth. */
export const PRIOR_TALKS = 6;
/** Shapes thought of, from exponential to nearly regular; the middle ones, as most services measured, are likelier. */
const SHAPES = [1, 1.5, 2, 3, 4, 6].map((shape, i) => ({ shape, prior: [1, 2, 3, 3, 2, 1][i] ?? 1 }));
const MEANS = 40;
/** The means looked at reach from a fourth to four times of the likeliest. */
const REACH = 4;

/** What today's `talks` make likely at an agency that says its conversations typically take `typicalMinutes`. */
export function believe(typicalMinutes: number, talks: readonly Talk[], priorTalks = PRIOR_TALKS): Belief {
	const over = talks.filter((talk) => talk.over).map(({ minutes }) => Math.max(minutes, 0.1));
	const goingOn = talks.filter((talk) => !talk.over && talk.minutes > 0).map(({ minutes }) => minutes);
	const sum = over.reduce((all, minutes) => all + minutes, priorTalks * typicalMinutes);
	const logs = over.reduce((all, minutes) => all + Math.log(minutes), 0);
	const middle = Math.max(sum / (priorTalks + over.length), ...goingOn.map((minutes) => minutes / REACH));
	const paces: Gamma[] = [];
	const weights: number[] = [];
	for (const { shape: k, prior } of SHAPES)
		for (let i = 0; i < MEANS; i++) {
			const mean = middle * REACH ** ((2 * i) / (MEANS - 1) - 1);
			const rate = k / mean;
			// The prior's density of the rate, then of each conversation; over the logarithm of the mean, hence one more `rate`.
			const a = priorTalks * k + 1;
			const b = priorTalks * typicalMinutes;
			let log = Math.log(prior) + a * Math.log(b) - lnGamma(a) + (a + over.length * k) * Math.log(rate) - rate * sum;
			log += (k - 1) * logs - over.length * lnGamma(k);
			for (const minutes of goingOn) log += Math.log(Math.max(survival({ shape: k, rate }, minutes), 1e-300));
			paces.push({ shape: k, rate });
			weights.push(log);
		}
	return { paces, upTo: summed(weights) };
}

/** The mean that is believed in, in minutes. */
export function meanOf({ paces, upTo }: Belief): number {
	return paces.reduce((all, { shape, rate }, i) => all + (shape / rate) * ((upTo[i] ?? 0) - (upTo[i - 1] ?? 0)), 0);
}

/** One of the distributions believed in, as likely as it is believed. */
export function drawPace({ paces, upTo }: Belief, uniform: Uniform): Gamma {
	const at = uniform();
	let low = 0;
	let high = paces.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((upTo[middle] ?? 1) > at) high = middle;
		else low = middle + 1;
	}
	return paces[low] ?? { shape: 1, rate: 1 };
}

/**
 * Minutes a conversation takes in all, given that it has lasted `lasted`. One that its rep called long is as long as two:
 * the sum of two Gammas of one rate has both their shapes.
 */
export function drawTalk(pace: Gamma, lasted: number, long: boolean, uniform: Uniform): number {
	return drawLonger(long ? { shape: 2 * pace.shape, rate: pace.rate } : pace, lasted, uniform);
}

/** Logarithms of weights as sums of weights that end in 1. */
function summed(logs: readonly number[]): number[] {
	const most = Math.max(...logs);
	const weights = logs.map((log) => Math.exp(log - most));
	const all = weights.reduce((a, b) => a + b, 0);
	let so = 0;
	return weights.map((weight) => (so += weight / all));
}
