import { useEffect, useRef } from 'react';
import type { AlignedData } from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { number } from '../i18n/format.ts';
import { i18n, useT } from '../i18n/i18n.ts';

const DAY_SECONDS = 86_400;
/** Distances between the lines of an axis: whole days, whole things. */
const daySteps = [1, 2, 7, 14, 28, 84].map((days) => days * DAY_SECONDS);
const countSteps = [1, 2, 5]
  .flatMap((first) => [0, 1, 2, 3, 4, 5].map((zeros) => first * 10 ** zeros))
  .sort((a, b) => a - b);

export type Line = {
  label: string;
  values: readonly (number | null)[];
  color: 'accent' | 'good' | 'warn' | 'bad';
};

/** Figures over days; the same stand in a table for who cannot see it. */
export function LineChart({
  label,
  days,
  lines,
}: {
  label: string;
  days: readonly string[];
  lines: readonly Line[];
}) {
  const t = useT();
  const day = t('Day');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let end = (): void => undefined;
    let isOver = false;
    void import('uplot').then(({ default: UPlot }) => {
      if (isOver) return;
      const colour = (name: string): string => getComputedStyle(element).getPropertyValue(`--${name}`).trim();
      const format = new Intl.DateTimeFormat(i18n.locale, {
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      });
      const dayAt = (seconds: number): string => format.format(seconds * 1000);
      const axis = {
        stroke: colour('soft'),
        grid: { stroke: colour('line'), width: 1 },
        ticks: { show: false },
      };
      const chart = new UPlot(
        {
          width: element.clientWidth,
          height: 220,
          cursor: { y: false },
          legend: { show: lines.length > 1 },
          tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'UTC'),
          series: [
            {
              label: day,
              value: (_, seconds: number | null) => (seconds === null ? '' : dayAt(seconds)),
            },
            ...lines.map((line) => ({
              label: line.label,
              stroke: colour(line.color),
              width: 2,
              value: (_: unknown, value: number | null) => (value === null ? '' : number(value)),
            })),
          ],
          axes: [
            { ...axis, incrs: daySteps, space: 56, values: (_, seconds) => seconds.map(dayAt) },
            { ...axis, incrs: countSteps, values: (_, values) => values.map(number) },
          ],
        },
        [days.map((day) => Date.parse(day) / 1000), ...lines.map(({ values }) => [...values])] as AlignedData,
        element,
      );
      const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: 220 }));
      observer.observe(element);
      end = () => {
        observer.disconnect();
        chart.destroy();
      };
    });
    return () => {
      isOver = true;
      end();
    };
  }, [days, lines, day]);
  return (
    <figure>
      <div ref={place} aria-hidden className="min-h-[220px]" />
      <figcaption className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <td />
              {lines.map((line) => (
                <th key={line.label} scope="col">
                  {line.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day, index) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {lines.map((line) => (
                  <td key={line.label}>{line.values[index]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </figcaption>
    </figure>
  );
}
