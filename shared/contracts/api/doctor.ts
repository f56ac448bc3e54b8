import * as z from 'zod';
import { verdicts } from '#shared/domain/doctor/finding.ts';
import { about } from './about.ts';
import { admins, type Operation } from './operation.ts';
import { instant } from './values.ts';

const finding = z
  .object({
    what: about(z.string(), 'What was looked at.', 'SES: production access'),
    verdict: z.enum(verdicts).meta({
      description:
        'ok: in order. to-do: somebody has to do something. not-asked: it could not be found out, so nothing is known of it.',
      examples: ['to-do'],
    }),
    says: about(
      z.string(),
      'How it stands, or why it could not be found out.',
      'The account is in the sandbox: mails go to verified addresses alone, and all others are held.',
    ),
    toDo: about(
      z.string().optional(),
      'What to do about it; absent when it is in order.',
      'Ask for it in the SES console: Account dashboard → Request production access.',
    ),
  })
  .meta({ id: 'Finding', description: 'One thing that the stage needs of its AWS account or of DNS.' });

/** As many as a small company sends. */
const MAILS_PER_DAY = 10_000;

export const doctorOperations = {
  getDoctor: {
    on: 'GET /v1/doctor',
    tag: 'Doctor',
    summary: 'Look at what the stage needs',
    description:
      'Asks AWS and DNS, at the moment of the call, for what sending needs, and judges it: production access and quota of the mail provider, domain and signatures, where replies go, room for functions and wake-ups, the sandbox and limit of texts, who is told of alarms. It changes nothing, and answers within twenty seconds, whatever does not answer it.',
    roles: admins,
    query: z.strictObject({
      mailsPerDay: about(
        z.coerce.number().int().min(1).max(100_000_000).default(MAILS_PER_DAY),
        'How many mails a day quotas are judged by.',
      ),
    }),
    returns: {
      status: 200,
      description: 'What was found, in the order in which it is to be done.',
      body: z.object({
        at: about(instant, 'When it was asked.'),
        items: z.array(finding),
      }),
    },
  },
} as const satisfies Record<string, Operation>;
