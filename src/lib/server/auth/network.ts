import { isIPv6 } from 'node:net';

/**
 * What is one network to us. With IPv6 each household, hall or phone has 2^64 addresses of its own (RFC 6177): counting
 * single ones would count nothing.
 */
export function networkOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	if (mapped !== undefined) return mapped;
	if (!isIPv6(address)) return address;
	// A URL writes every IPv6 address in one way.
	const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1).split('::');
	const before = head.split(':').filter(Boolean);
	const after = (tail ?? '').split(':').filter(Boolean);
	const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
	return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
