import type { Reroute } from '@sveltejs/kit';

/** Where nothing is. */
const NOWHERE = '/nowhere';

/**
 * QR codes carry their address in capitals, which makes them smaller: `/C/…` is `/c/…`.
 * An address with a control character in it names nothing of ours: PostgreSQL could not even be asked for it.
 */
export const reroute: Reroute = ({ url }) =>
	hasControls(url) ? NOWHERE : url.pathname.replace(/^\/[CT]\//, (start) => start.toLowerCase());

function hasControls({ pathname, searchParams }: URL): boolean {
	return /%(?:[01][0-9a-f]|7f|c2%[89][0-9a-f])/i.test(pathname) || /\p{Cc}/u.test([...searchParams].flat().join(''));
}
