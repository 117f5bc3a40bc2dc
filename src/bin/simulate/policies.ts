import { type Policy } from '../../lib/domain/policies.ts';
import * as policies from '../../lib/domain/policies.ts';

export const OURS = 'simultaneous with credit';

/** What is compared, under the names of the table. */
export const compared: Readonly<Record<string, Policy>> = {
	[OURS]: policies.simultaneousWithCredit,
	'simultaneous first-come': policies.simultaneousFirstCome,
	'booked first': policies.bookedFirst,
	'serial rejoin': policies.serialRejoin,
	'serial keep arrival': policies.serialKeepArrival
};
