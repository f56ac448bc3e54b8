import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { answerSurvey } from '#shared/use-cases/surveys/answer-survey.ts';
import { openSurvey } from '#shared/use-cases/surveys/open-survey.ts';
import { ingestHit } from '#shared/use-cases/tracking/ingest-hit.ts';
import { clock } from '../runtime/clock.ts';
import { enginePorts } from '../runtime/engine-ports.ts';
import { links } from '../runtime/links.ts';
import { logger } from '../runtime/logger.ts';
import { trackingPorts } from '../runtime/tracking-ports.ts';
import { createPublic } from './create-public.ts';

/** What anybody may see and do, without a token. */
export const handler = createPublic(
  async () => ({
    links: await links(),
    now: () => clock.now(),
    lead: (organisation, leadId) => enginePorts().store.leads.get(organisation, leadId),
    unsubscribe: (request) => unsubscribeLead(enginePorts(), request),
  }),
  async () => ({
    links: await links(),
    now: () => clock.now(),
    shortLink: (organisation, key) => enginePorts().store.shortLinks.get(organisation, key),
    ingest: (hit) => ingestHit(trackingPorts(), hit),
    failed: (error) => logger.error('a hit was not recorded', { error }),
  }),
  async () => ({
    links: await links(),
    now: () => clock.now(),
    open: (of) => openSurvey(enginePorts(), of),
    answer: (request) => answerSurvey(enginePorts(), request),
  }),
  (error) => logger.error('unsubscribing or answering failed', { error }),
);
