/** A ticket's number: three digits that tell neither order nor arrival. */
export type TicketNumber = string;

/** Digits that are digits upside down as well. */
const TURNS_ROUND = new Set('01689');

/** Every number a drop-in can give out: 100 to 999, without those that are another number when the paper is upside down. */
export const ticketNumbers: readonly TicketNumber[] = Array.from({ length: 900 }, (_, index) =>
	String(index + 100)
).filter((number) => [...number].some((digit) => !TURNS_ROUND.has(digit)));

/**
 * A number nobody at this drop-in has had, or null when none is left.
 * @param draw gives a whole number from 0 up to its argument, at random
 */
export function drawNumber(given: ReadonlySet<TicketNumber>, draw: (limit: number) => number): TicketNumber | null {
	const left = ticketNumbers.filter((number) => !given.has(number));
	return left.length === 0 ? null : (left[draw(left.length)] ?? null);
}

/** Several such numbers in random order: a tablet's block. Fewer when fewer are left. */
export function drawBlock(
	given: ReadonlySet<TicketNumber>,
	size: number,
	draw: (limit: number) => number
): TicketNumber[] {
	const left = ticketNumbers.filter((number) => !given.has(number));
	const block: TicketNumber[] = [];
	while (block.length < size && left.length > 0) block.push(...left.splice(draw(left.length), 1));
	return block;
}

/** The same in random order. */
export function shuffled<T>(list: readonly T[], draw: (limit: number) => number): T[] {
	const left = [...list];
	return Array.from(list, () => left.splice(draw(left.length), 1)).flat();
}
