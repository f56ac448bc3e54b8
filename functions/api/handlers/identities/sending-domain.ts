import type { sendingDomainOperations } from '#shared/contracts/api/sending-domain.ts';
import { ownDomainId, type SendingDomain } from '#shared/domain/sending-domains/sending-domain.ts';
import { requiredRecords, type SendingDomainStage } from '#shared/domain/sending-domains/required-records.ts';
import { putDomain, renewOwnership } from '#shared/use-cases/sending-domains/put-domain.ts';
import { removeDomain } from '#shared/use-cases/sending-domains/remove-domain.ts';
import { verifyDomain } from '#shared/use-cases/sending-domains/verify-domain.ts';
import { itemAnswer } from '../../route.ts';
import type { IdentityHandlers } from '../../identities-ports.ts';

export const sendingDomainHandlers: IdentityHandlers<typeof sendingDomainOperations> = {
  getSendingDomain: async (ports, { caller }) => {
    const found = await ports.store.sendingDomains.get(caller.organisation, ownDomainId);
    return found === undefined
      ? { kind: 'not-found', what: 'sending domain', id: ownDomainId }
      : itemAnswer(viewOf(found, ports.sendingDomainStage));
  },

  putSendingDomain: async (ports, { body, caller, expected, now }) => {
    const request = { organisation: caller.organisation, input: body, expected, now };
    const outcome = await putDomain(ports, request);
    return outcome.kind === 'saved'
      ? itemAnswer(viewOf(outcome.item, ports.sendingDomainStage), outcome.created)
      : outcome;
  },

  verifySendingDomain: async (ports, { caller, now }) => {
    const outcome = await verifyDomain(ports, { organisation: caller.organisation, now });
    return outcome.kind === 'verified' ? itemAnswer(viewOf(outcome.item, ports.sendingDomainStage)) : outcome;
  },

  renewSendingDomain: async (ports, { caller, expected }) => {
    const outcome = await renewOwnership(ports, { organisation: caller.organisation, expected });
    return outcome.kind === 'saved' ? itemAnswer(viewOf(outcome.item, ports.sendingDomainStage)) : outcome;
  },

  removeSendingDomain: async (ports, { caller }) => {
    await removeDomain(ports, caller.organisation);
    return { kind: 'ok' };
  },
};

/** The domain as shown: each record beside what the last check said of it. */
function viewOf(domain: SendingDomain, stage: SendingDomainStage) {
  const records = requiredRecords(domain, stage).map((required) => {
    const { verdict, found, mend } = domain.verdicts.find(({ record }) => record === required.record) ?? {
      verdict: 'unchecked' as const,
      found: [],
      mend: '',
    };
    return { ...required, verdict, found, mend };
  });
  return { ...domain, records };
}
