// The organisation of every sample.

export const organisation = 'acme';
