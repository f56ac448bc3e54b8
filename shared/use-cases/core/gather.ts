import { byHand } from '../../domain/core/commands/provider-event.ts';
import type { Command } from '../../domain/core/commands.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import { withNamed } from '../../domain/core/delegate.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { usersNamed, type SequenceVersion } from '../../domain/sequences/step.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import { versionOfStep } from '../../domain/sequences/feedback-steps.ts';
import { taskId } from '../../domain/tasks/task.ts';
import { loadSender } from '../people/load-sender.ts';
import { memoizedByKey } from '../memoized-by-key.ts';
import type { EnginePorts } from './engine-ports.ts';
import { loadFeedbackFacts } from './feedback-facts.ts';
import { noAddressees, notComposed, type Asked, type Gathered, type Sending } from './work.ts';

/** Reads the facts of commands; whatever several of them share is read once. */
export class Gatherer {
  readonly #ports: EnginePorts;
  readonly #sending: Sending | undefined;
  readonly #now: Instant;
  readonly #sender;
  readonly #sequence;
  readonly #version;

  /** @param sending undefined: no command sends anything. */
  constructor(ports: EnginePorts, sending: Sending | undefined, now: Instant) {
    const { store } = ports;
    this.#ports = ports;
    this.#sending = sending;
    this.#now = now;
    this.#sender = memoizedByKey((organisation: string, id: string) => loadSender(store, organisation, id));
    this.#sequence = memoizedByKey((organisation: string, id: string) =>
      store.sequences.get(organisation, id),
    );
    this.#version = memoizedByKey((organisation: string, id: string) => store.versions.get(organisation, id));
  }

  /** The facts of one command; undefined when there is no such enrollment, or its sender is gone. */
  async gather(asked: Asked): Promise<Gathered | undefined> {
    const { organisation, enrollment: id, command, known: read, facts: gathered } = asked;
    if (gathered !== undefined) return gathered;
    const { store } = this.#ports;
    const enrollment = read ?? (await store.enrollments.get(organisation, id));
    if (enrollment === undefined) return undefined;
    const { leadId, userId, sequenceId, version: number } = enrollment;
    const [lead, sender, sequence, own, holds, owner] = await Promise.all([
      asked.lead ?? store.leads.get(organisation, leadId),
      this.#sender(organisation, userId),
      this.#sequence(organisation, sequenceId),
      this.#version(organisation, `${sequenceId}.${number}`),
      this.#sending?.holds(organisation) ?? [],
      this.#ownerOf(enrollment, command),
    ]);
    if (sender === undefined) return undefined;
    const latest = versionToFollow(enrollment, sequence);
    const following = latest === number ? own : await this.#version(organisation, `${sequenceId}.${latest}`);
    const step = 'step' in enrollment.state ? enrollment.state.step : undefined;
    const version = versionOfStep(sequence, step, own, following);
    const [feedback, named] = await Promise.all([
      loadFeedbackFacts(this.#ports, enrollment, sequence, lead, this.#now),
      this.#namedBy(organisation, version, following),
    ]);
    const known: Gathered = {
      now: this.#now,
      enrollment,
      lead,
      sender: withNamed(sender, named),
      sequence,
      version,
      following,
      holds,
      owner,
      feedback,
      content: notComposed,
      addressees: noAddressees,
    };
    const sending = this.#sending;
    if (sending === undefined) return known;
    const facts = { ...known, addressees: await sending.addressees(known) };
    return { ...facts, content: await sending.content(facts, command) };
  }

  /** The users whom steps of some versions name (E3). */
  async #namedBy(
    organisation: string,
    ...versions: readonly (SequenceVersion | undefined)[]
  ): Promise<Sender[]> {
    const named = usersNamed(versions.flatMap((version) => version?.steps ?? []));
    const senders = await Promise.all(named.map((id) => this.#sender(organisation, id)));
    return senders.filter((sender) => sender !== undefined);
  }

  /** The user who has the task that a command is about. */
  async #ownerOf(enrollment: Enrollment, command: Command): Promise<Sender | undefined> {
    const { organisation } = enrollment;
    const userId = await this.#userOfTask(enrollment, command);
    return userId === undefined ? undefined : this.#sender(organisation, userId);
  }

  async #userOfTask(enrollment: Enrollment, command: Command): Promise<string | undefined> {
    const { organisation, id, claim } = enrollment;
    if (command.kind === 'task-closed' || command.kind === 'send-by-hand') return command.task.userId;
    if (command.kind === 'settle')
      return command.call.by === undefined ? undefined : command.call.message.sender;
    const step =
      command.kind === 'provider-event' && byHand(enrollment) !== undefined
        ? command.step
        : command.kind === 'resolve-unknown' && claim?.by !== undefined
          ? claim.step
          : undefined;
    if (step === undefined) return undefined;
    return (await this.#ports.store.tasks.get(organisation, taskId(id, step)))?.userId;
  }
}
