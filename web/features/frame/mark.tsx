/** The mark: a round table seen from above, five seats and the one who decides. */
export function Mark({ className }: { className?: string }) {
  const seats = [0, 1, 2, 3, 4].map((seat) => {
    const angle = ((seat * 72 - 90) * Math.PI) / 180;
    return { cx: (16 + 8.6 * Math.cos(angle)).toFixed(2), cy: (16 + 8.6 * Math.sin(angle)).toFixed(2) };
  });
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <circle cx="16" cy="16" r="3.6" className="fill-on-primary" />
      {seats.map((seat) => (
        <circle key={seat.cx + seat.cy} {...seat} r="2.1" className="fill-on-primary opacity-80" />
      ))}
    </svg>
  );
}
