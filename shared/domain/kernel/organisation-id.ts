/**
 * The form of an organisation's id. It is part of every key, and of names of 64 characters that AWS takes, so it is short.
 * What deploys a stage and what reads a token hold to the same one.
 */
export const organisationIdForm = {
  pattern: /^[a-z0-9](?:[a-z0-9-]{0,9})$/,
  words: 'The id of an organisation is 1 to 10 of a–z, 0–9 and “-”, beginning with a letter or digit.',
};
