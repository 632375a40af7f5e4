import { aboveOf, chanceOfStep, type Step, stepOf } from './change';
import type { Facts } from './facts';
import type { LevelName } from './familiar';
import { type Evidence, type Known, likelyOfPerson } from './place-evidence';
import { shareOfOthers, shareOfSeason } from './strangers';
import { keys, SEASON_MS } from './tally';
import { WEIGHTS } from './weights';

/**
 * The device of an attempt, against a stranger with a device that is as common as they are, or, rarely, with one that says
 * of itself what the person's said last: `copied` takes back what such a one would gain.
 */
export function deviceEvidence(known: Known, facts: Facts) {
  const { tallies, found } = known;
  const { level } = found;
  const { kind, browser, make } = facts.device;
  const kindKey = keys.kind(kind);
  const browserKey = keys.browser(kind, browser);
  const ours = (key: LevelName, parent: number) => ({ key: level[key].count, parent });
  const others = {
    kind: shareOfOthers(tallies, kindKey, 'kinds', ours('kind', found.all.count), 0.1),
    browser: shareOfOthers(tallies, browserKey, kindKey, ours('browser', level.kind.count), 0.1),
    make: shareOfOthers(
      tallies,
      keys.make(kind, browser, make),
      browserKey,
      ours('make', level.browser.count),
      0.02,
    ),
  };
  const judge = (name: keyof typeof others): Evidence => {
    if (aboveOf(found, name).count <= 0) return 0;
    return Math.log(others[name] / likelyOfPerson(known, name, others[name], facts.place.asn));
  };
  const device = judge('kind') + judge('browser') + judge('make');
  const versions = versionEvidence(known, facts);
  return {
    device,
    versions,
    copied: copiedEvidence(device + versions, known, facts),
    pair: pairEvidence(known),
  };
}

function copiedEvidence(honest: Evidence, { found }: Known, { device }: Facts): Evidence {
  const had = found.device?.had;
  const asLast = had?.osVersion === device.osVersion && had.browserVersion === device.browserVersion;
  if (!asLast || honest >= 0) return 0;
  const copied = WEIGHTS.copiesDevice;
  return Math.log((1 - copied) * Math.exp(honest) + copied) - honest;
}

/**
 * The versions of a device that the person has, against those of a stranger's device of this make. Versions go forward:
 * a newer one is an update, an older one another device.
 */
function versionEvidence({ tallies, found }: Known, { at, device }: Facts): Evidence {
  if (!found.device) return 0;
  const { sinceMs, had } = found.device;
  const { kind, browser } = device;
  const judge = (what: 'os' | 'browser', from: string, to: string, keyOf: (version: string) => string) => {
    const parent = what === 'os' ? keys.osVersions(kind) : keys.browserVersions(kind, browser);
    const step = stepOf(from, to);
    const season = shareOfSeason(tallies, keyOf(from), parent, at, SEASON_MS);
    return Math.log(ofStranger(step, season, sinceMs) / chanceOfStep(tallies, what, step, sinceMs));
  };
  return (
    judge('os', had.osVersion, device.osVersion, (version) => keys.osVersion(kind, version)) +
    judge('browser', had.browserVersion, device.browserVersion, (version) =>
      keys.browserVersion(kind, browser, version),
    )
  );
}

/** A stranger's version is the person's as often as it is common; else older or newer, and after a long pause rather newer. */
function ofStranger(step: Step, season: number, sinceMs: number): number {
  if (step === 'same') return season;
  const newer = 0.5 + 0.45 * (1 - 2 ** (-sinceMs / SEASON_MS));
  return (1 - season) * (step === 'forward' ? newer : 1 - newer);
}

/** A network and a device that come together: somebody's laptop is at work, their telephone everywhere. */
function pairEvidence({ found }: Known): Evidence {
  const { pair, all, level } = found;
  if (level.asn.weight <= 0 || level.make.weight <= 0) return 0;
  const usual = level.make.weight / all.weight;
  const here = (pair.weight + WEIGHTS.pairDoubt * usual) / (level.asn.weight + WEIGHTS.pairDoubt);
  return Math.log(usual / here);
}
