import type { Problem } from '../../domain/kernel/problem.ts';
import type { Csv } from '../../ports/csv.ts';
import type { Files } from '../../ports/files.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import type { LeadValues } from '../leads/create-lead.ts';

/** The contract of a lead, the same for a row of a file as for the API. */
export type ReadLead = (
  input: unknown,
) => { kind: 'valid'; values: LeadValues } | { kind: 'invalid'; problems: Problem[] };

/** What running a job reaches outside through. */
export type JobPorts = WholePorts & { files: Files; csv: Csv; readLead: ReadLead };
