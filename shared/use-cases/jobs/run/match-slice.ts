import { isActive, type ActiveAutomation } from '../../../domain/automations/automation.ts';
import { matchId } from '../../../domain/automations/match.ts';
import { inChunks } from '../../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { MatchJob, RunningJob } from '../../../domain/jobs/job.ts';
import { walkPages } from '../../../ports/walk.ts';
import type { WholePorts } from '../../core/engine-ports.ts';
import { saveJob, saveSlice } from '../save-job.ts';
import { plusMinutes } from '../../../domain/time/instants.ts';
import { movePlannedLook } from '../../matching/planned-look.ts';
import { lookForMatch, nextMatch } from '../../matching/look-for-match.ts';
import { subjectsOver, type SubjectPage } from '../../matching/subjects-over.ts';

/** Leads or records of one slice: some minutes at most. */
const sliceSize = 5_000;
const AT_ONCE = 20;
/** Until the next round has looked at everything, in minutes. */
const SOON_MINUTES = 26 * 60;

/**
 * Looks at the next leads or records that an automation may be about (E6): those already there when it is activated, and
 * once a day all of them, which proves that none was missed (F4). Most of them are read in pages and come to nothing; only
 * what begins, ends or waits is looked at by itself. A slice that is run again does nothing twice.
 */
export async function matchSlice(
  ports: WholePorts,
  job: RunningJob<MatchJob>,
  { now, most = sliceSize }: { now: Instant; most?: number },
): Promise<MatchJob | undefined> {
  const { organisation, automationId, progress } = job;
  const automation = await ports.store.automations.get(organisation, automationId);
  if (automation === undefined || !isActive(automation))
    return saveJob<MatchJob>(ports, job, { ...job, status: 'done', finishedAt: now });
  let { cursor } = job;
  const list = subjectsOver(ports, { organisation, ...automation.active, now });
  let [read, noted] = [0, 0];
  for await (const page of walkPages(list, { cursor, most })) {
    noted += await lookAtPage(ports, automation, page.items, now);
    read += page.items.length;
    ({ cursor } = page);
  }
  const after = {
    ...job,
    cursor,
    slices: job.slices + 1,
    progress: {
      ...progress,
      read: progress.read + read,
      accepted: progress.accepted + noted,
      unchanged: progress.unchanged + read - noted,
    },
  };
  return saveSlice<MatchJob>(
    ports,
    job,
    cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after,
  );
}

/** @returns of how many something had to be noted */
async function lookAtPage(
  ports: WholePorts,
  automation: ActiveAutomation,
  page: SubjectPage['items'],
  now: Instant,
): Promise<number> {
  const { organisation, id: automationId } = automation;
  const ids = page.map(({ subject }) => matchId(automationId, subject));
  const matches = await ports.store.matches.getMany(organisation, ids);
  const byId = new Map(matches.map((match) => [match.id, match]));
  const news = page.filter(({ subject, known }) => {
    const match = byId.get(matchId(automationId, subject));
    if (match?.pending !== undefined) return true;
    return nextMatch(automation, { subject, match, known, now }) !== undefined;
  });
  await inChunks(news, AT_ONCE, ({ subject }) =>
    lookForMatch(ports, { organisation, automationId, subject, now }),
  );
  // Those that wait have their entries, however those were lost: making one that is there changes nothing.
  const soon = plusMinutes(now, SOON_MINUTES);
  const waiting = matches.filter(({ wakesAt }) => wakesAt !== undefined && wakesAt <= soon);
  await inChunks(waiting, AT_ONCE, (match) => movePlannedLook(ports, undefined, match));
  return news.length;
}
