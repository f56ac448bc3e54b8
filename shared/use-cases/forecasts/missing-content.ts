import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import type { ForecastInput } from '../../domain/forecast/forecast-input.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import type { Step } from '../../domain/sequences/step.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import { render } from '../../domain/templates/render.ts';
import { templateVariables, type TemplateVariables } from '../../domain/templates/template-variables.ts';
import { surveyVariables } from '../messages/survey-at-hand.ts';
import { loadRecordTexts } from '../records/load-record-texts.ts';
import type { ForecastPorts } from './load-under-way.ts';

/**
 * What is missing in the messages of a forecast (D8): their templates filled in for each lead, as at sending. Imaginary
 * leads have no values that could be missing.
 */
export async function loadMissing(
  { store }: Pick<ForecastPorts, 'store'>,
  organisation: string,
  enrollments: readonly SimulatedEnrollment[],
  { version, sequence }: Pick<ForecastInput, 'version' | 'sequence'>,
): Promise<ForecastInput['missing']> {
  /** What stands for the survey in each step. */
  const steps = new Map<Step, TemplateVariables['survey']>();
  for (const { enrollment } of enrollments) {
    const { sequenceId } = enrollment;
    const present = sequence(sequenceId);
    const survey = present && surveyVariables(present);
    for (const number of [enrollment.version, versionToFollow(enrollment, present)])
      for (const step of version(sequenceId, number)?.steps ?? []) steps.set(step, survey);
  }
  const templateIds = [
    ...new Set(
      [...steps.keys()].flatMap(({ type, templateId }) =>
        stepKinds[type].automated ? (templateId ?? []) : [],
      ),
    ),
  ];
  const accountIds = [...new Set(enrollments.flatMap(({ lead }) => lead.accountId ?? []))];
  const recordIds = enrollments.flatMap(({ enrollment }) => enrollment.recordId ?? []);
  const [templates, accounts, recordOf] = await Promise.all([
    store.templates.getMany(organisation, templateIds),
    store.accounts.getMany(organisation, accountIds),
    loadRecordTexts(store, organisation, recordIds),
  ]);
  const templateOf = new Map(templates.map((template) => [template.id, template]));
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  return (step, { enrollment, lead }, sender) => {
    if (lead.revision === 0) return [];
    const template = templateOf.get(step.templateId ?? '');
    if (template === undefined) return [`template ${step.templateId ?? ''}`];
    const account = accountOf.get(lead.accountId ?? '');
    const variables = templateVariables({
      lead,
      account,
      sender: sender.user,
      organisation: sender.settings.profile.value,
      record: recordOf.get(enrollment.recordId ?? ''),
      survey: steps.get(step),
    });
    const rendered = render(template, variables, { mode: 'send' });
    if (rendered.kind === 'rendered') return [];
    return rendered.kind === 'missing' ? rendered.variables : [rendered.problem];
  };
}
