'use client';
import { Braces, Download, FileText, Printer, Share2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

const SharePanel = dynamic(() => import('./share-panel.tsx'), { ssr: false });

const FORMATS = [
  { format: 'pdf', label: 'PDF', icon: FileText },
  { format: 'md', label: 'Markdown', icon: Download },
  { format: 'json', label: 'JSON', icon: Braces },
] as const;

interface RecordActionsBarProps {
  sessionId: string;
  hasChoice: boolean;
  /** Whether the reader may share it. */
  yours: boolean;
}

/** Take the record along as PDF, Markdown or JSON, print it, or share it by a link. */
export function RecordActionsBar({ sessionId, hasChoice, yours }: RecordActionsBarProps) {
  const [sharing, setSharing] = useState<boolean | null>(null);
  const base = `/api/v1/sessions/${encodeURIComponent(sessionId)}`;
  return (
    <div className="flex flex-wrap gap-1.5 pb-2">
      {FORMATS.map(({ format, label, icon: Icon }) => (
        <Button key={format} size="sm" asChild>
          <a href={`${base}/record.${format}`} download>
            <Icon aria-hidden />
            {label}
          </a>
        </Button>
      ))}
      <Button size="sm" className="max-sm:hidden" onClick={() => window.print()}>
        <Printer aria-hidden />
        Print
      </Button>
      {yours && (
        <Button size="sm" variant="primary" aria-haspopup="dialog" onClick={() => setSharing(true)}>
          <Share2 aria-hidden />
          Share
        </Button>
      )}
      {sharing !== null && (
        <SharePanel sessionId={sessionId} hasChoice={hasChoice} open={sharing} onOpenChange={setSharing} />
      )}
    </div>
  );
}
