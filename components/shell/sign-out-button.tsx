import { useTranslations } from 'next-intl';
import { LogOut } from '@/components/ui/icons';
import { menuItem } from '@/components/ui/menu-item';

/** The last line of the person's menu. Put it in the form whose action signs out. */
export function SignOutButton() {
  const t = useTranslations('shell');
  return (
    <button type="submit" className={menuItem}>
      <LogOut />
      {t('signOut')}
    </button>
  );
}
