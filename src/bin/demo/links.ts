import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { showReference } from '../../lib/domain/reference.ts';
import type { Seeded } from './seed.ts';

/** Where everything is, for people and for programs. The shape of `demo-links.json` is relied upon: see the README. */
export function linksOf(origin: string, { signIns, dropIns, agencies, pairing }: Seeded) {
	const isHere = (agency: string) => agencies.includes(agency);
	return {
		public: `${origin}/`,
		kiosk: `${origin}/pair/${pairing.kiosk}`,
		board: `${origin}/pair/${pairing.board}`,
		door: `${origin}/welcome`,
		admin: `${origin}/admin`,
		desks: agencies.map((agency) => ({ agency, url: `${origin}/desk` })),
		signIns: signIns.map((one) => (one.agency === undefined ? one : { ...one, today: isHere(one.agency) })),
		dropIns: dropIns.map(({ slug, state }) => ({ slug, state, url: `${origin}/d/${slug}` }))
	};
}

export function writeLinks(folder: string, links: ReturnType<typeof linksOf>): void {
	writeFileSync(join(folder, 'demo-links.json'), `${JSON.stringify(links, null, '\t')}\n`);
}

/** The same for a person. */
export function printLinks(links: ReturnType<typeof linksOf>, { booking }: Seeded, say: (line: string) => void): void {
	const width = Math.max(...links.signIns.map(({ email }) => email.length));
	const places = {
		'Resident pages': links.public,
		'Kiosk (pairs itself)': links.kiosk,
		'Board (pairs itself)': links.board,
		Desk: links.desks[0]?.url ?? '',
		Door: links.door,
		Admin: links.admin
	};
	say('\nThis is a demonstration: nothing in it is real. It starts afresh each time.\n');
	for (const [name, url] of Object.entries(places)) say(`  ${name.padEnd(22)}${url}`);
	say(`\nSign in at desk, door and admin with the password  ${links.signIns[0]?.password}`);
	for (const one of links.signIns) say(`  ${one.email.padEnd(width + 2)}${whoIs(one)}`);
	say(`\nSomebody who has booked for today, to check in at the kiosk: ${showReference(booking.reference)}\n`);
}

function whoIs({ role, agency, today }: ReturnType<typeof linksOf>['signIns'][number] & { today?: boolean }): string {
	if (agency === undefined) return role;
	return today ? `rep of ${agency}` : `rep of ${agency}, who come next week only: no desk today`;
}
