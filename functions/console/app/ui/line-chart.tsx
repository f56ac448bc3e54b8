import { useEffect, useRef } from 'react';
import type { AlignedData } from 'uplot';
import 'uplot/dist/uPlot.min.css';

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
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let end = (): void => undefined;
    let isOver = false;
    void import('uplot').then(({ default: UPlot }) => {
      if (isOver) return;
      const colour = (name: string): string => getComputedStyle(element).getPropertyValue(`--${name}`).trim();
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
          series: [{}, ...lines.map((line) => ({ label: line.label, stroke: colour(line.color), width: 2 }))],
          axes: [axis, axis],
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
  }, [days, lines]);
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
