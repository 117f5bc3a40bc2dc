import { isIPv6 } from 'node:net';

/**
 * What is one network to us. With IPv6 each household, hall or phone has 2^64 addresses of its own (RFC 6177): counting
 * single ones would count nothing. An IPv4 address is one, also where IPv6 carries it (RFC 4291, 2.5.5.2) or a proxy adds
 * the port of the connection.
 */
export function networkOf(said: string): string {
	const address = withoutPort(said.trim());
	if (!isIPv6(address)) return address;
	const groups = groupsOf(address);
	return mappedIPv4(groups) ?? groups.slice(0, 4).join(':');
}

/** `192.0.2.7:51234`, `[2001:db8::9]:51234` and `[2001:db8::9]` without what is not the address. */
function withoutPort(said: string): string {
	return /^\[(.*)\](?::\d+)?$/.exec(said)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(said)?.[1] ?? said;
}

/** The eight groups of an IPv6 address, in hex without leading zeros. */
function groupsOf(address: string): string[] {
	// A URL writes every IPv6 address in one way.
	const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1).split('::');
	const before = head.split(':').filter(Boolean);
	const after = (tail ?? '').split(':').filter(Boolean);
	const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
	return [...before, ...zeros, ...after];
}

function mappedIPv4(groups: readonly string[]): string | null {
	if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return null;
	return groups
		.slice(6)
		.map((group) => Number.parseInt(group, 16))
		.flatMap((pair) => [pair >> 8, pair & 0xff])
		.join('.');
}
