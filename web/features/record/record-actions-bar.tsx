import { Braces, Download, Printer } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';

/** Take the record along: on paper or as PDF, as Markdown, as JSON. */
export function RecordActionsBar({ sessionId }: { sessionId: string }) {
  const base = `/api/v1/sessions/${encodeURIComponent(sessionId)}`;
  return (
    <div className="flex flex-wrap gap-1.5 pb-2">
      <Button size="sm" onClick={() => window.print()}>
        <Printer aria-hidden />
        Print or PDF
      </Button>
      <Button size="sm" asChild>
        <a href={`${base}/record.md`} download>
          <Download aria-hidden />
          Markdown
        </a>
      </Button>
      <Button size="sm" asChild>
        <a href={`${base}/record.json`} download>
          <Braces aria-hidden />
          JSON
        </a>
      </Button>
    </div>
  );
}
