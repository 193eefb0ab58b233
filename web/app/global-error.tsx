'use client';
import './globals.css';

/** The last resort, where not even the frame could be drawn. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something failed · Board of One</title>
        <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
          <h1 className="text-xl font-semibold">The app could not be shown</h1>
          <p className="mt-1.5 max-w-sm text-sm text-muted">
            Your meetings go on by themselves. Load the page again; if it stays like this, tell whoever runs this stack.
          </p>
          <button
            type="button"
            onClick={reset}
            className="mt-6 h-10 rounded-md bg-primary px-4 text-sm font-medium text-on-primary"
          >
            Load again
          </button>
        </main>
      </body>
    </html>
  );
}
