/** Ticked among the topics by somebody who does not know yet what to choose: a welcomer helps. */
export const UNSURE = 'unsure';
