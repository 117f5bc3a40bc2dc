import type { Reroute } from '@sveltejs/kit';

/** QR codes carry their address in capitals, which makes them smaller: `/C/…` is `/c/…`. */
export const reroute: Reroute = ({ url }) => url.pathname.replace(/^\/[CT]\//, (start) => start.toLowerCase());
