/** A shield, the meaning of the product's name. */
export function BrandMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`shrink-0 text-accent ${className}`}>
      <path fill="currentColor" d="M12 1.5 3.5 4.6v6.9c0 5.3 3.5 9.3 8.5 11 5-1.7 8.5-5.7 8.5-11V4.6Z" />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m8.3 12 2.6 2.6 4.8-5.2"
      />
    </svg>
  );
}
