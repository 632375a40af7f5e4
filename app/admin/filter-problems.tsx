import { Alert } from '@/components/ui/alert';

/** What was typed into filters and cannot be used, in words. */
export function FilterProblems({ title, problems }: { title: string; problems: Record<string, string[]> }) {
  return (
    <div className="px-4 pb-4 sm:px-5">
      <Alert tone="look" title={title}>
        {Object.values(problems).flat().join(' ')}
      </Alert>
    </div>
  );
}
