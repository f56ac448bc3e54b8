import type { Asked } from '#shared/domain/doctor/finding.ts';
import type { StageAccount } from '#shared/ports/stage-account.ts';

/** An account in which everything is in order, but for what is said otherwise. */
export function memoryAccount(changed: Partial<StageAccount> = {}): StageAccount {
  const found =
    <Value>(value: Value) =>
    async (): Promise<Asked<Value>> => ({ kind: 'found', value });
  return {
    deployed: found({
      region: 'eu-west-1',
      domain: 'acme.example',
      replyDomain: 'reply.acme.example',
      from: 'sales@acme.example',
    }),
    mailSending: found({
      production: true,
      enabled: true,
      standing: 'HEALTHY',
      perDay: 50_000,
      perSecond: 14,
      sentInDay: 120,
    }),
    mailIdentity: found({ maySend: true, dkim: 'SUCCESS', mailFrom: 'SUCCESS' }),
    mailSettings: found({ enabled: true, suppressedReasons: [] }),
    textSending: found({ service: 'SNS' as const, sandbox: false, dollarsAMonth: 50, refuses: false }),
    concurrency: found({ all: 1000, unreserved: 900 }),
    schedulerQuotas: found([
      { name: 'CreateSchedule request rate', value: 1000 },
      { name: 'Invocations throttle limit in transactions per second', value: 500 },
    ]),
    alarmReceivers: found([{ endpoint: 'ops@acme.example', confirmed: true }]),
    mailHosts: found(['10 inbound-smtp.eu-west-1.amazonaws.com']),
    ...changed,
  };
}
