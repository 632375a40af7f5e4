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
export type SwapPlaces = {
  code: string;
  host: string;
  here: string;
  /** Where a second factor is shown first, for what wants a fresh one; absent where it is fresh. */
  proof?: string;
  /** Where a document is read for the money of a customer whose number has moved. */
  release?: string;
};

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
        <Step one={one} actions={actions} places={places} />
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

function Step({ one, actions, places: { here, proof, release } }: Omit<Props, 'startHref'>) {
  const t = useTranslations('swap.next');
  const allowed = (deed: SwapDeed) =>
    actions[deed] !== undefined && one.may.some((may) => may.deed === deed && may.refused === null);
  const form = (deed: SwapDeed, label: string, look: Omit<NoteProps, 'to' | 'label'> = {}) => (
    <Proved proof={look.bare ? undefined : proof}>
      <NoteForm to={{ id: one.id, here, action: actions[deed] }} label={label} {...look} />
    </Proved>
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
  const onlyDocument = wantsDocument(one);
  const document = allowed('document') ? (
    <Folded title={t(onlyDocument ? 'documentTitle' : 'fallback')} open={onlyDocument}>
      <p className="mb-3">{t('documentText')}</p>
      <DocumentForm to={{ id: one.id, here, action: actions.document }} />
    </Folded>
  ) : null;
  if (one.state === 'proving')
    return (
      <>
        {document}
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
          <Proved proof={proof}>
            <DecideForm to={{ id: one.id, here, action: actions.decide }} />
          </Proved>
        </WhyNot>
        {cancel}
      </>
    );
  if (one.state === 'completed')
    return (
      <>
        {release ? (
          <Disclosure title={t('releaseTitle')}>
            <p className="mb-3">{t('releaseText')}</p>
            <LinkButton href={release}>{t('documentTitle')}</LinkButton>
          </Disclosure>
        ) : null}
        {allowed('remedy') ? (
          <Disclosure title={t('remedyTitle')}>
            <p className="mb-3">{t('remedyText')}</p>
            {form('remedy', t('remedy'), { danger: true, note: 'reason' })}
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

/** What wants a fresh second factor, or the way to one: what is typed before it is shown would be lost. */
function Proved({ proof, children }: { proof: string | undefined; children: ReactNode }) {
  const t = useTranslations('swap.next');
  if (proof === undefined) return children;
  return (
    <LinkButton href={proof} variant="primary" prefetch={false}>
      {t('proveFirst')}
    </LinkButton>
  );
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

type NoteProps = { to: To; label: string; danger?: boolean; bare?: boolean; note?: 'note' | 'reason' };

function NoteForm({ to, label, danger = false, bare = false, note = 'note' }: NoteProps) {
  const t = useTranslations('swap.next');
  if (!to.action) return null;
  return (
    <CommandForm action={to.action} label={label} className="max-w-lg space-y-4">
      <About to={to} />
      {bare ? null : <TextField name={note} label={t('note')} hint={t('noteHint')} maxLength={300} />}
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
