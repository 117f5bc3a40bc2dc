/** A source of numbers from 0 up to, not including, 1, each as likely as any other. */
export type Uniform = () => number;

/** Length of talks as a Gamma distribution: `shape` and `rate` above 0, mean `shape / rate`. */
export interface Gamma {
	shape: number;
	/** A minute. */
	rate: number;
}

/** The logarithm of the Gamma function above 0, by Stirling's series (DLMF 5.11.1) after the recurrence up to 8; good to 1e-9. */
export function lnGamma(x: number): number {
	let shift = 0;
	let z = x;
	for (; z < 8; z++) shift += Math.log(z);
	const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5);
	return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** How likely it is that something lasts longer than `minutes`: 1 at 0, falling to 0. */
export function survival({ shape, rate }: Gamma, minutes: number): number {
	const x = rate * minutes;
	if (x <= 0) return 1;
	const front = Math.exp(shape * Math.log(x) - x - lnGamma(shape));
	return x < shape + 1 ? Math.max(0, 1 - front * lowerSeries(shape, x)) : front * upperFraction(shape, x);
}

/** DLMF 8.7.1 (as 8.11.4): the lower function over its front factor. */
function lowerSeries(a: number, x: number): number {
	let term = 1 / a;
	let sum = term;
	for (let n = 1; term > sum * 1e-12; n++) {
		term *= x / (a + n);
		sum += term;
	}
	return sum;
}

/** DLMF 8.9.2: the upper function over its front factor, the continued fraction by Lentz's method. */
function upperFraction(a: number, x: number): number {
	let b = x + 1 - a;
	let c = 1e300;
	let d = 1 / b;
	let h = d;
	for (let n = 1; n < 500; n++) {
		const numerator = -n * (n - a);
		b += 2;
		d = 1 / (numerator * d + b);
		c = b + numerator / c;
		h *= d * c;
		if (Math.abs(d * c - 1) < 1e-12) break;
	}
	return h;
}

/**
 * Minutes something lasts in all, given that it has lasted `lasted` already; never less than that.
 * Up to the mean by drawing until one is longer; in the tail by Dagpunar, Sampling of variates from a truncated gamma
 * distribution, J. Statist. Comput. Simul. 8 (1978) 59-64: an exponential that touches the tail at its start.
 */
export function drawLonger(gamma: Gamma, lasted: number, uniform: Uniform): number {
	const from = gamma.rate * lasted;
	if (from <= gamma.shape) {
		for (;;) {
			const minutes = drawGamma(gamma, uniform);
			if (minutes >= lasted) return minutes;
		}
	}
	const { shape, rate } = gamma;
	const power = shape - 1;
	const slope = power > 0 ? 1 - power / from : 1;
	for (;;) {
		const more = -Math.log(1 - uniform()) / slope;
		const lean = power > 0 ? (power * more) / from : 0;
		if (Math.log(1 - uniform()) <= power * Math.log1p(more / from) - lean) return lasted + more / rate;
	}
}

/**
 * Minutes drawn from a Gamma distribution. Marsaglia & Tsang, A simple method for generating gamma variables,
 * ACM Transactions on Mathematical Software 26 (2000) 363-372; shapes below 1 by their section 6.
 */
export function drawGamma({ shape, rate }: Gamma, uniform: Uniform): number {
	if (shape < 1) {
		const boost = (1 - uniform()) ** (1 / shape);
		return boost * drawGamma({ shape: shape + 1, rate }, uniform);
	}
	const d = shape - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = drawNormal(uniform);
		const v = (1 + c * x) ** 3;
		if (v <= 0) continue;
		if (Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / rate;
	}
}

/** A standard normal number. Box & Muller, A note on the generation of random normal deviates (1958). */
export function drawNormal(uniform: Uniform): number {
	return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
