/** Addresses of things, for pages that lead to those of another feature. */
export const leadPath = (id: string): string => `/leads/${id}`;
export const sequencePath = (id: string): string => `/sequences/${id}`;
export const unknownPath: string = '/unknown';
