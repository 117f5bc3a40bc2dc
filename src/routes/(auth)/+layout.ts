// These pages work without script, as the resident pages do.
export const csr = false;
