import type { Messages } from './en';
import type { Locale } from './locales';

// A key that no language file has is a type error where it is used.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
