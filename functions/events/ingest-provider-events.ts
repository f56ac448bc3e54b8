import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { eachRecord } from '#functions/runtime/each-record.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { environment } from '#functions/runtime/environment.ts';
import { eventFilePorts } from '#functions/runtime/event-file-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { parseEventFiles, type ParsedEventFiles } from '#shared/contracts/provider/parse-event-files.ts';
import { parseProviderEvent } from '#shared/contracts/provider/parse-provider-event.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { ingestOptOut } from '#shared/use-cases/provider-events/ingest-opt-out.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { takeInFile } from '#shared/use-cases/provider-events/take-in-file.ts';

/** Messages taken in side by side. */
const AT_ONCE = 10;
/** What is left of files is left to another call when so little time is left, in milliseconds. */
const TIME_TO_STOP_MS = 20_000;

/**
 * Takes in what the providers say of mails and texts (F3, A7), and who answers STOP to a text (D7). What is said of
 * deliveries comes in files, which wait for the rest of the batch: they are not urgent.
 */
export async function handler(
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS;
  const files = new Map(event.Records.map(({ messageId, body }) => [messageId, parseEventFiles(body)]));
  const isTold = ({ messageId }: SQSRecord): boolean => files.get(messageId) === undefined;
  const [told, ofFiles] = [event.Records.filter(isTold), event.Records.filter((one) => !isTold(one))];
  const urgent = await eachRecord(
    { Records: told },
    ({ body, messageId: id }) => ingest(body, { id }),
    AT_ONCE,
  );
  const rest = await eachRecord({ Records: ofFiles }, ({ messageId: id }) =>
    ingestFiles(files.get(id), { id, hasTime }),
  );
  return { batchItemFailures: [...urgent.batchItemFailures, ...rest.batchItemFailures] };
}

/** Takes in what a message tells of files; false: it is to come again. */
async function ingestFiles(
  parsed: ParsedEventFiles | undefined,
  { id, hasTime }: { id: string; hasTime: () => boolean },
): Promise<boolean> {
  // Decide
  if (parsed === undefined || parsed.kind === 'ignored') return true;
  if (parsed.kind === 'invalid') {
    logger.error('unreadable notification of a file', { id, problem: parsed.problem });
    return false;
  }
  // Act
  const outcomes = await inChunks(parsed.parts, 1, (part) => {
    const { key: file } = part;
    const takeIn = (text: string, line: number) => ingestLine(text, { file, line });
    return takeInFile(eventFilePorts(), part, { takeIn, hasTime });
  });
  for (const { item, result } of outcomes) {
    // Worked off before, or a message was redriven for longer than files are kept.
    if (result === 'gone') logger.warn('file of provider events is gone', { file: item.key });
    else logger.info('file of provider events', { file: item.key, outcome: result });
  }
  return outcomes.every(({ result }) => result !== 'failed');
}

/** Takes in an event of a file, so that one that fails does not stop the others. */
async function ingestLine(text: string, of: { file: string; line: number }): Promise<boolean> {
  try {
    return await ingest(text, of);
  } catch (error) {
    logger.error('event of a file failed; the file comes again', { ...of, error });
    return false;
  }
}

/** Takes in one event; false where it cannot be read. `of`: where it stood, for the log. */
async function ingest(body: string, of: { id: string } | { file: string; line: number }): Promise<boolean> {
  // Gather
  const parsed = parseProviderEvent(body);
  // Decide
  if (parsed.kind === 'ignored') return true;
  if (parsed.kind === 'invalid') {
    logger.error('unreadable provider event', { ...of, problem: parsed.problem });
    return false;
  }
  // Act
  const now = clock.now();
  const { organisation } = environment();
  if (parsed.kind === 'opt-out') {
    const { number, at = now } = parsed;
    const outcome = await ingestOptOut(enginePorts(), { organisation, number, at }, now);
    logger.info('text opted out', { outcome });
    return true;
  }
  const { kind, messageId } = parsed.event;
  const outcome = await ingestProviderEvent(enginePorts(), parsed.event, now, organisation);
  logger.info('provider event', { kind, messageId, outcome });
  return true;
}
