/** The starters: sequences to begin with, of which an organisation makes its own. */
export const starterIds = ['inbound', 'outreach', 'quote'] as const;
export type StarterId = (typeof starterIds)[number];

/** What one step is called and says: a mail by paragraphs, a call by its instructions. */
export type StepTexts = { name: string } & (
  { subject?: string; paragraphs: readonly string[] } | { instructions: string }
);

/** The words of a starter in one language. */
export type StarterTexts = { name: string; about: string; steps: Record<string, StepTexts> };

/** The words of every starter in one language, and what stands for variables that nothing fills. */
export type LanguageTexts = {
  starters: Record<StarterId, StarterTexts>;
  fallbacks: { 'account.name': string; 'organisation.name': string };
};
