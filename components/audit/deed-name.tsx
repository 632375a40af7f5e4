import { useTranslations } from 'next-intl';

type Key = Parameters<ReturnType<typeof useTranslations<'deed'>>>[0];

/** Gives the name of a deed in plain words; one of an older release that has none here keeps its own. */
export function useDeedName(): (command: string) => string {
  const t = useTranslations('deed');
  return (command) => {
    const key = command.replaceAll('.', '_') as Key;
    return t.has(key) ? t(key) : command;
  };
}

export function DeedName({ command }: { command: string }) {
  return useDeedName()(command);
}
