import { ExternalLink, Eye } from 'lucide-react';
import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';

interface SomebodyElsesProps {
  sessionId: string;
  /** The meeting's workflow in the workflow UI, where there is one. */
  workflowUrl: string | null | undefined;
  className?: string;
}

const link = 'inline-flex min-h-6 items-center gap-1 font-medium underline underline-offset-3';

/** Why an admin finds nothing to press here, and where they can look further. */
export function SomebodyElses({ sessionId, workflowUrl, className }: SomebodyElsesProps) {
  return (
    <p
      className={cn(
        'flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg bg-sunken px-4 py-2 text-sm print:hidden',
        className,
      )}
    >
      <span className="flex items-start gap-2.5">
        <Eye aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        Somebody else’s meeting. As an admin you can read it, not change it.
      </span>
      <Link href={`/admin/meetings/${sessionId}`} className={link}>
        Spending
      </Link>
      {workflowUrl && (
        <a href={workflowUrl} target="_blank" rel="noreferrer" className={link}>
          Workflow
          <ExternalLink aria-label="opens in a new tab" className="size-3 shrink-0 text-muted" />
        </a>
      )}
    </p>
  );
}
