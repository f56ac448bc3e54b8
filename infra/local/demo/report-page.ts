import type { Zone } from '#shared/domain/kernel/instant.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import type { Beside } from './extra-report.ts';
import { describeComparison } from './compare-forecast.ts';
import { describeServices } from './services/services-report.ts';
import type { Collected } from './report.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

const PALETTE = ['#2563eb', '#d97706', '#059669', '#9333ea', '#dc2626', '#0891b2', '#65a30d', '#be185d'];
const FUNNEL = [
  ['sent', '#2563eb'],
  ['delivered', '#0891b2'],
  ['opened', '#059669'],
  ['clicked', '#65a30d'],
  ['replied', '#d97706'],
  ['taskCompleted', '#9333ea'],
] as const;

/** One page that needs nothing beside itself: the funnel per step, and sends per day and sender, drawn. */
export function reportPage(
  collected: Collected,
  beside: Beside,
  of: { title: string; zone: Zone; from: string; to: string },
): string {
  const { totals } = collected.report;
  const tiles = Object.entries(totals)
    .map(([name, count]) => `<div class="tile"><b>${count}</b><span>${name}</span></div>`)
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(of.title)}</title>
<style>
:root{color-scheme:light dark;--line:#8884}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1000px;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.25rem 0;opacity:.75}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}.tile{border:1px solid var(--line);border-radius:8px;padding:.6rem 1rem;min-width:6rem}
.tile b{display:block;font-size:1.5rem}.tile span{opacity:.7}svg{width:100%;height:auto}svg text{fill:currentColor;font:12px system-ui,sans-serif}
.key{display:inline-flex;gap:.35rem;align-items:center;margin-right:1rem}.key i{width:.8rem;height:.8rem;border-radius:2px}
</style></head><body>
<h1>${escapeHtml(of.title)}</h1>
<p>${of.from.slice(0, 10)} to ${of.to.slice(0, 10)}; ${collected.report.sends.length} messages. ${
    collected.reconciliation.balanced ? 'Every enrollment is accounted for.' : 'The counts do not balance.'
  }</p>
<div class="tiles">${tiles}</div>
<h2>Funnel per step</h2>${key(FUNNEL.map(([name, colour]) => [name, colour]))}
${funnel(collected)}
<h2>Sends per day and sender</h2>
${perDay(collected, of.zone)}
${besides(beside)}
</body></html>
`;
}

function besides(beside: Beside): string {
  const { forecast, scores, webhooks, suppressions, workflows, automations, surveys, services } = beside;
  const list = (title: string, counts: Record<string, number>): string =>
    Object.keys(counts).length === 0
      ? ''
      : `<h2>${title}</h2><p>${Object.entries(counts)
          .map(([name, count]) => `${count} ${escapeHtml(name)}`)
          .join(', ')}</p>`;
  const best = scores.best.map(({ name, value }) => `<li>${escapeHtml(name)}: ${value}</li>`).join('');
  return [
    `<h2>Forecast</h2><p>${escapeHtml(describeComparison(forecast).join(' '))}</p>`,
    `<h2>Qualified leads</h2><p>${scores.qualified} in all; the highest scores:</p><ol>${best}</ol>`,
    webhooks === undefined ? '' : list('Webhook deliveries', webhooks.deliveries),
    list('Addresses not written to any more', suppressions),
    list('Workflows run', workflows),
    list('Automations matched', automations),
    ...surveys.map(feedback),
    services === undefined
      ? ''
      : `<h2>CRM, calendar and calls</h2><p>${escapeHtml(describeServices(services).join(' '))}</p>`,
  ].join('\n');
}

/** What clients answered: the distribution of each question that has one, drawn. */
function feedback({ title, sent, completed, satisfaction, questions }: Beside['surveys'][number]): string {
  const { mean, nps } = satisfaction;
  const figures =
    mean === undefined ? '' : `; satisfaction ${mean.toFixed(1)}, NPS ${nps?.toFixed(0) ?? '–'}`;
  const drawn = questions
    .filter(({ distribution }) => Object.keys(distribution).length > 0)
    .map(({ question, distribution }) => bars(question, distribution));
  return `<h2>${escapeHtml(title)}</h2><p>${sent} asked, ${completed} answered${figures}.</p>${drawn.join('')}`;
}

function bars(title: string, counts: Record<string, number>): string {
  const entries = Object.entries(counts);
  const most = Math.max(1, ...entries.map(([, count]) => count));
  const rows = entries.map(([name, count], index) => {
    const width = Math.max(2, (count / most) * 660).toFixed(1);
    const top = 4 + index * 18;
    return `<text x="0" y="${top + 11}">${escapeHtml(name)}</text><rect x="120" y="${top}" width="${width}" height="13" rx="2" fill="${PALETTE[2] ?? '#888'}"/><text x="${(126 + Number(width)).toFixed(1)}" y="${top + 11}">${count}</text>`;
  });
  const label = escapeHtml(title);
  return `<svg viewBox="0 0 940 ${entries.length * 18 + 8}" role="img" aria-label="${label}">${rows.join('')}</svg>`;
}

function funnel({ statistics: { steps } }: Collected): string {
  const rows = steps.filter(({ step }) => step !== '-');
  const most = Math.max(1, ...rows.flatMap(({ counts }) => FUNNEL.map(([name]) => counts[name] ?? 0)));
  let y = 4;
  const drawn = rows.map(({ step, name, counts }) => {
    const shown = FUNNEL.filter(([counter]) => (counts[counter] ?? 0) > 0);
    const label = `<text x="0" y="${y + 12}">${escapeHtml(`${step} ${name ?? ''}`)}</text>`;
    const bars = shown.map(([counter, colour], index) => {
      const count = counts[counter] ?? 0;
      const width = Math.max(2, (count / most) * 660);
      const top = y + index * 16;
      return `<rect x="220" y="${top}" width="${width.toFixed(1)}" height="13" rx="2" fill="${colour}"><title>${counter} ${count}</title></rect><text x="${(226 + width).toFixed(1)}" y="${top + 11}">${count}</text>`;
    });
    y += Math.max(1, shown.length) * 16 + 10;
    return label + bars.join('');
  });
  return `<svg viewBox="0 0 940 ${y}" role="img" aria-label="Funnel per step">${drawn.join('')}</svg>`;
}

function perDay({ report: { sends } }: Collected, zone: Zone): string {
  const senders = [...new Set(sends.map(({ sender }) => sender))].toSorted();
  const byDay = Map.groupBy(sends, ({ at }) => localDate(toInstant(at), zone));
  const dates = [...byDay.keys()].toSorted();
  const most = Math.max(1, ...dates.map((date) => byDay.get(date)?.length ?? 0));
  const colourOf = (sender: string): string => PALETTE[senders.indexOf(sender) % PALETTE.length] ?? '#888';
  const slot = 900 / Math.max(1, dates.length);
  const bars = dates.map((date, index) => {
    let top = 240;
    const x = 36 + index * slot;
    const parts = senders.map((sender) => {
      const count = byDay.get(date)?.filter((send) => send.sender === sender).length ?? 0;
      const height = (count / most) * 220;
      top -= height;
      return `<rect x="${x.toFixed(1)}" y="${top.toFixed(1)}" width="${(slot * 0.8).toFixed(1)}" height="${height.toFixed(1)}" fill="${colourOf(sender)}"><title>${date} ${escapeHtml(sender)}: ${count}</title></rect>`;
    });
    const centre = (x + slot * 0.4).toFixed(1);
    return `${parts.join('')}<text x="${centre}" y="262" text-anchor="end" transform="rotate(-45 ${centre} 256)">${date.slice(5)}</text>`;
  });
  const axis = `<line x1="32" y1="240" x2="940" y2="240" stroke="currentColor" stroke-opacity=".4"/><text x="0" y="24">${most}</text><text x="0" y="244">0</text>`;
  return `${key(senders.map((sender) => [sender, colourOf(sender)]))}<svg viewBox="0 0 940 300" role="img" aria-label="Sends per day and sender">${axis}${bars.join('')}</svg>`;
}

function key(entries: (readonly [string, string])[]): string {
  return `<p>${entries.map(([name, colour]) => `<span class="key"><i style="background:${colour}"></i>${escapeHtml(name)}</span>`).join('')}</p>`;
}
