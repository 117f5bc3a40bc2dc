import { expect, it } from 'vitest';
import { calendarOf } from '#lib/server/calendar.ts';

const event = {
	uid: 'one@one-roof',
	stamp: '2024-03-01T09:00:00.000Z',
	startsAt: '2024-03-27T15:30:00.000Z',
	endsAt: '2024-03-27T15:45:00.000Z',
	summary: 'Appointment at Stockton Family Hub',
	location: 'Stockton Family Hub, Yarm Road; TS18 3PJ'
};

it('says winter and summer time by the clock on the wall', () => {
	const winter = calendarOf([event], 'Europe/London');
	expect(winter).toContain('DTSTART;TZID=Europe/London:20240327T153000\r\n');
	// The clocks go forward on Sunday 31 March 2024.
	const summer = calendarOf(
		[{ ...event, startsAt: '2024-04-03T14:30:00.000Z', endsAt: '2024-04-03T14:45:00.000Z' }],
		'Europe/London'
	);
	expect(summer).toContain('DTSTART;TZID=Europe/London:20240403T153000\r\n');
	expect(summer).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n');
});

it('falls back to UTC for a zone it has no rule of', () => {
	const file = calendarOf([event], 'Europe/Warsaw');
	expect(file).toContain('DTSTART:20240327T153000Z\r\n');
	expect(file).not.toContain('VTIMEZONE');
});

it('escapes what would end a value, and folds long lines between letters', () => {
	const file = calendarOf([{ ...event, summary: `موعد ${'في المركز '.repeat(20)}` }], 'Europe/London');
	expect(file).toContain('LOCATION:Stockton Family Hub\\, Yarm Road\\; TS18 3PJ\r\n');
	for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
	expect(file.replace(/\r\n /g, '')).toContain(`SUMMARY:موعد ${'في المركز '.repeat(20)}`);
});
