import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/instant.ts';

export interface CalendarEvent {
	uid: string;
	/** When it was written down. */
	stamp: Instant;
	startsAt: Instant;
	endsAt: Instant;
	/** Neutral: no agency, no topic (UX I2). */
	summary: string;
	location: string;
	cancelled?: boolean;
}

const LONDON = 'Europe/London';

/**
 * Events as an iCalendar file (RFC 5545), in London's own time with its VTIMEZONE; in UTC for any other zone.
 * Written here because ical-generator gives DTSTAMP without its Z, which the standard forbids and Outlook reads as local time.
 */
export function calendarOf(events: readonly CalendarEvent[], zone: string): string {
	const head = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//One Roof//One Roof//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH'
	];
	const lines = [
		...head,
		...(zone === LONDON ? londonTime : []),
		...events.flatMap((event) => eventLines(event, zone)),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, zone: string): string[] {
	return [
		'BEGIN:VEVENT',
		`UID:${event.uid}`,
		`DTSTAMP:${inUtc(event.stamp)}`,
		`DTSTART${moment(event.startsAt, zone)}`,
		`DTEND${moment(event.endsAt, zone)}`,
		`SUMMARY:${escape(event.summary)}`,
		`LOCATION:${escape(event.location)}`,
		...(event.cancelled ? ['STATUS:CANCELLED'] : []),
		'END:VEVENT'
	];
}

// The rule of the United Kingdom since 1996: last Sundays of March and October at 1:00 UTC.
const londonTime = [
	'BEGIN:VTIMEZONE',
	`TZID:${LONDON}`,
	...[
		'BEGIN:DAYLIGHT',
		'TZNAME:BST',
		'TZOFFSETFROM:+0000',
		'TZOFFSETTO:+0100',
		'DTSTART:19960331T010000',
		'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
		'END:DAYLIGHT'
	],
	...[
		'BEGIN:STANDARD',
		'TZNAME:GMT',
		'TZOFFSETFROM:+0100',
		'TZOFFSETTO:+0000',
		'DTSTART:19961027T020000',
		'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
		'END:STANDARD'
	],
	'END:VTIMEZONE'
];

function moment(at: Instant, zone: string): string {
	if (zone !== LONDON) return `:${inUtc(at)}`;
	const local = Temporal.Instant.from(at)
		.toZonedDateTimeISO(zone)
		.toPlainDateTime()
		.toString({ smallestUnit: 'second' });
	return `;TZID=${LONDON}:${local.replace(/[-:]/g, '')}`;
}

function inUtc(at: Instant): string {
	return at.replace(/\.\d+Z$/, 'Z').replace(/[-:]/g, '');
}

function escape(text: string): string {
	return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Lines of at most 75 octets, continued after a space, never within a character. */
function fold(line: string): string {
	const parts: string[] = [];
	let part = '';
	for (const letter of line) {
		if (Buffer.byteLength(part + letter) > (parts.length === 0 ? 75 : 74)) {
			parts.push(part);
			part = '';
		}
		part += letter;
	}
	return [...parts, part].join('\r\n ');
}
