import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Language } from '../../domain/kernel/language.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import { blankResponse, type Response } from '../../domain/surveys/response.ts';
import type { SurveyVersion } from '../../domain/surveys/survey.ts';
import { recipientLanguage } from '../../domain/templates/recipient-language.ts';
import type { Store } from '../../ports/store.ts';
import { presentVersion } from '../messages/survey-at-hand.ts';

/** What the page of a survey reads. */
export type SurveyStore = Pick<
  Store,
  'enrollments' | 'leads' | 'sequences' | 'settings' | 'surveys' | 'surveyVersions' | 'responses'
>;

/** A survey as one client was sent it, with what was said so far. */
export type OpenSurvey = {
  enrollment: Enrollment;
  lead: Lead;
  sequence: Sequence;
  version: SurveyVersion;
  /** Revision 0: nothing was said yet. */
  response: Response;
  languages: { client: Language; organisation: Language };
};

/**
 * The survey that the link of an enrollment leads to: the version that was begun, else the present one. Undefined: its
 * lead, its sequence or its survey is gone.
 */
export async function openSurvey(
  { store }: { store: SurveyStore },
  { organisation, enrollment: id, now }: { organisation: string; enrollment: EnrollmentId; now: Instant },
): Promise<OpenSurvey | undefined> {
  const [enrollment, known, settings] = await Promise.all([
    store.enrollments.get(organisation, id),
    store.responses.get(organisation, id),
    store.settings.get(organisation, 'organisation'),
  ]);
  if (enrollment === undefined) return undefined;
  const [lead, sequence] = await Promise.all([
    store.leads.get(organisation, enrollment.leadId),
    store.sequences.get(organisation, enrollment.sequenceId),
  ]);
  if (lead === undefined || sequence?.feedback === undefined) return undefined;
  const begun = known !== undefined && known.surveyVersion > 0;
  const surveyId = begun ? known.surveyId : sequence.feedback.survey;
  const version = begun
    ? await store.surveyVersions.get(organisation, `${surveyId}.${known.surveyVersion}`)
    : await presentVersion({ store }, organisation, surveyId);
  if (version === undefined) return undefined;

  const { profile } = resolveSettings({ organisation: settings, groups: [], user: undefined });
  const { language } = profile.value;
  const client = recipientLanguage(undefined, lead.language, language);
  const { leadId, sequenceId, userId } = enrollment;
  const { ownerId } = lead;
  const blank = { organisation, id, leadId, sequenceId, userId, ownerId, surveyId, employees: [] };
  const response = known === undefined ? blankResponse(blank, now) : { ...known, surveyId };
  return { enrollment, lead, sequence, version, response, languages: { client, organisation: language } };
}
