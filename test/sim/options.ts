import { readArguments as read } from '#infra/read-arguments.ts';

export const usage = `usage: npm run sim -- [--seed N] [--days D] [--leads L]   lives through one world, and says what was wrong
       npm run sim -- --seeds K [--seed N] …            … through K worlds, from seed N on
       npm run sim -- --mutants [--only NAME]           plants each known bug, and looks whether it is found
  --without a,b   leaves out faults and acts by their names     --log FILE   writes the log, with every call
  --pace N        reads the CRM once in so many times, to be quicker
  --no-shrink     does not look for the smallest world that still fails`;

export type Arguments = {
  seed: number;
  seeds: number;
  days: number;
  leads: number;
  pace: number;
  without: string[];
  log: string | undefined;
  shrink: boolean;
  mutants: boolean;
  only: string | undefined;
  /** The mutant that this process has in it; set by the process that runs them all. */
  plant: string | undefined;
};

/** Reads the command line. @throws with a text for people when it cannot be read */
export function readArguments(args: string[]): Arguments {
  const { values } = read(usage, {
    args,
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      days: { type: 'string', default: '30' },
      leads: { type: 'string', default: '100' },
      pace: { type: 'string', default: '1' },
      without: { type: 'string', default: '' },
      log: { type: 'string' },
      'no-shrink': { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
      only: { type: 'string' },
      plant: { type: 'string' },
    },
  });
  const whole = (name: 'seed' | 'seeds' | 'days' | 'leads' | 'pace', most: number): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1 || number > most)
      throw new Error(`--${name} is a whole number from 1 to ${most}, not ${values[name]}.`);
    return number;
  };
  return {
    seed: whole('seed', 1_000_000_000),
    seeds: whole('seeds', 1_000_000),
    days: whole('days', 365),
    leads: whole('leads', 10_000),
    pace: whole('pace', 100),
    without: values.without.split(',').filter((name) => name !== ''),
    log: values.log,
    shrink: !values['no-shrink'],
    mutants: values.mutants,
    only: values.only,
    plant: values.plant,
  };
}
