export type Reason =
  | 'start'
  | 'country'
  | 'city'
  | 'network'
  | 'address'
  | 'device'
  | 'versions'
  | 'copied'
  | 'pair'
  | 'hour'
  | 'device_proof'
  | 'changed_lately';

/** What speaks against a person, and what for them. */
const WORDS: Record<Reason, readonly [against: string, inFavour: string]> = {
  start: ['Everybody starts in the middle', 'Everybody starts in the middle'],
  country: ['From a country that is new for them', 'From a country that they sign in from'],
  city: ['From a place that is new for them', 'From a place that they sign in from'],
  network: ['On a network that they do not use', 'On a network that they use'],
  address: ['From an address that is not near theirs', 'From an address that is theirs or near it'],
  device: ['With a device that is new for them', 'With a device like theirs'],
  versions: [
    'Its versions are not what theirs would be by now',
    'Its versions are what theirs would be by now',
  ],
  copied: ['Others may show the same device', 'Others may show the same device'],
  pair: ['This device is not one they use on this network', 'They use this device on this network'],
  hour: ['At an hour that is unusual for them', 'At an hour that is usual for them'],
  device_proof: ['No proof of a device that they trust', 'The device proved that it is theirs'],
  changed_lately: [
    'Their SIM or credentials changed a short time ago',
    'Their SIM and credentials are as they were',
  ],
};

/** A reason in words, for evidence against somebody (positive) or in their favour. */
export const wordsFor = (reason: Reason, evidence: number): string => WORDS[reason][evidence > 0 ? 0 : 1];
