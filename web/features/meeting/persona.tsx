import type { CSSProperties } from 'react';
import { cn } from '#components/ui/cn.ts';

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
};

/** A face: initials in the persona's colour, mixed with the theme's own so that they stay readable in both. */
export function Persona({ name, colour, className }: { name: string; colour: string; className?: string }) {
  return (
    <span
      aria-hidden
      style={{ '--persona': colour } as CSSProperties}
      className={cn(
        'grid shrink-0 place-items-center rounded-full border border-[color-mix(in_oklab,var(--persona)_45%,var(--surface))] bg-[color-mix(in_oklab,var(--persona)_15%,var(--surface))] font-semibold text-[color-mix(in_oklab,var(--persona)_40%,var(--foreground))] select-none',
        className ?? 'size-8 text-xs',
      )}
    >
      {initials(name)}
    </span>
  );
}
