import type { HubspotJournaling } from './hubspot-journaling.ts';
import type { HubspotMeter } from './hubspot-limits.ts';
import { property, type HubspotType } from './hubspot-properties.ts';
import type { HubspotPushing } from './hubspot-pushing.ts';
import type { HubspotSignIn } from './hubspot-sign-in.ts';
import type { HubspotOwner, HubspotStore, StoredRecord } from './hubspot-store.ts';

/** What goes wrong with the next call for records; `stays`: with all to come. */
export type HubspotFault =
  | { kind: 'unavailable' | 'broken' | 'allowance-used' | 'answer-lost' | 'half-applied'; stays?: true }
  | { kind: 'throttled'; seconds: number; stays?: true };

/** What seeds the stand-in and makes it misbehave, as a person in HubSpot or the world outside would. */
export type HubspotDriver = ReturnType<typeof hubspotDriver>;

type Parts = {
  store: HubspotStore;
  signIn: HubspotSignIn;
  journal: HubspotJournaling;
  pushing: HubspotPushing;
  meter: HubspotMeter;
  faults: HubspotFault[];
  portalId: number;
  now: () => number;
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '<br>': '\n',
};

export function hubspotDriver({ store, signIn, journal, pushing, meter, faults, portalId, now }: Parts) {
  let owners = 50_000;
  const known = (type: HubspotType, id: string): StoredRecord => {
    const record = store.find(type, id);
    if (record === undefined) throw new Error(`There is no record ${id} of ${type}`);
    return record;
  };
  const engagements = (
    id: string,
  ): { kind: 'tasks' | 'notes' | 'calls'; properties: ReadonlyMap<string, string> }[] =>
    (['tasks', 'notes', 'calls'] as const).flatMap((kind) =>
      store.of(kind).flatMap(({ about, properties }) => (about.includes(id) ? [{ kind, properties }] : [])),
    );
  return {
    create(type: HubspotType, properties: Readonly<Record<string, string>>): string {
      return store.create(type, properties).id;
    },
    /** Stamped so many seconds ago, and found by searches from now on. */
    createLate(type: HubspotType, properties: Readonly<Record<string, string>>, secondsAgo: number): string {
      return store.create(type, properties, { stampedAt: now() - secondsAgo * 1_000 }).id;
    },
    update: (type: HubspotType, id: string, properties: Readonly<Record<string, string>>): void =>
      store.update(known(type, id), properties),
    archive: (type: HubspotType, id: string): void => store.archive(known(type, id)),
    /** The id of the record that is made of both. */
    merge: (type: HubspotType, primary: string, other: string): string =>
      store.merge(known(type, primary), known(type, other)).id,
    record: (type: HubspotType, id: string): StoredRecord | undefined => store.find(type, id),
    records: (type: HubspotType): StoredRecord[] => store.of(type),
    addOwner({
      email,
      firstName = '',
      lastName = '',
      archived = false,
    }: Partial<HubspotOwner> & { email: string }): string {
      owners += 1;
      const id = String(owners);
      store.owners.set(id, { id, email, firstName, lastName, archived });
      return id;
    },
    /** Adds a value to a list, or hides it. */
    setOption(type: HubspotType, name: string, value: string, { hidden }: { hidden: boolean }): void {
      const options = store.properties.get(type)?.find((of) => of.name === name)?.options ?? [];
      const option = options.find((of) => of.value === value);
      if (option) option.hidden = hidden;
      else options.push({ value, label: value, hidden, displayOrder: options.length });
    },
    /** A property of the firm's own, of text. */
    addProperty(type: HubspotType, name: string): void {
      store.properties.get(type)?.push(property(name, name, 'string'));
    },
    removeProperty(type: HubspotType, name: string): void {
      store.properties.set(
        type,
        (store.properties.get(type) ?? []).filter((of) => of.name !== name),
      );
    },
    /** Subjects and texts of what was written about a record. */
    activities(
      id: string,
    ): { kind: string; subject: string; body: string; properties: ReadonlyMap<string, string> }[] {
      return engagements(id).map(({ kind, properties }) => ({
        kind,
        properties,
        ...contentOf(kind, properties),
      }));
    },
    /** The next call for records goes wrong so. */
    fails: (fault: HubspotFault): void => void faults.push(fault),
    heals: (): void => void faults.splice(0),
    expireTokens: () => signIn.forget({ all: false }),
    revoke: () => signIn.forget({ all: true }),
    rotateRefreshTokens: () => void (signIn.rotates = true),
    allowed: () => signIn.allowed(),
    setLimits: (limits: HubspotMeter['limits']): void => void (meter.limits = limits),
    /** What happens within stands in one entry of the journal. */
    together: <Made>(run: () => Made): Made => journal.together(run),
    repeatJournalEntry: () => journal.repeat(),
    /** A change of another account, in the same journal. */
    foreignJournalEntry(objectId: string, typeId = '0-1'): void {
      journal.add([
        {
          type: 'crmObject',
          portalId: portalId + 1,
          occurredAt: new Date(now()).toISOString(),
          action: 'DELETE',
          objectTypeId: typeId,
          objectId: Number(objectId),
        },
      ]);
    },
    pushTo: (url: string | undefined): void => void (pushing.url = url),
    nextPush: () => pushing.next(),
    signedPush: (events: readonly Record<string, unknown>[], url: string) => pushing.signed(events, url),
    flushPushes: () => pushing.flush(),
  };
}

function contentOf(
  kind: 'tasks' | 'notes' | 'calls',
  properties: ReadonlyMap<string, string>,
): { subject: string; body: string } {
  const of = (name: string): string => properties.get(name) ?? '';
  switch (kind) {
    case 'tasks':
      return { subject: of('hs_task_subject'), body: textOf(of('hs_task_body')) };
    case 'calls':
      return { subject: of('hs_call_title'), body: textOf(of('hs_call_body')) };
    case 'notes': {
      const [, subject = '', body = ''] =
        /^<p><strong>([^]{0,10000}?)<\/strong><\/p>(?:<p>([^]{0,100000})<\/p>)?$/.exec(of('hs_note_body')) ??
        [];
      return { subject: textOf(subject), body: textOf(body) };
    }
  }
}

function textOf(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot);|<br>/g, (entity) => entities[entity] ?? '');
}
