import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Search } from '@/components/ui/icons';
import { Input } from '@/components/ui/input';
import { Time } from '@/components/ui/time';

export interface PickerProps {
  search: string;
  current: string | undefined;
  phones: { id: string; name: string; address: string; lastMessageAt: Date | null; isStaff: boolean }[];
}

/** Whose telephone to look at: by name or number, the staff first, then those where something arrived last. */
export function Picker({ search, current, phones }: PickerProps) {
  const t = useTranslations('demo');
  const staff = phones.filter((phone) => phone.isStaff);
  const customers = phones.filter((phone) => !phone.isStaff);
  return (
    <nav aria-label={t('pick')} className="min-w-0">
      <form action="/demo" className="mb-4 flex gap-2">
        <Input
          type="search"
          name="search"
          aria-label={t('search')}
          placeholder={t('search')}
          defaultValue={search}
          maxLength={80}
          autoComplete="off"
        />
        {current ? <input type="hidden" name="person" value={current} /> : null}
        <Button type="submit" icon={<Search />}>
          {t('find')}
        </Button>
      </form>
      {phones.length === 0 ? (
        <EmptyState title={t('nobody', { search })}>{t('nobodyNext')}</EmptyState>
      ) : null}
      <Group title={t('staff')} search={search} current={current} phones={staff} />
      <Group title={t('customers')} search={search} current={current} phones={customers} />
    </nav>
  );
}

function Group({ title, search, current, phones }: PickerProps & { title: string }) {
  const t = useTranslations('demo');
  if (phones.length === 0) return null;
  return (
    <section className="mb-5">
      <h2 className="mb-1.5 font-medium text-caption text-ink-soft">{title}</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {phones.map(({ id, name, address, lastMessageAt }) => (
          <li key={id}>
            <Link
              href={`/demo?${new URLSearchParams({ ...(search ? { search } : {}), person: id })}`}
              prefetch={false}
              aria-current={id === current ? 'true' : undefined}
              className="flex items-center gap-3 px-3 py-2.5 hover:bg-sunken aria-[current=true]:bg-accent-soft"
            >
              <Avatar name={name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                <span className="block truncate text-ink-soft text-small">{address}</span>
              </span>
              {lastMessageAt ? (
                <span className="text-right text-caption text-ink-soft">
                  <span className="sr-only">{t('latest')}: </span>
                  <Time value={lastMessageAt} />
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
