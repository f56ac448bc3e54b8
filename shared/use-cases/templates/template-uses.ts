import type { SequenceId } from '../../domain/kernel/ids.ts';
import type { Sequence, Step } from '../../domain/sequences/step.ts';
import { summaryOf } from '../../domain/statistics/rates.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

type Uses = { store: Pick<Store, 'sequences' | 'versions' | 'statistics'> };

/** A sequence that uses a template: in its draft, in its present version, in former ones that leads are still on. */
export type TemplateUse = {
  sequenceId: SequenceId;
  name: string;
  status: Sequence['status'];
  draft: boolean;
  /** Numbers of the published versions that use it. */
  versions: number[];
  /** Names of the steps, in the draft or the latest of these versions. */
  steps: string[];
};

/**
 * Where a template is used (D8). Former versions count as long as leads are under way in the sequence, since some may
 * still be on them; deleted sequences send nothing more. Reads every sequence, of which there are some hundreds.
 */
export async function usesOfTemplate(
  { store }: Uses,
  organisation: string,
  templateId: string,
): Promise<TemplateUse[]> {
  const all = await listAll(store.sequences, organisation);
  const sequences = all.filter(({ status }) => status !== 'deleted');
  const wholes = await store.statistics.ofWholes(
    organisation,
    sequences.map(({ id }) => id),
  );
  const active = new Map(wholes.map(({ sequenceId, counts }) => [sequenceId, summaryOf(counts).active]));
  const wanted = sequences.flatMap(({ id, currentVersion }) => {
    const first = (active.get(id) ?? 0) > 0 ? 1 : Math.max(1, currentVersion);
    const count = Math.max(0, currentVersion - first + 1);
    return Array.from({ length: count }, (_, index) => `${id}.${first + index}`);
  });
  const versions = Map.groupBy(
    await store.versions.getMany(organisation, wanted),
    ({ sequenceId }) => sequenceId,
  );

  return sequences.flatMap(({ id, name, status, draft }): TemplateUse[] => {
    const inDraft = namesUsing(draft.steps, templateId);
    const inVersions = (versions.get(id) ?? [])
      .toSorted((a, b) => a.version - b.version)
      .map(({ version, steps }) => ({ version, names: namesUsing(steps, templateId) }))
      .filter(({ names }) => names.length > 0);
    if (inDraft.length === 0 && inVersions.length === 0) return [];
    return [
      {
        sequenceId: id,
        name,
        status,
        draft: inDraft.length > 0,
        versions: inVersions.map(({ version }) => version),
        steps: inDraft.length > 0 ? inDraft : (inVersions.at(-1)?.names ?? []),
      },
    ];
  });
}

/** Where it is used, for the sentence of a refusal. */
export function describeUses(uses: readonly TemplateUse[]): string {
  const shown = uses.slice(0, 5).map(({ name, steps }) => `“${name}” (${steps.join(', ')})`);
  const more = uses.length > shown.length ? ` and ${uses.length - shown.length} more` : '';
  return `${uses.length} ${uses.length === 1 ? 'sequence uses' : 'sequences use'} it: ${shown.join(', ')}${more}`;
}

function namesUsing(steps: readonly Step[], templateId: string): string[] {
  return steps.filter((step) => step.templateId === templateId).map(({ name }) => name);
}
