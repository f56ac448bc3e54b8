import type { Course } from '../../domain/forecast/course.ts';
import type { Outset } from '../../domain/forecast/outset.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import { render } from '../../domain/templates/render.ts';
import { templateVariables } from '../../domain/templates/template-variables.ts';
import type { ForecastPorts } from './load-outset.ts';

/**
 * What is missing in the messages of a forecast (D8): their templates filled in for each lead, as at sending. Imaginary
 * leads have no values that could be missing.
 */
export async function loadMissing(
  { store }: ForecastPorts,
  organisation: string,
  courses: readonly Course[],
  { version, sequence }: Pick<Outset, 'version' | 'sequence'>,
): Promise<Outset['missing']> {
  const steps = new Set(
    courses.flatMap((course) => {
      const { sequenceId } = course;
      const numbers = [course.version, versionToFollow(course, sequence(sequenceId))];
      return numbers.flatMap((number) => version(sequenceId, number)?.steps ?? []);
    }),
  );
  const templateIds = [
    ...new Set(
      [...steps].flatMap(({ type, templateId }) => (stepKinds[type].automated ? (templateId ?? []) : [])),
    ),
  ];
  const accountIds = [...new Set(courses.flatMap(({ lead }) => lead.accountId ?? []))];
  const [templates, accounts] = await Promise.all([
    store.templates.getMany(organisation, templateIds),
    store.accounts.getMany(organisation, accountIds),
  ]);
  const templateOf = new Map(templates.map((template) => [template.id, template]));
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  return (step, lead, sender) => {
    if (lead.revision === 0) return [];
    const template = templateOf.get(step.templateId ?? '');
    if (template === undefined) return [`template ${step.templateId ?? ''}`];
    const account = accountOf.get(lead.accountId ?? '');
    const variables = templateVariables({
      lead,
      account,
      sender: sender.user,
      organisation: sender.settings.profile.value,
    });
    const rendered = render(template, variables, { mode: 'send' });
    if (rendered.kind === 'rendered') return [];
    return rendered.kind === 'missing' ? rendered.variables : [rendered.problem];
  };
}
