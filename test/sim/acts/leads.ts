import { convertedThere } from '../crm/acquaint.ts';
import { leadOf, reached } from '../messages.ts';
import type { Act } from '../scenario.ts';
import { admin, type Stage } from '../stage.ts';
import { at, touchLead, type Doings } from './acting.ts';

/** What leads do, and what is done to them. */
export const leads = {
  async unsubscribe(stage, { pick }) {
    const mail = at(reached(stage), pick);
    const path = /<https:\/\/[^/]+(\/u\/[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1];
    if (mail === undefined || path === undefined) return;
    const lead = leadOf(stage, mail);
    touchLead(stage, lead, 'unsubscribed');
    const answer = await stage.people.open('POST', path, {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (answer.status === 200)
      stage.history.ended.push({ why: 'unsubscribed', of: { lead }, order: stage.world.order });
  },
  reply: (stage, act) => answerMail(stage, act, false),
  'automatic-reply': (stage, act) => answerMail(stage, act, true),
  convert: (stage, act) => leave(stage, act, 'converted', 'convert'),
  disqualify: (stage, act) => leave(stage, act, 'disqualified', 'disqualify'),
  async 'change-address'(stage, { pick, vary }) {
    const [name, lead] = at([...stage.leads], pick) ?? [];
    if (name === undefined || lead === undefined) return;
    touchLead(stage, lead);
    const email = `${name.toLowerCase()}.${vary}@example.com`;
    const before = await stage.people.ask(admin, 'GET', `/v1/leads/${lead}`);
    await stage.people.ask(admin, 'PATCH', `/v1/leads/${lead}`, {
      body: { email },
      headers: { 'if-match': before.etag ?? '' },
    });
  },
} satisfies Doings;

async function leave(
  stage: Stage,
  { pick }: Act,
  why: 'converted' | 'disqualified',
  verb: string,
): Promise<void> {
  const lead = at([...stage.leads.values()], pick);
  if (lead === undefined) return;
  // Done again it changes nothing.
  const isNews = !stage.history.tried.has(`${why} ${lead}`);
  const begun = stage.world.agenda.now;
  touchLead(stage, lead, why);
  const { status, body } = await stage.people.ask(admin, 'POST', `/v1/leads/${lead}/${verb}`);
  if (status !== 200 || !isNews) return;
  // Nor does it for whom people of the CRM converted, once that is known here: a contact goes on (D5).
  const wasContact =
    why === 'converted' && Date.parse(body.convertedAt) < begun && (await convertedThere(stage)).has(lead);
  if (!wasContact) stage.history.ended.push({ why, of: { lead }, order: stage.world.order });
}

async function answerMail(stage: Stage, { pick, vary }: Act, automatic: boolean): Promise<void> {
  const mail = at(
    reached(stage).filter(({ replyTo }) => replyTo.startsWith('r+')),
    pick,
  );
  if (mail === undefined) return;
  touchLead(stage, leadOf(stage, mail), automatic ? 'auto-replied' : 'replied');
  const { world } = stage;
  const key = `answer-${world.newId()}`;
  const raw = [
    `From: ${mail.to}`,
    `To: ${mail.replyTo}`,
    `Subject: ${automatic ? 'Automatic reply' : 'Re'}: ${mail.subject}`,
    `Message-ID: <${key}@mail.example>`,
    `In-Reply-To: <${mail.messageId}@eu-west-1.amazonses.com>`,
    ...(automatic ? ['Auto-Submitted: auto-replied'] : []),
    '',
    automatic ? `I am away for ${vary % 9} days.` : 'Thank you, tell me more.',
  ].join('\r\n');
  world.files.set(key, Buffer.from(raw));
  world.sendTo('inbound-mail', {
    body: JSON.stringify({
      notificationType: 'Received',
      mail: { messageId: key },
      receipt: {
        timestamp: new Date(world.agenda.now).toISOString(),
        recipients: [mail.replyTo],
        action: { type: 'S3', bucketName: 'inbound', objectKey: key },
      },
    }),
  });
}
