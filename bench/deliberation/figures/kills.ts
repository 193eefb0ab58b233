import type { Figure } from '../figure.ts';
import type { Tally } from '../kills.ts';

/** Full boards of three sub-problems, killed at random. */
export function survivesKills(tallies: readonly Tally[], least: number): Figure[] {
  const sum = (name: keyof Tally): number => tallies.reduce((all, tally) => all + tally[name], 0);
  const kills = sum('kills');
  const n = `${kills} kills, ${sum('of_postgres')} of them of Postgres, ${sum('meetings')} meetings`;
  const none = (figure: string, ...names: (keyof Tally)[]): Figure => {
    const measured = names.map(sum);
    const required = names.map(() => '0').join(' / ');
    return { figure, required, measured: measured.join(' / '), n, met: measured.every((value) => value === 0) };
  };
  return [
    { figure: 'kill -9 through 3 sub-problems', required: `≥ ${least}`, measured: `${kills}`, n, met: kills >= least },
    none('events lost / doubled, contributions doubled', 'lost', 'doubled', 'contributions_doubled'),
    none('broken invariants / meetings stuck', 'broken', 'stuck'),
    {
      figure: 'calls repeated / in flight at kills of the worker, Temporal and Postgres',
      required: '≤ in flight',
      measured: `${sum('repeated')} / ${sum('in_flight')}`,
      n,
      met: sum('repeated') <= sum('in_flight'),
    },
    none('of them not in flight while one of these was away', 'unexcused'),
    none('micro-dollars left reserved / rows unlike the bill', 'left_over', 'wrong'),
    {
      figure: "ledger ours / vendor's",
      required: "≥ the vendor's",
      measured: `${sum('ours')} / ${sum('vendors')}`,
      n,
      met: sum('ours') >= sum('vendors'),
    },
    {
      figure: "dependents' prompts without the earlier decision",
      required: '0',
      measured: `${sum('forgotten')}`,
      n: `${sum('dependent')} prompts`,
      met: sum('forgotten') === 0 && sum('dependent') > 0,
    },
    {
      figure: 'hands raised and answered / pauses meanwhile',
      required: 'all answered, > 0',
      measured: `${sum('answered')} / ${sum('paused')}`,
      n: `${sum('raised')} hands`,
      met: sum('raised') > 0 && sum('answered') === sum('raised'),
    },
  ];
}
