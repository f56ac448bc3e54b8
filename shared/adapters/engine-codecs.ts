import { enrollmentCodec } from '../contracts/stored/enrollment.ts';
import { holdCodec } from '../contracts/stored/hold.ts';
import { laneDayCodec } from '../contracts/stored/lane-day.ts';
import { accountCodec, groupCodec, leadCodec, userCodec } from '../contracts/stored/people.ts';
import { sequenceCodec, versionCodec } from '../contracts/stored/sequence.ts';
import { settingsCodec } from '../contracts/stored/settings.ts';
import { shortLinkCodec } from '../contracts/stored/short-link.ts';
import { taskCodec } from '../contracts/stored/task.ts';
import { templateCodec } from '../contracts/stored/template.ts';
import type { engineTables } from '../tables/engine-tables.ts';
import type { CodecsOf } from './collection.ts';

/** How the tables that running steps touches hold their items. */
export const engineCodecs: CodecsOf<typeof engineTables> = {
  settings: settingsCodec,
  users: userCodec,
  groups: groupCodec,
  accounts: accountCodec,
  leads: leadCodec,
  templates: templateCodec,
  sequences: sequenceCodec,
  versions: versionCodec,
  enrollments: enrollmentCodec,
  laneDays: laneDayCodec,
  tasks: taskCodec,
  shortLinks: shortLinkCodec,
  holds: holdCodec,
};
