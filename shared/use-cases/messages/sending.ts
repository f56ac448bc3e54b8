import type { Command } from '../../domain/core/commands.ts';
import { decideDue } from '../../domain/core/decide-due.ts';
import { stepIn, type Content, type StepFacts } from '../../domain/core/facts.ts';
import { endedBecause } from '../../domain/sequences/ended-because.ts';
import { senderAt } from '../../domain/core/delegate.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { loadAddressees } from './load-addressees.ts';
import { composeMessage } from './compose-message.ts';
import { keepMessage } from '../sent-messages/keep-message.ts';
import { loadHolds } from '../holds/load-holds.ts';
import { memoizedByKey } from '../memoized-by-key.ts';
import { noteInvitation, withdrawInvitation } from './note-invitation.ts';
import { sharingTemplates } from './share-templates.ts';
import { keepShortLinks } from './short-links.ts';
import type { ComposePorts, StepPorts } from './step-ports.ts';
import { endHold } from '../holds/end-hold.ts';
import { notComposed, type Gathered, type Sending } from '../core/work.ts';

/** Sending through these ports; whatever several messages share is read once. */
export function sendingWith(outside: StepPorts): Sending {
  const ports = sharingTemplates(outside);
  return {
    holds: memoizedByKey((organisation: string) => loadHolds(ports.store, organisation)),
    content: (facts, command) => contentOf(ports, facts, command),
    addressees: (facts) => loadAddressees(ports.store, facts),
    async perform(effect, { enrollment, now }) {
      switch (effect.kind) {
        case 'note-invitation':
          return noteInvitation(ports, enrollment, effect);
        case 'keep-links':
          await keepShortLinks(ports, effect.links);
          return 'done';
        case 'write-hold': {
          const { hold } = effect;
          // Lost to another worker: that one began the hold, or named the probe, just now.
          await ports.store.holds.put(hold, hold.revision === 1 ? 'absent' : hold.revision - 1);
          return 'done';
        }
        case 'keep-message':
          await keepMessage(ports, effect.message);
          return 'done';
        case 'end-hold': {
          const { organisation, id } = effect.hold;
          await endHold(ports, { organisation, id, now });
          return 'done';
        }
      }
    },
    async undo(effect, { enrollment }) {
      if (effect.kind === 'note-invitation') await withdrawInvitation(ports, enrollment, effect);
    },
    call: (message) =>
      message.kind === 'sms' ? ports.sms.send(message.sms) : ports.mailer.send(message.mail),
  };
}

/** What a due step would send, where it may come to that. */
async function contentOf(
  ports: ComposePorts,
  facts: Gathered,
  command: Command,
): Promise<StepFacts['content']> {
  const { enrollment, lead, version, sequence, now } = facts;
  const { state, enrolledAt } = enrollment;
  if (command.kind !== 'wake' || state.status !== 'scheduled' || state.at > now) return notComposed;
  if (enrollment.revision !== command.revision) return notComposed;
  const step = stepIn(version, state.step);
  if (lead === undefined || version === undefined || step === undefined) return notComposed;
  if (!stepKinds[step.type].automated) return notComposed;
  const sender = senderAt(step, facts.sender, lead, now);
  const stopsOnConversion = version.stopOnConversion !== false;
  const due = {
    now,
    step,
    lead,
    sender,
    enrolledAt,
    ended: endedBecause(sequence, enrolledAt),
    stopsOnConversion,
    hasSlot: true,
    addressees: facts.addressees(step),
  };
  const decision = decideDue(due);
  if (decision.kind !== 'send') return notComposed;
  const atHand = { enrollment, sequence, version, step, lead, sender };
  const composed = await composeMessage(ports, atHand, decision, now);
  const content: Content = composed.kind === 'missing' ? composed : { kind: 'ready', message: composed };
  return (of, by) => (of.id === step.id && by.user.id === sender.user.id ? content : notComposed(of, by));
}
