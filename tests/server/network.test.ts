import { describe, expect, it } from 'vitest';
import { networkOf } from '#lib/server/auth/network.ts';

describe('a network', () => {
	it('is one IPv4 address, however it is written', () => {
		expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
		expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
		expect(networkOf('::FFFF:192.0.2.7')).toBe('192.0.2.7');
		expect(networkOf('::ffff:c000:207')).toBe('192.0.2.7');
		expect(networkOf('0:0:0:0:0:ffff:c000:0207')).toBe('192.0.2.7');
		expect(networkOf('::ffff:c000:208')).not.toBe(networkOf('::ffff:c000:207'));
		expect(networkOf('192.0.2.8')).not.toBe(networkOf('192.0.2.7'));
	});

	it('is all the addresses that one household or phone has with IPv6', () => {
		expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
		expect(networkOf('2001:0DB8:0001:0002::9')).toBe('2001:db8:1:2');
		expect(networkOf('2001:db8::9')).toBe('2001:db8:0:0');
		expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
		expect(networkOf('::1')).toBe('0:0:0:0');
		expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
	});

	it('is the same on every connection, though a proxy adds its port', () => {
		expect(networkOf('192.0.2.7:51234')).toBe('192.0.2.7');
		expect(networkOf(' 192.0.2.7:51235 ')).toBe('192.0.2.7');
		expect(networkOf('[::ffff:192.0.2.7]:51234')).toBe('192.0.2.7');
		expect(networkOf('[2001:db8:1:2::9]:51234')).toBe('2001:db8:1:2');
		expect(networkOf('[2001:db8:1:2::9]')).toBe('2001:db8:1:2');
	});

	it('is what was said, when that is no address', () => {
		expect(networkOf('unknown')).toBe('unknown');
		expect(networkOf('[unknown]:1')).toBe('unknown');
		expect(networkOf('')).toBe('');
	});
});
