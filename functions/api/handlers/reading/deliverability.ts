import type { deliverabilityOperations } from '#shared/contracts/api/deliverability.ts';
import { limits, rated } from '#shared/domain/statistics/deliverability.ts';
import { readDeliverability } from '#shared/use-cases/deliverability/read-deliverability.ts';
import { shownHold } from '../../show-hold.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const deliverabilityHandlers: ReadingHandlers<typeof deliverabilityOperations> = {
  getDeliverability: async (ports, { caller, query: { days: asked }, now }) => {
    const { days, total, holds } = await readDeliverability(ports, { caller, days: asked, now });
    return {
      kind: 'ok',
      body: {
        days: days.map(({ date, counts }) => ({ date, ...counts })),
        total,
        complaints: { ...rated('complained', total), limits: limits.complained },
        bounces: { ...rated('bounced', total), limits: limits.bounced },
        holds: holds.map(shownHold),
      },
    };
  },
};
