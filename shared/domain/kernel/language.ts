/** Languages of what a recipient sees (D7). */
export const languages = ['en', 'fr', 'ro', 'de', 'es'] as const;
export type Language = (typeof languages)[number];
