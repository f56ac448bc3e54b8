import type { Files } from '../../ports/files.ts';
import type { WholePorts } from '../core/engine-ports.ts';

/** What running a job reaches outside through. */
export type JobPorts = WholePorts & {
  files: Files;
  /** Mails that came in; of those of an erased person nothing stays (F9). */
  inboundMail: Pick<Files, 'remove'>;
};
