import { mean, type Measured, quantile } from './measure.ts';

/** One policy over all its days; minutes throughout, people for `worstOvertaking`. */
export interface Figures {
	stayMean: number;
	stayP95: number;
	multiStay: number;
	singleStay: number;
	walkInWaitP90: number;
	bookedWaitP90: number;
	tableIdle: number;
	lastLeaves: number;
	worstOvertaking: number;
}

/** Also in the table, not in the JSON. */
export interface MoreFigures extends Figures {
	walkInWaitMean: number;
	bookedWaitMean: number;
}

/** People of all days together; of what a day has one of, the mean over the days. */
export function sumUp(days: readonly Measured[]): MoreFigures {
	const multi = days.flatMap((day) => day.multiStays);
	const single = days.flatMap((day) => day.singleStays);
	const walkIns = days.flatMap((day) => day.walkInWaits);
	const booked = days.flatMap((day) => day.bookedWaits);
	return {
		stayMean: mean([...multi, ...single]),
		stayP95: quantile([...multi, ...single], 0.95),
		multiStay: mean(multi),
		singleStay: mean(single),
		walkInWaitP90: quantile(walkIns, 0.9),
		bookedWaitP90: quantile(booked, 0.9),
		tableIdle: mean(days.map((day) => day.tableIdle)),
		lastLeaves: mean(days.map((day) => day.lastLeaves)),
		worstOvertaking: mean(days.map((day) => day.worstOvertaking)),
		walkInWaitMean: mean(walkIns),
		bookedWaitMean: mean(booked)
	};
}

export interface Difference {
	/** Mean over the days of that day's difference. */
	mean: number;
	/** Half the width of its 95% confidence interval; the days are many, so the normal one. */
	give: number;
}

/** How much more `b` is than `a`, day by day: both met the same people. */
export function pairedDifference(a: readonly number[], b: readonly number[]): Difference {
	const differences = a.map((value, day) => (b[day] ?? 0) - value);
	const middle = mean(differences);
	const variance = mean(differences.map((one) => (one - middle) ** 2));
	return { mean: middle, give: (1.96 * Math.sqrt(variance)) / Math.sqrt(Math.max(1, differences.length - 1)) };
}
