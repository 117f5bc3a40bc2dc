import type { TicketView } from '#lib/server/operations/ticket/view.ts';

export type BookedTicket = Extract<TicketView, { state: 'booked' }>;
export type HereTicket = Extract<TicketView, { state: 'here' }>;
export type OverTicket = Exclude<TicketView, BookedTicket | HereTicket>;
