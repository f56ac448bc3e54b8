import { writeSync } from 'node:fs';
import { later, timeLapseClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem } from '#infra/local/system.ts';
import { localCall } from './local-call.ts';

/**
 * A system on the folder given that enrolls the leads of six users at once, and is killed while it sends: before the
 * provider takes the tenth mail. Run it as a program of its own; it prints the instant of its death.
 */
const [folder = '', start = ''] = process.argv.slice(2);
const users = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];
const leadsOfEach = 4;

const system = await startSystem({ clock: timeLapseClock(start), folder });
const call = localCall(system, await system.token({ organisation, userId: 'admin', role: 'admin' }));

await call('PATCH', '/v1/settings/organisation', { mailDelay: { kind: 'none' } }, { 'if-none-match': '*' });
for (const id of users)
  await call('PUT', `/v1/users/${id}`, {
    name: id,
    email: `${id}@relance.example`,
    role: 'user',
    zone: 'Europe/Paris',
  });
await call('PUT', '/v1/templates/hello', {
  kind: 'mail',
  name: 'Hello',
  subject: 'Hello',
  html: '<p>Hello</p>',
});
const wait = { amount: 0, unit: 'minutes' };
await call('PUT', '/v1/sequences/spring', {
  name: 'Spring',
  draft: { steps: [{ id: 's1', name: 'Hello', type: 'automated-mail', wait, templateId: 'hello' }] },
});
await call('POST', '/v1/sequences/spring/publish', {}, { 'if-match': '*' });
for (const ownerId of users)
  for (let n = 0; n < leadsOfEach; n += 1) {
    const name = `${ownerId}-${n}`;
    const lead = { ownerId, firstName: name, email: `${name}@customer.example` };
    const { id: leadId } = await call('POST', '/v1/leads', lead);
    await call('POST', '/v1/enrollments', { leadId, sequenceId: 'spring', userId: ownerId });
  }

let asked = 0;
const check = system.aws.account.checkMail.bind(system.aws.account);
system.aws.account.checkMail = (...mail) => {
  asked += 1;
  if (asked === 10) {
    writeSync(1, system.clock.now());
    process.kill(process.pid, 'SIGKILL');
  }
  check(...mail);
};
await system.runUntil(later(start, 600));
throw new Error(`It was not killed: ${asked} mails were asked for.`);
