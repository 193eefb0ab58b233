import { share } from './figures.ts';

export interface Series {
  label: string;
  hint: string;
  colour: string;
  /** One a round, 0–1; null where it could not be measured. */
  values: (number | null)[];
}

const WIDTH = 92;
const HEIGHT = 28;
const BAR = 10;
const GAP = 6;

const said = (value: number | null | undefined): string => (value == null ? 'not measured' : share(value));

function Value({ value }: { value: number | null | undefined }) {
  return (
    <span className="w-14 text-right text-sm font-medium tabular-nums">
      {value == null ? <span className="text-2xs text-muted">not measured</span> : share(value)}
    </span>
  );
}

/** One signal after the first round: a value on its scale, since a single bar is no course of anything. */
export function SignalMeter({ label, hint, colour, values }: Series) {
  const value = values.at(-1);
  return (
    <div className="flex items-center gap-3" title={hint}>
      <span className="w-20 text-sm">{label}</span>
      {value == null ? (
        <span className="flex-1" />
      ) : (
        <div
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuenow={value}
          aria-valuetext={said(value)}
          className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-hover"
        >
          <div className="h-full rounded-full" style={{ width: `${value * 100}%`, background: colour }} />
        </div>
      )}
      <Value value={value} />
    </div>
  );
}

/** One signal over the rounds as small bars, the last one strongest. The table behind says the numbers. */
export function SignalChart({ label, hint, colour, values }: Series) {
  const spoken = values.map((value, index) => `round ${index + 1}: ${said(value)}`);
  return (
    <div className="flex items-center gap-3" title={hint}>
      <span className="w-20 text-sm">{label}</span>
      <svg
        role="img"
        aria-label={`${label} by round. ${spoken.join(', ')}.`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="h-7 min-w-0 flex-1"
        preserveAspectRatio="xMinYMid meet"
      >
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-border" />
        {values.map((value, index) => {
          const height = value === null ? 0 : Math.max(1.5, value * (HEIGHT - 3));
          return (
            <rect
              key={index}
              x={index * (BAR + GAP)}
              y={HEIGHT - 1 - height}
              width={BAR}
              height={height}
              rx="1.5"
              fill={colour}
              opacity={index === values.length - 1 ? 1 : 0.45}
            />
          );
        })}
      </svg>
      <Value value={values.at(-1)} />
    </div>
  );
}
