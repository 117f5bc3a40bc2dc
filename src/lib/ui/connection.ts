/** How a live page stands with the server. */
export type Connection = 'live' | 'reconnecting' | 'offline';
