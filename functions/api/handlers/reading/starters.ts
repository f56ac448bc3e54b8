import type { starterOperations } from '#shared/contracts/api/starters.ts';
import type { Language } from '#shared/domain/kernel/language.ts';
import { starterFile, textsOfStarter } from '#shared/domain/starters/starters.ts';
import { starterIds, type StarterId } from '#shared/domain/starters/starter-texts.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

function shownStarter(id: StarterId, language: Language) {
  const { steps, templates } = starterFile(id, language);
  const { name, about } = textsOfStarter(id, language);
  const told = steps.map(({ name: called, type, wait, template: key }) => {
    const { subject, html, text } = templates.find((one) => one.key === key) ?? {};
    return { name: called, type, waitDays: wait.amount, subject, html, text };
  });
  return { id, language, name, about, sequenceId: `${id}-${language}`, steps: told };
}

export const starterHandlers: ReadingHandlers<typeof starterOperations> = {
  listStarters: async (_ports, { query: { language } }) => ({
    kind: 'ok',
    body: { items: starterIds.map((id) => shownStarter(id, language)) },
  }),
};
