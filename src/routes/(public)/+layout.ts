// UX1: resident pages ship no client script.
export const csr = false;
