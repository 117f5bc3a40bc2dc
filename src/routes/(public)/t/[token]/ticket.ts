import type { Outlook as OutlookOfVisit } from '#lib/server/operations/ticket/outlook.ts';
import type { TicketView } from '#lib/server/operations/ticket/view.ts';

export type BookedTicket = Extract<TicketView, { state: 'booked' }>;
export type HereTicket = Extract<TicketView, { state: 'here' }>;
export type ClosedTicket = Extract<TicketView, { state: 'closed' }>;
/** Nothing more is to come, and a sentence says why. */
export type OverTicket = Exclude<TicketView, BookedTicket | HereTicket | ClosedTicket>;
export type Outlook = OutlookOfVisit;
