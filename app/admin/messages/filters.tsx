import { getLocale, getTranslations } from 'next-intl/server';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect, FilterText } from '@/components/table/filters';
import { TEMPLATES, titleOf } from '@/lib/notice/words';
import { MESSAGE_CHANNELS, MESSAGE_STATES } from '@/lib/tenant/message-index';

export const FILTERS = ['state', 'channel', 'template', 'person'] as const;

type Filter = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters of the messages, all in the address. */
export async function MessageFilters({ path, filter }: { path: string; filter: Filter }) {
  const [t, words, locale] = [
    await getTranslations('admin.messages.filter'),
    await getTranslations('admin.messages'),
    await getLocale(),
  ];
  const templates = TEMPLATES.map((value) => ({ value, label: titleOf(value, locale) }));
  return (
    <FilterBar path={path} active={Object.keys(filter).length > 0}>
      <FilterSelect
        name="state"
        label={t('state')}
        value={filter.state}
        all={t('anyState')}
        options={MESSAGE_STATES.map((value) => ({ value, label: words(`states.${value}`) }))}
      />
      <FilterSelect
        name="channel"
        label={t('channel')}
        value={filter.channel}
        all={t('anyChannel')}
        options={MESSAGE_CHANNELS.map((value) => ({ value, label: words(`channels.${value}`) }))}
      />
      <FilterSelect
        name="template"
        label={t('template')}
        value={filter.template}
        all={t('anyTemplate')}
        options={templates.toSorted((a, b) => a.label.localeCompare(b.label))}
      />
      <FilterText name="person" label={t('person')} value={filter.person} />
    </FilterBar>
  );
}
