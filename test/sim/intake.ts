import { leadOf, stepOfMessage } from './messages.ts';
import type { Stage } from './stage.ts';

/** Keeps what mails and notifications that were worked off mean: from then on nothing may go out to whom they are about. */
export function keepIntake(stage: Stage): void {
  const { world, history } = stage;
  world.onWorkedOff = (functionId, body) => {
    if (functionId === 'ingest-provider-events') keepEvent(stage, body);
    if (functionId !== 'receive-inbound-mail') return;
    const { receipt } = JSON.parse(body) as {
      receipt: { recipients: string[]; action: { objectKey: string } };
    };
    const raw = String(world.files.get(receipt.action.objectKey));
    if (raw.includes('Auto-Submitted')) return;
    const mail = world.provider.received.find(({ replyTo }) => replyTo === receipt.recipients[0]);
    const enrollment = mail?.tags['enrollment']?.replaceAll('_', '.');
    if (enrollment !== undefined)
      history.ended.push({ why: 'replied', of: { enrollment }, order: world.order });
  };
}

function keepEvent(stage: Stage, body: string): void {
  const event = JSON.parse(body) as {
    eventType: string;
    mail: { messageId: string };
    bounce?: { bounceType: string };
  };
  const why = event.eventType === 'Complaint' ? 'complained' : 'bounced';
  if (why === 'bounced' && event.bounce?.bounceType !== 'Permanent') return;
  const { world, history } = stage;
  const mail = world.provider.received.find(({ messageId }) => messageId === event.mail.messageId);
  if (mail === undefined || stepOfMessage(mail).step === '') return;
  history.ended.push({ why, of: { lead: leadOf(stage, mail) }, address: mail.to, order: world.order });
}
