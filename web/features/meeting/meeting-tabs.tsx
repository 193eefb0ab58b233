import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';

/** The two pages of a meeting. */
export function MeetingTabs({
  sessionId,
  here,
  hasRecord,
}: {
  sessionId: string;
  here: 'meeting' | 'record';
  hasRecord: boolean;
}) {
  const tabs = [
    { key: 'meeting', label: 'Meeting', path: `/meetings/${sessionId}` },
    { key: 'record', label: 'Decision record', path: `/meetings/${sessionId}/record` },
  ] as const;
  return (
    <nav aria-label="Pages of this meeting" className="flex gap-1 print:hidden">
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.path}
          aria-current={tab.key === here ? 'page' : undefined}
          className={cn(
            '-mb-px flex h-9 items-center gap-1.5 border-b-2 px-2 text-sm font-medium',
            tab.key === here ? 'border-primary text-foreground' : 'border-transparent text-muted hover:text-foreground',
          )}
        >
          {tab.label}
          {tab.key === 'record' && hasRecord && here === 'meeting' && (
            <span className="text-2xs font-medium text-primary">ready</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
