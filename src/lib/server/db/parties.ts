import { joinNeeds, type Party, splitNeeds } from '../../domain/visit.ts';
import type { Codes } from '../codes.ts';
import type { VisitRow } from './schema.ts';

type PartyColumns = Pick<
	VisitRow,
	'name_sealed' | 'name_lookup' | 'party' | 'language' | 'needs' | 'needs_other' | 'interpreter' | 'how_to_call'
>;

/** A party as its columns, in `booking` and `visit` alike. The name is sealed; its look-up finds an exact full name. */
export function partyColumns(codes: Codes, party: Party, folded: string | null): PartyColumns {
	return {
		name_sealed: party.name === null ? null : codes.seal('name', party.name),
		name_lookup: folded === null ? null : codes.lookup('name', folded),
		party: party.size,
		language: party.language,
		needs: joinNeeds(party.needs),
		needs_other: party.needsOther,
		interpreter: party.interpreter,
		how_to_call: party.howToCall
	};
}

export function toParty(codes: Codes, row: PartyColumns): Party {
	return {
		name: row.name_sealed === null ? null : codes.unseal('name', row.name_sealed),
		size: row.party,
		language: row.language,
		needs: splitNeeds(row.needs),
		needsOther: row.needs_other,
		interpreter: row.interpreter,
		howToCall: row.how_to_call
	};
}
