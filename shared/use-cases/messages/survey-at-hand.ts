import { ratingsOf, satisfactionQuestion } from '../../domain/surveys/question.ts';
import { wordingFor } from '../../domain/surveys/localized-text.ts';
import type { Language } from '../../domain/kernel/language.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { recipientLanguage } from '../../domain/templates/recipient-language.ts';
import { surveyMarks } from '../../domain/templates/survey-marks.ts';
import type { TemplateVariables } from '../../domain/templates/template-variables.ts';
import type { Store } from '../../ports/store.ts';
import type { StepAtHand } from './step-at-hand.ts';

type Ports = { store: Pick<Store, 'surveys' | 'surveyVersions'> };

/** The language in which a client reads a survey: the own one where we have it, else that of the organisation. */
export function surveyLanguage({ lead, sender }: Pick<StepAtHand, 'lead' | 'sender'>): Language {
  return recipientLanguage(undefined, lead.language, sender.settings.profile.value.language);
}

/** What a message knows of the survey that its sequence asks for; undefined: it asks for none, or that is not published. */
export async function surveyAtHand(
  { store }: Ports,
  due: Pick<StepAtHand, 'sequence' | 'lead' | 'sender'>,
): Promise<{ variables: NonNullable<TemplateVariables['survey']>; ratings: number[] } | undefined> {
  const asked = due.sequence?.feedback?.survey;
  if (asked === undefined || due.sequence === undefined) return undefined;
  const version = await presentVersion({ store }, due.sequence.organisation, asked);
  if (version === undefined) return undefined;
  const { language: ofOrganisation } = due.sender.settings.profile.value;
  const title = wordingFor(version.title, surveyLanguage(due), ofOrganisation)?.text;
  const scale = satisfactionQuestion(version.questions)?.scale;
  const ratings = scale === undefined ? [] : ratingsOf(scale);
  return { variables: { ...surveyMarks, title }, ratings };
}

/** The version of a survey that clients are asked now. */
export async function presentVersion({ store }: Ports, organisation: string, surveyId: string) {
  const survey = await store.surveys.get(organisation, surveyId);
  return survey === undefined || survey.currentVersion === 0
    ? undefined
    : store.surveyVersions.get(organisation, `${surveyId}.${survey.currentVersion}`);
}

/** What stands in a template for a survey, where it matters only that something does. */
export function surveyVariables(
  sequence: Pick<Sequence, 'feedback'>,
): TemplateVariables['survey'] | undefined {
  return sequence.feedback === undefined ? undefined : { ...surveyMarks, title: sequence.feedback.survey };
}
