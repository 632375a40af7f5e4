/**
 * Writes components/ui/icons.tsx: the icons of lucide that some file imports from there, each as one path.
 * lucide's own components are client components, which would send a runtime and every icon's data to the
 * browser. Name an icon of lucide in an import, run `tsx scripts/icons.ts`, and it is there.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';

type Shape = [string, Record<string, string>];

const START = /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(-?[\d.])?/;
const target = 'components/ui/icons.tsx';

/** One shape as the data of a path, so that an icon is one string. */
function pathOf([kind, at]: Shape): string {
  const n = (name: string) => Number(at[name] ?? 0);
  // A small m at the start of a path counts from its origin, but in the middle of one from where the pen is.
  if (kind === 'path')
    return (at.d ?? '').replace(START, (_, x, y, next) => `M${x} ${y}${next ? `l${next}` : ''}`);
  if (kind === 'circle' || kind === 'ellipse') {
    const [rx, ry] = kind === 'circle' ? [n('r'), n('r')] : [n('rx'), n('ry')];
    return `M${n('cx') - rx} ${n('cy')}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`;
  }
  if (kind === 'line') return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
  if (kind === 'polyline') return `M${at.points}`;
  if (kind === 'rect') {
    const r = n('rx') || n('ry');
    const [w, h] = [n('width') - 2 * r, n('height') - 2 * r];
    const turn = (x: number, y: number) => (r ? `a${r} ${r} 0 0 1 ${x} ${y}` : '');
    return `M${n('x') + r} ${n('y')}h${w}${turn(r, r)}v${h}${turn(-r, r)}h${-w}${turn(-r, -r)}v${-h}${turn(r, -r)}`;
  }
  throw new Error(`lucide draws with <${kind}>, which this script does not know.`);
}

/** The shapes of an icon. Many names of lucide are older names of one icon: such a file only points to the other. */
async function shapesOf(file: string): Promise<Shape[]> {
  const { __iconData: data } = (await import(`lucide-react/icons/${file}`)) as {
    __iconData?: { node: Shape[] };
  };
  if (data) return data.node;
  const text = readFileSync(`node_modules/lucide-react/dist/esm/icons/${file}.mjs`, 'utf8');
  const newer = /from '\.\/([\w-]+)\.mjs'/.exec(text)?.[1];
  if (!newer) throw new Error(`lucide has no icon ${file}.`);
  return shapesOf(newer);
}

async function lineOf(name: string): Promise<string> {
  const file = name.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])/g, '-').toLowerCase();
  const shapes = await shapesOf(file);
  return `export const ${name} = /* @__PURE__ */ icon('${shapes.map(pathOf).join('')}');`;
}

const imports = /import \{([^}]+)\} from '(?:@\/components\/ui|\.)\/icons'/g;
const names = globSync('{app,components}/**/*.{ts,tsx}')
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(imports)])
  .flatMap(([, list = '']) => list.split(','))
  .map(
    (name) =>
      name
        .replace(/^\s*type\s.*/, '')
        .trim()
        .split(' as ')[0] ?? '',
  );
const lines = await Promise.all([...new Set(names.filter(Boolean))].sort().map(lineOf));

writeFileSync(
  target,
  `// Written by scripts/icons.ts out of lucide (ISC licence, © Lucide Contributors): name an icon in an import and run it.

interface IconProps {
  className?: string;
}

/**
 * A sign of 24 units, in the colour of the text around it. It is silent: a word stands beside it. The calls are
 * marked pure, so that a page takes only the icons that it shows.
 */
const icon = (path: string) => (props: IconProps) => draw(path, props);

function draw(path: string, { className = 'size-4' }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={\`shrink-0 \${className}\`}
    >
      <path d={path} />
    </svg>
  );
}

${lines.join('\n')}
`,
);
execFileSync('biome', ['format', '--write', target], { stdio: 'ignore' });
console.log(`${lines.length} icons in ${target}`);
