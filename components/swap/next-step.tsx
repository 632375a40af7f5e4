import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { LinkButton } from '@/components/ui/link-button';
import type { FormAction } from '@/lib/base/form-state';
import type { SwapFile } from '@/lib/sim/swap/view';
import { useWhyNot } from './hands-card';
import { SayToCustomer } from './say-to-customer';

export type SwapDeed = SwapFile['may'][number]['deed'];
/** What the page that shows a case can do with it; each leads back to `here`. */
export type SwapActions = Partial<Record<SwapDeed, FormAction>>;
/** What the customer is told to dial or open, and the page that the case is looked at on. */
export type SwapPlaces = { code: string; host: string; here: string };

type Props = { one: SwapFile; actions: SwapActions; places: SwapPlaces; startHref?: string };

const LOOK = { review: 'border-look-line', disputed: 'border-stop-line' } as const;

/** The one next step of a case for whoever is looking, or what it waits for. */
export function NextStep({ one, actions, places, startHref }: Props) {
  const t = useTranslations('swap.next');
  const { title, text } = useTitle(one);
  const border = one.state === 'review' || one.state === 'disputed' ? LOOK[one.state] : 'border-accent-ink';
  return (
    <Card title={title} description={text} className={border}>
      <div className="space-y-4">
        {one.state === 'proving' && !one.isProved ? <SayToCustomer one={one} places={places} /> : null}
        <Step one={one} actions={actions} here={places.here} />
        {one.endedAt && startHref && !one.completedAt ? (
          <LinkButton href={startHref}>{t('anew')}</LinkButton>
        ) : null}
      </div>
    </Card>
  );
}

function useTitle({ state, may }: SwapFile): { title: string; text: string } {
  const t = useTranslations('swap.next');
  const mayReview = may.some(({ deed, refused }) => deed === 'approve' && refused === null);
  const ended = { title: t('endedTitle'), text: t('endedText') };
  return {
    proving: { title: t('provingTitle'), text: t('provingText') },
    review: { title: t('reviewTitle'), text: t(mayReview ? 'reviewText' : 'reviewWait') },
    cooling: { title: t('coolingTitle'), text: t('coolingText') },
    disputed: { title: t('disputedTitle'), text: t('disputedText') },
    completed: { title: t('completedTitle'), text: t('completedText') },
    remedied: { title: t('remediedTitle'), text: t('remediedText') },
    refused: ended,
    cancelled: ended,
    expired: ended,
  }[state];
}

function Step({ one, actions, here }: Pick<Props, 'one' | 'actions'> & { here: string }) {
  const t = useTranslations('swap.next');
  const allowed = (deed: SwapDeed) =>
    actions[deed] !== undefined && one.may.some((may) => may.deed === deed && may.refused === null);
  const form = (deed: SwapDeed, label: string, look: Pick<NoteProps, 'danger' | 'bare'> = {}) => (
    <NoteForm to={{ id: one.id, here, action: actions[deed] }} label={label} {...look} />
  );
  const cancel = allowed('cancel') ? (
    <Disclosure title={t('cancelTitle')}>
      <p className="mb-3">{t('cancelText')}</p>
      {form('cancel', t('cancel'), { bare: true })}
    </Disclosure>
  ) : null;
  const refuse = allowed('refuse') ? (
    <Disclosure title={t('stop')}>{form('refuse', t('stop'), { danger: true })}</Disclosure>
  ) : null;
  const document = (deed: 'document' | 'release-document', title: string, text: string, open = false) =>
    allowed(deed) ? (
      <Folded title={title} open={open}>
        <p className="mb-3">{text}</p>
        <DocumentForm to={{ id: one.id, here, action: actions[deed] }} />
      </Folded>
    ) : null;
  if (one.state === 'proving')
    return (
      <>
        {document(
          'document',
          t(wantsDocument(one) ? 'documentTitle' : 'fallback'),
          t('documentText'),
          wantsDocument(one),
        )}
        {refuse}
        {cancel}
      </>
    );
  if (one.state === 'review')
    return (
      <>
        <WhyNot one={one} deed="approve">
          {form('approve', t('approve'))}
        </WhyNot>
        {refuse}
        {cancel}
      </>
    );
  if (one.state === 'disputed')
    return (
      <>
        <WhyNot one={one} deed="decide">
          <DecideForm to={{ id: one.id, here, action: actions.decide }} />
        </WhyNot>
        {cancel}
      </>
    );
  if (one.state === 'completed')
    return (
      <>
        {document('release-document', t('releaseTitle'), t('releaseText'))}
        {allowed('remedy') ? (
          <Disclosure title={t('remedyTitle')}>
            <p className="mb-3">{t('remedyText')}</p>
            {form('remedy', t('remedy'), { danger: true })}
          </Disclosure>
        ) : null}
      </>
    );
  return (
    <>
      {refuse}
      {cancel}
    </>
  );
}

/** Whether nothing but the document is left to show. */
const wantsDocument = ({ wanted }: SwapFile): boolean =>
  wanted.some((some) => some.includes('document')) && !wanted.some((some) => some.includes('old-sim'));

function Folded({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  if (!open) return <Disclosure title={title}>{children}</Disclosure>;
  return (
    <section>
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}

/** The form of a deed, or why whoever is looking may not do it. */
function WhyNot({ one, deed, children }: { one: SwapFile; deed: SwapDeed; children: ReactNode }) {
  const whyNot = useWhyNot();
  const found = one.may.find((may) => may.deed === deed);
  if (!found) return null;
  return found.refused === null ? children : <Alert tone="look">{whyNot(found.refused)}</Alert>;
}

/** Which case a form is about, what it does with it, and where it leads back to. */
type To = { id: string; here: string; action: FormAction | undefined };

function About({ to: { id, here } }: { to: To }) {
  return (
    <>
      <input type="hidden" name="swapId" value={id} />
      <input type="hidden" name="callbackUrl" value={here} />
    </>
  );
}

type NoteProps = { to: To; label: string; danger?: boolean; bare?: boolean };

function NoteForm({ to, label, danger = false, bare = false }: NoteProps) {
  const t = useTranslations('swap.next');
  if (!to.action) return null;
  return (
    <CommandForm action={to.action} label={label} className="max-w-lg space-y-4">
      <About to={to} />
      {bare ? null : <TextField name="note" label={t('note')} hint={t('noteHint')} maxLength={300} />}
      <SubmitButton variant={danger ? 'danger' : 'primary'}>{label}</SubmitButton>
    </CommandForm>
  );
}

function DecideForm({ to }: { to: To }) {
  const t = useTranslations('swap.next');
  if (!to.action) return null;
  return (
    <CommandForm action={to.action} label={t('disputedTitle')} className="max-w-lg space-y-4">
      <About to={to} />
      <TextField name="note" label={t('note')} hint={t('noteHint')} maxLength={300} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="verdict" value="go_on">
          {t('goOn')}
        </SubmitButton>
        <Button type="submit" variant="danger" name="verdict" value="refuse">
          {t('stop')}
        </Button>
      </div>
    </CommandForm>
  );
}

function DocumentForm({ to }: { to: To }) {
  const [t, kinds] = [useTranslations('swap.next'), useTranslations('admin.person')];
  if (!to.action) return null;
  return (
    <CommandForm action={to.action} label={t('documentTitle')} className="max-w-md space-y-4">
      <About to={to} />
      <SelectField
        name="documentKind"
        label={t('documentKind')}
        options={(['national_id', 'passport'] as const).map((value) => ({ value, label: kinds(value) }))}
      />
      <TextField
        name="documentNumber"
        label={t('documentNumber')}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
      />
      <SubmitButton>{t('documentSubmit')}</SubmitButton>
    </CommandForm>
  );
}
