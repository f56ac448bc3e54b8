import * as z from 'zod';
import { about } from './about.ts';
import { everyone, type Operation } from './operation.ts';

const firstSteps = z
  .object({
    workingHours: about(z.boolean(), 'The organisation has decided its working hours.'),
    sendingAddress: about(z.boolean(), 'It sends from a verified domain of its own.'),
    template: about(z.boolean(), 'There is a template.'),
    sequencePublished: about(z.boolean(), 'A sequence is published.'),
    leads: about(z.boolean(), 'There is a lead.'),
    testSent: about(z.boolean(), 'Somebody has sent a template as a test.'),
    enrolled: about(z.boolean(), 'A lead was enrolled; lags a minute behind.'),
  })
  .meta({ id: 'FirstSteps' });

export const firstStepsOperations = {
  getFirstSteps: {
    on: 'GET /v1/first-steps',
    tag: 'First steps',
    summary: 'Which first steps are done',
    description: 'What an organisation does before its first mail goes out (F14).',
    roles: everyone,
    returns: { status: 200, description: 'Each of them.', body: firstSteps },
  },
} as const satisfies Record<string, Operation>;
