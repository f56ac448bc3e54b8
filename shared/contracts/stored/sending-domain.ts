import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import {
  recordIds,
  type RecordVerdict,
  type SendingDomain,
} from '../../domain/sending-domains/sending-domain.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const state = z.enum(['pending', 'verified', 'failed']);

/** The sending domain of an organisation as stored. */
export const sendingDomainCodec = plain(
  objectOf<SendingDomain>()({
    organisation: text,
    id: z.literal('own'),
    revision: z.number(),
    domain: text,
    linkHost: text,
    hostRecord: z.enum(['cname', 'address']),
    ownership: text,
    dkim: z.array(text),
    dkimZone: text,
    state,
    provider: state,
    verdicts: z.array(
      objectOf<RecordVerdict>()({
        record: z.enum(recordIds),
        verdict: z.enum(['verified', 'missing', 'different', 'not-checkable']),
        found: z.array(text),
        mend: text,
      }),
    ),
    checkedAt: z.optional(instant),
    leaving: z.array(text),
    createdAt: instant,
  }),
);
