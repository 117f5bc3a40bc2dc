import type { Rep } from '../../../domain/actor.ts';
import { hearsHelp, type HelpSeen, type OwnHelp } from '../../../domain/help.ts';
import { agencyById } from '../../db/agencies.ts';
import type { Reader } from '../../db/change.ts';
import { lastTableOf, type OpenHelpCall, openHelpCalls, tableNow } from '../../db/help-calls.ts';

/** Help at a rep's own desk and at those of others, as far as their agency is told of it. */
export interface HelpAtDesk {
	own: OwnHelp | null;
	others: HelpSeen[];
}

export async function helpAtDesk(db: Reader, dropInId: string, rep: Rep): Promise<HelpAtDesk> {
	const calls = await openHelpCalls(db, dropInId);
	if (calls.length === 0) return { own: null, others: [] };
	const agency = await agencyById(db, rep.agencyId);
	const own = calls.find(({ repId }) => repId === rep.staffId);
	const others = calls.filter(
		(call) => call.repId !== rep.staffId && agency && hearsHelp({ agencyId: agency.id, kind: agency.kind }, call.agency)
	);
	return {
		own: own ? { id: own.id, since: own.since, coming: comingTo(own) } : null,
		others: await Promise.all(others.map((call) => describeCall(db, call, rep.staffId)))
	};
}

/** Help wanted anywhere at a drop-in, as its coordinator sees it: a shared table's number without the agency at it. */
export async function helpInRoom(db: Reader, dropInId: string, staffId: string | null): Promise<HelpSeen[]> {
	const calls = await openHelpCalls(db, dropInId);
	return Promise.all(calls.map((call) => describeCall(db, call, staffId)));
}

async function describeCall(db: Reader, call: OpenHelpCall, staffId: string | null): Promise<HelpSeen> {
	const hasOwn = call.ownTable !== null;
	const table = hasOwn ? await tableOfOwn(db, call) : await lastTableOf(db, call.deskId);
	// Of an agency with a table of its own two numbers would tell where else it sat down.
	const before = hasOwn ? null : await lastTableOf(db, call.deskId, call.since);
	return {
		id: call.id,
		table,
		askedAt: before === table ? null : before,
		agency: table !== null && table === call.ownTable ? call.agency.name : null,
		who: table === null ? call.repName : null,
		since: call.since,
		coming: comingTo(call),
		isMine: call.answered !== null && call.answered.by === staffId
	};
}

/** A rep with a table of their own may sit in at a colleague's: there they are found by the number alone. */
async function tableOfOwn(db: Reader, call: OpenHelpCall): Promise<number | null> {
	return (await tableNow(db, call.deskId)) ?? call.ownTable;
}

function comingTo({ answered }: OpenHelpCall): HelpSeen['coming'] {
	return answered && { name: answered.name };
}
