import { removeItem } from './dynamo-remove.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import { readItem } from '../../contracts/stored/codec.ts';
import { activityCodec } from '../../contracts/stored/activity.ts';
import type { Activities } from '../../ports/store.ts';
import { activityItem, rangeOfActivities } from '../activities.ts';
import { queryPage } from './dynamo-documents.ts';
import { putItem } from './dynamo-put.ts';
import type { Dynamo } from './dynamo.ts';

/** Writes under way at once. */
const AT_ONCE = 10;

/** Activities read at once to be removed. */
const PAGE = 100;

/** Activities in DynamoDB. */
export function dynamoActivities(dynamo: Dynamo): Activities {
  return {
    async add(activities) {
      const added: Activity[] = [];
      for (let from = 0; from < activities.length; from += AT_ONCE) {
        const some = activities.slice(from, from + AT_ONCE);
        const outcomes = await Promise.all(
          some.map((activity) => putItem(dynamo, 'activities', activityItem(activity), 'absent')),
        );
        added.push(...some.filter((_, index) => outcomes[index] === 'written'));
      }
      return added;
    },
    async forget(organisation, leadId, most, upTo) {
      const range = rangeOfActivities(organisation, leadId, { upTo });
      let [forgotten, cursor] = [0, undefined as string | undefined];
      do {
        const page = await queryPage(dynamo, 'activities', range, Math.min(PAGE, most - forgotten), cursor);
        for (let from = 0; from < page.items.length; from += AT_ONCE) {
          const some = page.items.slice(from, from + AT_ONCE);
          await Promise.all(some.map((item) => removeItem(dynamo, 'activities', item)));
        }
        forgotten += page.items.length;
        ({ cursor } = page);
      } while (cursor !== undefined && forgotten < most);
      return forgotten;
    },
    async ofLead(organisation, leadId, { limit, cursor, ...span }) {
      const range = rangeOfActivities(organisation, leadId, span);
      const page = await queryPage(dynamo, 'activities', range, limit, cursor);
      return { ...page, items: page.items.map((item) => readItem('activities', activityCodec, item)) };
    },
  };
}
