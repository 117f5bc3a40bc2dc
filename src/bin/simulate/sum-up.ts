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
	/** Of everybody. */
	waitP95: number;
	walkInWaitP95: number;
	bookedWaitP95: number;
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
		bookedWaitMean: mean(booked),
		waitP95: quantile([...walkIns, ...booked], 0.95),
		walkInWaitP95: quantile(walkIns, 0.95),
		bookedWaitP95: quantile(booked, 0.95)
	};
}

export interface Change {
	/** Per cent more than the other; of all days together. */
	percent: number;
	/** Half the width of its 95% confidence interval. */
	give: number;
}

const GROUPS = 20;
/** Student's t for 95% with one degree of freedom fewer than groups. */
const T = 2.093;

/** The fewest days of which a change can be told. */
export const LEAST_DAYS = 2 * GROUPS;

/**
 * How much more of `key` there is in `b` than in `a`, of the same days. Its interval is that of twenty groups of days, each
 * summed up alone (batch means; Law, Simulation Modeling and Analysis, ch. 9): both met the same people, so it is narrow.
 */
export function changeOf(key: keyof MoreFigures, a: readonly Measured[], b: readonly Measured[]): Change {
	const percent = (from: readonly Measured[], to: readonly Measured[]) => 100 * (sumUp(to)[key] / sumUp(from)[key] - 1);
	const groups = Array.from({ length: GROUPS }, (_, group) => {
		const ofGroup = (days: readonly Measured[]) => days.filter((_, day) => day % GROUPS === group);
		return percent(ofGroup(a), ofGroup(b));
	});
	const middle = mean(groups);
	const variance = mean(groups.map((one) => (one - middle) ** 2)) * (GROUPS / (GROUPS - 1));
	return { percent: percent(a, b), give: T * Math.sqrt(variance / GROUPS) };
}
