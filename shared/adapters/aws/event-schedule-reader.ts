import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { ScheduleReader } from '../../ports/schedule-reader.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

/** Looks at the entries of a Scheduler group. */
export function eventScheduleReader({ group }: { group: string }): ScheduleReader {
  const client = new SchedulerClient(clientSettings({ attempts: 5, timeoutMs: 5_000 }));
  return {
    async has(name) {
      try {
        await client.send(new GetScheduleCommand({ Name: name, GroupName: group }));
        return true;
      } catch (error) {
        if (isAwsError(error, 'ResourceNotFoundException')) return false;
        throw error;
      }
    },
  };
}
