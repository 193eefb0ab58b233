'use client';
import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { useMeta } from '#features/account/use-account.ts';

/** A thin line while the simulator answers instead of a model. */
export function SimulatedBanner() {
  const { data: meta } = useMeta();
  if (!meta?.simulated_model) return null;
  return (
    <aside
      aria-label="About the model"
      className="flex items-center justify-center gap-2 border-b border-border bg-warning-soft px-4 py-1 text-xs text-warning print:hidden"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <p>
        Simulated model.{' '}
        <Link href="/help#model" className="inline-block py-1 font-medium underline underline-offset-3">
          Add a key to deliberate for real
        </Link>
      </p>
    </aside>
  );
}
