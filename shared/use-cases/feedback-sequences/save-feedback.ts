import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder, type Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { FeedbackSettings } from '../../domain/sequences/feedback-settings.ts';
import { feedbackDraft } from '../../domain/sequences/feedback-steps.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { validateFeedback } from '../../domain/sequences/validate-feedback.ts';
import { urlProblems } from '../../domain/settings/validate-webhooks.ts';
import { satisfactionQuestion, scales } from '../../domain/surveys/question.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { presentVersion } from '../messages/survey-at-hand.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { draftProblems } from '../sequences/draft-problems.ts';
import { writeVersion } from '../sequences/publish-sequence.ts';

type Ports = {
  store: Pick<
    Store,
    'sequences' | 'versions' | 'templates' | 'settings' | 'surveys' | 'surveyVersions' | 'users'
  >;
  /** Hosts that webhooks may reach by plain http: none but on the local system. */
  insecureWebhookHosts: readonly string[];
};

/** A sequence of the kind `feedback`. */
export type FeedbackSequence = Sequence & { feedback: FeedbackSettings };

/** Most feedback sequences of an organisation. */
const mostSequences = 200;
/** Rounds of a change that may be lost to changes of other settings. */
const ROUNDS = 8;

/** Tells a feedback sequence from the other kinds. */
export function isFeedback(sequence: Sequence | undefined): sequence is FeedbackSequence {
  return sequence?.kind === 'feedback' && sequence.feedback !== undefined;
}

/** Makes a feedback sequence, or replaces its name and all its settings (C1); it can be enrolled into at once. */
export async function putFeedback(
  ports: Ports,
  request: {
    caller: Caller;
    id: string;
    name: string;
    settings: FeedbackSettings;
    expected: Expected;
    now: Instant;
  },
): Promise<Saved<FeedbackSequence> | Refusal> {
  const { caller, id, name, settings, expected, now } = request;
  const { organisation } = caller;
  const existing = await ports.store.sequences.get(organisation, id);
  const otherKind = refusalOfKind(existing, 'feedback');
  if (otherKind) return otherKind;
  if (existing?.status === 'deleted') {
    const detail = 'A sequence with this id was deleted, which is final: choose another id.';
    return { kind: 'conflict', detail };
  }
  if (isFeedback(existing) && existing.feedback.channel !== settings.channel) return channelStays;
  if (existing === undefined) {
    const all = await listAll(ports.store.sequences, organisation);
    const count = all.filter((each) => each.kind === 'feedback' && each.status !== 'deleted').length;
    if (count >= mostSequences)
      return { kind: 'conflict', detail: `There are ${mostSequences} feedback sequences: delete one.` };
  }
  return save(ports, { caller, existing, id, name, settings, expected, now });
}

/** Some settings of a feedback sequence; null takes one away. */
export type FeedbackChanges = {
  [Name in keyof FeedbackSettings]?: FeedbackSettings[Name] | null | undefined;
} & { name?: string | undefined };

/**
 * Changes some settings of a feedback sequence (C8): each is saved by itself, at once, whoever changes another one
 * meanwhile. They hold for who is under way (C2).
 */
export async function changeFeedback(
  ports: Ports,
  request: { caller: Caller; id: string; changes: FeedbackChanges; now: Instant },
): Promise<Saved<FeedbackSequence> | Refusal> {
  const { caller, id, changes, now } = request;
  const { name, ...wanted } = changes;
  for (let round = 0; ; round += 1) {
    const existing = await ports.store.sequences.get(caller.organisation, id);
    if (!isFeedback(existing) || existing.status === 'deleted')
      return { kind: 'not-found', what: 'feedback sequence', id };
    const settings = merged(existing.feedback, wanted);
    if (settings.channel !== existing.feedback.channel) return channelStays;
    const saved = await save(ports, {
      caller,
      existing,
      id,
      name: name ?? existing.name,
      settings,
      expected: existing.revision,
      now,
    });
    if (saved.kind !== 'changed' || round === ROUNDS) return saved;
  }
}

const channelStays: Refusal = {
  kind: 'conflict',
  detail: 'Those under way were invited by its channel, which stays: make another feedback sequence.',
};

function merged(before: FeedbackSettings, changes: Omit<FeedbackChanges, 'name'>): FeedbackSettings {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const values = given.map(([setting, value]) => [setting, value ?? undefined] as const);
  return { ...before, ...Object.fromEntries(values) };
}

async function save(
  ports: Ports,
  of: {
    caller: Caller;
    existing: Sequence | undefined;
    id: string;
    name: string;
    settings: FeedbackSettings;
    expected: Expected;
    now: Instant;
  },
): Promise<Saved<FeedbackSequence> | Refusal> {
  const { caller, existing, id, name, settings, expected, now } = of;
  const { organisation, userId } = caller;
  const draft = feedbackDraft(settings);
  const problems = await feedbackProblems(ports, organisation, settings, draft);
  if (problems.length > 0) return { kind: 'invalid', problems };

  const { currentVersion = 0, publishedAt } = existing ?? {};
  const unchanged = existing !== undefined && contentOf(existing.draft) === contentOf(draft);
  const published = { publishedAt: now, publishedBy: userId };
  const steps = unchanged
    ? { currentVersion, publishedAt }
    : {
        currentVersion: await writeVersion(
          ports.store,
          { organisation, id, currentVersion, draft },
          published,
        ),
        publishedAt: now,
      };
  const begun = existing ?? { organisation, id, createdBy: userId, createdAt: now };
  const next = { ...begun, name, kind: 'feedback' as const, status: 'active' as const, draft, ...steps };
  const item: Omit<FeedbackSequence, 'revision'> = { ...next, feedback: settings };
  return saveItem<FeedbackSequence>(
    ports.store.sequences,
    existing as FeedbackSequence | undefined,
    item,
    expected,
  );
}

/** What of a draft makes another version. */
function contentOf({ steps, unsubscribeLink }: Sequence['draft']): string {
  return JSON.stringify([steps, unsubscribeLink]);
}

/** Everything that keeps settings from being saved: their own, and what keeps their steps from being sent. */
async function feedbackProblems(
  { store, insecureWebhookHosts }: Ports,
  organisation: string,
  settings: FeedbackSettings,
  draft: Sequence['draft'],
): Promise<Problem[]> {
  const { survey, invitation, reminder, alerts, webhookUrl } = settings;
  const templateIds = [invitation, ...(reminder === undefined ? [] : [reminder])];
  const userIds = Object.values(alerts).filter((id) => id !== undefined);
  const [version, templates, users, ofSteps] = await Promise.all([
    presentVersion({ store }, organisation, survey),
    store.templates.getMany(organisation, [...new Set(templateIds)]),
    store.users.getMany(organisation, [...new Set(userIds)]),
    draftProblems(store, organisation, draft),
  ]);
  const satisfaction = version && satisfactionQuestion(version.questions);
  const own = validateFeedback(settings, {
    scale: satisfaction && scales[satisfaction.scale],
    template: (id) => templates.find((each) => each.id === id),
    isActive: (id) => users.some((each) => each.id === id && each.active),
  });
  const webhook = webhookUrl === undefined ? [] : urlProblems(webhookUrl, insecureWebhookHosts);
  return [...own, ...problemsUnder(['webhookUrl'], webhook), ...ofSteps.map(asSetting)];
}

/** A problem of a step, under the setting that the step is made from. */
function asSetting({ path, message }: Problem): Problem {
  const [, index] = path;
  return { path: [index === '0' ? 'invitation' : 'reminder'], message };
}
