// What is trusted is a device with its key: a browser whose key has changed since is a known one and no more.
// A session counts as its device's while both show the same key: what was copied elsewhere, or released, is of no device.
// What its owner has revoked stays revoked, whatever key it shows.

/** The trust of a row of `known_devices` (`k`) whose row of `devices` is `d`, as it counts now. */
export const TRUST_NOW = `case when k.trust = 'trusted' and (d.key_since is null or d.key_since > k.trust_changed_at)
  then 'known' else k.trust end`;

/** The same for a session (`s`) that was opened there; nothing where the person does not know the device. */
export const TRUST_IN_SESSION = `(select case when k.trust = 'revoked' then k.trust
    when d.key_thumbprint is distinct from s.key_thumbprint then 'unknown' else ${TRUST_NOW} end
  from known_devices k join devices d on d.tenant_id = k.tenant_id and d.id = k.device_id
  where k.tenant_id = s.tenant_id and k.person_id = s.person_id and k.device_id = s.device_id)`;
